"""The doubts about an Edition's text that can be told from the Edition itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _

from ..findings import CODES, Finding, FindingKind
from ..model import Edition, Paragraph, Profile
from .heads import find_cut_heads
from .lines import has_ended
from .quotes import orphans
from .slips import find_slips
from .tails import find_tail, silent_tail
from .titles import begins_in_mid_word, damage_of

LineOf = Callable[[Paragraph, int], int]
"""Line on which the character at this place of the paragraph stands."""

_LOST = re.compile("\ufffd+|(?:锟斤拷?|烫烫烫)+")
"""What stands for a character that could not be decoded, and what that becomes when it is decoded as GBK."""
_CONTEXT = 12
"""Characters quoted on a side of a doubtful place."""


def find_doubts(edition: Edition) -> tuple[Finding, ...]:
    """Return what a person should look at, in line order, without what is settled where it stands."""
    return collect(edition, line_of=lambda paragraph, place: paragraph.line)


def collect(edition: Edition, *, line_of: LineOf, title_line: int = 1) -> tuple[Finding, ...]:
    """Return the doubts with each one's line asked of `line_of`."""
    found = [
        *_title_doubts(edition, title_line),
        *_twins(edition),
        *_slips(edition, line_of),
        *_untitled(edition),
    ]
    for lead in (edition.lead, *(section.lead for section in edition.sections)):
        found += _text_doubts(lead, line_of)
        if lead and begins_in_mid_word(lead[0].text):
            found += _cut_head(lead[0])
    cut_heads = find_cut_heads(edition)
    for section in edition.sections:
        for profile in section.profiles:
            doubts = [
                *_profile_doubts(profile, line_of),
                *(_cut_head(profile.paragraphs[0]) if profile in cut_heads else ()),
            ]
            found += [doubt for doubt in doubts if doubt.code not in profile.settled]
    return tuple(sorted(found, key=lambda finding: finding.line))


def _title_doubts(edition: Edition, title_line: int) -> Iterator[Finding]:
    page = "\n".join(p.text for s in edition.sections for profile in s.profiles for p in profile.paragraphs)
    if edition.title:
        yield from _title(edition.title, title_line, page)
    for section in edition.sections:
        if section.title:
            yield from (f for f in _title(section.title, section.line, page) if f.code not in section.settled)


def _title(title: str, line: int, page: str) -> Iterator[Finding]:
    suggestion = damage_of(title, page)
    if suggestion is not None:
        message = _("the beginning or the end of this title seems to be missing")
        yield Finding(FindingKind.DAMAGED_TITLE, line, title, suggestion, message)
    if orphans(title):
        yield Finding(FindingKind.UNBALANCED_QUOTES, line, title, suggestion or "", _unpaired())


def _unpaired() -> str:
    return _("a quotation mark has no partner")


def _twins(edition: Edition) -> Iterator[Finding]:
    lines: dict[str, int] = {}
    for section in edition.sections:
        for profile in section.profiles:
            heading = profile.heading.text
            if heading in lines and CODES[FindingKind.TWIN_HEADING] not in profile.settled:
                message = _("the same heading stands on line {line}").format(line=lines[heading])
                yield Finding(FindingKind.TWIN_HEADING, profile.line, heading, "", message)
            lines.setdefault(heading, profile.line)


def _slips(edition: Edition, line_of: LineOf) -> Iterator[Finding]:
    places = [(profile, p) for s in edition.sections for profile in s.profiles for p in profile.paragraphs]
    names = frozenset("".join(profile.heading.name for profile, _paragraph in places))
    for at, start, usual in find_slips([paragraph.text for _profile, paragraph in places], names):
        profile, paragraph = places[at]
        if CODES[FindingKind.OCR_SLIP] in profile.settled:
            continue
        message = _("the page writes {usual} elsewhere").format(usual=usual)
        line, word = line_of(paragraph, start), paragraph.text[start : start + len(usual)]
        yield Finding(FindingKind.OCR_SLIP, line, word, usual, message)


