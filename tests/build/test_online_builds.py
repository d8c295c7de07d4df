"""Builds with the online voice: whole and the same bytes whatever the service does, or exit 5 with a list."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from desk import SMALL, Desk, make_desk
from fakes.edge_server import KINDS, EdgeServer, Fault, speak

from audio_edition import engines
from audio_edition.build import Order, carry, load_config, prepare, workshop
from audio_edition.build.jobs import Report
from audio_edition.engines.edge import Edge, Limits
from audio_edition.engines.manners import Pace
from audio_edition.errors import SpeechError
from audio_edition.plan import Task

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "xinjing-2022"
QUICK = Limits(idle_s=1, total_s=20, backoff_s=0.01, backoff_cap_s=0.05, unreached_s=5)
FAULTY = 0.4
Build = Callable[..., Report]


@pytest.fixture
def service() -> Iterator[EdgeServer]:
    with EdgeServer() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path / "desk")
    desk.write(SMALL)
    return desk


@pytest.fixture
def build(service: EdgeServer, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Build in this process, with limits that suit a service on this machine."""

    def run(desk: Desk, name: str = "small", *, gap_s: float = 0, jobs: int = 4) -> Report:
        pace = Pace(gap_s)
        monkeypatch.setitem(
            engines.ENGINES, "edge", lambda _models: Edge(url=service.url, limits=QUICK, pace=pace)
        )
        order = Order(desk.folder, desk.folder / "output", "edge", jobs=jobs)
        job = prepare(desk.folder / "scripts" / name, load_config(desk.folder), order)
        report = list(carry(job, order))[-1]
        assert isinstance(report, Report)
        return report

    return run


def sample(desk: Desk) -> Desk:
    shutil.copytree(ROOT / "scripts" / SAMPLE, desk.folder / "scripts" / SAMPLE, dirs_exist_ok=True)
    return desk


def spoil(service: EdgeServer, seed: int) -> None:
    service.requests, service.odds = 0, FAULTY
    service.kinds = tuple(kind for kind in KINDS if kind.kind != "swapped")  # costs its owner a request too
    service._chance = random.Random(seed)  # noqa: S311  a seeded run, not a secret


def faulty_builds(desk: Desk, service: EdgeServer, build: Build, name: str, seeds: range) -> list[float]:
    """Build once without faults, then with each seed from an empty store; return requests a sentence."""
    sentences = len(build(desk, name).job.plan.speak)
    assert service.requests == sentences
    good, requests = desk.products(), []
    for seed in seeds:
        shutil.rmtree(desk.folder / "output")
        spoil(service, seed)
        try:
            build(desk, name)
        except SpeechError as problem:
            assert "·" in problem.message  # it names what is missing
            assert desk.products() == {}
        else:
            assert desk.products() == good
        requests.append(service.requests / sentences)
        service.odds = 0
        build(desk, name)  # what was missing is made now, nothing else
        assert desk.products() == good
    return requests


@pytest.mark.parametrize("seed", range(3))
def test_four_faults_in_ten_change_no_byte(desk, service, build, seed):
    faulty_builds(desk, service, build, "small", range(seed, seed + 1))


@pytest.mark.slow
def test_the_sample_is_the_same_twenty_times_with_four_faults_in_ten(
    desk, service, build, monkeypatch, record_testsuite_property
):
    """The promise: complete and the same or exit 5 with a list; 1.7 requests a sentence at the most."""
    # Mastering is a pure function: the same speech twenty times is mastered once, any other anew.
    monkeypatch.setattr(workshop, "master", cache(workshop.master))
    requests = faulty_builds(sample(desk), service, build, SAMPLE, range(20))
    record_testsuite_property("requests a sentence", " ".join(f"{count:.2f}" for count in requests))
    whole = [count for count in requests if count >= 1]  # the others were stopped by three refusals in a row
    assert sum(whole) / len(whole) <= 1.7, requests  # with four faults in ten, 1.67 is the least there can be


def test_nothing_changed_asks_nothing_and_one_sentence_edited_asks_once(desk, service, build):
    build(desk)
    service.requests = 0
    build(desk)
    assert service.requests == 0
    desk.edit("临时搭张床", "临时搭了一张床")
    build(desk)
    assert service.requests == 1


@pytest.mark.slow
def test_connections_are_used_to_the_full(desk, service, build):
    """The promise: 1.15 × (requests × latency + sound ÷ speed) ÷ connections; tests/bench has the sample."""
    build(desk, jobs=2)  # so that the fake's own work is not measured
    service.latency_s, service.speed = 0.3, 5
    shares = []
    while len(shares) < 3 and min(shares, default=9) > 1.15:  # another program may have been busy
        shutil.rmtree(desk.folder / "output")
        service.requests, since = 0, time.monotonic()
        report = build(desk, gap_s=0.3, jobs=2)
        took_s = time.monotonic() - since
        sound_s = sum(map(sent_octets, report.job.plan.speak)) / 6_000
        shares.append(took_s * 2 / (service.requests * service.latency_s + sound_s / service.speed))
    assert min(shares) <= 1.15
    assert service.peak <= 2


def sent_octets(planned: tuple[Task, object]) -> int:
    """How much the service sends for a sentence; a little less is kept."""
    utterance = planned[0].utterance
    assert utterance
    return len(speak(utterance.words, utterance.voice, int(utterance.rate[:-1]))[0])


@pytest.mark.parametrize(("jobs", "most"), [(0, 2), (1, 1), (4, 4), (64, 4)])
def test_connections_are_two_unless_asked_for_more_and_never_more_than_four(desk, service, build, jobs, most):
    service.latency_s = 0.1
    build(desk, jobs=jobs)
    assert service.peak == most


def test_a_network_lost_midway_ends_with_exit_5_soon_and_the_next_build_asks_for_the_rest(
    desk, service, build
):
    service.next_faults = [None] * 5
    service.always = Fault("hang")
    since = time.monotonic()
    with pytest.raises(SpeechError) as caught:
        build(desk)
    assert time.monotonic() - since < 20
    assert caught.value.exit_code == 5
    assert desk.products() == {}
    service.always = None
    service.requests = 0
    report = build(desk)
    assert service.requests == len(report.job.plan.speak) > 0


def test_what_is_learned_of_a_voice_is_kept_for_the_next_build(desk, service, build):
    build(desk)
    kept = list((desk.folder / "output" / ".store" / "lengths").rglob("*"))
    assert any(path.is_file() and path.stat().st_size > 100 for path in kept)


def test_a_sound_that_came_for_two_texts_is_asked_for_again(desk, service, build):
    build(desk, jobs=1)
    good, asked = desk.products(), service.requests
    shutil.rmtree(desk.folder / "output")
    service.next_faults = [None, None, Fault("swapped"), None, Fault("swapped")]
    build(desk, jobs=1)
    assert desk.products() == good
    assert asked + 2 <= service.requests - asked <= asked + 6


def test_speech_that_was_believed_too_early_is_asked_for_again(desk, service, build):
    """While nothing is known of a voice, half as long again passes; later it is found out."""
    build(desk, jobs=1)
    good = desk.products()
    shutil.rmtree(desk.folder / "output")
    service.next_faults = [None, Fault("dragging")]
    build(desk, jobs=1)
    assert desk.products() == good
