"""A build that is killed, stopped or not alone loses at most the pieces in hand."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.build.children import LOOK_S, end_of, has_ended, start
from tests.build.conftest import STARTUP, edit, make_desk
from tests.build.traces import assert_whole, parts, remake, store
from tests.desk import Desk

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent here as POSIX has them")

HANDS = 2
_HANZI = "带伤复工始终坚持岗位居民小区志愿防疫开始来的他们带领团队忙开了晚上临时搭张床"


def long_text(sections: int = 3, people: int = 4) -> str:
    """Write an edition of many short sentences, no two alike."""
    chance = random.Random(7)  # noqa: S311  the same text every time
    rows = ["---", "edition: small", "title: 专题", "---"]
    for section in range(sections):
        rows.append(f"# 第{_HANZI[section]}栏")
        for person in range(people):
            rows.append(f"## {_HANZI[section]}{_HANZI[9 + person]}居民区党总支书记王{_HANZI[20 + person]}")
            rows.append("。".join("".join(chance.sample(_HANZI, 9)) for _sentence in range(3)) + "。")
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], int, float]:
    """What a build of the long text makes, how many sentences it speaks, and how long it takes."""
    desk = make_desk(tmp_path_factory.mktemp("undisturbed") / "desk")
    desk.write(long_text())
    since = time.monotonic()
    row = desk.build("small")
    return desk.products(), row["spoken_new"], time.monotonic() - since


def watch(desk: Desk, moments: list[float]) -> None:
    """Build and kill after each of these seconds; whatever can be seen meanwhile must be whole."""
    for moment in moments:
        child = start(desk, "--jobs", str(HANDS))
        end = time.monotonic() + moment
        while time.monotonic() < end and not has_ended(child, LOOK_S):
            assert_whole(desk.folder / "output")
        child.kill()
        child.communicate()
        assert_whole(desk.folder / "output")


def test_killing_at_any_moment_loses_at_most_the_pieces_in_hand(
    desk: Desk, undisturbed: tuple[dict[str, bytes], int, float]
) -> None:
    whole, sentences, seconds = undisturbed
    desk.write(long_text())
    desk.env["SPOKEN"] = str(desk.folder / "spoken")
    chance = random.Random(11)  # noqa: S311  the same moments every time
    moments = [0.3 + chance.random() * 0.5 * seconds for _kill in range(3)]
    watch(desk, moments)
    kept = len(store(desk, "speech"))
    spoken = spoken_of(desk).splitlines()
    assert 0 < kept <= len(set(spoken))
    assert len(spoken) - kept <= len(moments) * HANDS
    assert remake(desk)[0] == sentences - kept
    assert desk.products() == whole
    assert parts(desk.folder) == []


def test_killing_before_any_file_is_put_in_its_place_leaves_nothing_wrong(
    _built: Path, tmp_path: Path, whole_edited: dict[str, bytes]
) -> None:
    """An edit of one sentence and of the rests puts eight or nine files in their places: two pieces, the
    manifest between the episodes, and what is remembered for the next plan."""
    for number in range(1, 20):
        shutil.copytree(_built, tmp_path / f"{number}" / "desk")
        desk = Desk(tmp_path / f"{number}" / "desk", {"PYTHONPATH": str(STARTUP)})
        edit(desk)
        code, _words = end_of(start(desk, KILL_AT=str(number)))
        assert code in (0, -signal.SIGKILL)
        assert_whole(desk.folder / "output")
        kept = len(store(desk, "speech"))
        assert remake(desk)[0] == len(store(desk, "speech")) - kept
        assert desk.products() == whole_edited
        assert parts(desk.folder) == []
        if code == 0:
            break
    assert number > 8


def test_two_builds_at_the_same_time_do_each_other_no_harm(desk: Desk, whole: dict[str, bytes]) -> None:
    children = [start(desk, "--jobs", "1") for _build in range(2)]
    for child in children:
        while not has_ended(child):
            assert_whole(desk.folder / "output")
    assert [end_of(child)[0] for child in children] == [0, 0]
    assert desk.products() == whole
    assert parts(desk.folder) == []
    assert remake(desk) == (0, 0, 0)


def test_a_build_leaves_the_parts_of_another_that_runs_alone(desk: Desk, whole: dict[str, bytes]) -> None:
    desk.env["SPOKEN"] = str(desk.folder / "spoken")
    child = start(desk, SLOW="带伤复工")
    while "带伤复工" not in spoken_of(desk) and not has_ended(child):
        pass
    running = desk.folder / f"output/.store/parts/.x.{machine()}-{child.pid}.abc.part"
    running.write_bytes(b"in hand")
    desk.build("small")
    assert running.exists()
    assert desk.products() == whole
    child.kill()
    child.communicate()
    remake(desk)
    assert not running.exists()


def machine() -> str:
    from audio_edition.files import _here

    return _here()


def spoken_of(desk: Desk) -> str:
    path = desk.folder / "spoken"
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.parametrize("hangs", [False, True], ids=["working", "hanging"])
def test_ctrl_c_ends_a_build_soon_and_plainly(desk: Desk, whole: dict[str, bytes], hangs: bool) -> None:
    desk.env["SPOKEN"] = str(desk.folder / "spoken")
    child = start(desk, SLOW="带伤复工" if hangs else "")
    while "带伤复工" not in spoken_of(desk) and not has_ended(child):
        pass
    since = time.monotonic()
    os.killpg(child.pid, signal.SIGINT)
    code, words = end_of(child)
    assert time.monotonic() - since < 8
    assert code == 130
    assert "Stopped. What is finished is kept" in words
    assert "Traceback" not in words
    assert "Exception" not in words
    kept = len(store(desk, "speech"))
    assert remake(desk)[0] == len(store(desk, "speech")) - kept
    assert desk.products() == whole
