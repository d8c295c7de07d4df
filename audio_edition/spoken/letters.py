"""Numbers that begin with a letter, and Latin words."""

from __future__ import annotations

import re

from .lazy import Lazy
from .numerals import cardinal, dial, from_roman, number, spell
from .rule import LETTER, Rule, char_before, is_latin


def _kilometre_post(found: re.Match[str]) -> str:
    return f"K{cardinal(found[1])}加{spell(found[2]) if found[2][0] == '0' else cardinal(found[2])}"


def _plate(found: re.Match[str]) -> str | None:
    if not re.search("[0-9]", found[2]):
        return None
    return found[1] + "".join(dial(c) if c.isdigit() else c for c in found[2])


def _number_one(found: re.Match[str]) -> str:
    return "第" + number(found[1])


def _address_line(found: re.Match[str]) -> str:
    words = re.sub("^https?://", "", found[0]).rstrip("/").replace(".", "点").replace("@", "艾特")
    words = re.sub(
        "[A-Za-z]+", lambda m: m[0].upper() if len(m[0]) == 1 else m[0], re.sub("[-_]", "杠", words)
    )
    return re.sub("[A-Za-z]+", lambda m: m[0].upper() if m[0].lower() in _INITIALISMS else m[0], spell(words))


def _to_code(found: re.Match[str]) -> str:
    return f"{found[1]} to {found[2]}".upper().replace("TO", "to")


_ROMAN = Lazy("X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3}")
_NUMBERED = Lazy("期|型|级|类|代|段|标段|卷|度|区|阶段|世纪|届|章|节|部|篇|幕|条")


def _roman(found: re.Match[str]) -> str | None:
    return None if is_latin(char_before(found)) else _as_number(found[0], found)


def _as_number(letters: str, found: re.Match[str]) -> str | None:
    """Say a Roman numeral behind 第 or before what is numbered; V型 and XX届 may be letters."""
    if not _ROMAN.fullmatch(letters):
        return None
    behind = found.string[found.end() : found.end() + 4].lstrip("”\"’'")[:2]
    ordinal = found.string[max(0, found.start() - 4) : found.start()].rstrip("“\"‘' +-").endswith("第")
    numbered = _NUMBERED.match(behind) is not None
    if letters.strip("X") in ("", "V") and not (behind == "世纪" or (ordinal and numbered)):
        return None
    return cardinal(str(from_roman(letters))) if ordinal or numbered else None


def _initialism(found: re.Match[str]) -> str | None:
    if len(found[0]) == 1:
        return found[0].upper()
    joined = found[0].replace("'", "").replace("’", "")
    if joined.lower() in _INITIALISMS:
        return joined.upper()
    if joined != found[0] and (words := _as_number(joined, found)):
        return words
    return joined


_INITIALISMS = frozenset(
    [
        "atm",
        "ufo",
        "nba",
        "gpu",
        "cpu",
        "ceo",
        "cfo",
        "cto",
        "wto",
        "mvp",
        "vip",
        "iq",
        "eq",
        "mba",
        "app",
        "ppt",
        "pdf",
        "gdp",
        "cpi",
        "dna",
        "rna",
        "pcr",
        "ct",
        "mri",
        "icu",
        "usb",
        "wifi",
        "ktv",
        "dvd",
        "vcd",
        "cd",
        "tv",
        "pc",
        "id",
        "qq",
        "led",
        "lcd",
        "gps",
        "ai",
        "vr",
        "ar",
        "hr",
        "pm",
        "apec",
        "un",
        "who",
        "cba",
        "cctv",
        "diy",
        "it3",
        "sos",
        "icu",
        "ipo",
        "pvc",
        "pos",
        "sim",
        "nfc",
        "etc3",
        "gmp",
        "iso",
        "fda",
        "aed",
        "hpv",
        "hiv",
    ]
) - {"ar", "it3", "etc3", "id", "pm", "who", "un", "wifi", "led", "pos", "app", "ai", "sim"}

SITES = (
    Rule(
        "number_site",
        "12371.cn, 12345678@qq.com: an address that begins with digits",
        r"[0-9]{2,12}+[A-Za-z0-9_-]{0,20}+(?:[.@][A-Za-z0-9_-]{1,20}+){0,4}"
        r"\.(?:com|cn|net|org|gov|edu|cc|vip|top)(?![A-Za-z0-9])/?",
        _address_line,
    ),
)
LETTERS = (
    Rule(
        "address_line",
        "www.shcn.gov.cn, abc@163.com: the dot is 点",
        r"(?:https?://)?[A-Za-z0-9_-]{1,64}+(?:[.@][A-Za-z0-9_-]{1,64}+){0,8}[.@][A-Za-z]{2,16}(?![A-Za-z0-9.期型级类代段标卷度区阶])/?",
        _address_line,
        LETTER,
    ),
    Rule(
        "kilometre_post",
        "K123+400: a kilometre post",
        r"K([0-9]{1,4})\+([0-9]{3})(?![0-9])",
        _kilometre_post,
        LETTER,
    ),
    Rule(
        "plate",
        "沪A12345, 沪A·D1234: a number plate",
        r"(?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])"
        r"([A-Z])[·. ]?([A-Z0-9]{5,6})(?![A-Za-z0-9])",
        _plate,
        LETTER,
    ),
    Rule("number_one", "NO.1, No.5: 第", r"[Nn][Oo]\.? ?([0-9]+)(?![0-9])", _number_one, LETTER),
    Rule(
        "to_code", "O2O, B2B: 2 is to", r"([BbCcOoPpGgMm])2([BbCcOoPpGgMm])(?![A-Za-z0-9])", _to_code, LETTER
    ),
    Rule(
        "roman",
        "II期, XIX世纪, 第XXI届: Roman numerals in letters",
        "[IVX]{1,7}(?![A-Za-z0-9])",
        _roman,
        LETTER,
    ),
    Rule(
        "letters",
        "a single small letter, vip, gdp: said as letters",
        "[A-Za-z]+(?:['’][A-Za-z]+)*",
        _initialism,
        LETTER,
    ),
)
