"""The words of masthead, section titles and headings, with the blanks that are printed on purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Heading
from .headings import drop_brackets
from .lines import Line, drop_ornament
from .repair import HANZI, one_blank, repair_display
from .surnames import is_surname_first

_BESIDE_LONE = re.compile(
    rf"(?:(?<=^[{HANZI}])|(?<= [{HANZI}])) (?=[{HANZI}])|(?<=[{HANZI}]) (?=[{HANZI}](?: |$))"
)
"""A blank between hanzi of which one stands alone: OCR left it."""
_NUMBER = re.compile(r"(?:\d{1,2}|第[一二三四五六七八九十\d]{1,3}[章篇节部辑单元]+) ")
_SIGNS = ("：", "，", "、")
_DASHES = ("—", "–")
_BARS = "|｜丨/／"


def _joined(texts: Sequence[str]) -> str:
    """Join display lines; a second one follows a sign, or begins with a dash, without a blank."""
    text = ""
    for words in texts:
        together = not text or words.startswith(_DASHES) or text.endswith(_SIGNS)
        text += words if together else f" {words}"
    return text


def _words(line: Line) -> str:
    return one_blank(drop_ornament(line.raw))


def title_text(lines: Sequence[Line]) -> str:
    """Return the page's title or kicker."""
    return _joined([repair_display(_BESIDE_LONE.sub("", _words(line))) for line in lines])


def section_text(lines: Sequence[Line]) -> str:
    """Return a section title.

    Blanks stay only between phrases of one length (众志成城 共克时艰) and behind a number (01, 第一章).
    """
    words = _joined([repair_display(_words(line)) for line in lines])
    if any(bar in words for bar in _BARS):
        return words
    number = _NUMBER.match(words)
    phrases = words[number.end() if number else 0 :].split(" ")
    if len(phrases) > 1 and (len({len(phrase) for phrase in phrases}) > 1 or len(phrases[0]) < 4):
        return repair_display((number.group() if number else "") + "".join(phrases))
    return words


def byline_text(lines: Sequence[Line]) -> str:
    """Return the byline without the brackets around it."""
    words = _joined([repair_display(_words(line)) for line in lines])
    return words[1:-1] if words[:1] == "（" and words.find("）") == len(words) - 1 else words


def read_heading(line: Line) -> Heading:
    """Split a heading.

    One of another form keeps the blank before a name at its end, or all blanks of one that begins with a name
    or has a bar, none beside a lone hanzi.
    """
    heading = Heading.parse(drop_brackets(line.bare))
    if heading.name:
        return heading
    words = _BESIDE_LONE.sub("", drop_brackets(_words(line)))
    first, *others = words.split(" ")
    if others and not is_surname_first(first) and not any(bar in words for bar in _BARS):
        before, last = "".join((first, *others[:-1])), others[-1]
        words = f"{before} {last}" if is_surname_first(last) else before + last
    return Heading(repair_display(words))
