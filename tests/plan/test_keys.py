"""Keys name what decides the sound, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.errors import VoicesError
from audio_edition.model import Key, Music, Reading, Role, Segment
from audio_edition.outlets import Preset
from audio_edition.plan import Casting, Studio, Task, lay_out
from tests.plan.newsroom import KNOWN, PODCAST, ROLES, SPEAKER, STUDIO, Page, pages, script, sheets, some

PAGE: Page = (
    ("红色力量", (("绿八居民区党总支书记刘观锡", ("他带伤复工。重庆的志愿者也来了。",)),)),
    ("硬核书记", (("刘一居民区党总支书记鲁晓明", ("晚上就临时搭张床。",)),)),
)
SEGMENT = Segment("01-003-002", Role.NARRATOR, "他带伤复工。", "他带伤复工。", 450, seed="刘观锡")


def task_of(part: Segment | Music, studio: Studio = STUDIO) -> Task:
    """Lay out a script of one part."""
    whole = script(PAGE)
    episode = whole.episodes[0]
    chapter = replace(episode.chapters[0], parts=(part,))
    one = replace(whole, episodes=(replace(episode, chapters=(chapter,)),))
    return lay_out(one, studio, KNOWN)[0].tasks[0]


def keys(part: Segment | Music, studio: Studio = STUDIO) -> tuple[Key, Key]:
    task = task_of(part, studio)
    return task.speech_key, task.unit_key


def cast(**change: str) -> Studio:
    return replace(STUDIO, roles={role: replace(casting, **change) for role, casting in ROLES.items()})


def preset(**change: object) -> Studio:
    return replace(STUDIO, preset=replace(PODCAST, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "same",
    [
        replace(SEGMENT, id="04-012-009"),
        replace(SEGMENT, written="他带伤复工〔残：了〕。"),
        replace(SEGMENT, pause_ms=1800),
    ],
    ids=["place", "print", "rest"],
)
def test_what_is_not_heard_in_a_sentence_is_not_in_its_keys(same: Segment) -> None:
    assert keys(same) == keys(SEGMENT)


@pytest.mark.parametrize(
    ("part", "studio"),
    [
        (replace(SEGMENT, spoken="他带伤工作。"), STUDIO),
        (replace(SEGMENT, readings=(Reading(2, 3, ("shang1",)),)), STUDIO),
        (replace(SEGMENT, voice="low"), STUDIO),
        (SEGMENT, cast(rate="-25%")),
        (SEGMENT, cast(pitch="+10Hz")),
        (SEGMENT, replace(STUDIO, engine="espeak")),
        (SEGMENT, replace(STUDIO, revision="2")),
    ],
    ids=["words", "reading", "voice", "rate", "pitch", "engine", "revision"],
)
def test_what_the_voice_does_is_in_both_keys(part: Segment, studio: Studio) -> None:
    speech, unit = keys(SEGMENT)
    new_speech, new_unit = keys(part, studio)
    assert new_speech != speech
    assert new_unit != unit


@pytest.mark.parametrize(
    "studio",
    [
        preset(sample_rate_hz=44_100),
        preset(bitrate_kbps=64),
        preset(loudness_lufs=-14.0),
        preset(true_peak_dbtp=-2.0),
        preset(band_hz=(250, 8_000)),
        replace(STUDIO, encoder="2 1.8"),
    ],
    ids=["rate", "bitrate", "loudness", "peak", "band", "encoder"],
)
@pytest.mark.parametrize("part", [SEGMENT, Music("opening", 300)], ids=["speech", "music"])
def test_what_mastering_does_is_in_the_units_key_alone(part: Segment | Music, studio: Studio) -> None:
    speech, unit = keys(part)
    new_speech, new_unit = keys(part, studio)
    assert new_speech == speech
    assert new_unit != unit


def test_two_outlets_of_one_sound_share_their_units() -> None:
    assert keys(SEGMENT, preset(name="phone")) == keys(SEGMENT)


def test_a_tune_is_no_matter_of_the_voice() -> None:
    tune = Music("opening", 300)
    assert keys(tune, replace(STUDIO, engine="edge", revision="9", roles={})) == keys(tune)
    assert keys(tune) != keys(Music("closing", 300))


def test_a_file_of_the_editors_is_named_by_its_content_alone() -> None:
    own = Music("opening", 300, "ab")
    assert keys(own) == keys(Music("closing", 0, "ab"))
    assert len({keys(own), keys(Music("opening", 300, "cd")), keys(Music("opening", 300))}) == 3


def test_a_tune_under_a_sentence_is_in_its_units_key_and_its_speech_stays() -> None:
    opened = [replace(SEGMENT, opened_by=Music(*tune)) for tune in (("opening", 300), ("opening", 300, "ab"))]
    assert {keys(part)[0] for part in opened} == {keys(SEGMENT)[0]}
    assert len({keys(part)[1] for part in (SEGMENT, *opened)}) == 3
    assert keys(replace(opened[0], spoken="他带伤工作。"))[1] != keys(opened[0])[1]
    later = replace(opened[0], opened_by=Music("opening", 900))
    assert keys(later) == keys(opened[0]), "a rest that nobody hears is in no key"


def test_reading_a_place_otherwise_differs_from_reading_another_place_so() -> None:
    here = replace(SEGMENT, spoken="重重。", readings=(Reading(0, 1, ("chong2",)),))
    there = replace(SEGMENT, spoken="重重。", readings=(Reading(1, 2, ("chong2",)),))
    assert keys(here) != keys(there)


@some
@given(pages())
def test_a_key_holds_no_date_and_no_name_of_the_edition(page: Page) -> None:
    one, other = sheets(page, date="2022-06-15"), sheets(page, date="2026-01-01", edition="another")
    assert [t.unit_key for s in one for t in s.tasks] == [t.unit_key for s in other for t in s.tasks]
    assert all(a.key != b.key for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    "change", [{"title": "别的专题"}, {"byline": "记者 某某"}, {"date": "2022-06-16"}], ids=str
)
def test_what_a_player_shows_is_in_every_episodes_key(change: dict[str, str]) -> None:
    for before, after in zip(sheets(PAGE), sheets(PAGE, **change), strict=True):
        assert before.key != after.key


def test_the_cover_is_in_every_episodes_key_and_in_no_units() -> None:
    plain, covered = sheets(PAGE), sheets(PAGE, replace(STUDIO, cover="ab"))
    assert [t.unit_key for s in plain for t in s.tasks] == [t.unit_key for s in covered for t in s.tasks]
    assert not {s.key for s in plain} & {s.key for s in covered}


def test_the_files_are_numbered_and_named_in_ascii() -> None:
    assert [s.file for s in sheets(PAGE, edition="Xin_Jing.2022")] == [
        "episodes/01-xin-jing-2022.mp3",
        "episodes/02-xin-jing-2022.mp3",
    ]


# --- who speaks -----------------------------------------------------------------------------------


def narrators(page: Page, studio: Studio = STUDIO) -> dict[str, str]:
    """The voice of each profile, by its heading."""
    tasks = [task for sheet in sheets(page, studio) for task in sheet.tasks if task.utterance]
    return {
        t.part.seed: t.utterance.voice
        for t in tasks
        if isinstance(t.part, Segment) and t.part.seed and t.utterance
    }


@some
@given(pages(at_least=2), st.data())
def test_a_profile_keeps_its_voice_when_others_come_go_or_move(page: Page, data: st.DataObject) -> None:
    before = narrators(page)
    fewer = tuple(
        (title, tuple(data.draw(st.permutations(people[data.draw(st.integers(0, 1)) :]))))
        for title, people in page
    )
    after = narrators(fewer)
    assert after
    assert after == {heading: voice for heading, voice in before.items() if heading in after}


@some
@given(pages(at_least=3))
def test_one_more_voice_changes_only_the_profiles_that_it_takes_over(page: Page) -> None:
    before = narrators(page)
    more = Casting(("third", *reversed(ROLES[Role.NARRATOR].voices)), "-10%", "+0Hz")
    after = narrators(page, replace(STUDIO, roles={**ROLES, Role.NARRATOR: more}))
    assert all(voice in (before[heading], "third") for heading, voice in after.items())


def test_several_voices_are_all_heard() -> None:
    people = tuple((f"第{sign}居民区党总支书记王明", ("他来了。",)) for sign in "甲乙丙丁戊己庚辛壬癸")
    assert set(narrators((("栏目", people),)).values()) == {"high", "middle"}


def test_the_announcer_has_one_voice_throughout() -> None:
    roles = {**ROLES, Role.ANNOUNCER: Casting(("low", "high"), "-10%", "+0Hz")}
    tasks = [t for s in sheets(PAGE, replace(STUDIO, roles=roles)) for t in s.tasks]
    said = {
        t.utterance.voice for t in tasks if isinstance(t.part, Segment) and t.utterance and not t.part.seed
    }
    assert said == {"low"}


def with_voice(name: str) -> Page:
    (title, ((heading, (body,)),)), *rest = PAGE
    return ((title, ((heading, (f"<!-- voice: {name} -->\n{body}",)),)), *rest)


def test_a_voice_that_the_editor_set_speaks_that_profile_alone() -> None:
    before, after = narrators(PAGE), narrators(with_voice("low"))
    assert after == {**before, "绿八居民区党总支书记刘观锡": "low"}
    said = [
        t for s in sheets(with_voice("low")) for t in s.tasks if isinstance(t.part, Segment) and t.utterance
    ]
    plain = [t for s in sheets(PAGE) for t in s.tasks if isinstance(t.part, Segment) and t.utterance]
    changed = {a.part.seed for a, b in zip(said, plain, strict=True) if a.unit_key != b.unit_key}  # type: ignore[union-attr]
    assert changed == {"绿八居民区党总支书记刘观锡"}


def test_a_voice_of_another_engine_leaves_the_profile_to_the_role() -> None:
    assert narrators(with_voice("zh-CN-XiaoxiaoNeural")) == narrators(PAGE)


def test_a_role_without_a_voice_is_an_error_that_names_the_role() -> None:
    roles = {**ROLES, Role.NARRATOR: Casting((), "+0%", "+0Hz")}
    with pytest.raises(VoicesError, match="narrator") as caught:
        sheets(PAGE, replace(STUDIO, roles=roles))
    assert (caught.value.where, caught.value.exit_code) == ("voices.yaml", 4)


def test_a_preset_is_described_by_what_decides_its_sound() -> None:
    assert keys(SEGMENT, replace(STUDIO, preset=SPEAKER)) == keys(
        SEGMENT, replace(STUDIO, preset=Preset("other", 44_100, 96, -14.0, -1.0, "-25%", (250, 8_000)))
    )
