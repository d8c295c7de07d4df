"""Written Chinese becomes the words to be said: rules claim spans, the rest is said as printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import accumulate
from string import ascii_letters, digits

from ..model import Change, Mark, Reading, Spoken
from . import lexicon
from .clean import HANZI, Clean, clean, is_foreign
from .lazy import Lazy
from .readings import TABLE, Place, find_places, hanzi_places, other_spans
from .rule import DIGIT, LETTER, SIGN, Say
from .rules import RULES

_PLAIN = f"{HANZI}，。！？；：、"
_TOGETHER = 8
_BLANKS = re.compile(" +")
Claim = tuple[int, int, str, str]
"""Start and end in the clean text, words, rule."""
Tried = tuple[Lazy, Say, str]
Tables = tuple[tuple[Lazy, tuple[Tried, ...]], ...]
"""Patterns joined by eights, each with its rules."""


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
    page = clean(text)
    places = find_places(page, marks, readings or {}, people)
    claims = _claims(page.text, places)
    changes = _over_print(page, claims)
    words = _assemble(text, changes)
    if " " in words and (settled := _settle_blanks(words, changes)) is not changes:
        changes, words = settled, _assemble(text, settled)
    return Spoken(words, tuple(changes), _readings(page, places, changes))


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(f"[^{_PLAIN}]")


def _claims(text: str, places: list[Place]) -> list[Claim]:
    claims: list[Claim] = []
    position = 0
    for place in places:
        if place.start < position:
            continue
        _apply_rules(text, position, place.start, claims)
        if place.words is not None:
            words = speak(place.words).words
            claims.append((place.start, place.end, words, place.rule))
        else:
            claims += [(start, end, "", place.rule) for start, end in other_spans(text, place)]
        position = place.end
    _apply_rules(text, position, len(text), claims)
    return claims


def _apply_rules(text: str, position: int, end: int, claims: list[Claim]) -> None:
    """Let the rules claim what they can between two places."""
    search, kinds, signs = _trigger().search, _kinds(), _tables(SIGN)
    while found := search(text, position, end):
        position = found.start()
        claim = _claim(text, position, end, kinds.get(text[position], signs))
        if claim is None:
            position += 1
            continue
        if claim[2] != text[position : claim[1]]:
            claims.append(claim)
        position = claim[1]


def _claim(text: str, position: int, end: int, tables: Tables) -> Claim | None:
    for together, rules in tables:
        first = together.match(text, position, end)
        if first is None or first.lastindex is None:
            continue
        for pattern, say, name in rules[first.lastindex - 1 :]:
            found = pattern.match(text, position, end)
            if found is not None and (words := say(found)) is not None:
                return position, found.end(), words, name
    return None


@cache
def _kinds() -> dict[str, Tables]:
    """Give the tables of each digit and Latin letter; those of signs serve all else."""
    return dict.fromkeys(digits, _tables(DIGIT)) | dict.fromkeys(ascii_letters, _tables(LETTER))


@cache
def _tables(kind: str) -> Tables:
    """Join the patterns of a kind by eights, so that most are never tried alone.

    An empty group behind each tells which one matched; one around each would be dear, as `re` drops a way by
    its first character only where no group opens there.
    """
    rules = [rule for rule in RULES if rule.at == kind]
    eights = [rules[at : at + _TOGETHER] for at in range(0, len(rules), _TOGETHER)]
    return tuple(
        (
            Lazy("|".join(f"(?:{_no_groups(rule.source)})()" for rule in eight)),
            tuple((Lazy(rule.source), rule.say, rule.name) for rule in eight),
        )
        for eight in eights
    )


def _no_groups(pattern: str) -> str:
    """Turn capturing groups into plain ones, so that the number of a group is that of its rule."""
    plain, in_class, skip = [], False, False
    for at, char in enumerate(pattern):
        group = char == "(" and not in_class and not skip and pattern[at + 1 : at + 2] != "?"
        in_class = not skip and (char == "[" or (in_class and char != "]"))
        skip = char == "\\" and not skip
        plain.append("(?:" if group else char)
    return "".join(plain)


def _over_print(page: Clean, claims: list[Claim]) -> list[Change]:
    """Lay claims and folding over the printed text; a claim covers the folding inside it."""
    claims = [claim for claim in claims if claim[1] > claim[0]]
    if not page.changes:
        return [Change(*claim) for claim in claims]
    changes = [
        Change(page.printed(start), page.printed(end - 1) + 1, words, rule)
        for start, end, words, rule in claims
    ]
    ends = [change.end for change in changes]
    for change in page.changes:
        at = bisect_right(ends, change.start)
        if at == len(ends) or changes[at].start > change.start:
            changes.append(change)
    return sorted(changes, key=lambda change: change.start)


def _settle_blanks(words: str, changes: list[Change]) -> list[Change]:
    """Keep one blank where it stands between Latin words as they are said, and none elsewhere."""
    doomed = [
        at
        for found in _BLANKS.finditer(words)
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
    return sorted(settled, key=lambda change: change.start)


def _stays(words: str, blank: re.Match[str]) -> bool:
    start, end = blank.span()
    return start > 0 and end < len(words) and is_foreign(words[start - 1]) and is_foreign(words[end])


def _assemble(text: str, changes: list[Change]) -> str:
    parts: list[str] = []
    done = 0
    for change in changes:
        parts += (text[done : change.start], change.words)
        done = change.end
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
            printed = page.printed(index)
            spoken = printed + shifts[bisect_right(ends, printed)]
            if run and run.end == spoken:
                run = replace(run, end=spoken + 1, pinyin=(*run.pinyin, syllable))
                readings[-1] = run
            else:
                run = Reading(spoken, spoken + 1, (syllable,), TABLE if place.rule == TABLE else "")
                readings.append(run)
    return tuple(readings)
