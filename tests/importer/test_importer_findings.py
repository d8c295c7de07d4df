"""Each code has a folder with a faulty page; sound pages have no findings at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audio_edition.findings import CODES, FindingKind
from audio_edition.importer import find_doubts, read_page
from audio_edition.model import Edition
from tests.importer.pages import SOUND, Manner, listing, print_page, sound_edition

TEXT = Path(__file__).resolve().parents[1] / "text"
OF_THE_IMPORTER = sorted(
    code
    for kind, code in CODES.items()
    if kind not in (FindingKind.READING, FindingKind.NO_HOMOPHONE, FindingKind.UNREAD)
)
"""The others are found when a text is checked: tests/polyphones."""
SOUND_NAMES = sorted(path.stem for path in SOUND.glob("*.md"))


@pytest.mark.parametrize("folder", OF_THE_IMPORTER)
def test_the_faulty_page_gives_the_golden_findings_and_structure(folder: str, save_golden: bool) -> None:
    golden = TEXT / folder / "golden.txt"
    edition, findings = read_page((TEXT / folder / "in.txt").read_text(encoding="utf-8"), key="page")
    shown = listing(edition, findings)
    if save_golden:
        golden.write_text(shown, encoding="utf-8")
    assert folder in {finding.code for finding in findings}
    assert shown == golden.read_text(encoding="utf-8")


def test_every_folder_belongs_to_a_code() -> None:
    assert sorted(path.name for path in TEXT.glob("TXT-*")) == sorted(CODES.values())


@pytest.mark.parametrize("name", SOUND_NAMES)
def test_a_sound_text_that_an_editor_wrote_has_no_findings(name: str) -> None:
    assert find_doubts(sound_edition(name)) == ()


def test_a_finding_names_the_line_that_the_words_stand_on() -> None:
    page = print_page(sound_edition("district"), Manner()).replace("六个门洞", "六个“门洞")
    _edition, findings = read_page(page, key="page")
    lines = page.split("\n")
    assert [(f.code, "“门洞" in lines[f.line - 1]) for f in findings] == [("TXT-005", True)]


NEAR_WORDS = {"社区党员": "社区成员", "党员干部": "党政干部", "志愿服务": "志愿任务", "三号楼里": "三号院里"}


@pytest.mark.parametrize(("often", "once"), NEAR_WORDS.items())
def test_a_sound_word_that_differs_by_a_hanzi_from_a_frequent_one_is_no_slip(often: str, once: str) -> None:
    words = f"{often}来得早，{often}走得晚，{often}不怕累。{once}也来了。"
    page = f"标题\n\n东一居民区党总支书记王芳\n\n{words}\n"
    assert read_page(page, key="page")[1] == ()


def test_a_damaged_page_title_is_found_on_its_line() -> None:
    edition = sound_edition("village")
    page = print_page(edition, Manner()).replace("山那边的书记", "，山那边的书记")
    assert [(f.code, f.line, f.quote) for f in read_page(page, key="page")[1]] == [
        ("TXT-004", 3, "，山那边的书记")
    ]


def test_the_findings_stand_in_the_order_of_the_lines() -> None:
    for folder in OF_THE_IMPORTER:
        _edition, findings = read_page((TEXT / folder / "in.txt").read_text(encoding="utf-8"), key="page")
        assert [f.line for f in findings] == sorted(f.line for f in findings)


def test_what_an_editor_let_stand_is_not_found_again() -> None:
    edition, findings = read_page((TEXT / "TXT-009/in.txt").read_text(encoding="utf-8"), key="page")
    (twin,) = findings
    again = find_doubts(settle(edition, twin.line, twin.code))
    assert again == ()


def settle(edition: Edition, line: int, code: str) -> Edition:
    sections = tuple(
        replace(s, profiles=tuple(replace(p, settled=(code,)) if p.line == line else p for p in s.profiles))
        for s in edition.sections
    )
    return replace(edition, sections=sections)
