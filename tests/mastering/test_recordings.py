"""The editor's own music: any format becomes a soft, bounded piece; anything else is an error with words."""

from __future__ import annotations

import contextlib
import io
import struct
import wave

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_speech import PODCAST, SPEAKER, as_wav

from audio_edition import mastering
from audio_edition.errors import AudioError

RATE_HZ = 48000


def tune(seconds: float = 3.0, rate_hz: int = RATE_HZ, hz: float = 440.0) -> np.ndarray:
    time = np.arange(int(seconds * rate_hz)) / rate_hz
    return 0.3 * np.sin(2 * np.pi * hz * time)


def saved(sound: np.ndarray, rate_hz: int, form: str, subtype: str | None = None) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, sound, rate_hz, format=form, subtype=subtype)
    return file.getvalue()


def read(data: bytes) -> tuple[np.ndarray, int]:
    wav, _seconds, _heard = mastering.read_music(data, PODCAST)
    sound, rate_hz = soundfile.read(io.BytesIO(wav))
    return sound, rate_hz


def refusal(data: bytes) -> AudioError:
    with pytest.raises(AudioError) as caught:
        mastering.read_music(data, PODCAST)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("form", "subtype"),
    [
        ("WAV", "PCM_16"),
        ("WAV", "PCM_24"),
        ("WAV", "FLOAT"),
        ("WAV", "PCM_U8"),
        ("FLAC", "PCM_16"),
        ("OGG", "VORBIS"),
        ("OGG", "OPUS"),
        ("MP3", "MPEG_LAYER_III"),
        ("AIFF", "PCM_16"),
    ],
)
@pytest.mark.parametrize("channels", [1, 2])
def test_every_format_is_heard_alike(form: str, subtype: str, channels: int) -> None:
    sound = np.repeat(tune()[:, None], channels, axis=1)
    heard, rate_hz = read(saved(sound, RATE_HZ, form, subtype))
    assert heard.ndim == 1
    assert len(heard) / rate_hz == pytest.approx(3.0, abs=0.1)
    power = np.abs(np.fft.rfft(heard)) ** 2
    assert np.argmax(power) * rate_hz / len(heard) == pytest.approx(440, abs=2)


@pytest.mark.parametrize("rate_hz", [8000, 11025, 22050, 44100, 88200, 96000, 192000])
@pytest.mark.parametrize("preset", [PODCAST, SPEAKER], ids=["podcast", "speaker"])
def test_every_rate_is_mastered_to_the_level_of_speech(rate_hz: int, preset: object) -> None:
    wav, _seconds, _heard = mastering.read_music(saved(tune(3, rate_hz), rate_hz, "WAV"), preset)  # type: ignore[arg-type]
    unit = mastering.master(wav, preset, keep_ends=True)  # type: ignore[arg-type]
    assert unit.loudness_lufs == pytest.approx(preset.loudness_lufs, abs=0.2)  # type: ignore[attr-defined]
    assert unit.true_peak_dbtp <= -1


def test_it_rises_and_dies_away_without_the_silence_at_its_ends() -> None:
    silence = np.zeros(RATE_HZ)
    heard, rate_hz = read(as_wav(np.concatenate([silence, tune(), silence]), RATE_HZ))
    assert len(heard) / rate_hz == pytest.approx(3.0, abs=0.05)
    assert np.abs(heard[:24]).max() < 0.03
    assert np.abs(heard[-24:]).max() < 0.002
    assert np.abs(heard[RATE_HZ : RATE_HZ * 2]).max() > 0.8


