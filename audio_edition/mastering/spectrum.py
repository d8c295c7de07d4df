"""Filtering and resampling in one pass: blocks are shaped as spectra and joined without a seam."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import gcd

import numpy as np
from numpy.typing import NDArray

from .decoder import Samples

Response = NDArray[np.complex128] | NDArray[np.float64] | NDArray[np.float32]

_BLOCK = 32768
_GUARD = 8
"""One part in so many of a block is thrown away at each side: longer than any filter here rings."""
_ROLL_OFF = 0.92
"""The band that resampling keeps whole, as a share of the lower of the two rates' half."""
_LOW_CUT_HZ = (10, 70)
"""No voice goes as low; wide, because a steeper edge would ring longer than the guard."""
_SKIRT_OCTAVES = 0.5
_PRESENCE_HZ = (1000, 2000, 4000, 6000)
"""Rises from the first to the second, falls from the third to the fourth: consonants lie there, and older
ears hear least of it (facts/audio.md 8)."""


def block_sizes(source_hz: int, target_hz: int) -> tuple[int, int]:
    """Return how many samples a block holds before and after resampling."""
    step = gcd(source_hz, target_hz)
    down, up = source_hz // step, target_hz // step
    times = _GUARD
    while max(down, up) * times * 2 <= 2 * _BLOCK:
        times *= 2
    return down * times, up * times


def shaped(samples: Samples, sizes: tuple[int, int], responses: tuple[Response, ...]) -> tuple[Samples, ...]:
    """Return the samples at the new rate, once for each response (one value for each shared frequency)."""
    size_in, size_out = sizes
    length = -(-len(samples) * size_out // size_in)
    blocks = list(_blocks(samples, size_in))
    guard, hop = size_out // _GUARD, size_out - 2 * (size_out // _GUARD)
    outs = tuple(np.empty(len(blocks) * hop, dtype=np.float32) for _ in responses)
    for number, block in enumerate(blocks):
        spectrum = np.fft.rfft(block)
        for out, response in zip(outs, responses, strict=True):
            made = np.fft.irfft(spectrum[: len(response)] * response, size_out)
            out[number * hop : (number + 1) * hop] = made[guard : guard + hop]
    return tuple(out[:length] for out in outs)


def _blocks(samples: Samples, size: int) -> Iterator[Samples]:
    """Cut into overlapping blocks; silence stands before the first sample and after the last."""
    guard, hop = size // _GUARD, size - 2 * (size // _GUARD)
    for start in range(-guard, max(1, len(samples) - guard), hop):
        low, high = max(0, start), min(len(samples), start + size)
        if (low, high) == (start, start + size):
            yield samples[low:high]
            continue
        block = np.zeros(size)
        block[low - start : max(low, high) - start] = samples[low : max(low, high)]
        yield block


@lru_cache(maxsize=16)
def band(
    source_hz: int, target_hz: int, band_hz: tuple[int, int] | None, presence_db: float = 0.0
) -> Response:
    """Return the linear-phase response that resamples without images, keeps a band and raises the presence.

    Inside `band_hz` nothing else changes; beyond it the level falls to nothing within half an octave.
    """
    hz = shared_frequencies(source_hz, target_hz)
    half = min(source_hz, target_hz) / 2
    gain = _falls(hz, half * _ROLL_OFF, half) * _rises(hz, *_LOW_CUT_HZ)
    if band_hz is not None:
        low, high = band_hz
        skirt = 2.0**_SKIRT_OCTAVES
        gain *= _rises(hz, low / skirt, low) * _falls(hz, high, high * skirt)
    sizes = block_sizes(source_hz, target_hz)
    gain *= 10 ** (presence_db * _presence(hz) / 20)
    response: Response = gain * (sizes[1] / sizes[0])
    return response


def _presence(hz: Samples) -> Samples:
    low, full_low, full_high, high = _PRESENCE_HZ
    return _rises(hz, low, full_low) * _falls(hz, full_high, high)


def shared_frequencies(source_hz: int, target_hz: int) -> Samples:
    """Return the frequencies in Hz that a block has both before and after resampling."""
    sizes = block_sizes(source_hz, target_hz)
    hz: Samples = np.arange(min(sizes) // 2 + 1, dtype=np.float64) * (source_hz / sizes[0])
    return hz


def _rises(hz: Samples, low: float, high: float) -> Samples:
    """Return a step from 0 to 1, so smooth (three derivatives are zero at its ends) that it rings briefly."""
    x = np.clip((hz - low) / (high - low), 0.0, 1.0)
    risen: Samples = x**4 * (35 - 84 * x + 70 * x**2 - 20 * x**3)
    return risen


def _falls(hz: Samples, low: float, high: float) -> Samples:
    return 1.0 - _rises(hz, low, high)
