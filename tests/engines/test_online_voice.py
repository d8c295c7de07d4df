"""The Edge engine against the project's own fake: whole speech or an error, politely."""

from __future__ import annotations

import io
import random
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import soundfile
from fakes.edge_server import KINDS, EdgeServer, Fault, speak
from fakes.edge_voice import Marks, lacks_silence_alone

from audio_edition.engines.edge import Edge, Limits
from audio_edition.engines.endpoint import loopback
from audio_edition.engines.lengths import Lengths
from audio_edition.engines.manners import SPOILED, Pace, Patience, jitter, retry_after_s
from audio_edition.engines.proofs import Answer, Case, NotWholeError, prove
from audio_edition.engines.words import said, split
from audio_edition.errors import SpeechError, VoicesError
from audio_edition.model import Reading, Utterance

VOICE = "zh-CN-XiaoxiaoNeural"
WORDS = "防疫开始以来，绿八居民区党总支书记刘观锡每天工作十六个小时。居民的事，就是自己的事！"
QUICK = Limits(idle_s=0.4, total_s=5, tries=4, backoff_s=0.01, backoff_cap_s=0.02)


def engine(service: EdgeServer, limits: Limits = QUICK, pace: Pace | None = None) -> Edge:
    return Edge(url=service.url, limits=limits, pace=pace or Pace(0))


def whole(words: str = WORDS, rate: int = 0) -> bytes:
    """What is kept of good speech: all but its last silence."""
    mp3, marks = speak(words, VOICE, rate)
    kept = case(mp3, marks, words, f"{rate:+d}%").speech
    assert lacks_silence_alone(kept, mp3)
    return kept


def case(mp3: bytes, marks: Marks, words: str, rate: str) -> Case:
    answer = Answer(mp3, tuple((a + d, t) for a, d, t in marks), ended=True)
    return Case(answer, words, rate, Lengths().limits_s(words, VOICE, rate))


def test_a_clean_service_gives_its_whole_speech_in_one_request(service):
    assert engine(service).speak(Utterance(WORDS, VOICE)) == whole()
    assert service.requests == 1
    assert service.texts == [WORDS]


def test_the_rate_reaches_the_service_with_its_sign(service):
    assert engine(service).speak(Utterance(WORDS, VOICE, "-10%", "+20Hz")) == whole(rate=-10)


def test_the_speech_is_mono_of_24_khz(service):
    samples, rate_hz = soundfile.read(io.BytesIO(engine(service).speak(Utterance(WORDS, VOICE))))
    assert (samples.ndim, rate_hz) == (1, 24_000)


@pytest.mark.parametrize(
    "words", ["好。", "A", "120", "Wi-Fi 和 <break/> & 五", "“好”，（是）", "他说：“来！”"]
)
def test_short_and_odd_texts_are_spoken_as_text(service, words):
    assert engine(service).speak(Utterance(words, VOICE)) == whole(words)
    assert service.texts == [words]


def test_hanzi_with_a_reading_are_sent_as_homophones(service):
    engine(service).speak(Utterance("重庆", VOICE, readings=(Reading(0, 1, ("chong2",)),)))
    assert service.texts == ["崇庆"]


@pytest.mark.parametrize("fault", KINDS, ids=lambda fault: f"{fault.kind} {fault.status}")
def test_a_fault_that_happens_once_is_got_over(service, fault):
    service.next_faults = [fault, fault] if fault.status == 403 and fault.kind == "refuse" else [fault]
    assert engine(service).speak(Utterance(WORDS, VOICE)) == whole()
    assert service.requests in (2, 3)


@pytest.mark.parametrize("fault", KINDS, ids=lambda fault: f"{fault.kind} {fault.status}")
def test_a_fault_that_stays_is_an_error_and_never_speech(service, fault):
    service.always = fault
    with pytest.raises(SpeechError) as caught:
        engine(service).speak(Utterance(WORDS, VOICE))
    assert caught.value.hint
    assert WORDS[:20] in caught.value.where
    assert service.requests <= 2 * QUICK.tries


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("kind", ["drop", "close", "truncate"])
def test_cut_speech_is_noticed_wherever_it_is_cut(service, kind, share):
    service.next_faults = [Fault(kind, share=share)]
    assert engine(service).speak(Utterance(WORDS, VOICE)) == whole()
    assert service.requests == 2


def test_a_service_that_never_answers_ends_in_an_error_within_the_limits(service):
    service.always = Fault("hang")
    start = time.monotonic()
    with pytest.raises(SpeechError):
        engine(service, Limits(idle_s=0.3, total_s=1, tries=2, backoff_s=0)).speak(Utterance(WORDS, VOICE))
    assert time.monotonic() - start < 3


