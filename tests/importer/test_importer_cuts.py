"""Texts that are cut off, broken in two, or mixed into each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from audio_edition.findings import Finding, FindingKind
from audio_edition.importer import read_page
from audio_edition.model import Edition, Paragraph, Profile
from tests.importer.pages import Manner, mapped, print_page, sound_edition, texts
from tests.importer.test_importer_findings import SOUND_NAMES

NEWSPAPER = Manner(half_width=True, straight=True)
ONE_LINE = Manner(column=0, blank_lines=False)
ENDS = "。！？”…）"


def profiles(edition: Edition) -> Iterator[Profile]:
    return (profile for section in edition.sections for profile in section.profiles)


def with_text(edition: Edition, changed: Profile, text: str) -> Edition:
    cut = replace(changed, paragraphs=(Paragraph(text, 1),))
    return mapped(edition, lambda profile: cut if profile is changed else profile)


def kinds(findings: tuple[Finding, ...]) -> set[FindingKind]:
    return {finding.kind for finding in findings}


@pytest.mark.parametrize("manner", [NEWSPAPER, ONE_LINE], ids=["columns", "a paragraph a line"])
@pytest.mark.parametrize("name", SOUND_NAMES)
def test_a_text_cut_off_anywhere_in_a_sentence_is_found_and_nothing_else_is_lost(
    name: str, manner: Manner
) -> None:
    edition = sound_edition(name)
    for number, profile in enumerate(profiles(edition)):
        text = profile.paragraphs[0].text
        for end in range(len(text) // 2 + number % 7, len(text) - 1, 7):
            if text[end - 1] in ENDS:
                continue
            cut = with_text(edition, profile, text[:end])
            read, findings = read_page(print_page(cut, manner), key="page")
            assert texts(read) == texts(cut)
            assert [f.kind for f in findings if f.kind is FindingKind.TAIL_CUT] == [FindingKind.TAIL_CUT]
            assert kinds(findings) <= {FindingKind.TAIL_CUT, FindingKind.UNBALANCED_QUOTES}


@pytest.mark.parametrize("name", SOUND_NAMES)
def test_what_stays_to_be_read_of_a_cut_text_ends_at_a_sign(name: str) -> None:
    edition = sound_edition(name)
    for profile in profiles(edition):
        text = profile.paragraphs[0].text
        cut = with_text(edition, profile, text[: len(text) - 9])
        read, _findings = read_page(print_page(cut, Manner()), key="page")
        for paragraph in (p.paragraphs[0] for p in profiles(read)):
            for mark in paragraph.marks:
                kept, silent = paragraph.text[: mark.start], paragraph.text[mark.start :]
                assert mark.said == ""
                assert kept.endswith(tuple(ENDS)) or silent.startswith(("，", "；"))


CUTS = {
    "她学会了手语，也教会了邻居们。如今，社区里最": "她学会了手语，也教会了邻居们。",
    "居民半夜就医，他总是亲自开车去送，一年下来跑了": "居民半夜就医，他总是亲自开车去送",
    "他对大家说：“我先去，你们": "",
    "每当天色暗下来的时候，她和她的": "",
    "如果有人问起，他就笑着摆摆手，说这是应该": "如果有人问起，他就笑着摆摆手",
    "她心里有数。谁家老人要看病、谁家门铃坏了，她": "她心里有数。",
    "谁都知道他的好，有人": "谁都知道他的好",
    "灯亮了，心也亮了。“灯亮了，心就": "灯亮了，心也亮了。",
}


@pytest.mark.parametrize(("printed", "kept"), CUTS.items())
def test_the_words_behind_the_last_whole_clause_stay_silent(printed: str, kept: str) -> None:
    page = f"标题\n\n东一居民区党总支书记王芳\n\n{printed}\n"
    edition, findings = read_page(page, key="page")
    paragraph = edition.sections[0].profiles[0].paragraphs[0]
    assert paragraph.text == printed
    assert [printed[: mark.start] for mark in paragraph.marks] == ([kept] if kept else [])
    assert FindingKind.TAIL_CUT in kinds(findings)


WHOLE = (
    "灯亮了。",
    "灯亮了！",
    "谁说不是呢？",
    "他说：“灯亮了。”",
    "他还在路上……",
    "灯亮了（见图）。",
    "灯亮了（见图）",
    "灯亮了。（本报记者摄）",
    "歌名叫《灯亮了》。",
    "她常说：“守一盏灯，暖一座城！”",
)


@pytest.mark.parametrize("printed", WHOLE)
def test_a_text_that_ends_is_no_cut_text(printed: str) -> None:
    edition, findings = read_page(f"标题\n\n东一居民区党总支书记王芳\n\n{printed}\n", key="page")
    assert (edition.sections[0].profiles[0].paragraphs[0].marks, findings) == ((), ())


@pytest.mark.parametrize("name", SOUND_NAMES)
def test_a_blank_line_in_mid_sentence_parts_nothing_and_is_found(name: str) -> None:
    edition = sound_edition(name)
    lines = print_page(edition, Manner()).split("\n")
    inner = [
        at for at in range(12, len(lines)) if lines[at - 1] and lines[at] and lines[at - 1][-1] not in ENDS
    ]
    for at in inner[::5]:
        page = "\n".join([*lines[:at], "", *lines[at:]])
        read, findings = read_page(page, key="page")
        assert texts(read) == texts(edition)
        assert [(f.kind, f.line) for f in findings] == [(FindingKind.PARAGRAPH_SPLIT, at + 2)]


def first_line_of(lines: list[str], profile: Profile) -> int:
    return lines.index(profile.heading.text) + 2


NAMED_ONCE = [("district", "钮佩佩"), ("district", "翟一诺"), ("committee", "欧阳慧"), ("village", "韦秀兰")]


@pytest.mark.parametrize(("name", "person"), NAMED_ONCE)
def test_a_text_that_lost_its_first_line_is_found_where_others_name_their_person(
    name: str, person: str
) -> None:
    lines = print_page(sound_edition(name), NEWSPAPER).split("\n")
    lost = next(p for p in profiles(sound_edition(name)) if p.heading.name == person)
    at = first_line_of(lines, lost)
    _edition, findings = read_page("\n".join(lines[:at] + lines[at + 1 :]), key="page")
    assert FindingKind.HEAD_CUT in kinds(findings)
    assert [f.line for f in findings if f.kind is FindingKind.HEAD_CUT] == [at + 1]


@pytest.mark.parametrize(("name", "person"), NAMED_ONCE)
def test_a_line_printed_in_anothers_text_is_found_with_its_owner(name: str, person: str) -> None:
    edition = sound_edition(name)
    lines = print_page(edition, NEWSPAPER).split("\n")
    lost = next(p for p in profiles(edition) if p.heading.name == person)
    for other in profiles(edition):
        at, into = first_line_of(lines, lost), first_line_of(lines, other) + 2
        if other is lost or not lines[into] or lines[into - 1][-1] in f'{ENDS}?!"':
            continue
        mixed = [*lines[:into], lines[at], *lines[into:]]
        del mixed[at + (into <= at)]
        _edition, findings = read_page("\n".join(mixed), key="page")
        line = into + (into <= at)
        assert [(f.line, f.suggestion) for f in findings if f.kind is FindingKind.INTERLEAVED] == [
            (line, lost.heading.text)
        ]


def test_a_person_named_in_anothers_sound_text_is_no_foreign_line() -> None:
    edition = sound_edition("committee")
    first, second = list(profiles(edition))[:2]
    text = second.paragraphs[0].text + f"他说，这都是跟{first.heading.name}学来的。"
    assert read_page(print_page(with_text(edition, second, text), NEWSPAPER), key="page")[1] == ()
