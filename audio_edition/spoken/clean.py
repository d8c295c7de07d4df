"""The page's characters as the rules want to see them, with the way back to the print."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..model import Change
from .gaps import is_decimal, joins
from .lazy import Lazy

HANZI = "〇㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U000323af"
"""For use inside a character class: the blocks of hanzi, extensions and compatibility forms included."""

# CJK Radicals Supplement, by Unicode's EquivalentUnifiedIdeograph.txt: NFKC knows two of them.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日"
    "⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网"
    "⺶羊⺷羊⺸羊⺹老⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶"
    "⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤"
    "⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_SIGNS = "．.％%﹪%＋+＝=／/＃#＆&＊*＠@－-−-‐-‑-‒-〜~∼~～~￥¥＜<＞>＄$∶:﹒.•·・·‧·∙·⋅·"
_SUBSCRIPTS = "₀0₁1₂2₃3₄4₅5₆6₇7₈8₉9"


@cache
def _table() -> dict[int, str]:
    """Make the one-for-one table; a page of plain hanzi never asks for it."""
    pairs = _SUPPLEMENT + _SIGNS + _SUBSCRIPTS
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    table |= {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    table |= {chr(0xFF01 + at): chr(0x21 + at) for at in range(94) if chr(0x21 + at).isalnum()}
    return str.maketrans(table)


_ROUND = Lazy("(?<=[0-9])[Oo](?=[0-9年月日号%元户人])(?<![Oo][0-9][Oo])")
_NUMERALS = "〇一二三四五六七八九"
_RING = Lazy(f"(?<=[{_NUMERALS}])[○◯](?=[○◯]?[{_NUMERALS}年])|(?<=[{_NUMERALS}][○◯])[○◯](?=[{_NUMERALS}年])")
_YEAR = Lazy(f"(?<![0-9A-Za-z{_NUMERALS}零两十百千万亿点])[12一二][0-9Oo○◯{_NUMERALS}]{{3}}(?=年)")
"""Typesetters without 〇 set a ring or a letter: 二○二二年, 二OO八年, 2OO8年."""
_RESPELT = re.compile("[Ａ-Ｚａ-ｚ⺀-⿕○◯Oo]")
_BLANK = re.compile("[\\s\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060\\ufeff]+(?<![A-Za-z] (?=[A-Za-z]))")
"""Blanks; one between Latin letters is as it should be."""
_LIST_MARK = Lazy("[0-9]{1,2}(?:[.、](?![0-9])|[)）])|[①-⒛]|[（(][一二三四五六七八九十0-9]{1,3}[）)]")
_SPLIT_DECIMAL = Lazy("([0-9]{1,2})\\. +(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Clean:
    """A text folded and without the blanks that say nothing."""

    text: str
    places: Sequence[int]
    """The index in the print of each character of `text`, ascending."""
    changes: tuple[Change, ...]
    """What folding changed, over the print."""

    def cleaned(self, at: int) -> int:
        """Give the index in `text` of a printed character, or of the next one that was kept."""
        return bisect_left(self.places, at)


def clean(printed: str) -> Clean:
    """Fold widths and radicals one for one; leave out blanks but those of Latin words, numbers and lists."""
    folded = _fold(printed)
    changes = [Change(m.start(), m.end(), folded[m.start()], "fold") for m in _RESPELT.finditer(printed)]
    changes = [change for change in changes if change.words != printed[change.start]]
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for blank in _BLANK.finditer(folded):
        start, end = blank.span()
        sign = _blank_sign(folded, start, end)
        parts += (folded[done:start], sign)
        start += len(sign)
        places += range(done, start)
        done = end
        if sign and folded[start - 1] != sign and sign == " ":
            changes.append(Change(start - 1, start, " ", "blank"))
        if end > start:
            changes.append(Change(start, end, "", "blank"))
    if not done:
        return Clean(folded, range(len(folded)), tuple(changes))
    parts.append(folded[done:])
    places += range(done, len(folded))
    return Clean("".join(parts), places, tuple(changes))


@cache
def _odd() -> re.Pattern[str]:
    """Match a character that could fold; made when it is first needed, as it is dear."""
    return re.compile("[^\x00-\x7f\u2014-\u201d\u2026\u3001-\u3011\u3400-\u9fff，。！？；：（）]")


def _fold(printed: str) -> str:
    """Replace characters one for one, so that every index stays true."""
    folded = _odd().sub(_fold_one, printed)
    if "O" in folded or "o" in folded or "○" in folded or "◯" in folded:
        return _ROUND.sub("0", _YEAR.sub(_fold_year, _RING.sub("〇", folded)))
    return folded


def _fold_year(found: re.Match[str]) -> str:
    return re.sub("[Oo○◯]", "0" if found[0][0] in "12" else "〇", found[0])


def _fold_one(found: re.Match[str]) -> str:
    sign = found.group()
    other = sign.translate(_table())
    if other == sign and sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return other


def _blank_sign(text: str, start: int, end: int) -> str:
    """Say what stays of a blank: a line before a list item, one blank between Latin words."""
    if start == 0 or end == len(text):
        return ""
    front, back = text[start - 1], text[end]
    if "0" <= back <= "9":
        if front == "." and "0" <= text[start - 2 : start - 1] <= "9":
            return "" if is_decimal(text, start - 1, end) else "\n"
        if "0" <= front <= "9" and "\n" not in text[start:end] and joins(text, start, end):
            return ""
    if not back.isalpha() and _LIST_MARK.match(text, end) and not _is_split_decimal(text, end):
        return "\n"
    return " " if is_foreign(front) and is_foreign(back) else ""


def _is_split_decimal(text: str, at: int) -> bool:
    """Tell whether 3. 5万 stands here, which looks like the number of a list."""
    found = _SPLIT_DECIMAL.match(text, at)
    return found is not None and is_decimal(text, found.end(1), found.end())


def is_foreign(char: str) -> bool:
    """Tell whether a character is a letter or digit, and no hanzi."""
    return char.isalnum() and (char.isascii() or not is_hanzi(char))


def is_hanzi(char: str) -> bool:
    """Tell whether a character lies in the blocks of `HANZI`."""
    if char < "\U00020000":
        return "㐀" <= char <= "鿿" or char == "〇" or "\uf900" <= char <= "\ufaff"
    return char <= "\U000323af"
