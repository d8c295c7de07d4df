"""The nouns of an audio edition: frozen values that the stages hand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, NewType

Key = NewType("Key", str)
"""Lower-case hexadecimal sha256 that names a product by everything that decides its sound."""


class Role(StrEnum):
    """Who speaks: the announcer says titles, intros and headings, the narrator the profiles."""

    ANNOUNCER = "announcer"
    NARRATOR = "narrator"


# --- the text -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a printed text that is said otherwise than it is printed."""

    start: int
    """Index of its first character in the printed text."""
    end: int
    """Index behind its last character."""
    said: str
    """Words, homophones or pinyin as the editor wrote them; "" for broken-off words that stay silent."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph with the places that are said otherwise."""

    text: str
    """The printed words, broken-off ones included, without any mark-up."""
    line: int
    """Line of its first character in the file it was read from, from 1."""
    marks: tuple[Mark, ...] = ()
    """In order, not overlapping."""


_COMMITTEE = (
    r"(?:第?[一二三四五六七八九十]{1,2})?(?:联合党支部|党总支|党支部|党委|党工委|党组|总支|支部|团支部|村委会|居委会|业委会|"
    r"老年协会|志愿服务队|志愿者?[团队]?|妇联|工会|关工委|平安办|综治办|党建办|自治办|管理办|服务办|物业公司|物业)"
)
_OFFICE = (
    r"(?:驻[点村])?(?:常务|执行|第[一二三])?副?(?:书记|主任|[团会队社站院所科园校]长|楼?组长|楼长|网格长|护士长|理事长|经理)"
    r"|志愿者|网格员"
)
_HEADING = re.compile(
    r"^(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、)?"
    r"(?P<place>(?:(?!书记|主任)[^、，。；：！？])*?"
    r"(?:居民区|居委会?|小区|新村|社区|街道|村|镇|园区|大队|医院|卫生院|医疗队)(?:\d{1,4}号楼?)?)?"
    rf"(?P<body>{_COMMITTEE})?(?P<office>{_OFFICE})"
    rf"(?:(?:[、兼和及暨]任?[\u3400-\u9fff]{{0,8}}?|{_COMMITTEE})(?:{_OFFICE}))*"
    r"(?P<name>(?!兼)(?:(?!书记|主任)[\u3400-\u9fff\U00020000-\U0003ffff·]){2,12})$"
)
"""No place goes beyond an office: of 党总支书记、居委会主任 the first counts."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A profile's heading: who is told of, and in which office."""

    text: str
    """As printed: 绿八居民区党总支书记刘观锡."""
    place: str = ""
    """绿八居民区; "" where the heading has another form."""
    committee: str = ""
    """党总支; may be ""."""
    office: str = ""
    """书记, 副书记, the first of several; "" where the heading has another form."""
    name: str = ""
    """刘观锡; "" where the heading has another form."""
    marks: tuple[Mark, ...] = ()
    """Places of the text that are said otherwise than they are printed."""

    @classmethod
    def parse(cls, text: str) -> Heading:
        """Split a heading into place, first office and name; another form keeps its text alone."""
        found = _HEADING.match("".join(text.split()))
        if not found:
            return cls(text.strip())
        place, committee, office, name = (part or "" for part in found.groups())
        return cls(text.strip(), place, committee, office, name)


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's piece."""

    heading: Heading
    paragraphs: tuple[Paragraph, ...]
    line: int
    """Line of the heading in its file, from 1."""
    voice: str = ""
    """The voice an editor set for it; "" for the role's own."""
    settled: tuple[str, ...] = ()
    """Codes of findings that an editor has looked at and let stand here."""


@dataclass(frozen=True, slots=True)
class Section:
    """A title and the profiles below it; by default one episode."""

    title: str
    """As printed; "" where the page has none."""
    profiles: tuple[Profile, ...]
    line: int
    lead: tuple[Paragraph, ...] = ()
    settled: tuple[str, ...] = ()
    """Codes of findings that an editor has looked at and let stand here."""
    marks: tuple[Mark, ...] = ()
    """Places of the title that are said otherwise than they are printed."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One page of the newspaper."""

    key: str
    """ASCII; names the edition for ever."""
    title: str
    sections: tuple[Section, ...]
    kicker: str = ""
    byline: str = ""
    date: str = ""
    """ISO 8601 day or "". Never spoken."""
    lead: tuple[Paragraph, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    """(written word, pinyin or homophones or words), in the editor's order."""
    title_marks: tuple[Mark, ...] = ()
    """Places of the title that are said otherwise than they are printed."""
    byline_marks: tuple[Mark, ...] = ()


# --- the words to be said -------------------------------------------------------------------------


class Change(NamedTuple):
    """One written span that became other words; a tuple, as a dense page makes a million of them."""

    start: int
    """Index in the written text."""
    end: int
    words: str
    """What is said instead; "" for silence."""
    rule: str
    """Name of the rule."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How some spoken hanzi are read."""

    start: int
    """Index in the spoken words."""
    end: int
    pinyin: tuple[str, ...]
    """One tone-numbered syllable for each hanzi, ü as v: ("chong2", "qing4")."""
    source: str = ""
    """"" where the editor said so, table where the project's own table does."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A written text as it is said, with the way back to the print."""

    words: str
    changes: tuple[Change, ...] = ()
    """In the order of the written text, not overlapping; everything outside them is said as written."""
    readings: tuple[Reading, ...] = ()


# --- the script -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Music:
    """A tune or sign that the program plays."""

    name: str
    """A name in mastering.music.TUNES; for the editor's own file whatever it stands for."""
    pause_ms: int
    """Silence after it, in milliseconds."""
    digest: str = ""
    """Of the editor's own file, which is played instead; "" for one of ours."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The smallest thing that is spoken at once: about a sentence, at most 200 hanzi."""

    id: str
    role: Role
    written: str
    spoken: str
    pause_ms: int
    """Silence after it, in milliseconds."""
    readings: tuple[Reading, ...] = ()
    changes: tuple[Change, ...] = ()
    """How `written` became `spoken`; a change of no characters adds words."""
    line: int = 0
    """Line of edition.md that it comes from; 0 for what the announcer says of her own."""
    seed: str = ""
    """The heading, which chooses among a role's voices; "" outside a profile."""
    voice: str = ""
    """The voice an editor asked for; "" for the role's own."""
    opened_by: Music | None = None
    """A tune that sounds before its words and fades away under them, in one piece with them."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch that a listener can jump to: an opening, an intro, a profile, a sign-off."""

    title: str
    parts: tuple[Segment | Music, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """One MP3."""

    number: int
    """From 1."""
    title: str
    chapters: tuple[Chapter, ...]

    @property
    def parts(self) -> tuple[Segment | Music, ...]:
        """Everything that is heard, in order."""
        return tuple(part for chapter in self.chapters for part in chapter.parts)


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that will be heard of an edition, in order."""

    edition: str
    title: str
    byline: str
    date: str
    label: str
    """The words that say the voice is synthetic."""
    episodes: tuple[Episode, ...]
    silent: tuple[tuple[str, int], ...] = ()
    """Heading and line of each profile with nothing to say."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Everything that is spoken, in order."""
        return tuple(p for e in self.episodes for p in e.parts if isinstance(p, Segment))


# --- sound ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine is asked to say."""

    words: str
    voice: str
    rate: str = "+0%"
    """Change against the voice's own pace: "-10%"."""
    pitch: str = "+0Hz"
    readings: tuple[Reading, ...] = ()
