"""Several builds, and `prune`, at work on one output folder do each other no harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audio_edition.build import Job, Order, carry, load_config, prepare
from audio_edition.errors import AudioError
from audio_edition.files import alone
from tests.build.children import end_of, has_ended, start
from tests.build.conftest import edit
from tests.build.test_killing import long_text
from tests.build.traces import assert_whole, parts, remake, store
from tests.desk import ROOT, SMALL, Desk


def prepared(desk: Desk) -> tuple[Job, Order]:
    order = Order(desk.folder, desk.folder / "output", "tone")
    return prepare(desk.text().parent, load_config(desk.folder), order), order


def beside(desk: Desk, name: str) -> Desk:
    """Another folder of texts that has its output in the same place."""
    folder = desk.folder.parent / name
    shutil.copytree(desk.folder, folder, ignore=shutil.ignore_patterns("output"))
    (folder / "output").symlink_to(desk.folder / "output")
    return Desk(folder, desk.env)


def test_another_build_between_plan_and_work_leaves_one_edition_not_two_halves(
    small: Desk, whole_edited: dict[str, bytes]
) -> None:
    """The words stay, so that only the times would be wrong: nothing would notice them later."""
    other = beside(small, "other")
    edit(small)
    job, order = prepared(small)
    other.cast("sentence: 450", "sentence: 700")
    remake(other)
    list(carry(job, order))
    assert small.products() == whole_edited
    assert remake(small) == (0, 0, 0)


def test_what_another_build_changed_meanwhile_is_put_right_although_it_was_not_in_the_plan(
    small: Desk, whole_edited: dict[str, bytes]
) -> None:
    edit(small)
    remake(small)
    other = beside(small, "other")
    job, order = prepared(small)
    assert job.plan.is_empty
    other.edit("睡在居委会。", "睡在家里。")
    other.cast("sentence: 600", "sentence: 700")
    remake(other)
    list(carry(job, order))
    assert small.products() == whole_edited


def test_two_builds_of_different_texts_in_one_place_leave_one_of_them(
    small: Desk, whole: dict[str, bytes], whole_edited: dict[str, bytes]
) -> None:
    other = beside(small, "other")
    edit(other)
    for _round in range(4):
        shutil.rmtree(small.folder / "output/small", ignore_errors=True)
        children = [start(one, "--jobs", "1") for one in (small, other)]
        for child in children:
            while not has_ended(child):
                assert_whole(small.folder / "output")
        assert [end_of(child)[0] for child in children] == [0, 0]
        assert small.products() in (whole, whole_edited)
    remake(small)
    assert small.products() == whole


def test_different_editions_are_built_at_the_same_time_on_one_store(
    small: Desk, whole: dict[str, bytes]
) -> None:
    for name in ("east", "west"):
        small.write(SMALL.replace("edition: small", f"edition: {name}"), name)
    shutil.rmtree(small.folder / "output")
    children = [start_any(small, "build", name, "--engine", "tone") for name in ("small", "east", "west")]
    assert [end_of(child)[0] for child in children] == [0, 0, 0]
    made = small.products()
    assert {name: data for name, data in made.items() if name.startswith("small/")} == whole
    assert parts(small.folder) == []
    shutil.rmtree(small.folder / "output")
    for name in ("west", "east", "small"):
        small.build(name)
    assert small.products() == made


def start_any(desk: Desk, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "make_audio.py"), *arguments],
        cwd=desk.folder,
        env=desk.environment({}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_pruning_again_and_again_during_a_build_takes_nothing_from_it(desk: Desk) -> None:
    desk.write(long_text())
    desk.build("small")
    good = desk.products()
    shutil.rmtree(desk.folder / "output")
    desk.env["SPOKEN"] = str(desk.folder / "spoken")
    child = start(desk, "--jobs", "2")
    rounds = 0
    while not has_ended(child):
        assert desk.fork("prune").code == 0
        rounds += 1
    assert end_of(child)[0] == 0
    assert rounds > 1
    assert desk.products() == good
    spoken = (desk.folder / "spoken").read_text(encoding="utf-8").splitlines()
    assert len(spoken) == len(set(spoken)) == len(store(desk, "speech"))


def test_pruning_leaves_alone_what_a_build_needs_whose_text_was_edited_meanwhile(
    small: Desk, whole_edited: dict[str, bytes]
) -> None:
    before = (
        small.text().read_text(encoding="utf-8"),
        (small.folder / "voices.yaml").read_text(encoding="utf-8"),
    )
    edit(small)
    job, order = prepared(small)
    work = carry(job, order)
    next(work)
    small.text().write_text(before[0], encoding="utf-8")
    (small.folder / "voices.yaml").write_text(before[1], encoding="utf-8")
    kept = store(small, "unit"), store(small, "speech")
    assert small.fork("prune").code == 0
    assert (store(small, "unit"), store(small, "speech")) == kept
    list(work)
    assert small.products() == whole_edited


def test_one_build_at_a_time_puts_episodes_in_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audio_edition.files._LOCK_WAIT_S", 0.1)
    lock = tmp_path / "locks" / "one"
    with alone(lock), pytest.raises(AudioError, match="another build"), alone(lock):
        pass
    with alone(lock), alone(tmp_path / "locks" / "other"):
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_the_lock_of_a_killed_build_is_free(tmp_path: Path) -> None:
    lock, taken = tmp_path / "one", tmp_path / "taken"
    child = os.fork()
    if child == 0:
        with alone(lock):
            taken.touch()
            time.sleep(60)
        os._exit(0)
    while not taken.exists():
        time.sleep(0.01)
    os.kill(child, 9)
    os.waitpid(child, 0)
    with alone(lock):
        pass


def test_where_there_can_be_no_lock_the_work_is_done_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    entered = False
    with alone(tmp_path / "file" / "lock"):
        entered = True
    assert entered
