"""Where the reading of a word is in doubt: two sources read it differently, and nobody has settled it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, pairwise

from .default_pinyin import cut_words, default_pinyin
from .model import Reading, Segment
from .phrases import sure

_RUN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]+")
_LEFT_TO_THE_VOICE = frozenset("一不啊了着过地得都为还给谁")
"""Particles and such: their reading follows from the sentence, which a voice knows better than either."""

Syllables = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that two sources read differently."""

    word: str
    line: int
    """Of edition.md, where it stands first."""
    first: Syllables
    """As it would be read now."""
    second: Syllables
    second_source: str
    """Who reads it so: g2pM, or surname for the other reading of a surname."""


def find_doubts(
    segments: Iterable[Segment], surnames: Mapping[str, Sequence[str]], names: Mapping[str, int]
) -> tuple[Doubt, ...]:
    """Find each doubtful word once, in the order of the text.

    `surnames` has the readings of the surnames that are read in more than one way, `names` the line of each
    person's name. Without g2pM only surnames are looked at.
    """
    found: dict[tuple[str, Syllables, Syllables], Doubt] = {}
    settled: set[str] = set()
    for segment in dict.fromkeys(replace(s, id="", pause_ms=0) for s in segments):
        given = {at: pinyin for reading in segment.readings for at, pinyin in _each(reading)}
        settled |= {name for name in names if _is_settled(name, segment.spoken, given)}
        for doubt in _in_words(segment, given):
            found.setdefault((doubt.word, doubt.first, doubt.second), doubt)
    people = [name for name in names if name not in settled]
    return (*(_of_names(people, surnames, names)), *found.values())


def _each(reading: Reading) -> Iterator[tuple[int, str]]:
    return zip(range(reading.start, reading.end), reading.pinyin, strict=True)


def _is_settled(name: str, words: str, given: Mapping[int, str]) -> bool:
    return any(found.start() in given for found in re.finditer(re.escape(name), words))


def _of_names(
    people: Sequence[str], surnames: Mapping[str, Sequence[str]], lines: Mapping[str, int]
) -> Iterator[Doubt]:
    for name in people:
        ways = surnames.get(name[:1], ())
        if len(ways) > 1:
            rest = default_pinyin(name)[1:]
            yield Doubt(name, lines[name], (ways[0], *rest), (ways[1], *rest), "surname")


def _in_words(segment: Segment, given: Mapping[int, str]) -> Iterator[Doubt]:
    other = second_reader()
    if other is None:
        return
    words = segment.spoken
    first, second = default_pinyin(words), other(words)
    for run in _RUN.finditer(words):
        for start, end in _words(run):
            if words[start:end] not in sure() and any(
                at not in given and _differ(words[at], first[at], second[at]) for at in range(start, end)
            ):
                alone = end - start == 1
                shown = slice(max(run.start(), start - alone), min(run.end(), end + alone))
                yield Doubt(words[shown], segment.line, first[shown], second[shown], "g2pM")


def _words(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    return pairwise(accumulate(map(len, cut_words(run.group())), initial=run.start()))


def _checked(said: str) -> str:
    """Return g2pM's syllable as ours are written; "" for a hanzi that it gives back unread."""
    return said.replace("u:", "v") if said.replace(":", "").isascii() else ""


def _differ(char: str, first: str, second: str) -> bool:
    if not first or not second or first == second or char in _LEFT_TO_THE_VOICE:
        return False
    neutral = "5" in (first[-1], second[-1]) and first[:-1] == second[:-1]
    return not neutral


@cache
def second_reader() -> Callable[[str], Syllables] | None:
    """Return g2pM as a function from a text to a syllable for each character; None where it is missing."""
    if find_spec("g2pM") is None:
        return None
    from g2pM import G2pM

    model = G2pM()

    def read(words: str) -> Syllables:
        found = [""] * len(words)
        for run in _RUN.finditer(words):
            said = model(run.group(), tone=True, char_split=True)
            if len(said) == len(run.group()):
                found[run.start() : run.end()] = [_checked(one) for one in said]
        return tuple(found)

    return read
