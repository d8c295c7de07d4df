"""Words that differ by one hanzi from what the same page writes again and again (封挖期间, 封控期间)."""

from __future__ import annotations

import re
from collections import Counter

from .repair import HANZI

_FOUR = re.compile(f"[{HANZI}]{{4}}")
_LEAST = 3
_MOST_WORDS = 200
_ALIKE = 1024
"""Code points between two hanzi that may look alike: Unicode has those of one radical side by side."""
_NUMERALS = frozenset("一二三四五六七八九十百千万两几第")


def find_slips(texts: list[str], names: frozenset[str]) -> list[tuple[int, int, str]]:
    """Return (index of the text, place of the word, the usual word) for each sure slip.

    Sure is: a word of four hanzi that the page has thrice, one inner hanzi different, and the page nowhere
    else joins that hanzi with its neighbours. Hanzi of names and numerals are no slips, nor are those that
    cannot look alike.
    """
    page = "\n".join(texts)
    counts = Counter([page[at : at + 4] for at in range(len(page) - 3)])
    often = [(-count, word) for word, count in counts.items() if count >= _LEAST and _FOUR.fullmatch(word)]
    usual = [word for _count, word in sorted(often)[:_MOST_WORDS]]
    found: dict[int, str] = {}
    for word in usual:
        for at in (1, 2):
            for place in _others(page, word, at):
                odd = page[place + at]
                if odd in names or odd in _NUMERALS or not _FOUR.fullmatch(page[place : place + 4]):
                    continue
                if abs(ord(odd) - ord(word[at])) > _ALIKE:
                    continue
                near = page[place + at - 1 : place + at + 1], page[place + at : place + at + 2]
                if all(page.count(pair) == 1 for pair in near):
                    found.setdefault(place, word)
    return [(*_where(texts, place), word) for place, word in sorted(found.items())]


def _others(page: str, word: str, at: int) -> list[int]:
    """Return the places where only the hanzi at this index is another; none where the frame is common."""
    rest, shift = (word[2:], 2) if at == 1 else (word[:2], 0)
    places: list[int] = []
    start = page.find(rest)
    while start >= 0 and len(places) < _MOST_WORDS:
        place = start - shift
        if (
            place >= 0
            and page[place : place + 4] != word
            and _frame(page[place : place + 4], at) == _frame(word, at)
        ):
            places.append(place)
        start = page.find(rest, start + 1)
    return places if len(places) == 1 else []


def _frame(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _where(texts: list[str], place: int) -> tuple[int, int]:
    for at, text in enumerate(texts):
        if place <= len(text):
            return at, place
        place -= len(text) + 1
    return len(texts) - 1, 0
