"""Amounts: percentages, money, units, fractions, ratios, ranges, counts."""

from __future__ import annotations

import re
import unicodedata

from .context import COUNT_WORDS, COUNTED, SCORE_LIST, SCORED, SCORING, is_counted, takes_liang
from .numerals import cardinal, counted, dial, number, spell
from .rule import DASH, LETTER, NUM, SIGN, Rule, after, before, char_before, in_list
from .units import MONEY, UNIT_PATTERN, UNITS

_BIG = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_SIGNED = {"%": "百分之", "‰": "千分之", "‱": "万分之"}
_UNIT = UNIT_PATTERN
_PER = rf"(?: ?/ ?(?:({_UNIT})|(?=[一-鿿])))?"
_CURRENCY = "|".join(sorted(map(re.escape, MONEY), key=len, reverse=True))


def _percent(found: re.Match[str]) -> str:
    low, low_sign, minus, high, sign = found.groups()
    share = _SIGNED[sign]
    if low is None:
        return share + _hundred(high)
    return f"{_SIGNED[low_sign or sign]}{number(low)}到{'负' if minus else ''}{share}{_hundred(high)}"


def _hundred(digits: str) -> str:
    return "百" if digits == "100" else number(digits)


def _degrees(found: re.Match[str], unit: str) -> str:
    front = before(found).rstrip("-")
    colder = char_before(found) == "-" and front.endswith(
        ("气温", "温度", "达到", "低温", "降至", "跌至", "温达")
    )
    return "度" if colder and unit == "摄氏度" else unit


def _quantity(found: re.Match[str]) -> str | None:
    low, low_unit, minus, high, sign, per = found.groups()
    unit = _degrees(found, UNITS[sign]) if low is None else UNITS[sign]
    if (
        sign in "sdtUNJV" and char_before(found).isascii() and char_before(found).isalpha()
    ) or sign.isdigit():
        return None
    words = counted(high) if unit[0] != "吨" else number(high)
    if low is not None:
        first = number(low) + (UNITS[low_unit] if low_unit and low_unit != sign else "")
        words = f"{first}到{'零下' if minus else ''}{words}"
    if found[0].rstrip().endswith("/"):
        return words + unit + "每"
    return f"{words}{unit}每{UNITS[per]}" if per else words + unit


def _speed(found: re.Match[str]) -> str:
    low, high = found.groups()
    return f"每小时{number(low) + '到' if low else ''}{number(high)}公里"


def _day_hours(found: re.Match[str]) -> str:
    return cardinal(found[1]) + "小时"


def _prefixed_money(found: re.Match[str]) -> str:
    sign, amount, low_big, high, big = found.groups()
    words = _price(amount) + (low_big or "")
    if high:
        words += "到" + _price(high)
    rest = found.string[found.end() : found.end() + 2]
    name = MONEY[sign]
    return words + (big or "") + ("" if rest.startswith(name[-1]) or rest.startswith(name) else name)


def _price(amount: str) -> str:
    whole, _point, part = amount.partition(".")
    part = part.rstrip("0")
    return (
        counted(whole.replace(",", "")) + ("点" + spell(part) if part else "")
        if not part
        else number(f"{whole}.{part}")
    )


def _money(found: re.Match[str]) -> str:
    return _price(found[1])


def _fraction(found: re.Match[str]) -> str | None:
    over, under = found[1], found[2]
    front, rest = before(found), after(found)
    if found[3] or front.rstrip("：:为是达约在").endswith("血压") or rest.startswith("毫米汞柱"):
        return f"{cardinal(over)}比{cardinal(under)}{'毫米汞柱' if found[3] else ''}"
    if not int(under) or rest.startswith(("号", "室", "弄")):
        return f"{cardinal(over)}、{cardinal(under)}"
    return f"{cardinal(under)}分之{cardinal(over)}"


def _ratio(found: re.Match[str]) -> str:
    return "比".join(number(part) for part in re.split("[:：]", found[0]))


def _score(found: re.Match[str]) -> str | None:
    front = before(found).rstrip("：: ")
    if not (
        front.endswith(SCORED) or in_list(found, SCORE_LIST) or after(found).startswith(SCORING)
    ) or front.endswith("以上"):
        return None
    rest = after(found)
    if is_counted(rest) and not rest.startswith(("平", "胜", "负")):
        return None
    return f"{cardinal(found[1])}比{cardinal(found[2])}"


def _power(found: re.Match[str]) -> str:
    factor, base, exponent, raised, per = found.groups()
    digits = exponent or unicodedata.normalize("NFKC", raised).replace("−", "-")
    power = ("负" if digits[0] == "-" else "") + cardinal(re.sub("[^0-9]", "", digits) or "1")
    words = f"{number(factor)}乘" if factor else ""
    return f"{words}{cardinal(base)}的{power}次方{'每' + UNITS[per] if per else ''}"


def _times(found: re.Match[str]) -> str:
    parts = re.split("[×xX*✕]", found[0].replace(" ", ""))
    return "乘".join(number(part) for part in parts)


