"""The way of one piece of sound: trim, shape, gain, limit, encode, decode back, check, measure."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _

import numpy as np

from .. import mp3
from ..errors import AudioError
from ..outlets import Preset, Unit
from . import encoder, limiter, loudness, spectrum
from .decoder import Samples, blocks, decode, fade, fade_here, mean_squares, sound_span, trim

LEAD_MS = 8
"""Of silence that trimming leaves before the first sound."""
TAIL_MS = 24
_EDGE_MS = 2
"""Fade at the ends of music, so that a file cut in mid-sound does not click."""
_OVERSHOOT_DB = 1.5
"""How far below the true peak allowed the limiter works: MP3 raises peaks (facts/audio.md 4)."""
_BACK_OFF_DB = 0.1
_ROUNDS = 6
_CODING_LOSS_LU = 0.03
"""What coding takes from speech beyond what it takes from a tone (measured: 0.02 to 0.05)."""
_NEAR_ENOUGH_LU = 0.03
"""How far a unit's loudness may lie off; chapters, which have several, come out nearer."""
_MOST_NOISE = 0.4
"""Energy of the coding's error by the sound's: 0.0002 for speech, 0.01 for noise, about 2 for other sound."""


@dataclass(frozen=True, slots=True)
class _Raw:
    """Sound at the outlet's rate before its gain."""

    samples: Samples
    cells: Samples
    peaks: Samples
    rate_hz: int


def make_unit(speech: bytes, preset: Preset, *, level_lu: float, keep_ends: bool) -> Unit:
    """Master one piece of sound; see `mastering.master`."""
    mp3.frame_header(preset.sample_rate_hz, preset.bitrate_kbps)
    samples, rate_hz = decode(speech)
    if keep_ends:
        sound_span(samples, rate_hz)
        edge = rate_hz * _EDGE_MS // 1000
        samples = fade(samples, edge, edge)
    else:
        samples = trim(samples, rate_hz, lead_ms=LEAD_MS, tail_ms=TAIL_MS)
    shaped = [_shape(samples, rate_hz, preset)]
    del samples
    return _encode(shaped, preset, preset.loudness_lufs + level_lu)


def _shape(samples: Samples, rate_hz: int, preset: Preset) -> _Raw:
    """Bring to the outlet's rate and band, and weigh for loudness in the same pass."""
    target_hz = preset.sample_rate_hz
    band = spectrum.band(rate_hz, target_hz, preset.band_hz, preset.presence_db)
    weight = loudness.k_weight(target_hz, rate_hz)
    sizes, cell = spectrum.block_sizes(rate_hz, target_hz), loudness.cell_samples(target_hz)
    weighted, shaped = spectrum.shaped(samples, sizes, (band * weight, band))
    cells = mean_squares(weighted, cell)
    del weighted
    fade_here(shaped, 0, target_hz * _EDGE_MS // 1000)
    whole = np.zeros(len(cells) * cell, dtype=np.float32)
    whole[: len(shaped)] = shaped
    del shaped
    raw = _Raw(whole, cells, limiter.hop_peaks(whole), target_hz)
    return _compress(raw, preset.compression) if preset.compression > 1 else raw


def _compress(raw: _Raw, ratio: float) -> _Raw:
    gain_db = limiter.compression_db(raw.cells, raw.rate_hz, ratio)
    power = (10 ** (gain_db / 10)).reshape(len(raw.cells), -1).mean(axis=1)
    even = limiter.apply_gain(raw.samples, gain_db)
    return _Raw(even, raw.cells * power, limiter.hop_peaks(even), raw.rate_hz)


def _encode(shaped: list[_Raw], preset: Preset, target_lufs: float) -> Unit:
    """Encode until the decoded true peak is allowed and the decoded loudness is the one wanted.

    Takes the sound out of its list and lets go of it before measuring: a minute of samples is 23 MB.
    """
    raw = shaped.pop()
    ceiling_db, aim_lufs = preset.true_peak_dbtp - _OVERSHOOT_DB, target_lufs + _CODING_LOSS_LU
    for last in (*[False] * (_ROUNDS - 1), True):
        gain_db, driven = limiter.find_gain(
            raw.peaks, raw.cells, raw.rate_hz, target_lufs=aim_lufs, ceiling_db=ceiling_db
        )
        loud = limiter.apply_gain(raw.samples, gain_db)
        frames, decoded = encoder.encode(loud, raw.rate_hz, preset.bitrate_kbps)
        peak_db = loudness.true_peak_db(decoded)
        if peak_db > preset.true_peak_dbtp:
            ceiling_db -= peak_db - preset.true_peak_dbtp + _BACK_OFF_DB
            continue
        _compare(decoded, loud)
        del loud
        unit = _measure(frames, decoded, raw.rate_hz, peak_db)
        missing_lu = target_lufs - unit.loudness_lufs
        if last or driven or abs(missing_lu) <= _NEAR_ENOUGH_LU:
            return unit
        aim_lufs += missing_lu
    raise AudioError(
        _("the sound cannot be brought below {peak} dBTP").format(peak=preset.true_peak_dbtp),
        hint=_("lower loudness_lufs under presets: in voices.yaml"),
    )


def _compare(decoded: Samples, sent: Samples) -> None:
    """Raise AudioError when what comes back is not what was sent."""
    back = decoded[encoder.DELAY_SAMPLES : encoder.DELAY_SAMPLES + len(sent)]
    noise = sum(float(np.sum((piece - sent[at : at + len(piece)]) ** 2)) for at, piece in blocks(back))
    if noise > _MOST_NOISE * float(np.dot(sent, sent)):
        raise AudioError(
            _("the encoded sound differs from the sound it was made of"),
            hint=_("run `python make_audio.py doctor`"),
        )


def _measure(frames: bytes, decoded: Samples, rate_hz: int, peak_db: float) -> Unit:
    """Write down the facts of what a player makes of the frames."""
    cells = loudness.weighted_cells(decoded, rate_hz)
    start, end = sound_span(decoded, rate_hz)
    return Unit(
        frames=frames,
        frame_count=len(decoded) // mp3.samples_per_frame(rate_hz),
        sample_rate_hz=rate_hz,
        speech_start_ms=round(start * 1000 / rate_hz),
        speech_end_ms=round(end * 1000 / rate_hz),
        loudness_lufs=round(loudness.lufs_at_rest(cells, rate_hz), 3),
        true_peak_dbtp=round(peak_db, 3),
        cells=cells.astype("<f4").tobytes(),
    )