def test_a_service_that_stops_speaking_ends_in_an_error_within_the_limits(service):
    service.always = Fault("stall", share=0.2)
    start = time.monotonic()
    with pytest.raises(SpeechError):
        engine(service, Limits(idle_s=0.3, total_s=1, tries=2, backoff_s=0)).speak(Utterance(WORDS, VOICE))
    assert time.monotonic() - start < 3


def test_many_texts_with_many_faults_come_out_byte_for_byte_as_without(service):
    service.odds, service.kinds = 0.3, tuple(f for f in KINDS if f.kind not in ("refuse", "stall"))
    texts = [f"第{n}位书记，守在小区门口。他说：“{WORDS[: 3 + n]}”" for n in range(24)]
    online = engine(service, Limits(idle_s=0.5, backoff_s=0.01, backoff_cap_s=0.02))
    with ThreadPoolExecutor(4) as pool:
        spoken = list(pool.map(lambda words: online.speak(Utterance(words, VOICE)), texts))
    assert spoken == [whole(words) for words in texts]


def test_three_refusals_in_a_row_stop_all_asking(service):
    service.always = Fault("refuse", status=429)
    online = engine(service)
    for _again in range(3):
        with pytest.raises(SpeechError):
            online.speak(Utterance(WORDS, VOICE))
    assert service.requests == 3


def test_403_says_to_upgrade_or_to_check_the_clock(service):
    service.always = Fault("refuse", status=403)
    with pytest.raises(SpeechError) as caught:
        engine(service).speak(Utterance(WORDS, VOICE))
    assert "edge-tts" in caught.value.hint
    assert "clock" in caught.value.hint


def test_retry_after_is_obeyed_by_everybody(service):
    service.next_faults = [Fault("refuse", status=429, headers=(("Retry-After", "1"),))]
    online = engine(service, Limits(idle_s=1, tries=2, backoff_s=0))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda n: (time.sleep(n * 0.3), online.speak(Utterance(f"第{n}位", VOICE))), range(2)))
    assert min(service.starts[1:]) - service.starts[0] >= 0.9


def test_who_is_asked_to_wait_an_hour_stops_and_says_so(service):
    service.always = Fault("refuse", status=429, headers=(("Retry-After", "3600"),))
    online = engine(service)
    for _again in range(3):
        with pytest.raises(SpeechError):
            online.speak(Utterance(WORDS, VOICE))
    assert service.requests == 1


def test_a_retry_after_without_sense_is_no_wait():
    assert [retry_after_s(value) for value in (None, "", "soon", "-5", "²")] == [0, 0, 0, 0, 0]
    assert retry_after_s("Wed, 21 Oct 2099 07:28:00 GMT") > 60
    assert retry_after_s("Wed, 21 Oct 1999 07:28:00 GMT") == 0


def test_waits_grow_are_random_and_have_a_cap():
    random.seed(1)
    waits = [jitter(9, base_s=1, cap_s=3) for _ in range(100)]
    assert 0 <= min(waits) < 0.5
    assert 2.5 < max(waits) <= 3


def test_no_more_than_two_connections_are_open_and_starts_keep_their_distance(service):
    online = engine(service, pace=Pace(0.15))
    online.speak(Utterance("第一次慢一点", VOICE))
    service.starts.clear()
    service.latency_s = 0.3
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: online.speak(Utterance(f"第{n}位", VOICE)), range(6)))
    assert service.peak == 2
    assert min(b - a for a, b in pairwise(sorted(service.starts))) > 0.1


def test_a_service_that_was_seen_to_be_quick_is_waited_for_less_long_but_not_again_and_again():
    patience = Patience(10)
    assert patience.idle_s(0) == 10
    for _answer in range(8):
        patience.saw(0.1)
    assert patience.idle_s(0) == patience.idle_s(2) == 2
    assert patience.idle_s(3) == 10
    patience.saw(1.5)
    assert patience.idle_s(0) == 7.5
    patience.saw(4)
    assert patience.idle_s(0) == 10


def test_a_stalled_connection_is_let_go_before_the_next_is_opened(service):
    service.latency_s = 0.1
    service.next_faults = [Fault("stall"), Fault("stall"), Fault("hang"), Fault("stall")]
    online = engine(service)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: online.speak(Utterance(f"第{n}位", VOICE)), range(4)))
    assert service.peak == 2


