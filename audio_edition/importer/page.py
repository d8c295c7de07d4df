"""A page of profiles becomes an Edition and the doubts about it."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from ..errors import TextError
from ..findings import Finding
from ..model import Edition, Paragraph, Profile, Section
from .body import Body, read_bodies
from .display import byline_text, read_heading, section_text, title_text
from .doubts import collect
from .headings import join_broken
from .layout import Layout, Part, Piece, read_layout
from .lines import column_width, read_lines
from .pageonly import find_page_doubts
from .swallowed import doubt_headings
from .tails import mark_tail


def read_page(text: str, *, key: str) -> tuple[Edition, tuple[Finding, ...]]:
    """Turn a decoded page into an Edition and its findings in the order of the page's lines.

    Nothing but blanks, breaks, width, punctuation and quotation marks is changed; the broken-off end of a
    text is marked silent. Raises TextError for a page that is blank, binary or without headings.
    """
    lines = join_broken(read_lines(text, name=key))
    layout = read_layout(lines)
    if layout is None:
        raise TextError(
            _("no headings found in {name}").format(name=key),
            where=key,
            hint=_(
                "put each heading on a line of its own: a place, an office and a name,"
                " such as 绿八居民区党总支书记刘观锡; then import the page again"
            ),
        )
    width = column_width(lines)
    lead = read_bodies(layout.masthead.lead, width)
    bodies: dict[int, tuple[Body, ...]] = {
        piece.heading.number: read_bodies(piece.body, width) for part in layout.parts for piece in part.pieces
    }
    edition = _edition(layout, bodies, lead, key=key)
    by_start = {body.paragraph.line: body for found in (lead, *bodies.values()) for body in found}

    def line_of(paragraph: Paragraph, place: int) -> int:
        body = by_start.get(paragraph.line)
        return body.line_of(place) if body else paragraph.line

    title_line = layout.masthead.title[0].number if layout.masthead.title else 1
    doubts = collect(edition, line_of=line_of, title_line=title_line)
    like_headings = [b.paragraph for found in (lead, *bodies.values()) for b in found if b.like_heading]
    findings = (*doubts, *find_page_doubts(edition, layout, bodies), *doubt_headings(like_headings))
    return edition, tuple(sorted(findings, key=lambda finding: finding.line))


def _edition(
    layout: Layout, bodies: dict[int, tuple[Body, ...]], lead: tuple[Body, ...], *, key: str
) -> Edition:
    def texts(found: Sequence[Body]) -> tuple[Paragraph, ...]:
        paragraphs = [body.paragraph for body in found]
        return (*paragraphs[:-1], mark_tail(paragraphs[-1])) if paragraphs else ()

    def profile(piece: Piece) -> Profile:
        return Profile(read_heading(piece.heading), texts(bodies[piece.heading.number]), piece.heading.number)

    def section(part: Part) -> Section:
        line = part.title[0].number if part.title else part.pieces[0].heading.number
        return Section(section_text(part.title), tuple(map(profile, part.pieces)), line)

    return Edition(
        key=key,
        title=title_text(layout.masthead.title),
        sections=tuple(map(section, layout.parts)),
        kicker=title_text(layout.masthead.kicker),
        byline=byline_text(layout.masthead.byline),
        lead=texts(lead),
    )
