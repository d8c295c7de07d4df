"""Script, findings and what was made of them → one HTML page that works from disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from html import escape
from itertools import groupby

from ..findings import Finding
from ..model import Change, Chapter, Episode, Role, Script, Segment
from .template import filled, ruby


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a segment is heard."""

    file: str
    """The episode, relative to the page."""
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Syllable:
    """A spoken character and how it is read."""

    char: str
    pinyin: str = ""
    """With tone marks; "" where it is no hanzi or nothing is known."""
    source: str = ""
    """Who says so: given, table or guess."""


Read = Callable[[Segment], Sequence[Syllable]]


def write_proof(
    script: Script, findings: Sequence[Finding], heard: Mapping[str, Heard], *, read: Read
) -> str:
    """Write the page; `heard` goes by the ids of segments, those that were not made yet are missing in it."""
    body = "".join(_episode(episode, findings, heard, read) for episode in script.episodes)
    beside = _beside_titles(script, findings)
    told = sum(segment.id in heard for segment in script.segments)
    words = _("{told} of {all} sentences can be heard here; click one.").format(
        told=told, all=len(script.segments)
    )
    fields = {
        "title": escape(script.title or script.edition),
        "heading": escape(_("Proof sheet: {title}").format(title=script.title or script.edition)),
        "intro": escape(words),
        "legend": _legend(),
        "beside": beside,
        "body": body,
        "ruby": escape(_("all readings")),
        "changed": escape(_("only what is said otherwise than printed")),
    }
    return filled("proof.html", fields)


def _legend() -> str:
    rows = (
        ("changed", _("said otherwise than printed")),
        ("given", _("a reading that was set")),
        ("guess", _("a reading that the program guesses")),
    )
    return "".join(f'<li><span class="{name}">字</span> {escape(words)}</li>' for name, words in rows)


def _beside_titles(script: Script, findings: Sequence[Finding]) -> str:
    """Show the findings that belong to no sentence: titles, profiles with nothing to say."""
    lines = {segment.line for segment in script.segments}
    return "".join(_finding(finding) for finding in findings if finding.line not in lines)


def _episode(episode: Episode, findings: Sequence[Finding], heard: Mapping[str, Heard], read: Read) -> str:
    chapters = "".join(_chapter(chapter, findings, heard, read) for chapter in episode.chapters)
    return f"<section><h2>{episode.number:02} {escape(episode.title)}</h2>{chapters}</section>\n"


def _chapter(chapter: Chapter, findings: Sequence[Finding], heard: Mapping[str, Heard], read: Read) -> str:
    segments = [part for part in chapter.parts if isinstance(part, Segment)]
    rows = []
    for line, group in groupby(segments, key=lambda segment: segment.line):
        rows += [_row(segment, heard.get(segment.id), read) for segment in group]
        rows += [_finding(finding) for finding in findings if line and finding.line == line]
    return f"<article><h3>{escape(chapter.title)}</h3>{''.join(rows)}</article>\n"


def _finding(finding: Finding) -> str:
    parts = [f"<b>{escape(finding.code)}</b> {escape(finding.message)}"]
    parts += [_("printed: {words}").format(words=escape(finding.quote))] if finding.quote else []
    parts += [_("perhaps: {words}").format(words=escape(finding.suggestion))] if finding.suggestion else []
    place = _("line {number}").format(number=finding.line)
    return f'<aside class="finding"><small>{escape(place)}</small> {"<br>".join(parts)}</aside>'


def _row(segment: Segment, heard: Heard | None, read: Read) -> str:
    """Show a sentence: as printed with its changes marked, and below it the words with their readings."""
    role = _("announcer") if segment.role is Role.ANNOUNCER else _("narrator")
    place = f'<small title="{escape(role)}">{segment.line or "–"}</small>'
    changed = (
        " changed-row" if any(change.words or change.end > change.start for change in segment.changes) else ""
    )
    return (
        f'<div class="row {segment.role.value}{changed}" id="s{escape(segment.id)}">{place}{_button(heard)}'
        f'<p class="print">{_printed(segment)}</p><p class="words">{_words(read(segment))}</p></div>'
    )


def _button(heard: Heard | None) -> str:
    if heard is None:
        why = escape(_("not made yet"))
        return f'<button disabled title="{why}">–</button>'
    times = f'data-start="{heard.start_ms / 1000:.3f}" data-end="{heard.end_ms / 1000:.3f}"'
    name = escape(_("hear it"))
    return f'<button data-file="{escape(heard.file)}" {times} aria-label="{name}">▶</button>'


def _printed(segment: Segment) -> str:
    parts: list[str] = []
    done = 0
    for change in segment.changes:
        parts += [escape(segment.written[done : change.start]), _changed(segment.written, change)]
        done = change.end
    return "".join([*parts, escape(segment.written[done:])])


def _changed(written: str, change: Change) -> str:
    said = change.words or _("silent")
    title = escape(f"{change.rule}: {said}")
    printed = escape(written[change.start : change.end]) or "·"
    kind = "changed" if change.end > change.start else "changed added"
    return f'<mark class="{kind}" title="{title}">{printed}<sub>{escape(change.words)}</sub></mark>'


def _words(syllables: Sequence[Syllable]) -> str:
    return "".join(ruby(one.char, one.pinyin, kind=one.source) for one in syllables)