def test_a_voice_without_any_sound_is_not_asked_for_again_and_again(service):
    service.always = Fault("no audio")
    online = engine(service)
    for _again in range(3):
        with pytest.raises(SpeechError) as caught:
            online.speak(Utterance(WORDS, VOICE))
    assert VOICE in caught.value.hint
    assert service.requests == QUICK.tries + 2


def test_a_service_whose_answers_are_never_whole_is_not_asked_for_every_sentence_of_an_edition(service):
    service.always = Fault("clipped")
    online = engine(service)
    for at in range(10):
        with pytest.raises(SpeechError) as caught:
            online.speak(Utterance(f"第{at}位。", VOICE))
    assert "doctor --online" in caught.value.hint
    assert service.requests == SPOILED


def test_a_voice_that_the_service_has_no_more_is_named_with_one_like_it_and_not_asked_for_again(service):
    service.always = Fault("no audio")
    online = engine(service)
    for _again in range(2):
        with pytest.raises(SpeechError) as caught:
            online.speak(Utterance(WORDS, "zh-CN-YunxiOldNeural"))
        assert "zh-CN-YunxiOldNeural" in caught.value.message
        assert "zh-CN-YunxiNeural" in caught.value.hint
    assert service.requests == 2
    service.always = None
    assert online.speak(Utterance(WORDS, VOICE)) == whole()


@pytest.mark.parametrize("words", ["", "  ", "，。！", "……", "“”——"])
def test_a_text_without_anything_to_say_is_refused_before_it_is_sent(service, words):
    with pytest.raises(SpeechError):
        engine(service).speak(Utterance(words, VOICE))
    assert service.requests == 0


@pytest.mark.parametrize("wrong", [{"rate": "fast"}, {"rate": "10%"}, {"pitch": "high"}, {"voice": "小小"}])
def test_a_setting_that_the_client_does_not_take_is_an_error_in_voices_yaml(service, wrong):
    with pytest.raises(VoicesError) as caught:
        engine(service).speak(Utterance(**{"words": WORDS, "voice": VOICE, **wrong}))
    assert caught.value.where == "voices.yaml"


def test_a_long_text_is_cut_at_a_sentence_and_joined_again(service):
    sentence = "居民的事就是自己的事，一天也不能等。"
    limits = Limits(idle_s=2, hanzi=40, octets=4096)
    speech = engine(service, limits).speak(Utterance(sentence * 5, VOICE))
    assert service.texts == [sentence * 2, sentence * 2, sentence]
    assert speech == whole(sentence * 2) * 2 + whole(sentence)


def test_cutting_loses_nothing_and_counts_octets_as_escaped():
    text = "甲乙，丙丁&&&&" * 50 + "没有标点的很长很长的一句话" * 20
    pieces = split(text, hanzi=1_300, octets=100)
    assert "".join(pieces) == text
    assert max(len(p.encode()) + 4 * p.count("&") for p in pieces) <= 100
    assert all(pieces)


@pytest.mark.parametrize(
    "url", ["ws://example.com/x?t=1", "ws://10.0.0.1/x?t=1", "http://127.0.0.1/?t", "ws://::1"]
)
def test_only_this_machine_may_stand_in_for_the_service(url):
    with pytest.raises(VoicesError):
        loopback(url)


@pytest.mark.parametrize("url", ["", "ws://127.0.0.9:1/x?t=1", "ws://[::1]:9/x?t=1", "wss://localhost/x?t=1"])
def test_any_address_of_this_machine_will_do(url):
    assert loopback(url) == url


def test_the_setting_is_read_when_the_engine_is_made(service, monkeypatch):
    monkeypatch.setenv("AUDIO_EDITION_EDGE_URL", service.url)
    Edge(limits=QUICK, pace=Pace(0)).speak(Utterance(WORDS, VOICE))
    assert service.requests == 1


@pytest.mark.parametrize("rate", ["-50%", "-25%", "-10%", "+0%", "+30%"])
def test_good_speech_of_any_pace_raises_no_false_alarm(rate):
    for words in (WORDS, "好", "120", "Wi-Fi", "一、二、三，四；五：六。" * 9):
        mp3, marks = speak(words, VOICE, int(rate[:-1]))
        prove(case(mp3, marks, words, rate))


def test_speech_that_is_twice_as_long_as_it_may_be_is_not_whole():
    mp3, marks = speak(WORDS, VOICE, 0)
    silence = speak("，" * 200, VOICE, 0)[0]
    with pytest.raises(NotWholeError):
        prove(case(mp3 + silence, marks, WORDS, "+0%"))


def test_texts_are_compared_by_what_is_said():
    assert said("“Wi-Fi”，５G！") == said("wi fi ５g")
