"""Headings of several offices, and headings that the importer might take for text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from audio_edition.build.gather import load_config, load_edition
from audio_edition.build.pages import with_readings
from audio_edition.edition import write_edition
from audio_edition.findings import FindingKind
from audio_edition.importer import find_foreign, read_page
from audio_edition.model import Edition, Heading
from audio_edition.script.announcing import heading_fields
from tests.desk import make_desk
from tests.importer.pages import Manner, print_page, sound_edition

ROOT = Path(__file__).parents[2]
REAL = (ROOT / "scripts/xinjing-2022/page.txt").read_text(encoding="utf-8")
FOREIGN = (ROOT / "tests/text/TXT-003/in.txt").read_text(encoding="utf-8")

SPLIT = {
    "淞二居民区党总支书记、居委会主任潘明霞": ("淞二居民区", "党总支", "书记", "潘明霞"),
    "绿十居民区党总支书记兼居委会主任钱四": ("绿十居民区", "党总支", "书记", "钱四"),
    "绿十居民区党总支书记居委会主任钱四": ("绿十居民区", "党总支", "书记", "钱四"),
    "绿十居民区党总支书记兼居委会主任、业委会主任钱四": ("绿十居民区", "党总支", "书记", "钱四"),
    "绿十居民区党总支第一书记赵三": ("绿十居民区", "党总支", "第一书记", "赵三"),
    "绿十居民区党总支书记和文静": ("绿十居民区", "党总支", "书记", "和文静"),
    "虹桥新村楼组长王春荣": ("虹桥新村", "", "楼组长", "王春荣"),
    "一、虹桥新村楼组长王春荣": ("虹桥新村", "", "楼组长", "王春荣"),
    "市第三人民医院护士长林小雨": ("市第三人民医院", "", "护士长", "林小雨"),
    "虹桥新村平安办主任陈国栋": ("虹桥新村", "平安办", "主任", "陈国栋"),
    "长桥三村居民区党总支书记钮佩佩": ("长桥三村居民区", "党总支", "书记", "钮佩佩"),
    "东四居民区　党总支书记、居委会主任 李 娜": ("东四居民区", "党总支", "书记", "李娜"),
}


@pytest.mark.parametrize(("printed", "parts"), SPLIT.items())
def test_of_several_offices_the_first_counts(printed: str, parts: tuple[str, ...]) -> None:
    heading = Heading.parse(printed)
    assert (heading.place, heading.committee, heading.office, heading.name) == parts
    assert heading.text == printed


SAID = {
    "淞二居民区党总支书记、居委会主任潘明霞": ("淞二居民区", "党总支书记、居委会主任", "潘明霞"),
    "东四居民区　党总支书记 李 娜": ("东四居民区", "党总支书记", "李 娜"),
    "一、虹桥新村楼组长王春荣": ("虹桥新村", "楼组长", "王春荣"),
}


@pytest.mark.parametrize(("printed", "parts"), SAID.items())
def test_the_whole_post_is_announced_as_it_is_printed(printed: str, parts: tuple[str, ...]) -> None:
    fields = heading_fields(Heading.parse(printed))
    assert tuple(fields[name].text for name in ("place", "post", "name")) == parts


@pytest.mark.parametrize("post", ["书记兼居委会主任", "书记、居委会主任", "第一书记", "书记 居委会主任 "])
def test_half_of_a_pages_headings_may_hold_another_post(post: str) -> None:
    halves: Iterator[bool] = iter([True, False] * 40)
    page = re.sub("书记(?=.{2,4}$)", lambda m: post if next(halves) else m[0], REAL, flags=re.MULTILINE)
    assert page != REAL
    assert names(read_page(page, key="page")[0]) == names(read_page(REAL, key="page")[0])


def names(edition: Edition) -> list[str]:
    return [profile.heading.name for section in edition.sections for profile in section.profiles]


def headings(edition: Edition) -> list[str]:
    return [profile.heading.text for section in edition.sections for profile in section.profiles]


PEOPLE = {
    "王芳": "每天早上六点到岗，把楼道走一遍。居民都说细心。",
    "陈国栋": "把12部电梯都查了一遍。大家都很放心。",
    "李娜": "把车棚改成了书屋。孩子们放学都来。",
    "周小萍": "修好了路灯。",
}
POSTS = {
    "several offices": ("书记、居委会主任", "书记兼居委会主任", "第一书记", "书记"),
    "four offices": ("志愿者", "平安办主任", "业委会主任", "楼组长"),
    "offices of no known form": ("志愿者", "摄影师", "热心人", "修车师傅"),
}


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["blank lines", "no blank lines"])
@pytest.mark.parametrize("posts", POSTS.values(), ids=POSTS.keys())
def test_four_short_profiles_are_four(posts: tuple[str, ...], gap: str) -> None:
    lines = [f"虹桥新村{post}{name}" for post, name in zip(posts, PEOPLE, strict=True)]
    texts = [name + words for name, words in PEOPLE.items()]
    blocks = [line for pair in zip(lines, texts, strict=True) for line in pair]
    edition, findings = read_page("热心的人\n\n记者 木易\n\n" + gap.join(blocks) + "\n", key="page")
    assert (headings(edition), findings) == (lines, ())


def test_a_title_and_a_heading_parted_by_a_blank_line_are_two() -> None:
    page = print_page(sound_edition("district"), Manner()).replace(
        "“新手”也有真功夫\n", "一、热心人\n\n虹桥新村楼组长孙大圣\n\n孙大圣修好了路灯。\n\n“新手”也有真功夫\n"
    )
    edition, _findings = read_page(page, key="page")
    assert "一、热心人" in [section.title for section in edition.sections]
    assert "虹桥新村楼组长孙大圣" in headings(edition)


@pytest.mark.parametrize("line", ["老来学琴的温良", "街坊都喊的热心肠温良"])
def test_a_line_that_may_be_a_heading_stays_apart_and_is_found(line: str) -> None:
    text = "每天清早，温良都在凉亭里拉琴。听的人多了，凉亭里添了三张长椅。"
    page = f"标题\n\n东一居民区党总支书记王芳\n\n王芳来了。\n\n{line}\n\n{text}\n"
    edition, findings = read_page(page, key="page")
    (profile,) = edition.sections[0].profiles
    assert [p.text for p in profile.paragraphs] == ["王芳来了。", line, text]
    assert [(f.kind, f.line, f.quote) for f in findings] == [(FindingKind.SWALLOWED_HEADING, 7, line)]


@pytest.mark.parametrize("label", ["社区新兵", "编者按", "温暖", "高温"])
def test_a_label_above_a_text_is_no_heading(label: str) -> None:
    page = f"标题\n\n东一居民区党总支书记王芳\n\n{label}\n\n{label}来了。王芳也来了。\n"
    edition, findings = read_page(page, key="page")
    assert (headings(edition), findings) == (["东一居民区党总支书记王芳"], ())


def test_a_foreign_line_of_the_page_is_found_as_long_as_it_stands() -> None:
    edition, findings = read_page(FOREIGN, key="page")
    (foreign,) = (f for f in findings if f.kind is FindingKind.INTERLEAVED)
    assert [(f.quote, f.line) for f in find_foreign(edition, FOREIGN, key="page")] == [(foreign.quote, 19)]
    mended, _findings = read_page(re.sub("习文静用了.*\n", "", FOREIGN), key="page")
    assert find_foreign(mended, FOREIGN, key="page") == ()


def test_check_lists_the_foreign_lines_of_the_page_beside_the_text(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk")
    edition, _findings = read_page(FOREIGN, key="page")
    desk.write(write_edition(edition), "page")
    folder = desk.folder / "scripts" / "page"
    found: list[bool] = []
    for page in (FOREIGN.encode(), b"\0", None):
        (folder / "page.txt").unlink(missing_ok=True)
        if page is not None:
            (folder / "page.txt").write_bytes(page)
        loaded = with_readings(load_edition(folder), load_config(desk.folder))
        text = (folder / "edition.md").read_text(encoding="utf-8").split("\n")
        foreign = [f for f in loaded.findings if f.kind is FindingKind.INTERLEAVED]
        found.append(bool(foreign) and all(f.quote in text[f.line - 1] for f in foreign))
    assert found == [True, False, False]


def test_the_mended_sample_has_no_foreign_line() -> None:
    folder = ROOT / "scripts/xinjing-2022"
    loaded = load_edition(folder)
    assert find_foreign(loaded.edition, REAL, key="page") == ()
    kinds = {f.kind for f in with_readings(loaded, load_config(ROOT)).findings}
    assert FindingKind.INTERLEAVED not in kinds
