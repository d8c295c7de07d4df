"""Counts in words: "1 sentence", "2 sentences"; in Chinese with its measure word."""

from __future__ import annotations

from gettext import ngettext


def sentences(count: int) -> str:
    """Count what is spoken at once."""
    return ngettext("{count} sentence", "{count} sentences", count).format(count=count)


def episodes(count: int) -> str:
    """Count MP3 files."""
    return ngettext("{count} episode", "{count} episodes", count).format(count=count)


def minutes(count: int) -> str:
    """Count minutes."""
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


def sections(count: int) -> str:
    """Count a page's sections."""
    return ngettext("{count} section", "{count} sections", count).format(count=count)


def profiles(count: int) -> str:
    """Count a page's profiles."""
    return ngettext("{count} profile", "{count} profiles", count).format(count=count)


def places(count: int) -> str:
    """Count what wants a look."""
    return ngettext("{count} place to look at", "{count} places to look at", count).format(count=count)


def pieces(count: int) -> str:
    """Count what is kept in output/.store."""
    return ngettext("{count} kept piece", "{count} kept pieces", count).format(count=count)
