"""Kept pieces that are damaged: planned anew, told in a line, made again to the byte."""

from __future__ import annotations

import random
import shutil

import pytest

from tests.build.test_rebuilding import counts
from tests.build.traces import planned, remake, store
from tests.desk import Desk


def lose_episodes(desk: Desk) -> None:
    for path in desk.episodes():
        path.unlink()


def flip(desk: Desk, kind: str, share: float = 1.0) -> int:
    """Flip one bit in each of some pieces; return in how many."""
    chance = random.Random(3)  # noqa: S311  the same bits every time
    paths = [path for path in store(desk, kind) if chance.random() < share]
    for path in paths:
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
    return len(paths)


def test_a_damaged_piece_is_in_the_plan_and_said_and_made_again(small: Desk, whole: dict[str, bytes]) -> None:
    small.episodes()[0].unlink()
    units, speech = len(planned(small).master), flip(small, "speech")
    assert (units, speech > 10) == (0, True)
    flip(small, "unit")
    plan = planned(small)
    damaged = len(plan.master) + len(plan.speak)
    ran = small.run("build", "small", "--engine", "tone", "--json")
    assert f"small: {damaged} kept pieces were damaged" in ran.err
    assert ran.err.count("damaged") == 1
    row = ran.json["editions"][0]
    assert counts(row) == (len(plan.speak), len(plan.master), 1)
    assert small.products() == whole
    assert "damaged" not in small.run("build", "small", "--engine", "tone").err


def test_a_dry_run_says_it_too_and_changes_nothing(small: Desk) -> None:
    small.episodes()[0].unlink()
    flip(small, "unit")
    before = {path: path.read_bytes() for path in store(small, "unit")}
    ran = small.run("build", "small", "--engine", "tone", "--dry-run")
    assert "kept pieces were damaged" in ran.err
    assert {path: path.read_bytes() for path in store(small, "unit")} == before


def test_damage_that_no_build_needs_is_nobodys_business(small: Desk) -> None:
    flip(small, "unit")
    flip(small, "speech")
    ran = small.run("build", "small", "--engine", "tone")
    assert "damaged" not in ran.out + ran.err
    assert "nothing had to be done" in ran.out


@pytest.mark.parametrize("seed", range(4))
def test_any_damage_anywhere_gives_the_same_bytes(small: Desk, whole: dict[str, bytes], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  the same damage every time
    lose_episodes(small)
    everything = [path for path in (small.folder / "output/.store").rglob("*") if path.is_file()]
    for path in chance.sample(everything, len(everything) // 2):
        data = path.read_bytes()
        match chance.randrange(4):
            case 0:
                path.unlink()
            case 1:
                path.write_bytes(data[: chance.randrange(len(data) + 1)])
            case 2:
                path.write_bytes(chance.choice(everything).read_bytes() if everything else b"")
            case 3:
                path.write_bytes(data + b"\0")
        everything = [path for path in everything if path.exists()]
    remake(small)
    assert small.products() == whole
    assert remake(small) == (0, 0, 0)


def test_pieces_of_a_version_without_seals_are_made_again(small: Desk, whole: dict[str, bytes]) -> None:
    lose_episodes(small)
    for path in store(small, "unit"):
        path.write_bytes(path.read_bytes()[:-60])
    assert remake(small)[0] == 0
    assert small.products() == whole


def test_what_is_damaged_only_after_the_plan_is_made_again_and_told(
    small: Desk, whole: dict[str, bytes]
) -> None:
    from audio_edition.build import Order, Report, carry, load_config, prepare

    lose_episodes(small)
    order = Order(small.folder, small.folder / "output", "tone")
    job = prepare(small.text().parent, load_config(small.folder), order)
    shutil.rmtree(small.folder / "output/.store/speech")
    damaged = flip(small, "unit")
    *_events, report = carry(job, order)
    assert isinstance(report, Report)
    assert (job.damaged, report.damaged) == (frozenset(), damaged)
    assert small.products() == whole
