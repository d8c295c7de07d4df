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
    ("name", "seconds"), [("opening", 4.2), ("opening_next", 2.1), ("section", 1.2), ("closing", 3.2)]
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


def test_a_tune_is_mastered_below_the_speech() -> None:
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
