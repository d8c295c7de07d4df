"""Readings in doubt, and the readings that hold where nobody said otherwise."""

from __future__ import annotations

import pytest

from audio_edition import polyphones
from audio_edition.default_pinyin import default_pinyin, with_marks
from audio_edition.model import Reading, Role, Segment
from audio_edition.polyphones import Doubt, find_doubts
from audio_edition.spoken.lexicon import AMBIGUOUS_SURNAMES


def segment(words: str, *readings: Reading, line: int = 7) -> Segment:
    return Segment("1", Role.NARRATOR, words, words, 0, readings, line=line)


def doubts(*segments: Segment, names: dict[str, int] | None = None) -> tuple[Doubt, ...]:
    return find_doubts(segments, AMBIGUOUS_SURNAMES, names or {})


def test_a_word_that_two_sources_read_differently_is_named_once_with_its_line():
    found = doubts(segment("他勇挑重担"), segment("他勇挑重担", line=9))
    assert [(one.word, one.line, one.second_source) for one in found] == [("勇挑重", 7, "g2pM")]


def test_a_word_that_was_settled_is_not_named():
    assert doubts(segment("他勇挑重担", Reading(2, 3, ("tiao1",)))) == ()


def test_a_word_that_is_known_for_sure_is_not_named():
    assert doubts(segment("他们在英雄帖上协调调节，接种疫苗")) == ()


@pytest.mark.parametrize("words", ["他了解了情况，着急地走了", "一个不来", "都为你好", "哆啦A梦，120"])
def test_particles_and_numbers_are_left_to_the_voice(words):
    assert doubts(segment(words)) == ()


def test_a_surname_that_families_read_two_ways_is_asked_about():
    (found,) = doubts(segment("盖建国在这里"), names={"盖建国": 3})
    assert (found.word, found.line, found.second_source) == ("盖建国", 3, "surname")
    assert (found.first, found.second) == (("ge3", "jian4", "guo2"), ("gai4", "jian4", "guo2"))


def test_a_surname_with_a_reading_is_settled():
    assert doubts(segment("盖建国", Reading(0, 1, ("gai4",))), names={"盖建国": 3}) == ()


def test_without_the_second_source_only_surnames_are_asked_about(monkeypatch):
    monkeypatch.setattr(polyphones, "find_spec", lambda _name: None)
    polyphones.second_reader.cache_clear()
    try:
        assert doubts(segment("他勇挑重担")) == ()
    finally:
        polyphones.second_reader.cache_clear()


def test_every_hanzi_has_its_syllable_and_nothing_else_has_one():
    assert default_pinyin("重庆A，〇嗯") == ("chong2", "qing4", "", "", "", "")


def test_tones_change_in_a_row_but_not_in_numbers():
    assert default_pinyin("老师好", sandhi=True)[0] == "lao3"
    assert default_pinyin("你好", sandhi=True) == ("ni2", "hao3")
    assert default_pinyin("不是一个", sandhi=True) == ("bu2", "shi4", "yi2", "ge4")
    assert default_pinyin("二零二一年一月", sandhi=True)[3] == "yi1"
    assert default_pinyin("第一名", sandhi=True)[1] == "yi1"


def test_pypinyin_is_told_the_words_that_it_misreads():
    assert default_pinyin("书记长达") == ("shu1", "ji4", "chang2", "da2")
    assert default_pinyin("力所能及地给予")[4] == "de5"
    assert [default_pinyin("各地的土地")[at] for at in (1, 4)] == ["di4", "di4"]


def test_pinyin_is_written_with_its_marks():
    assert with_marks(("chong2", "lv4", "de5")) == "chóng lǜ de"
