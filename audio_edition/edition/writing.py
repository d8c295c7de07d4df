"""Edition → edition.md, such that reading it back gives the same edition."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from ..model import Edition, Paragraph, Profile, Section

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=][^:#]*(?<!\s)")
_SPECIAL = re.compile(r"[\\{}｛｝]|[〔［\[【](?=残)|<(?=!--)")


def write_edition(edition: Edition, *, remarks: Iterable[str] = ()) -> str:
    """Write an edition.md; `remarks` become comments below the front matter."""
    return "\n".join(_lines(edition, remarks)) + "\n"


def _lines(edition: Edition, remarks: Iterable[str]) -> Iterator[str]:
    yield "---"
    printed = {"title": edition.title, "kicker": edition.kicker, "byline": edition.byline}
    front = {"edition": edition.key, **{name: _escaped(text) for name, text in printed.items()}}
    for name, value in (*front.items(), ("date", edition.date)):
        if value or name in ("title", "date"):
            yield f"{name}: {_scalar(value)}".rstrip()
    if edition.readings:
        yield "readings:"
        for word, said in edition.readings:
            yield f"  {_scalar(word)}: {_scalar(said)}"
    yield "---"
    for remark in remarks:
        yield f"<!-- {remark.replace('--', '－－')} -->"
    yield from _paragraphs(edition.lead)
    for section in edition.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield ""
        yield f"# {_escaped(section.title)}"
    yield from _settled(section)
    yield from _paragraphs(section.lead)
    for profile in section.profiles:
        yield ""
        yield f"## {_escaped(profile.heading.text)}"
        if profile.voice:
            yield f"<!-- voice: {profile.voice} -->"
        yield from _settled(profile)
        yield from _paragraphs(profile.paragraphs)


def _settled(owner: Section | Profile) -> Iterator[str]:
    if owner.settled:
        yield f"<!-- ok: {' '.join(owner.settled)} -->"


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield ""
        yield _marked(paragraph)


def _marked(paragraph: Paragraph) -> str:
    pieces, end = [], 0
    for mark in paragraph.marks:
        pieces.append(_escaped(paragraph.text[end : mark.start]))
        printed = paragraph.text[mark.start : mark.end]
        pieces.append(f"{{{printed}|{mark.said}}}" if mark.said else f"〔残：{printed}〕")
        end = mark.end
    text = "".join(pieces) + _escaped(paragraph.text[end:])
    return "\\" + text if text.startswith("#") else text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) or not text else json.dumps(text, ensure_ascii=False)
