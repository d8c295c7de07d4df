"""An episode's sound reduced to what a picture of it needs."""

from __future__ import annotations

import numpy as np

from ..verdicts import Picture, Told
from .decoder import Samples
from .judging import chapter_levels
from .measuring import Measured

COLUMNS = 1000
POINTS = 500
_WINDOW_S = 3.0
"""Short-term loudness, EBU Tech 3341."""
_FLOOR_LUFS = -70.0
_OFFSET_LU = -0.691
"""ITU-R BS.1770-4."""


def draw(measured: Measured, told: Told) -> Picture:
    """Return the picture; an empty one where there is no sound."""
    duration_ms = measured.ms(measured.samples)
    if not measured.samples:
        return Picture(max(1, told.duration_ms))
    return Picture(duration_ms, _peaks(measured.peaks), _short_term(measured), chapter_levels(measured, told))


def _peaks(peaks: Samples) -> tuple[int, ...]:
    edges = np.linspace(0, len(peaks), min(COLUMNS, len(peaks)) + 1).astype(int)
    highest = np.maximum.reduceat(peaks, edges[:-1])
    return tuple(int(one) for one in np.rint(np.clip(highest, 0, 1) * 100))


def _short_term(measured: Measured) -> tuple[float, ...]:
    half = round(_WINDOW_S * measured.rate_hz / measured.cell_samples / 2)
    sums = np.concatenate(([0.0], np.cumsum(measured.cells)))
    middles = np.linspace(0, len(measured.cells), min(POINTS, len(measured.cells))).astype(int)
    starts, ends = np.maximum(0, middles - half), np.minimum(len(measured.cells), middles + half)
    powers = (sums[ends] - sums[starts]) / np.maximum(1, ends - starts)
    levels = _OFFSET_LU + 10 * np.log10(np.maximum(powers, 1e-20))
    return tuple(round(float(level), 1) for level in np.maximum(levels, _FLOOR_LUFS))
