"""Mechanical repair: width, blanks and punctuation as a newspaper prints them.

No hanzi, letter or digit is touched; full-width letters and digits become half-width: the same letters.
"""

from __future__ import annotations

import re

from .quotes import set_quotes

HANZI = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""For use inside a character class."""

_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ＂″〝〞＇｡､]")
_SIGNS = {"＂": '"', "″": '"', "〝": "“", "〞": "”", "＇": "'", "｡": "。", "､": "、"}
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]+"
)
_BLANK = re.compile(r"[\s\u3000]+")
_ONE_BLANK = re.compile(" ")
_SIGN_RUN = re.compile(r"[,:;?!().\"'“”‘’]+")
_AFTER_SIGN = re.compile(r"([，。、；：！？,:;?!]) ")
_DOTS = re.compile(r"\.{3,}|…+")
_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}


def _is_latin(c: str) -> bool:
    return "!" <= c <= "~" or "\u00c0" <= c <= "\u024f"


def fold_width(text: str) -> str:
    """Make full-width letters and digits half-width, one character for one."""
    return _FULL_WIDTH.sub(lambda found: _SIGNS.get(found.group()) or chr(ord(found.group()) - 0xFEE0), text)


def drop_unseen(text: str) -> str:
    """Drop what cannot be seen: byte order marks, zero-width and control characters."""
    return _UNSEEN.sub("", text)


def one_blank(text: str) -> str:
    """Make every run of blanks and line breaks one blank, none at the ends."""
    return _BLANK.sub(" ", text).strip()


def drop_blanks(text: str) -> str:
    """Drop the blanks that a break or OCR left; those between Latin words and numbers stay."""

    def keep(found: re.Match[str]) -> str:
        at = found.start()
        before, after = text[at - 1], text[at + 1]
        if not (_is_latin(after) and after not in ",:;?!).%\"'") or not _is_latin(before) or before in "(\"'":
            return ""
        if before in ",:;?!.)":
            return " " if at > 1 and text[at - 2].isascii() and text[at - 2].isalnum() else ""
        return " "

    return _ONE_BLANK.sub(keep, text)


def widen(text: str) -> str:
    """Give Chinese text full-width punctuation; numbers, times, Latin words and addresses keep theirs."""

    def near(c: str) -> bool:
        return _is_latin(c) or c == " "

    def wide(found: re.Match[str]) -> str:
        run, start, end = found.group(), found.start(), found.end()
        before = text[start - 1] if start else ""
        after = text[end] if end < len(text) else ""
        if before and near(before) and (near(after) if after else not chinese):
            return run
        if not before and (near(after) or not after) and not (chinese and "(" in run):
            return run
        if run == "." and before.isascii() and before.isalnum():
            return run
        run = _DOTS.sub("……", run)
        stop = bool(before) and not near(before)
        return "".join("。" if c == "." and stop else _WIDE.get(c, c) for c in run)

    chinese = re.search(f"[{HANZI}]", text) is not None
    return _SIGN_RUN.sub(wide, text)


STEPS = (drop_unseen, fold_width, one_blank, drop_blanks, widen, set_quotes)
"""In this order; running them twice changes nothing."""


def repair(text: str) -> str:
    """Join the lines of a paragraph and mend blanks, width, punctuation and quotes."""
    for step in STEPS:
        text = step(text)
    return text


def repair_display(text: str) -> str:
    """Repair a line of display type, whose blanks between phrases are printed on purpose and stay."""
    phrases = _AFTER_SIGN.sub(r"\1", one_blank(fold_width(drop_unseen(text)))).split(" ")
    return set_quotes(" ".join(widen(phrase) for phrase in phrases if phrase))
