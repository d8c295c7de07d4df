"""Episodes: finished units joined into one chaptered MP3 without encoding anything again."""

from __future__ import annotations

from .id3 import STAMP_BYTES, ChapterMark, Stamp, Tag, read_stamp
from .join import Piece, assemble, lay_out, to_ms

__all__ = [
    "STAMP_BYTES",
    "ChapterMark",
    "Piece",
    "Stamp",
    "Tag",
    "assemble",
    "lay_out",
    "read_stamp",
    "to_ms",
]
