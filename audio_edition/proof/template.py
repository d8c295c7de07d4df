"""The pages' templates, which are files of their own beside this one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from importlib.resources import files


def filled(name: str, fields: Mapping[str, str]) -> str:
    """Read a template and fill its {{fields}} with HTML; what a field holds is not looked at again."""
    page = files(__package__).joinpath(name).read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: fields[found[1]], page)


def ruby(char: str, pinyin: str, *, kind: str = "") -> str:
    """Write a character with its reading above it; the character alone where there is none."""
    if not pinyin:
        return escape(char)
    return f'<ruby class="{escape(kind)}">{escape(char)}<rt>{escape(pinyin)}</rt></ruby>'
