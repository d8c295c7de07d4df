"""What each line of the page is: masthead, section title, heading or text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .headings import find_headings
from .lines import Line, column_width, has_ended
from .masthead import Masthead, is_byline, read_masthead
from .sections import find_titles


@dataclass(slots=True)
class Piece:
    """A profile as lines of the page."""

    heading: Line
    body: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """A section as lines of the page."""

    title: tuple[Line, ...]
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """The whole page, every line in one place."""

    masthead: Masthead
    parts: list[Part]


def read_layout(lines: Sequence[Line]) -> Layout | None:
    """Give every line of the page its place; None where no line is a heading."""
    headings = find_headings(lines)
    if not headings:
        return None
    first, is_heading = headings[0], set(headings)
    width = column_width(tuple(line for at, line in enumerate(lines) if at not in is_heading) or tuple(lines))
    titles = find_titles(lines, headings, width)
    end = len(lines)
    while end - 1 > headings[-1] and is_byline(lines[end - 1]) and _ends(lines, end - 1):
        end -= 1
    masthead, title = read_masthead(lines[:first], titled=bool(titles), width=width, signed=lines[end:])
    layout = Layout(masthead, [Part((title,) if title else ())])
    begins = {begin: end for end, begin in titles.items()}
    for at in range(first, end):
        if at in begins:
            layout.parts.append(Part(tuple(lines[at : begins[at] + 1])))
        elif at in is_heading:
            layout.parts[-1].pieces.append(Piece(lines[at]))
        elif at not in titles:
            layout.parts[-1].pieces[-1].body.append(lines[at])
    return layout


def _ends(lines: Sequence[Line], at: int) -> bool:
    return lines[at].gap or has_ended(lines[at - 1].raw) or is_byline(lines[at - 1])
