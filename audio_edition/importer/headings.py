"""Find the headings of a page: lines that stand alone and share their form with other lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..model import Heading
from .lines import LONGEST_COLUMN, Line, column_width, has_ended
from .repair import HANZI
from .surnames import is_surname_first

_SENTENCE = re.compile(r"[，。、；：！？…,;:?!“”\"'《》（）()]|\.(?!\d)")
_STOP = re.compile(r"[，。；！？…,;?!]|\.(?!\d)")
_BARRED = re.compile(rf"^[{HANZI}·]{{2,12}}[|｜丨/／][^，。！？；]{{1,24}}$")
_NAME_FIRST = re.compile(
    rf"^(?P<name>[{HANZI}·]{{2,4}})(?P<sign>[ ：:，,（(]|[—–-]{{1,2}})(?P<rest>[^。！？；]{{2,24}})$"
)
_ALL_HANZI = re.compile(f"[{HANZI}]{{2,4}}")
_NUMBER = re.compile(
    r"^(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)])"
)
_SAYING = re.compile(r"^(?:说|表示|告诉|介绍|坦言|认为|称)")
_CLOSING = frozenset("，。、；：！？,;:!?”’）)》")
_GOING_ON = re.compile(r"^(?:的|和|与|等|也|是|被|把|在|带领)")
_OPEN_END = re.compile(r"[，、；：,;:“（(《—-]$")
_LEADS = re.compile("(?:书记|主任|长|经理)$")
"""Offices that few hold; a line of text may begin with another (小区志愿者挨家挨户)."""
_OFFICE_END = re.compile("(?:书记|主任|[长员者师工手家人警生士]|经理|干部)$")
_MOST = 30
"""Characters of the longest heading; longer lines are text."""
_ENOUGH = 3
"""Lines that make a form."""
_NEAR = 8
"""Lines below a heading in which its text names the person."""

Form = tuple[str, ...]
_BAR: Form = ("|",)
_NAMED: Form = ("named",)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be a heading."""

    at: int
    known: Form | None
    """Committee and office, or a name before a bar."""
    learned: tuple[tuple[Form, str], ...]
    """The forms that the line could have where its own is not known, each with its name."""
    above_text: bool
    """The line below it is text, not another display line."""
    alone: bool
    """It begins behind a finished sentence or another display line."""
    apart: bool
    """Blank lines stand on both its sides."""
    named: frozenset[str]
    """Those of its possible names that the text below it holds."""


def drop_brackets(text: str) -> str:
    """Drop the brackets around a heading."""
    return text[1:-1] if text[:1] == "【" and text[-1:] == "】" else text


def drop_number(bare: str) -> str:
    """Drop the number of a heading or title, and the brackets around it."""
    return drop_brackets(_NUMBER.sub("", bare))


def _known(core: str) -> tuple[Form, str] | None:
    """Return the form of a heading with a place and an office, or with a bar, and its name."""
    if _BARRED.match(core):
        return _BAR, re.split("[|｜丨/／]", core)[0]
    heading = Heading.parse(core)
    if not heading.name or not (heading.place or heading.committee):
        return None
    if _SENTENCE.search(core.replace("、", "")):
        return None
    if not _LEADS.search(heading.office) and not is_surname_first(heading.name):
        return None
    return (heading.committee, heading.office), heading.name


def _learned(line: Line) -> Iterator[tuple[Form, str]]:
    core = drop_number(line.bare)
    first = _NAME_FIRST.match(" ".join(_NUMBER.sub("", line.raw).split()))
    if first and is_surname_first(first["name"]) and not _STOP.search(first["rest"]):
        yield ("name", first["sign"][0]), first["name"]
    if _STOP.search(core):
        return
    for size in (2, 3, 4):
        name, before = core[-size:], core[-size - 2 : -size]
        if _ALL_HANZI.fullmatch(name):
            if _ALL_HANZI.fullmatch(before):
                yield ("before", before), name
            if is_surname_first(name):
                yield _NAMED, name


