"""edition.md: what a person may write in it, and that nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.edition import is_folder_name, is_key, parse_edition, write_edition
from audio_edition.errors import TextError
from audio_edition.model import Edition, Heading, Mark, Paragraph, Profile, Section

FRONT = "---\nedition: sample\ntitle: 标题\n---\n"


def no_check(printed: str, said: str) -> None:
    if said == "坏":
        raise TextError("bad reading", hint="try pinyin")


def read(text: str) -> Edition:
    return parse_edition(text, where="edition.md", check_reading=no_check)


def body(text: str) -> Edition:
    return read(FRONT + text)


def test_sections_profiles_and_paragraphs_keep_their_order_and_lines() -> None:
    edition = body(
        "# 甲\n\n引子。\n\n## 绿八居民区党总支书记刘观锡\n第一段。\n\n第二段，\n接着。\n# 乙\n## 某某\n字。\n"
    )
    first, second = edition.sections
    assert (first.title, first.line, second.title, second.line) == ("甲", 5, "乙", 14)
    assert [paragraph.text for paragraph in first.lead] == ["引子。"]
    (profile,) = first.profiles
    assert (profile.line, profile.heading.name, profile.heading.place) == (9, "刘观锡", "绿八居民区")
    assert [p.text for p in profile.paragraphs] == ["第一段。", "第二段，接着。"]
    assert [p.line for p in profile.paragraphs] == [10, 12]


def test_an_input_methods_full_width_signs_are_understood() -> None:
    edition = read("\ufeff---\nedition：sample\ntitle：题：副题\n---\n＃甲\n＃＃ 某某\n｛须｜需｝利君来了。")
    assert edition.title == "题：副题"
    assert edition.sections[0].title == "甲"
    assert edition.sections[0].profiles[0].paragraphs == (Paragraph("须利君来了。", 7, (Mark(0, 1, "需"),)),)


def test_remarks_are_never_read_but_orders_in_them_are_followed() -> None:
    text = (
        "# 甲 <!-- ok: TXT-004 -->\n## 某某 <!-- voice: cmn+f5 -->\n"
        "封控<!-- 原文：封挖 -->期间\n<!-- 两行\n注 -->\n到了。\n"
    )
    (section,) = body(text).sections
    (profile,) = section.profiles
    assert (section.title, section.settled) == ("甲", ("TXT-004",))
    assert (profile.heading.text, profile.voice) == ("某某", "cmn+f5")
    assert [p.text for p in profile.paragraphs] == ["封控期间到了。"]


def test_broken_off_words_stay_in_the_text_and_are_marked_silent() -> None:
    (profile,) = body("## 某某\n说完了〔残：，还有〕").sections[0].profiles
    assert profile.paragraphs == (Paragraph("说完了，还有", 6, (Mark(3, 6, ""),)),)


@pytest.mark.parametrize("typed", ["[残：，还有]", "［残：，还有］", "【残:，还有】"])
def test_broken_off_words_may_be_typed_in_other_brackets(typed: str) -> None:
    (profile,) = body(f"## 某某\n说完了{typed}").sections[0].profiles
    assert profile.paragraphs == (Paragraph("说完了，还有", 6, (Mark(3, 6, ""),)),)


def test_marks_in_titles_keep_their_place() -> None:
    section = body("# {重|chóng}启\n## 街道居民区书记{单|shàn}一〔残：二〕\n字。").sections[0]
    assert (section.title, section.marks) == ("重启", (Mark(0, 1, "chóng"),))
    heading = section.profiles[0].heading
    assert (heading.text, heading.marks) == ("街道居民区书记单一二", (Mark(7, 8, "shàn"), Mark(9, 10, "")))


def test_marks_in_the_front_matter_keep_their_place() -> None:
    front = "title: “{重|虫}启”之路\nkicker: 要{重|虫}视\nbyline: 记者 {单|shàn}晓明\n"
    edition = read(f"---\nedition: sample\n{front}---\n## 某某\n字。")
    assert (edition.title, edition.title_marks) == ("“重启”之路", (Mark(1, 2, "虫"),))
    assert (edition.byline, edition.byline_marks) == ("记者 单晓明", (Mark(3, 4, "shàn"),))
    assert edition.kicker == "要重视"
    assert edition.readings == ()


def test_a_reading_may_name_a_word_that_only_the_announcer_says() -> None:
    text = "---\nedition: sample\ntitle: 题\nreadings: {播报: bō bào}\n---\n## 某某\n字"
    with pytest.raises(TextError):
        read(text)
    assert parse_edition(text, where="x", check_reading=no_check, elsewhere="合成语音播报").readings


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", None),
        ("没有开头", 1),
        ("---\nedition: a\ntitle: b\n", 1),
        ("---\ntitle: b\n---\n## 某某\n字", 1),
        ("---\nedition: ../../etc\ntitle: b\n---\n## 某某\n字", 2),
        ("---\nedition: CON\ntitle: b\n---\n## 某某\n字", 2),
        ("---\nedition: a\ntitle: b\ndate: 2022-13-45\n---\n## 某某\n字", 4),
        ("---\nedition: a\ntitle: b\ncolour: red\n---\n## 某某\n字", 4),
        ("---\nedition: [a\ntitle: b\n---\n## 某某\n字", None),
        (FRONT + "# 只有栏目", None),
        (FRONT + "## 某某\n没关<!-- 的注", 6),
        (FRONT + "## 某某\n{没关|的", 6),
        (FRONT + "## 某某\n{字|坏}", 6),
        (FRONT + "### 三级\n字", 5),
        (FRONT + "##\n字", 5),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_with_its_line(text: str, line: int | None) -> None:
    with pytest.raises(TextError) as caught:
        read(text)
    assert caught.value.where.startswith("edition.md")
    assert caught.value.hint
    if line is not None:
        assert caught.value.where == f"edition.md:{line}"


@pytest.mark.parametrize("name", ["con", "NUL.txt", "a/b", "..", "a.", "com1", "", "-a", "新泾", "a b"])
def test_a_name_that_no_system_can_use_is_no_key(name: str) -> None:
    assert not is_key(name)


@pytest.mark.parametrize("name", ["2026-11", "新泾", "新泾 六月（上）", "a.b", "console", "com10", "第1期"])
def test_an_ordinary_name_can_be_a_folder_everywhere(name: str) -> None:
    assert is_folder_name(name)


@pytest.mark.parametrize(
    "name",
    ["CON", "aux.txt", "lpt1", "a:b", "六月?", "a.", "a ", ".a", "-a", "a/b", "a\\b", "", "a\nb", "字" * 90],
)
def test_a_name_that_some_system_lacks_is_no_folder(name: str) -> None:
    assert not is_folder_name(name)


def test_a_text_without_a_title_can_be_read_and_written_so_that_the_line_is_there_to_fill_in() -> None:
    edition = read("---\nedition: a\ntitle:\n---\n## 某某\n字")
    assert edition.title == ""
    assert "\ntitle:\n" in write_edition(edition)


def test_readings_may_be_typed_in_full_width() -> None:
    front = "---\nedition: sample\ntitle: 题\nreadings："
    pairs = (("须利君", "xū lì jūn"), ("重", "虫"))
    for typed in (
        "｛须利君：xū lì jūn，重：虫｝",
        "\n  须利君：xū lì jūn\n  重：虫",
        "\n　须利君: xū lì jūn\n　重: 虫",
    ):
        assert read(f"{front}{typed}\n---\n## 某某\n须利君重来").readings == pairs


def test_a_reading_of_a_word_that_the_text_lacks_is_refused_with_its_line() -> None:
    readings = "readings:\n  须利君: xū lì jūn\n  须立君: xū lì jūn\n"
    text = f"---\nedition: sample\ntitle: 题\n{readings}---\n## 某某\n须利君"
    with pytest.raises(TextError) as caught:
        read(text)
    assert caught.value.where.endswith(":6")
    assert "须立君" in caught.value.message


WORDS = st.text(
    st.sampled_from("居民区，。“”{}｛〔残：〕[]【】#\\|<!->一二 a1:"), min_size=1, max_size=20
).map(lambda text: "字" + text.strip() + "。")


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(WORDS)
    if draw(st.booleans()):
        return Paragraph(text, 0)
    end = draw(st.integers(1, len(text)))
    plain = not set(text[:end]) & set("{}｛｝|｜〔〕\\<")
    return (
        Paragraph(text, 0, (Mark(0, end, draw(st.sampled_from(["", "音"]))),))
        if plain
        else Paragraph(text, 0)
    )


@given(st.lists(paragraphs(), max_size=3), WORDS, WORDS)
def test_writing_and_reading_back_gives_the_same_edition(
    texts: list[Paragraph], title: str, heading: str
) -> None:
    profile = Profile(Heading.parse(heading), tuple(texts), 0, voice="v")
    edition = Edition("key", title, (Section(title, (profile,), 0, settled=("TXT-004",)),), byline="记者: 某")
    assert without_lines(read(write_edition(edition))) == without_lines(edition)


def without_lines(edition: Edition) -> object:
    return [
        (edition.title, edition.byline),
        [
            (
                s.title,
                s.settled,
                [(p.heading, p.voice, [(q.text, q.marks) for q in p.paragraphs]) for p in s.profiles],
            )
            for s in edition.sections
        ],
    ]
