"""The names of an edition: who says how they are read, what names.yaml keeps, and what that changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio_edition.build import load_config, load_edition
from audio_edition.build.gather import script_of
from audio_edition.build.nameplate import Nameplate, confirm, load_names, part_of_plate, unconfirmed
from audio_edition.build.pages import names_of, reading_findings
from audio_edition.errors import VoicesError
from audio_edition.names import Name, Source
from tests.desk import Desk, make_desk

_PARTS = ("confirmed", "readings")
TEXT = """---
edition: small
title: 我们的楼组长
readings: {须利君: xū lì jūn}
---
# 邻里
## 朝霞里小区主任盖建国
盖建国说，要重视。
## 长宁小区主任单晓红
单晓红说，好。
## 虹康小区主任王琪楠
王琪楠说，好。
## 新雨里小区主任须利君
须利君说，好。
## 晚晴里小区主任阿卜杜拉·买买提
他说，好。
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with an edition, at which this process stands."""
    desk = make_desk(tmp_path / "desk")
    desk.write(TEXT)
    monkeypatch.chdir(desk.folder)
    return desk


def listed(desk: Desk, name: str = "small") -> dict[str, Name]:
    loaded = load_edition(desk.folder / "scripts" / name)
    names = names_of(loaded, load_config(desk.folder), load_names(desk.folder))
    return {one.word: one for one in names}


def open_names(desk: Desk, name: str = "small") -> int:
    return unconfirmed(load_edition(desk.folder / "scripts" / name).edition, load_names(desk.folder))


def keep(desk: Desk, text: str) -> None:
    (desk.folder / "names.yaml").write_text(text, encoding="utf-8")


def test_all_persons_and_places_of_the_headings_are_listed_in_order_with_their_line(desk: Desk) -> None:
    rows = [(name.word, name.is_person, name.line) for name in listed(desk).values()]
    assert rows[:4] == [
        ("盖建国", True, 7),
        ("朝霞里小区", False, 7),
        ("单晓红", True, 9),
        ("长宁小区", False, 9),
    ]
    assert len(rows) == 10


def test_a_surname_of_two_readings_is_a_conflict_and_the_other_one_is_told(desk: Desk) -> None:
    name = listed(desk)["盖建国"]
    assert name.source is Source.CONFLICT
    assert {name.pinyin[0], name.other[0]} == {"ge3", "gai4"}
    assert name.pinyin[1:] == name.other[1:] == ("jian4", "guo2")


def test_what_the_programs_table_knows_is_said_to_come_from_it(desk: Desk) -> None:
    names = listed(desk)
    assert (names["单晓红"].source, names["单晓红"].pinyin) == (Source.TABLE, ("shan4", "xiao3", "hong2"))
    assert (names["长宁小区"].source, names["长宁小区"].pinyin[:2]) == (Source.TABLE, ("chang2", "ning2"))


def test_what_nobody_has_said_is_a_guess(desk: Desk) -> None:
    name = listed(desk)["王琪楠"]
    assert (name.source, name.pinyin, name.other) == (Source.GUESS, ("wang2", "qi2", "nan2"), ())


@pytest.mark.parametrize("place", ["text", "voices.yaml"])
def test_what_an_editor_has_set_is_given(desk: Desk, place: str) -> None:
    if place == "voices.yaml":
        desk.edit("readings: {须利君: xū lì jūn}\n", "")
        desk.cast("  泾: jīng\n", "  泾: jīng\n  须利君: xū lì jūn\n")
    name = listed(desk)["须利君"]
    assert (name.source, name.pinyin) == (Source.GIVEN, ("xu1", "li4", "jun1"))


@pytest.mark.parametrize("part", ["confirmed", "readings"])
def test_what_names_yaml_has_is_confirmed(desk: Desk, part: str) -> None:
    keep(desk, f"{part}:\n  王琪楠: wáng qí nán\n")
    assert listed(desk)["王琪楠"].source is Source.CONFIRMED
    assert open_names(desk) == 9


def test_a_reading_in_names_yaml_is_said_and_voices_yaml_overrules_it(desk: Desk) -> None:
    keep(desk, "readings:\n  盖建国: gài jiàn guó\n")
    assert listed(desk)["盖建国"].pinyin[0] == "gai4"
    desk.cast("  泾: jīng\n", "  泾: jīng\n  盖建国: gě jiàn guó\n")
    assert listed(desk)["盖建国"].pinyin[0] == "ge3"


def test_only_what_stands_under_readings_changes_what_is_said(desk: Desk) -> None:
    keep(desk, "confirmed:\n  王琪楠: wáng qí nǎn\nreadings:\n  盖建国: gě jiàn guó\n")
    plate = load_names(desk.folder)
    assert plate.words == {"王琪楠", "盖建国"}
    assert dict(plate.readings) == {"盖建国": "gě jiàn guó"}


def test_confirming_keeps_a_guess_apart_from_what_a_voice_has_to_be_told(desk: Desk) -> None:
    names = listed(desk)
    plate = confirm(desk.folder, names.values())
    assert {"王琪楠", "虹康小区", "阿卜杜拉·买买提"} <= dict(plate.confirmed).keys()
    assert {"盖建国", "单晓红", "长宁小区", "须利君"} <= dict(plate.readings).keys()
    assert dict(plate.readings)["单晓红"] == "shàn xiǎo hóng"
    assert plate == load_names(desk.folder)
    assert open_names(desk) == 0
    assert {name.source for name in listed(desk).values()} == {Source.CONFIRMED}
    assert {word: one.pinyin for word, one in listed(desk).items()} == {
        word: one.pinyin for word, one in names.items()
    }


def test_confirming_again_changes_nothing(desk: Desk) -> None:
    confirm(desk.folder, listed(desk).values())
    before = (desk.folder / "names.yaml").read_bytes()
    plate = confirm(desk.folder, listed(desk).values())
    assert (desk.folder / "names.yaml").read_bytes() == before
    kept = {
        part: [w for w, one in listed(desk).items() if part_of_plate(one, plate) == part] for part in _PARTS
    }
    assert {part: set(words) for part, words in kept.items()} == {
        "confirmed": dict(plate.confirmed).keys(),
        "readings": dict(plate.readings).keys(),
    }


def test_what_was_kept_stays_whatever_signs_it_has(desk: Desk) -> None:
    keep(desk, 'confirmed:\n  刘观锡: liú guān xī\nreadings:\n  "A: B": 甲乙\n  六#: "六 # 号"\n')
    plate = confirm(desk.folder, [listed(desk)["王琪楠"]])
    assert dict(plate.confirmed) == {"刘观锡": "liú guān xī", "王琪楠": "wáng qí nán"}
    assert dict(plate.readings) == {"A: B": "甲乙", "六#": "六 # 号"}


def test_a_name_with_a_character_that_nobody_can_read_is_not_confirmed(desk: Desk) -> None:
    name = Name("王\U000323ae", True, 3, ("wang2", ""), Source.GUESS)
    assert confirm(desk.folder, [name]).words == frozenset()


def test_nobody_is_asked_again_about_a_confirmed_name_or_a_part_of_it(desk: Desk) -> None:
    def asked() -> list[str]:
        loaded = load_edition(desk.folder / "scripts/small")
        script = script_of(loaded, load_config(desk.folder))
        return [f.quote for f in reading_findings(loaded, script, load_names(desk.folder))]

    desk.edit("主任王琪楠", "主任郁丽燕")
    desk.edit("王琪楠说", "郁丽燕说")
    assert {"盖建国", "丽燕"} <= set(asked())
    confirm(desk.folder, listed(desk).values())
    assert not {"盖建国", "丽燕"} & set(asked())


def test_there_may_be_no_names_yaml_or_an_empty_one(desk: Desk) -> None:
    assert load_names(desk.folder) == Nameplate()
    for text in ("", "confirmed:\n", "# nothing yet\n", "confirmed: {}\nreadings:\n"):
        keep(desk, text)
        assert load_names(desk.folder) == Nameplate()


def test_it_is_read_however_an_editor_on_windows_saves_it(desk: Desk) -> None:
    text = "confirmed：\r\n　　王琪楠：wáng qí nán\r\nreadings：\r\n　　盖建国：ge3 jian4 guo2\r\n"
    (desk.folder / "names.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    plate = load_names(desk.folder)
    assert plate.words == {"王琪楠", "盖建国"}
    (desk.folder / "names.yaml").write_bytes(text.encode("gb18030"))
    assert load_names(desk.folder) == plate


BROKEN = [
    ("confirmed: [a\n", "names.yaml:1"),
    ("confirmed: 王琪楠\n", "names.yaml:1"),
    ("confirmed:\n  - 王琪楠\n", "names.yaml:2"),
    ("王琪楠\n", "names.yaml:1"),
    ("confirmed:\n  王琪楠: wáng qí nán\nnotes:\n  甲: 乙\n", "names.yaml:4"),
    ("readings:\n  盖建国: gài jiàn guó\n  王琪楠: wáng\n", "names.yaml:3"),
    ("confirmed:\n  王琪楠:\n", "names.yaml:2"),
    ("confirmed:\n  王琪楠: a\n  王琪楠: b\n", "names.yaml:3"),
    ("confirmed:\n\t王琪楠: wáng qí nán\n", "names.yaml:2"),
    ("readings: *x\n", "names.yaml:1"),
]


@pytest.mark.parametrize(("text", "where"), BROKEN)
def test_a_broken_one_is_refused_with_its_line_and_a_way_out(desk: Desk, text: str, where: str) -> None:
    keep(desk, text)
    with pytest.raises(VoicesError) as refused:
        load_config(desk.folder)
    assert refused.value.where == where
    assert refused.value.message and refused.value.hint


def test_what_is_no_text_is_refused(desk: Desk) -> None:
    (desk.folder / "names.yaml").write_bytes(bytes(range(256)) * 4)
    with pytest.raises(VoicesError) as refused:
        load_names(desk.folder)
    assert refused.value.where == "names.yaml" and refused.value.hint
    (desk.folder / "names.yaml").unlink()
    (desk.folder / "names.yaml").mkdir()
    with pytest.raises(VoicesError) as refused:
        load_names(desk.folder)
    assert refused.value.where == "names.yaml" and refused.value.hint
