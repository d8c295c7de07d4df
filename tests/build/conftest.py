"""Desks at which builds are disturbed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.traces import remake
from tests.desk import SMALL, Desk
from tests.desk import make_desk as make_full_desk

STARTUP = Path(__file__).resolve().parent / "startup"


LINES = """
lines:
  opening: "{label}。"
  opening_next: "{label}。"
  section: "{section}。这一集，介绍{count}。"
  closing: "下一集：{next}。"
  closing_before_last: "下一集：{next}。"
  closing_last: "再会。"
"""
"""The announcer says little here: what is said otherwise is tested elsewhere."""


def make_desk(folder: Path) -> Desk:
    """A desk with the small edition whose announcer is brief."""
    desk = make_full_desk(folder)
    voices = folder / "voices.yaml"
    voices.write_text(voices.read_text(encoding="utf-8").partition("\nlines:")[0] + LINES, encoding="utf-8")
    desk.write(SMALL)
    return desk


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small edition's desk, built once."""
    desk = make_desk(tmp_path_factory.mktemp("built") / "desk")
    desk.build("small")
    return desk.folder


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with the small edition, not built yet, at which things can happen (startup/sitecustomize.py)."""
    desk = make_desk(tmp_path / "desk")
    return Desk(desk.folder, {"PYTHONPATH": str(STARTUP)})


@pytest.fixture
def small(_built: Path, tmp_path: Path) -> Desk:
    """A desk with the small edition, already built, at which things can happen."""
    shutil.copytree(_built, tmp_path / "desk")
    return Desk(tmp_path / "desk", {"PYTHONPATH": str(STARTUP)})


@pytest.fixture(scope="session")
def whole(_built: Path) -> dict[str, bytes]:
    """What an undisturbed build of the small edition makes."""
    return Desk(_built).products()


@pytest.fixture(scope="session")
def whole_edited(_built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an undisturbed build makes after one sentence was edited and the rests made longer."""
    folder = tmp_path_factory.mktemp("edited") / "desk"
    shutil.copytree(_built, folder)
    desk = Desk(folder)
    edit(desk)
    remake(desk)
    return desk.products()


def edit(desk: Desk) -> None:
    """Edit one sentence of the second episode, and the rests of all."""
    desk.edit("睡在居委。", "睡在居委会。")
    desk.cast("sentence: 450", "sentence: 600")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, so small that an edition does not fit; root alone can have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not mount or os.name == "nt" or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)
