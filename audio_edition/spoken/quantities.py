"""Quantities: percentages and numbers with a unit."""

from __future__ import annotations

import re

from .numerals import cardinal, counted, number, spell
from .rule import DASH, LETTER, NUM, Rule, before, char_before
from .units import UNIT_PATTERN, UNITS

BIG = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_SIGNED = {"%": "百分之", "‰": "千分之", "‱": "万分之"}
_UNIT = UNIT_PATTERN
_ANY = "[A-Za-zμ]{1,4}[²³]?|[℃℉㎡°]"
"""What may be a unit; `UNITS` tells. A long list in a pattern costs milliseconds at the start."""
_PER = rf"(?: ?/ ?(?:([0-9]+)?({_UNIT})(?![A-Za-z])|(?=[一-鿿])))?"


def _percent(found: re.Match[str]) -> str:
    low, low_sign, joint, minus, high, sign = found.groups()
    share = _SIGNED[sign]
    if low is None:
        return share + _hundred(high)
    first = _SIGNED[low_sign or sign] + number(low) + _joint(joint)
    return f"{first}{'负' if minus else ''}{share}{_hundred(high)}"


def _joint(sign: str) -> str:
    """Say what joins two ends: a written 至 stays."""
    return sign if sign in "至、" else "到"


def _hundred(digits: str) -> str:
    return "百" if digits == "100" else number(digits)


def _degrees(found: re.Match[str], unit: str) -> str:
    front = before(found).rstrip("-")
    colder = char_before(found) == "-" and front.endswith(
        ("气温", "温度", "达到", "低温", "降至", "跌至", "温达")
    )
    return "度" if colder and unit == "摄氏度" else unit


def _quantity(found: re.Match[str]) -> str | None:
    low, low_unit, joint, minus, high, sign, per_size, per = found.groups()
    if low_unit and low_unit not in UNITS:
        return None
    unit = _degrees(found, UNITS[sign]) if low is None else UNITS[sign]
    if (
        sign in "sdtUNJV" and char_before(found).isascii() and char_before(found).isalpha()
    ) or sign.isdigit():
        return None
    words = counted(high) if unit[0] != "吨" else number(high)
    if low is not None:
        first = number(low) + (UNITS[low_unit] if low_unit and low_unit != sign else "")
        words = f"{first}{_joint(joint)}{'零下' if minus else ''}{words}"
    if found[0].rstrip().endswith("/"):
        return words + unit + "每"
    if per == sign:
        return f"{words}{unit}、{number(per_size or '1')}{unit}"
    return f"{words}{unit}每{number(per_size) if per_size else ''}{UNITS[per]}" if per else words + unit


def _scaled(found: re.Match[str]) -> str | None:
    sign, size, per = found.groups()
    if sign not in UNITS or (per and per not in UNITS):
        return None
    if not re.search("[0-9][十百千万亿]{1,2}$", found.string[max(0, found.start() - 3) : found.start()]):
        return None
    if per:
        return f"{UNITS[sign]}每{number(size) if size else ''}{UNITS[per]}"
    return UNITS[sign] + ("每" if found[0].rstrip().endswith("/") else "")


def _speed(found: re.Match[str]) -> str:
    low, high = found.groups()
    return f"每小时{number(low) + '到' if low else ''}{number(high)}公里"


def _primes(found: re.Match[str]) -> str | None:
    degrees, minutes, sign, seconds, part = found.groups()
    if sign != "′" and (not (degrees or seconds) or char_before(found) in {"‘", "'"}):
        return None
    lead = f"{cardinal(degrees)}度" if degrees else ""
    words = f"{cardinal(seconds)}秒{spell(part or '')}" if seconds else ""
    return f"{lead}{cardinal(minutes)}分{words}"


def _day_hours(found: re.Match[str]) -> str:
    return cardinal(found[1]) + "小时"


QUANTITIES = (
    Rule(
        "percent",
        "62%, 30%-50%, 3‰: 百分之 before each end",
        rf"(?:({NUM})([%‰])?({DASH}|至|到|、)(-)?)?({NUM}) ?([%‰‱])",
        _percent,
    ),
    Rule(
        "speed",
        "60km/h: 每小时六十公里",
        rf"(?:({NUM})(?:km/h)?{DASH})?({NUM}) ?(?:km|KM|Km)/[hH](?![A-Za-z])",
        _speed,
    ),
    Rule(
        "quantity",
        "5kg, 37.3℃, 100㎡, mg/L: signs and letters for units",
        rf"(?:({NUM}) ?({_ANY})?({DASH}|至|到)(-)?)?({BIG}) ?({_UNIT})(?![A-Za-z0-9²³]){_PER}",
        _quantity,
    ),
    Rule(
        "by_word",
        "10A插座, 100M宽带: a letter that the word behind makes a unit",
        r"([0-9]+(?:\.[0-9]+)?)(?:(A)(?=插座|插头|空开|空气开关|断路器|保险丝|电流|三孔|五孔)|M(?=宽带|光纤|带宽|网速))",
        lambda m: number(m[1]) + ("安" if m[2] else "兆"),
    ),
    Rule(
        "primes",
        "3′30″, 28'35\", 31°13': minutes and seconds",
        r"(?:([0-9]{1,3})°)?([0-9]{1,2})([′'’])(?:([0-9]{1,2})(?:[″\"”]|['’]{2})(?:([0-9]{2})(?![0-9]))?)?",
        _primes,
    ),
    Rule("day_hours", "24H营业: hours", r"(12|24|48|72|96)H(?![A-Za-z0-9])", _day_hours),
)
SCALED = Rule(
    "scaled_unit",
    "1.4万t, 35万kW: a unit behind 万",
    rf"(?<=[十百千万亿])({_ANY})(?![A-Za-z0-9²³])(?: ?/ ?(?:([0-9]+)?({_ANY})(?![A-Za-z])|(?=[一-鿿])))?",
    _scaled,
    LETTER,
)
