"""Names and places: what a folder may be called, and where the program goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.refusals import files_of, refused
from tests.desk import SMALL, Desk

PAGE = (
    "居民区书记在“疫”线：用坚守诠释初心\n记者 陈瑜琪 整理报道\n\n"
    "绿八居民区党总支书记刘观锡\n　　防疫开始以来，他始终坚持在岗位上。\n"
)


@pytest.fixture
def page(desk: Desk) -> Path:
    path = desk.folder / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name",
    [
        "CON",
        "aux.txt",
        "Nul",
        "com1",
        "LPT9.md",
        "a:b",
        "六月?",
        "a|b",
        "a.",
        "a ",
        ".store",
        "-n",
        'a"b',
        "a\\b",
    ],
)
def test_a_folder_name_that_windows_cannot_have_is_refused(desk: Desk, page: Path, name: str) -> None:
    refusal = refused(desk, "import", page, "--to", f"scripts/{name}", code=2)
    assert name in refusal.english.err


@pytest.mark.parametrize("name", ["2026-11", "新泾", "新泾 六月（上）", "a.b", "console", "com10", "第1期"])
def test_an_ordinary_folder_name_gives_an_ascii_key_and_can_be_built(
    desk: Desk, page: Path, name: str
) -> None:
    assert desk.fork("import", page, "--to", f"scripts/{name}").code == 0
    ran = desk.fork("build", name, "--engine", "tone", "--dry-run", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["editions"][0]["key"].isascii()


def test_a_page_without_a_headline_is_imported_and_the_missing_line_is_asked_for(desk: Desk) -> None:
    (desk.folder / "page.txt").write_text(PAGE.partition("\n\n")[2], encoding="utf-8")
    ran = desk.fork("import", "page.txt", "--to", "scripts/new")
    assert ran.code == 0 and "write the headline behind title:" in ran.out
    assert desk.fork("check", "new", "--json").json["title"] == ""
    place = "scripts/new/edition.md:1"
    assert "title:" in refused(desk, "build", "new", "--engine", "tone", code=3, where=place).english.err
    desk.edit("title:\n", "title: 居民区书记在“疫”线\n", "new")
    assert desk.fork("build", "new", "--engine", "tone", "--dry-run").code == 0


def test_importing_twice_changes_nothing_and_never_replaces_an_edited_text(desk: Desk, page: Path) -> None:
    assert desk.fork("import", page, "--to", "scripts/new").code == 0
    assert desk.fork("import", page, "--to", "scripts/new").code == 0
    desk.edit("他始终", "他一直", "new")
    edited = desk.text("new").read_bytes()
    refusal = refused(desk, "import", page, "--to", "scripts/new", code=2, where="scripts/new/edition.md")
    assert "perhaps edited" in refusal.english.err
    assert desk.text("new").read_bytes() == edited


def test_importing_never_replaces_another_scanned_page(desk: Desk, page: Path) -> None:
    (desk.folder / "scripts/new").mkdir()
    (desk.folder / "scripts/new/page.txt").write_text("另一版", encoding="utf-8")
    refused(desk, "import", page, "--to", "scripts/new", code=2, where="scripts/new/page.txt")


def test_the_page_in_its_own_folder_can_be_imported_again(desk: Desk, page: Path) -> None:
    assert desk.fork("import", page, "--to", "scripts/new").code == 0
    desk.text("new").unlink()
    ran = desk.fork("import", "scripts/new/page.txt", "--to", "scripts/new")
    assert ran.code == 0, ran.err
    assert desk.text("new").is_file()


@pytest.mark.parametrize("name", ["nobody", "../../etc", "/etc", "scripts", ".", "", "small/../nobody"])
def test_an_edition_that_is_none_is_refused(written: Desk, name: str) -> None:
    before = files_of(written)
    ran = written.fork("build", name, "--engine", "tone")
    assert ran.code in (2, 3)
    assert "try:" in ran.err and "Traceback" not in ran.err
    assert files_of(written) == before


def test_an_edition_is_named_by_its_folder_its_text_or_its_name(written: Desk) -> None:
    absolute = written.folder / "scripts" / "small"
    for name in ("small", "scripts/small", "scripts/small/", absolute, "scripts/small/edition.md"):
        ran = written.fork("check", name, "--json")
        assert ran.code == 0, ran.err
        assert ran.json["sections"][0]["title"] == "红色力量"


def test_an_edition_named_twice_is_built_once(written: Desk) -> None:
    ran = written.fork("build", "small", "scripts/small", "--engine", "tone", "--dry-run", "--json")
    assert len(ran.json["editions"]) == 1


def test_an_edition_outside_scripts_is_built_from_its_folder_as_the_import_says(
    desk: Desk, page: Path
) -> None:
    ran = desk.fork("import", page, "--to", "elsewhere/new")
    assert ran.code == 0
    assert "build elsewhere/new" in ran.out
    assert desk.fork("build", "elsewhere/new", "--engine", "tone", "--dry-run").code == 0


def test_a_suggested_command_can_be_typed_as_it_stands(desk: Desk, page: Path) -> None:
    name = "新泾 六月（上）"
    ran = desk.fork("import", page, "--to", f"scripts/{name}")
    assert ran.out.rstrip().endswith(f'python make_audio.py build "{name}"')
    assert f'python make_audio.py build "{name}"' in desk.text(name).read_text(encoding="utf-8")
    assert desk.fork().out == f'{name}: not made yet. Next: python make_audio.py build "{name}"\n'
    built = desk.fork("build", name, "--engine", "tone")
    assert built.out.rstrip().endswith(f'python make_audio.py build "{name}"')


def test_a_linked_edition_is_read_and_a_link_into_itself_is_no_edition(written: Desk) -> None:
    (written.folder / "scripts" / "linked").symlink_to(written.folder / "scripts" / "small")
    (written.folder / "scripts" / "loop").symlink_to(written.folder / "scripts" / "loop")
    (written.folder / "scripts" / "gone").symlink_to(written.folder / "nowhere")
    ran = written.fork("check", "linked", "--json")
    assert ran.code == 0, ran.err
    for name in ("loop", "gone"):
        assert written.fork("check", name).code == 2


def test_a_linked_output_folder_is_written_through(written: Desk, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (written.folder / "output").symlink_to(tmp_path / "disk")
    written.build("small")
    assert (tmp_path / "disk/small/manifest.json").is_file()
    assert (written.folder / "output").is_symlink()


def test_a_text_that_is_a_folder_is_refused(desk: Desk) -> None:
    desk.text().mkdir(parents=True)
    refused(desk, "check", "small", code=3, where="scripts/small/edition.md")


def test_a_text_that_another_program_holds_open_is_said_plainly_and_kept(
    desk: Desk, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace an open file; Linux does not, so its refusal is put in here."""

    def refuse(*_places: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    ran = desk.fork("import", page, "--to", "scripts/new")
    assert ran.code == 6
    assert "this file cannot be replaced" in ran.err and "close the program that has it open" in ran.err
    assert [path.name for path in (desk.folder / "scripts/new").iterdir()] == []


def test_an_output_folder_that_is_a_file_is_refused_before_anything_is_spoken(written: Desk) -> None:
    (written.folder / "file").write_text(SMALL, encoding="utf-8")
    refused(written, "build", "--engine", "tone", "--out", "file", code=2)
    refusal = refused(
        written,
        "build",
        "--engine",
        "tone",
        "--out",
        "file/deeper",
        code=6,
        where=str(written.folder / "file/deeper"),
    )
    assert "a file stands where a folder is needed" in refusal.english.err


def test_an_output_folder_that_cannot_be_written_is_refused(written: Desk) -> None:
    refusal = refused(
        written, "build", "--engine", "tone", "--out", "/proc/nowhere", code=6, where="/proc/nowhere"
    )
    assert "--out" in refusal.english.err and "--out" in refusal.chinese.err


def test_out_takes_the_place_of_the_output_folder_as_a_whole(small: Desk) -> None:
    before = files_of(small)
    row = small.build("small", "--out", "other")
    assert row["spoken_new"] > 0
    assert row["episodes"] == ["other/small/episodes/01-small.mp3", "other/small/episodes/02-small.mp3"]
    assert (small.folder / "other/.store").is_dir()
    after = files_of(small)
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[0] for name in after.keys() - before.keys()} == {"other"}


def test_from_a_folder_without_a_desk_the_programs_own_texts_are_meant(
    desk: Desk, page: Path, tmp_path: Path
) -> None:
    elsewhere = Desk(tmp_path)
    ran = elsewhere.fork("check", "xinjing-2022")
    assert ran.code == 0, ran.err
