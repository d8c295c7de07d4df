"""Numbers of lists, in circles and brackets, and signs that are numbers."""

from __future__ import annotations

import re
import unicodedata

from .numerals import cardinal
from .rule import SIGN, Rule, char_after, char_before, is_word

_CIRCLED = "①-⒛❶-❿➀-➓㈠-㈩㊀-㊉"


def _list_number(found: re.Match[str]) -> str | None:
    front = char_before(found)
    if front and front not in "\n。；;：:！？":
        return None
    return cardinal(re.sub("[^0-9]", "", found[0])) + "，"


def _circled(found: re.Match[str]) -> str:
    words = cardinal(str(int(unicodedata.numeric(found[0]))))
    front, back = char_before(found), char_after(found)
    if (
        not is_word(back)
        or back in "步期号项条类种级线款点组批队楼区"
        or front in tuple("第图表见步式注题按")
    ):
        return words
    if unicodedata.category(back) == "No":
        return words
    return ("，" if is_word(front) else "") + words + "，"


def _bracketed(found: re.Match[str]) -> str:
    return (
        ("，" if is_word(char_before(found)) else "")
        + cardinal(found[1])
        + ("，" if is_word(char_after(found)) else "")
    )


def _numeral(found: re.Match[str]) -> str | None:
    sign = found[0]
    value = unicodedata.numeric(sign)
    if value == int(value):
        return cardinal(str(int(value)))
    parts = unicodedata.normalize("NFKC", sign).split("⁄")
    return f"{cardinal(parts[1])}分之{cardinal(parts[0])}" if len(parts) == 2 and all(parts) else ""


LIST_NUMBER = Rule(
    "list_number",
    "1.佩戴口罩: a list number without 点",
    r"[0-9]{1,2}(?:[.、](?![0-9])|[)）])(?!$)",
    _list_number,
    "digit",
)

_CLASS = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"

LISTS = (
    Rule(
        "school_class",
        "高三（2）班: a class, without rests",
        rf"(?<=\w)[（(]({_CLASS})[）)](?=(?:[、和与及至到][（(]{_CLASS}[）)]){{0,8}}班(?![组子长车次]))"
        rf"|(?<=[）)][、和与及至到])[（(]({_CLASS})[）)](?=(?:[、和与及至到][（(]{_CLASS}[）)]){{0,8}}班(?![组子长车次]))",
        lambda m: cardinal(n) if (n := m[1] or m[2]).isascii() else n,
        SIGN,
    ),
    Rule("circled", "①扫码②登记: numbers in circles", f"[{_CIRCLED}]", _circled, SIGN),
    Rule(
        "bracketed",
        "（1）, (2): a number in brackets of its own",
        r"[（(]([0-9]{1,2})[）)]",
        _bracketed,
        SIGN,
    ),
)

NUMERALS = (
    Rule(
        "numeral",
        "Ⅲ, ½, ² and other signs that are numbers",
        r"[^\W_\x00-\x7f㐀-鿿〇]",
        lambda m: _numeral(m) if m[0].isnumeric() and not m[0].isalpha() else None,
        SIGN,
    ),
)
