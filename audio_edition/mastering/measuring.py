"""A finished MP3 decoded in pieces and measured: an hour of sound takes no more memory than a minute.

Its figures are those that mastering has of its units: the same cells, the same true peak.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import soundfile

from . import loudness, spectrum
from .decoder import Samples, mean_squares

HALVES = 2
"""A cell's power is kept in halves, 2 ms each: so exactly is the beginning of a sound known."""
_CELLS = 2500
"""Worked on at once; 10 s at 48 kHz."""
_CONTEXT = 8192
"""Samples at both sides of a piece; longer than the K-weighting rings (spectrum._GUARD)."""
_FULL_SCALE = 0.94
"""LAME scales by 0.95, so what was clipped before encoding lies here; our own peaks stay below 0.9."""
_CLIPPED_RUN = 4
_PEAK_CONTEXT = 64
_NEAR = 1.5
"""A true peak is at most so much higher than the highest sample beside it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a player makes of a file."""

    rate_hz: int
    samples: int
    cells: Samples
    """K-weighted mean square of each cell (loudness.CELLS_PER_FRAME)."""
    powers: Samples
    """Mean square of each half of a cell."""
    peaks: Samples
    """Highest sample of each cell."""
    true_peak_db: float
    peak_at: int
    """The sample beside the true peak."""
    clipped: tuple[int, ...]
    """Samples at which clipped sound begins, not more than one each tenth of a second."""
    trouble: str = ""
    """Why decoding broke off; "" where it did not."""

    @property
    def cell_samples(self) -> int:
        """How many samples a cell covers."""
        return loudness.cell_samples(self.rate_hz)

    def cells_of(self, start_ms: float, end_ms: float) -> Samples:
        """Return the weighted cells between two times."""
        return self.cells[self._cell(start_ms) : self._cell(end_ms)]

    def lufs(self, start_ms: float, end_ms: float) -> float:
        """Return integrated loudness between two times."""
        return loudness.gated_lufs(self.cells_of(start_ms, end_ms), self.rate_hz)

    def ms(self, sample: int) -> int:
        """Return a sample's time."""
        return round(sample * 1000 / self.rate_hz)

    def _cell(self, time_ms: float) -> int:
        return round(time_ms * self.rate_hz / 1000 / self.cell_samples)


class _From(io.RawIOBase):
    """A file as if it began at a later byte.

    The decoder drops 529 samples behind an Info frame; without it times are those of the units.
    """

    def __init__(self, path: Path, start: int) -> None:
        self._file = path.open("rb")
        self._start = start
        self.seek(0)

    def readinto(self, buffer: object) -> int:
        return self._file.readinto(buffer)  # type: ignore[arg-type]

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset + (0 if whence else self._start), whence) - self._start

    def tell(self) -> int:
        return self._file.tell() - self._start

    def close(self) -> None:
        self._file.close()
        super().close()


class _Gauge:
    """What is known of the pieces that were heard so far."""

    def __init__(self, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self.samples = 0
        self.true_peak_db, self.peak_at = loudness.SILENCE_LUFS, 0
        self.clipped: list[int] = []
        self._rows: tuple[list[Samples], list[Samples], list[Samples]] = ([], [], [])
        self._sizes = spectrum.block_sizes(rate_hz, rate_hz)
        self._weight = loudness.k_weight(rate_hz, rate_hz)

    def hear(self, held: Samples, start: int, end: int) -> None:
        """Measure samples `start` to `end`; what stands beside them is context."""
        cell, piece = loudness.cell_samples(self.rate_hz), held[start:end]
        (weighted,) = spectrum.shaped(held, self._sizes, (self._weight,))
        cells, powers, peaks = self._rows
        cells.append(mean_squares(weighted[start:end], cell))
        powers.append(mean_squares(piece, cell // HALVES).astype(np.float32))
        level = np.abs(np.pad(piece, (0, -len(piece) % cell))).reshape(-1, cell).max(axis=1)
        peaks.append(level.astype(np.float32))
        highest = float(level.max(initial=0.0))
        if highest * _NEAR > 10 ** (self.true_peak_db / 20):
            self._look_for_peak(held, start, end)
        if highest >= _FULL_SCALE:
            self._look_for_clipping(held[start : end + _CLIPPED_RUN - 1])
        self.samples += len(piece)

    def _look_for_peak(self, held: Samples, start: int, end: int) -> None:
        peak_db = loudness.true_peak_db(held[max(0, start - _PEAK_CONTEXT) : end + _PEAK_CONTEXT])
        if peak_db > self.true_peak_db:
            self.true_peak_db = peak_db
            self.peak_at = self.samples + int(np.argmax(np.abs(held[start:end])))

    def _look_for_clipping(self, samples: Samples) -> None:
        full = np.abs(samples) >= _FULL_SCALE
        runs = np.lib.stride_tricks.sliding_window_view(full, _CLIPPED_RUN).all(axis=1)
        for at in np.flatnonzero(runs) + self.samples:
            if not self.clipped or at - self.clipped[-1] > self.rate_hz // 10:
                self.clipped.append(int(at))

    def read_off(self, trouble: str) -> Measured:
        """Return the figures."""
        cells, powers, peaks = (_joined(rows) for rows in self._rows)
        peak_db, peak_at, clipped = self.true_peak_db, self.peak_at, tuple(self.clipped)
        return Measured(
            self.rate_hz, self.samples, cells, powers, peaks, peak_db, peak_at, clipped, trouble=trouble
        )


def _joined(rows: list[Samples]) -> Samples:
    return cast(Samples, np.concatenate(rows)) if rows else np.zeros(0)


def measure(path: Path, sound_at: int, sample_rate_hz: int) -> Measured:
    """Decode a file's frames from a byte on and measure what comes; damage is told, not raised."""
    gauge = _Gauge(sample_rate_hz)
    trouble = ""
    with _From(path, sound_at) as source:
        try:
            with soundfile.SoundFile(source) as file:
                if (file.samplerate, file.channels) != (sample_rate_hz, 1):
                    return gauge.read_off(f"{file.samplerate} Hz × {file.channels}")
                for held, start, end in _pieces(file, _CELLS * loudness.cell_samples(sample_rate_hz)):
                    gauge.hear(held, start, end)
        except (soundfile.SoundFileError, RuntimeError, ValueError, OSError) as problem:
            trouble = str(problem) or type(problem).__name__
    return gauge.read_off(trouble)


def _pieces(file: soundfile.SoundFile, size: int) -> Iterator[tuple[Samples, int, int]]:
    """Yield pieces of so many samples, each with what stands beside it and its place therein."""
    held: Samples = file.read(size + _CONTEXT, dtype="float32")
    start = 0
    while len(held) - start > size:
        end = start + size
        yield held, start, end
        kept = held[max(0, end - _CONTEXT) :]
        start = min(end, _CONTEXT)
        fresh = file.read(size + _CONTEXT - (len(kept) - start), dtype="float32")
        held = np.concatenate((kept, fresh))
    yield held, start, len(held)
