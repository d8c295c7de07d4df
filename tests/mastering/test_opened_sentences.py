"""A tune that opens a sentence: alone, then at least 18 dB under the first words, then gone."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_speech import PODCAST, as_wav, talk, with_silence

from audio_edition import mastering, mp3
from audio_edition.errors import AudioError
from audio_edition.mastering.loudness import gated_lufs, weighted_cells
from audio_edition.mastering.music import lay_under
from audio_edition.outlets import Unit

RATE_HZ = 48000
SPEECH = as_wav(with_silence(talk(4, 24000), 24000), 24000)


def levels_db(sound: np.ndarray, piece: int = RATE_HZ // 10) -> np.ndarray:
    pieces = sound[: len(sound) // piece * piece].reshape(-1, piece)
    return 10 * np.log10(np.mean(pieces**2, axis=1) + 1e-12)


def laid(tune: np.ndarray, words: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """What of the mixture is tune, what is words, and where the words begin."""
    plus, first = (
        soundfile.read(io.BytesIO(wav))[0] if isinstance(wav, bytes) else wav
        for wav in lay_under(tune, words, RATE_HZ)
    )
    minus = soundfile.read(io.BytesIO(lay_under(tune, -words, RATE_HZ)[0]))[0]
    return (plus + minus) / 2, (plus - minus) / 2, int(first)


def own_tune(name: str) -> np.ndarray:
    return soundfile.read(io.BytesIO(mastering.compose(name)))[0]


def swelling(seconds: float) -> np.ndarray:
    """An editor's tune that is loudest where the words begin."""
    time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return np.sin(2 * np.pi * 330 * time) * np.exp(-((time - 3.0) ** 2)) * 0.9


TUNES = {
    "opening": own_tune("opening"),
    "opening_next": own_tune("opening_next"),
    "long": np.tile(own_tune("opening"), 6),
    "swelling": swelling(20),
    "short": own_tune("section")[: RATE_HZ // 2],
}


@pytest.mark.parametrize("name", TUNES)
def test_the_bed_lies_18_db_under_the_first_words_and_goes_away(name: str) -> None:
    words = talk(6, RATE_HZ) * 0.5
    tune, said, first = laid(TUNES[name], words)
    bed, speech = levels_db(tune[first:]), levels_db(said[first:])
    assert np.sqrt(np.mean(said[first : first + RATE_HZ] ** 2)) > 0.05
    whole_speech_db = 10 * np.log10(np.mean(said[first : first + len(words)] ** 2))
    assert bed.max() <= whole_speech_db - 18
    assert bed[42:].max(initial=-120.0) < -100
    assert len(bed) == len(speech)


@pytest.mark.parametrize(("name", "alone_s"), [("opening", 2.4), ("long", 2.4), ("opening_next", 1.4)])
def test_the_tune_opens_alone_for_about_two_seconds(name: str, alone_s: float) -> None:
    tune, said, first = laid(TUNES[name], talk(4, RATE_HZ) * 0.5)
    assert first / RATE_HZ == pytest.approx(alone_s, abs=0.01)
    assert np.abs(said[:first]).max() < 1e-4
    before = levels_db(tune[: first - RATE_HZ // 2])
    assert np.median(before) > -30


@pytest.fixture(scope="module")
def opened() -> Unit:
    return mastering.open_with(SPEECH, mastering.compose("opening"), PODCAST)


def test_it_is_a_unit_like_any_other(opened: Unit) -> None:
    plain = mastering.master(SPEECH, PODCAST)
    assert opened.loudness_lufs == pytest.approx(PODCAST.loudness_lufs, abs=0.1)
    assert opened.true_peak_dbtp <= -1
    assert opened.frame_count - plain.frame_count == pytest.approx(2400 / 24, abs=2)
    assert mastering.unpack(mastering.pack(opened)) == opened
    assert plain.words_start_ms == 0


def test_tune_and_words_are_equally_loud(opened: Unit) -> None:
    sound, _rate = soundfile.read(io.BytesIO(opened.frames))
    at = opened.words_start_ms * 48
    parts = sound[: at - RATE_HZ // 2], sound[at:]
    tune, words = (gated_lufs(weighted_cells(part, RATE_HZ), RATE_HZ) for part in parts)
    assert tune == pytest.approx(words, abs=1)


def test_its_first_word_is_where_it_says(opened: Unit) -> None:
    sound, _rate = soundfile.read(io.BytesIO(opened.frames))
    at = opened.words_start_ms * 48
    before, behind = sound[at - 2400 : at - 240], sound[at : at + 2400]
    assert np.sqrt(np.mean(behind**2)) > 3 * np.sqrt(np.mean(before**2))


def test_its_words_can_be_cut_out_alone_as_whole_frames(opened: Unit) -> None:
    first = int((opened.words_start_ms - 12) / 24)
    cut = mp3.cut_frames(opened.frames, first, opened.frame_count, RATE_HZ, 96)
    assert 0 <= mp3.count_frames(cut, RATE_HZ, 96) - (opened.frame_count - first) <= 3
    alone, whole = (soundfile.read(io.BytesIO(frames))[0] for frames in (cut, opened.frames))
    heard = len(whole) - opened.words_start_ms * 48
    assert np.abs(alone[-heard:] - whole[-heard:]).max() < 1e-4


def test_the_same_speech_and_tune_give_the_same_bytes(opened: Unit) -> None:
    assert mastering.open_with(SPEECH, mastering.compose("opening"), PODCAST) == opened


def test_silent_speech_under_a_tune_is_still_an_error() -> None:
    with pytest.raises(AudioError):
        mastering.open_with(as_wav(np.zeros(24000), 24000), mastering.compose("opening"), PODCAST)


@settings(max_examples=25, deadline=None)
@given(st.integers(4800, 200_000), st.integers(2400, 100_000), st.sampled_from([44100, 48000]))
def test_any_two_lengths_can_be_laid_over_each_other(tune: int, words: int, rate_hz: int) -> None:
    wav, first = lay_under(np.full(tune, 0.5), np.full(words, 0.5), rate_hz)
    sound, _rate = soundfile.read(io.BytesIO(wav))
    assert abs(len(sound) - first - words) <= rate_hz // 500
    assert np.abs(sound).max() < 0.99
