"""From what is heard to the text: every moment of every episode, and every sentence of every person."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import soundfile

from audio_edition.build import Job
from audio_edition.build.tracing import at_time, cut_sound, frames_of, moments, of_person, place_of
from audio_edition.errors import AudioError, UsageError
from audio_edition.model import Role
from audio_edition.proof import Heard
from audio_edition.store import Store
from tests.desk import Desk
from tests.proof.conftest import prepared


def told(job: Job) -> list[tuple[int, dict[str, Any]]]:
    """Every row of the manifest with the number of its episode."""
    return [
        (sheet.episode.number, row)
        for sheet in job.plan.sheets
        for row in job.last.entries[sheet.file]["segments"]  # type: ignore[attr-defined]
    ]


def test_in_the_middle_of_every_sentence_its_print_words_and_line_are_found(job: Job) -> None:
    lines = {segment.id: segment.line for segment in job.script.segments}
    for number, row in told(job):
        found = at_time(job, number, (row["start_ms"] + row["end_ms"]) // 2)
        assert (found.written, found.spoken, found.chapter) == (row["written"], row["spoken"], row["chapter"])
        assert found.moment is not None and found.moment.segment.id == row["id"]
        line = lines[row["id"]]
        assert place_of(found.moment, job) == (f"scripts/small/edition.md:{line}" if line else "voices.yaml")


def test_the_line_that_is_named_holds_the_words(job: Job) -> None:
    text = job.loaded.folder.joinpath("edition.md").read_text(encoding="utf-8").splitlines()
    for moment in moments(job):
        if moment.segment.role is Role.NARRATOR:
            assert moment.segment.written[:1] in text[moment.segment.line - 1]


def test_in_a_rest_the_sentence_before_it_is_meant(job: Job) -> None:
    for (number, row), (other, following) in pairwise(told(job)):
        if number == other and following["start_ms"] > row["end_ms"]:
            middle = (row["end_ms"] + following["start_ms"]) // 2
            assert at_time(job, number, middle).spoken == row["spoken"]


def test_in_the_tune_before_the_first_words_the_first_words_are_meant(job: Job) -> None:
    for number in (1, 2):
        first = next(row for other, row in told(job) if other == number)
        assert first["start_ms"] > 1000
        assert at_time(job, number, 0).spoken == first["spoken"]


def test_up_to_the_end_the_last_words_are_meant_and_behind_it_nothing(job: Job) -> None:
    entry = job.last.entries["episodes/01-small.mp3"]
    end_ms = entry["duration_ms"]
    assert isinstance(end_ms, int)
    assert at_time(job, 1, end_ms).spoken == "谢谢收听。"
    with pytest.raises(UsageError, match=r"this episode ends at \d:\d\d") as refused:
        at_time(job, 1, end_ms + 1)
    assert refused.value.hint


def test_the_cut_sound_is_the_episodes_own(job: Job) -> None:
    for sheet in job.plan.sheets:
        episode, _rate = soundfile.read(job.folder / sheet.file)
        for moment in moments(job):
            if moment.sheet is sheet and moment.heard and not moment.segment.opened_by:
                samples, _rate = soundfile.read(io.BytesIO(cut_sound(job, moment.heard)))
                start = round(moment.heard.start_ms / 24) * 1152 - 529  # the decoder's delay
                assert np.abs(episode[start : start + len(samples)] - samples).max() < 1e-5


def test_words_that_a_tune_opens_are_cut_out_without_it(job: Job) -> None:
    for sheet in job.plan.sheets:
        episode, rate_hz = soundfile.read(job.folder / sheet.file)
        (moment,) = (m for m in moments(job) if m.sheet is sheet and m.segment.opened_by)
        assert moment.heard and moment.heard.start_ms > 1000
        samples, _rate = soundfile.read(io.BytesIO(cut_sound(job, moment.heard)))
        words = (moment.heard.end_ms - moment.heard.start_ms - 12) * rate_hz // 1000
        end = moment.heard.end_ms * rate_hz // 1000 - 529
        assert 0 <= len(samples) - words <= 5 * 1152
        assert np.abs(episode[end - words : end] - samples[-words:]).max() < 1e-5


def test_a_lost_episode_is_told_plainly(built: Desk) -> None:
    job = prepared(built)
    (job.folder / "episodes/01-small.mp3").unlink()
    with pytest.raises(AudioError) as refused:
        cut_sound(job, Heard("episodes/01-small.mp3", 0, 1000))
    assert refused.value.where == "output/small/episodes/01-small.mp3"
    with pytest.raises(UsageError, match="not made yet"):
        at_time(prepared(built), 1, 0)


def test_after_an_edit_the_old_words_are_told_for_what_is_still_heard(built: Desk) -> None:
    row = next(row for _number, row in told(prepared(built)) if "睡在居委" in row["spoken"])
    built.edit("睡在居委", "睡在楼道")
    job = prepared(built)
    found = at_time(job, 2, (row["start_ms"] + row["end_ms"]) // 2)
    assert found.spoken == row["spoken"] and found.moment is None
    others = [other for number, other in told(job) if number == 2 and other != row]
    for other in others:
        assert at_time(job, 2, other["start_ms"]).moment is not None


def test_every_sentence_of_a_person_is_found_by_its_number(job: Job) -> None:
    for name in ("刘观锡", "盖建国", "鲁晓明", "单晓红"):
        own = [m for m in moments(job) if m.chapter.title.startswith(name)]
        body = [m for m in own if m.segment.role is Role.NARRATOR]
        assert of_person(job, name, 0) == own[0]
        assert name in own[0].segment.written
        assert [of_person(job, name, n) for n in range(1, len(body) + 1)] == body
        with pytest.raises(UsageError, match=f"the sentences 1 to {len(body)}"):
            of_person(job, name, len(body) + 1)


def test_a_name_in_two_chapters_is_asked_about_and_a_whole_name_is_meant_alone(built: Desk) -> None:
    built.edit("书记鲁晓明", "书记刘观锡华")
    job = prepared(built)
    assert of_person(job, "刘观锡", 0).chapter.title == "刘观锡｜绿八居民区"
    assert of_person(job, "刘观锡华", 0).chapter.title == "刘观锡华｜刘一居民区"
    with pytest.raises(UsageError, match="several chapters are called 刘") as refused:
        of_person(job, "刘", 1)
    assert "刘观锡华｜刘一居民区" in refused.value.hint
    with pytest.raises(UsageError, match="no chapter is called 张三"):
        of_person(job, "张三", 1)


def test_every_sentence_has_as_many_frames_as_it_is_long(job: Job) -> None:
    store = Store(job.folder.parent / ".store")
    for moment in moments(job):
        assert moment.heard is not None
        if moment.segment.opened_by:
            continue
        assert frames_of(moment, store) == -((moment.heard.start_ms - moment.heard.end_ms) // 24)
