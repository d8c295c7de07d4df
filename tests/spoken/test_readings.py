"""Marks, readings and pinyin."""

import pytest

from audio_edition.errors import TextError
from audio_edition.model import Mark, Reading
from audio_edition.spoken import check_reading, hanzi_count, parse_pinyin, speak


@pytest.mark.parametrize(
    ("said", "syllables"),
    [
        ("chóng", ("chong2",)),
        ("lì jūn", ("li4", "jun1")),
        ("lìjūn", ("li4", "jun1")),
        ("chong2 qing4", ("chong2", "qing4")),
        ("chong2qing4", ("chong2", "qing4")),
        ("xī'ān", ("xi1", "an1")),
        ("xī-ān", ("xi1", "an1")),
        ("lǘ", ("lv2",)),
        ("lv4", ("lv4",)),
        ("lu:4", ("lv4",)),
        ("nüe4", ("nve4",)),
        ("qū", ("qu1",)),
        ("de", ("de5",)),
        ("ma0", ("ma5",)),
        ("fāngàn", ("fan1", "gan4")),
        ("chǒng3", None),
        ("blah", None),
        ("chong6", None),
        ("CHONG2", ("chong2",)),
        ("Chong2 Qing4", ("chong2", "qing4")),
        ("重", None),
        ("", None),
        ("a" * 500, None),
        ("anan" * 15 + "x", None),
    ],
)
def test_pinyin_is_read_as_people_write_it(said, syllables):
    assert parse_pinyin(said) == syllables


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("重", "CHONG2"),
        ("IP", "IPv6"),
        ("重", "chong"),
        ("西安", "xīān"),
        ("先", "xiān"),
        ("重", "虫"),
        ("VIP", "贵宾"),
        ("120", "幺二零"),
    ],
)
def test_a_reading_that_fits_is_taken(printed, said):
    check_reading(printed, said)


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("重", "chong9"),
        ("重", "CHONG9"),
        ("泾", "jing9"),
        ("王其楠", "wang2 qi2 nan9"),
        ("重庆", "chóng"),
        ("重", "chong2 qing4"),
        ("重", "wifi"),
        ("120", "yāo"),
        ("", "yī"),
        ("重", ""),
    ],
)
def test_a_reading_that_does_not_fit_is_refused_with_an_example(printed, said):
    with pytest.raises(TextError) as refused:
        check_reading(printed, said)
    assert "{重|chóng}" in refused.value.hint


def test_capitals_with_a_number_are_pinyin():
    assert speak("重", (Mark(0, 1, "CHONG2"),)).readings == (Reading(0, 1, ("chong2",)),)


def test_pinyin_keeps_the_print_and_lies_over_the_words():
    spoken = speak("2号，须利君来了", (Mark(3, 6, "xū lì jūn"),))
    assert spoken.words == "二号，须利君来了"
    assert spoken.readings == (Reading(3, 6, ("xu1", "li4", "jun1")),)


def test_a_reading_goes_around_a_quote_and_a_blank():
    spoken = speak("去重“庆 市", (Mark(1, 6, "chóng qìng shì"),))
    assert spoken.words == "去重庆市"
    assert spoken.readings == (Reading(1, 4, ("chong2", "qing4", "shi4")),)


def test_words_are_said_in_place_and_cleaned():
    spoken = speak("找120吧", (Mark(1, 4, "急救3号"),))
    assert spoken.words == "找急救三号吧"
    assert spoken.changes[0].rule == "said_here"


def test_a_mark_is_a_barrier_for_numbers():
    assert speak("共34人", (Mark(1, 2, "三"),)).words == "共三四人"


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("他来了，又走", 4, "他来了。"),
        ("他来了，又走", 3, "他来了。"),
        ("他来了。又走", 4, "他来了。"),
        ("他说：“好，又走", 6, "他说：好。"),
        ("他来了；”又走", 5, "他来了。"),
        ("他来了又走", 3, "他来了。"),
        ("送到每一家……爱美", 7, "送到每一家。"),
        ("他来了。……又走", 6, "他来了。"),
    ],
)
def test_broken_off_words_are_silent_and_the_clause_before_ends(text, start, words):
    spoken = speak(text, (Mark(start, len(text), ""),))
    assert spoken.words == words
    assert spoken.changes[-1].rule == "broken_off"


def test_a_mark_around_a_blank_alone_says_nothing():
    spoken = speak(" ", (Mark(0, 1, ""),))
    assert spoken.words == ""
    assert [(change.start, change.end) for change in spoken.changes] == [(0, 1)]


def test_a_broken_off_beginning_is_silent():
    assert speak("的人。他来了。", (Mark(0, 3, ""),)).words == "他来了。"


def test_known_words_are_read_everywhere_but_in_marks_the_longest_first():
    readings = {"单": "shàn", "单位": "dān wèi", "IP": "网址"}
    spoken = speak("单书记和单位、VIP和IP，单", (Mark(14, 15, "dān"),), readings)
    assert spoken.words == "单书记和单位、VIP和网址，单"
    assert [reading.pinyin for reading in spoken.readings] == [("shan4",), ("dan1", "wei4"), ("dan1",)]
    assert [change.rule for change in spoken.changes] == ["reading"]


def test_a_known_number_is_not_found_inside_another():
    assert speak("打120，共5120人", (), {"120": "幺二零"}).words == "打幺二零，共五千一百二十人"


def test_a_reading_that_does_not_fit_is_refused_even_if_it_is_not_used():
    with pytest.raises(TextError):
        speak("甲", (), {"重庆": "chóng"})


def test_hanzi_are_counted_in_every_plane():
    assert hanzi_count("〇一𠮷㐀a1，。") == 4