def _below(lines: Sequence[Line], at: int) -> str:
    return "".join(line.bare[:2000] for line in lines[at + 1 : at + 1 + _NEAR])


def _candidates(lines: Sequence[Line]) -> Iterator[_Candidate]:
    display = False
    for at, line in enumerate(lines):
        behind = at + 1 == len(lines) or lines[at + 1].gap
        first = line.gap or has_ended(lines[at - 1].raw)
        alone = first or display or (behind and len(lines[at - 1].bare) <= _MOST)
        display = (first or display) and len(line.bare) <= _MOST and not _STOP.search(line.bare)
        if len(line.bare) <= _MOST:
            known = _known(drop_number(line.bare))
            learned = tuple(_learned(line))
            names = {name for _form, name in ((known,) if known else learned)}
            below = _below(lines, at) if names else ""
            named = frozenset(name for name in names if name in below)
            if (learned and not known) or (known and (known[0] == _BAR or _is_plausible(known[1]) or named)):
                form = known[0] if known else None
                apart = line.gap and behind
                yield _Candidate(at, form, learned, _is_text(lines, at + 1), alone, apart, named)


def _is_text(lines: Sequence[Line], at: int) -> bool:
    """Say whether text stands here: a long line, or clauses in it or in the line that follows it."""
    if at < len(lines) and _known(drop_number(lines[at].bare)):
        return False
    block = [line for line in lines[at : at + 2] if line is lines[at] or not line.gap]
    return any(len(line.bare) > _MOST or _STOP.search(line.bare) for line in block)


def _is_plausible(name: str) -> bool:
    return "·" in name or len(name) <= 3 or is_surname_first(name)


def _stands_in_text(lines: Sequence[Line], found: _Candidate, width: int) -> bool:
    """Say whether a line is the middle of a sentence that began before it and goes on behind it.

    Only a line as wide as the column can be: a sentence goes on in the next line where the column is full.
    A line that begins with a closing sign goes on in any case.
    """
    at = found.at
    if at == 0 or at + 1 == len(lines) or has_ended(lines[at - 1].raw):
        return False
    behind = lines[at + 1].raw
    if behind[0] in _CLOSING and not lines[at + 1].gap:
        return True
    if not width * 17 // 20 <= lines[at].width <= width + 4 <= LONGEST_COLUMN:
        return False
    if _SAYING.match(behind) and not (found.apart and found.named):
        return True
    if found.named or lines[at].gap:
        return False
    return bool(_GOING_ON.match(behind) or _OPEN_END.search(lines[at - 1].raw))


def _of_known_form(lines: Sequence[Line], candidates: Sequence[_Candidate]) -> set[int]:
    """Find the headings of a known form.

    A line of such a form counts where it stands alone, or wherever it is no middle of a sentence once three
    lines share the form, or have any such form and its text names the person.
    """
    shared = Counter(found.known for found in candidates if found.known)
    offices = sum(shared.values()) - shared[_BAR]

    def counts(found: _Candidate) -> bool:
        if found.known == _BAR:
            return shared[_BAR] >= 2 and found.above_text
        alike = shared[found.known] if found.known else 0
        return found.alone or alike >= _ENOUGH or (offices > _ENOUGH and bool(found.named))

    return {found.at for found in candidates if found.known and counts(found)}


