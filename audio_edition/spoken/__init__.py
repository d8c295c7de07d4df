"""Written Chinese becomes the words to be said; the print stays what it is."""

from __future__ import annotations

from .lexicon import AMBIGUOUS_SURNAMES
from .pinyin import parse_pinyin
from .readings import check_reading
from .readings import count_hanzi as hanzi_count
from .speak import speak

__all__ = ["AMBIGUOUS_SURNAMES", "check_reading", "hanzi_count", "parse_pinyin", "speak"]
