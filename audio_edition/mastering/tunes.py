"""The project's own tunes as notes, and how a note sounds: a soft plucked tone, the same on every run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

RATE_HZ = 48000
_HARMONICS = ((1.0, 1.0), (2.0, 0.34), (3.0, 0.12), (4.0, 0.05))
"""(multiple, level); the higher one is, the sooner it is gone."""
_ATTACK_MS = 9
_LEVEL = 0.2


@dataclass(frozen=True, slots=True)
class Tune:
    """Notes and when the tune ends."""

    notes: tuple[tuple[int, int, int, float], ...]
    """(start ms, MIDI number, time to fall to a third in ms, level)."""
    length_ms: int
    fade_ms: int


# D major pentatonic: D 62, E 64, F sharp 66, A 69, B 71, and their octaves.
TUNES: dict[str, Tune] = {
    "opening": Tune(
        (
            (0, 50, 900, 0.55), (0, 62, 650, 0.8), (380, 66, 600, 0.7), (760, 69, 600, 0.8),
            (1140, 71, 650, 0.75), (1520, 57, 900, 0.5), (1520, 69, 700, 0.8), (1900, 66, 600, 0.65),
            (2280, 64, 600, 0.65), (2660, 50, 1000, 0.5), (2660, 57, 900, 0.4), (2660, 62, 900, 0.85),
        ),
        4200,
        900,
    ),
    "opening_next": Tune(
        (
            (0, 50, 700, 0.5), (0, 69, 550, 0.75), (320, 66, 500, 0.65), (640, 64, 500, 0.65),
            (960, 62, 700, 0.8), (960, 57, 700, 0.4),
        ),
        2100,
        500,
    ),
    "section": Tune(((0, 62, 400, 0.7), (240, 69, 450, 0.7), (240, 57, 450, 0.35)), 1200, 350),
    "profile": Tune(((0, 62, 380, 0.6), (0, 50, 380, 0.3)), 800, 300),
    "closing": Tune(
        (
            (0, 50, 900, 0.5), (0, 71, 600, 0.7), (420, 69, 600, 0.7), (840, 66, 600, 0.65),
            (1300, 64, 600, 0.6), (1780, 50, 1000, 0.5), (1780, 57, 900, 0.4), (1780, 62, 1000, 0.8),
        ),
        3200,
        1000,
    ),
}  # fmt: skip


@cache
def tone(note: int, fall_ms: int, length_ms: int, level: float) -> bytes:
    """Return a struck tone as 16-bit samples: a soft start, then harmonics that die away."""
    seconds = np.arange(RATE_HZ * length_ms // 1000) / RATE_HZ
    hz = 440.0 * 2.0 ** ((note - 69) / 12)
    wave_form = np.zeros(len(seconds))
    for multiple, strength in _HARMONICS:
        fall_s = fall_ms / 1000 / multiple**0.6
        wave_form += strength * np.sin(2 * np.pi * hz * multiple * seconds) * np.exp(-seconds / fall_s)
    rise = np.clip(seconds * 1000 / _ATTACK_MS, 0.0, 1.0)
    softened = wave_form * (0.5 - 0.5 * np.cos(np.pi * rise)) * (level * _LEVEL * 32767)
    pcm: bytes = np.rint(softened).astype("<i2").tobytes()
    return pcm
