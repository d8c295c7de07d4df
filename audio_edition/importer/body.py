"""A profile's lines become paragraphs; every hanzi knows the line it was printed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Paragraph
from .headings import drop_number
from .lines import LONGEST_COLUMN, Line, has_ended
from .repair import repair
from .swallowed import find_like_headings

_LABEL = 24
"""Columns of the longest label."""
_SIGN = re.compile(r"[，。、；：！？…,;:?!“”\"'—-]")


@dataclass(frozen=True, slots=True)
class Body:
    """A repaired paragraph and the printed lines it came from."""

    paragraph: Paragraph
    lines: tuple[Line, ...]
    joined: tuple[int, ...]
    """Numbers of the lines that a blank line parts from the first half of their sentence."""
    like_heading: bool = False
    """It may be the heading of another profile."""

    def line_of(self, place: int) -> int:
        """Return the page's line on which the character at this place was printed."""
        if len(self.lines) == 1:
            return self.lines[0].number
        ends, total = [], 0
        for line in self.lines:
            total += _solid(line.raw)
            ends.append(total)
        return self.lines[min(bisect_right(ends, _solid(self.paragraph.text[:place])), len(ends) - 1)].number


def _solid(text: str) -> int:
    return sum(c.isalnum() for c in text)


def _is_label(line: Line, width: int) -> bool:
    """Say whether a line is a few words without a sign, shorter than its column (编者按)."""
    return line.width <= min(_LABEL, width * 3 // 4) and not _SIGN.search(drop_number(line.bare))


def _breaks(before: Line, line: Line, width: int) -> bool:
    """Say whether a new paragraph begins at this line."""
    if not has_ended(before.raw):
        return before.gap and line.gap and _is_label(before, width)
    return line.gap or line.indented or width > LONGEST_COLUMN or before.width < width * 3 // 4


def read_bodies(lines: Sequence[Line], width: int) -> tuple[Body, ...]:
    """Join the lines of a profile into paragraphs.

    A blank line in mid-sentence parts nothing; one behind a finished sentence or a label parts paragraphs.
    A line that may be a heading is a paragraph of its own.
    """
    alone = find_like_headings(lines, width)
    groups: list[list[Line]] = []
    joined: list[list[int]] = []
    for at, line in enumerate(lines):
        if not at or {at - 1, at} & alone or _breaks(lines[at - 1], line, width):
            groups.append([])
            joined.append([])
        elif line.gap:
            joined[-1].append(line.number)
        groups[-1].append(line)
    doubtful = {lines[at].number for at in alone}
    bodies = []
    for group, numbers in zip(groups, joined, strict=True):
        text = repair("\n".join(line.raw for line in group))
        if text:
            paragraph = Paragraph(text, group[0].number)
            bodies.append(Body(paragraph, tuple(group), tuple(numbers), group[0].number in doubtful))
    return tuple(bodies)
