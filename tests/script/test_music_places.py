"""Where music stands in the script."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from audio_edition.config import Lines
from audio_edition.model import Music, Script, Segment
from audio_edition.script import OUR_TUNES, Rests, Tunes, Wording, write_script
from tests.script.test_writing import EDITION, say

RESTS = Rests(sentence=1, paragraph=2, heading=3, profile=4, section=5)
WORDING = Wording(asdict(Lines()), "本节目由人工智能合成语音播报")
UNDER = replace(OUR_TUNES, under_intro=True)
SIGN = replace(OUR_TUNES, profile=Music("profile", 300))


def write(tunes: Tunes, *, whole: bool = False) -> Script:
    return write_script(EDITION, say=say, wording=WORDING, rests=RESTS, tunes=tunes, whole=whole)


def played(script: Script) -> list[str]:
    return [part.name for episode in script.episodes for part in episode.parts if isinstance(part, Music)]


def test_each_episode_has_its_opening_and_its_closing() -> None:
    names = ["opening", "closing", "opening_next", "closing", "opening_next", "closing"]
    assert played(write(OUR_TUNES)) == names


def test_one_sign_stands_before_each_section_but_the_first_which_the_opening_opens() -> None:
    script = write(OUR_TUNES, whole=True)
    assert played(script) == ["opening", "section", "section", "closing"]
    firsts = [c.title for c in script.episodes[0].chapters if isinstance(c.parts[0], Music)]
    assert firsts == ["开场", "“硬核”书记", "后浪"]


def test_a_sign_for_each_person_sounds_only_when_it_is_asked_for() -> None:
    people = [c for e in write(SIGN).episodes for c in e.chapters if "｜" in c.title]
    assert len(people) == 4
    assert all(c.parts[0] == Music("profile", 300) for c in people)
    assert "profile" not in played(write(OUR_TUNES))


def test_under_the_intro_the_tune_is_one_piece_with_the_first_sentence() -> None:
    for episode, plain in zip(write(UNDER).episodes, write(OUR_TUNES).episodes, strict=True):
        first, *rest = episode.parts
        tune, sentence, *others = plain.parts
        assert isinstance(first, Segment) and isinstance(sentence, Segment)
        assert first.opened_by == tune
        assert replace(first, opened_by=None, id="") == replace(sentence, id="")
        assert [p.pause_ms for p in rest] == [p.pause_ms for p in others]
        assert not any(isinstance(p, Segment) and p.opened_by for p in rest)


def test_without_an_opening_nothing_lies_under_the_intro() -> None:
    script = write(replace(UNDER, opening=None))
    first = script.episodes[0].parts[0]
    assert isinstance(first, Segment) and first.opened_by is None


@pytest.mark.parametrize("whole", [False, True])
def test_without_music_only_words_are_heard(whole: bool) -> None:
    assert played(write(Tunes(under_intro=True), whole=whole)) == []


@pytest.mark.parametrize("tunes", [OUR_TUNES, UNDER, SIGN, Tunes()])
def test_music_changes_no_word_and_no_order(tunes: Tunes) -> None:
    said = [[s.spoken for s in write(one).segments] for one in (tunes, OUR_TUNES)]
    assert said[0] == said[1]
