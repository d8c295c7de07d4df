"""Digits as hanzi: one by one, or as the number they are."""

from __future__ import annotations

from functools import lru_cache

_ONES = "零一二三四五六七八九"
_ONE_BY_ONE = str.maketrans("0123456789", _ONES)
_BY_PHONE = str.maketrans("0123456789", "零幺二三四五六七八九")
_LONGEST = 16
"""Digits that are still said as one number (up to 千万亿)."""


def spell(digits: str) -> str:
    """Say digits one by one."""
    return digits.translate(_ONE_BY_ONE)


def dial(digits: str) -> str:
    """Say digits one by one as on the telephone, with 幺 for one."""
    return digits.translate(_BY_PHONE)


@lru_cache(maxsize=4096)
def cardinal(digits: str) -> str:
    """Say a whole number; thousands' commas are skipped, more than sixteen digits are said one by one."""
    plain = digits.replace(",", "").replace("，", "")
    if len(plain.lstrip("0")) > _LONGEST:
        return spell(plain)
    words = _whole(int(plain))
    return words[1:] if words.startswith("一十") else words


def number(digits: str) -> str:
    """Say a whole number or a decimal."""
    whole, point, part = digits.partition(".")
    return cardinal(whole) + ("点" + spell(part) if point else "")


def counted(digits: str) -> str:
    """Say how many there are: as `number`, but 两 for two."""
    return "两" if digits == "2" else number(digits)


def from_roman(letters: str) -> int:
    """Read a Roman numeral up to XXXIX."""
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in letters]
    return sum(
        -value if value < next_value else value
        for value, next_value in zip(values, [*values[1:], 0], strict=True)
    )


def _whole(value: int) -> str:
    for size, name, full in ((10**8, "亿", 10**7), (10**4, "万", 10**3)):
        if value >= size:
            high, low = divmod(value, size)
            head = "两" if high == 2 else _whole(high)
            return head + name + ("零" if 0 < low < full else "") + (_whole(low) if low else "")
    return _thousands(value)


def _thousands(value: int) -> str:
    if value < 10:
        return _ONES[value]
    words = ""
    gap = False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        one, value = divmod(value, size)
        if not one:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + ("两" if one == 2 and size == 1000 else _ONES[one]) + name
        gap = False
    return words
