"""What holds for every text."""

import random
import re
import time
from string import ascii_letters, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_edition.errors import TextError
from audio_edition.model import Change, Mark, Spoken
from audio_edition.spoken import hanzi_count, speak
from audio_edition.spoken.clean import is_hanzi
from audio_edition.spoken.openings import OPENINGS, OUTLINES, REACH, may_begin
from audio_edition.spoken.rule import DIGIT, LETTER, SIGN
from audio_edition.spoken.rules import RULES
from audio_edition.spoken.speak import opening

ORDINARY = "，。！？；：、 "
SINGLE = (
    "0123456789年月日时分个名号楼室弄路元第后℃㎡￥%‰$+-–—~/:：.,，、。×=<>±#&@*()（）“”‘’'\"《》【】〔〕 \n\t"
    "·…□●ＡａＺ２⽂⺠①Ⅲ½²abkgmIXV沪电话甲乙丙陳祎〇\U00020bb7é😀\ud800٣^→㈠"
)
WORDS = (
    "120",
    "2022",
    "体温",
    "比分",
    "km/h",
    "kg",
    "8:30",
    "3.5",
    "vip",
    "A4",
    "元/人",
    "II期",
    "O2O",
    "www.a.cn",
    "GB/T 12-2008",
    "CN31-0012",
    "12/1起",
    "5.18-6.18",
    "1米82",
    "二○二二年",
    "2OO8年",
    "1 20 户",
    "3. 5 万",
    "2单元602",
    "1-0胜",
    "88年进厂",
    "1.4万t",
    "3′30″",
    "138****56",
    "歼-20",
)
PIECES = st.sampled_from([*SINGLE, *WORDS])
TEXTS = st.one_of(st.lists(PIECES, max_size=24).map("".join), st.text(max_size=40))


ALPHABETS = (
    "1年-/.:%",
    "0123456789Aa",
    "0123456789年月日时分个名号楼室弄路元",
    "/:,.;?·%℃-+()“”",
    SINGLE,
)
MOST_SECONDS = 2.0
"""For a megabyte (UTF-8) of a dense text, on an idle core of the machine that `REFERENCE_SECONDS` is from."""
DENSEST_SECONDS = 5.0
"""For letters, digits and blanks in turn: the aim of two seconds is not reached yet."""
NOISE = 1.25
"""A busy machine slows texts unevenly."""
REFERENCE_SECONDS = 0.125
"""What `calibration` takes there."""


def mixed(alphabet: str) -> str:
    """Draw a megabyte of characters, the same at each run."""
    size = sum(len(char.encode("utf-8", "surrogatepass")) for char in alphabet) / len(alphabet)
    return "".join(random.Random(1).choices(alphabet, k=int(990_000 / size)))  # noqa: S311


def calibration() -> float:
    """Time matches and the tuples made of them, the work of `speak`, in seconds."""
    start = time.process_time()
    match, kept = re.compile(r"[0-9]+(?:\.[0-9]+)?(?=[年月])|[a-z]").match, []
    for at in range(200_000):
        if found := match("12年a" * 50, at % 200):
            kept.append(Change(*found.span(), found[0], "rule"))
    return time.process_time() - start


def slowness() -> float:
    """Tell how much slower than the reference this machine is at this moment; never less than 1."""
    return max(1.0, min(calibration() for _time in range(3)) / REFERENCE_SECONDS)


def timed(text: str) -> tuple[float, str]:
    start = time.process_time()
    words = speak(text).words
    return time.process_time() - start, words


def check_ends(text: str, most_seconds: float) -> None:
    seconds, words = timed(text)
    if seconds > most_seconds:
        seconds = min(seconds, timed(text)[0])
    assert seconds < most_seconds * slowness() * NOISE
    assert not re.search("[0-9]", words)


def rebuilt(text: str, spoken: Spoken) -> str:
    parts, done = [], 0
    for change in spoken.changes:
        assert done <= change.start < change.end <= len(text)
        assert change.rule
        parts += [text[done : change.start], change.words]
        done = change.end
    return "".join([*parts, text[done:]])


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_the_words_are_the_print_with_its_changes_and_nothing_else(text):
    spoken = speak(text)
    assert rebuilt(text, spoken) == spoken.words


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_no_sign_is_left_that_an_engine_would_guess_at(text):
    words = speak(text).words
    assert not [char for char in words if not (char.isalpha() or is_hanzi(char) or char in ORDINARY)]


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_what_was_said_is_said_the_same_again(text):
    words = speak(text).words
    assert speak(words).words == words


