"""What a rule is, and how it looks around."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from string import ascii_letters

from .lazy import Lazy

DIGIT, LETTER, SIGN = "digit", "letter", "sign"

Say = Callable[[re.Match[str]], str | None]
"""Words for a matched span; None when the context speaks against it, and a later rule may try."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which something printed is said."""

    name: str
    reason: str
    source: str
    """A pattern that starts with a character of `at`, without back references or nested repetition."""
    say: Say
    at: str = DIGIT
    """DIGIT, LETTER or SIGN: what a span begins with."""


NUM = r"[0-9]+(?:\.[0-9]+)?"
DASH = r"(?:-{1,2}|–|—{1,2}|~)"

_OPENING = "“\"‘'《〈「『（(【[〔 \n"
_JOINTS = frozenset("、，,和及或/")
_CLOSING = "”\"’'》〉」』）)】]〕 \n"


def just_before(found: re.Match[str], reach: int) -> str:
    """Give the text in front of a match, as it stands."""
    start = found.start()
    return found.string[start - reach if start > reach else 0 : start]


def before(found: re.Match[str], reach: int = 10) -> str:
    """Give the text in front of a match, without the quotes and brackets that open on it."""
    start = found.start()
    return found.string[start - reach if start > reach else 0 : start].rstrip(_OPENING)


def after(found: re.Match[str], reach: int = 8) -> str:
    """Give the text behind a match, without the quotes and brackets that close on it."""
    end = found.end()
    return found.string[end : end + reach].lstrip(_CLOSING)


def in_list(found: re.Match[str], pattern: Lazy) -> bool:
    """Tell whether a match goes on with a list that began with these words."""
    return char_before(found) in _JOINTS and bool(pattern.search(just_before(found, 48)))


def char_before(found: re.Match[str]) -> str:
    """Give the character in front of a match, or ""."""
    start = found.start()
    return found.string[start - 1 : start]


def char_after(found: re.Match[str]) -> str:
    """Give the character behind a match, or ""."""
    end = found.end()
    return found.string[end : end + 1]


is_word = str.isalnum
"""Tell whether a character is heard: a hanzi, a letter or a digit."""

is_latin = frozenset(ascii_letters).__contains__
"""Tell whether a character is an ASCII letter."""
