"""The way to the online voice: no network, no name, a proxy, a wrong clock; each ends soon and says why."""

from __future__ import annotations

import shutil
import socket
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import edge_tts.communicate
import edge_tts.constants
import pytest
from edge_tts.drm import DRM
from fakes.edge_server import EdgeServer, Fault, speak
from fakes.edge_voice import lacks_silence_alone
from fakes.proxy import Proxy, certificate

from audio_edition.engines.edge import Edge, Limits, reach
from audio_edition.engines.endpoint import proxy
from audio_edition.engines.manners import Pace
from audio_edition.errors import SpeechError
from audio_edition.model import Utterance

VOICE, HOST = "zh-CN-XiaoxiaoNeural", "speech.platform.bing.com"
WORDS = "居民的事，就是自己的事！"
QUICK = Limits(idle_s=1, total_s=5, tries=3, backoff_s=0.01, backoff_cap_s=0.02)
PATIENT = Limits(idle_s=0.2, total_s=2, tries=8, backoff_s=0.05, backoff_cap_s=0.1, unreached_s=0.5)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WSS_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def right_clock() -> Iterator[None]:
    """The client keeps what it learned of the clock for the whole process."""
    before = DRM.clock_skew_seconds
    yield
    DRM.clock_skew_seconds = before


def online(url: str = "", limits: Limits = QUICK) -> Edge:
    return Edge(url=url, limits=limits, pace=Pace(0))


def refusal(engine: Edge, words: str = WORDS) -> SpeechError:
    with pytest.raises(SpeechError) as caught:
        engine.speak(Utterance(words, VOICE))
    return caught.value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_nobody_at_the_address_is_said_so():
    problem = refusal(online(f"ws://127.0.0.1:{free_port()}/x?t=1"))
    assert "cannot be reached" in problem.message
    assert problem.hint


def test_a_name_that_cannot_be_found_is_said_so(monkeypatch):
    monkeypatch.setattr(edge_tts.constants, "WSS_URL", "wss://nowhere.invalid/x?t=1")
    since = time.monotonic()
    assert "cannot be reached" in refusal(online()).message
    assert time.monotonic() - since < 10


@pytest.mark.parametrize("fault", [Fault("hang"), Fault("stall", share=0.1)], ids=lambda fault: fault.kind)
def test_a_network_that_is_lost_ends_a_build_soon_not_after_all_tries_of_all_sentences(service, fault):
    engine = online(service.url, PATIENT)
    engine.speak(Utterance("第一句还好。", VOICE))
    service.always = fault
    since = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        problems = list(pool.map(lambda n: refusal(engine, f"第{n}位。"), range(60)))
    assert time.monotonic() - since < 5
    assert service.requests < 20
    assert all("reached" in problem.message for problem in problems)


def test_a_network_that_stumbles_is_not_taken_for_lost(service):
    engine = online(service.url, PATIENT)
    service.next_faults = [Fault("hang")] * 3
    assert lacks_silence_alone(engine.speak(Utterance(WORDS, VOICE)), speak(WORDS, VOICE, 0)[0])


@pytest.mark.parametrize("setting", ["WSS_PROXY", "HTTPS_PROXY", "https_proxy"])
def test_the_proxy_of_the_environment_is_asked_and_its_refusal_is_told(monkeypatch, setting):
    with Proxy(status=407) as between:
        monkeypatch.setenv(setting, between.url)
        problem = refusal(online())
    assert between.asked[0].startswith(f"CONNECT {HOST}:443")
    assert "proxy" in problem.message
    assert "407" in problem.message
    assert "secret" not in problem.message + problem.where + problem.hint


@pytest.mark.parametrize("setting", ["WSS_PROXY", "HTTPS_PROXY"])
def test_a_proxy_that_refuses_is_told_before_any_text_is_sent(monkeypatch, setting):
    with Proxy(status=407) as between:
        monkeypatch.setenv(setting, between.url)
        with pytest.raises(SpeechError) as caught:
            reach(2)
    assert between.asked[0].startswith(f"CONNECT {HOST}:443")
    assert "407" in caught.value.message
    assert caught.value.where == between.url.replace("editor:secret@", "")
    assert setting in caught.value.hint


def test_looking_whether_anybody_is_there_asks_nothing(service, monkeypatch):
    monkeypatch.setenv("AUDIO_EDITION_EDGE_URL", service.url)
    reach(2)
    assert service.requests == 0
    monkeypatch.setenv("AUDIO_EDITION_EDGE_URL", f"ws://127.0.0.1:{free_port()}/x?t=1")
    with pytest.raises(SpeechError):
        reach(2)


def test_who_was_never_reached_is_given_up_after_a_few_tries_however_soon_they_fail():
    engine = online(
        f"ws://127.0.0.1:{free_port()}/x?t=1", Limits(tries=8, backoff_s=0.01, backoff_cap_s=0.02)
    )
    assert "any more" in refusal(engine).message


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
def test_speech_comes_whole_through_a_proxy(monkeypatch, tmp_path):
    paper, key = certificate(tmp_path, HOST)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(paper, key)
    monkeypatch.setattr(edge_tts.communicate, "_SSL_CTX", ssl.create_default_context(cafile=paper))
    with EdgeServer(tls=server_side) as service, Proxy(service.port) as between:
        monkeypatch.setenv("HTTPS_PROXY", between.url)
        assert lacks_silence_alone(online().speak(Utterance(WORDS, VOICE)), speak(WORDS, VOICE, 0)[0])
    assert len(between.asked) == service.requests == 1


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://b:2"}, "http://b:2"),
        ({"WSS_PROXY": "http://a:1", "HTTPS_PROXY": "http://b:2"}, "http://a:1"),
        ({"HTTPS_PROXY": "b:2"}, "http://b:2"),
        ({"HTTPS_PROXY": "http://b:2", "NO_PROXY": "bing.com"}, None),
        ({"HTTPS_PROXY": "http://b:2", "NO_PROXY": "example.com"}, "http://b:2"),
    ],
)
def test_which_proxy_is_used(monkeypatch, settings, found):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert proxy(HOST) == found


def test_a_proxy_of_another_kind_is_refused_and_not_gone_around(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "socks5://editor:secret@127.0.0.1:9")
    problem = refusal(online())
    assert "socks5://127.0.0.1:9" in problem.where
    assert problem.hint


@pytest.mark.usefixtures("right_clock")
@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_an_hour_off_is_allowed_for(service, hours):
    service.clock_s = hours * 3600
    engine = online(service.url)
    for words in (WORDS, "第二句。"):
        assert lacks_silence_alone(engine.speak(Utterance(words, VOICE)), speak(words, VOICE, 0)[0])
    assert service.requests == 3


def test_who_is_refused_for_good_is_told_of_the_clock_and_of_the_client(service):
    service.always = Fault("refuse", status=403)
    assert "clock" in refusal(online(service.url, Limits(idle_s=1, tries=2, backoff_s=0))).hint
