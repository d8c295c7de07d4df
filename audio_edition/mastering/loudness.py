"""Loudness after ITU-R BS.1770-4 and EBU Tech 3341: K-weighted cells, gates, true peak."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ..mp3 import samples_per_frame
from . import spectrum
from .decoder import Samples, mean_squares

CELLS_PER_FRAME = 6
"""4 ms at 48 and 24 kHz. At 44.1 kHz a cell is 192 samples (4.354 ms) so that cells of joined units stay
aligned; gating blocks are then 92 cells, 400.5 ms."""

_OFFSET_LU = -0.691
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
SILENCE_LUFS = -200.0

_TAPS = 32
_PHASES = 8
_NEAR_PEAK = 0.7
_MOST_PEAKS = 4096


def cell_samples(sample_rate_hz: int) -> int:
    """Return how many samples one cell covers."""
    return samples_per_frame(sample_rate_hz) // CELLS_PER_FRAME


@lru_cache(maxsize=8)
def k_weight(sample_rate_hz: int, source_hz: int) -> spectrum.Response:
    """Return the K-weighting's response on the frequencies that the two rates share (BS.1770-4 annex 1)."""
    z = np.exp(-2j * np.pi * spectrum.shared_frequencies(source_hz, sample_rate_hz) / sample_rate_hz)
    # The analogue prototypes behind the standard's 48 kHz coefficients, as in libebur128.
    k = math.tan(math.pi * 1681.974450955533 / sample_rate_hz)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    shelf = (
        (high + middle * k / q + k * k) + 2 * (k * k - high) * z + (high - middle * k / q + k * k) * z**2
    ) / ((1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2)
    k = math.tan(math.pi * 38.13547087602444 / sample_rate_hz)
    q = 0.5003270373238773
    low_cut = (1 - 2 * z + z**2) / (
        1 + 2 * (k * k - 1) / (1 + k / q + k * k) * z + (1 - k / q + k * k) / (1 + k / q + k * k) * z**2
    )
    weight: spectrum.Response = shelf * low_cut
    return weight


def weighted_cells(samples: Samples, sample_rate_hz: int) -> Samples:
    """Return the mean square of each cell of K-weighted samples."""
    sizes = spectrum.block_sizes(sample_rate_hz, sample_rate_hz)
    (weighted,) = spectrum.shaped(samples, sizes, (k_weight(sample_rate_hz, sample_rate_hz),))
    return mean_squares(weighted, cell_samples(sample_rate_hz))


def gated_lufs(cells: Samples, sample_rate_hz: int, *, any_start: bool = False) -> float:
    """Return integrated loudness; below one block of 400 ms all that sounds counts, ungated.

    `any_start` takes a block at each cell: the mean over all places where a meter may have begun.
    """
    per_second = sample_rate_hz / cell_samples(sample_rate_hz)
    block, hop = round(per_second * 0.4), 1 if any_start else round(per_second * 0.1)
    if len(cells) < block:
        sounding = cells[cells > cells.max(initial=0.0) * 1e-5]
        return _lufs(sounding)
    sums = np.concatenate(([0.0], np.cumsum(cells)))
    blocks = (sums[block:] - sums[:-block])[::hop] / block
    heard = blocks[blocks > 10 ** ((_ABSOLUTE_GATE_LUFS - _OFFSET_LU) / 10)]
    if not len(heard):
        return _lufs(cells)
    return _lufs(heard[heard > heard.mean() * 10 ** (_RELATIVE_GATE_LU / 10)])


def lufs_at_rest(cells: Samples, sample_rate_hz: int) -> float:
    """Return the loudness that a piece has in an episode, where rests lie at its two sides.

    Blocks that lie half in a rest count too, so that joined pieces of one loudness keep it: all those at its
    end, and most of those at its beginning, as the first piece of a chapter has none there.
    """
    block = round(sample_rate_hz / cell_samples(sample_rate_hz) * 0.4)
    padded = np.concatenate((np.zeros(block * 5 // 8), cells, np.zeros(block))).astype(np.float64)
    return gated_lufs(padded, sample_rate_hz, any_start=True)


def _lufs(powers: Samples) -> float:
    power = float(powers.mean()) if len(powers) else 0.0
    return _OFFSET_LU + 10 * math.log10(power) if power > 0 else SILENCE_LUFS


def true_peak_db(samples: Samples) -> float:
    """Return the highest level in dBTP, also between samples; looked for round all samples near it."""
    highest = max(float(samples.max(initial=0.0)), -float(samples.min(initial=0.0)))
    if highest <= 0:
        return SILENCE_LUFS
    low = highest * _NEAR_PEAK
    near = np.flatnonzero((samples >= low) | (samples <= -low))
    here, before, behind = (np.abs(samples.take(near + step, mode="clip")) for step in (0, -1, 1))
    tops = near[here >= np.maximum(before, behind)]
    if len(tops) > _MOST_PEAKS:
        tops = tops[np.argpartition(np.abs(samples[tops]), -_MOST_PEAKS)[-_MOST_PEAKS:]]
    windows = samples.take(tops[:, None] + np.arange(-_TAPS, _TAPS + 1), mode="clip")
    between = float(np.abs(windows @ _interpolator()).max())
    return 20 * math.log10(max(highest, between))


@lru_cache(maxsize=1)
def _interpolator() -> Samples:
    """Return windowed sincs that read a signal at fractions of a sample to both sides."""
    at = np.arange(1 - _PHASES, _PHASES) / _PHASES
    distance = np.arange(-_TAPS, _TAPS + 1)[:, None] - at[None, :]
    window = np.cos(np.pi * np.clip(distance / (_TAPS + 1), -1, 1) / 2) ** 2
    taps: Samples = np.sinc(distance) * window
    return taps