def _of_learned_form(
    lines: Sequence[Line], candidates: Sequence[_Candidate], width: int, *, apart: bool
) -> set[int]:
    """Find the headings of forms that the page itself teaches.

    Three lines teach a form when they stand alone and their texts name the person; of the looser forms only
    lines count that are shorter than the column. `apart` asks for blank lines on both sides of each, except
    where the words before the name are those of headings with a known form.
    """
    teachers: dict[Form, set[int]] = {}
    pupils: dict[Form, set[int]] = {}
    usual = Counter(form for found in candidates if found.known for form, name in found.learned)
    for found in (found for found in candidates if not found.known):
        short = lines[found.at].width < width * 3 // 4 or width > LONGEST_COLUMN
        for form, name in found.learned:
            strict = form[0] == "before" or form[-1] in "（("
            by_blanks = apart and not (form[0] == "before" and usual[form] >= _ENOUGH)
            taught = found.apart or (found.alone and not by_blanks and (short or strict))
            if taught and name in found.named and is_surname_first(name) and (strict or found.above_text):
                teachers.setdefault(form, set()).add(found.at)
            elif form != _NAMED and _follows(found, name, by_blanks):
                pupils.setdefault(form, set()).add(found.at)
    taken: set[int] = set()
    for form in teachers.keys() | pupils.keys():
        alike = teachers.get(form, set()) | pupils.get(form, set())
        before = form[0] == "before"
        apart_alike = sum(lines[at].gap for at in alike) if before else 0
        if max(len(teachers.get(form, ())), apart_alike, usual[form] if before else 0) >= _ENOUGH:
            taken |= alike
    return taken


def _of_echo(lines: Sequence[Line], candidates: Sequence[_Candidate]) -> set[int]:
    """Find the lines of any form that end with a name with which the next line begins."""
    return {
        found.at
        for found in candidates
        if not found.known
        and begins_anew(lines, found.at)
        and is_echoed(lines[found.at], lines[found.at + 1 :])
    }


def begins_anew(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line stands behind a blank line, a finished sentence or the page's edge."""
    return at == 0 or lines[at].gap or has_ended(lines[at - 1].raw)


def is_echoed(line: Line, behind: Sequence[Line]) -> bool:
    """Say whether a line ends with a name with which the text behind it begins.

    A name of two hanzi may be a word (温暖): an office must stand before it.
    """
    core = drop_number(line.bare)
    return bool(behind) and any(
        is_surname_first(name)
        and behind[0].bare.startswith(name)
        and behind[0].bare != name
        and not behind[0].bare.startswith(core)
        and (len(name) > 2 or _OFFICE_END.search(core[: -len(name)]))
        for name in named_ends(line)
    )


def named_ends(line: Line) -> tuple[str, ...]:
    """Return the names that a short line without a stop may end with, the longest first."""
    core = drop_number(line.bare)
    if len(core) > _MOST or _STOP.search(core):
        return ()
    ends = (core[-size:] for size in (4, 3, 2) if len(core) > size)
    return tuple(name for name in ends if _ALL_HANZI.fullmatch(name) and is_surname_first(name))


def _follows(found: _Candidate, name: str, apart: bool) -> bool:
    """Say whether a line has a learned form though it could not teach it."""
    if is_surname_first(name):
        return found.apart or (name in found.named and not apart)
    return name in found.named and (found.apart or (found.alone and not apart))


def join_broken(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Join the two lines of a heading that was too long for its column."""
    joined: list[Line] = []
    for at, line in enumerate(lines):
        above = joined[-1] if joined else None
        if above and not line.gap and _is_second_half(lines, at, above):
            both = replace(line, number=above.number, raw=above.raw + line.raw, bare=above.bare + line.bare)
            joined[-1] = replace(both, gap=above.gap, indented=above.indented, width=above.width + line.width)
        else:
            joined.append(line)
    return tuple(joined)


def _is_second_half(lines: Sequence[Line], at: int, above: Line) -> bool:
    begins = above.gap or has_ended(lines[at - 2].raw)
    both = above.bare + lines[at].bare
    known = _known(both) if begins and len(both) <= _MOST else None
    if not known or known[0] == _BAR or _known(drop_number(above.bare)):
        return False
    if _known(drop_number(lines[at].bare)) and Heading.parse(both).place != above.bare:
        return False
    return known[1] in _below(lines, at)


def find_headings(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the places of the headings among the lines, in order."""
    width = column_width(tuple(lines))
    candidates = [found for found in _candidates(lines) if not _stands_in_text(lines, found, width)]
    known = _of_known_form(lines, candidates)
    learned = _of_learned_form(lines, candidates, width, apart=len(known) >= _ENOUGH)
    return tuple(sorted(known | learned | _of_echo(lines, candidates)))
