"""Pages and texts that cannot be used: what is said, where, and that nothing is lost."""

from __future__ import annotations

import pytest

from tests.cli.refusals import both, refused
from tests.desk import SMALL, Desk

EDITION = "scripts/small/edition.md"
PAGE = SMALL.partition("---\n# ")[2].replace("## ", "").replace("〔残：，带来〕", "，带来")


def front(line: str) -> str:
    """The small text with one more line in its front matter: line 6."""
    return SMALL.replace("date: 2022-06-15\n", f"date: 2022-06-15\n{line}\n")


PAGES = {
    "empty": (b"", "empty", "空"),
    "blank": ("\ufeff \n\u3000\n".encode(), "empty", "空"),
    "binary": (bytes(range(256)) * 8, "not a text", "不是文字"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "not a text", "不是文字"),
    "headless": ("没有标题的一版。\n只有一句话，没有一个人。\n".encode(), "no headings", "找不到标题"),
    "english": (b"Nothing but English.\nNo profile at all.\n", "no Chinese", "没有中文"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_no_page_is_refused_by_its_name_and_nothing_is_written(desk: Desk, name: str) -> None:
    data, english, chinese = PAGES[name]
    (desk.folder / "版面 (1).txt").write_bytes(data)
    refusal = refused(desk, "import", "版面 (1).txt", "--to", "scripts/new", code=3, where="版面 (1).txt")
    assert english in refusal.english.err
    assert chinese in refusal.chinese.err


def test_a_page_that_is_not_there_is_refused(desk: Desk) -> None:
    refusal = refused(desk, "import", "nowhere.txt", "--to", "scripts/new", code=3, where="nowhere.txt")
    assert "there is no such file" in refusal.english.err


def test_a_folder_in_the_place_of_a_page_is_refused(desk: Desk) -> None:
    refusal = refused(desk, "import", "scripts", "--to", "scripts/new", code=3, where="scripts")
    assert "it is a folder" in refusal.english.err
    assert "这是一个文件夹" in refusal.chinese.err


def test_a_gb18030_page_is_read_and_that_is_said(desk: Desk) -> None:
    (desk.folder / "utf8.txt").write_text(PAGE, encoding="utf-8")
    (desk.folder / "gb.txt").write_bytes(PAGE.encode("gb18030"))
    plain = desk.fork("import", "utf8.txt", "--to", "scripts/a", "--json")
    ran = desk.fork("import", "gb.txt", "--to", "scripts/b", "--json")
    assert ran.code == 0
    assert "read as GB18030" in ran.err and "read as" not in plain.err
    assert ran.json == plain.json
    assert (desk.folder / "scripts/b/page.txt").read_bytes() == PAGE.encode("gb18030")
    assert (desk.folder / "scripts/b/edition.md").read_text(encoding="utf-8").startswith("---\n")


TEXTS = {
    "empty": ("", "", "empty"),
    "no front matter": ("# 甲\n## 某某\n字。\n", ":1", "--- and ---"),
    "unclosed front matter": ("---\nedition: a\ntitle: 甲\n## 某某\n字。\n", ":1", "no second one"),
    "front matter that is a list": ("---\n- edition\n---\n## 某某\n字。\n", ":2", "names with values"),
    "open bracket": (front("readings: {重: [虫"), ":6", "bracket"),
    "open quote": (front('kicker: "齐战'), ":6", "quotation mark"),
    "second colon": (front("kicker: 疫情: 一线"), ":6", "second colon"),
    "tab": (front("readings:\n\t重: 虫"), ":7", "tab"),
    "title that is a list": (SMALL.replace("title: 居民", "title: [居民]  #"), ":3", "single value"),
    "date that is a mapping": (SMALL.replace("2022-06-15", "{a: b}"), ":5", "single value"),
    "date that is none": (SMALL.replace("2022-06-15", "2022-13-45"), ":5", "no date"),
    "readings that are a list": (front("readings: [重, 庆]"), ":6", "names with values"),
    "unknown key": (front("colour: red"), ":6", "colour"),
    "key given twice": (front("title: 又一个"), ":6", "twice"),
    "key that is a list": (front("[a, b]: c"), ":6", "no plain name"),
    "python object": (front("kicker: !!python/object/apply:os.system ['touch pwned']"), ":6", "begin"),
    "python name": (front("kicker: !!python/name:os.system x"), ":6", "begin"),
    "tag that would eat a word": (front("kicker: !重要 通知"), ":6", "begin"),
    "anchor that would eat a word": (front("kicker: &重要 通知"), ":6", "begin"),
    "billion laughs": (front("readings: {a: &a [x, x], b: &b [*a, *a], c: [*b, *b]}"), ":6", "begin"),
    "two documents": (front("...\nkicker: 又"), ":7", "cannot be understood"),
    "unknown reading": (SMALL.replace("刘观锡始终", "{刘|xyz}观锡始终"), ":9", "xyz"),
    "too few syllables": (SMALL.replace("刘观锡始终", "{刘观|liu2}锡始终"), ":9", "liu2"),
    "too many syllables": (front("readings: {重: chóng qìng}"), ":6", "chóng qìng"),
    "reading without words": (front("readings: {重: }"), ":6", "重"),
    "mark left open": (SMALL.replace("刘观锡始终", "{刘观锡始终"), ":9", "{"),
    "remark left open": (SMALL.replace("刘观锡始终", "<!-- 刘观锡始终"), ":9", "never ends"),
    "voice that nobody has": (
        SMALL.replace("刘观锡\n", "刘观锡\n<!-- voice: Nobody -->\n", 1),
        ":8",
        "Nobody",
    ),
    "third level": (SMALL.replace("# 红色力量", "### 红色力量"), ":7", "only #"),
    "nobody": ("---\nedition: a\ntitle: 甲\n---\n# 只有栏目\n一段。\n", "", "no profile"),
    "binary": (bytes(range(256)) * 8, "", "not a text"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_cannot_be_read_is_refused_with_its_place_and_left_alone(desk: Desk, name: str) -> None:
    text, line, words = TEXTS[name]
    desk.write("")
    desk.text().write_bytes(text if isinstance(text, bytes) else text.encode())
    refusal = refused(desk, "check", "small", code=3, where=EDITION + line)
    assert words in refusal.english.err


def test_nothing_but_headings_is_refused_by_build(desk: Desk) -> None:
    desk.write("---\nedition: a\ntitle: 甲\n---\n# 乙\n## 绿八居民区党总支书记刘观锡\n")
    refusal = refused(desk, "build", "small", "--engine", "tone", code=3, where=EDITION)
    assert "nothing to say" in refusal.english.err


def test_two_profiles_with_one_heading_are_refused_by_build_and_check(desk: Desk) -> None:
    desk.write(SMALL.replace("南洋新都居民区党总支书记郁丽燕", "绿八居民区党总支书记刘观锡"))
    refusal = refused(desk, "build", "small", "--engine", "tone", code=3, where=f"{EDITION}:10")
    assert "line 8" in refusal.english.err and "第 8 行" in refusal.chinese.err
    checked = desk.fork("check", "small", "--json")
    assert checked.code == 3
    assert "twin_heading" in [finding["kind"] for finding in checked.json["findings"]]


def test_a_profile_without_text_is_not_announced_but_named_at_the_end(small: Desk) -> None:
    small.edit("郁丽燕摔伤了膝盖，又带着团队忙开了〔残：，带来〕\n", "")
    english, chinese = both(small, "build", "small", "--out", "elsewhere", "--dry-run")
    assert "郁丽燕" not in english.out + chinese.out
    ran = small.fork("build", "small")
    assert ran.code == 0
    assert (
        f"Not spoken, because nothing is written below it: 南洋新都居民区党总支书记郁丽燕 ({EDITION}:10)"
        in ran.out
    )
    manifest = small.manifest()
    said = "".join(s["spoken"] for e in manifest["episodes"] for s in e["segments"])
    assert "郁丽燕" not in said and "介绍一位书记。" in said
    assert [c["title"] for c in manifest["episodes"][0]["chapters"]].count("郁丽燕｜南洋新都居民区") == 0


def test_one_text_that_cannot_be_read_does_not_hide_the_others(small: Desk) -> None:
    small.write("broken", "another")
    for command in (("check",), ("build", "--dry-run"), ()):
        ran = small.fork(*command)
        assert ran.code == 3
        assert "small" in ran.out
        assert "scripts/another/edition.md" in ran.err
        assert "Traceback" not in ran.err


def test_a_broken_text_leaves_what_was_made_of_it(small: Desk) -> None:
    before = small.products()
    small.text().write_text("---\nedition: small\n", encoding="utf-8")
    refused(small, "build", "small", code=3, where=f"{EDITION}:1")
    assert small.products() == before


def test_a_text_as_gb18030_is_read_and_that_is_said(desk: Desk) -> None:
    desk.write("")
    desk.text().write_bytes(SMALL.encode("gb18030"))
    english, chinese = both(desk, "check", "small")
    assert english.code == chinese.code == 0
    assert "read as GB18030" in english.out
    assert "按 GB18030 编码读的" in chinese.out
