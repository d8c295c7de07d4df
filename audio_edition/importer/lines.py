"""The page as lines: their numbers, their blanks around, their width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from gettext import gettext as _

from ..errors import TextError
from .repair import HANZI, drop_unseen, fold_width, one_blank

_BREAK = re.compile(r"\r\n|\r|\n")
_GARBAGE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd\ud800-\udfff]")
_HAS_HANZI = re.compile(f"[{HANZI}]")
_ENDED = re.compile(r"(?:[。！？!?…]|\.{3}|(?<=[^\x00-\x7f])\.)[”’」』）)\"']*$|[）)]$")
_ASCII = re.compile(r"[\x00-\x7f]")
LONGEST_COLUMN = 80
"""Columns from which on the page's lines are whole paragraphs, not lines of a newspaper column."""
_ORNAMENT = re.compile(r"^[□■●▲△▶◆◇○◎★☆※♦•▪▌\s]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page that is not blank."""

    number: int
    """From 1."""
    raw: str
    """As printed, without blanks at its ends."""
    gap: bool
    """A blank line, or the page's edge, is before it."""
    indented: bool
    bare: str
    """The line without blanks, and without the ornament that it may begin with."""
    width: int
    """Columns it takes in print: two for a hanzi, one for a letter."""


def drop_ornament(text: str) -> str:
    """Drop the square or star in front of a display line."""
    return _ORNAMENT.sub("", text)


def has_ended(text: str) -> bool:
    """Say whether a sentence ends at the end of this text."""
    return _ENDED.search(text.rstrip()[-8:]) is not None


def read_lines(text: str, *, name: str) -> tuple[Line, ...]:
    """Split a page into its lines; raise TextError when it is blank or no text at all."""
    hint = _("open the page in a text editor and save it as plain text in UTF-8")
    if "\x00" in text or len(_GARBAGE.findall(text)) * 10 > len(text) > 0:
        raise TextError(_("{name} is no text: it holds binary data").format(name=name), where=name, hint=hint)
    lines: list[Line] = []
    last = 0
    for number, printed in enumerate(_BREAK.split(text), 1):
        raw = drop_unseen(printed)
        if raw.strip():
            indented = raw.startswith(("\u3000", "  ", "\t"))
            raw = raw.strip()
            bare = one_blank(drop_ornament(fold_width(raw))).replace(" ", "")
            width = 2 * len(raw) - len(_ASCII.findall(raw))
            lines.append(Line(number, raw, number != last + 1 or not lines, indented, bare, width))
            last = number
    if not lines:
        raise TextError(_("{name} is empty").format(name=name), where=name, hint=hint)
    if not any(_HAS_HANZI.search(line.raw) for line in lines):
        raise TextError(_("{name} holds no Chinese text").format(name=name), where=name, hint=hint)
    return tuple(lines)


def column_width(lines: tuple[Line, ...]) -> int:
    """Return the width that the page's longer lines share."""
    widths = sorted(line.width for line in lines)
    return widths[len(widths) * 9 // 10]
