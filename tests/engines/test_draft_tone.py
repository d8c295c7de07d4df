from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from audio_edition.engines.tone import Tone
from audio_edition.errors import SpeechError
from audio_edition.model import Utterance


def seconds(words: str, rate: str = "+0%") -> float:
    with wave.open(io.BytesIO(Tone().speak(Utterance(words, "low", rate)))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (24_000, 1, 2)
        return file.getnframes() / 24_000


def pitch_hz(voice: str) -> float:
    samples = np.frombuffer(Tone().speak(Utterance("一" * 8, voice))[44:], "<i2")
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * 24_000 / len(samples))


def test_its_length_grows_with_the_text():
    lengths = [seconds("居" * count) for count in (1, 5, 20, 80)]
    assert lengths == sorted(set(lengths))
    assert seconds("居" * 80) - seconds("居" * 40) == pytest.approx(10, abs=0.01)


def test_a_foreign_word_is_a_note_and_a_stop_a_rest():
    assert seconds("Wonderful") == seconds("好")
    assert seconds("好，好") > seconds("好好")
    assert seconds("好。好") > seconds("好，好")


def test_a_slower_rate_makes_it_longer():
    assert seconds("居" * 40, "-50%") > 1.9 * seconds("居" * 40)


def test_the_same_words_are_the_same_bytes():
    assert Tone().speak(Utterance("你好。", "high")) == Tone().speak(Utterance("你好。", "high"))


def test_each_voice_has_its_pitch():
    assert pitch_hz("high") > 1.8 * pitch_hz("low")
    assert len({round(pitch_hz(name)) for name in ("low", "high", "announcer", "narrator")}) == 4


def test_nothing_to_say_is_an_error():
    with pytest.raises(SpeechError):
        Tone().speak(Utterance("，。", "low"))
