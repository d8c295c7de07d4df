"""check --names and names.yaml as an editor uses them, from the first list to the last confirmed name."""

from __future__ import annotations

import pytest

from tests.cli.refusals import both, english_left, files_of, refused
from tests.desk import SMALL, Desk

OPEN = "Names whose reading nobody has confirmed: {}. See: python make_audio.py check {} --names"
ALL = "The readings of all names are confirmed."


def names_yaml(desk: Desk) -> str:
    return (desk.folder / "names.yaml").read_text(encoding="utf-8")


def test_a_build_ends_with_the_number_of_names_until_all_are_confirmed(small: Desk) -> None:
    assert OPEN.format(8, "small") in small.fork("build", "small").out
    small.fork("check", "small", "--names", "--confirm", "刘观锡", "--confirm", "绿八居民区")
    assert OPEN.format(6, "small") in small.fork("build", "small").out
    assert small.fork("check", "small", "--names", "--confirm", "all").out.endswith(ALL + "\n")
    assert "Names" not in small.fork("build", "small").out


def test_confirming_a_guess_speaks_nothing_anew(small: Desk) -> None:
    ran = small.fork("check", "--names", "--confirm", "刘观锡", "--confirm", "鲁晓明")
    assert ran.code == 0, ran.err
    assert "confirmed:" in names_yaml(small) and "\nreadings:" not in names_yaml(small)
    assert small.fork("build", "small").out.startswith("small: nothing changed")


def test_confirming_a_conflict_or_what_the_table_knows_keeps_it_as_a_reading(small: Desk) -> None:
    small.edit("书记鲁晓明", "书记盖建国")
    small.edit("副书记王琪楠", "副书记单晓红")
    assert small.fork("check", "--names", "--confirm", "盖建国", "--confirm", "单晓红").code == 0
    readings = names_yaml(small).partition("readings:")[2]
    assert "  盖建国: " in readings and "  单晓红: shàn xiǎo hóng\n" in readings
    assert "confirmed:" not in names_yaml(small)


def test_a_confirmed_name_serves_every_other_edition(small: Desk) -> None:
    small.write(SMALL.replace("edition: small", "edition: other"), "other")
    small.fork("check", "small", "--names", "--confirm", "all")
    assert ALL in small.fork("check", "other", "--names").out
    assert "Names" not in small.fork("build", "other").out


def test_one_name_can_be_confirmed_for_all_editions_at_once(small: Desk) -> None:
    small.write(SMALL.replace("鲁晓明", "须利君"), "other")
    ran = small.fork("check", "--names", "--confirm", "须利君")
    assert ran.code == 0, ran.err
    assert [line for line in ran.out.splitlines() if "nobody" in line] == [
        OPEN.format(7, "other"),
        OPEN.format(8, "small"),
    ]


def test_the_pages_lie_beside_the_episodes(small: Desk) -> None:
    before = files_of(small)
    english, chinese = both(small, "check", "--names")
    assert "Open it in a browser or print it: output/small/names.html" in english.out
    assert english_left(chinese.out + chinese.err) == []
    assert files_of(small).keys() - before.keys() == {"output/small/names.html"}


def test_with_json_the_words_go_to_standard_error(small: Desk) -> None:
    ran = small.fork("check", "small", "--names", "--json")
    assert list(ran.json) == ["title", "kicker", "byline", "sections", "findings"]
    assert OPEN.format(8, "small") in ran.err


@pytest.mark.parametrize("name", ["张三", "刘观", ""])
def test_a_name_that_is_not_there_is_refused_and_nothing_is_kept(small: Desk, name: str) -> None:
    ran, chinese = both(small, "check", "--names", "--confirm", "刘观锡", "--confirm", name)
    assert ran.code == chinese.code == 2
    assert "no such name in scripts/small/edition.md" in ran.err and "try: " in ran.err
    assert english_left(chinese.err) == []
    assert not (small.folder / "names.yaml").exists()


def test_a_text_that_cannot_be_read_is_what_is_told(small: Desk) -> None:
    small.write("broken")
    refused(small, "check", "--names", "--confirm", "刘观锡", code=3, where="scripts/small/edition.md:1")


@pytest.mark.parametrize(
    "command",
    [
        *("build", "proof", "check --names", "check --names --confirm all"),
        *("hear 1 0:10", "hear 你好", "explain small 刘观锡"),
    ],
)
def test_a_broken_names_yaml_stops_every_command_with_its_line(small: Desk, command: str) -> None:
    (small.folder / "names.yaml").write_text("readings:\n  刘观锡: wú\n", encoding="utf-8")
    refusal = refused(small, *command.split(), code=4, where="names.yaml:2")
    assert "刘观锡" in refusal.english.err


def test_a_reading_of_names_yaml_is_spoken_and_only_where_the_name_stands(small: Desk) -> None:
    (small.folder / "names.yaml").write_text("readings:\n  王琪楠: wáng qí nǎn\n", encoding="utf-8")
    ran = small.fork("build", "small", "--dry-run")
    assert [line for line in ran.out.splitlines() if line.startswith("  speak")] == [
        "  speak (new words): 虹康居民区，党总支副书记，王琪楠。"
    ]
