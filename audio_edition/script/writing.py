"""The words, the chapters and the rests of every episode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..model import (
    Chapter,
    Edition,
    Episode,
    Heading,
    Music,
    Paragraph,
    Profile,
    Role,
    Script,
    Section,
    Segment,
)
from .announcing import Fields, byline_name, count_people, fill, heading_fields, plain, short_title
from .segments import Piece, Say, cut_paragraph

_OPENING, _UNTITLED, _CLOSING = "开场", "本集介绍", "结束语"


@dataclass(frozen=True, slots=True)
class Rests:
    """Rests after …, in milliseconds."""

    sentence: int
    paragraph: int
    heading: int
    profile: int
    section: int


@dataclass(frozen=True, slots=True)
class Wording:
    """What the announcer says beside the text itself."""

    lines: Mapping[str, str]
    """Templates by name: opening, opening_next, section, section_whole, heading, closing, …"""
    label: str
    paper: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Tunes:
    """What is played at which place; None for nothing."""

    opening: Music | None = None
    """Of the first episode."""
    opening_next: Music | None = None
    """Of the others."""
    section: Music | None = None
    """Before a section that follows another one; the opening tune stands before the first."""
    profile: Music | None = None
    """Before each profile."""
    closing: Music | None = None
    under_intro: bool = False
    """Whether the opening tune fades away under the first words instead of ending before them."""


OUR_TUNES = Tunes(
    opening=Music("opening", 300),
    opening_next=Music("opening_next", 300),
    section=Music("section", 300),
    closing=Music("closing", 0),
)


@dataclass(frozen=True, slots=True)
class _Body:
    """A section with those profiles that have something to say; its segments have no id yet."""

    section: Section
    title: Paragraph
    """To be spoken; no words when it is damaged or there is none."""
    count: str
    lead: tuple[Segment, ...]
    profiles: tuple[tuple[Heading, tuple[Segment, ...]], ...]


def write_script(
    edition: Edition,
    *,
    say: Say,
    wording: Wording,
    rests: Rests,
    tunes: Tunes = OUR_TUNES,
    whole: bool = False,
    doubtful_titles: frozenset[int] = frozenset(),
) -> Script:
    """Write down everything that will be heard of an edition.

    `doubtful_titles` holds the lines of section titles that are damaged: they are shown, never spoken.
    `whole` makes one episode of all sections. A profile with nothing to say is left out and named in
    `Script.silent`.
    """
    author = _Author(edition, say, wording, rests, tunes, doubtful_titles)
    bodies = tuple(body for body in map(author.body, edition.sections) if body.profiles or body.lead)
    groups = [bodies] if whole and bodies else [(body,) for body in bodies]
    episodes = tuple(author.episode(number, groups) for number in range(1, len(groups) + 1))
    told = {heading.text for body in bodies for heading, _segments in body.profiles}
    silent = tuple(
        (profile.heading.text, profile.line)
        for section in edition.sections
        for profile in section.profiles
        if profile.heading.text not in told
    )
    return Script(edition.key, edition.title, edition.byline, edition.date, wording.label, episodes, silent)


@dataclass(frozen=True, slots=True)
class _Author:
    edition: Edition
    say: Say
    wording: Wording
    rests: Rests
    tunes: Tunes
    doubtful_titles: frozenset[int]

    def body(self, section: Section) -> _Body:
        profiles = []
        for profile in section.profiles:
            told = self.profile(profile)
            if told:
                profiles.append((profile.heading, told))
        doubtful = section.line in self.doubtful_titles
        title = plain("") if doubtful else Paragraph(section.title, section.line, section.marks)
        count = count_people([heading for heading, _segments in profiles], self.say)
        lead = self.paragraphs(section.lead, Role.ANNOUNCER)
        return _Body(section, title, count, lead, tuple(profiles))

    def profile(self, profile: Profile) -> tuple[Segment, ...]:
        """Heading and body; nothing when the body says nothing."""
        names = [name for name in (profile.heading.name, profile.heading.place) if name]
        told = self.paragraphs(profile.paragraphs, Role.NARRATOR, names)
        if not told:
            return ()
        told = tuple(replace(part, seed=profile.heading.text, voice=profile.voice) for part in told)
        told = (*told[:-1], replace(told[-1], pause_ms=self.rests.profile))
        fields = heading_fields(profile.heading)
        template = self.wording.lines["heading"]
        words = fill(template, fields) or fill("{heading}。", fields)
        heading = self.announce(words, last=self.rests.heading, line=profile.line)
        return (*heading, *told)

    def paragraphs(
        self, paragraphs: Sequence[Paragraph], role: Role, names: Sequence[str] = ()
    ) -> tuple[Segment, ...]:
        segments: list[Segment] = []
        for paragraph in paragraphs:
            pieces = cut_paragraph(paragraph, self.say, names=names)
            for place, piece in enumerate(pieces, 1):
                pause = self.rests.paragraph if place == len(pieces) else self.rests.sentence
                segments.append(_segment(piece, role, pause, paragraph.line))
        return tuple(segments)

    def announce(self, sentences: Sequence[Paragraph], *, last: int, line: int = 0) -> tuple[Segment, ...]:
        pieces = [piece for sentence in sentences for piece in cut_paragraph(sentence, self.say)]
        pauses = [self.rests.sentence] * (len(pieces) - 1) + [last]
        return tuple(
            _segment(piece, Role.ANNOUNCER, pause, line) for piece, pause in zip(pieces, pauses, strict=True)
        )

    def fields(self, number: int, groups: Sequence[Sequence[_Body]]) -> dict[str, Paragraph]:
        """Fields that hold for a whole episode."""
        several = len(groups) > 1
        everyone = [heading for group in groups for body in group for heading, _segments in body.profiles]
        following = groups[number] if number < len(groups) else ()
        title = Paragraph(self.edition.title, 0, self.edition.title_marks)
        byline = Paragraph(self.edition.byline, 0, self.edition.byline_marks)
        coming = following[0].title if following else plain("")
        words = {
            "label": self.wording.label,
            "paper": self.wording.paper,
            "phone": self.wording.phone,
            "total": count_people(everyone, self.say),
            "episodes": self.say(f"{len(groups)}集", ()).words.removesuffix("集") if several else "",
            "number": self.say(str(number), ()).words if several else "",
            "number_first": self.say(str(number), ()).words if several and number == 1 else "",
        }
        return {
            **{name: plain(said) for name, said in words.items()},
            "title": title,
            "short_title": short_title(title),
            "byline": byline,
            "byline_name": byline_name(byline),
            "next": coming if coming.text or not following else plain(f"介绍{following[0].count}"),
        }

    def episode(self, number: int, groups: Sequence[Sequence[_Body]]) -> Episode:
        group, fields = groups[number - 1], self.fields(number, groups)
        chapters = [self.opening(number, fields)]
        for place, body in enumerate(group):
            chapters.append(self.intro(body, fields, first=place == 0, alone=len(group) == 1))
            sign = _sounding(self.tunes.profile)
            chapters += [Chapter(_chapter_title(head), (*sign, *parts)) for head, parts in body.profiles]
        chapters[-1] = _rest_after(chapters[-1], self.rests.section)
        chapters.append(self.closing(number, len(groups), fields))
        title = group[0].section.title if len(groups) > 1 and group[0].section.title else self.edition.title
        return Episode(number, title, _numbered(number, tuple(c for c in chapters if c.parts)))

    def opening(self, number: int, fields: Fields) -> Chapter:
        name = "opening" if number == 1 else "opening_next"
        words = self.announce(fill(self.wording.lines[name], fields), last=self.rests.paragraph)
        lead = self.paragraphs(self.edition.lead, Role.ANNOUNCER) if number == 1 else ()
        tune = self.tunes.opening if number == 1 else self.tunes.opening_next
        return Chapter(_OPENING, (*_opened(words, tune, under=self.tunes.under_intro), *lead))

    def intro(self, body: _Body, fields: Fields, *, first: bool, alone: bool) -> Chapter:
        profiles = body.profiles
        first_place = heading_fields(profiles[0][0])["place"] if profiles else plain("")
        own = {"section": body.title, "count": plain(body.count if profiles else ""), "first": first_place}
        lines = fill(self.wording.lines["section" if alone else "section_whole"], {**fields, **own})
        words = self.announce(lines, last=self.rests.heading, line=body.section.line)
        sign = _sounding(None if first else self.tunes.section)
        parts: tuple[Segment | Music, ...] = (*sign, *words, *body.lead)
        return Chapter(body.title.text or _UNTITLED, parts)

    def closing(self, number: int, episodes: int, fields: Fields) -> Chapter:
        name = {episodes: "closing_last", episodes - 1: "closing_before_last"}.get(number, "closing")
        words = self.announce(fill(self.wording.lines[name], fields), last=self.rests.paragraph)
        return Chapter(_CLOSING, (*words, *_sounding(self.tunes.closing)))


def _sounding(tune: Music | None) -> tuple[Music, ...]:
    return (tune,) if tune else ()


def _opened(words: tuple[Segment, ...], tune: Music | None, *, under: bool) -> tuple[Segment | Music, ...]:
    """Put a tune before words, or lay it under the first of them."""
    if tune and under and words:
        return (replace(words[0], opened_by=tune), *words[1:])
    return (*_sounding(tune), *words)


def _segment(piece: Piece, role: Role, pause_ms: int, line: int) -> Segment:
    spoken = piece.spoken
    return Segment("", role, piece.written, spoken.words, pause_ms, spoken.readings, spoken.changes, line)


def _chapter_title(heading: Heading) -> str:
    """Put the name first: 刘观锡｜绿八居民区."""
    return f"{heading.name}｜{heading.place}" if heading.name and heading.place else heading.text


def _rest_after(chapter: Chapter, pause_ms: int) -> Chapter:
    if not chapter.parts:
        return chapter
    return replace(chapter, parts=(*chapter.parts[:-1], replace(chapter.parts[-1], pause_ms=pause_ms)))


def _numbered(number: int, chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    """Give every segment its id: episode-chapter-segment."""
    done = []
    for place, chapter in enumerate(chapters, 1):
        parts = tuple(
            replace(part, id=f"{number:02}-{place:03}-{index:03}") if isinstance(part, Segment) else part
            for index, part in enumerate(chapter.parts, 1)
        )
        done.append(replace(chapter, parts=parts))
    return tuple(done)
