"""Gain and a look-ahead limiter, worked out on a coarse grid and checked against the loudness wanted."""

from __future__ import annotations

import numpy as np

from .decoder import Samples, blocks
from .loudness import cell_samples, lufs_at_rest

HOP = 16
"""Samples of one step of the gain (0.33 ms at 48 kHz); a whole number of them is one loudness cell."""

_ATTACK_DB_PER_S = 2400.0
_RELEASE_DB_PER_S = 120.0
_SMOOTH_HOPS = 2
_REACH_HOPS = _SMOOTH_HOPS + 1
"""Smoothing looks two hops to each side and interpolation one: the gain holds that far round a peak."""
_KNEE_LU = 6.0
"""Compression begins so far below the loudness of the speech itself."""
_HOLD_S = 0.08
"""About half a syllable."""
_MOST_DRIVE_DB = 12.0
"""How much louder than plain gain the limiter may be driven before it is heard working."""
_NEAR_ENOUGH_LU = 0.005


def hop_peaks(samples: Samples) -> Samples:
    """Return the highest level of each hop."""
    starts = np.arange(0, len(samples), HOP)
    highest, lowest = np.maximum.reduceat(samples, starts), np.minimum.reduceat(samples, starts)
    peaks: Samples = np.maximum(highest, -lowest)
    return peaks


def limiting_db(peaks_db: Samples, ceiling_db: float, hops_per_s: float) -> Samples:
    """Return the gain in dB for each hop that keeps every peak at or below the ceiling."""
    need = np.minimum(0.0, ceiling_db - peaks_db)
    if not need.any():
        return need
    reach = np.pad(need, _REACH_HOPS, mode="edge")
    for shift in range(2 * _REACH_HOPS + 1):
        np.minimum(need, reach[shift : shift + len(need)], out=need)
    hops = np.arange(len(need))
    release, attack = hops * (_RELEASE_DB_PER_S / hops_per_s), hops * (_ATTACK_DB_PER_S / hops_per_s)
    need = np.minimum.accumulate(need - release) + release
    need = np.minimum.accumulate((need + attack)[::-1])[::-1] - attack
    width = 2 * _SMOOTH_HOPS + 1
    gain: Samples = np.convolve(np.pad(need, _SMOOTH_HOPS, mode="edge"), np.full(width, 1 / width), "valid")
    return np.minimum(gain, 0.0)


def compression_db(cells: Samples, sample_rate_hz: int, ratio: float) -> Samples:
    """Return the gain in dB for each hop that brings loud syllables nearer to soft ones.

    Above the speech's own loudness less `_KNEE_LU` levels rise by 1/`ratio` only. The level is that of the
    cells over `_HOLD_S`, so that the gain follows syllables and not single vibrations.
    """
    per_s = sample_rate_hz / cell_samples(sample_rate_hz)
    width = max(1, round(_HOLD_S * per_s))
    smooth = np.convolve(np.pad(cells, width, mode="edge"), np.hanning(width + 2)[1:-1], "same")[width:-width]
    level = 10 * np.log10(np.maximum(smooth / np.hanning(width + 2)[1:-1].sum(), 1e-12))
    over = np.maximum(0.0, level - (lufs_at_rest(cells, sample_rate_hz) - _KNEE_LU))
    hops_per_cell = cell_samples(sample_rate_hz) // HOP
    gain: Samples = np.repeat(-over * (1 - 1 / ratio), hops_per_cell)
    return gain


def find_gain(
    peaks: Samples, cells: Samples, sample_rate_hz: int, *, target_lufs: float, ceiling_db: float
) -> tuple[Samples, bool]:
    """Return the gain in dB for each hop that reaches the loudness, or comes as near as is bearable.

    The second value tells whether it could not be reached. No peak passes the ceiling. Works on a model: a
    cell's energy times the square of the gain there.
    """
    peaks_db = level_db(peaks)
    hops_per_cell = len(peaks) // len(cells)
    hops_per_s = sample_rate_hz / HOP
    plain_db = target_lufs - lufs_at_rest(cells, sample_rate_hz)
    drive_db, driven = plain_db, False
    for _round in range(12):
        gain_db = drive_db + limiting_db(peaks_db + drive_db, ceiling_db, hops_per_s)
        power = (10 ** (gain_db / 10)).reshape(len(cells), hops_per_cell).mean(axis=1)
        missing = target_lufs - lufs_at_rest(cells * power, sample_rate_hz)
        driven = missing > 0 and drive_db >= plain_db + _MOST_DRIVE_DB
        if driven or abs(missing) < _NEAR_ENOUGH_LU:
            break
        drive_db = min(drive_db + missing, plain_db + _MOST_DRIVE_DB)
    return gain_db, driven


def apply_gain(samples: Samples, gain_db: Samples) -> Samples:
    """Multiply by the gain, drawn in straight lines between the middles of the hops."""
    gain = 10 ** (gain_db / 20)
    middles = np.arange(len(gain)) * HOP + (HOP - 1) / 2
    louder = samples.copy()
    for at, block in blocks(louder):
        np.multiply(block, np.interp(np.arange(at, at + len(block)), middles, gain), out=block)
    return louder


def level_db(amplitudes: Samples) -> Samples:
    """Return amplitudes in dB; silence is -180."""
    levels: Samples = 20 * np.log10(np.maximum(amplitudes, 1e-9))
    return levels
