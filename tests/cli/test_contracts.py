"""What other programs rely on: one JSON object on standard output, its keys, the exit codes (DESIGN.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.refusals import refused
from tests.cli.test_names import PAGE
from tests.desk import SMALL, Desk

FINDING = ["code", "kind", "line", "quote", "suggestion", "message"]
ROW = [
    *("key", "engine", "segments", "spoken_new", "spoken_reused", "units_new", "episodes_written"),
    *("seconds", "episodes"),
]


@pytest.fixture
def page(desk: Desk) -> Path:
    path = desk.folder / "page.txt"
    path.write_text(PAGE + "南洋新都居民区党总支书记郁丽燕\n　　她又带着团队忙开了，带来\n", encoding="utf-8")
    return path


def test_import_and_check_print_the_page_with_these_keys(desk: Desk, page: Path) -> None:
    ran = desk.fork("import", page, "--to", "scripts/new", "--json")
    assert ran.code == 0
    assert list(ran.json) == ["title", "kicker", "byline", "sections", "findings"]
    (section,) = ran.json["sections"]
    assert list(section) == ["title", "line", "profiles"] and section["title"] == ""
    assert [list(profile) for profile in section["profiles"]] == [["heading", "line", "paragraphs"]] * 2
    assert section["profiles"][1]["paragraphs"] == ["她又带着团队忙开了，带来"]
    assert [list(finding) for finding in ran.json["findings"]] == [FINDING]
    assert ran.json["findings"][0]["kind"] == "tail_cut"
    checked = desk.fork("check", "new", "--json").json
    assert list(checked) == list(ran.json)
    assert {tuple(finding) for finding in checked["findings"]} == {tuple(FINDING)}
    assert {finding["kind"] for finding in checked["findings"]} == {"tail_cut", "reading"}


def test_the_words_for_people_go_to_standard_error_beside_json(desk: Desk, page: Path) -> None:
    imported = desk.fork("import", page, "--to", "scripts/new", "--json")
    assert "Next:" in imported.err and "TXT-001" in imported.err
    assert "TXT-001" in desk.fork("check", "new", "--json").err
    assert "2 episodes" not in desk.fork("build", "new", "--engine", "tone", "--json").out
    assert "[fine]" in desk.fork("doctor", "--json").err


def test_build_prints_a_row_for_each_edition(small: Desk) -> None:
    small.write(SMALL.replace("edition: small", "edition: other"), "另一期")
    ran = small.fork("build", "--json")
    assert ran.code == 0
    assert list(ran.json) == ["editions"]
    assert [list(row) for row in ran.json["editions"]] == [ROW, ROW]
    rows = {row["key"]: row for row in ran.json["editions"]}
    assert rows["other"]["spoken_new"] == 0, "the same words with the same voice are spoken once"
    assert rows["other"]["episodes"] == [f"output/另一期/episodes/0{n}-other.mp3" for n in (1, 2)]
    assert all((small.folder / path).is_file() for row in rows.values() for path in row["episodes"])
    assert rows["small"]["episodes_written"] == 0


def test_a_build_that_fails_still_prints_one_object(small: Desk) -> None:
    small.write("broken", "another")
    ran = small.fork("build", "--json")
    assert ran.code == 3
    assert [row["key"] for row in ran.json["editions"]] == ["small"]
    assert "1 of 2 editions could not be made" in ran.err
    assert small.fork("build", "another", "--json").json == {"editions": []}


def test_check_of_all_prints_one_object(small: Desk) -> None:
    small.write(SMALL, "another")
    ran = small.fork("check", "--json")
    assert [edition["title"] for edition in ran.json["editions"]] == [
        "居民区书记在“疫”线：用坚守诠释初心"
    ] * 2


def test_voices_prints_the_cast_and_every_voice(small: Desk) -> None:
    ran = small.fork("voices", "--json")
    assert list(ran.json) == ["engine", "roles", "voices"]
    assert list(ran.json["roles"]) == ["announcer", "narrator"]
    assert ran.json["roles"]["narrator"]["voices"]["edge"] == ["zh-CN-XiaoxiaoNeural"]
    assert "zh-CN-YunyangNeural" in ran.json["voices"]["edge"]


def test_doctor_prints_what_it_looked_at(small: Desk) -> None:
    ran = small.fork("doctor", "--json")
    assert list(ran.json) == ["checks"]
    assert {tuple(check) for check in ran.json["checks"]} == {("name", "ok", "message", "hint")}
    names = [check["name"] for check in ran.json["checks"]]
    assert names[:2] == ["python", "packages"] and {"online", "voices.yaml", "scripts", "output"} <= set(
        names
    )


@pytest.mark.parametrize(("trouble", "code"), [("voices.yaml", 4), ("scripts", 3), ("output", 6)])
def test_doctor_ends_with_the_code_of_what_a_build_cannot_do_without(
    written: Desk, trouble: str, code: int
) -> None:
    arguments = ["--out", "/proc/nowhere"] if trouble == "output" else []
    if trouble == "voices.yaml":
        written.cast("engine: auto", "engine: loud")
    if trouble == "scripts":
        written.write("broken")
    ran = written.fork("doctor", "--json", *arguments)
    assert ran.code == code
    assert [c["name"] for c in ran.json["checks"] if not c["ok"] and c["name"] not in ("online", "room")] == [
        trouble
    ]


def test_doctor_changes_nothing(written: Desk) -> None:
    before = sorted(written.folder.rglob("*"))
    written.fork("doctor")
    assert sorted(written.folder.rglob("*")) == before


def test_a_dry_run_prints_the_plan_that_is_then_carried_out_and_makes_nothing(small: Desk) -> None:
    small.edit("睡在居委", "睡在办公室")
    before = sorted((path, path.stat().st_mtime_ns) for path in small.folder.rglob("*"))
    shown = small.fork("build", "small", "--dry-run")
    planned = small.fork("build", "small", "--dry-run", "--json")
    assert sorted((path, path.stat().st_mtime_ns) for path in small.folder.rglob("*")) == before
    assert shown.out.splitlines() == [
        "small: 1 sentence to speak, 1 episode to make",
        "  speak (new words): 晚上就临时搭张床，睡在办公室。",
        "  make (new words): episodes/02-small.mp3",
    ]
    done = small.fork("build", "small", "--json")
    assert {**planned.json["editions"][0], "seconds": 0} == {**done.json["editions"][0], "seconds": 0}
    assert done.json["editions"][0]["spoken_new"] == done.json["editions"][0]["episodes_written"] == 1
    assert small.fork("build", "small", "--dry-run").out == "small: nothing to do, everything is up to date\n"


WRONG_USE = [
    ("biuld",),
    ("build", "--jbs", "3"),
    ("build", "--jobs", "0"),
    ("build", "--jobs", "many"),
    ("build", "--engine"),
    ("import",),
    ("import", "page.txt"),
    ("import", "page.txt", "more.txt", "--to", "scripts/x"),
    ("check", "a", "b"),
    ("say", "--json", "12"),
    ("voices", "all"),
]


@pytest.mark.parametrize("arguments", WRONG_USE, ids=" ".join)
def test_wrong_use_ends_with_2_and_names_the_way_out_in_both_languages(
    written: Desk, arguments: tuple[str, ...]
) -> None:
    refusal = refused(written, *arguments, code=2)
    assert "--help" in refusal.english.err


def test_without_any_edition_build_and_check_say_how_to_get_one(desk: Desk) -> None:
    for command in ("build", "check"):
        refusal = refused(desk, command, code=2, where="scripts")
        assert "import PAGE --to scripts/NAME" in refusal.english.err


def test_the_version_is_told(desk: Desk) -> None:
    ran = desk.fork("--version")
    assert ran.code == 0 and ran.out.startswith("audio-edition")
