"""A scanned page becomes an Edition; what is doubtful becomes findings. Pure: reads and writes no file."""

from __future__ import annotations

from ..findings import Finding
from ..model import Edition
from .doubts import find_doubts

__all__ = ["find_doubts", "find_foreign", "read_page"]


def read_page(text: str, *, key: str) -> tuple[Edition, tuple[Finding, ...]]:
    """Turn a decoded page into an Edition and its findings; see `page.read_page`.

    Loaded when it is called: every other command reads an edition.md and needs the doubts alone.
    """
    from . import page

    return page.read_page(text, key=key)


def find_foreign(edition: Edition, text: str, *, key: str) -> tuple[Finding, ...]:
    """Return the foreign lines of a decoded page that still stand in the edition that was made of it.

    Raises TextError where the page cannot be read.
    """
    from .pageonly import still_foreign

    return tuple(still_foreign(edition, *read_page(text, key=key)))
