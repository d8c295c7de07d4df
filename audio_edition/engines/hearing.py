"""What can be heard in speech that came back: where it sounds, rests, is clipped or says itself twice."""

from __future__ import annotations

import io
from dataclasses import dataclass
from gettext import gettext as _
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

RATE_HZ = 24_000
_CELL = 480
"""Samples of one cell of the envelope: 20 ms."""
_CELL_S = _CELL / RATE_HZ
QUIET = 0.0056
"""RMS of full scale under which the whole counts as silent (-45 dB)."""
_REST = 0.05
"""Share of the RMS of what sounds under which a cell is a rest; tails and pauses of voices lie far below."""
_NOTHING = 0.0005
"""RMS of full scale under which nothing sounds at all (-66 dB), not even the end of a breath."""
_FULL = 0.95
_RUN = 4
"""So many samples near full scale in a row are a flattened peak; MP3 lets its top ripple a little."""
_OVERLAP_CELLS = 60
"""What is said twice must last that long (1.2 s): shorter stretches are alike by chance."""
_CANDIDATE = 0.75
"""Loudness alone goes alike by chance up to 0.97 in texts of a few clauses, so the colour is compared too."""
_BANDS = (1, 2, 3, 4, 5, 6, 8, 11, 16, 24, 40, 70)
"""First bins of the bands that are compared, of 50 Hz each."""


class UndecodableError(Exception):
    """These bytes are no sound of the form that was agreed."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What was measured."""

    seconds: float
    loudness: float
    """RMS of full scale."""
    begins_s: float
    ends_s: float
    """Where the first sound begins and the last one ends."""
    fades_s: float
    """Where the last sound has died away."""
    hole_s: float
    """The longest rest inside."""
    clipped: float
    """Share of samples in flattened peaks."""
    twice: float
    """How like the end is to the beginning, in loudness and colour at the best shift; 1 is the very same."""

    @property
    def tail_s(self) -> float:
        """Silence at the end."""
        return self.seconds - self.ends_s

    @property
    def heard_s(self) -> float:
        """From the first sound to the last."""
        return self.ends_s - self.begins_s


def listen(audio: bytes) -> Sound:
    """Decode and measure. Raises UndecodableError."""
    return measure(_decode(audio))


def measure(samples: np.ndarray) -> Sound:
    """Measure mono samples of 24 kHz, full scale 1."""
    import numpy as np

    cells = samples[: len(samples) // _CELL * _CELL].reshape(-1, _CELL)
    energy = np.einsum("ij,ij->i", cells, cells) / _CELL
    loudness = float(np.sqrt(energy.mean())) if len(energy) else 0.0
    seconds = len(samples) / RATE_HZ
    heard = energy[energy > (QUIET / 4) ** 2]
    if not len(heard):
        return Sound(seconds, loudness, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    # Against what sounds alone: how long the silence at the end is must not move where the sound ends.
    sounding = np.flatnonzero(energy > max((QUIET / 4) ** 2, float(heard.mean()) * _REST**2))
    first, last = int(sounding[0]), int(sounding[-1]) + 1
    hole = int(np.diff(sounding).max(initial=1)) - 1
    return Sound(
        seconds=seconds,
        loudness=loudness,
        begins_s=first * _CELL_S,
        ends_s=last * _CELL_S,
        fades_s=(int(np.flatnonzero(energy > _NOTHING**2)[-1]) + 1) * _CELL_S,
        hole_s=hole * _CELL_S,
        clipped=_clipped(samples),
        twice=_twice(cells[first:last], energy[first:last], loudness),
    )


def _clipped(samples: np.ndarray) -> float:
    import numpy as np

    full = np.flatnonzero(np.abs(samples) >= _FULL)
    if len(full) < _RUN:
        return 0.0
    runs = np.split(full, np.flatnonzero(np.diff(full) > 1) + 1)
    return sum(len(run) for run in runs if len(run) >= _RUN) / len(samples)


def _twice(cells: np.ndarray, energy: np.ndarray, loudness: float) -> float:
    """Return how like the end is the beginning; 0 where already the loudness goes other ways."""
    import numpy as np

    shift, alike = _best_shift(np.log10(energy + (loudness * _REST) ** 2))
    if alike < _CANDIDATE:
        return 0.0
    both = np.minimum(energy[:-shift], energy[shift:]) > (loudness * _REST) ** 2
    if both.sum() < _OVERLAP_CELLS / 2:
        return 0.0
    return _same_colour(cells[:-shift][both], cells[shift:][both])


def _best_shift(envelope: np.ndarray) -> tuple[int, float]:
    """Find the shift by 45 to 80 % of the length at which an envelope is most like itself."""
    import numpy as np

    count = len(envelope)
    shifts = np.arange(int(count * 0.45), min(int(count * 0.8), count - _OVERLAP_CELLS) + 1)
    if not len(shifts) or shifts[0] < 1:
        return 0, 0.0
    level = envelope - envelope.mean()
    size = 1 << (2 * count - 1).bit_length()
    spectrum = np.fft.rfft(level, size)
    products = np.fft.irfft(spectrum * spectrum.conj(), size)[shifts]
    sums, squares = (np.concatenate(([0.0], np.cumsum(values))) for values in (level, level * level))
    overlap = count - shifts
    head, tail = sums[overlap], sums[count] - sums[shifts]
    head_power = squares[overlap] - head * head / overlap
    tail_power = squares[count] - squares[shifts] - tail * tail / overlap
    alike = (products - head * tail / overlap) / np.sqrt(np.maximum(head_power * tail_power, 1e-12))
    best = int(alike.argmax())
    return int(shifts[best]), float(alike[best])


def _same_colour(head: np.ndarray, tail: np.ndarray) -> float:
    """Correlate how loudness is spread over the bands, cell by cell, whatever the loudness is."""
    import numpy as np

    window = np.hanning(_CELL)
    colours = []
    for cells in (head, tail):
        power = np.abs(np.fft.rfft(cells * window, axis=1)) ** 2
        bands = np.log10(np.add.reduceat(power, _BANDS, axis=1) + 1e-6)
        bands -= bands.mean(axis=1, keepdims=True)
        colours.append((bands - bands.mean(axis=0)).ravel())
    norm = float(np.linalg.norm(colours[0]) * np.linalg.norm(colours[1]))
    return float(colours[0] @ colours[1]) / norm if norm else 0.0


def _decode(audio: bytes) -> np.ndarray:
    import soundfile

    try:
        samples, rate_hz = soundfile.read(io.BytesIO(audio), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise UndecodableError(_("the sound cannot be decoded")) from error
    if rate_hz != RATE_HZ or samples.shape[1] != 1 or not len(samples):
        raise UndecodableError(_("the sound has another form than agreed"))
    mono: np.ndarray = samples[:, 0]
    return mono
