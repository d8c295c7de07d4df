"""The people and places of an edition with their readings, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .default_pinyin import default_pinyin
from .model import Edition, Spoken
from .running_names import find_in_text


class Source(StrEnum):
    """Where a name's reading comes from, the surest first."""

    CONFIRMED = "confirmed"
    GIVEN = "given"
    TABLE = "table"
    GUESS = "guess"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Name:
    """A person or a place."""

    word: str
    is_person: bool
    line: int
    """Of edition.md, where it stands first."""
    pinyin: tuple[str, ...]
    """Tone-numbered, one syllable for each hanzi; "" where nothing is known."""
    source: Source
    other: tuple[str, ...] = ()
    """How it may be read too, where sources disagree."""


def find_names(edition: Edition) -> dict[str, tuple[bool, int]]:
    """Return the persons and places of the headings: whether it is a person, and its line."""
    found: dict[str, tuple[bool, int]] = {}
    for section in edition.sections:
        for profile in section.profiles:
            for word, is_person in ((profile.heading.name, True), (profile.heading.place, False)):
                if word:
                    found.setdefault(word, (is_person, profile.line))
    return found


def all_names(edition: Edition) -> dict[str, tuple[bool, int]]:
    """Return the persons and places of the headings, and those that the running text surely names."""
    found = find_names(edition)
    for section in edition.sections:
        texts = [*section.lead, *(text for profile in section.profiles for text in profile.paragraphs)]
        for paragraph in texts:
            for word, is_person in find_in_text(paragraph.text):
                found.setdefault(word, (is_person, paragraph.line))
    return found


def list_names(
    edition: Edition,
    *,
    say: Callable[[str], Spoken],
    confirmed: Collection[str],
    surnames: Mapping[str, Sequence[str]],
    second: Callable[[str], tuple[str, ...]] | None,
) -> tuple[Name, ...]:
    """List the names in the order of the text.

    `say` tells what was set or stands in the table, `surnames` those that are read in more than one way,
    `second` reads a word as another source does.
    """
    rows = []
    for word, (is_person, line) in all_names(edition).items():
        spoken = say(word)
        pinyin, sources = _overlaid(word, spoken)
        other = _other(word, pinyin, is_person, sources, surnames, second)
        source = _source(word, sources, other, confirmed)
        rows.append(Name(word, is_person, line, pinyin, source, other if source is Source.CONFLICT else ()))
    return tuple(rows)


def _overlaid(word: str, spoken: Spoken) -> tuple[tuple[str, ...], set[str]]:
    """Lay what is known over pypinyin's guess; names are said as they are printed."""
    pinyin = list(default_pinyin(word))
    sources = set()
    for reading in spoken.readings if spoken.words == word else ():
        pinyin[reading.start : reading.end] = reading.pinyin
        sources.add(reading.source or "given")
    return tuple(pinyin), sources


def _other(
    word: str,
    pinyin: tuple[str, ...],
    is_person: bool,
    sources: set[str],
    surnames: Mapping[str, Sequence[str]],
    second: Callable[[str], tuple[str, ...]] | None,
) -> tuple[str, ...]:
    if sources:
        return ()
    ways = surnames.get(word[:1], ()) if is_person else ()
    if ways:
        return (next(way for way in ways if way != pinyin[0]), *pinyin[1:])
    other = second(word) if second else pinyin
    return () if other == pinyin or not all(other) else other


def _source(word: str, sources: set[str], other: tuple[str, ...], confirmed: Collection[str]) -> Source:
    if word in confirmed:
        return Source.CONFIRMED
    if "given" in sources:
        return Source.GIVEN
    if sources:
        return Source.TABLE
    return Source.CONFLICT if other else Source.GUESS
