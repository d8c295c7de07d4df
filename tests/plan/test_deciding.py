"""What is made, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.model import Music, Role, Segment
from audio_edition.plan import Casting, Past, Plan, Studio, Why, beside, decide
from audio_edition.script import OUR_TUNES
from tests.plan.newsroom import (
    PODCAST,
    ROLES,
    SPEAKER,
    STUDIO,
    Page,
    build,
    pages,
    people,
    people_of,
    script,
    sheets,
    some,
    spoken_anew,
)

FIRST = ("绿八居民区党总支书记刘观锡", ("他带伤复工。", "志愿者也来了。"))
SECOND = ("南洋居民区党总支书记郁丽燕", ("她又带着团队忙开了。",))
THIRD = ("刘一居民区党总支书记鲁晓明", ("晚上就临时搭张床。",))
PAGE: Page = (("红色力量", (FIRST, SECOND)), ("硬核书记", (THIRD,)))


def whys(plan: Plan) -> tuple[set[Why], set[Why], set[Why]]:
    """Reasons to speak, to master and to write."""
    return tuple({why for _thing, why in rows} for rows in (plan.speak, plan.master, plan.write))  # type: ignore[return-value]


# --- how little is made ---------------------------------------------------------------------------


@some
@given(pages())
def test_the_plan_of_a_finished_build_is_empty(page: Page) -> None:
    done = build(sheets(page))
    assert done.plan(sheets(page)).is_empty


@some
@given(pages())
def test_a_first_plan_makes_each_thing_once_and_all_of_it_new(page: Page) -> None:
    wanted = sheets(page)
    plan = decide(wanted, studio=STUDIO, past=Past(), speech=frozenset(), units=frozenset())
    assert whys(plan) == ({Why.NEW_WORDS},) * 3
    assert [s for s, _why in plan.write] == list(wanted)
    tasks = [task for sheet in wanted for task in sheet.tasks]
    assert sorted(t.unit_key for t, _why in plan.master) == sorted({t.unit_key for t in tasks})
    assert sorted(t.speech_key for t, _why in plan.speak) == sorted(
        {t.speech_key for t in tasks if t.utterance}
    )


@some
@given(pages())
def test_without_episodes_and_manifest_a_whole_store_speaks_nothing(page: Page) -> None:
    done = build(sheets(page))
    plan = replace(done, past=Past()).plan(sheets(page))
    assert (plan.speak, plan.master) == ((), ())
    assert len(plan.write) == len(sheets(page))


@some
@given(pages(sections=2))
def test_swapping_sections_speaks_no_profile_anew(page: Page) -> None:
    swapped = page[::-1]
    plan = build(sheets(page)).plan(sheets(swapped))
    told = {words for said in people_of(script(page)).values() for words in said}
    assert not spoken_anew(plan) & told
    assert all(t.part.role is Role.ANNOUNCER for t, _why in plan.speak if isinstance(t.part, Segment))


@some
@given(pages(sections=2), st.data())
def test_moving_a_profile_speaks_no_profile_anew(page: Page, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(page) - 2))
    (title, (moved, *rest)), (other, hosts) = page[at], page[at + 1]
    place = data.draw(st.integers(0, len(hosts)))
    left = ((title, tuple(rest)),) if rest else ()
    page_after = (*page[:at], *left, (other, (*hosts[:place], moved, *hosts[place:])), *page[at + 2 :])
    plan = build(sheets(page)).plan(sheets(page_after))
    assert not spoken_anew(plan) & {words for said in people_of(script(page)).values() for words in said}


@some
@given(pages(), people, st.data())
def test_inserting_a_profile_speaks_it_and_what_counts_people(
    page: Page, person: tuple[str, tuple[str, ...]], data: st.DataObject
) -> None:
    person = (f"新{person[0]}", person[1])
    at = data.draw(st.integers(0, len(page) - 1))
    place = data.draw(st.integers(0, len(page[at][1])))
    title, persons = page[at]
    after = (*page[:at], (title, (*persons[:place], person, *persons[place:])), *page[at + 1 :])
    plan = build(sheets(page)).plan(sheets(after))
    old, new = people_of(script(page)), people_of(script(after))
    of_profiles = {words for said in new.values() for words in said}
    own = {words for name, said in new.items() if name not in old for words in said}
    assert spoken_anew(plan) & of_profiles <= own
    frame = spoken_anew(plan) - own
    assert all("位" in words or "先从" in words for words in frame)


def test_one_edited_sentence_is_spoken_alone_and_renews_its_episode_alone() -> None:
    edited: Page = (("红色力量", ((FIRST[0], ("他带伤工作。", "志愿者也来了。")), SECOND)), PAGE[1])
    plan = build(sheets(PAGE)).plan(sheets(edited))
    assert spoken_anew(plan) == {"他带伤工作。"}
    assert [sheet.file for sheet, _why in plan.write] == ["episodes/01-e.mp3"]
    assert whys(plan) == ({Why.NEW_WORDS},) * 3


def test_words_that_come_twice_are_spoken_once() -> None:
    twice: Page = (("红色力量", ((FIRST[0], ("他来了。", "他来了。")), (SECOND[0], ("他来了。",)))),)
    one_voice = {**ROLES, Role.NARRATOR: Casting(("high",), "-10%", "+0Hz")}
    studio = replace(STUDIO, roles=one_voice)
    plan = decide(sheets(twice, studio), studio=studio, past=Past(), speech=frozenset(), units=frozenset())
    said = [t for t, _why in plan.speak if t.utterance and t.utterance.words == "他来了。"]
    assert len(said) == 1


# --- why ------------------------------------------------------------------------------------------


def test_a_lost_store_is_no_reason_while_the_episodes_are_whole() -> None:
    done = build(sheets(PAGE)).without(speech=True, units=True, made=True)
    assert done.plan(sheets(PAGE)).is_empty


def lose_first_episode(past: Past) -> Past:
    whole = {file: key for file, key in (past.episodes or {}).items() if not file.startswith("episodes/01")}
    return replace(past, episodes=whole)


@pytest.mark.parametrize("lying", [True, False], ids=["damaged", "gone"])
@pytest.mark.parametrize("made", [True, False], ids=["", "reasons lost too"])
def test_what_was_lost_is_made_again_because_it_was_lost(lying: bool, made: bool) -> None:
    done = build(sheets(PAGE)).without(speech=True, units=True, made=made)
    past = lose_first_episode(done.past)
    plan = replace(done, past=past if lying else replace(past, lying=frozenset())).plan(sheets(PAGE))
    assert whys(plan) == ({Why.LOST},) * 3
    assert [sheet.file for sheet, _why in plan.write] == ["episodes/01-e.mp3"]


def test_a_lost_unit_whose_speech_is_kept_is_mastered_alone() -> None:
    done = build(sheets(PAGE)).without(units=True)
    plan = replace(done, past=lose_first_episode(done.past)).plan(sheets(PAGE))
    assert whys(plan) == (set(), {Why.LOST}, {Why.LOST})


def test_a_lost_manifest_is_a_loss_when_the_episodes_lie_there() -> None:
    done = build(sheets(PAGE))
    plan = replace(done, past=Past(lying=done.past.lying)).plan(sheets(PAGE))
    assert whys(plan) == (set(), set(), {Why.LOST})


@pytest.mark.parametrize("made", [True, False], ids=["", "reasons lost too"])
@pytest.mark.parametrize(
    "studio",
    [
        replace(STUDIO, engine="espeak"),
        replace(STUDIO, roles={role: replace(casting, rate="-25%") for role, casting in ROLES.items()}),
    ],
    ids=["engine", "pace"],
)
def test_another_voice_is_the_reason_everywhere(studio: Studio, made: bool) -> None:
    done = build(sheets(PAGE)).without(made=made)
    plan = done.plan(sheets(PAGE, studio), studio)
    assert whys(plan) == ({Why.NEW_VOICE},) * 3
    assert not any(task.utterance is None for task, _why in plan.master)


def test_a_new_state_of_the_engine_is_another_voice() -> None:
    studio = replace(STUDIO, revision="2")
    plan = build(sheets(PAGE)).plan(sheets(PAGE, studio), studio)
    assert whys(plan) == ({Why.NEW_VOICE},) * 3


def test_a_voice_set_for_one_profile_is_another_voice_for_it_alone() -> None:
    heading, body = THIRD
    recast: Page = (PAGE[0], ("硬核书记", ((heading, (f"<!-- voice: low -->\n{body[0]}",)),)))
    plan = build(sheets(PAGE)).plan(sheets(recast))
    assert (spoken_anew(plan), whys(plan)) == ({"晚上就临时搭张床。"}, ({Why.NEW_VOICE},) * 3)


def test_a_new_reading_counts_as_edited_words() -> None:
    heading, _body = THIRD
    reread: Page = (PAGE[0], ("硬核书记", ((heading, ("晚上就临时搭张{床|chuang2}。",)),)))
    plan = build(sheets(PAGE)).plan(sheets(reread))
    assert (spoken_anew(plan), whys(plan)) == ({"晚上就临时搭张床。"}, ({Why.NEW_WORDS},) * 3)


@pytest.mark.parametrize("made", [True, False], ids=["", "reasons lost too"])
def test_another_outlet_masters_anew_and_speaks_nothing(made: bool) -> None:
    studio = replace(STUDIO, preset=replace(SPEAKER, name="podcast"))
    done = build(sheets(PAGE)).without(made=made)
    plan = done.plan(sheets(PAGE, studio), studio)
    assert whys(plan) == (set(), {Why.NEW_PRESET}, {Why.NEW_PRESET})
    assert any(task.utterance is None for task, _why in plan.master)


def test_a_new_encoder_masters_anew_and_says_so() -> None:
    studio = replace(STUDIO, encoder="2 1.9")
    plan = build(sheets(PAGE)).plan(sheets(PAGE, studio), studio)
    assert whys(plan) == (set(), {Why.NEW_PRESET}, {Why.NEW_PRESET})


def test_going_back_to_an_earlier_sound_makes_nothing_but_the_episodes() -> None:
    louder = replace(STUDIO, preset=replace(PODCAST, loudness_lufs=-14.0))
    first, then = build(sheets(PAGE)), build(sheets(PAGE, louder), louder)
    both = replace(then, speech=first.speech | then.speech, units=first.units | then.units)
    assert whys(both.plan(sheets(PAGE))) == (set(), set(), {Why.NEW_PRESET})


@pytest.mark.parametrize("change", [{"byline": "记者 某某"}, {"date": "2022-06-16"}], ids=["byline", "date"])
def test_what_a_player_shows_renews_episodes_for_their_titles(change: dict[str, str]) -> None:
    silent = {"byline": "记者 陈瑜琪", "date": "2022-06-15"}
    plan = build(sheets(PAGE, **silent)).plan(sheets(PAGE, **{**silent, **change}))
    assert {why for _sheet, why in plan.write} <= {Why.NEW_ORDER, Why.NEW_WORDS}
    if "date" in change:
        assert whys(plan) == (set(), set(), {Why.NEW_ORDER})


def test_other_music_is_a_reason_of_its_own_and_speaks_nothing() -> None:
    own, other = (replace(OUR_TUNES, closing=Music("closing", 0, digest)) for digest in ("ab", "cd"))
    done = build(sheets(PAGE, tunes=own))
    plan = done.plan(sheets(PAGE, tunes=other))
    assert whys(plan) == (set(), {Why.NEW_MUSIC}, {Why.NEW_MUSIC})
    assert len(plan.master) == 1
    back = replace(done, units=done.units | {t.unit_key for t, _why in plan.master})
    assert whys(back.plan(sheets(PAGE, tunes=other))) == (set(), set(), {Why.NEW_MUSIC})


def test_an_exchanged_opening_renews_only_the_episodes_that_it_opens() -> None:
    own = replace(OUR_TUNES, opening=Music("opening", 300, "ab"), under_intro=True)
    other = replace(own, opening=Music("opening", 300, "cd"))
    plan = build(sheets(PAGE, tunes=own)).plan(sheets(PAGE, tunes=other))
    assert whys(plan) == (set(), {Why.NEW_MUSIC}, {Why.NEW_MUSIC})
    assert [sheet.file for sheet, _why in plan.write] == ["episodes/01-e.mp3"]
    assert len(plan.master) == 1


def test_laying_the_opening_under_the_words_speaks_nothing_anew() -> None:
    plan = build(sheets(PAGE)).plan(sheets(PAGE, tunes=replace(OUR_TUNES, under_intro=True)))
    assert whys(plan) == (set(), {Why.NEW_MUSIC}, {Why.NEW_MUSIC})


def test_another_order_of_profiles_is_a_new_order() -> None:
    three = (FIRST, SECOND, THIRD)
    page: Page = (("红色力量", three),)
    plan = build(sheets(page)).plan(sheets((("红色力量", (FIRST, THIRD, SECOND)),)))
    assert whys(plan) == (set(), set(), {Why.NEW_ORDER})


# --- what has no place any more -------------------------------------------------------------------


def test_an_episode_of_a_removed_section_is_stale() -> None:
    plan = build(sheets(PAGE)).plan(sheets(PAGE[:1]))
    assert plan.stale == ("episodes/02-e.mp3",)


def test_a_broken_or_forgotten_episode_is_stale_too() -> None:
    done = build(sheets(PAGE))
    lying = done.past.lying | {"episodes/07-e.mp3", "episodes/01-former.mp3"}
    plan = replace(done, past=replace(done.past, lying=lying)).plan(sheets(PAGE))
    assert plan.stale == ("episodes/01-former.mp3", "episodes/07-e.mp3")
    assert not plan.is_empty


def test_an_episode_laid_beside_stays_until_its_own_place_is_written() -> None:
    done = build(sheets(PAGE))
    spare = beside("episodes/01-e.mp3")
    past = replace(done.past, lying=done.past.lying | {spare})
    assert spare == "episodes/01-e.new.mp3"
    assert replace(done, past=past).plan(sheets(PAGE)).stale == (spare,)
    assert replace(done, past=lose_first_episode(past)).plan(sheets(PAGE)).stale == ()
