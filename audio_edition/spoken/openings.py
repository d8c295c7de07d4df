"""How a rule's spans begin: what spares a place most of the tries."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from .clean import is_hanzi
from .units import BEGINNINGS, MONEY, PLAIN_SIGNS, UNITS

REACH = 8
"""A longer opening is not looked at: all rules of its kind are tried, and its length pays for them."""

_NUM = r"0+(?:\.0+)?"
_TO = "–—~-"
_ANY_UNIT = f"A-Za-zμ℃℉㎡°{BEGINNINGS}"
_MONEY = "".join(sorted({sign[0] for sign in MONEY}))
_OTHER = r"[^\x00-\x7f]"

OPENINGS = {
    "list_number": r"0{1,2}(?:[、)）]|\.\Z)",
    "number_site": r"00+(?:\.0+)?[A-Za-z_.@-]",
    "long_digits": "0{24}",
    "long_chain": rf"{_NUM}[^\w\n]",
    "card": "0{4} ",
    "mobile": "00+[- ]|0{11}",
    "extension": "0{3,}[- 转—]",
    "area_phone": "0{3,}[-)） —]|0{10}",
    "local_phone": "0{4}[- ]",
    "full_date": r"0{4}(?:[-/·]|\.0{1,2}[-/.·])",
    "clock": "0{1,2}[:：]",
    "year_month": r"0{4}(?:[-/·]|\.0)",
    "month_span": rf"0{{4}}(?:/|\.0{{1,2}}[{_TO}])",
    "day_span": rf"0{{1,2}}\.0{{1,2}}[{_TO}]",
    "loose_day": r"0{1,2}(?:/|\.0{1,2}(?![0/.]))",
    "point_day": r"0{1,2}(?:/|\.0{1,2}日)",
    "padded_day": r"00(?:[-/·]|\.00)",
    "year_span": f"0{{4}}[{_TO}]",
    "old_year_span": f"0{{3,4}}[{_TO}]",
    "short_year_list": "00[、和与至到,，-]",
    "year_pair": f"0{{4}}[{_TO}]",
    "year_list": "0{4}[、和与至到及,，/]",
    "year": "0{1,4}[年学届级赛财版款秋春]",
    "named_year": "0{4}[一-鿿]",
    "short_year": "00年",
    "class_of": "00[届级版]",
    "decade": "00(?:00)?年",
    "cohort": "00[、，,/和与及至到~后前-]",
    "event_day": r"0{1,2}(?:·|\.0{1,2}(?![0%元万亿]))",
    "shopping_day": "00(?![0.:])",
    "calendar": "0{1,2}[月日号时]",
    "patent": r"0{12}\.",
    "dotted": r"0+\.0+\.",
    "labelled": "0{3,}(?![0.])|0{1,2}-",
    "mixed": "00+[A-Z]",
    "emergency": "000(?![0.:：])",
    "hotline": "0{5,6}(?![0.%:])",
    "known": "0{2,5}(?![0.:%/])",
    "craft": "000(?![0.:%])",
    "quoted": "0{3,5}(?![0.:%])",
    "hash": "0{1,4}#",
    "listed": "0{3,4}[、和及与至到，,—~-]",
    "room_path": "0{1,3}-",
    "joined": "0+[–—-]",
    "house": '0+[”"号弄支]',
    "route": "0{1,4}路",
    "designated": "0{3,6}(?![0.])",
    "room": "0{3,4}(?![0.,])",
    "docket_year": r"0{4}[〕)）\]]",
    "zero_led": "00+(?![0.,:])",
    "hundredths": "0{1,3}[米秒]",
    "percent": f"{_NUM}(?: ?[%‰‱]|[至到、{_TO}])",
    "speed": f"{_NUM}(?: ?[kK]|[{_TO}])",
    "quantity": f"{_NUM}(?:,| ?[至到{_ANY_UNIT}{_TO}])",
    "by_word": f"{_NUM}[AM]",
    "primes": "0{1,3}[°′'’]",
    "day_hours": "00H",
    "money_behind": f"{_NUM}(?:[,万亿]| ?[¥$€£])",
    "money": r"0{1,3},|(?:0+\.)?00[元块美欧英]",
    "slashes": "0{1,6}/",
    "fraction": "0{1,9} ?/",
    "ratio": f"{_NUM}[:：]",
    "score": f"0{{1,3}}[{_TO}]",
    "power": f"{_NUM}(?: ?[×xX*]|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹^])",
    "times": f"{_NUM} ?[×xX*✕]",
    "about": "0[、，,]",
    "range": f"{_NUM}[十百千万亿{_TO}]",
    "discount": r"0{1,2}(?:\.0)?折",
    "grouped": "0{1,3}[,，]",
    "currency": f"[{_MONEY}]",
    "currency_code": f"[{_MONEY}][A-Z$]",
    "bracket_range": "[（(]0",
    "numeral_range": _OTHER,
    "shortened_year": "['’‘]0",
    "school_class": "[（(][0一二三四五六七八九十]",
    "circled": _OTHER,
    "bracketed": "[（(]0",
    "dash": rf"[{_TO}](?![^\w¥${_TO}])",
    "plus": r"\+",
    "maths": r"[<>=≥≤≦≧≠≈](?![^\w=+±¥$(（-])",
    "cross": "[×✕*]",
    "plus_minus": r"±(?!\W)",
    "arrow": "[→↑↓]",
    "per_dot": "·",
    "per_unit": f"/[ {_ANY_UNIT}]",
    "slash": rf"/(?![^\w{''.join(PLAIN_SIGNS)}])",
    "stop": "[,;:!?｡､.]",
    "lone_unit": f"[{''.join(sign for sign in UNITS if len(sign) == 1)}]",
    "plain_sign": f"[{''.join(PLAIN_SIGNS)}]",
    "blank": r" (?![\WA-Za-z])",
    "numeral": _OTHER,
    "silent": "[^ ]",
    "standard": "[A-Z][A-Z0/ -]",
    "vehicle": "[A-Z][A-Z0]",
    "serial": "[A-Z][A-Z0 -]",
    "roman_range": f"[XVI][XVI{_TO}]",
    "address_line": "[A-Za-z][A-Za-z0_.@-]",
    "kilometre_post": "K0",
    "plate": "[A-Z][A-Z0·. ]",
    "number_one": "[Nn][Oo]",
    "to_code": "[BbCcOoPpGgMm]0",
    "roman": "[IVX]",
}
"""By the rule's name: how the outline of whatever it matches begins; a rule without one is always tried."""


class _Outlines(dict[int, str]):
    """What stands for each character in an outline: itself where an opening may name it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isascii():
            self[code] = "0" if char.isdigit() else char
        elif char in _named():
            self[code] = char
        else:
            self[code] = "某" if is_hanzi(char) else "é" if char.isalnum() else "※"
        return self[code]


@cache
def _named() -> frozenset[str]:
    return frozenset("，。！？；：、".join(OPENINGS.values()))


OUTLINES = _Outlines()
"""For `str.translate`: few outlines stand for all that a text can hold."""


def may_begin(name: str, outline: str) -> bool:
    """Tell whether a span of this rule could begin so; `outline` may be cut off behind `REACH`."""
    return len(outline) > REACH or name not in OPENINGS or _match(name)(outline) is not None


@cache
def _match(name: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(OPENINGS[name]).match
