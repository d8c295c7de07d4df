"""Where each piece of an episode lies, and the bytes that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _

from .. import mp3
from ..errors import AudioError
from .id3 import ChapterMark, Tag, write_tag

_INFO_FLAGS = (7).to_bytes(4, "big")
"""Frame count, byte count and table of contents; no encoder delay, which would shift every mark."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One unit in an episode and the rest that follows it."""

    frames: bytes
    frame_count: int
    speech_start_ms: int
    """First sound, from the unit's first frame."""
    speech_end_ms: int
    pause_ms: int
    """Silence wanted between its last sound and the next piece's first."""


def to_ms(frames: int, sample_rate_hz: int) -> int:
    """Return the time of a frame's first sample in whole milliseconds."""
    samples = frames * mp3.samples_per_frame(sample_rate_hz)
    return (samples * 1000 + sample_rate_hz // 2) // sample_rate_hz


def lay_out(pieces: Sequence[Piece], sample_rate_hz: int) -> tuple[tuple[int, int, int], ...]:
    """Return for each piece its first frame, the frame behind its last, and the silent frames that follow.

    A rest is the wanted pause less the silence that the pieces themselves hold at its two sides, to the
    nearest frame; where they hold more than is wanted, nothing is added.
    """
    frame_ms = mp3.frame_ms(sample_rate_hz)
    placed: list[tuple[int, int, int]] = []
    at = 0
    for number, piece in enumerate(pieces, start=1):
        next_lead = pieces[number].speech_start_ms if number < len(pieces) else 0
        tail = piece.frame_count * frame_ms - piece.speech_end_ms
        rest = max(0, round((piece.pause_ms - tail - next_lead) / frame_ms))
        placed.append((at, at + piece.frame_count, rest))
        at += piece.frame_count + rest
    return tuple(placed)


def assemble(
    tag: Tag,
    marks: Sequence[ChapterMark],
    pieces: Sequence[Piece],
    *,
    silent_frame: bytes,
    sample_rate_hz: int,
    bitrate_kbps: int,
) -> bytes:
    """Return an episode: ID3 tag, Info frame, the pieces' frames and silent frames between them.

    Equal arguments give equal bytes. Raises AudioError without pieces or chapters, with more than 255
    chapters, and for frames that are damaged or of another format.
    """
    if not pieces:
        raise AudioError(_("this episode has nothing to play"), hint=_("run `check`: is its text empty?"))
    sound: list[bytes] = []
    total_frames = 0
    for piece, (_start, _end, rest) in zip(pieces, lay_out(pieces, sample_rate_hz), strict=True):
        if not piece.frame_count or (
            mp3.count_frames(piece.frames, sample_rate_hz, bitrate_kbps) != piece.frame_count
        ):
            raise AudioError(
                _("a kept piece of sound is damaged"), hint=_("delete output/.store and build again")
            )
        sound += (piece.frames, _rest(silent_frame, rest, sample_rate_hz, bitrate_kbps))
        total_frames += piece.frame_count + rest
    sound_bytes = sum(map(len, sound))
    info = _info_frame(total_frames, sound_bytes, sample_rate_hz, bitrate_kbps)
    return b"".join((write_tag(tag, marks, sound_bytes=len(info) + sound_bytes), info, *sound))


def _rest(silent_frame: bytes, count: int, sample_rate_hz: int, bitrate_kbps: int) -> bytes:
    """Repeat a silent frame; at 44.1 kHz some are a byte longer, so that the bit rate stays constant."""
    if mp3.count_frames(silent_frame, sample_rate_hz, bitrate_kbps) != 1:
        raise AudioError(
            _("a kept piece of sound is damaged"), hint=_("delete output/.store and build again")
        )
    size, _padded = mp3.frame_bytes(sample_rate_hz, bitrate_kbps)
    plain = mp3.frame_header(sample_rate_hz, bitrate_kbps) + silent_frame[4:size]
    longer = plain[:2] + bytes((plain[2] | 2,)) + plain[3:] + b"\0"
    owed = count * mp3.samples_per_frame(sample_rate_hz) * 125 * bitrate_kbps // sample_rate_hz - count * size
    return longer * owed + plain * (count - owed)


def _info_frame(frames: int, sound_bytes: int, sample_rate_hz: int, bitrate_kbps: int) -> bytes:
    """Return the first frame, from which players know the length and find any place."""
    empty = mp3.empty_frame(sample_rate_hz, bitrate_kbps)
    start = 4 + mp3.side_info_bytes(sample_rate_hz)
    body = b"".join(
        (
            empty[:start],
            b"Info",
            _INFO_FLAGS,
            frames.to_bytes(4, "big"),
            (sound_bytes + len(empty)).to_bytes(4, "big"),
            bytes(256 * percent // 100 for percent in range(100)),
        )
    )
    if len(body) > len(empty):
        raise AudioError(
            _("frames of {kbps} kbit/s are too small for chapters").format(kbps=bitrate_kbps),
            hint=_("set bitrate_kbps: 96 under presets: in voices.yaml"),
        )
    return body.ljust(len(empty), b"\0")
