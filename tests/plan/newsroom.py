"""Editions, studios and finished builds for tests of the plan; nothing of it touches a disk."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from hypothesis import settings
from hypothesis import strategies as st

from audio_edition.build.gather import say_with
from audio_edition.config import Lines, Pauses
from audio_edition.edition import parse_edition
from audio_edition.model import Chapter, Key, Role, Script, Segment
from audio_edition.outlets import Preset
from audio_edition.plan import (
    Casting,
    Past,
    Plan,
    Sheet,
    Studio,
    cast_values,
    decide,
    kept_keys,
    lay_out,
    preset_values,
)
from audio_edition.script import OUR_TUNES, Rests, Tunes, Wording, write_script

some = settings(max_examples=15)
"""Each example writes two whole scripts."""
KNOWN = ("low", "high", "middle")
PODCAST = Preset("podcast", 48_000, 96, -16.0, -1.0)
SPEAKER = Preset("speaker", 44_100, 96, -14.0, -1.0, band_hz=(250, 8_000))
ROLES = {
    Role.ANNOUNCER: Casting(("low",), "-10%", "+0Hz"),
    Role.NARRATOR: Casting(("high", "middle"), "-10%", "+0Hz"),
}
STUDIO = Studio("tone", "1", ROLES, PODCAST, "1 1.8")

Person = tuple[str, tuple[str, ...]]
"""A heading and the paragraphs below it."""
Page = tuple[tuple[str, tuple[Person, ...]], ...]
"""Section titles, each with its people."""


def edition(page: Page, **head: str) -> str:
    """Write an edition.md."""
    rows = [
        "---",
        *(f"{key}: {value}" for key, value in {"edition": "e", "title": "专题", **head}.items()),
        "---",
    ]
    for title, people in page:
        rows.append(f"# {title}")
        for heading, paragraphs in people:
            rows += [f"## {heading}", "\n\n".join(paragraphs)]
    return "\n".join(rows) + "\n"


def script(page: Page, tunes: Tunes = OUR_TUNES, **head: str) -> Script:
    """Write the script that a build would make of a page."""
    found = parse_edition(edition(page, **head), where="edition.md", check_reading=lambda *_words: None)
    return write_script(
        found,
        say=say_with(found.readings),
        wording=Wording(asdict(Lines()), "本节目由人工智能合成语音播报"),
        rests=Rests(**asdict(Pauses())),
        tunes=tunes,
    )


def sheets(page: Page, studio: Studio = STUDIO, tunes: Tunes = OUR_TUNES, **head: str) -> tuple[Sheet, ...]:
    return lay_out(script(page, tunes, **head), studio, KNOWN)


@dataclass(frozen=True)
class Done:
    """What a finished build leaves behind."""

    past: Past
    speech: frozenset[Key]
    units: frozenset[Key]

    def plan(self, wanted: tuple[Sheet, ...], studio: Studio = STUDIO) -> Plan:
        return decide(wanted, studio=studio, past=self.past, speech=self.speech, units=self.units)

    def without(self, *, speech: bool = False, units: bool = False, made: bool = False) -> Done:
        """Lose the named things from the store."""
        past = replace(self.past, made=frozenset()) if made else self.past
        return Done(past, frozenset() if speech else self.speech, frozenset() if units else self.units)


def build(made: tuple[Sheet, ...], studio: Studio = STUDIO) -> Done:
    tasks = [task for sheet in made for task in sheet.tasks]
    past = Past(
        engine=studio.engine,
        voices=cast_values(studio.roles),
        presets=preset_values(studio.preset),
        words=frozenset(task.utterance.words for task in tasks if task.utterance),
        episodes={sheet.file: sheet.key for sheet in made},
        named=frozenset(sheet.file for sheet in made),
        lying=frozenset(sheet.file for sheet in made),
        made=kept_keys(made, studio),
    )
    speech = frozenset(task.speech_key for task in tasks if task.utterance)
    return Done(past, speech, frozenset(task.unit_key for task in tasks))


def spoken_anew(plan: Plan) -> set[str]:
    return {task.utterance.words for task, _why in plan.speak if task.utterance}


def people_of(wanted: Script) -> dict[str, tuple[str, ...]]:
    """Words of each profile's chapter, its heading included, by chapter title."""
    chapters = [
        chapter for episode in wanted.episodes for chapter in episode.chapters if _is_profile(chapter)
    ]
    return {c.title: tuple(p.spoken for p in c.parts if isinstance(p, Segment)) for c in chapters}


def _is_profile(chapter: Chapter) -> bool:
    return any(isinstance(part, Segment) and part.role is Role.NARRATOR for part in chapter.parts)


_HANZI = "带伤复工始终坚持岗位居民小区志愿防疫开始来的他们带领团队忙开了晚上临时搭张床"
_NAMES = "刘观锡郁丽燕鲁晓明王琪楠陈瑜徐葆红"
sentences = st.text(_HANZI, min_size=4, max_size=30).map(lambda words: words + "。")
paragraphs = st.lists(st.lists(sentences, min_size=1, max_size=3).map("".join), min_size=1, max_size=3)
headings = st.builds(
    "{}居民区党总支{}{}".format,
    st.text(_HANZI, min_size=2, max_size=3),
    st.sampled_from(["书记", "副书记"]),
    st.text(_NAMES, min_size=2, max_size=3),
)
people = st.tuples(headings, paragraphs.map(tuple))


@st.composite
def pages(draw: st.DrawFn, sections: int = 1, at_least: int = 1) -> Page:
    """A page of at least so many sections with at least so many people, no two with one heading."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.text(_HANZI, min_size=3, max_size=8),
                st.lists(people, min_size=at_least, max_size=4).map(tuple),
            ),
            min_size=sections,
            max_size=3,
            unique_by=lambda section: section[0],
        ).map(tuple)
    )
    names = [person[0] for _title, persons in drawn for person in persons]
    places = [name.split("居民区")[0] for name in names]
    if len(set(names)) < len(names) or len(set(places)) < len(places):
        return tuple(
            (
                title,
                tuple((f"{_HANZI[at]}{_HANZI[row]}{name}", body) for row, (name, body) in enumerate(persons)),
            )
            for at, (title, persons) in enumerate(drawn)
        )
    return drawn
