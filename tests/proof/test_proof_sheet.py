"""The proof sheet, read as a browser reads it: everything of the script, once, in order, nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audio_edition.build import Job
from audio_edition.build.nameplate import load_names
from audio_edition.build.pages import reading_findings, write_proof_page
from audio_edition.default_pinyin import with_marks
from audio_edition.findings import Finding, FindingKind
from audio_edition.model import Segment
from audio_edition.proof import write_proof
from tests.desk import Desk
from tests.proof.conftest import HOSTILE, prepared, proof_sheet
from tests.proof.tree import Element, parse


@pytest.fixture(scope="module")
def sheet(job: Job) -> Element:
    return proof_sheet(job)


def rows_of(sheet: Element) -> list[Element]:
    return sheet.all("div", "row")


def paragraph(row: Element, name: str) -> Element:
    (found,) = row.all("p", name)
    return found


def printed(row: Element) -> str:
    """The printed words, without the dot that shows where words were only added."""
    children = paragraph(row, "print").children
    parts = [c for c in children if isinstance(c, str) or "added" not in c.names]
    return "".join(c if isinstance(c, str) else c.text(without=("sub",)) for c in parts)


def test_every_sentence_stands_there_once_and_in_order(job: Job, sheet: Element) -> None:
    assert [row.attrs["id"] for row in rows_of(sheet)] == [f"s{s.id}" for s in job.script.segments]


def test_each_shows_the_print_and_the_words_of_the_manifest(job: Job, sheet: Element) -> None:
    told = [row for entry in job.last.entries.values() for row in entry["segments"]]  # type: ignore[attr-defined]
    assert [printed(row) for row in rows_of(sheet)] == [row["written"] for row in told]
    words = [paragraph(row, "words").text(without=("rt",)) for row in rows_of(sheet)]
    assert words == [row["spoken"] for row in told]


def test_each_change_is_marked_with_its_rule_and_its_words(job: Job, sheet: Element) -> None:
    for segment, row in zip(job.script.segments, rows_of(sheet), strict=True):
        marks = row.all("mark", "changed")
        assert [mark.text(without=("sub",)) for mark in marks] == [
            segment.written[c.start : c.end] or "·" for c in segment.changes
        ]
        assert [mark.attrs["title"].partition(": ")[0] for mark in marks] == [c.rule for c in segment.changes]
        assert ["".join(sub.text() for sub in mark.all("sub")) for mark in marks] == [
            c.words for c in segment.changes
        ]
    assert any(segment.changes for segment in job.script.segments)


def readings_in(row: Element, *kinds: str) -> list[tuple[str, str]]:
    rubies = [ruby for kind in kinds for ruby in row.all("ruby", kind)]
    return [(ruby.text(without=("rt",)), ruby.all("rt")[0].text()) for ruby in rubies]


def wanted_readings(segment: Segment, *, table: bool) -> list[tuple[str, str]]:
    return [
        (char, with_marks((syllable,)))
        for reading in segment.readings
        if (reading.source == "table") is table
        for char, syllable in zip(segment.spoken[reading.start : reading.end], reading.pinyin, strict=True)
    ]


def test_readings_stand_above_the_characters_and_tell_who_says_so(job: Job, sheet: Element) -> None:
    seen = []
    for segment, row in zip(job.script.segments, rows_of(sheet), strict=True):
        assert readings_in(row, "given") == wanted_readings(segment, table=False)
        assert readings_in(row, "table") == wanted_readings(segment, table=True)
        seen += readings_in(row, "given", "table")
    assert {("重", "chóng"), ("应", "yìng"), ("单", "shàn")} <= set(seen)


def test_a_character_that_nobody_has_settled_shows_the_programs_guess(sheet: Element) -> None:
    assert ("防", "fáng") in [pair for row in rows_of(sheet) for pair in readings_in(row, "guess")]


def test_each_finding_stands_once_and_right_behind_the_sentences_of_its_line(
    job: Job, sheet: Element
) -> None:
    wanted = (*job.findings, *reading_findings(job.loaded, job.script, load_names(Path.cwd())))
    shown = [(aside.all("b")[0].text(), aside.all("small")[0].text()) for aside in sheet.all("aside")]
    assert sorted(shown) == sorted((finding.code, f"line {finding.line}") for finding in wanted)
    assert {code for code, _line in shown} >= {"TXT-001", "TXT-012"}
    for article in sheet.all("article"):
        line = ""
        for child in article.children:
            assert isinstance(child, Element)
            line = child.all("small")[0].text() if child.tag == "div" else line
            if child.tag == "aside":
                assert child.all("small")[0].text() == f"line {line}"


def test_a_finding_about_any_line_is_shown_exactly_once(job: Job) -> None:
    lines = job.loaded.folder.joinpath("edition.md").read_text(encoding="utf-8").count("\n")
    findings = [Finding(FindingKind.OCR_SLIP, n, "字", "", "look") for n in range(1, lines + 1)]
    sheet = parse(write_proof(job.script, findings, {}, read=lambda _segment: ()))
    shown = [aside.all("small")[0].text() for aside in sheet.all("aside")]
    assert sorted(shown) == sorted(f"line {n}" for n in range(1, lines + 1))


def test_the_buttons_have_the_times_of_the_manifest(job: Job, sheet: Element) -> None:
    wanted = [
        (file, f"{row['start_ms'] / 1000:.3f}", f"{row['end_ms'] / 1000:.3f}")
        for file, entry in job.last.entries.items()
        for row in entry["segments"]  # type: ignore[attr-defined]
    ]
    buttons = [row.all("button")[0].attrs for row in rows_of(sheet)]
    assert [(b["data-file"], b["data-start"], b["data-end"]) for b in buttons] == wanted
    assert all((job.folder / file).is_file() for file, _start, _end in wanted)


def test_before_a_build_everything_can_be_read_and_the_page_says_that_nothing_can_be_heard(
    written: Desk,
) -> None:
    job = prepared(written)
    sheet = proof_sheet(job)
    buttons = sheet.all("button")
    assert len(rows_of(sheet)) == len(job.script.segments) == len(buttons)
    assert all("disabled" in b.attrs and "data-file" not in b.attrs for b in buttons)
    assert {button.attrs["title"] for button in buttons} == {"not made yet"}
    assert f"0 of {len(buttons)} sentences can be heard" in sheet.all("header")[0].text()


def test_after_an_edit_only_what_was_edited_cannot_be_heard(built: Desk) -> None:
    built.edit("晚上就", "防疫时，他晚上也忙。晚上就")
    built.edit("睡在居委", "睡在楼道")
    job = prepared(built)
    silent = {r.attrs["id"] for r in rows_of(proof_sheet(job)) if "disabled" in r.all("button")[0].attrs}
    assert [s.spoken for s in job.script.segments if f"s{s.id}" in silent] == [
        "防疫时，他晚上也忙。",
        "晚上就临时搭张床，睡在楼道。",
    ]


def test_the_same_edition_gives_the_same_bytes(job: Job) -> None:
    plate = load_names(Path.cwd())
    assert write_proof_page(job, plate).read_bytes() == write_proof_page(job, plate).read_bytes()
    assert write_proof_page(job, plate) == job.folder / "proof.html"


def test_hostile_words_stay_words(written: Desk) -> None:
    written.write(HOSTILE)
    job = prepared(written)
    sheet = proof_sheet(job)
    assert [printed(row) for row in rows_of(sheet)] == [s.written for s in job.script.segments]
    assert len(sheet.all("script")) == 1 and "alert" not in sheet.all("script")[0].text()
    assert sheet.all("img") == [] == sheet.all("b", "陈瑜琪")
    assert all(not name.startswith("on") for element in sheet.walk() for name in element.attrs)
    assert sheet.all("title")[0].text() == job.script.title
    assert "<script>alert(1)</script>" in job.script.title and "{body}" in job.script.title


def test_nothing_is_fetched_from_anywhere(job: Job) -> None:
    page = write_proof_page(job, load_names(Path.cwd())).read_text(encoding="utf-8")
    assert not re.search(r"https?:|//|@import|url\(", page)
    assert [e.attrs["src"] for e in parse(page).walk() if "src" in e.attrs] == []
    assert [e for e in parse(page).walk() if e.tag in ("link", "iframe", "img", "object")] == []
