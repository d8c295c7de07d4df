"""Pinyin as people write it, checked against the syllables there are."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_TABLE = """
a ai an ang ao e ei en eng er o ou
b a ai an ang ao ei en eng i ian iao ie in ing o u
p a ai an ang ao ei en eng i ian iao ie in ing o ou u
m a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f a an ang ei en eng iao o ou u
d a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
t a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo
n a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve
l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve
g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
k a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j i ia ian iang iao ie in ing iong iu u uan ue un
q i ia ian iang iao ie in ing iong iu u uan ue un
x i ia ian iang iao ie in ing iong iu u uan ue un
zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r an ang ao e en eng i ong ou u ua uan ui un uo
z a ai an ang ao e ei en eng i ong ou u uan ui un uo
c a ai an ang ao e en eng i ong ou u uan ui un uo
s a ai an ang ao e en eng i ong ou u uan ui un uo
y a an ang ao e i in ing o ong ou u uan ue un
w a ai an ang ao ei en eng o u
"""

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0306": "3", "\u0300": "4"}
_CHUNK = re.compile("[\\s'’‘·-]+")
_LETTERS = re.compile("[a-z0-9:\u0300\u0301\u0304\u0306\u0308\u030c\\s'’‘·-]+")
_NUMBERED = re.compile("[A-Za-z:\u0308][0-9]")
_LONGEST = 6
_MOST_LETTERS = 64
_MOST_WAYS = 8


@cache
def syllables() -> frozenset[str]:
    """Return every syllable of Mandarin without its tone, ü as v."""
    bare, *rows = [line.split() for line in _TABLE.split("\n") if line]
    return frozenset(bare) | {head + tail for head, *tails in rows for tail in tails}


def parse_pinyin(said: str) -> tuple[str, ...] | None:
    """Read tone marks or numbers into one tone-numbered syllable each, ü as v; None if it is not pinyin.

    A syllable without tone has the neutral tone, 5. Syllables written together are split where only one
    way is possible.
    """
    ways = _ways(said)
    strict = [way for way in ways if way.strict] or list(ways)
    return strict[0].syllables if len(strict) == 1 else None


def parse_for(said: str, count: int) -> tuple[str, ...] | None:
    """Read pinyin as so many syllables, where `parse_pinyin` alone might see other cuts."""
    ways = [way for way in _ways(said) if len(way.syllables) == count and (way.strict or _evenly_marked(way))]
    strict = [way for way in ways if way.strict] or ways
    return strict[0].syllables if len(strict) == 1 else None


def _evenly_marked(way: _Way) -> bool:
    """Tell whether all syllables have a tone or none has: guān is one syllable, no gu and ān."""
    return len({syllable[-1] == "5" for syllable in way.syllables}) == 1


def looks_like_pinyin(said: str, *, for_hanzi: bool = True) -> bool:
    """Tell whether only pinyin can be meant: small letters, letters with tone marks or (hanzi) numbers."""
    plain = unicodedata.normalize("NFD", said.replace("ɡ", "g"))
    if any(mark in plain for mark in _TONES) or (for_hanzi and _NUMBERED.search(plain)):
        plain = plain.lower()
    if not any("a" <= char <= "z" for char in plain) or not _LETTERS.fullmatch(plain):
        return False
    return for_hanzi or not any("6" <= char <= "9" for char in plain)


class _Way:
    """One way to cut a text into syllables."""

    __slots__ = ("strict", "syllables")

    def __init__(self, syllables: tuple[str, ...], strict: bool) -> None:
        self.syllables = syllables
        self.strict = strict


@lru_cache(maxsize=1024)
def _ways(said: str) -> tuple[_Way, ...]:
    plain = unicodedata.normalize("NFD", said.strip().lower().replace("ɡ", "g"))
    if not plain or len(plain) > 400 or not _LETTERS.fullmatch(plain):
        return ()
    plain = plain.replace("u:", "v").replace("u\u0308", "v")
    ways = [_Way((), True)]
    for chunk in filter(None, _CHUNK.split(plain)):
        more = _cut(chunk)
        joined = (_Way(a.syllables + b.syllables, a.strict and b.strict) for a in ways for b in more)
        ways = sorted(joined, key=lambda way: not way.strict)[:_MOST_WAYS]
    return tuple(ways) if ways and ways[0].syllables else ()


def _cut(chunk: str) -> list[_Way]:
    """Cut letters written together, from the end, keeping only ways that reach it."""
    if len(chunk) > _MOST_LETTERS:
        return []
    ways: list[list[_Way]] = [[] for _ in range(len(chunk) + 1)]
    ways[len(chunk)] = [_Way((), True)]
    for start in range(len(chunk) - 1, -1, -1):
        for end in range(start + 1, min(start + _LONGEST + 3, len(chunk)) + 1):
            syllable = _syllable(chunk[start:end]) if ways[end] else None
            if syllable:
                own = start == 0 or chunk[start] not in "aeo" or chunk[start - 1] in "12345"
                ways[start] += [_Way((syllable, *way.syllables), own and way.strict) for way in ways[end]]
        ways[start] = sorted(ways[start], key=lambda way: not way.strict)[:_MOST_WAYS]
    return ways[0]


def _syllable(letters: str) -> str | None:
    """Read one syllable with at most one tone."""
    tone = ""
    if letters[-1] in "012345":
        tone, letters = letters[-1].replace("0", "5"), letters[:-1]
    marks = [char for char in letters if char in _TONES]
    if len(marks) > (0 if tone else 1):
        return None
    for mark in marks:
        tone, letters = _TONES[mark], letters.replace(mark, "")
    if letters[:1] in tuple("jqxy") and letters[1:2] == "v":
        letters = letters[0] + "u" + letters[2:]
    letters = {"lue": "lve", "nue": "nve"}.get(letters, letters)
    return letters + (tone or "5") if letters in syllables() else None
