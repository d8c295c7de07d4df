"""Every rule, in order: where two could claim the same words, the first does."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from .addresses import ADDRESSES
from .amounts import AMOUNTS, PARTS, PREFIXED
from .codes import CHAINS, CODED, CODES
from .dates import DATES, DAYS
from .letters import LETTERS, SITES
from .lists import LIST_NUMBER, LISTS, NUMERALS
from .names import NAMES
from .openings import may_begin
from .quantities import QUANTITIES, SCALED
from .rule import DIGIT, LETTER, SIGN, Rule, Say, is_latin
from .scores import RECORDS, SCORES
from .signs import SIGNS, SILENT
from .standards import NUMERAL_RANGES, STANDARDS
from .years import SHORTENED, YEARS

RULES: tuple[Rule, ...] = (
    LIST_NUMBER,
    *SITES,
    *CHAINS,
    *DATES,
    *YEARS,
    *DAYS,
    *CODES,
    *NAMES,
    *ADDRESSES,
    *CODED,
    *RECORDS,
    *QUANTITIES,
    *PARTS,
    *SCORES,
    *AMOUNTS,
    *PREFIXED,
    *NUMERAL_RANGES,
    SHORTENED,
    *LISTS,
    *SIGNS,
    *NUMERALS,
    SILENT,
    SCALED,
    *STANDARDS,
    *LETTERS,
)

Tries = tuple[tuple[Callable[[str, int, int], re.Match[str] | None], Say, str], ...]
"""How each pattern matches at a place, its words and its name."""


@cache
def candidates(outline: str) -> Tries:
    """Give what to try, in order, where a span begins in this outline."""
    kind = DIGIT if outline[0] == "0" else LETTER if is_latin(outline[0]) else SIGN
    rules = [rule for rule in RULES if rule.at == kind and may_begin(rule.name, outline)]
    return tuple((re.compile(rule.source).match, rule.say, rule.name) for rule in rules)
