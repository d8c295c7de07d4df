"""Every rule, in order: where two could claim the same words, the first does."""

from __future__ import annotations

from .amounts import AMOUNTS, PREFIXED
from .codes import CHAINS, CODES
from .dates import DATES, DAYS
from .letters import LETTERS
from .lists import LIST_NUMBER, LISTS, NUMERALS
from .rule import Rule
from .signs import SIGNS, SILENT
from .years import YEARS

RULES: tuple[Rule, ...] = (
    LIST_NUMBER,
    *CHAINS,
    *DATES,
    *YEARS,
    *DAYS,
    *CODES,
    *AMOUNTS,
    *PREFIXED,
    *LISTS,
    *SIGNS,
    *NUMERALS,
    SILENT,
    *LETTERS,
)
