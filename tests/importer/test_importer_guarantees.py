"""What holds for every page: nothing lost, nothing invented, no crash, an end."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from audio_edition.edition import parse_edition, write_edition
from audio_edition.errors import TextError
from audio_edition.importer import find_doubts, read_page
from audio_edition.importer.repair import fold_width, repair
from audio_edition.model import Edition
from tests.importer.pages import Manner, print_page, sound_edition, texts
from tests.importer.test_importer_findings import SOUND_NAMES

HEADING = "绿八居民区党总支书记刘观锡\n"
PIECES = st.sampled_from(
    [
        "绿八居民区党总支书记刘观锡",
        "南洋新都居民区党总支副书记郁丽燕",
        "文殊坊社区居委会主任欧阳慧",
        "周玉兰｜78岁 退休教师",
        "冯德海|82岁",
        "快递员王强",
        "快递员 刘刚",
        "援疆医疗队护士长高远",
        "1.程桥居民区党总支书记韩为众",
        "【程桥居民区党总支书记韩为众】",
        "居民区书记在“疫”线：用坚守诠释初心",
        "□记者 陈瑜琪 整理报道",
        "（记者 陈瑜琪）",
        "红色力量在“疫”线坚守",
        "谁说新手不行？",
        "封控期间，刘观锡始终坚持在岗位上。",
        "郁丽燕摔伤了膝盖，又带着团队忙开了",
        "员、群众打成一片,小区居民有问题总会先找徐",
        '夏书记说:"我一个人去可以减少我',
        "但120运力紧张,最方便的便是自驾车",
        "编者按：基层治理，千头万绪。",
        "{须|需}利君〔残：她〕<!-- ok -->\\",
        "# 一",
        "---",
        "\ufffd锟斤拷",
        "𬱖䶮 Ａ１ ① Ⅲ café e\u0301 ",
        *"，。、；：！？“”‘’\"'（）《》「」…—·|/ \u3000\t\u200b\ufeff\x1f\u2028",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
    ]
)
BLOCKS = st.lists(st.tuples(PIECES, st.sampled_from(["", "\n", "\n", "\n\n"])).map("".join), max_size=25)
WITH_HEADING = st.tuples(BLOCKS, BLOCKS).map(lambda two: "".join([*two[0], "\n\n", HEADING, *two[1]]))
PAGES = WITH_HEADING | st.tuples(st.just(f"标题\n\n{HEADING}"), st.text(max_size=60)).map("".join)
ANYTHING = st.text(max_size=80) | st.binary(max_size=80).map(lambda data: data.decode("gb18030", "replace"))


def solid(text: str) -> str:
    """The hanzi, letters and digits of a text."""
    return "".join(c for c in fold_width(text) if c.isalnum())


def parts(edition: Edition) -> Iterator[str]:
    """What is printed below the masthead, in order."""
    for section in edition.sections:
        yield section.title
        for profile in section.profiles:
            yield profile.heading.text
            yield from (paragraph.text for paragraph in profile.paragraphs)


def printed(edition: Edition) -> str:
    lead = "".join(paragraph.text for paragraph in edition.lead)
    return edition.kicker + edition.title + edition.byline + lead + "".join(parts(edition))


def read(page: str) -> Edition | None:
    try:
        return read_page(page, key="page")[0]
    except TextError as problem:
        assert problem.message and problem.where == "page"
        return None


@settings(max_examples=300)
@given(ANYTHING)
def test_any_text_is_imported_or_refused_with_a_reason(page: str) -> None:
    read(page)


@settings(max_examples=300)
@given(PAGES)
def test_no_hanzi_letter_or_digit_of_a_page_is_lost_or_added(page: str) -> None:
    edition = read(page)
    if edition:
        assert Counter(solid(printed(edition))) == Counter(solid(page))


@settings(max_examples=200)
@given(PAGES)
def test_everything_below_the_masthead_stays_in_the_pages_order(page: str) -> None:
    edition = read(page)
    if edition:
        rest = iter(solid(page))
        assert all(c in rest for c in solid("".join(parts(edition))))


@settings(max_examples=200)
@given(PAGES)
def test_a_finding_quotes_what_stands_on_a_line_of_the_page(page: str) -> None:
    if read(page) is None:
        return
    edition, findings = read_page(page, key="page")
    lines = page.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for finding in findings:
        assert 1 <= finding.line <= lines
        assert finding.message
        assert solid(finding.quote) in solid(printed(edition))


@settings(max_examples=300)
@given(st.text(max_size=80) | st.lists(PIECES, max_size=12).map("".join))
def test_repairing_twice_changes_nothing(text: str) -> None:
    once = repair(text)
    assert repair(once) == once
    assert solid(once) == solid(text)


@settings(max_examples=200)
@given(PAGES)
def test_an_imported_text_is_read_back_as_it_was_written(page: str) -> None:
    assume("＃" not in page)
    edition = read(page)
    if edition and edition.title:
        written = write_edition(edition)
        again = parse_edition(written, where="edition.md", check_reading=lambda word, said: None)
        assert texts(again) == texts(edition)
        find_doubts(again)


@settings(max_examples=60)
@given(st.sampled_from(SOUND_NAMES), st.data())
def test_a_page_with_damage_anywhere_keeps_all_its_words(name: str, data: st.DataObject) -> None:
    page = print_page(sound_edition(name), Manner(half_width=True, straight=True))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(page)))
        end = min(len(page), start + data.draw(st.integers(0, 30)))
        page = page[:start] + data.draw(PIECES) + page[end:]
    edition = read(page)
    assert edition
    assert Counter(solid(printed(edition))) == Counter(solid(page))


def repeated(text: str, size: int = 200_000) -> str:
    return text * (size // len(text.encode()))


SLOW = {
    "commas": HEADING + repeated("，"),
    "straight quotes": HEADING + repeated('"'),
    "apostrophes": HEADING + repeated("'a ' "),
    "Latin words": HEADING + repeated("a "),
    "digits": HEADING + repeated("0"),
    "brackets": HEADING + repeated("（"),
    "one long word": HEADING + repeated("人"),
    "names": repeated("王芳\n\n"),
    "bars": repeated("王芳|78岁\n"),
    "places": repeated("居民区") + f"\n{HEADING}",
    "titles": repeated(f"红色力量在疫线\n{HEADING}人来了。\n"),
    "texts above": repeated("居民区书记在疫线。\n") + f"{HEADING}人。",
    "display lines above": repeated("居民区书记在疫线\n") + f"{HEADING}人。",
    "near slips": HEADING + repeated("封控期间封挖期间"),
    "many people": "".join(
        f"绿{chr(0x4E00 + at)}居民区党总支书记刘{chr(0x5000 + at)}锡\n\n刘{chr(0x5000 + at)}锡来了，\n\n"
        for at in range(3000)
    ),
}


@pytest.mark.parametrize("page", SLOW.values(), ids=SLOW.keys())
def test_a_hostile_page_of_200_kb_ends_soon(page: str) -> None:
    began = time.perf_counter()
    edition = read(page)
    if edition:
        find_doubts(edition)
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_accents_stay_as_they_are_written(form: str) -> None:
    word = unicodedata.normalize(form, "café")  # type: ignore[arg-type]
    edition = read(f"标题\n\n{HEADING}\n他开了一间{word}小店。\n")
    assert edition
    assert edition.sections[0].profiles[0].paragraphs[0].text == f"他开了一间{word}小店。"
