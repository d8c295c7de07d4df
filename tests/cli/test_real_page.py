"""The main job: the real page, the real command, judged from outside."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import mutagen.id3
import pytest

from tests.desk import Desk

NAME = "xinjing-2022"
PAGE = Path(__file__).resolve().parents[2] / "scripts" / NAME / "page.txt"
GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def compare(path: Path, text: str, save: bool) -> None:
    if save:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_importing_the_page_gives_the_golden_structure_and_findings(desk: Desk, save_golden: bool) -> None:
    ran = desk.run("import", PAGE, "--to", "scripts/new", "--json")
    assert ran.code == 0
    text = json.dumps(ran.json, ensure_ascii=False, indent=1) + "\n"
    compare(GOLDEN / "xinjing-2022.import.json", text, save_golden)


def test_the_imported_structure_is_what_the_page_prints(desk: Desk) -> None:
    page = desk.run("import", PAGE, "--to", "scripts/new", "--json").json
    assert (page["kicker"], page["byline"]) == ("不惧艰险 勇于向前 齐战疫情", "记者 陈瑜琪 整理报道")
    assert [len(section["profiles"]) for section in page["sections"]] == [6, 9, 9, 9]
    kinds = [finding["kind"] for finding in page["findings"]]
    assert kinds.count("tail_cut") == 12
    assert kinds.count("damaged_title") == 4
    assert kinds.count("head_cut") == 1
    assert "unbalanced_quotes" in kinds
    assert (desk.folder / "scripts/new/page.txt").read_bytes() == PAGE.read_bytes()


def test_what_was_imported_is_read_back_the_same(desk: Desk) -> None:
    imported = desk.run("import", PAGE, "--to", "scripts/new", "--json").json
    checked = desk.run("check", "new", "--json").json
    assert [s["title"] for s in checked["sections"]] == [s["title"] for s in imported["sections"]]
    texts = [[p["heading"], *p["paragraphs"]] for s in checked["sections"] for p in s["profiles"]]
    assert texts == [[p["heading"], *p["paragraphs"]] for s in imported["sections"] for p in s["profiles"]]


def test_the_whole_reading_script_is_the_golden_one(real: Desk, save_golden: bool) -> None:
    rows = []
    for episode in real.manifest(NAME)["episodes"]:
        rows.append(f"== {episode['file']}  {episode['title']}")
        chapter = None
        for segment in episode["segments"]:
            if segment["chapter"] != chapter:
                chapter = segment["chapter"]
                rows.append(f"-- {chapter}")
            rows.append(f"{segment['role'][0]} {segment['spoken']}")
    compare(GOLDEN / "xinjing-2022.script.txt", "\n".join(rows) + "\n", save_golden)


def test_the_pages_numbers_and_signs_are_read_right(real: Desk) -> None:
    said = "".join(s["spoken"] for e in real.manifest(NAME)["episodes"] for s in e["segments"])
    wanted = (
        "三月中旬以来 四月初 年近六十的 三名子女 三个老旧小区 但幺二零运力紧张 幺二零运力有限 所辖十三个小区 "
        "居民数近五千人 八十五岁 一百多户 一名八五后 的八零后 八十余天 八十多岁 最后一百米 最后一公里 "
        "楼组长加志愿者团长 五组三定三避免 五严二保障 居民区书记在疫线"
    )
    assert [words for words in wanted.split() if words not in said] == []
    assert not any(sign.isascii() and sign.isdigit() for sign in said)


def test_only_broken_off_words_and_two_damaged_titles_stay_silent(real: Desk) -> None:
    said = "".join(s["spoken"] for e in real.manifest(NAME)["episodes"] for s in e["segments"])
    for silent in ("我一个人去可以减少", "化解一个又", "家人般的温", "专书记践行", "色力量"):
        assert silent not in said
    assert "她和党员、群众打成一片" in said
    assert said.count("徐葆红被居民亲切地称为") == 1


def test_every_person_is_a_chapter_with_the_name_first(real: Desk) -> None:
    titles = [[c["title"] for c in e["chapters"]] for e in real.manifest(NAME)["episodes"]]
    assert [len(t) for t in titles] == [9, 12, 12, 12]
    assert titles[1][2] == "刘观锡｜绿八居民区"
    assert titles[3][-2] == "王琪楠｜虹康居民区"


def test_the_sections_count_their_people_by_office(real: Desk) -> None:
    said = [s["spoken"] for e in real.manifest(NAME)["episodes"] for s in e["segments"]]
    assert "这一集，介绍六位书记。" in said
    assert said.count("这一集，介绍九位书记。") == 2
    assert "这一集，介绍八位书记、一位副书记。" in said
    assert "虹康居民区，党总支副书记，王琪楠。" in said


def test_segments_lie_in_their_chapters_and_follow_each_other(real: Desk) -> None:
    for episode in real.manifest(NAME)["episodes"]:
        chapters = {c["title"]: c for c in episode["chapters"]}
        before = 0
        for segment in episode["segments"]:
            chapter = chapters[segment["chapter"]]
            assert before <= segment["start_ms"] < segment["end_ms"]
            assert chapter["start_ms"] <= segment["start_ms"] and segment["end_ms"] <= chapter["end_ms"]
            before = segment["end_ms"]


@pytest.fixture
def files(real: Desk) -> list[tuple[dict[str, Any], Path]]:
    folder = real.folder / "output" / NAME
    return [(episode, folder / episode["file"]) for episode in real.manifest(NAME)["episodes"]]


def test_ffprobe_finds_the_chapters_and_the_length(
    files: list[tuple[dict[str, Any], Path]], ffprobe: str
) -> None:
    for episode, path in files:
        command = [ffprobe, "-v", "error", "-show_chapters", "-show_format", "-show_streams", "-of", "json"]
        shown = json.loads(subprocess.run([*command, str(path)], capture_output=True, check=True).stdout)
        got = [(c["tags"]["title"], c["start"], c["end"]) for c in shown["chapters"]]
        assert got == [(c["title"], c["start_ms"], c["end_ms"]) for c in episode["chapters"]]
        stream = next(s for s in shown["streams"] if s["codec_type"] == "audio")
        assert (stream["codec_name"], stream["sample_rate"], stream["channels"]) == ("mp3", "48000", 1)
        assert abs(float(stream["duration"]) * 1000 - episode["duration_ms"]) <= 24


def test_mpg123_plays_every_episode_without_a_complaint(
    files: list[tuple[dict[str, Any], Path]], mpg123: str
) -> None:
    for _episode, path in files:
        played = subprocess.run([mpg123, "-t", "-q", str(path)], capture_output=True, check=False)
        assert (played.returncode, played.stderr) == (0, b"")


def test_mutagen_reads_an_id3v23_tag_in_utf16_with_the_label(
    files: list[tuple[dict[str, Any], Path]],
) -> None:
    for episode, path in files:
        tag = mutagen.id3.ID3(path, translate=False)
        assert tag.version == (2, 3, 0)
        assert tag["TIT2"].text == [episode["title"]]
        assert tag["TIT2"].encoding == 1
        assert len(tag.getall("CHAP")) == len(episode["chapters"])
        assert len(tag.getall("CTOC")) == 1
        assert any("人工智能合成语音" in str(frame) for frame in tag.getall("TXXX") + tag.getall("COMM"))


def test_building_again_does_nothing_and_touches_nothing(real: Desk) -> None:
    before = {path: path.stat().st_mtime_ns for path in (real.folder / "output").rglob("*")}
    row = real.build(NAME)
    assert (row["spoken_new"], row["units_new"], row["episodes_written"]) == (0, 0, 0)
    assert row["spoken_reused"] == row["segments"]
    assert before == {path: path.stat().st_mtime_ns for path in (real.folder / "output").rglob("*")}
