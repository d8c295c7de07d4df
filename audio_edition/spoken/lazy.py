"""Patterns that are compiled when they are first needed: start-up time is a promise (issue 3)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cached_property


class Lazy:
    """A pattern that costs nothing until a text asks for it."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.source)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Match at `start`, as `re.Pattern.match` does."""
        return self.pattern.match(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Search from `start`, as `re.Pattern.search` does."""
        return self.pattern.search(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole text, as `re.Pattern.fullmatch` does."""
        return self.pattern.fullmatch(text)

    def sub(self, words: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace each match, as `re.Pattern.sub` does."""
        return self.pattern.sub(words, text)
