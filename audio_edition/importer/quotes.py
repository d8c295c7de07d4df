"""Quotation marks: which straight ones open and which close, and which have no partner."""

from __future__ import annotations

import re

_APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])'(?=[A-Za-z0-9])|(?<=[sS])'(?= )")
_STRAY = re.compile(r"(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])")
_OPENING_AFTER = frozenset("：:，,、（(《")
_CLOSING_AFTER = frozenset("。！？!?…")
_CLOSING_BEFORE = frozenset("，。、；：！？,;:!?）)")
_ORPHAN = 4
"""Cost of a quotation mark without partner; what the neighbours say about one mark costs at most 3."""
_ENDS = ("。", "！", "？", "…", "”")
_LEADING = frozenset("。！？为称是做出的叫个了种有成")
"""What leads into a quoted word or sentence."""
_WORD = 6
"""Hanzi of the longest quoted word."""
_TITLE = 30
"""Characters of the longest title."""
_EDGE = 4
"""Hanzi from a text's edge within which a mark without partner is likeliest: the other one is cut off."""


def _costs(text: str, at: int) -> tuple[int, int]:
    """Return how unlikely the mark at this place opens, and closes."""
    before = text[at - 1] if at else ""
    after = text[at + 1] if at + 1 < len(text) else ""
    opens = closes = 0
    if not before or before in _OPENING_AFTER:
        closes += 3 if not before or before in "：:（(" else 1
    if before in _CLOSING_AFTER and before:
        opens += 1
    if not after or after in _CLOSING_BEFORE:
        opens += 3
    return opens, closes


def pair_marks(text: str, places: list[int], given: str) -> str:
    """Choose o or c for each place so that as few marks as can be stay without partner.

    `given` holds o or c where the print already says it, ? where it does not.
    """
    shut, open_ = (0, ""), (10**9, "")
    trail: list[tuple[str, str]] = []
    for at, known in zip(places, given, strict=True):
        opens, closes = _costs(text, at)
        opens += 10**6 * (known == "c")
        closes += 10**6 * (known == "o")
        lone = _ORPHAN - 2 * (0 < at <= _EDGE)
        to_shut = min((open_[0] + closes, "oc"), (shut[0] + closes + lone, "sc"))
        to_open = min((shut[0] + opens, "so"), (open_[0] + opens + _ORPHAN, "oo"))
        trail.append((to_shut[1], to_open[1]))
        shut, open_ = (to_shut[0], ""), (to_open[0], "")
    cut = not text.endswith(_ENDS)
    left_open = _ORPHAN - 2 * cut - 2 * (cut and len(text) - places[-1] <= _EDGE + 1)
    state = "s" if shut[0] <= open_[0] + left_open else "o"
    chosen = []
    for to_shut_by, to_open_by in reversed(trail):
        step = to_shut_by if state == "s" else to_open_by
        chosen.append(step[1])
        state = step[0]
    return "".join(reversed(chosen))


def _lone_mark(text: str, at: int) -> str:
    """Say o or c for the only mark of a text.

    What a text that is cut off lost is at its end, so the mark opens; a title's quoted word is the shorter
    side.
    """
    opens, closes = _costs(text, at)
    clause = max(text.rfind(sign, 0, at) for sign in "，。、；：！？…")
    if len(text) <= _TITLE or abs(opens - closes) >= 3 or at <= _EDGE:
        if opens != closes:
            return "o" if opens < closes else "c"
        return "c" if at - clause - 1 < len(text) - at - 1 else "o"
    if not text.endswith(_ENDS) or text[at - 1] in _LEADING:
        return "o"
    return "c" if at - clause - 1 <= _WORD else "o"


def set_quotes(text: str) -> str:
    """Turn straight marks into “ ” and ‘ ’ by pairing; a stray ' that a \" answers is a \" itself."""
    if '"' not in text and "'" not in text:
        return text
    text = _APOSTROPHE.sub("\x00", text.replace("''", '"'))
    singles = [found.start() for found in _STRAY.finditer(text)]
    doubles = sum(text.count(mark) for mark in '"“”')
    if len(singles) == 1 and doubles % 2:
        text = text[: singles[0]] + '"' + text[singles[0] + 1 :]
    elif len(singles) % 2 == 0:
        text = _set(text, singles, "‘’")
    places = [at for at, c in enumerate(text) if c in '"“”']
    return _set(text, places, "“”").replace("\x00", "'")


def _set(text: str, places: list[int], pair: str) -> str:
    if not places:
        return text
    given = "".join("o" if text[at] == "“" else "c" if text[at] == "”" else "?" for at in places)
    chosen = _lone_mark(text, places[0]) if given == "?" else pair_marks(text, places, given)
    signs = list(text)
    for at, kind in zip(places, chosen, strict=True):
        signs[at] = pair[kind == "c"]
    return "".join(signs)


def orphans(text: str) -> tuple[int, ...]:
    """Return the places of double quotation marks and corner brackets without partner, in order."""
    found: list[int] = []
    for opening, closing in ("“”", "「」", "『』", "《》"):
        if opening not in text and closing not in text:
            continue
        waiting: list[int] = []
        for at in (m.start() for m in re.finditer(f"[{opening}{closing}]", text)):
            if text[at] == opening:
                waiting.append(at)
            elif waiting:
                waiting.pop()
            else:
                found.append(at)
        found += waiting
    return tuple(sorted(found))
