"""SIGKILL at two hundred random moments: nothing partial, and the next build makes the same bytes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.build.children import fork
from tests.build.conftest import edit, make_desk
from tests.build.traces import parts, remake
from tests.desk import ROOT, Desk

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")

KILLS = 200
TINY = """---
edition: small
title: 专题
---
# 红色力量
## 绿八居民区党总支书记刘观锡
带伤复工。始终坚持在岗位上。
# “硬核”书记
## 刘一居民区党总支书记鲁晓明
晚上就临时搭张床，睡在居委。
"""
Products = dict[str, bytes]


@dataclass
class Stage:
    """A build that is killed again and again at its own pace."""

    desk: Desk
    engine: str
    old: Products
    new: Products
    seconds: float
    """How long it takes when nobody kills it."""


def perform(stage: Stage, start: Callable[[], int], moment: float) -> bool:
    """Start a build and kill it at a moment from 0 to 1 of its length; tell whether it was still at work."""
    child = start()
    time.sleep(moment * stage.seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def entries_of(products: Products) -> dict[str, Any]:
    manifest = products.get("small/manifest.json")
    return {entry["file"]: entry for entry in json.loads(manifest)["episodes"]} if manifest else {}


def look(stage: Stage) -> str:
    """Check that all in output/ is whole, as it was or as it will be; return which it is, by letters:
    o an old episode, n a new one, m a manifest that tells of some."""
    made = {name: data for name, data in stage.desk.products().items() if not name.endswith(".part")}
    assert set(made) <= set(stage.old) | set(stage.new)
    told, befores, afters = entries_of(made), entries_of(stage.old), entries_of(stage.new)
    letters = ""
    for name, data in sorted(made.items()):
        if name.endswith(".mp3"):
            is_new = data == stage.new[name]
            assert is_new or data == stage.old[name], f"{name} is neither the old nor the new one"
            file = name.removeprefix("small/")
            if file in told:
                assert told[file] == (afters if is_new else befores)[file], (
                    f"{name} has the other one's times"
                )
            letters += "n" if is_new else "o"
    return letters + ("m" if told else "-")


def finish(stage: Stage) -> None:
    remake(stage.desk, engine=stage.engine)
    assert stage.desk.products() == stage.new
    assert parts(stage.desk.folder) == []


def timed(start: Callable[[], int]) -> float:
    since = time.monotonic()
    assert os.waitpid(start(), 0)[1] == 0
    return time.monotonic() - since


def kill_often(desk: Desk, engine: str, start: Callable[[], int], kills: int, seed: int) -> Counter[str]:
    """Kill that many builds that were still at work, each fifth from nothing, the others after an edit."""
    desk.write(TINY)
    saved = desk.folder.parent / "saved"
    afresh = Stage(desk, engine, {}, {}, timed(start))
    afresh.new = desk.products()
    shutil.copytree(desk.folder, saved)
    edit(desk)
    edited = Stage(desk, engine, afresh.new, {}, timed(start))
    edited.new = desk.products()
    assert not [name for name in edited.new if edited.new[name] == edited.old[name]]

    chance = random.Random(seed)  # noqa: S311  the same moments every time
    seen: Counter[str] = Counter()
    while seen.total() < kills:
        stage = edited if seen.total() % 5 else afresh
        shutil.rmtree(desk.folder)
        shutil.copytree(saved, desk.folder)
        if stage is edited:
            edit(desk)
        else:
            shutil.rmtree(desk.folder / "output")
        if perform(stage, start, chance.random()):
            seen[look(stage)] += 1
        finish(stage)
    return seen


@pytest.mark.slow
def test_two_hundred_kills_leave_nothing_partial_and_the_next_build_makes_the_same_bytes(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path / "desk")
    seen = kill_often(desk, "tone", lambda: fork(desk, "build", "small", "--engine", "tone"), KILLS, seed=4)
    assert {"-", "oom"} < set(seen), "some were killed before and some while episodes were written"


def test_the_program_itself_is_killed_while_the_offline_voice_speaks(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk")
    command = [sys.executable, str(ROOT / "make_audio.py"), "build", "small", "--engine", "espeak"]

    def start() -> int:
        quiet = subprocess.DEVNULL
        env = desk.environment({})
        return subprocess.Popen(command, cwd=desk.folder, env=env, stdout=quiet, stderr=quiet).pid

    kill_often(desk, "espeak", start, 4, seed=5)
