"""Written Chinese becomes the words to be said: rules claim spans, the rest is said as printed."""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from itertools import accumulate
from operator import attrgetter

from ..model import Change, Mark, Reading, Spoken
from . import lexicon
from .clean import HANZI, Clean, clean, is_foreign
from .lazy import Lazy
from .openings import OUTLINES, REACH
from .readings import TABLE, Place, find_places, hanzi_places, other_spans
from .rules import Tries, candidates

_PLAIN = f"{HANZI}，。！？；：、"
_FOREIGN = f"[^\\W_{HANZI}]"
_BLANKS = Lazy(f" (?: +|(?<!{_FOREIGN} )|(?!{_FOREIGN}))")
"""Blanks that cannot all stay: one between Latin words is left alone."""
_LONG = 50_000
"""Characters of a text that is none of ours: a page has 20,000."""
_START = attrgetter("start")
_change = partial(tuple.__new__, Change)
"""Make a Change of a tuple; its own constructor is a Python function, and takes twice as long."""


def speak(
    text: str,
    marks: tuple[Mark, ...] = (),
    readings: Mapping[str, str] | None = None,
    people: tuple[str, ...] = (),
) -> Spoken:
    """Say a written text in words: no digits, no signs, every hanzi kept.

    `readings` says words otherwise wherever they occur outside `marks`; the surnames of `people` are read as
    names. TextError: a reading that does not fit its word.
    """
    plain = not marks and not readings and not _trigger().search(text)
    if plain and not lexicon.pattern(people).search(text):
        return Spoken(text)
    with _uncollected(len(text)):
        page = clean(text)
        places = find_places(page, marks, readings or {}, people)
        claims = _claims(page.text, places)
        changes = _over_print(page, claims)
        words = _assemble(text, changes)
        if " " in words and (settled := _settle_blanks(words, changes)) is not changes:
            changes, words = settled, _assemble(text, settled)
        return Spoken(words, tuple(changes), _readings(page, places, changes))


@contextmanager
def _uncollected(size: int) -> Iterator[None]:
    """Pause the garbage collector for a text as long as a book: its changes hold no cycle, and looking for
    one among a million of them takes a third of the time.
    """
    paused = size > _LONG and gc.isenabled()
    if paused:
        gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(f"[^{_PLAIN}]")


def _claims(text: str, places: list[Place]) -> list[Change]:
    """Give what is said otherwise than printed, over the clean text."""
    claims: list[Change] = []
    position = 0
    for place in places:
        if place.start < position:
            continue
        _apply_rules(text, position, place.start, claims)
        if place.words is not None:
            words = speak(place.words).words
            claims.append(Change(place.start, place.end, words, place.rule))
        else:
            claims += [Change(start, end, "", place.rule) for start, end in other_spans(text, place)]
        position = place.end
    _apply_rules(text, position, len(text), claims)
    return claims


def _apply_rules(text: str, position: int, end: int, claims: list[Change]) -> None:
    """Let the rules claim what they can between two places."""
    search = opening().search
    tried: dict[str, Tries] = {}
    while found := search(text, position, end):
        position = found.start()
        begin = found[0]
        if begin not in tried:
            tried[begin] = candidates(begin.translate(OUTLINES))
        for match, say, name in tried[begin]:
            claim = match(text, position, end)
            if claim is not None and (words := say(claim)) is not None:
                start, position = claim.span()
                if words != claim[0]:
                    claims.append(_change((start, position, words, name)))
                break
        else:
            position += 1


@cache
def opening() -> re.Pattern[str]:
    """Match the first characters of what rules may claim: a number and what is behind it, or two signs."""
    number = f"(?<=[0-9])[0-9]{{0,{REACH}}}(?:\\.[0-9]{{1,{REACH}}})?(?: ?.)?"
    return re.compile(f"[^{_PLAIN}](?:{number}|(?<![0-9]).?)", re.DOTALL)


def _over_print(page: Clean, claims: list[Change]) -> list[Change]:
    """Lay claims and folding over the printed text; a claim covers the folding inside it."""
    claims = [claim for claim in claims if claim[1] > claim[0]]
    if not page.changes:
        return claims
    places = page.places
    changes = [
        _change((places[start], places[end - 1] + 1, words, rule)) for start, end, words, rule in claims
    ]
    ends = [change.end for change in changes]
    for change in page.changes:
        at = bisect_right(ends, change.start)
        if at == len(ends) or changes[at].start > change.start:
            changes.append(change)
    return sorted(changes, key=_START)


def _settle_blanks(words: str, changes: list[Change]) -> list[Change]:
    """Keep one blank where it stands between Latin words as they are said, and none elsewhere."""
    doomed = [
        at
        for found in _BLANKS.pattern.finditer(words)
        for at in range(found.start() + _stays(words, found), found.end())
    ]
    if not doomed:
        return changes
    shifts = [0, *accumulate(len(change.words) - (change.end - change.start) for change in changes)]
    ends = [change.end + shift for change, shift in zip(changes, shifts[1:], strict=True)]
    settled = list(changes)
    for at in reversed(doomed):
        index = bisect_right(ends, at)
        change = changes[index] if index < len(changes) else None
        start = change.start + shifts[index] if change else len(words)
        if change and at >= start:
            now = settled[index]
            cut = at - start
            settled[index] = Change(now.start, now.end, now.words[:cut] + now.words[cut + 1 :], now.rule)
        else:
            printed = at - shifts[index]
            settled.append(Change(printed, printed + 1, "", "blank"))
    return sorted(settled, key=_START)


def _stays(words: str, blank: re.Match[str]) -> bool:
    start, end = blank.span()
    return start > 0 and end < len(words) and is_foreign(words[start - 1]) and is_foreign(words[end])


def _assemble(text: str, changes: list[Change]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, words, _rule in changes:
        parts += (text[done:start], words)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def _readings(page: Clean, places: list[Place], changes: list[Change]) -> tuple[Reading, ...]:
    """Lay the pinyin over the spoken words, one reading for each run of hanzi."""
    if not any(place.pinyin for place in places):
        return ()
    ends = [change.end for change in changes]
    shifts = [0, *accumulate(len(change.words) - (change.end - change.start) for change in changes)]
    readings: list[Reading] = []
    for place in places:
        run: Reading | None = None
        for index, syllable in hanzi_places(page.text, place) if place.pinyin else ():
            printed = page.places[index]
            spoken = printed + shifts[bisect_right(ends, printed)]
            if run and run.end == spoken:
                run = replace(run, end=spoken + 1, pinyin=(*run.pinyin, syllable))
                readings[-1] = run
            else:
                run = Reading(spoken, spoken + 1, (syllable,), TABLE if place.rule == TABLE else "")
                readings.append(run)
    return tuple(readings)