def _untitled(edition: Edition) -> Iterator[Finding]:
    """Doubt profiles that stand before the first section title of an edition with titles."""
    first, *others = edition.sections or (None,)
    if first and first.profiles and not first.title and any(section.title for section in others):
        profile = first.profiles[0]
        if CODES[FindingKind.NO_SECTION] not in (*first.settled, *profile.settled):
            message = _("the first profiles have no section title, though others have one")
            yield Finding(FindingKind.NO_SECTION, profile.line, profile.heading.text, "", message)


def _cut_head(paragraph: Paragraph) -> Iterator[Finding]:
    message = _("the beginning of this profile seems to be missing")
    yield Finding(FindingKind.HEAD_CUT, paragraph.line, paragraph.text[: 2 * _CONTEXT], "", message)


def _profile_doubts(profile: Profile, line_of: LineOf) -> Iterator[Finding]:
    if not any(paragraph.text.strip() for paragraph in profile.paragraphs):
        message = _("nothing stands under this heading")
        yield Finding(FindingKind.EMPTY_PROFILE, profile.line, profile.heading.text, "", message)
    else:
        yield from _text_doubts(profile.paragraphs, line_of)


def _text_doubts(paragraphs: Sequence[Paragraph], line_of: LineOf) -> Iterator[Finding]:
    last = len(paragraphs) - 1
    for at, paragraph in enumerate(paragraphs):
        behind = paragraphs[at + 1].text if at < last else ""
        yield from _unread(paragraph, line_of)
        yield from _quotes(paragraph, behind, line_of)
        if at < last:
            yield from _split(paragraph, behind, line_of)
        else:
            yield from _cut_tail(paragraph, line_of)


def _unread(paragraph: Paragraph, line_of: LineOf) -> Iterator[Finding]:
    """Doubt the first place where a wrong encoding lost characters."""
    lost = _LOST.search(paragraph.text)
    if lost:
        quote = paragraph.text[max(0, lost.start() - _CONTEXT) : lost.end() + _CONTEXT]
        message = _("characters were lost here when the file was saved in another encoding")
        yield Finding(FindingKind.ENCODING, line_of(paragraph, lost.start()), quote, "", message)


def _quotes(paragraph: Paragraph, behind: str, line_of: LineOf) -> Iterator[Finding]:
    """Doubt a paragraph with a quotation mark that has no partner in it: once, at the first such mark.

    A quotation that goes on in the next paragraph, which then begins with an opening mark, is sound. Where a
    cut tail left a quotation open, the tail is one doubt and the open quotation another.
    """
    text = paragraph.text
    lone = [at for at in orphans(text) if not (text[at] in "“「『" and behind.startswith(text[at]))]
    if lone:
        at = lone[0]
        start, end = (at - 6, at + _CONTEXT) if text[at] in "“「『《" else (at - _CONTEXT, at + 6)
        yield Finding(
            FindingKind.UNBALANCED_QUOTES, line_of(paragraph, at), text[max(0, start) : end], "", _unpaired()
        )


def _split(paragraph: Paragraph, behind: str, line_of: LineOf) -> Iterator[Finding]:
    text = paragraph.text
    if (
        text
        and behind
        and not has_ended(text)
        and not text.endswith(("：", "”", "；"))
        and (len(text) > _CONTEXT or not text.isalnum())
        and not silent_tail(paragraph)
    ):
        quote = text[-_CONTEXT:]
        message = _("this paragraph stops in mid-sentence; the next one may go on with it")
        yield Finding(
            FindingKind.PARAGRAPH_SPLIT,
            line_of(paragraph, len(text) - 1),
            quote,
            quote + behind[:_CONTEXT],
            message,
        )


def _cut_tail(paragraph: Paragraph, line_of: LineOf) -> Iterator[Finding]:
    tail = silent_tail(paragraph) or find_tail(paragraph.text)
    if tail:
        if tail.clause:
            message = _("this profile breaks off in mid-sentence; its last words stay silent")
        else:
            message = _(
                "this profile breaks off in mid-sentence, and no whole clause stands before the break"
            )
        line = line_of(paragraph, len(paragraph.text) - 1)
        yield Finding(FindingKind.TAIL_CUT, line, tail.quote, tail.clause, message)
