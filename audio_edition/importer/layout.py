"""What each line of the page is: masthead, section title, heading or text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .headings import find_headings
from .lines import Line, column_width, drop_ornament, has_ended
from .repair import one_blank

_BYLINE = re.compile(
    r"^(?:本报|见习|实习|特约|首席)*(?:记者|通讯员|编辑|作者|撰稿|撰文|整理|摄影)[ /／:：]|^[文图][ /／:：]"
    r"|(?:报道|整理|撰写|摄影|供稿|[文图])$"
)
_STOP = re.compile(r"[。！？；!?;]|\.(?!\d)")
_COMMA = re.compile(r"[，,、]")
_OPEN_END = re.compile(r"[，、；：,;:“（(《]$")
_MOST = 26
"""Characters of the longest section title."""


@dataclass(slots=True)
class Piece:
    """A profile as lines of the page."""

    heading: Line
    body: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """A section as lines of the page."""

    title: Line | None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """The whole page, every line in one place."""

    kicker: list[Line]
    title: list[Line]
    byline: list[Line]
    lead: list[Line]
    parts: list[Part]


def _could_be_title(line: Line) -> bool:
    return len(line.bare) <= _MOST and not _STOP.search(line.bare) and not _OPEN_END.search(line.bare)


def _is_title(lines: Sequence[Line], at: int, width: int) -> bool:
    """Say whether the line between a profile's text and a heading is a section title and not the text's end."""
    line, before = lines[at], lines[at - 1]
    if not _could_be_title(line):
        return False
    if has_ended(before.raw):
        return True
    if _OPEN_END.search(before.raw) or _COMMA.search(line.bare):
        return False
    return line.width < width * 3 // 4


def _is_byline(line: Line) -> bool:
    return _could_be_title(line) and _BYLINE.search(one_blank(drop_ornament(line.raw))) is not None


def _split_head(head: Sequence[Line], titled: bool) -> tuple[Layout, Line | None]:
    """Give the lines before the first heading their places; return the first section's title too.

    `titled` says that other sections of the page have titles.
    """
    rest = list(head)
    texts = [at for at, line in enumerate(rest) if has_ended(line.raw) or len(line.bare) > 2 * _MOST]
    bylines = [at for at, line in enumerate(rest) if _is_byline(line)]
    section: Line | None = None
    alone = len(rest) == 1
    if rest and _could_be_title(rest[-1]) and not _is_byline(rest[-1]):
        if titled or (not alone and (texts or bylines)):
            section = rest.pop()
    shown = min(bylines[:1] + texts[:1] + [len(rest)])
    behind = bylines[-1] + 1 if bylines else shown
    cut = max(shown - 1, 0)
    while cut and rest[cut].bare.startswith(("—", "-", "–")):
        cut -= 1
    return Layout(rest[:cut], rest[cut:shown], rest[shown:behind], rest[behind:], []), section


def read_layout(lines: Sequence[Line]) -> Layout | None:
    """Give every line of the page its place; None where no line is a heading."""
    headings = find_headings(lines)
    if not headings:
        return None
    is_heading = set(headings)
    width = column_width(tuple(line for at, line in enumerate(lines) if at not in is_heading) or tuple(lines))
    titles = {
        at - 1
        for at in headings[1:]
        if at - 1 > headings[0]
        and at - 1 not in is_heading
        and at - 2 not in is_heading
        and _is_title(lines, at - 1, width)
    }
    layout, title = _split_head(lines[: headings[0]], bool(titles))
    layout.parts.append(Part(title))
    for at in range(headings[0], len(lines)):
        if at in titles:
            layout.parts.append(Part(lines[at]))
        elif at in is_heading:
            layout.parts[-1].pieces.append(Piece(lines[at]))
        else:
            layout.parts[-1].pieces[-1].body.append(lines[at])
    return layout
