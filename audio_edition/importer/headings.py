"""Find the headings of a page: lines that stand alone and share their form with other lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..model import Heading
from .lines import Line, has_ended
from .repair import HANZI
from .surnames import SURNAMES

_SENTENCE = re.compile(r"[，。、；：！？…,;:?!“”\"'《》（）()]|\.(?!\d)")
_BARRED = re.compile(rf"^[{HANZI}·]{{2,8}}[|｜丨/／][^，。！？；]{{1,24}}$")
_SAYING = re.compile(
    r"^(?:[，。、；：！？,;:!?”’）)》]|说|表示|告诉|介绍|坦言|认为|称|的|和|与|等|也|是|被|把|在|带领)"
)
_OPEN_END = re.compile(r"[，、；：,;:“（(《—-]$")
_MOST = 30
"""Characters of the longest heading; longer lines are text."""

Form = tuple[str, ...]


def _name_is_plausible(name: str) -> bool:
    if "·" in name:
        return True
    return 2 <= len(name) <= 4 and (name[0] in SURNAMES or len(name) <= 3)


def _form(bare: str) -> Form | None:
    """Return what a heading has in common with others of its kind, None for a line that is none."""
    if len(bare) > _MOST:
        return None
    if _BARRED.match(bare):
        return ("|",)
    if _SENTENCE.search(bare):
        return None
    heading = Heading.parse(bare)
    if heading.name and (heading.place or heading.committee) and _name_is_plausible(heading.name):
        return (heading.committee, heading.office)
    return None


def _learned(bare: str) -> list[Form]:
    """Return the forms that a line of unknown make could have: two hanzi before a name of two or three."""
    if len(bare) > _MOST or len(bare) < 5 or _SENTENCE.search(bare):
        return []
    return [("", bare[-size - 2 : -size]) for size in (2, 3) if bare[-size] in SURNAMES]


def _stands_in_text(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line is the middle of a sentence that began before it and goes on behind it."""
    if at == 0 or at + 1 == len(lines):
        return False
    before, after = lines[at - 1].raw, lines[at + 1].raw
    if has_ended(before):
        return False
    return bool(_SAYING.match(after)) or (bool(_OPEN_END.search(before)) and not lines[at].gap)


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    behind = at + 1 == len(lines) or lines[at + 1].gap
    return lines[at].gap or has_ended(lines[at - 1].raw) or (behind and len(lines[at - 1].bare) <= _MOST)


def find_headings(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the places of the headings among the lines, in order.

    A line of a known form counts where it stands alone, or wherever it is no middle of a sentence once three
    lines share the form. A form is learned (two hanzi before a name) when three lines that stand alone share it.
    """
    bares = [line.bare if len(line.raw) <= 2 * _MOST else "" for line in lines]
    forms = [_form(bare) if bare else None for bare in bares]
    shared = Counter(form for form in forms if form)
    alone = [at for at, bare in enumerate(bares) if bare and _stands_alone(lines, at)]
    learned = Counter(form for at in alone if not forms[at] for form in _learned(bares[at]))
    found = set()
    for at, form in enumerate(forms):
        if form is None or _stands_in_text(lines, at):
            continue
        if shared[form] >= (2 if form == ("|",) else 3) or (form != ("|",) and _stands_alone(lines, at)):
            found.add(at)
    for at in alone:
        if any(learned[form] >= 3 for form in _learned(bares[at])) and not _stands_in_text(lines, at):
            found.add(at)
    return tuple(sorted(found))
