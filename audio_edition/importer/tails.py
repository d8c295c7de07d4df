"""Texts that break off in mid-sentence, and the last place at which their sentence can end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..model import Mark, Paragraph
from .clauses import can_end
from .lines import has_ended
from .quotes import orphans

_SIGN = re.compile(r"…+|[。！？；，“”‘’「」『』（）《》]")
_OPENING = "“‘「『（《"
_CLOSING = "”’」』）》"
_CLAUSES_MOST = 60
"""Clauses looked at, from the end backwards: a sentence has fewer."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The broken-off end of a text."""

    start: int
    """Index of the first character that stays silent; the text's length where nothing whole can be kept."""
    quote: str
    clause: str
    """The last whole clause; "" where there is none."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """A sign between two clauses, outside quotes and brackets."""

    begin: int
    """Where the clause before it begins."""
    end: int
    """Where the words kept would end."""
    behind: int
    """Where the next clause begins."""
    full: bool
    """A sentence ends here."""


def _limit(text: str) -> int:
    """Return the place of the opening quotation mark that is never closed, else the text's length."""
    open_ = [at for at in orphans(text) if text[at] in "“「『"]
    if open_ and text.find(text[open_[-1]], open_[-1] + 1) < 0:
        return open_[-1]
    return len(text)


def _stops(text: str) -> list[_Stop]:
    stops: list[_Stop] = []
    depth = begin = 0
    for found in _SIGN.finditer(text, 0, _limit(text)):
        sign, at, end = found.group(), found.start(), found.end()
        full = sign in "。！？；"
        if sign in _OPENING:
            depth += 1
            continue
        if sign in _CLOSING:
            depth = max(0, depth - 1)
            full = text[at - 1 : at] in ("。", "！", "？")
            if not full:
                continue
        if depth == 0:
            stops.append(_Stop(begin, at if sign in "，；" else end, end, full))
            begin = end
    return stops


def find_tail(text: str) -> Tail | None:
    """Return the broken-off end of a text that stops in mid-sentence, None for one that ends.

    The text stops before a quotation that never closes and before the clause that leads into it.
    """
    if not text or has_ended(text):
        return None
    stops = _stops(text)
    first = 0
    for at in range(len(stops) - 1, max(-1, len(stops) - _CLAUSES_MOST), -1):
        first = (
            next((k + 1 for k in range(at - 1, -1, -1) if stops[k].full), 0)
            if at <= first or not first
            else first
        )
        clauses = [text[stop.begin : stop.end] for stop in stops[first : at + 1]]
        if stops[at].full or can_end(clauses[-_CLAUSES_MOST:]):
            return _tail(text, stops[at].end, stops[at])
    return Tail(len(text), text[-24:], "")


def _tail(text: str, start: int, stop: _Stop) -> Tail:
    clause = text[stop.begin : stop.end].strip("。！？；，… ")
    return Tail(start, text[start:].lstrip("，；") or text[-24:], clause)


def silent_tail(paragraph: Paragraph) -> Tail | None:
    """Return the tail that a mark at the paragraph's end keeps silent."""
    text = paragraph.text
    for mark in paragraph.marks[-1:]:
        if mark.said == "" and mark.end == len(text):
            kept = text[: mark.start].rstrip("。！？；，… ")
            return Tail(
                mark.start, text[mark.start :].lstrip("，；"), re.split(r"[。！？；，…]", kept[-80:])[-1]
            )
    return None


def mark_tail(paragraph: Paragraph) -> Paragraph:
    """Mark the broken-off end of a paragraph silent where a whole clause stays before it.

    An end that holds 〔 or 〕 is not marked: edition.md could not be read back.
    """
    tail = find_tail(paragraph.text)
    if tail is None or tail.start == len(paragraph.text) or set("〔〕") & set(paragraph.text[tail.start :]):
        return paragraph
    return replace(paragraph, marks=(*paragraph.marks, Mark(tail.start, len(paragraph.text), "")))
