"""No room: said plainly, the old episodes stay whole, and with room the build goes on.

A small disk is mounted where root may do so; elsewhere the limit of a file's size and a write that
fails take its place.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from audio_edition.errors import AudioError
from tests.build.conftest import edit, remount
from tests.build.test_obstacles import build
from tests.build.traces import assert_whole, parts, remake, store
from tests.desk import Desk


def test_a_full_disk_is_told_and_with_room_the_build_goes_on(
    desk: Desk, whole: dict[str, bytes], disk: Path
) -> None:
    (desk.folder / "output").symlink_to(disk)
    ran = build(desk)
    assert ran.code == 6
    assert "the disk is full" in ran.err
    assert "make room on the disk" in ran.err
    assert_whole(disk)
    assert parts(disk) == []
    kept = len(store(desk, "speech"))
    assert kept
    remount(disk, "size=50m")
    assert remake(desk)[0] + kept == len(store(desk, "speech"))
    assert desk.products() == whole


def test_a_disk_that_fills_up_while_episodes_are_written_keeps_the_old_ones(
    small: Desk, whole: dict[str, bytes], whole_edited: dict[str, bytes], disk: Path
) -> None:
    remount(disk, "size=50m")
    shutil.copytree(small.folder / "output", disk, dirs_exist_ok=True)
    shutil.rmtree(small.folder / "output")
    (small.folder / "output").symlink_to(disk)
    room = shutil.disk_usage(disk)
    remount(disk, f"size={room.used + 400_000}")
    edit(small)
    ran = build(small)
    assert (ran.code, "the disk is full" in ran.err) == (6, True)
    assert small.products() == whole
    remount(disk, "size=50m")
    assert remake(small)[0] == 0
    assert small.products() == whole_edited


def test_a_disk_that_allows_no_writing_is_told(small: Desk, disk: Path) -> None:
    (disk / "mine").write_bytes(b"mine")
    remount(disk, "ro")
    ran = build(small, "--out", disk)
    assert ran.code == 6
    assert "this folder cannot be written" in ran.err
    assert "--out" in ran.err
    assert [path.name for path in disk.iterdir()] == ["mine"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_file_that_may_not_grow_leaves_the_old_episodes_and_the_new_pieces(
    small: Desk, whole: dict[str, bytes], whole_edited: dict[str, bytes]
) -> None:
    edit(small)
    ran = build(small, MOST_BYTES="300000")
    assert ran.code == 6
    assert "output/small/episodes" in ran.err
    assert small.products() == whole
    assert parts(small.folder) == []
    assert remake(small)[0] == 0
    assert small.products() == whole_edited


def assert_old_or_new(desk: Desk, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    assert_whole(desk.folder / "output")
    made = desk.products()
    assert set(made) == set(old)
    for name, data in made.items():
        assert data in (old[name], new[name]) or name.endswith(".json")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_wherever_a_disk_is_full_the_next_build_with_room_makes_the_same_bytes(
    small: Desk, whole: dict[str, bytes], whole_edited: dict[str, bytes], disk: Path
) -> None:
    output = small.folder / "output"
    output.rename(small.folder / "built")
    output.symlink_to(disk)
    edit(small)
    codes = []
    for room in range(0, 2_400_000, 80_000):
        remount(disk, "size=50m")
        for path in disk.iterdir():
            shutil.rmtree(path)
        shutil.copytree(small.folder / "built", disk, dirs_exist_ok=True)
        remount(disk, f"size={shutil.disk_usage(disk).used + room}")
        ran = small.fork("build", "small", "--engine", "tone")
        codes.append(ran.code)
        assert (ran.code == 6) == ("the disk is full" in ran.err) == ("make room" in ran.err), ran.err
        assert_old_or_new(small, whole, whole_edited)
        remount(disk, "size=50m")
        remake(small)
        assert small.products() == whole_edited
        assert parts(disk) == []
    assert set(codes) == {0, 6}
    assert codes == sorted(codes, reverse=True)


def test_a_write_that_finds_no_room_may_be_any_of_a_build(
    _built: Path,
    tmp_path: Path,
    whole: dict[str, bytes],
    whole_edited: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half of the data is written, then the disk is full: with every file that an edit's build writes."""
    opened = os.fdopen
    for number in range(1, 30):
        desk = Desk(tmp_path / f"{number}" / "desk")
        shutil.copytree(_built, desk.folder)
        edit(desk)
        left = [number]

        def fdopen(handle: int, mode: str, left: list[int] = left) -> Any:
            left[0] -= 1
            file = opened(handle, mode)
            return Full(file) if left[0] == 0 else file

        monkeypatch.setattr(os, "fdopen", fdopen)
        try:
            remake(desk)
            break
        except AudioError as problem:
            assert problem.message == "the disk is full"
        finally:
            monkeypatch.setattr(os, "fdopen", opened)
        assert_old_or_new(desk, whole, whole_edited)
        assert parts(desk.folder) == []
        remake(desk)
        assert desk.products() == whole_edited
    assert number > 8


class Full:
    """A file on a disk that has no room for more than half of it."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *problem: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> None:
        self.file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
