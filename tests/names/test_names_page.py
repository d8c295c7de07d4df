"""The list of names as a page: every name once, with its reading in ruby, its source and a box to tick."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from audio_edition.build import load_config, load_edition
from audio_edition.build.nameplate import confirm, load_names
from audio_edition.build.pages import names_of, write_names_page
from audio_edition.default_pinyin import with_marks
from audio_edition.names import Name
from tests.desk import Desk, make_desk
from tests.names.test_reading_of_names import TEXT
from tests.proof.tree import Element, parse


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = make_desk(tmp_path / "desk")
    desk.write(TEXT)
    monkeypatch.chdir(desk.folder)
    return desk


def page_of(desk: Desk, name: str = "small") -> tuple[tuple[Name, ...], Element]:
    loaded, plate = load_edition(desk.folder / "scripts" / name), load_names(desk.folder)
    names = names_of(loaded, load_config(desk.folder), plate)
    path = write_names_page(loaded, names, plate, desk.folder / "output")
    assert path == desk.folder / "output" / name / "names.html"
    return names, parse(path.read_text(encoding="utf-8"))


def test_every_name_has_a_row_with_its_reading_its_source_and_its_line(desk: Desk) -> None:
    names, page = page_of(desk)
    rows = page.all("tbody")[0].all("tr")
    assert [row.all("td", "name")[0].text(without=("rt",)) for row in rows] == [name.word for name in names]
    for name, row in zip(names, rows, strict=True):
        assert [rt.text() for rt in row.all("rt")] == [with_marks((one,)) for one in name.pinyin if one]
        assert row.names == [name.source.value]
        assert row.all("td")[-1].text() == str(name.line)
        assert row.all("td")[-2].text() == with_marks(name.other)
        assert row.all("td", "name")[0].attrs["title"] == ("person" if name.is_person else "place")
        assert len(row.all("input")) == 2 and "checked" not in row.all("input")[0].attrs
    assert {row.all("td")[3].text() for row in rows} == {
        *("a guess", "two readings", "the program's table", "set in the text or voices.yaml"),
    }


def test_a_dot_within_a_name_has_no_reading_and_leaves_no_hole(desk: Desk) -> None:
    _names, page = page_of(desk)
    values = {e.attrs["data-word"]: e.attrs["value"] for e in page.all("input", "reading")}
    assert values["阿卜杜拉·买买提"] == "ā bo dù lā mǎi mǎi tí"


def test_what_is_confirmed_is_ticked(desk: Desk) -> None:
    confirm(desk.folder, page_of(desk)[0][:3])
    boxes = [row.all("input")[0] for row in page_of(desk)[1].all("tbody")[0].all("tr")]
    assert ["checked" in box.attrs for box in boxes] == [True] * 3 + [False] * 7


def test_the_page_carries_the_names_of_other_editions(desk: Desk) -> None:
    text = "confirmed:\n  刘观锡: liú guān xī\nreadings:\n  单伟: shàn wěi\n  王琪楠: wáng qí nǎn\n"
    (desk.folder / "names.yaml").write_text(text, encoding="utf-8")
    button = page_of(desk)[1].all("button")[0]
    others = {"confirmed": {"刘观锡": "liú guān xī"}, "readings": {"单伟": "shàn wěi"}}
    assert json.loads(button.attrs["data-others"]) == others


def test_the_command_on_the_page_can_be_typed_as_it_stands(desk: Desk) -> None:
    desk.write(TEXT, "新泾 六月")
    text = page_of(desk, "新泾 六月")[1].all("p")[0].text()
    assert text.endswith('python make_audio.py check "新泾 六月" --names --confirm all')


def test_hostile_words_stay_words(desk: Desk) -> None:
    title = '<script>alert(1)</script>&amp;"</title>'
    desk.edit("title: 我们的楼组长", f"title: '{title}'")
    desk.edit("## 虹康小区", r"## 虹<b>\{\{rows\}\}&lt;小区")
    names, page = page_of(desk)
    assert title in page.all("h1")[0].text() and title in page.all("title")[0].text()
    shown = [cell.text(without=("rt",)) for cell in page.all("td", "name")]
    assert shown == [name.word for name in names] and "虹<b>{{rows}}&lt;小区" in shown
    assert len(page.all("script")) == 1 and page.all("b") == []


def test_nothing_is_fetched_and_the_same_edition_gives_the_same_bytes(desk: Desk) -> None:
    page_of(desk)
    path = desk.folder / "output/small/names.html"
    first = path.read_bytes()
    page_of(desk)
    assert path.read_bytes() == first
    assert not re.search(rb"https?:|//|@import|url\(", first)
