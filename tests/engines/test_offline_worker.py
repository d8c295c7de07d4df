"""espeak-ng's process: it may hang, crash or be killed at any time; the same words stay the same bytes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audio_edition.engines import espeak_worker
from audio_edition.engines.espeak import Espeak
from audio_edition.errors import SpeechError
from audio_edition.model import Reading, Utterance

posix = pytest.mark.skipif(os.name == "nt", reason="signals are sent here as POSIX has them")
WORKER = str(Path(espeak_worker.__file__).resolve())
WORDS = "防疫开始以来，绿八居民区党总支书记刘观锡每天工作十六个小时。"
TEXTS = (
    Utterance(WORDS, "cmn+f2", "-10%"),
    Utterance("你好。", "cmn+m3"),
    Utterance("三月十六日零点，小区封闭。", "cmn+f2"),
    Utterance("重启", "cmn+f2", readings=(Reading(0, 1, ("chong2",)),)),
    Utterance("居民区", "cmn+Annie", "+25%", "+20Hz"),
    Utterance("他说：“大家都在！”", "cmn+m3", "-25%"),
)


@pytest.fixture(scope="module")
def sounds() -> dict[Utterance, bytes]:
    offline = Espeak()
    return {one: offline.speak(one) for one in TEXTS}


def troubled(tmp_path: Path, trouble: str, *, times: int) -> tuple[str, ...]:
    """The real worker, but in trouble for so many starts."""
    path = tmp_path / "worker.py"
    path.write_text(
        "import os, pathlib, signal, sys, time\n"
        f"log = pathlib.Path({str(tmp_path / 'log')!r})\n"
        "with log.open('a') as file: file.write(f'{os.getpid()}\\n')\n"
        f"if len(log.read_text().splitlines()) <= {times}:\n    {trouble}\n"
        f"os.execv(sys.executable, [sys.executable, '-I', '-S', {WORKER!r}, *sys.argv[1:]])\n",
        encoding="utf-8",
    )
    return (sys.executable, "-S", str(path))


def workers(tmp_path: Path) -> list[int]:
    return list(map(int, (tmp_path / "log").read_text().split()))


TROUBLES = {
    "killed": "os.kill(os.getpid(), signal.SIGKILL)",
    "crashed": "os.kill(os.getpid(), signal.SIGSEGV)",
    "stopped": "os.kill(os.getpid(), signal.SIGSTOP)",
    "deaf to SIGTERM": "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
    "killed midway": "os.write(1, b'RIFF'); os.kill(os.getpid(), signal.SIGKILL)",
    "hung midway": "os.write(1, b'RIFF' + bytes(100_000)); time.sleep(60)",
    "ended in silence": "sys.exit(0)",
}


@posix
@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_another_worker_takes_over_and_makes_the_same_bytes(tmp_path, sounds, trouble):
    offline = Espeak(program=troubled(tmp_path, trouble, times=1), limit_s=2)
    assert offline.speak(TEXTS[0]) == sounds[TEXTS[0]]
    assert len(workers(tmp_path)) == 2
    assert [offline.speak(one) for one in TEXTS] == list(sounds.values())
    assert not any(runs(worker) for worker in workers(tmp_path))


@posix
@pytest.mark.parametrize("trouble", [TROUBLES["killed"], TROUBLES["stopped"]], ids=["killed", "stopped"])
def test_a_second_trouble_is_an_error_that_names_the_text_and_the_next_text_is_spoken(
    tmp_path, sounds, trouble
):
    offline = Espeak(program=troubled(tmp_path, trouble, times=2), limit_s=0.5)
    since = time.monotonic()
    with pytest.raises(SpeechError, match="failed twice") as caught:
        offline.speak(TEXTS[0])
    assert time.monotonic() - since < 10
    assert WORDS in caught.value.where
    assert caught.value.hint
    assert not any(runs(worker) for worker in workers(tmp_path))
    assert Espeak(program=troubled(tmp_path, trouble, times=2)).speak(TEXTS[1]) == sounds[TEXTS[1]]


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_several_at_once_in_any_order_make_the_same_bytes(sounds):
    wanted = list(TEXTS) * 4
    random.Random(2).shuffle(wanted)  # noqa: S311  the same order every time
    offline = Espeak()
    with ThreadPoolExecutor(4) as hands:
        assert list(hands.map(offline.speak, wanted)) == [sounds[one] for one in wanted]


@posix
def test_workers_that_are_killed_at_any_moment_never_make_other_bytes(tmp_path, sounds):
    """Every second one is killed by a child of its own, wherever it is then, unless it is done sooner."""
    moment = (
        "import random; worker = os.getpid()\n"
        "    if len(log.read_text().splitlines()) % 2 and not os.fork():\n"
        "        for pipe in range(3): os.close(pipe)\n"
        "        time.sleep(random.uniform(0, 0.06))\n"
        "        if os.getppid() == worker: os.kill(worker, signal.SIGKILL)\n"
        "        os._exit(0)"
    )
    offline = Espeak(program=troubled(tmp_path, moment, times=1_000))
    for one in TEXTS * 6:
        assert offline.speak(one) == sounds[one]
    assert len(workers(tmp_path)) > 6 * len(TEXTS), "some were killed"


@posix
def test_a_worker_that_nobody_waits_for_any_more_ends_itself():
    code = (
        f"import sys; sys.path.insert(0, {str(Path(WORKER).parent)!r}); import espeak_worker as worker;"
        "worker._LIFE_S = 1; worker.main('library', 'cmn', '200', '70', '50')"
    )
    alone = subprocess.Popen([sys.executable, "-I", "-S", "-c", code], stdin=subprocess.PIPE)
    assert alone.wait(20) == -signal.SIGALRM
    assert alone.stdin
    alone.stdin.close()
