"""A whole edition with a neural voice: real sherpa-onnx, a tiny model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes.tiny_models import write_vits

from tests.desk import SMALL, Desk, make_desk

NOBODY = "ws://127.0.0.1:9/consumer?TrustedClientToken=x"
MORE = (
    "居民朋友们大家好这里是本节目由人工智能合成语音播报这次送的专题共四位他们的故事分两集第一"
    "二三集介绍先从说起就下一谢收听全部完了整理祝您身体健康再会也最后百公里五千十零幺年米各"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = make_desk(tmp_path / "desk")
    made.env["AUDIO_EDITION_EDGE_URL"] = NOBODY
    made.write(SMALL.replace("〔残：，带来〕", "。"))
    write_vits(made.folder / "models" / "tiny", SMALL + MORE)
    made.cast("    espeak: cmn+m3\n", "    espeak: cmn+m3\n    sherpa: tiny\n")
    made.cast("    espeak: cmn+f2\n", "    espeak: cmn+f2\n    sherpa: tiny:1\n")
    return made


def test_an_edition_is_made_whole_and_the_same_again(desk: Desk) -> None:
    report = desk.build("small", engine="sherpa")
    assert (report["engine"], report["episodes_written"]) == ("sherpa", 2)
    assert desk.manifest()["voices"]["narrator"]["voices"] == ["tiny:1"]
    first = desk.products()
    assert desk.build("small", engine="sherpa")["spoken_new"] == 0
    desk.build("small", "--out", desk.folder / "again", engine="sherpa")
    again = desk.folder / "again"
    assert {name: (again / name).read_bytes() for name in first} == first
    desk.edit("睡在居委", "睡在小区")
    assert desk.build("small", engine="sherpa")["spoken_new"] == 1


def test_auto_takes_it_when_the_online_voice_does_not_answer_and_says_so(desk: Desk) -> None:
    ran = desk.run("build", "small", "--json")
    assert ran.code == 0 and ran.json["editions"][0]["engine"] == "sherpa"
    assert "; the neural offline voice speaks" in ran.err


def test_words_that_it_does_not_know_are_named_and_all_others_are_kept(desk: Desk) -> None:
    desk.edit("睡在居委", "睡在龘")
    ran = desk.run("build", "small", "--engine", "sherpa")
    assert ran.code == 5
    assert "does not know 龘" in ran.err and "睡在龘" in ran.err
    assert not (desk.folder / "output" / "small" / "manifest.json").exists()
    desk.edit("睡在龘", "睡在居委")
    assert desk.build("small", engine="sherpa")["spoken_new"] == 1


@pytest.mark.parametrize("file", ["model.onnx", "tokens.txt", "lexicon.txt"])
def test_a_model_with_a_file_missing_is_named_with_a_way_out_and_nothing_is_made(
    desk: Desk, file: str
) -> None:
    (desk.folder / "models" / "tiny" / file).unlink()
    ran = desk.fork("build", "small", "--engine", "sherpa")
    assert ran.code == 5
    assert f"models/tiny/{file}" in ran.err and "this file is missing" in ran.err
    assert "voices get tiny" in ran.err
    assert not (desk.folder / "output" / "small").exists()
    auto = desk.fork("build", "small", "--dry-run")
    assert "espeak" in auto.err and file in auto.err


def test_a_model_may_lie_elsewhere(desk: Desk) -> None:
    (desk.folder / "models" / "tiny").rename(desk.folder / "my voice")
    desk.cast("roles:\n", "models: {tiny: my voice}\nroles:\n")
    ran = desk.fork("build", "small", "--dry-run")
    assert ran.code == 0 and "the neural offline voice speaks" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("    sherpa: tiny\n", "    sherpa: ../tiny\n", 13),
        ("roles:\n", "models: {tiny: ''}\nroles:\n", 8),
        ("roles:\n", "models: {a b: x}\nroles:\n", 8),
        ("roles:\n", "mirror: http://example.com/\nroles:\n", 8),
    ],
)
def test_a_slip_in_voices_yaml_is_named_with_its_line(desk: Desk, old: str, new: str, line: int) -> None:
    desk.cast(old, new)
    ran = desk.fork("build", "small")
    assert ran.code == 4
    assert f"voices.yaml:{line}" in ran.err


def test_the_list_of_voices_has_those_that_are_cast_and_those_to_be_had(desk: Desk) -> None:
    assert "sherpa: tiny:1" in desk.fork("voices").out
    values = desk.fork("voices", "--json").json
    assert values["roles"]["narrator"]["voices"]["sherpa"] == ["tiny:1"]
    offers = desk.fork("voices", "get")
    assert offers.code == 0
    for words in ("melo: 167 MB, speakers: 1, licence MIT", "not for commercial use", "kokoro"):
        assert words in offers.out


def test_getting_a_voice_that_is_not_on_the_list_or_there_is_refused(desk: Desk) -> None:
    assert desk.fork("voices", "get", "nobody").code == 2
    (desk.folder / "models" / "melo").mkdir()
    ran = desk.fork("voices", "get", "melo")
    assert ran.code == 2 and "already" in ran.err


def test_a_mirror_that_nobody_serves_is_an_error_with_a_way_on(desk: Desk) -> None:
    ran = desk.fork("voices", "get", "melo", AUDIO_EDITION_MODEL_MIRROR="http://127.0.0.1:9/{file}")
    assert ran.code == 5
    assert "127.0.0.1:9/vits-melo-tts-zh_en.tar.bz2" in ran.err
    assert json.dumps([path.name for path in (desk.folder / "models").iterdir()]) == '["tiny"]'
