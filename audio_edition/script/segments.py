"""A paragraph → pieces to be spoken: about a sentence each, never cut where it would hurt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, compress, pairwise

from ..model import Mark, Paragraph, Spoken

Say = Callable[[str, tuple[Mark, ...]], Spoken]
"""Written text and its marks → what is said."""

LONGEST_HANZI = 200
"""At most so many spoken hanzi in a piece (issue 2)."""
SHORTEST_HANZI = 5
"""A shorter sentence is spoken together with its neighbour: alone it sounds chopped."""

_STOP = re.compile(r"[。！？!?]+[”’」』）》〉)\]】]*")
_CLAUSE_MARKS = ("。！？!?", "；;", "，,：:、…—")
_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
}
_NUMBER = re.compile(
    r"[0-9０-９A-Za-z][0-9０-９A-Za-z.,:：/％%~～\-–—、·+ ]*[0-9０-９A-Za-z％%℃㎡]"
    r"|[零〇一二三四五六七八九十百千万亿两点]{2,}"
)
_HANZI = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SAYABLE = re.compile(r"[\w\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph and what is said for it."""

    written: str
    """As printed, without broken-off words."""
    spoken: Spoken
    """Its changes count in `written`."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """A paragraph and where it must not be cut."""

    paragraph: Paragraph
    say: Say
    closed: bytearray
    """1 at each index strictly inside a mark, a number or a name."""
    quoted: bytearray
    """1 at each index strictly inside a quote or bracket that closes."""

    def piece(self, start: int, end: int) -> Piece:
        marks = tuple(
            Mark(max(m.start, start) - start, min(m.end, end) - start, m.said)
            for m in self.paragraph.marks
            if m.start < end and m.end > start
        )
        text = self.paragraph.text[start:end]
        spoken = self.say(text, marks)
        kept = [True] * len(text)
        for mark in marks:
            if not mark.said:
                kept[mark.start : mark.end] = [False] * (mark.end - mark.start)
        heard = [at for at, sign in enumerate(text) if kept[at] and not sign.isspace()]
        first, last = (heard[0], heard[-1] + 1) if heard else (0, 0)
        kept = [stays and first <= at < last for at, stays in enumerate(kept)]
        return Piece("".join(compress(text, kept)), _rebased(spoken, kept))

    def size(self, start: int, end: int) -> int:
        return _hanzi(self.piece(start, end).spoken.words)


def _rebased(spoken: Spoken, kept: Sequence[bool]) -> Spoken:
    """Let changes count in what is kept of a text; one that covers nothing kept only adds its words."""
    places = [0, *accumulate(kept)]
    changes = tuple(
        change._replace(start=places[change.start], end=places[change.end])
        for change in spoken.changes
        if change.words or any(kept[change.start : change.end])
    )
    return replace(spoken, changes=changes)


def cut_paragraph(paragraph: Paragraph, say: Say, *, names: Sequence[str] = ()) -> tuple[Piece, ...]:
    """Cut a paragraph at its sentence ends, longer sentences at their clauses; what says nothing is left out.

    No piece has more than 200 spoken hanzi. A cut never falls inside a mark, a number or one of `names`, and
    inside a quote only when the quote alone is too long. Only the sentence that was edited changes.
    """
    text = paragraph.text
    ground = _Ground(
        paragraph, say, _inside(len(text), _closed_spans(paragraph, names)), _inside(len(text), _quotes(text))
    )
    ends = [found.end() for found in _STOP.finditer(text)]
    ends = [end for end in ends if end < len(text) and not ground.closed[end] and not ground.quoted[end]]
    pieces: list[Piece] = []
    for start, end in _not_too_short([0, *ends, len(text)], ground):
        pieces.extend(_fitting(start, end, ground))
    return tuple(piece for piece in pieces if _SAYABLE.search(piece.spoken.words))


def _not_too_short(bounds: list[int], ground: _Ground) -> list[tuple[int, int]]:
    """Join a sentence of under five hanzi to the one before it, at the start to the next."""
    text = ground.paragraph.text
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        short = _hanzi(text[start:end]) < SHORTEST_HANZI
        head_short = len(spans) == 1 and _hanzi(text[slice(*spans[0])]) < SHORTEST_HANZI
        if spans and (short or head_short) and ground.size(spans[-1][0], end) <= LONGEST_HANZI:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _fitting(start: int, end: int, ground: _Ground) -> Iterator[Piece]:
    while start < end:
        if end - start <= 2 * LONGEST_HANZI and ground.size(start, end) <= LONGEST_HANZI:
            yield ground.piece(start, end)
            return
        cut = _best_cut(start, _furthest(start, end, ground), ground)
        yield ground.piece(start, cut)
        start = cut


def _furthest(start: int, end: int, ground: _Ground) -> int:
    """Find how far a piece from `start` may reach: by doubling, then by halving."""
    reach = LONGEST_HANZI
    while start + reach < end and ground.size(start, start + reach) <= LONGEST_HANZI:
        reach *= 2
    low, high = start + 1, min(end, start + reach)
    while low < high:
        middle = (low + high + 1) // 2
        if ground.size(start, middle) <= LONGEST_HANZI:
            low = middle
        else:
            high = middle - 1
    return low


def _best_cut(start: int, furthest: int, ground: _Ground) -> int:
    """Find the last good place that fits: at a clause outside quotes, then anywhere outside, then inside."""
    text = ground.paragraph.text
    places = [cut for cut in range(furthest, start, -1) if not ground.closed[cut]]
    places = [cut for cut in places if _hanzi(text[start:cut]) >= SHORTEST_HANZI] or places
    for allowed in ([cut for cut in places if not ground.quoted[cut]], places):
        for marks in _CLAUSE_MARKS:
            for cut in allowed:
                if text[cut - 1] in marks and text[cut : cut + 1] not in ("”", "’", "」", "』"):
                    return cut
        if allowed:
            return allowed[0]
    return furthest


def _inside(size: int, spans: list[tuple[int, int]]) -> bytearray:
    inside = bytearray(size + 1)
    for start, end in spans:
        inside[start + 1 : end] = b"\x01" * max(0, end - start - 1)
    return inside


def _hanzi(text: str) -> int:
    return len(_HANZI.findall(text))


def _closed_spans(paragraph: Paragraph, names: Sequence[str]) -> list[tuple[int, int]]:
    text = paragraph.text
    spans = [(mark.start, mark.end) for mark in paragraph.marks]
    spans += [found.span() for found in _NUMBER.finditer(text)]
    for name in names:
        spans += [found.span() for found in re.finditer(re.escape(name), text)]
    return spans


def _quotes(text: str) -> list[tuple[int, int]]:
    """Spans of quotes and brackets that close; one that never closes holds nothing together."""
    opened: list[tuple[str, int]] = []
    spans = []
    for place, sign in enumerate(text):
        if sign in _PAIRS:
            opened.append((_PAIRS[sign], place))
        elif opened and any(sign == closing for closing, _place in opened):
            while opened:
                closing, start = opened.pop()
                if closing == sign:
                    spans.append((start, place + 1))
                    break
    return spans
