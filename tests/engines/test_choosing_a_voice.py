from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes.edge_server import Fault
from fakes.tiny_models import write_vits

from audio_edition import engines
from audio_edition.engines import ENGINES, VOICES, choose, espeak_library, known_voice, open_engine, revision
from audio_edition.errors import EngineMissing, VoicesError

ROOT = Path(__file__).parents[2]


def closed_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def test_auto_takes_the_online_voice_when_it_answers_and_asks_once(service, monkeypatch):
    monkeypatch.setenv("AUDIO_EDITION_EDGE_URL", service.url)
    name, reason = choose("auto")
    assert (name, service.requests) == ("edge", 1)
    assert "answered" in reason


@pytest.mark.parametrize("kind", ["hang", "stall", "refuse", "truncate", "no audio", "silent"])
def test_auto_takes_the_offline_voice_within_three_seconds_and_a_half_otherwise(service, monkeypatch, kind):
    monkeypatch.setenv("AUDIO_EDITION_EDGE_URL", service.url)
    service.always = Fault(kind, share=0.2)
    start = time.monotonic()
    name, reason = choose("auto")
    assert time.monotonic() - start < 3.5
    assert name == "espeak"
    assert "offline" in reason
    assert service.requests == 1
    assert ("within 3 s" in reason) == (kind in ("hang", "stall"))


def test_auto_takes_the_neural_voice_where_it_is_cast_and_whole(monkeypatch, tmp_path):
    monkeypatch.setenv("AUDIO_EDITION_EDGE_URL", f"ws://127.0.0.1:{closed_port()}/x?t=1")
    folder = write_vits(tmp_path / "tiny", "你好")
    name, reason = choose("auto", {"tiny": folder})
    assert name == "sherpa"
    assert reason.endswith("; the neural offline voice speaks") and "\n" not in reason
    (folder / "lexicon.txt").unlink()
    name, reason = choose("auto", {"tiny": folder})
    assert name == "espeak"
    assert "lexicon.txt" in reason and "robotic" in reason and "\n" not in reason


def test_auto_takes_the_offline_voice_when_nothing_listens(monkeypatch):
    monkeypatch.setenv("AUDIO_EDITION_EDGE_URL", f"ws://127.0.0.1:{closed_port()}/x?t=1")
    start = time.monotonic()
    assert choose("auto")[0] == "espeak"
    assert time.monotonic() - start < 3.5


def test_auto_without_any_voice_says_what_to_do(monkeypatch):
    monkeypatch.setenv("AUDIO_EDITION_EDGE_URL", f"ws://127.0.0.1:{closed_port()}/x?t=1")
    monkeypatch.setattr(espeak_library, "find_library", lambda: None)
    with pytest.raises(EngineMissing) as caught:
        choose("auto")
    assert "pip install" in caught.value.hint


def test_auto_never_sends_a_text_to_a_stranger(monkeypatch):
    monkeypatch.setenv("AUDIO_EDITION_EDGE_URL", "ws://speech.example.com/x?t=1")
    with pytest.raises(VoicesError):
        choose("auto")


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_that_was_asked_for_is_taken_without_asking_anyone(name):
    assert choose(name) == (name, "asked for")


@pytest.mark.parametrize("name", ["siri", "", "auto"])
def test_an_engine_that_is_not_there_cannot_be_opened(name):
    with pytest.raises(EngineMissing):
        open_engine(name)


@pytest.mark.parametrize("name", list(ENGINES))
def test_every_engine_says_who_it_is_and_how_many_may_call_at_once(name):
    engine = open_engine(name)
    assert engine.name == name
    assert 1 <= engine.parallel <= 4
    engine.close()


def test_a_revision_names_what_decides_the_sound():
    assert (revision("edge"), revision("tone")) == ("2", "1")
    assert revision("espeak").count("+") == 2
    assert revision("nothing") == ""


def test_the_revision_of_an_espeak_that_is_not_installed_says_so(monkeypatch):
    monkeypatch.setattr(espeak_library, "_MODULE", "no_such_package_here")
    assert revision("espeak").startswith("missing")


@pytest.mark.parametrize(
    ("engine", "voice", "known"),
    [
        ("edge", "zh-CN-XiaoxiaoNeural", True),
        ("edge", "zh-CN-liaoning-XiaobeiNeural", True),
        ("edge", "Xiaoxiao", False),
        ("espeak", "cmn+f2", True),
        ("espeak", "cmn+Mr serious", True),
        ("espeak", "cmn+nobody", False),
        ("tone", "narrator", True),
        ("tone", "", False),
        ("sherpa", "melo", True),
        ("sherpa", "kokoro:45", True),
        ("sherpa", "../melo", False),
        ("sherpa", "melo:", False),
        ("sherpa", "", False),
    ],
)
def test_known_voices(engine, voice, known):
    assert known_voice(engine, voice) is known


def test_there_are_fourteen_online_voices():
    assert len(VOICES["edge"]) == 14


def test_importing_the_engines_is_cheap():
    code = (
        "import sys, audio_edition.engines as e; e.known_voice('edge', 'x'); e.revision('espeak');"
        "heavy = {'edge_tts', 'aiohttp', 'numpy', 'soundfile', 'espeakng_loader', 'asyncio'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == "[]"
    assert engines.ASK_LIMIT_S == 3
