"""Respelling for a voice that takes no phonemes."""

from __future__ import annotations

import pytest
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_tone3

from audio_edition.engines.homophones import homophones, respell, unsayable
from audio_edition.model import Reading
from audio_edition.spoken import hanzi_count, parse_pinyin


def given(at: int, *pinyin: str, source: str = "") -> tuple[Reading, ...]:
    return (Reading(at, at + len(pinyin), pinyin, source),)


@pytest.mark.parametrize(
    ("words", "readings", "sent"),
    [
        ("重启", given(0, "chong2"), "崇启"),
        ("单书记", given(0, "shan4"), "善书记"),
        ("银行", given(1, "hang2"), "银航"),
        ("须利君", given(0, "xu1", "li4", "jun1"), "须利君"),
        ("松江", given(0, "song1"), "松江"),
    ],
)
def test_only_what_could_be_misread_is_respelled(words, readings, sent):
    assert respell(words, readings) == sent


def test_the_table_respells_only_what_would_be_misread():
    readings = given(0, "chang2", "ning2", "qu1", source="table")
    assert respell("长宁区", readings) == "常宁区"


def test_a_hanzi_without_a_safe_homophone_is_named_and_stays():
    assert respell("葛优", given(0, "ge3")) == "葛优"
    assert unsayable("葛优", given(0, "ge3")) == (("葛", "ge3"),)


def test_every_homophone_is_a_hanzi_with_that_reading_in_pypinyins_own_list():
    wrong = []
    for syllable, hanzi in homophones().items():
        assert parse_pinyin(syllable) == (syllable,)
        assert hanzi_count(hanzi) == len(hanzi)
        for char in hanzi:
            listed = {
                to_tone3(one, v_to_u=False).replace("ü", "v") for one in PINYIN_DICT[ord(char)].split(",")
            }
            wrong += [] if syllable in listed else [(syllable, char, listed)]
    assert wrong == []


def test_no_hanzi_is_the_homophone_of_two_syllables():
    hanzi = "".join(homophones().values())
    assert len(set(hanzi)) == len(hanzi)