@settings(max_examples=1000, deadline=None)
@given(TEXTS)
def test_a_change_keeps_the_hanzi_that_it_covers(text):
    for change in speak(text).changes:
        for char in text[change.start : change.end]:
            assert not is_hanzi(char) or char in change.words or char in "至转"


@given(
    st.text(alphabet="甲乙丙丁", min_size=1, max_size=6),
    st.integers(0, 5),
    st.sampled_from(["jiǎ", "yi3", "bǐng"]),
)
def test_pinyin_lies_over_hanzi_only_and_in_their_number(text, at, said):
    at = min(at, len(text) - 1)
    spoken = speak("“1个" + text + "”", (Mark(3 + at, 4 + at, said),))
    for reading in spoken.readings:
        assert reading.end - reading.start == len(reading.pinyin)
        assert all(is_hanzi(char) for char in spoken.words[reading.start : reading.end])
        assert spoken.words[reading.start : reading.end] == text[at]


@settings(max_examples=500, deadline=None)
@given(TEXTS, st.integers(0, 30), st.integers(0, 30), st.sampled_from(["", "幺二零", "3个", "好，", "A"]))
def test_a_mark_anywhere_keeps_the_way_back_to_the_print(text, one, other, said):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    spoken = speak(text, (Mark(start, end, said),)) if end > start else speak(text)
    assert rebuilt(text, spoken) == spoken.words


@given(st.text(max_size=12))
def test_any_reading_is_taken_or_refused_in_words(said):
    try:
        speak("重庆", (Mark(0, 2, said),))
    except TextError as refused:
        assert refused.hint


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_an_opening_never_rules_out_what_its_rule_matches(text):
    for at, begin in enumerate(map(opening().match, [text] * len(text), range(len(text)))):
        kind = DIGIT if text[at] in digits else LETTER if text[at] in ascii_letters else SIGN
        outline = begin[0].translate(OUTLINES) if begin else "某"
        ruled_out = [rule for rule in RULES if rule.at == kind and not may_begin(rule.name, outline)]
        assert not [rule.name for rule in ruled_out if begin and re.compile(rule.source).match(text, at)]


def test_openings_are_those_of_rules_and_rule_out_nothing_longer():
    names = {rule.name for rule in RULES}
    assert set(OPENINGS) <= names
    assert all(may_begin(name, "0" * (REACH + 1)) for name in names)


def also_slow(*texts: str) -> list[object]:
    """Shapes of the same kinds, which CI tries too."""
    return [pytest.param(text, marks=pytest.mark.slow) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "1-" * 500_000,
        "1/" * 500_000,
        "（" * 333_333,
        "1," * 500_000,
        "7" * 1_000_000,
        "1:" * 500_000,
        "1.1" * 330_000,
        "(1" * 400_000,
        "A1" * 500_000,
        *also_slow(
            "1 " * 500_000,
            "://" * 333_333,
            "a@" * 500_000,
            "a " * 500_000,
            "\u200b1" * 250_000,
            "第1" * 250_000,
            "www." * 250_000,
            "沪A1" * 200_000,
            "12年" * 200_000,
            "1米82" * 166_666,
            "821米" * 166_666,
            "12个月" * 125_000,
            "120户" * 166_666,
            "2个" * 250_000,
            "1.5元/斤" * 100_000,
            "120、" * 166_666,
            *(mixed(alphabet) for alphabet in ALPHABETS),
        ),
    ],
    ids=lambda text: ascii(text[:4]),
)
def test_a_megabyte_of_malice_ends(text):
    check_ends(text, MOST_SECONDS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "7a\t3" * 250_000,
        "A113" * 250_000,
        "I4-" * 333_333,
        "1a2 " * 250_000,
        " a%1 8" * 166_666,
        "O/2O7" * 200_000,
        mixed("ab 12. -"),
    ],
    ids=lambda text: ascii(text[:4]),
)
def test_a_megabyte_of_the_densest_shapes_known_ends(text):
    check_ends(text, DENSEST_SECONDS)


def test_three_hundred_digits_are_said_one_by_one():
    assert hanzi_count(speak("9" * 300).words) == 300
