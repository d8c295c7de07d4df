"""Files from input methods, from Windows and from other editors are read as they are meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.test_names import PAGE
from tests.desk import SMALL, Desk, make_desk

SAVED_AS: dict[str, Callable[[str], bytes]] = {
    "BOM": lambda text: text.encode("utf-8-sig"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "BOM and CRLF": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "lone CR": lambda text: text.replace("\n", "\r").encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 big-endian": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "GB18030": lambda text: text.encode("gb18030"),
    "trailing blanks": lambda text: text.replace("\n", " \u3000\t\n").encode(),
    "no last line end": lambda text: text.rstrip("\n").encode(),
    "blank lines before": lambda text: ("\n\n" + text).encode(),
}


@pytest.fixture(scope="module")
def meant(tmp_path_factory: pytest.TempPathFactory) -> object:
    desk = make_desk(tmp_path_factory.mktemp("meant") / "desk")
    desk.write(SMALL)
    return without_lines(desk.fork("check", "small", "--json").json)


def without_lines(value: object) -> object:
    if isinstance(value, dict):
        return {name: without_lines(part) for name, part in value.items() if name != "line"}
    return [without_lines(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("saved", SAVED_AS)
def test_a_text_and_a_cast_from_any_editor_are_the_same(desk: Desk, meant: object, saved: str) -> None:
    desk.write("")
    desk.text().write_bytes(SAVED_AS[saved](SMALL))
    voices = desk.folder / "voices.yaml"
    voices.write_bytes(SAVED_AS[saved](voices.read_text(encoding="utf-8")))
    ran = desk.fork("check", "small", "--json")
    assert ran.code == 0, ran.err
    assert without_lines(ran.json) == meant


def test_an_input_methods_full_width_signs_in_a_text_are_understood(desk: Desk, meant: object) -> None:
    wide = SMALL.replace("## ", "＃＃").replace("# ", "＃　").replace("edition: ", "edition：")
    wide = wide.replace("title: ", "title：").replace(
        "date: 2022-06-15", "date：2022-06-15\nreadings：｛带伤：戴伤｝"
    )
    desk.write(wide.replace("刘观锡始终", "｛刘｜留｝观锡始终"))
    ran = desk.fork("check", "small", "--json")
    assert ran.code == 0, ran.err
    assert without_lines(ran.json) == meant


def test_an_input_methods_full_width_signs_in_voices_yaml_are_understood(written: Desk) -> None:
    before = written.fork("voices", "--json").json
    written.cast("engine: auto ", "engine：auto ")
    written.cast("    edge: zh-CN-YunyangNeural", "\u3000\u3000edge：zh-CN-YunyangNeural")
    written.cast('    rate: "-10%"\n  narrator:', "    rate：“－１０％”\n  narrator：")
    written.cast("pauses_ms: {sentence: 450, paragraph: 800", "pauses_ms：｛sentence：４５０，paragraph: 800")
    written.cast("section: 2500}", "section: 2500｝")
    written.cast("  泾: jīng\n  淞: sōng", "  泾：jīng\n  淞：sōng")
    written.cast("# 报幕的话", "＃ 报幕的话")
    ran = written.fork("voices", "--json")
    assert ran.code == 0, ran.err
    assert ran.json == before


def test_a_wrong_reading_behind_a_full_width_colon_still_has_its_line(written: Desk) -> None:
    written.cast("  泾: jīng\n  淞: sōng", "  泾：jīng\n  淞：xyz")
    ran = written.fork("voices")
    assert ran.code == 4
    text = (written.folder / "voices.yaml").read_text(encoding="utf-8")
    assert f"voices.yaml:{text[: text.index('淞：')].count(chr(10)) + 1}" in ran.err


def test_paths_with_chinese_blanks_and_parentheses_are_usable_throughout(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("有声版 (2)") / "我的 桌面（新）"
    desk.folder.rename(place)
    desk = Desk(place)
    page = place / "第 3 版 (终稿).txt"
    page.write_text(PAGE, encoding="utf-8")
    name = "新泾 六月（上）"
    ran = desk.fork("import", page, "--to", f"scripts/{name}", "--json")
    assert ran.code == 0, ran.err
    row = desk.build(name, "--out", "做好 的")
    assert row["key"].isascii() and row["key"]
    (file,) = row["episodes"]
    assert file.startswith(f"做好 的/{name}/episodes/01-")
    assert (place / file).is_file()
    assert (place / "做好 的/.store").is_dir() and not (place / "output").exists()
