"""Section titles: lines between the end of a profile and the next heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .headings import drop_number
from .lines import LONGEST_COLUMN, Line, has_ended
from .masthead import could_be_title, is_byline
from .quotes import orphans
from .repair import HANZI
from .titles import begins_in_mid_word, ends_in_mid_word

_COMMA = re.compile(r"[，,、]")
_CALL = re.compile(r"[！？!?][”’」』]?$")
_HANZI = re.compile(f"[{HANZI}]")
_WORD = "0123456789.%abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OPEN_END = re.compile(r"[，、；：,;:“（(《]$")


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the page is printed, which tells a section title from the end of a text that is cut off."""

    width: int
    """Columns of its lines."""
    gapped: bool
    """Blank lines stand before its headings."""
    may_call: bool
    """No profile's paragraphs are parted by blank lines: a line that calls and stands apart is a title."""
    like: tuple[Line, ...]
    """The line above the first heading, if it may be a section title: the others are of its kind."""

    @property
    def calls(self) -> bool:
        """The first section's title ends with ！ or ？, so the others may."""
        return any(_CALL.search(line.bare) for line in self.like)


def _manner(lines: Sequence[Line], headings: Sequence[int], width: int) -> _Manner:
    first, is_heading = headings[0], set(headings)
    parted = any(
        line.gap and has_ended(lines[at - 1].raw) and not {at - 1, at, at + 1} & is_heading
        for at, line in enumerate(lines[:-1])
        if at > first
    )
    gaps = sum(lines[at].gap for at in headings)
    above = lines[max(first - 1, 0) : first]
    like = tuple(line for line in above if could_be_title(line, may_call=True) and not is_byline(line))
    return _Manner(width, gaps * 2 > len(headings), not parted, like)


def _is_sure_title(lines: Sequence[Line], at: int, manner: _Manner) -> bool:
    """Say whether the line between a profile's text and a heading can be nothing but a section title."""
    line, before = lines[at], lines[at - 1]
    apart = line.gap and lines[at + 1].gap
    may_call = (apart and manner.may_call) or manner.calls
    if not could_be_title(line, may_call=may_call) or (manner.gapped and not line.gap):
        return False
    if apart:
        return has_ended(before.raw) or not _has_comma(line)
    open_end = _OPEN_END.search(before.raw) is not None
    if manner.width > LONGEST_COLUMN and (before.width > LONGEST_COLUMN // 2 or not open_end):
        return has_ended(before.raw) or _is_worded(line, manner.like)
    if open_end:
        return False
    first = len(line.raw) - len(line.raw.lstrip(_WORD)) or 2
    fits = before.width + first + 4 <= manner.width
    return fits and _is_short(before, manner.width) and _is_worded(line, manner.like)


def _is_likely_title(line: Line, before: Line, like: Sequence[Line]) -> bool:
    """Tell a title from the end of a text cut off behind a full line: it is as long as other titles."""
    if not could_be_title(line) or not _is_worded(line, like):
        return False
    if begins_in_mid_word(line.bare) or ends_in_mid_word(line.bare) or _OPEN_END.search(before.raw):
        return False
    lengths = [len(title.bare) for title in like]
    if not lengths:
        return has_ended(before.raw)
    return min(lengths) - 2 <= len(line.bare) <= max(lengths) + 3


def _is_worded(line: Line, like: Sequence[Line]) -> bool:
    """Say whether a line has a title's words: three hanzi, no comma, no lone quotation mark.

    Where another title has fewer hanzi or a comma, so may this one. A line in 【】 is a title's.
    """
    if line.bare.startswith("【") and line.bare.endswith("】"):
        return True
    least = min((3, *(_hanzi(title) for title in like)))
    commas = any(_has_comma(title) for title in like)
    return _hanzi(line) >= least and (commas or not _has_comma(line)) and not orphans(line.bare)


def _hanzi(line: Line) -> int:
    return len(_HANZI.findall(line.bare))


def _has_comma(line: Line) -> bool:
    return _COMMA.search(drop_number(line.bare)) is not None


def _is_short(line: Line, width: int) -> bool:
    return line.width < width * 17 // 20


def find_titles(lines: Sequence[Line], headings: Sequence[int], width: int) -> dict[int, int]:
    """Return where each section title after the first ends and begins; it has one line or two."""
    first, is_heading = headings[0], set(headings)
    manner = _manner(lines, headings, width)
    places = [at - 1 for at in headings if at - 1 > first and not {at - 1, at - 2} & is_heading]
    sure = [at for at in places if _is_sure_title(lines, at, manner)]
    like = [*(lines[at] for at in sure), *manner.like]
    found = {}
    for at in places:
        two = at - 2 > first and at - 2 not in is_heading and _is_first_half(lines, at - 1)
        likely = not manner.gapped and _is_short(lines[at], width)
        if at in sure or (likely and _is_likely_title(lines[at], lines[at - 1], like)):
            found[at] = at - two
        elif manner.gapped and two and lines[at + 1].gap and could_be_title(lines[at]):
            found[at] = at - 1
    return found


def _is_first_half(lines: Sequence[Line], at: int) -> bool:
    """Say whether the line above a title is its first half: a display line behind a finished text."""
    line = lines[at]
    return (
        line.gap
        and has_ended(lines[at - 1].raw)
        and not has_ended(line.raw)
        and len(line.bare) <= len(lines[at + 1].bare) + 8
        and not _has_comma(line)
        and could_be_title(line)
    )
