"""An outlet's preset, and the unit of sound that mastering makes for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """How an outlet's sound is mastered."""

    name: str
    sample_rate_hz: int
    bitrate_kbps: int
    loudness_lufs: float
    true_peak_dbtp: float
    rate: str = ""
    """Replaces the roles' rate; "" keeps it."""
    band_hz: tuple[int, int] | None = None
    """Band that passes, (low, high); None for all."""
    presence_db: float = 0.0
    """How much the range that carries consonants is raised."""
    compression: float = 1.0
    """Ratio above the speech's own middle level; 1 leaves it."""
    rests: float = 1.0
    """By how much rests are longer than voices.yaml says."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A mastered piece: whole CBR MP3 frames that begin in silence and end in digital silence."""

    frames: bytes
    frame_count: int
    sample_rate_hz: int
    speech_start_ms: int
    """First sound in the decoded unit, in milliseconds from its first frame."""
    speech_end_ms: int
    loudness_lufs: float
    true_peak_dbtp: float
    """Measured on the decoded frames."""
    cells: bytes
    """K-weighted energy of each 4 ms, float32 little-endian (facts/audio.md 4)."""
    words_start_ms: int = 0
    """First word in the decoded unit where a tune opens it, else 0."""
