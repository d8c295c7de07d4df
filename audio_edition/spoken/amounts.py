"""Amounts: money, fractions, powers, ranges, counts."""

from __future__ import annotations

import re
import unicodedata

from .context import COUNT_WORDS, COUNTED, is_counted
from .liang import takes_liang
from .numerals import cardinal, counted, dial, number, spell
from .quantities import BIG
from .rule import DASH, LETTER, NUM, SIGN, Rule, after, before
from .units import MONEY, UNIT_PATTERN, UNITS

_CURRENCY = "|".join(sorted(map(re.escape, MONEY), key=len, reverse=True))


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
    if (rest.startswith("元") and int(under) > 9) or not int(under) or rest.startswith(("号", "室", "弄")):
        return f"{cardinal(over)}、{cardinal(under)}"
    return f"{cardinal(under)}分之{cardinal(over)}"


def _power(found: re.Match[str]) -> str:
    factor, base, exponent, raised, per = found.groups()
    digits = exponent or unicodedata.normalize("NFKC", raised).replace("−", "-")
    power = ("负" if digits[0] == "-" else "") + cardinal(re.sub("[^0-9]", "", digits) or "1")
    words = f"{number(factor)}乘" if factor else ""
    return f"{words}{cardinal(base)}的{power}次方{'每' + UNITS[per] if per else ''}"


def _times(found: re.Match[str]) -> str | None:
    if found[1] and found[1] not in UNITS:
        return None
    parts = re.findall(NUM, found.string[found.start() : found.start(1) if found[1] else found.end()])
    return "乘".join(number(part) for part in parts) + (UNITS[found[1]] if found[1] else "")


def _about(found: re.Match[str]) -> str | None:
    low, high = found[1], found[2]
    rest = after(found)
    near = int(high) == int(low) + 1 or (low, high) == ("3", "5")
    counts = rest[:1] in COUNTED or rest.startswith(COUNT_WORDS) or rest[:1] in "十百户"
    if (
        not near
        or not counts
        or before(found).endswith(("、", "第"))
        or re.search("[0-9][、，,]$", before(found))
    ):
        return None
    return ("两" if low == "2" else spell(low)) + (
        "两" if high == "2" and rest[:1] not in "十百" else spell(high)
    )


_HOUSED = re.compile("(?:[0-9](?:号|栋|幢|单元|号楼)|附[0-9]号)$")
_NAMING = frozenset("号月日楼层室弄年单元栋幢座区级")


def _range(found: re.Match[str]) -> str | None:
    low, scale, high = found.groups()
    rest = after(found)
    front = before(found)
    if (
        _HOUSED.search(front)
        and scale == ""
        and found[0].count("-") == 1
        and not (is_counted(rest) or rest[:1] in _NAMING)
    ):
        return f"{cardinal(low)}杠{cardinal(high)}" if "." not in low + high else None
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
    if digits == "2":
        return "两" if takes_liang(after(found), before(found)) else "二"
    return cardinal(digits) if len(digits) < 6 else _long_count(digits, before(found), after(found))


def _long_count(digits: str, front: str, rest: str) -> str:
    if front.endswith("第") and rest.startswith("期"):
        return spell(digits)
    if len(digits) > 6 and not is_counted(rest) and not front.endswith(("第", "负")):
        unround = digits[0] != "1" and len(digits) < 9 and not digits.endswith("00")
        if unround or (len(digits) > 11 and digits.count("0") * 2 < len(digits)):
            return dial(digits)
    return cardinal(digits)


PARTS = (
    Rule(
        "money_behind",
        "100￥: a sign behind the price",
        rf"({BIG})([万亿]?) ?([¥$€£])(?! ?[0-9.])",
        lambda m: _price(m[1]) + m[2] + ("" if after(m, 2).startswith(MONEY[m[3]]) else MONEY[m[3]]),
    ),
    Rule(
        "money",
        "14.60元: a price drops its last zeros",
        rf"({BIG})(?=元|块钱|美元|欧元|英镑)(?<=\.[0-9][0-9])",
        _money,
    ),
    Rule(
        "slashes",
        "80/120/180元: so many prices or sizes",
        r"[0-9]{1,6}(?:/[0-9]{1,6}){2,9}(?![0-9/.])",
        lambda m: "、".join(_plain(part) for part in m[0].split("/")),
    ),
    Rule(
        "fraction",
        "1/3: 三分之一; blood pressure with 比",
        r"([0-9]{1,9}) ?/ ?([0-9]{1,9})(?![0-9/.]) ?(mmHg|mmhg)?",
        _fraction,
    ),
)
AMOUNTS = (
    Rule(
        "power",
        "4.5×10^9/L: the ninth power",
        rf"(?:({NUM}) ?[×xX*] ?)?([0-9]+)(?:\^(-?[0-9]+)|([⁻⁰¹²³⁴-⁹]+)"
        rf")(?: ?/ ?({UNIT_PATTERN})(?![A-Za-z0-9]))?",
        _power,
    ),
    Rule(
        "times",
        "7×24, 2×3米: 乘",
        rf"{NUM}(?: ?[×xX*✕] ?{NUM})+(?: ?([A-Za-z]{{1,4}}[²³]?|[℃㎡])(?![A-Za-z0-9²³/^]))?",
        _times,
    ),
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
        rf"({signs}) ?({BIG})([万亿])?(?:{DASH}(?:{signs})?({BIG}))?([万亿])?",
        _prefixed_money,
        at,
    )
    for name, signs, at in (("currency", _CURRENCY, SIGN), ("currency_code", _CURRENCY, LETTER))
)