def _about(found: re.Match[str]) -> str | None:
    low, high = found[1], found[2]
    rest = after(found)
    near = int(high) == int(low) + 1 or (low, high) == ("3", "5")
    counts = rest[:1] in COUNTED or rest.startswith(COUNT_WORDS) or rest[:1] in "层十百栋幢户"
    if (
        not near
        or not counts
        or before(found).endswith(("、", "第"))
        or re.search("[0-9][、，,]$", before(found))
    ):
        return None
    return ("两" if low == "2" else spell(low)) + spell(high)


def _range(found: re.Match[str]) -> str | None:
    low, scale, high = found.groups()
    rest = after(found)
    front = before(found)
    liang = takes_liang(rest, front)
    first = counted(low) if liang else _plain(low)
    last = counted(high) if liang else _plain(high)
    return f"{first}{scale or ''}到{last}"


def _plain(digits: str) -> str:
    return spell(digits) if digits[0] == "0" and len(digits) > 1 and "." not in digits else number(digits)


def _discount(found: re.Match[str]) -> str:
    return spell(found[0].replace(".", "")) if "." not in found[0] else number(found[0])


def _grouped(found: re.Match[str]) -> str | None:
    if "，" in found[0] and not is_counted(after(found)):
        return None
    return number(re.sub("[,，]", "", found[0]))


def _count(found: re.Match[str]) -> str:
    digits = found[0]
    if "." in digits:
        return (
            number(digits)
            if digits[0] != "0" or digits.startswith("0.")
            else spell(digits).replace(".", "点")
        )
    if len(digits) > 1 and digits[0] == "0":
        return spell(digits)
    rest, front = after(found), before(found)
    if digits == "2":
        return "两" if takes_liang(rest, front) else "二"
    if len(digits) > 6 and not is_counted(rest) and not front.endswith(("第", "负")):
        unround = digits[0] != "1" and len(digits) < 9 and not digits.endswith("00")
        if unround or (len(digits) > 11 and digits.count("0") * 2 < len(digits)):
            return dial(digits)
    return cardinal(digits)


AMOUNTS = (
    Rule(
        "percent",
        "62%, 30%-50%, 3‰: 百分之 before each end",
        rf"(?:({NUM})([%‰])?(?:{DASH}|至|到|、)(-)?)?({NUM}) ?([%‰‱])",
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
        rf"(?:({NUM}) ?({_UNIT})?(?:{DASH}|至|到)(-)?)?({NUM}) ?({_UNIT})(?![A-Za-z0-9²³]){_PER}",
        _quantity,
    ),
    Rule("day_hours", "24H营业: hours", r"(12|24|48|72|96)H(?![A-Za-z0-9])", _day_hours),
    Rule(
        "money",
        "14.60元: a price drops its last zeros",
        rf"({_BIG})(?=元|块钱|美元|欧元|英镑)(?<=\.[0-9][0-9])",
        _money,
    ),
    Rule(
        "fraction",
        "1/3: 三分之一; blood pressure with 比",
        r"([0-9]{1,9}) ?/ ?([0-9]{1,9})(?![0-9/.]) ?(mmHg|mmhg)?",
        _fraction,
    ),
    Rule("ratio", "20:1, 比分3:2: 比", rf"{NUM}(?:[:：]{NUM})+", _ratio),
    Rule(
        "score",
        "比分3-5, 中国1-2: a hyphen beside a win or a loss is 比",
        r"([0-9]{1,3})-([0-9]{1,3})(?![0-9.%:-])",
        _score,
    ),
    Rule(
        "power",
        "4.5×10^9/L: the ninth power",
        rf"(?:({NUM}) ?[×xX*] ?)?([0-9]+)(?:\^(-?[0-9]+)|([⁻⁰¹²³⁴-⁹]+))(?: ?/ ?({_UNIT})(?![A-Za-z0-9]))?",
        _power,
    ),
    Rule("times", "7×24, 2×3米: 乘", rf"{NUM}(?: ?[×xX*✕] ?{NUM})+", _times),
    Rule("about", "3、4个: three or four", r"([1-9])[、，,]([1-9])(?![0-9.、，,])", _about),
    Rule("range", "3-5人, 10~12度: 到", rf"({NUM})([十百千万亿]?){DASH}({NUM})(?![0-9])", _range),
    Rule("discount", "85折 is 八五折", r"[1-9][0-9]?(?:\.[0-9])?(?=折(?!叠|腾|返))", _discount),
    Rule(
        "grouped",
        "12,000: thousands' commas",
        r"[1-9][0-9]{0,2}(?:[,，][0-9]{3})+(?![0-9])(?:\.[0-9]+)?",
        _grouped,
    ),
    Rule("count", "a number that nothing else claimed; two before a measure is 两", NUM, _count),
)
PREFIXED = tuple(
    Rule(
        name,
        "￥35.5, HKD13.5: the currency is said behind",
        rf"({signs}) ?({_BIG})([万亿])?(?:{DASH}(?:{signs})?({_BIG}))?([万亿])?",
        _prefixed_money,
        at,
    )
    for name, signs, at in (("currency", _CURRENCY, SIGN), ("currency_code", _CURRENCY, LETTER))
)
