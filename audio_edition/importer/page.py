"""A page of profiles becomes an Edition and the doubts about it."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from ..errors import TextError
from ..model import Edition, Finding, Heading, Paragraph, Profile, Section
from .body import Body, read_bodies
from .doubts import collect
from .layout import Layout, Part, Piece, read_layout
from .lines import Line, column_width, drop_ornament, read_lines
from .pageonly import find_page_doubts
from .repair import repair_display
from .tails import mark_tail


def read_page(text: str, *, key: str) -> tuple[Edition, tuple[Finding, ...]]:
    """Turn a decoded page into an Edition and its findings in the order of the page's lines.

    Nothing but blanks, breaks, width, punctuation and quotation marks is changed; the broken-off end of a profile
    is marked silent. Raises TextError for a page that is blank, binary or without headings.
    """
    lines = read_lines(text, name=key)
    layout = read_layout(lines)
    if layout is None:
        raise TextError(
            _("no headings found in {name}").format(name=key),
            where=key,
            hint=_(
                "put each heading on a line of its own: a place, an office and a name, such as 绿八居民区党总支书记刘观锡;"
                " then import the page again"
            ),
        )
    width = column_width(lines)
    bodies: dict[int, tuple[Body, ...]] = {
        piece.heading.number: read_bodies(piece.body, width) for part in layout.parts for piece in part.pieces
    }
    edition = _edition(layout, bodies, key=key, width=width)
    by_start = {body.paragraph.line: body for found in bodies.values() for body in found}

    def line_of(paragraph: Paragraph, place: int) -> int:
        body = by_start.get(paragraph.line)
        return body.line_of(place) if body else paragraph.line

    findings = (*collect(edition, line_of=line_of), *find_page_doubts(edition, layout, bodies))
    return edition, tuple(sorted(findings, key=lambda finding: finding.line))


def _display(lines: Sequence[Line]) -> str:
    """Join display lines; a second line of a title that begins with a dash follows it directly."""
    text = ""
    for line in lines:
        words = repair_display(drop_ornament(line.raw))
        text += words if not text or words.startswith(("—", "–")) else f" {words}"
    return text


def title_text(line: Line) -> str:
    """Return a section title: blanks stay only between phrases of one length (众志成城 共克时艰)."""
    words = _display([line])
    phrases = words.split(" ")
    if len(phrases) > 1 and (len({len(phrase) for phrase in phrases}) > 1 or len(phrases[0]) < 4):
        return repair_display("".join(phrases))
    return words


def _heading(line: Line) -> Heading:
    if any(bar in line.raw for bar in "|｜丨/／"):
        return Heading(_display([line]))
    return Heading.parse(line.bare)


def _edition(layout: Layout, bodies: dict[int, tuple[Body, ...]], *, key: str, width: int) -> Edition:
    def profile(piece: Piece) -> Profile:
        paragraphs = [body.paragraph for body in bodies[piece.heading.number]]
        if paragraphs:
            paragraphs[-1] = mark_tail(paragraphs[-1])
        return Profile(_heading(piece.heading), tuple(paragraphs), piece.heading.number)

    def section(part: Part) -> Section:
        line = part.title.number if part.title else part.pieces[0].heading.number
        return Section(title_text(part.title) if part.title else "", tuple(map(profile, part.pieces)), line)

    return Edition(
        key=key,
        title=_display(layout.title),
        sections=tuple(map(section, layout.parts)),
        kicker=_display(layout.kicker),
        byline=_display(layout.byline),
        lead=tuple(body.paragraph for body in read_bodies(layout.lead, width)),
    )
