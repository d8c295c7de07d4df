"""Places that are said otherwise than the rules would: an editor's marks and the readings of words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import gettext as _

from ..errors import TextError
from ..model import Mark
from . import lexicon
from .clean import HANZI, Clean, is_hanzi
from .clean import clean as clean_text
from .pinyin import looks_like_pinyin, parse_for

TABLE = "table"
"""The rule of a place that the project's own table reads."""
_CLAUSE = "，、；：,;:"
_STOPS = "。！？!?."
_TRAILING = "…⋯—–"
_SKIPPED = "”\"’'》〉」』）) \n"


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the clean text that no rule may touch."""

    start: int
    end: int
    words: str | None
    """What is said instead; None keeps the printed hanzi."""
    pinyin: tuple[str, ...]
    rule: str


def count_hanzi(text: str) -> int:
    """Count hanzi, extensions and 〇 included."""
    return len(text) - len(_hanzi().sub("", text))


@cache
def _hanzi() -> re.Pattern[str]:
    return re.compile(f"[{HANZI}]+")


def check_reading(printed: str, said: str) -> None:
    """Raise TextError where `speak` would refuse to say printed words so, or nothing would be left."""
    if not printed.strip():
        raise TextError(_("a reading names no word"), hint=_hint())
    if not said.strip():
        raise TextError(_("nothing is said for {word}").format(word=printed), hint=_hint())
    _pinyin(clean_text(printed).text, said)


def _hint() -> str:
    return _("write {example}: one syllable with its tone for each character").format(example="{重|chóng}")


def _pinyin(printed: str, said: str) -> tuple[str, ...]:
    """Read pinyin for printed words; () when other words are meant."""
    count = count_hanzi(printed)
    if not looks_like_pinyin(said, for_hanzi=count > 0):
        return ()
    pinyin = parse_for(said, count) if count else None
    if pinyin is None:
        message = _(
            "the reading {said} does not fit {word}: it needs a pinyin syllable for each character ({count})"
        )
        raise TextError(message.format(said=said, word=printed, count=count), hint=_hint())
    return pinyin


def find_places(
    clean: Clean, marks: tuple[Mark, ...], readings: Mapping[str, str], people: tuple[str, ...]
) -> list[Place]:
    """Find what is said otherwise, in order.

    Marks win over the longest words that have a reading, these over the project's own table.
    """
    places = [_marked(clean, mark) for mark in sorted(marks, key=lambda mark: mark.start)]
    if readings:
        pattern, said = _compile(tuple(readings.items()))
        places += (
            Place(found.start(), found.end(), *said[found.group()], "reading")
            for found in _outside(pattern, clean.text, places)
        )
    places += [
        Place(found.start(), found.end(), None, tuple(lexicon.reading(found.group())), TABLE)
        for found in _outside(lexicon.pattern(people), clean.text, places)
    ]
    return sorted(places, key=lambda place: place.start)


def _outside(pattern: re.Pattern[str], text: str, places: Sequence[Place]) -> list[re.Match[str]]:
    """Find what a pattern matches between the places that are taken."""
    found: list[re.Match[str]] = []
    position = 0
    for low, high in [*sorted((place.start, place.end) for place in places), (len(text), len(text))]:
        found += pattern.finditer(text, position, max(low, position))
        position = max(position, high)
    return found


def _marked(clean: Clean, mark: Mark) -> Place:
    start, end = clean.cleaned(mark.start), clean.cleaned(mark.end)
    if not mark.said:
        return _broken_off(clean.text, start, end)
    pinyin = _pinyin(clean.text[start:end], mark.said)
    return Place(start, end, None if pinyin else mark.said, pinyin, "said_here")


def _broken_off(text: str, start: int, end: int) -> Place:
    """Keep broken-off words silent; the clause before them ends like a sentence."""
    if start == 0:
        return Place(start, end, "", (), "broken_off")
    heard = start
    while heard and text[heard - 1] in _SKIPPED:
        heard -= 1
    clause = heard - (text[heard - 1 : heard] in tuple(_CLAUSE))
    while clause and text[clause - 1] in _TRAILING:
        clause -= 1
    last = text[clause - 1 : clause]
    if clause < heard:
        return Place(clause, end, "。" if last and last not in _STOPS else "", (), "broken_off")
    opens = text[start:end].lstrip(_SKIPPED)[:1] in tuple(_CLAUSE)
    ends = opens or not text[end:].strip(_SKIPPED)
    return Place(start, end, "。" if ends and last and last not in _STOPS else "", (), "broken_off")


@lru_cache(maxsize=8)
def _compile(
    readings: tuple[tuple[str, str], ...],
) -> tuple[re.Pattern[str], dict[str, tuple[str | None, tuple[str, ...]]]]:
    """Make one pattern of all words, the longest first, and settle how each is said."""
    said: dict[str, tuple[str | None, tuple[str, ...]]] = {}
    for word, words in readings:
        check_reading(word, words)
        pinyin = _pinyin(word, words)
        said[word] = (None if pinyin else words, pinyin)
    longest = sorted(said, key=len, reverse=True)
    return re.compile("|".join(map(_whole_word, longest))), said


def _whole_word(word: str) -> str:
    """Keep a reading of 120 out of 5120, and one of IP out of VIP."""
    edges = [
        ("[0-9]" if c.isdigit() else "[A-Za-z]") if c.isascii() and c.isalnum() else ""
        for c in (word[0], word[-1])
    ]
    left, right = (f"(?<!{edges[0]})" if edges[0] else "", f"(?!{edges[1]})" if edges[1] else "")
    return left + re.escape(word) + right


def hanzi_places(text: str, place: Place) -> list[tuple[int, str]]:
    """Give the index in `text` of each read hanzi, with its syllable."""
    indices = [at for at in range(place.start, place.end) if is_hanzi(text[at])]
    return list(zip(indices, place.pinyin, strict=True))


def other_spans(text: str, place: Place) -> list[tuple[int, int]]:
    """Give the characters of a read place that are not hanzi, and silent."""
    return [(at, at + 1) for at in range(place.start, place.end) if not is_hanzi(text[at])]