def test_what_is_longer_than_30_s_is_cut_there_and_faded_out() -> None:
    wav, seconds, heard = mastering.read_music(as_wav(tune(95), RATE_HZ), PODCAST)
    assert (seconds, heard) == (95, 30)
    sound, _rate = soundfile.read(io.BytesIO(wav))
    assert len(sound) == 30 * RATE_HZ
    assert np.abs(sound[-RATE_HZ // 2 :]).max() < 0.2
    assert np.abs(sound[RATE_HZ * 27 : RATE_HZ * 27 + 4800]).max() > 0.8
    wav, seconds, heard = mastering.read_music(as_wav(tune(29), RATE_HZ), PODCAST)
    assert (seconds, heard) == (29, 29)


def test_reading_the_same_file_gives_the_same_bytes() -> None:
    data = saved(tune(), 44100, "MP3")
    assert mastering.read_music(data, PODCAST) == mastering.read_music(data, PODCAST)


def hours(count: int) -> bytes:
    """A WAV of 8 kHz that says it lasts hours, and does."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 1, 8000, 0, "NONE", ""))
        out.writeframes(b"\x80\x90\x80\x70" * (2000 * 3600 * count))
    return file.getvalue()


LYING = struct.pack(
    "<4sI4s4sIHHIIHH4sI", b"RIFF", 2**31, b"WAVE", b"fmt ", 16, 1, 1, 2**31 - 1, 8, 2, 16, b"data", 9
)
BAD = {
    "empty": (b"", "cannot be read"),
    "text": ("音乐在这里".encode() * 99, "cannot be read"),
    "cut header": (as_wav(tune(), RATE_HZ)[:30], "cannot be read"),
    "no samples": (as_wav(np.zeros(0), RATE_HZ), "shorter"),
    "50 ms": (as_wav(tune(0.05), RATE_HZ), "shorter"),
    "silent": (as_wav(np.zeros(RATE_HZ * 2), RATE_HZ), "silent"),
    "an offset alone": (as_wav(np.full(RATE_HZ * 2, 0.4), RATE_HZ), "silent"),
    "channels that cancel": (saved(np.stack([tune(), -tune()], axis=1), RATE_HZ, "WAV"), "silent"),
    "no numbers": (saved(np.full(RATE_HZ, np.nan), RATE_HZ, "WAV", "FLOAT"), "no sound"),
    "endless numbers": (saved(np.full(RATE_HZ, np.inf), RATE_HZ, "WAV", "FLOAT"), "no sound"),
    "below hearing": (as_wav(tune(3, hz=2), RATE_HZ), "too low or too high"),
    "above hearing": (saved(tune(3, 192000, hz=60000), 192000, "WAV"), "too low or too high"),
    "too slow": (saved(tune(3, 4000), 4000, "WAV"), "4000"),
    "40 channels": (saved(np.repeat(tune(1)[:, None], 40, axis=1), RATE_HZ, "WAV"), "40"),
    "two hours": (hours(2), "120 minutes"),
    "a lying header": (LYING + b"\0" * 9, ""),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_music_is_refused_with_the_reason(name: str) -> None:
    data, words = BAD[name]
    assert words in refusal(data).message


def test_music_that_a_horn_cannot_play_is_refused_for_that_outlet_alone() -> None:
    bass = as_wav(tune(3, hz=90), RATE_HZ)
    assert mastering.read_music(bass, PODCAST)
    with pytest.raises(AudioError, match="too low or too high"):
        mastering.read_music(bass, SPEAKER)


@pytest.mark.parametrize("form", ["WAV", "FLAC", "OGG", "MP3", "AIFF"])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_a_file_that_was_cut_off_gives_what_it_holds_or_an_error(form: str, share: float) -> None:
    data = saved(tune(), RATE_HZ, form)
    with contextlib.suppress(AudioError):
        heard, rate_hz = read(data[: int(len(data) * share)])
        assert len(heard) <= 3.1 * rate_hz


HEADS = [saved(tune(0.3), RATE_HZ, form) for form in ("WAV", "FLAC", "OGG", "MP3", "AIFF")]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.data()))
def test_hostile_bytes_end_in_music_or_an_error(data: bytes | st.DataObject) -> None:
    if not isinstance(data, bytes):
        whole = bytearray(data.draw(st.sampled_from(HEADS)))
        for _change in range(data.draw(st.integers(1, 8))):
            whole[data.draw(st.integers(0, min(200, len(whole) - 1)))] = data.draw(st.integers(0, 255))
        data = bytes(whole)
    with contextlib.suppress(AudioError):
        wav, _seconds, _heard = mastering.read_music(data, PODCAST)
        mastering.master(wav, PODCAST, keep_ends=True)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.01, 1))
def test_noise_is_music_too(seed: int, level: float) -> None:
    noise = np.random.default_rng(seed).uniform(-level, level, 20_000)
    wav, _seconds, _heard = mastering.read_music(as_wav(noise, RATE_HZ), PODCAST)
    unit = mastering.master(wav, PODCAST, keep_ends=True)
    assert unit.true_peak_dbtp <= -1
