"""espeak-ng in its own process: the same words, the same samples; Mandarin or an error."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
import wave
from pathlib import Path

import pytest

from audio_edition.engines import espeak
from audio_edition.engines.espeak import Espeak, Library, spell
from audio_edition.engines.voices import VOICES
from audio_edition.errors import EngineMissing, SpeechError, VoicesError
from audio_edition.model import Reading, Utterance

WORDS = "防疫开始以来，绿八居民区党总支书记刘观锡每天工作十六个小时。"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def offline() -> Espeak:
    return Espeak()


def seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (22_050, 1, 2)
        return file.getnframes() / file.getframerate()


def stub(tmp_path: Path, code: str) -> tuple[str, ...]:
    """A worker that behaves as the code says; `count` is how often one was started."""
    path = tmp_path / "worker.py"
    path.write_text(
        "import sys, time, os, pathlib\n"
        f"log = pathlib.Path({str(tmp_path / 'log')!r}); log.open('a').write('x')\n"
        "count = len(log.read_text())\n"
        f"good = pathlib.Path({str(tmp_path / 'good.wav')!r})\n{code}\n",
        encoding="utf-8",
    )
    return (sys.executable, str(path))


def starts(tmp_path: Path) -> int:
    return len((tmp_path / "log").read_text())


def test_it_speaks_a_wav_of_a_likely_length(offline):
    assert 6 < seconds(offline.speak(Utterance(WORDS, "cmn+f2", "-10%"))) < 10


def test_the_same_words_are_the_same_bytes_in_any_order_and_in_any_second(offline):
    texts = [Utterance(WORDS, "cmn+f2"), Utterance("你好。", "cmn+m3"), Utterance("居民区", "cmn+Annie")]
    first = [offline.speak(one) for one in texts]
    time.sleep(1.1)  # espeak-ng seeds its random numbers with the second
    assert [offline.speak(one) for one in reversed(texts)] == first[::-1]


def test_another_process_makes_the_same_bytes(offline):
    code = (
        "import hashlib; from audio_edition.engines import open_engine;"
        "from audio_edition.model import Utterance;"
        f"wav = open_engine('espeak').speak(Utterance({WORDS!r}, 'cmn+f2', '-10%'));"
        "print(hashlib.sha256(wav).hexdigest())"
    )
    here = hashlib.sha256(offline.speak(Utterance(WORDS, "cmn+f2", "-10%"))).hexdigest()
    for locale in ("C", "zh_CN.UTF-8"):
        environment = {**os.environ, "LC_ALL": locale, "PYTHONPATH": str(ROOT)}
        there = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, cwd="/"
        )
        assert there.stdout.strip() == here


def test_a_reading_changes_the_sound_and_the_right_one_does_not(offline):
    plain = offline.speak(Utterance("重", "cmn"))
    as_chong = offline.speak(Utterance("重", "cmn", readings=(Reading(0, 1, ("chong2",)),)))
    as_zhong = offline.speak(Utterance("重", "cmn", readings=(Reading(0, 1, ("zhong4",)),)))
    assert as_chong != as_zhong
    assert plain == as_zhong


def test_rate_pitch_and_voice_change_the_sound(offline):
    slow, fast = (seconds(offline.speak(Utterance(WORDS, "cmn", rate))) for rate in ("-25%", "+25%"))
    assert slow > 1.4 * fast
    variants = {
        offline.speak(Utterance("你好", *how)) for how in (("cmn",), ("cmn+m3",), ("cmn", "+0%", "+20Hz"))
    }
    assert len(variants) == 3


def test_readings_are_spelled_as_pinyin_between_blanks():
    readings = (Reading(2, 4, ("chong2", "qing4")), Reading(6, 7, ("lv4",)))
    assert spell("我在重庆，一绿", readings) == ("我在 chong2 qing4 ，一 lv4", ("chong2", "qing4", "lv4"))


@pytest.mark.parametrize(
    ("words", "spelled"),
    [
        ("英雄", "英 xong2"),
        ("“好”·（是）", "好，是，"),
        ("3.5", "3点5"),
        ("A4纸", "A 4纸"),
        ("Wi-Fi", "Wi-Fi"),
        ("50%/天", "50  天"),
        ("二〇〇八", "二零零八"),
        ("５Ｇ", "5 G"),
    ],
)
def test_signs_that_it_would_name_in_english_fall_away(words, spelled):
    assert spell(words)[0] == spelled


def test_hanzi_that_espeak_spells_in_english_are_said_in_mandarin(offline):
    for words in ("英雄", "贫穷", "兄弟", "汹涌", "炯"):
        assert seconds(offline.speak(Utterance(words, "cmn"))) < 1.5


def test_hanzi_that_it_cannot_read_are_an_error_that_names_them(offline):
    with pytest.raises(SpeechError, match="𠮷") as caught:
        offline.speak(Utterance("他住在𠮷田", "cmn"))
    assert "|" in caught.value.hint
    offline.speak(Utterance("他住在𠮷田", "cmn", readings=(Reading(3, 4, ("ji2",)),)))


def test_a_syllable_that_is_no_mandarin_is_an_error(offline):
    with pytest.raises(SpeechError, match="zhwong4"):
        offline.speak(Utterance("重", "cmn", readings=(Reading(0, 1, ("zhwong4",)),)))


@pytest.mark.parametrize("words", ["", "，。", "……"])
def test_nothing_to_say_is_an_error(offline, words):
    with pytest.raises(SpeechError):
        offline.speak(Utterance(words, "cmn"))


@pytest.mark.parametrize("voice", ["", "cmn+nobody", "cmn+F2", "zh-CN-XiaoxiaoNeural"])
def test_an_unknown_voice_is_an_error_in_voices_yaml(offline, voice):
    with pytest.raises(VoicesError):
        offline.speak(Utterance(WORDS, voice))


def test_the_known_voices_are_those_that_are_shipped():
    library = espeak.find_library()
    assert library
    shipped = {path.name for path in (library.folder / "espeak-ng-data/voices/!v").iterdir()}
    assert set(VOICES["espeak"]) == {"cmn", *(f"cmn+{name}" for name in shipped)}


def test_without_the_extra_there_is_an_error_that_says_what_to_install(monkeypatch):
    monkeypatch.setattr(espeak, "find_library", lambda: None)
    with pytest.raises(EngineMissing) as caught:
        Espeak()
    assert "pip install" in caught.value.hint


def test_a_library_that_cannot_be_loaded_is_an_error(tmp_path):
    (tmp_path / "broken.so").write_bytes(b"no library")
    with pytest.raises(EngineMissing):
        Espeak(library=Library(tmp_path / "broken.so", tmp_path)).speak(Utterance(WORDS, "cmn"))


def test_it_is_found_and_used_without_loading_it_here():
    code = (
        "import sys; from audio_edition.engines import open_engine;"
        "from audio_edition.model import Utterance;"
        "open_engine('espeak').speak(Utterance('你好', 'cmn'));"
        "print('espeakng_loader' in sys.modules, 'libespeak' in open('/proc/self/maps').read())"
    )
    if not Path("/proc/self/maps").exists():
        pytest.skip("only Linux shows what a process has loaded")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(
    "trouble",
    [
        "time.sleep(60)",
        "os.abort()",
        "sys.exit(9)",
        "pass",
        "sys.stdout.buffer.write(good.read_bytes()[:-50])",
    ],
    ids=["hangs", "crashes", "fails", "says nothing", "breaks off"],
)
def test_a_worker_that_fails_is_tried_once_more_and_then_an_error_with_the_text(tmp_path, offline, trouble):
    good = offline.speak(Utterance(WORDS, "cmn"))
    (tmp_path / "good.wav").write_bytes(good)
    once = stub(
        tmp_path, f"if count == 1:\n    {trouble}\nelse:\n    sys.stdout.buffer.write(good.read_bytes())"
    )
    assert Espeak(program=once, limit_s=1).speak(Utterance(WORDS, "cmn")) == good
    assert starts(tmp_path) == 2
    with pytest.raises(SpeechError) as caught:
        Espeak(program=stub(tmp_path, trouble), limit_s=1).speak(Utterance(WORDS, "cmn"))
    assert WORDS in caught.value.where
    assert starts(tmp_path) == 4


def test_sound_that_is_too_short_or_silent_is_refused(tmp_path, offline):
    for wav in (offline.speak(Utterance("好", "cmn")), offline.speak(Utterance(WORDS, "cmn"))):
        silent = wav[:44] + bytes(len(wav) - 44)
        (tmp_path / "good.wav").write_bytes(silent if len(wav) > 100_000 else wav)
        program = stub(tmp_path, "sys.stdout.buffer.write(good.read_bytes())")
        with pytest.raises(SpeechError):
            Espeak(program=program).speak(Utterance(WORDS, "cmn"))
