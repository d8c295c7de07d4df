"""The project's own tunes."""

from __future__ import annotations

import io
import warnings

import numpy as np
import pytest
import soundfile
from synthetic_speech import PODCAST

from audio_edition import mastering
from audio_edition.errors import AudioError
from audio_edition.mastering.music import TUNES


def samples(name: str) -> np.ndarray:
    sound, rate_hz = soundfile.read(io.BytesIO(mastering.compose(name)))
    assert rate_hz == 48000
    return sound


@pytest.mark.parametrize(
    ("name", "seconds"),
    [("opening", 4.2), ("opening_next", 2.1), ("section", 1.2), ("profile", 0.8), ("closing", 3.2)],
)
def test_each_tune_has_its_length_and_dies_away(name: str, seconds: float) -> None:
    sound = samples(name)
    assert len(sound) == pytest.approx(seconds * 48000, abs=480)
    assert np.abs(sound).max() < 0.9
    assert np.abs(sound[-480:]).max() < 0.01


def test_a_tune_is_the_same_each_time() -> None:
    assert mastering.compose("opening") == mastering.compose("opening")


@pytest.mark.parametrize("name", TUNES)
def test_a_tune_is_soft(name: str) -> None:
    """No pips and no siren: its energy is low, and no note starts at once."""
    sound = samples(name)
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / 48000)
    assert power[hz < 1000].sum() > 0.9 * power.sum()
    assert np.abs(np.diff(sound)).max() < 0.05


def loudest_hz(sound: np.ndarray) -> np.ndarray:
    """The strongest pitch of each tenth of a second that is heard."""
    size = 4800
    pieces = sound[: len(sound) // size * size].reshape(-1, size)
    pieces = pieces[np.sqrt(np.mean(pieces**2, axis=1)) > 0.01]
    spectra = np.abs(np.fft.rfft(pieces * np.hanning(size), 1 << 16, axis=1))
    return np.argmax(spectra, axis=1) * 48000 / (1 << 16)


@pytest.mark.parametrize("name", TUNES)
def test_a_tune_stands_on_notes_and_never_glides_like_a_siren(name: str) -> None:
    hz = loudest_hz(samples(name))
    notes = 69 + 12 * np.log2(hz / 440)
    assert np.median(np.abs(notes - np.rint(notes))) < 0.1
    kept = np.abs(np.diff(notes)) < 0.2
    assert kept.mean() >= 0.4, "a siren's pitch never stays"
    assert (hz < 600).all(), "warnings are high"


@pytest.mark.parametrize("name", TUNES)
def test_a_tune_is_no_time_signal(name: str) -> None:
    """Six pips are short even beeps of one high pitch, a second apart."""
    tune = TUNES[name]
    starts = sorted({start for start, *_rest in tune.notes})
    assert tune.length_ms <= 6000
    assert not any(start % 1000 == 0 for start in starts if start)
    pitches = {note for _start, note, *_rest in tune.notes}
    assert len(pitches) > 1 and max(pitches) <= 71
    assert all(fall_ms >= 300 for _start, _note, fall_ms, _level in tune.notes)


def test_a_tune_can_be_mastered_below_the_speech() -> None:
    made = mastering.master(mastering.compose("opening"), PODCAST, level_lu=-4, keep_ends=True)
    assert made.loudness_lufs == pytest.approx(-20, abs=0.5)
    assert made.frame_count * 24 < 4400


def test_an_unknown_tune_is_an_error_that_names_the_others() -> None:
    with pytest.raises(AudioError) as caught:
        mastering.compose("siren")
    assert "opening" in caught.value.hint


def test_nobody_is_warned_of_a_missing_ffmpeg() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mastering.compose("section")
