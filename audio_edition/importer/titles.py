"""Titles and texts whose beginning or end is missing."""

from __future__ import annotations

import re

from .quotes import orphans
from .repair import HANZI
from .word_edges import ENDINGS, KNOWN, NEVER_ALONE, NEVER_FIRST, NEVER_LAST, OPENINGS

_AFTER = {group[0]: frozenset(group[1:]) for group in OPENINGS.split("|")}
_BEFORE = {group[0]: frozenset(group[1:]) for group in ENDINGS.split("|")}
_FIRST, _ALONE, _LAST = frozenset(NEVER_FIRST), frozenset(NEVER_ALONE), frozenset(NEVER_LAST)
_KNOWN = frozenset(KNOWN[at : at + 2] for at in range(0, len(KNOWN), 2))
_NO_BEGINNING = frozenset("，。、；：！？”’）》」』…,.;:!?)")
_OPEN_END = re.compile(
    r"(?:[，、；：“‘（《「『,;:]|(?<![温柔平祥暖谐共])和|(?<!参)与|(?<![普波涉顾])及|的|[^，]将|(?<![服听跟])从|(?<!一)把)$"
)
_NO_HANZI = re.compile(f"[^{HANZI}0-9A-Za-z]")
_MOST_SEEN = 20
_LEAST_SEEN = 3


def begins_in_mid_word(text: str) -> bool:
    """Say whether the first hanzi of a text must be the end of a word whose beginning is missing."""
    if text[:1] in _NO_BEGINNING:
        return bool(text)
    words = text.lstrip("“‘《「『（")[:3]
    if len(words) < 2 or words[1] in _AFTER.get(words[0], ()):
        return False
    return words[0] in _FIRST or (words[0] in _ALONE and words[1:] in _KNOWN)


def ends_in_mid_word(text: str) -> bool:
    """Say whether a title stops within a word or with a word that others must follow."""
    if _OPEN_END.search(text):
        return True
    words = text.rstrip("”’》」』）！？")[-2:]
    return len(words) == 2 and words[1] in _LAST and words[0] not in _BEFORE.get(words[1], ())


def always_before(title: str, page: str) -> str:
    """Return the hanzi that the page always writes before the title's first two; "" if there is none.

    Three places must show it: 愿者在行动 is 志愿者 where the page's text always writes 志 before 愿者.
    """
    start, at = title[:2], -1
    seen: set[str] = set()
    if len(start) < 2 or _NO_HANZI.search(start):
        return ""
    count = 0
    while count < _MOST_SEEN and len(seen) < 2:
        at = page.find(start, at + 1)
        if at < 0:
            break
        seen.add(page[at - 1 : at])
        count += 1
    only = seen.pop() if len(seen) == 1 and count >= _LEAST_SEEN else ""
    return "" if _NO_HANZI.search(only) else only


def damage_of(title: str, page: str) -> str | None:
    """Return what could replace a damaged title, "" where that is unknown, None for a sound title."""
    lone = orphans(title)
    if lone and all(title[at] in "”」』》" for at in lone):
        return (
            {"”": "“", "」": "「", "』": "『", "》": "《"}[title[lone[0]]] + title if len(lone) == 1 else ""
        )
    if title.count("‘") != title.count("’"):
        return ""
    if lone or begins_in_mid_word(title) or ends_in_mid_word(title):
        return ""
    missing = always_before(title, page)
    return missing + title if missing else None
