"""The project's own readings of places and surnames."""

from __future__ import annotations

import pytest

from audio_edition.model import Mark
from audio_edition.spoken import hanzi_count, parse_pinyin, speak
from audio_edition.spoken.lexicon import AMBIGUOUS_SURNAMES, places, surnames


def read(text: str, people: tuple[str, ...] = (), **more: object) -> dict[str, str]:
    spoken = speak(text, people=people, **more)  # type: ignore[arg-type]
    return {spoken.words[r.start : r.end]: " ".join(r.pinyin) for r in spoken.readings if r.source == "table"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("上海市长宁区举行", {"长宁区": "chang2 ning2 qu1"}),
        ("他在长宁工作", {"长宁": "chang2 ning2"}),
        ("校长宁愿自己来", {}),
        ("部长宁可不去", {}),
        ("美丽水乡", {}),
        ("丽水市", {"丽水市": "li2 shui3 shi4"}),
        ("十余干部", {}),
        ("应县委要求", {}),
        ("新泾镇与吴淞", {"新泾": "xin1 jing1", "吴淞": "wu2 song1"}),
    ],
)
def test_a_place_is_read_where_it_is_surely_one(text, found):
    assert read(text) == found


def test_a_surname_is_read_as_one_only_for_people_of_the_edition():
    people = ("单晓红", "欧阳修", "诸葛明")
    assert read("单晓红说，单书记的单位很简单", people) == {"单": "shan4"}
    assert read("单晓红和单书记", ()) == {}
    assert read("诸葛明来了", people) == {"诸葛": "zhu1 ge3"}


def test_an_editors_mark_wins_over_the_table():
    spoken = speak("在长宁区", (Mark(1, 3, "zhǎng níng"),))
    assert [(r.pinyin, r.source) for r in spoken.readings] == [(("zhang3", "ning2"), "")]


def test_an_editors_reading_wins_over_the_table():
    spoken = speak("在长宁区", (), {"长宁区": "zhǎng níng qū"})
    assert [(r.pinyin, r.source) for r in spoken.readings] == [(("zhang3", "ning2", "qu1"), "")]


def test_the_tables_hold_a_syllable_for_every_hanzi():
    for word, syllables in {**places(), **surnames()}.items():
        assert hanzi_count(word) == len(word) == len(syllables)
        assert parse_pinyin(" ".join(syllables)) == syllables
    for surname, ways in AMBIGUOUS_SURNAMES.items():
        assert len(set(ways)) == len(ways) > 1
        assert surname not in surnames()
