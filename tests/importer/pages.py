"""Print an edition as a newspaper page in many manners, and list what an import made of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from audio_edition.edition import parse_edition
from audio_edition.findings import Finding
from audio_edition.importer import read_page
from audio_edition.model import Edition, Profile

SOUND = Path(__file__).parent / "sound"
_NEVER_AT_START = "，。、；：！？”’）》…"
_NEVER_AT_END = "“‘（《"
_HALF = str.maketrans("，：；！？（）", ",:;!?()")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_WORD = re.compile(r"[0-9A-Za-z%.]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paper prints its page."""

    column: int = 20
    """Hanzi in a line of text; 0 prints each paragraph on one line."""
    blank_lines: bool = True
    """A blank line parts headings, titles and texts."""
    end: str = "\n"
    half_width: bool = False
    straight: bool = False
    indent: str = ""
    spaced_lines: bool = False
    """OCR put blanks for the line breaks of the column."""
    blank_after_comma: bool = False
    before_byline: str = ""


def sound_edition(name: str) -> Edition:
    text = (SOUND / f"{name}.md").read_text(encoding="utf-8")
    return parse_edition(text, where=name, check_reading=lambda word, said: None)


def columns(text: str, size: int) -> list[str]:
    """Break a paragraph as a newspaper does: numbers whole, no closing sign first, no opening sign last."""
    lines, line = [], ""
    for piece in _WORD.findall(text):
        if len(line) + len(piece) > size and piece not in _NEVER_AT_START:
            carried = line[-1:] if line[-1:] in _NEVER_AT_END else ""
            lines.append(line[: len(line) - len(carried)])
            line = carried
        line += piece
    return [*lines, line]


def _blocks(edition: Edition, manner: Manner) -> Iterator[list[str]]:
    for words in (edition.kicker, edition.title):
        if words:
            yield [words]
    if edition.byline:
        yield [manner.before_byline + edition.byline]
    for section in edition.sections:
        if section.title:
            yield [section.title]
        for profile in section.profiles:
            yield [profile.heading.text]
            yield [line for p in profile.paragraphs for line in _printed(p.text, manner)]


def _printed(text: str, manner: Manner) -> list[str]:
    lines = columns(text, manner.column) if manner.column else [text]
    lines[0] = manner.indent + lines[0]
    return [" ".join(lines)] if manner.spaced_lines else lines


def print_page(edition: Edition, manner: Manner) -> str:
    gap = "\n\n" if manner.blank_lines else "\n"
    page = gap.join("\n".join(block) for block in _blocks(edition, manner)) + "\n"
    if manner.half_width:
        page = page.translate(_HALF)
    if manner.straight:
        page = page.translate(_STRAIGHT)
    if manner.blank_after_comma:
        page = re.sub("(?<=[,，])(?=[^\n])", " ", page)
    return page.replace("\n", manner.end)


def listing(edition: Edition, findings: tuple[Finding, ...] = ()) -> str:
    """List findings and structure for a person to read."""
    rows = [_row(finding) for finding in findings] or ["no findings"]
    rows += ["", *(f"{name}: {getattr(edition, name)}" for name in ("kicker", "title", "byline"))]
    rows += [paragraph.text for paragraph in edition.lead]
    for section in edition.sections:
        rows.append(f"# {section.title}".rstrip())
        for profile in section.profiles:
            heading = profile.heading
            rows.append(
                f"## {heading.text} [{heading.place}/{heading.committee}/{heading.office}/{heading.name}]"
            )
            for paragraph in profile.paragraphs:
                text = paragraph.text
                for mark in reversed(paragraph.marks):
                    text = f"{text[: mark.start]}〔{text[mark.start : mark.end]}〕{text[mark.end :]}"
                rows.append(f"{paragraph.line}: {text}")
    return "\n".join(rows) + "\n"


def _row(finding: Finding) -> str:
    suggestion = f" → {finding.suggestion}" if finding.suggestion else ""
    return f"{finding.code} {finding.kind.value} line {finding.line}: {finding.quote}{suggestion}"


def texts(edition: Edition) -> list[object]:
    """Return all that is printed of an edition, for comparison: masthead, titles, headings and paragraphs."""
    sections = [
        (s.title, [(p.heading.text, [paragraph.text for paragraph in p.paragraphs]) for p in s.profiles])
        for s in edition.sections
    ]
    return [edition.kicker, edition.title, edition.byline, sections]


def listed(page: str, key: str = "page") -> str:
    return listing(*read_page(page, key=key))


def mapped(edition: Edition, change: Callable[[Profile], Profile]) -> Edition:
    """Change every profile."""
    sections = tuple(
        replace(section, profiles=tuple(change(profile) for profile in section.profiles))
        for section in edition.sections
    )
    return replace(edition, sections=sections)
