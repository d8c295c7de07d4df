"""A finished episode's bytes read back: its tag, its chapters, its Info frame, the header of every frame."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .. import mp3
from .id3 import ChapterMark, Stamp, read_stamp

_TAG_HEAD = 10
_READ_BYTES = 1 << 20
_TAG_MOST_BYTES = 1 << 24


@dataclass(frozen=True, slots=True)
class Layout:
    """What an episode's bytes say of themselves."""

    file_bytes: int
    stamp: Stamp | None
    """None where the tag is not ours or is damaged."""
    marks: tuple[ChapterMark, ...]
    info_frames: int
    """How many frames the Info frame counts; -1 where there is none."""
    info_bytes: int
    sound_at: int
    """The byte at which the first frame of sound begins."""
    frames: int
    """Whole frames of the wanted format, up to the first place where there is none."""
    sound_bytes: int
    """The bytes of these frames."""

    @property
    def is_even(self) -> bool:
        """Whether the file holds nothing but whole frames of one format behind its tag."""
        return self.sound_at + self.sound_bytes == self.file_bytes


def look_at(path: Path, sample_rate_hz: int, bitrate_kbps: int) -> Layout:
    """Read a file through once, in small pieces. Raises OSError; never for what the file holds."""
    with path.open("rb") as file:
        tag = _read_tag(file)
        info = file.read(mp3.frame_bytes(sample_rate_hz, bitrate_kbps)[0])
        told = _read_info(info, sample_rate_hz)
        sound_at = len(tag) + (len(info) if told else 0)
        file.seek(sound_at)
        frames, sound_bytes = _walk(file, sample_rate_hz, bitrate_kbps)
        file_bytes = file.seek(0, 2)
    info_frames, info_bytes = told or (-1, -1)
    stamp, marks = read_stamp(tag), tuple(read_marks(tag))
    return Layout(file_bytes, stamp, marks, info_frames, info_bytes, sound_at, frames, sound_bytes)


def _read_tag(file: BinaryIO) -> bytes:
    head = file.read(_TAG_HEAD)
    if head[:3] != b"ID3" or len(head) < _TAG_HEAD:
        file.seek(0)
        return b""
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    return head + file.read(min(size, _TAG_MOST_BYTES))


def _read_info(frame: bytes, sample_rate_hz: int) -> tuple[int, int] | None:
    at = 4 + mp3.side_info_bytes(sample_rate_hz)
    if frame[at : at + 4] != b"Info":
        return None
    frames, size = struct.unpack(">II", frame[at + 8 : at + 16])
    return frames, size - len(frame)


def _walk(file: BinaryIO, sample_rate_hz: int, bitrate_kbps: int) -> tuple[int, int]:
    """Return how many whole frames of the format follow each other from here, and their bytes."""
    plain = mp3.frame_header(sample_rate_hz, bitrate_kbps)
    size, padded = mp3.frame_bytes(sample_rate_hz, bitrate_kbps)
    sizes = {plain: size}
    if padded:
        sizes[plain[:2] + bytes((plain[2] | 2,)) + plain[3:]] = size + 1
    count, done, held = 0, 0, b""
    while fresh := file.read(_READ_BYTES):
        held += fresh
        at = 0
        while length := sizes.get(held[at : at + 4], 0):
            if at + length > len(held):
                break
            at += length
            count += 1
        done += at
        held = held[at:]
        if len(held) > size:  # a whole frame could stand here, and none does
            break
    return count, done


def read_marks(tag: bytes) -> Iterator[ChapterMark]:
    """Yield the chapters that a player finds in an ID3v2.3 tag, in the order they are written."""
    for name, body in _frames(tag[_TAG_HEAD:]):
        _identity, _zero, rest = body.partition(b"\0")
        if name != b"CHAP" or len(rest) < 16:
            continue
        start_ms, end_ms = struct.unpack(">II", rest[:8])
        titles = [text for inner, text in _frames(rest[16:]) if inner == b"TIT2"]
        yield ChapterMark(_text(titles[0]) if titles else "", start_ms, end_ms)


def _frames(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + _TAG_HEAD <= len(body) and body[at]:
        size = int.from_bytes(body[at + 4 : at + 8], "big")
        yield body[at : at + 4], body[at + _TAG_HEAD : at + _TAG_HEAD + size]
        at += _TAG_HEAD + size


def _text(body: bytes) -> str:
    return body[1:].decode("utf-16" if body[:1] == b"\1" else "latin-1", "replace").rstrip("\0")
