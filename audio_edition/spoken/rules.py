"""Every rule, in order: where two could claim the same words, the first does."""

from __future__ import annotations

from .addresses import ADDRESSES
from .amounts import AMOUNTS, PARTS, PREFIXED
from .codes import CHAINS, CODED, CODES
from .dates import DATES, DAYS
from .letters import LETTERS, SITES
from .lists import LIST_NUMBER, LISTS, NUMERALS
from .names import NAMES
from .quantities import QUANTITIES, SCALED
from .rule import Rule
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
