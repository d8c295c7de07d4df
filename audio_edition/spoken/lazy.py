"""Patterns that are compiled when they are first needed: start-up time is a promise (issue 3)."""

from __future__ import annotations

import re
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

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """Match at a place, as `re.Pattern.match` does; kept, as a page asks for it at each sign."""
        return self.pattern.match

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Search from a place, as `re.Pattern.search` does."""
        return self.pattern.search

    @cached_property
    def fullmatch(self) -> Callable[[str], re.Match[str] | None]:
        """Match the whole text, as `re.Pattern.fullmatch` does."""
        return self.pattern.fullmatch

    def sub(self, words: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace each match, as `re.Pattern.sub` does."""
        return self.pattern.sub(words, text)
