"""Standards, serials and numerals with their ranges: GB/T 1234-2008, CN31-0012, Ⅰ—Ⅲ级."""

from __future__ import annotations

import re
import unicodedata

from .context import LABELLED
from .lazy import Lazy
from .numerals import cardinal, dial, from_roman, spell
from .rule import DASH, LETTER, SIGN, Rule, char_after, char_before, is_latin, just_before

_ROMAN = "X{0,3}(?:IX|IV|VI{0,3}|I{1,3})|X{1,3}"
_SERIAL_FRONT = Lazy("(?:刊号|案号|标准|型号|合同号?|批号|图号|件号|[A-Z]{2,5}) ?[：:为]?$")
_PARTED = Lazy("[-–—]")
_RANGED = "Ⅰ-Ⅻⅰ-ⅻ①-⑳"


def _standard(found: re.Match[str]) -> str | None:
    return None if is_latin(char_before(found)) else _one_by_one(found[0])


def _serial(found: re.Match[str]) -> str | None:
    head, rest = found[0][0], found.string[found.end() : found.end() + 2]
    if is_latin(char_before(found)) or rest[:1] in ("年", "届", "级") or rest in ("赛季", "学年"):
        return None
    parts = [part for part in _PARTED.pattern.split(found[1]) if part]
    if any(part[0] == head for part in parts):
        return None
    digits = [part for part in parts if part.isdigit()]
    coded = len(digits) < len(parts) or any(part[0] == "0" for part in digits)
    falls = len(digits) == 2 and int(digits[1]) < int(digits[0]) and len(digits[1]) > 1
    clear = coded or falls or len(parts) > 2 or sum(map(len, digits)) > 7
    return _one_by_one(found[0]) if clear or _is_named(just_before(found, 24)) else None


def _is_named(front: str) -> bool:
    return bool(LABELLED.search(front) or _SERIAL_FRONT.search(front))


def _one_by_one(code: str) -> str:
    """Say digits one by one; letters that a sign parted keep a blank."""
    words = re.sub("(?<=[A-Za-z])[^0-9A-Za-z]+(?=[A-Za-z])", " ", code.upper())
    words = re.sub(r"(?<=[0-9])\.(?=[0-9])", "点", words)
    return spell(re.sub("[^0-9A-Za-z点 ]|(?<=[^A-Z]) | (?=[^A-Z])", "", words))


def _roman_range(found: re.Match[str]) -> str | None:
    if is_latin(char_before(found)):
        return None
    return f"{cardinal(str(from_roman(found[1])))}到{cardinal(str(from_roman(found[2])))}"


def _numeral_range(found: re.Match[str]) -> str | None:
    first, joint, last = found.groups()
    if char_after(found) == "" and first[0] in "①②③④⑤⑥⑦⑧⑨" and not char_before(found):
        return None
    low, high = (str(int(unicodedata.numeric(sign))) for sign in (first, last))
    return f"{cardinal(low)}{joint if joint in '至到' else '到'}{cardinal(high)}"


STANDARDS = (
    Rule(
        "standard",
        "GB/T 1234-2008, DB31/T 329-2019: a standard, digit by digit, the dash is silent",
        r"[A-Z]{1,6}[0-9]{0,2}(?:/[A-Z]{0,6})?[- ]?[0-9]{2,6}(?:\.[0-9]{1,3}){0,3}"
        r"(?:-|–|—{1,2})(?:19|20)[0-9]{2}"
        r"(?![0-9]|年|学年|赛季|财年|-)"
        r"|(?:GB|ISO|IEC|JGJ|CJJ|HJ)(?:/[A-Z])? ?[0-9]{4,6}(?:\.[0-9]{1,2})?(?![0-9.-])"
        r"|ZL ?[0-9]{4} ?[0-9] ?[0-9]{5,8}(?:\.[0-9X])?",
        _standard,
        LETTER,
    ),
    Rule(
        "vehicle",
        "LSVAM4187C2184841: a long code of letters and digits by turns",
        r"[A-Z]{1,8}[0-9]{1,8}[A-Z]{1,6}[0-9][0-9A-Z]{2,20}+(?![A-Za-z0-9期型级类代标卷度区阶段])",
        lambda m: None if is_latin(char_before(m)) else dial(m[0]),
        LETTER,
    ),
    Rule(
        "serial",
        "CN31-0012, ISSN 1673-8209: a serial with letters, digit by digit",
        r"[A-Z]{1,5}[- ]?([0-9]{1,12}(?:[-–—][0-9A-Z]{1,12}){1,4})(?![0-9A-Za-z.%℃期型级类代标卷度区阶段])",
        _serial,
        LETTER,
    ),
    Rule(
        "roman_range",
        "I-III期: Roman numerals in letters, from one to another",
        rf"({_ROMAN})(?:-|–|—{{1,2}}|~)({_ROMAN})(?=期|型|级|类|度|区|世纪|届|章|节|卷|部|篇|幕)",
        _roman_range,
        LETTER,
    ),
)
NUMERAL_RANGES = (
    Rule(
        "bracket_range",
        "（1）~（3）: from one to another",
        rf"[（(]([0-9]{{1,2}})[）)]{DASH}[（(]([0-9]{{1,2}})[）)]",
        lambda m: f"{cardinal(m[1])}到{cardinal(m[2])}",
        SIGN,
    ),
    Rule(
        "numeral_range",
        "Ⅰ—Ⅲ级, ①-③: from one to another",
        rf"([{_RANGED}])({DASH}|至|到)([{_RANGED}])",
        _numeral_range,
        SIGN,
    ),
)
