"""Lines of a text that may be the heading of a profile that the importer did not see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _

from ..findings import Finding, FindingKind
from ..model import Heading, Paragraph
from .headings import begins_anew, drop_number, is_echoed, named_ends
from .lines import LONGEST_COLUMN, Line
from .surnames import is_surname_first

_NEAR = 8
"""Lines below a line in which a text would name its person."""


def find_like_headings(lines: Sequence[Line], width: int) -> frozenset[int]:
    """Return the places of a text's lines that may be headings: they end with a name of the text below."""
    return frozenset(at for at, line in enumerate(lines) if _is_like_heading(lines, at, line, width))


def _is_like_heading(lines: Sequence[Line], at: int, line: Line, width: int) -> bool:
    behind = lines[at + 1 : at + 1 + _NEAR]
    names = named_ends(line) if begins_anew(lines, at) else ()
    if not names or not behind:
        return False
    short = line.width < width * 3 // 4 or width > LONGEST_COLUMN
    if not short and not behind[0].gap and not is_echoed(line, behind):
        return False
    heading = Heading.parse(drop_number(line.bare))
    if heading.name and heading.place and is_surname_first(heading.name):
        return True
    below = "".join(one.bare[:2000] for one in behind)
    return any(re.search(rf"(?:^|[，。！？；：“”,!?;:]){re.escape(name)}", below) for name in names)


def doubt_headings(paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """Doubt paragraphs that may be headings."""
    for paragraph in paragraphs:
        message = _("this line may be the heading of another profile; if it is, put ## and a blank before it")
        yield Finding(FindingKind.SWALLOWED_HEADING, paragraph.line, paragraph.text, "", message)
