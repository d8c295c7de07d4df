"""The progress bar: how far, how long still, what was spoken last; only where a terminal shows it."""

from __future__ import annotations

import shutil
import time
import unicodedata
from collections.abc import Callable
from gettext import gettext as _
from typing import TextIO

_BAR_COLUMNS = 20
_WORDS_COLUMNS = 28
_TRUST_AFTER_S = 1.0
"""A guess of the time left from less than this is worth nothing."""


class ProgressBar:
    """Draws one line on a terminal, over and over; draws nothing where there is no terminal."""

    def __init__(
        self, label: str, total: int, stream: TextIO | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._label, self._total, self._clock = label, total, clock
        self._stream = stream if total and stream is not None and stream.isatty() else None
        self._since = clock()
        self._drawn = 0
        """Columns of the line that stands there."""

    def __enter__(self) -> ProgressBar:
        self.show(0, "")
        return self

    def __exit__(self, *problem: object) -> None:
        """Take the line away, so that what is said next stands alone."""
        if self._stream is not None:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._stream.flush()

    def show(self, done: int, words: str) -> None:
        """Draw how far the work is."""
        if self._stream is None:
            return
        columns = shutil.get_terminal_size().columns
        left_s = time_left_s(done, self._total, self._clock() - self._since)
        line = bar_line(self._label, done, self._total, left_s, words, columns=columns - 1)
        width = columns_of(line)
        self._stream.write("\r" + line + " " * max(0, self._drawn - width))
        self._stream.flush()
        self._drawn = width


def time_left_s(done: int, total: int, spent_s: float) -> int | None:
    """Guess the seconds left from the pace so far; None while that would be a mere guess."""
    if not done or spent_s < _TRUST_AFTER_S:
        return None
    return round(spent_s / done * (total - done))


def bar_line(label: str, done: int, total: int, left_s: int | None, words: str, *, columns: int) -> str:
    """Write the line: as much of it as the columns hold, the words first to go."""
    filled = _BAR_COLUMNS * done // total
    bar = "#" * filled + "." * (_BAR_COLUMNS - filled)
    left = "" if left_s is None else "  " + _time_words(left_s)
    line = f"{label}  [{bar}] {done}/{total}{left}"
    if columns_of(line) > columns:
        return cut_to(f"{done}/{total}{left}", columns)
    room = min(_WORDS_COLUMNS, columns - columns_of(line) - 2)
    return f"{line}  {cut_to(words, room)}".rstrip() if room > 4 else line


def _time_words(seconds: int) -> str:
    if seconds < 60:
        return _("{seconds} s left").format(seconds=seconds)
    return _("{minutes} min {seconds} s left").format(minutes=seconds // 60, seconds=seconds % 60)


def columns_of(text: str) -> int:
    """Count the columns that a text takes on a terminal: two for a hanzi."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def cut_to(text: str, columns: int) -> str:
    """Cut a text to some columns."""
    if columns_of(text) <= columns:
        return text
    while text and columns_of(text) > columns - 2:
        text = text[:-1]
    return text + ".."
