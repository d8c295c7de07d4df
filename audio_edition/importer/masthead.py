"""The lines before the first heading: kicker, title, byline, lead and the first section's title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .headings import drop_number
from .lines import LONGEST_COLUMN, Line, drop_ornament
from .repair import HANZI, one_blank
from .surnames import is_surname_first

_ROLE = r"(?:记者|通讯员|编辑|美编|校对|版式|设计|制图|作者|撰稿|撰文|整理|摄影|实习生)"
_FOR = rf"(?:本报|本版|见习|实习|特约|首席|全媒体|责任|执行|版式|[{HANZI}]{{2,6}}[报社网台])*"
_SIGNED = re.compile(
    rf"^{_FOR}{_ROLE}[ /／:：]|^(?:文|图|摄)[ /／:：]|^(?:文图|图文)[ /／:：]"
    r"|[ /／](?:(?:整理|综合)?报道|采访整理|整理|采写|撰写|撰文|摄影|供稿|摄|文|图)$"
)
_REPORTER = re.compile(rf"^{_FOR}记者(?P<name>[{HANZI}]{{2,3}})(?:$|[ /／、])")
_STOP = re.compile(r"[。！？；!?;]|\.(?!\d)")
_INNER_STOP = re.compile(r"[。；;]|\.(?!\d)|[！？!?](?![”’」』！？!?]*$)")
_PAUSE = re.compile(r"[，。；,;]")
_SENTENCE_END = re.compile(r"。[”’」』）\"')]*$")
_OPEN_END = re.compile(r"[，、；：,;:“（(《]$")
_DASHES = ("—", "-", "–")
_MOST = 26
"""Characters of the longest section title."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands before the first heading, every line in one place."""

    kicker: tuple[Line, ...]
    title: tuple[Line, ...]
    byline: tuple[Line, ...]
    lead: tuple[Line, ...]


def could_be_title(line: Line, *, may_call: bool = False) -> bool:
    """Say whether a line has a section title's length and signs; `may_call` allows ！ or ？ at its end."""
    words = drop_number(line.bare)
    stop = _INNER_STOP if may_call else _STOP
    return len(words) <= _MOST and not stop.search(words) and not _OPEN_END.search(words)


def is_byline(line: Line) -> bool:
    """Say whether a line names who wrote the page."""
    words = one_blank(drop_ornament(line.raw)).strip("（）()")
    if len(line.bare) > 2 * _MOST or _STOP.search(line.bare):
        return False
    reporter = _REPORTER.match(words)
    return _SIGNED.search(words) is not None or (reporter is not None and is_surname_first(reporter["name"]))


def _texts(head: Sequence[Line], bylines: set[int], width: int) -> set[int]:
    """Return the places of the lines that are running text: those of a sentence's end and those above it.

    Above the page's first clause, in one block with the text, stand its titles.
    """
    pauses = [at for at, line in enumerate(head) if _PAUSE.search(line.bare)] or [len(head)]
    gaps = [at for at, line in enumerate(head) if at and line.gap] or [len(head)]
    titles = min(pauses[0], gaps[0])
    found: set[int] = set()
    for at, line in enumerate(head):
        if at not in bylines and (_SENTENCE_END.search(line.raw) or len(line.bare) > 2 * _MOST):
            start = at
            while (
                start > titles
                and start - 1 not in bylines
                and start - 1 not in found
                and _goes_on(head, start, width)
            ):
                start -= 1
            found.update(range(start, at + 1))
    return found | _fragments(head)


def _goes_on(head: Sequence[Line], at: int, width: int) -> bool:
    """Say whether a line of text goes on with the line above it."""
    line, above = head[at], head[at - 1]
    return not line.gap and not line.indented and width * 17 // 20 <= above.width <= LONGEST_COLUMN


def _fragments(head: Sequence[Line]) -> set[int]:
    """Return the lines of the blocks with clauses on two lines or more: the end of another text."""
    starts = [at for at, line in enumerate(head) if line.gap]
    found: set[int] = set()
    for start, end in pairwise((*starts, len(head))):
        clauses = [at for at in range(start, end) if _PAUSE.search(head[at].bare)]
        if len(clauses) >= 2:
            stops = [at for at in clauses if _SENTENCE_END.search(head[at].raw)]
            found.update(range(start if start else clauses[0], stops[-1] + 1 if stops else end))
    return found


def _title_run(display: Sequence[int], bylines: Sequence[int]) -> list[int]:
    """Return the display lines right above the byline, else the first that follow each other."""
    runs: list[list[int]] = []
    for at in display:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    above = [run for run in runs if bylines and run[-1] == bylines[0] - 1]
    return (above or runs or [[]])[0]


def _title_start(head: Sequence[Line], run: Sequence[int]) -> int:
    """Return the index in the run at which the title begins; it ends with the run."""
    start = max(len(run) - 1, 0)
    blocks = sum(head[at].gap for at in run)
    while start and (
        head[run[start]].bare.startswith(_DASHES)
        or _OPEN_END.search(head[run[start - 1]].bare)
        or (blocks > 1 and not head[run[start]].gap)
    ):
        start -= 1
    return start


def read_masthead(
    head: Sequence[Line], *, titled: bool, width: int, signed: Sequence[Line]
) -> tuple[Masthead, Line | None]:
    """Give the lines before the first heading their places; return the first section's title too.

    `titled` says that other sections of the page have titles, `width` is that of the page's columns, `signed`
    the bylines at the page's foot. A page with a single display line has a title and no section title.
    """
    bylines = [at for at, line in enumerate(head) if is_byline(line)]
    texts = _texts(head, set(bylines), width)
    display = [at for at in range(len(head)) if at not in texts and at not in bylines]
    section: Line | None = None
    more = titled or bool(texts or bylines)
    if more and len(display) > 1 and display[-1] == len(head) - 1 and could_be_title(head[-1], may_call=True):
        section = head[display.pop()]
    run = _title_run(display, bylines)
    start = _title_start(head, run)
    taken = {*run, *bylines} | ({len(head) - 1} if section else set())
    masthead = Masthead(
        kicker=tuple(head[at] for at in run[:start]),
        title=tuple(head[at] for at in run[start:]),
        byline=(*(head[at] for at in bylines), *signed),
        lead=tuple(line for at, line in enumerate(head) if at not in taken),
    )
    return masthead, section
