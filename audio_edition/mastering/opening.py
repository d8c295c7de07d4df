"""A sentence that a tune opens: the tune alone, then a bed under the first words, then the words alone.

One unit like any other; in it the tune is as loud as the words, whatever the file was.
"""

from __future__ import annotations

from dataclasses import replace

from ..outlets import Preset, Unit
from . import encoder, loudness, music, spectrum
from .chain import LEAD_MS, TAIL_MS, make_unit
from .decoder import Samples, decode, trim

_SOFTEST_LU = 6.0
"""So far a tune that begins softly is raised at the most; it is as loud as it is where it is heard alone."""

_LIMITING_LU = 1.0
"""About what the limiter takes from words and not from a tune, whose peaks are lower."""


def make_opened(speech: bytes, tune: bytes, preset: Preset, *, level_lu: float) -> Unit:
    """Master speech that a tune opens; `level_lu` raises or lowers the tune against the words."""
    samples, speech_hz = decode(speech)
    words = _at_rate(trim(samples, speech_hz, lead_ms=LEAD_MS, tail_ms=TAIL_MS), speech_hz, preset)
    played = _at_rate(*decode(tune), preset)
    rate_hz = preset.sample_rate_hz
    alone = played[: min(music.ALONE_MS * rate_hz // 1000, len(played) * 2 // 3)]
    loud_lufs = max(_lufs(alone, rate_hz), _lufs(played, rate_hz) - _SOFTEST_LU)
    gain_db = _lufs(words, rate_hz) - _LIMITING_LU + level_lu - loud_lufs
    wav, first = music.lay_under(played * 10 ** (gain_db / 20), words, rate_hz)
    unit = make_unit(wav, preset, level_lu=0.0, keep_ends=True)
    at_ms = round((first + encoder.DELAY_SAMPLES) * 1000 / rate_hz) + LEAD_MS
    return replace(unit, words_start_ms=at_ms)


def _at_rate(samples: Samples, rate_hz: int, preset: Preset) -> Samples:
    target_hz = preset.sample_rate_hz
    sizes = spectrum.block_sizes(rate_hz, target_hz)
    (shaped,) = spectrum.shaped(samples, sizes, (spectrum.band(rate_hz, target_hz, None),))
    return shaped


def _lufs(samples: Samples, rate_hz: int) -> float:
    return loudness.gated_lufs(loudness.weighted_cells(samples, rate_hz), rate_hz)
