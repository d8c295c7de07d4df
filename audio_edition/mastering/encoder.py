"""Samples to MP3 frames that stand alone, and back."""

from __future__ import annotations

import io
from functools import lru_cache
from gettext import gettext as _

import lameenc
import numpy as np
import soundfile

from .. import mp3
from ..errors import AudioError
from .decoder import Samples, blocks

DELAY_SAMPLES = 1105
"""Samples of silence that LAME (576) and every decoder (529) put before the first one."""
_QUALITY = 7
"""Bits are plenty at 96 kbit/s for one channel: LAME's 7 is twice as fast as its 5, its noise 1 dB lower."""
_SILENT_FRAMES = 2
"""Frames of digital zero at a unit's end: a decoder's memory is empty after them, so joints are exact."""
_FLUSH_FRAMES = 5


def encode(samples: Samples, sample_rate_hz: int, bitrate_kbps: int) -> tuple[bytes, Samples]:
    """Return whole frames that begin and end in silence, and what a player makes of them.

    Raises AudioError when a player would not get back what went in.
    """
    spf = mp3.samples_per_frame(sample_rate_hz)
    pcm = _pcm(samples, _FLUSH_FRAMES * spf, level=encoder_gain(sample_rate_hz, bitrate_kbps))
    frames = _run_lame(pcm, sample_rate_hz, bitrate_kbps)
    decoded = decode_frames(frames)
    count = mp3.count_frames(frames, sample_rate_hz, bitrate_kbps)
    heard = len(decoded) - int(np.argmax(decoded[::-1] != 0)) if decoded.any() else 0
    if len(decoded) != count * spf or not heard or mp3.main_data_begin(frames, sample_rate_hz):
        raise _unsound()
    kept = -(-heard // spf) + _SILENT_FRAMES
    if kept > count:
        raise _unsound()
    return _first_frames(frames, kept, sample_rate_hz, bitrate_kbps), decoded[: kept * spf]


def decode_frames(frames: bytes) -> Samples:
    """Return the samples that a player makes of frames."""
    try:
        decoded: Samples = soundfile.read(io.BytesIO(frames), dtype="float32")[0]
    except (soundfile.SoundFileError, RuntimeError) as error:
        raise _unsound() from error
    return decoded


@lru_cache(maxsize=8)
def encoder_gain(sample_rate_hz: int, bitrate_kbps: int) -> float:
    """Return the factor by which LAME changes a level of its own accord: 0.95 at 96 kbit/s."""
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(sample_rate_hz // 4) / sample_rate_hz)
    decoded = decode_frames(_run_lame(_pcm(tone, 0), sample_rate_hz, bitrate_kbps))
    middle = slice(sample_rate_hz // 16, sample_rate_hz // 16 * 3)
    return round(float(np.sqrt(np.mean(decoded[middle] ** 2) / np.mean(tone[middle] ** 2))), 3)


def _pcm(samples: Samples, zeros: int, *, level: float = 1.0) -> bytes:
    """Return samples divided by a level as 16-bit numbers, with so many zeros behind them."""
    pcm = np.zeros(len(samples) + zeros, dtype="<i2")
    for at, block in blocks(samples):
        pcm[at : at + len(block)] = np.clip(np.rint(block / level * 32767), -32768, 32767)
    return pcm.tobytes()


def _run_lame(pcm: bytes, sample_rate_hz: int, bitrate_kbps: int) -> bytes:
    lame = lameenc.Encoder()
    lame.silence()
    lame.set_channels(1)
    lame.set_in_sample_rate(sample_rate_hz)
    lame.set_out_sample_rate(sample_rate_hz)
    lame.set_bit_rate(bitrate_kbps)
    lame.set_quality(_QUALITY)
    return bytes(lame.encode(pcm)) + bytes(lame.flush())


def _first_frames(frames: bytes, count: int, sample_rate_hz: int, bitrate_kbps: int) -> bytes:
    size, _padded = mp3.frame_bytes(sample_rate_hz, bitrate_kbps)
    at = 0
    for _frame in range(count):
        at += size + (frames[at + 2] >> 1 & 1)
    return frames[:at]


@lru_cache(maxsize=8)
def make_silent_frame(sample_rate_hz: int, bitrate_kbps: int) -> bytes:
    """Return a frame of digital silence as LAME heads it, which refers to no other frame."""
    mp3.frame_header(sample_rate_hz, bitrate_kbps)
    pcm = _pcm(np.zeros(0), 12 * mp3.samples_per_frame(sample_rate_hz))
    frames = _run_lame(pcm, sample_rate_hz, bitrate_kbps)
    mp3.count_frames(frames, sample_rate_hz, bitrate_kbps)
    silent = mp3.empty_frame(sample_rate_hz, bitrate_kbps)
    if decode_frames(silent * 4).any():
        raise _unsound()
    return silent


def _unsound() -> AudioError:
    return AudioError(
        _("the MP3 encoder gave back other sound than it got"),
        hint=_("run `python make_audio.py doctor`; the packages lameenc and soundfile may be damaged"),
    )
