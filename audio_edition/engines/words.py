"""What of a text can be said, how much of it there is, and where a long one may be cut."""

from __future__ import annotations

import re
from html import escape

HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SYLLABLE = re.compile(rf"[{HANZI}]|[0-9]|[^\W\d_{HANZI}]+|[^\W_]")
_REST = re.compile(r"[，。！？；：、,.!?;:…—\n]+")
_CUTS = "。！？；，"
MARKS = {
    **dict.fromkeys("，、，：:,:…—（）()《》", "，"),
    **dict.fromkeys("。；;.\n", "。"),
    **dict.fromkeys("！!", "！"),
    **dict.fromkeys("？?", "？"),
    **dict.fromkeys("“”‘’「」『』\"'〈〉·", ""),
}
"""How a voice rests at a sign; all others are blanks to it."""
_STOPS = str.maketrans("！？", "。。")
DIGITS = {"〇": "零", **dict(zip("0123456789", "零一二三四五六七八九", strict=True))}


def said(words: str) -> str:
    """Keep the hanzi, letters and digits alone: what two texts must share to be the same speech."""
    return "".join(char for char in words if char.isalnum()).casefold()


def syllables(words: str) -> tuple[int, int]:
    """Return the fewest and the most syllables that saying the words can take.

    A hanzi is one. A foreign word is one at the least and three for each letter at the most (spelled out,
    W); a digit likewise is one to three (5 in 一千五百).
    """
    least = most = 0
    for found in _SYLLABLE.findall(words):
        hanzi = bool(re.match(f"[{HANZI}]", found))
        least += 1
        most += 1 if hanzi else 3 * len(found)
    return least, most


def fits(words: str, seconds: float, speed: float) -> bool:
    """Tell whether an offline voice can have said the words in that time; speed 1 is its own pace."""
    least, most = syllables(words)
    return 0.1 * least / speed <= seconds <= (2 + 0.8 * most) / speed + 0.5 * len(words)


def rests(words: str) -> int:
    """Count the places where a voice rests."""
    return len(_REST.findall(words))


def further_rests(words: str) -> int:
    """Count the signs of a rest that follow another one: 2 in 好。……"""
    return sum(len(found) - 1 for found in _REST.findall(words))


def shape(words: str) -> str:
    """Show what is said and where a voice rests, whatever is said: 字字，字字字。"""
    signs = ("字" if char.isalnum() else MARKS.get(char, "") for char in words)
    return re.sub(r"[，。]+", lambda found: found[0][-1], "".join(signs).translate(_STOPS)).strip("，。")


def pace(rate: str) -> float:
    """Return the factor of speed that a rate such as "-10%" stands for: 0.9."""
    return 1 + int(rate.rstrip("%")) / 100


def split(words: str, *, hanzi: int, octets: int) -> tuple[str, ...]:
    """Cut a text that is too long for one request behind the last 。！？；， that fits.

    `octets` counts UTF-8 after XML escaping, as the service does. Without such a
    place it is cut where it is full.
    """
    pieces = []
    while words:
        fits = _fitting(words, hanzi, octets)
        if fits < len(words):
            fits = next((at for at in (words.rfind(cut, 0, fits) + 1 for cut in _CUTS) if at), fits)
        pieces.append(words[:fits])
        words = words[fits:]
    return tuple(pieces)


def _fitting(words: str, hanzi: int, octets: int) -> int:
    """Return how many characters fit, at least one."""
    count = size = 0
    for index, char in enumerate(words):
        count += bool(re.match(f"[{HANZI}]", char))
        size += len(escape(char, quote=False).encode())
        if count > hanzi or size > octets:
            return max(index, 1)
    return len(words)


def quote(words: str) -> str:
    """Show the beginning of a text."""
    words = words.strip()
    return f"“{words[:40]}…”" if len(words) > 40 else f"“{words}”"
