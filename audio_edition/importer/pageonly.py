"""Doubts that only the printed page shows: foreign lines, joined halves, a repaired title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from gettext import gettext as _

from ..findings import Finding, FindingKind
from ..model import Edition, Profile
from .body import Body
from .heads import find_cut_heads, find_nameless, names_of
from .layout import Layout
from .lines import has_ended
from .quotes import orphans
from .repair import drop_unseen, fold_width, one_blank, repair, repair_display

Bodies = Mapping[int, tuple[Body, ...]]
_CONTEXT = 10
_MOST = 50
"""Profiles whose first line is looked for."""


def find_page_doubts(edition: Edition, layout: Layout, bodies: Bodies) -> tuple[Finding, ...]:
    """Return the doubts about what the import itself did or saw."""
    return (*_mended_titles(layout), *_joined(bodies), *_foreign(edition, bodies))


def _mended_titles(layout: Layout) -> Iterator[Finding]:
    for line in [*layout.masthead.title, *(line for part in layout.parts for line in part.title)]:
        printed = one_blank(fold_width(drop_unseen(line.raw)))
        title = repair_display(printed)
        if "'" in printed and not any(mark in title for mark in "'‘’") and not orphans(title):
            message = _("a quotation mark of this title is damaged in print; the importer mended it")
            yield Finding(FindingKind.DAMAGED_TITLE, line.number, printed, title, message)


def _joined(bodies: Bodies) -> Iterator[Finding]:
    for body in (body for found in bodies.values() for body in found):
        text = body.paragraph.text
        for number in body.joined:
            above = "".join(line.raw for line in body.lines if line.number < number)
            at = _place(text, sum(c.isalnum() for c in above))
            message = _("a blank line stood here in mid-sentence; the importer joined the two halves")
            quote = text[max(0, at - _CONTEXT) : at + _CONTEXT]
            yield Finding(FindingKind.PARAGRAPH_SPLIT, number, quote, "", message)


def _place(text: str, solid: int) -> int:
    """Return the index of the hanzi, letter or digit before which so many of them stand."""
    for at, c in enumerate(text):
        if c.isalnum():
            if solid == 0:
                return at
            solid -= 1
    return len(text)


def _foreign(edition: Edition, bodies: Bodies) -> Iterator[Finding]:
    """Find where a person is named in another's text whose own text has no beginning or never names him."""
    losers = dict.fromkeys((*find_nameless(edition), *find_cut_heads(edition)))
    for lost in list(losers)[:_MOST]:
        for number, found in bodies.items():
            if number != lost.line:
                for body in found:
                    yield from _foreign_line(lost, body)


def _foreign_line(lost: Profile, body: Body) -> Iterator[Finding]:
    """Find the line that names the person of another profile in the middle of a broken sentence."""
    name = next((name for name in names_of(lost.heading) if name in body.paragraph.text), "")
    if not name:
        return
    pieces = _printed_lines(body)
    for above, piece in zip(["。", *pieces], pieces, strict=False):
        words = repair(piece)
        if name in words and words in body.paragraph.text and not has_ended(above):
            line = body.line_of(body.paragraph.text.find(words))
            message = _("these words seem to belong to {heading}").format(heading=lost.heading.text)
            yield Finding(FindingKind.INTERLEAVED, line, words, lost.heading.text, message)
            return


def still_foreign(edition: Edition, page: Edition, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Find the foreign lines of a page that still stand, and are said, under the same heading of a text."""
    hosts = sorted((p.line, p.heading.text) for section in page.sections for p in section.profiles)
    profiles = [p for section in edition.sections for p in section.profiles]
    for finding in findings:
        if finding.kind is not FindingKind.INTERLEAVED:
            continue
        host = next((text for line, text in reversed(hosts) if line <= finding.line), "")
        for profile in profiles:
            if profile.heading.text == host and finding.code not in profile.settled:
                yield from _standing(profile, finding)


def _standing(profile: Profile, finding: Finding) -> Iterator[Finding]:
    for paragraph in profile.paragraphs:
        start = paragraph.text.find(finding.quote)
        end = start + len(finding.quote)
        silent = any(not mark.said and mark.start <= start and end <= mark.end for mark in paragraph.marks)
        if start >= 0 and not silent:
            yield replace(finding, line=paragraph.line)


def _printed_lines(body: Body) -> list[str]:
    """Return the lines of the newspaper column, which breaks or blanks part.

    A blank behind a punctuation mark is the mark's own where both sides together still fit in the column.
    """
    pieces = [piece for line in body.lines for piece in line.raw.split()]
    widest = max((_width(piece) for piece in pieces if not piece.isascii()), default=0)
    lines: list[str] = []
    for piece in pieces:
        if lines and lines[-1][-1] in ',，.。:：;；"”' and _width(lines[-1]) + _width(piece) <= widest:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def _width(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)
