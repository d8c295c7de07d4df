"""The arithmetic, judged by signals whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from audio_edition.mastering import limiter, loudness, spectrum


def sine(hz: float, rate_hz: int, seconds: float = 1.0, phase: float = 0.0) -> np.ndarray:
    return np.sin(2 * np.pi * hz * np.arange(int(rate_hz * seconds)) / rate_hz + phase)


def resampled(samples: np.ndarray, source_hz: int, target_hz: int) -> np.ndarray:
    sizes = spectrum.block_sizes(source_hz, target_hz)
    return spectrum.shaped(samples, sizes, (spectrum.band(source_hz, target_hz, None),))[0]


RATES = [
    (22050, 48000),
    (24000, 48000),
    (22050, 44100),
    (24000, 44100),
    (96000, 48000),
    (48000, 44100),
    (8000, 48000),
]


@pytest.mark.parametrize(("source_hz", "target_hz"), RATES)
@pytest.mark.parametrize("share", [0.02, 0.25, 0.85])
def test_a_sine_comes_out_of_the_resampler_as_that_sine(source_hz: int, target_hz: int, share: float) -> None:
    hz = round(share * min(source_hz, target_hz) / 2)
    made = resampled(sine(hz, source_hz, 3), source_hz, target_hz)
    wanted = sine(hz, target_hz, 3)
    assert len(made) == len(wanted)
    middle = slice(target_hz, 2 * target_hz)
    assert 20 * np.log10(np.abs(made - wanted)[middle].max()) < -90


@pytest.mark.parametrize("hz", [24500, 30000, 40000])
def test_what_the_lower_rate_cannot_hold_is_gone_and_not_folded_down(hz: int) -> None:
    assert 20 * np.log10(np.abs(resampled(sine(hz, 96000, 3), 96000, 48000))[48000:96000].max()) < -90


def test_blocks_join_without_a_seam() -> None:
    long = np.random.default_rng(3).standard_normal(200_000)
    once = resampled(long, 24000, 48000)
    later = resampled(np.concatenate([np.zeros(7777), long]), 24000, 48000)[2 * 7777 :]
    assert np.abs(once - later).max() < 1e-6


@pytest.mark.parametrize("rate_hz", [48000, 44100, 24000])
@pytest.mark.parametrize(("dbfs", "lufs"), [(-23.0, -26.01), (-33.0, -36.01)])
def test_a_997_hz_sine_reads_as_the_standard_says(rate_hz: int, dbfs: float, lufs: float) -> None:
    cells = loudness.weighted_cells(sine(997, rate_hz, 5) * 10 ** (dbfs / 20), rate_hz)
    assert loudness.gated_lufs(cells, rate_hz) == pytest.approx(lufs, abs=0.03)


def test_quiet_stretches_are_gated_out_as_in_ebu_case_3() -> None:
    parts = [sine(1000, 48000, s) * 10 ** (db / 20) for s, db in ((10, -36), (60, -23), (10, -36))]
    cells = loudness.weighted_cells(np.concatenate(parts), 48000)
    assert loudness.gated_lufs(cells, 48000) == pytest.approx(
        -26.0, abs=0.1
    )  # mono: 3 LU below the stereo case


@pytest.mark.parametrize(("part", "phase"), [(4, 0.0), (4, 45.0), (6, 60.0), (8, 67.5)])
def test_the_peak_between_samples_is_found_as_in_ebu_cases_15_to_18(part: int, phase: float) -> None:
    tone = sine(48000 / part, 48000, 0.5, np.deg2rad(phase)) * 0.5
    faded = tone * np.clip(np.minimum(np.arange(24000), np.arange(24000)[::-1]) / 2000, 0, 1)
    assert -6.4 <= loudness.true_peak_db(faded) <= -5.8


def test_the_limiter_keeps_every_sample_below_its_ceiling() -> None:
    rng = np.random.default_rng(5)
    wild = rng.standard_normal(48000) * np.repeat(rng.random(480), 100) * 3
    gain_db = limiter.limiting_db(limiter.level_db(limiter.hop_peaks(wild)), -3.0, 48000 / limiter.HOP)
    assert np.abs(limiter.apply_gain(wild, gain_db)).max() <= 10 ** (-3 / 20) + 1e-9


def test_the_limiter_leaves_quiet_sound_alone() -> None:
    quiet = sine(440, 48000) * 0.1
    gain_db = limiter.limiting_db(limiter.level_db(limiter.hop_peaks(quiet)), -3.0, 48000 / limiter.HOP)
    assert np.array_equal(limiter.apply_gain(quiet, gain_db), quiet)
