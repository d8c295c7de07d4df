"""The promises of the online voice (issue 4), measured with the tests' own fake of the service."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS.parent), str(TESTS)]

import soundfile  # noqa: E402  (the script runs from any folder)
from fakes.edge_server import EdgeServer, speak  # noqa: E402  (the script runs from any folder)

from audio_edition import engines  # noqa: E402
from audio_edition.build import Job, Order, carry, load_config, prepare  # noqa: E402
from audio_edition.engines.belief import Belief  # noqa: E402
from audio_edition.engines.edge import Edge  # noqa: E402
from audio_edition.engines.manners import Pace  # noqa: E402
from audio_edition.engines.proofs import Answer  # noqa: E402

Measured = tuple[str, str, str, str, bool]
"""What, promised, measured, ratio, kept."""
LATENCY_S, SPEED = 0.3, 20


def measure_online(desk: Path, name: str) -> list[Measured]:
    folder, order = desk / "scripts" / name, Order(desk, desk / "online", "edge")
    usual = engines.ENGINES["edge"]
    with EdgeServer(latency_s=LATENCY_S, speed=SPEED) as service:
        engines.ENGINES["edge"] = lambda _models: Edge(url=service.url, pace=Pace())
        try:
            return [*_full_use(folder, order, service), _checks(prepare(folder, load_config(desk), order))]
        finally:
            engines.ENGINES["edge"] = usual


def _build(folder: Path, order: Order) -> Job:
    job = prepare(folder, load_config(order.root), order)
    list(carry(job, order))
    return job


def _full_use(folder: Path, order: Order, service: EdgeServer) -> list[Measured]:
    for task, _why in prepare(folder, load_config(order.root), order).plan.speak:
        speak(task.utterance.words, task.utterance.voice, int(task.utterance.rate[:-1]))  # type: ignore[union-attr]
    since = time.perf_counter()
    job = _build(folder, order)
    took_s = time.perf_counter() - since
    asked = service.requests
    sound_s = sum(len(speak(text, *_cast(job, text))[0]) for text in service.texts) / 6_000
    bound_s = 1.15 * (asked * LATENCY_S + sound_s / SPEED) / 2
    service.requests = 0
    _build(folder, order)
    idle = service.requests
    text = folder / "edition.md"
    words = text.read_text("utf-8")
    text.write_text(words.replace("晚上也就", "晚上又就").replace("晚上就", "晚上也就"), "utf-8")
    _build(folder, order)
    edited = service.requests - idle
    return [
        (
            f"online voice: {asked} requests of {LATENCY_S:g} s latency, sound at {SPEED} ×, 2 connections",
            f"≤ {bound_s:.0f} s",
            f"{took_s:.0f} s",
            f"{took_s / bound_s * 1.15:.2f} × the least",
            took_s <= bound_s,
        ),
        (
            "its requests: nothing changed, one sentence edited",
            "0, 1",
            f"{idle}, {edited}",
            "",
            (idle, edited) == (0, 1),
        ),
    ]


def _cast(job: Job, text: str) -> tuple[str, int]:
    """Return the voice and the pace of what was sent; a text with readings was sent as homophones."""
    found = next((task.utterance for task, _why in job.plan.speak if _words(task) == text), None)
    utterance = found or job.plan.speak[0][0].utterance
    assert utterance
    return utterance.voice, int(utterance.rate[:-1])


def _words(task: object) -> str:
    return getattr(getattr(task, "utterance", None), "words", "")


def _checks(job: Job) -> Measured:
    """Time what is done to an answer, over all sentences of the edition, on one core."""
    answers = []
    for sheet in job.plan.sheets:
        for task in sheet.tasks:
            if task.utterance:
                one = task.utterance
                mp3, marks = speak(one.words, one.voice, int(one.rate[:-1]))
                answers.append((Answer(mp3, tuple((a + d, t) for a, d, t in marks), ended=True), one))
    best = 1.0
    for _time in range(3):
        belief, since = Belief(), time.perf_counter()
        for answer, one in answers:
            belief.accept(answer, one.words, one, [])
        best = min(best, (time.perf_counter() - since) / len(answers))
    decoding = 1.0
    for _time in range(3):
        since = time.perf_counter()
        for answer, _one in answers:
            soundfile.read(io.BytesIO(answer.audio), dtype="float32")
        decoding = min(decoding, (time.perf_counter() - since) / len(answers))
    return (
        f"checks of an answer, beside decoding it ({decoding * 1000:.1f} ms)",
        "≤ 2 ms",
        f"{(best - decoding) * 1000:.1f} ms",
        f"{len(answers)} sentences, {best * 1000:.1f} ms in all",
        best - decoding <= 0.002,
    )
