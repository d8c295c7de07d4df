"""ID3v2.3 tags with chapters, written byte for byte the same each time, and the stamp read back from them.

https://id3.org/id3v2.3.0 and https://id3.org/id3v2-chapters-1.0; order and encodings: facts/audio.md 6.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _

from ..errors import AudioError

_MOST_CHAPTERS = 255  # the table of contents counts its children in one byte
_MOST_COVER_BYTES = 2 * 1024 * 1024
_COVERS = ((b"\xff\xd8\xff", b"image/jpeg"), (b"\x89PNG\r\n\x1a\n", b"image/png"))
_PADDING = 2048
_ROUND_UP = 1024
_LATIN1, _UTF16 = b"\0", b"\1"
_KEY, _BYTES = b"audio_edition_key", b"audio_edition_bytes"
_BYTES_DIGITS = 12
_NO_OFFSET = 0xFFFFFFFF
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """A place that a listener can jump to."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Tag:
    """What a player shows of an episode."""

    title: str
    album: str
    artist: str
    track: int
    tracks: int
    date: str = ""
    """ISO 8601 day or ""."""
    language: str = "zho"
    """ISO 639-2."""
    comment: str = ""
    """The label that says the voice is synthetic."""
    cover: bytes | None = None
    """A JPEG or PNG picture."""
    key: str = ""
    """Names everything that the episode was made of; `read_stamp` finds it again."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an episode of ours says of itself."""

    key: str
    total_bytes: int
    """The whole file's size; another size means that it was cut off or changed."""


STAMP_BYTES = 512
"""So much of a file's beginning is enough for `read_stamp` (a key is 64 characters)."""


def write_tag(tag: Tag, marks: Sequence[ChapterMark], *, sound_bytes: int) -> bytes:
    """Return a whole ID3v2.3 tag with chapters in time order and room to grow."""
    if not marks:
        raise AudioError(_("this episode has no chapters"), hint=_("run `check`: is its text empty?"))
    if len(marks) > _MOST_CHAPTERS:
        raise AudioError(
            _("this episode has {count} chapters, and an MP3 can list {most}").format(
                count=len(marks), most=_MOST_CHAPTERS
            ),
            hint=_("split it: set episodes: section in voices.yaml, or divide the section"),
        )
    rest = b"".join((_words(tag), _chapters(tag, marks), _cover(tag.cover)))
    stamp_bytes = len(_stamp(tag.key, 0))
    body_bytes = stamp_bytes + len(rest) + _PADDING
    body_bytes = -(-(body_bytes + 10) // _ROUND_UP) * _ROUND_UP - 10
    body = _stamp(tag.key, 10 + body_bytes + sound_bytes) + rest
    return b"ID3\x03\x00\x00" + _synchsafe(body_bytes) + body.ljust(body_bytes, b"\0")


def read_stamp(head: bytes) -> Stamp | None:
    """Return the stamp at the beginning of an episode; None for any other bytes. Never raises."""
    if len(head) < 10 or head[:6] != b"ID3\x03\x00\x00":
        return None
    values: list[bytes] = []
    at = 10
    for name in (_KEY, _BYTES):
        size = int.from_bytes(head[at + 4 : at + 8], "big")
        frame = head[at + 10 : at + 10 + size]
        lead = _LATIN1 + name + b"\0"
        if head[at : at + 4] != b"TXXX" or len(frame) != size or not frame.startswith(lead):
            return None
        values.append(frame[len(lead) :])
        at += 10 + size
    key, total = values
    if not key.isascii() or not (total.isdigit() and len(total) == _BYTES_DIGITS):
        return None
    return Stamp(key.decode("ascii"), int(total))


def _stamp(key: str, total_bytes: int) -> bytes:
    if not key.isascii():
        raise ValueError(f"an episode's key is plain ASCII: {key!r}")
    total = str(total_bytes).zfill(_BYTES_DIGITS).encode("ascii")
    return _frame(b"TXXX", _LATIN1 + _KEY + b"\0" + key.encode("ascii")) + _frame(
        b"TXXX", _LATIN1 + _BYTES + b"\0" + total
    )


def _words(tag: Tag) -> bytes:
    language = tag.language.encode("ascii", "replace")[:3].ljust(3)
    frames = [
        _text(b"TIT2", tag.title),
        _text(b"TALB", tag.album),
        _text(b"TPE1", tag.artist),
        _code(b"TRCK", f"{tag.track}/{tag.tracks}"),
        _code(b"TLAN", tag.language),
        _code(b"TCON", "Podcast"),
    ]
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", tag.date):
        frames += [_code(b"TYER", tag.date[:4]), _code(b"TDAT", tag.date[8:] + tag.date[5:7])]
    if tag.comment:
        said = _utf16(tag.comment)
        frames += [
            _frame(b"COMM", _UTF16 + language + _utf16("") + b"\0\0" + said),
            _frame(b"TXXX", _UTF16 + _utf16("AI-generated") + b"\0\0" + said),
        ]
    return b"".join(frames)


def _chapters(tag: Tag, marks: Sequence[ChapterMark]) -> bytes:
    """Return the table of contents, then the chapters by time: ffprobe lists them as they are written."""
    ordered = sorted(marks, key=lambda mark: mark.start_ms)
    names = [f"ch{number:03}".encode("ascii") + b"\0" for number in range(1, len(ordered) + 1)]
    toc = b"toc\0" + bytes((3, len(names))) + b"".join(names) + _text(b"TIT2", tag.title)
    frames = [_frame(b"CTOC", toc)]
    for name, mark in zip(names, ordered, strict=True):
        times = struct.pack(">4I", mark.start_ms, mark.end_ms, _NO_OFFSET, _NO_OFFSET)
        frames.append(_frame(b"CHAP", name + times + _text(b"TIT2", mark.title)))
    return b"".join(frames)


def _cover(cover: bytes | None) -> bytes:
    if not cover:
        return b""
    kind = next((mime for magic, mime in _COVERS if cover.startswith(magic)), b"")
    if not kind or len(cover) > _MOST_COVER_BYTES:
        raise AudioError(
            _("the cover is no JPEG or PNG picture of at most {size} MB").format(
                size=_MOST_COVER_BYTES // 1024 // 1024
            ),
            hint=_("save it as JPEG, 1400 to 3000 pixels wide"),
        )
    front = b"\3"
    return _frame(b"APIC", _LATIN1 + kind + b"\0" + front + b"\0" + cover)


def _text(name: bytes, words: str) -> bytes:
    return _frame(name, _UTF16 + _utf16(words))


def _code(name: bytes, code: str) -> bytes:
    return _frame(name, _LATIN1 + code.encode("ascii", "replace"))


def _utf16(words: str) -> bytes:
    return b"\xff\xfe" + _CONTROL.sub(" ", words).encode("utf-16-le", "replace")


def _frame(name: bytes, body: bytes) -> bytes:
    """Return a frame; sizes inside a 2.3 tag are plain, only the tag's own is synchsafe."""
    return name + len(body).to_bytes(4, "big") + b"\0\0" + body


def _synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
