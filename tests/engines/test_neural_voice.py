"""The neural voice: real sherpa-onnx with tiny models; every word or an error, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes.tiny_models import VITS, write_kokoro, write_matcha, write_melo, write_vits

from audio_edition.engines.sherpa import Sherpa
from audio_edition.errors import EngineMissing, SpeechError, VoicesError
from audio_edition.model import Reading, Utterance

WORDS = "防疫开始以来，绿八居民区党总支书记刘观锡每天工作十六个小时。"
KNOWN = WORDS + "重庆银行崇虫众航杭幸格各有你好"
ROOT = Path(__file__).parents[2]
KINDS: dict[str, Callable[[Path, str], Path]] = {
    "vits": write_vits,
    "melo": write_melo,
    "matcha": write_matcha,
    "kokoro": write_kokoro,
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {kind: write(tmp_path_factory.mktemp(kind) / "声音", KNOWN) for kind, write in KINDS.items()}


@pytest.fixture(scope="module")
def neural(folders: dict[str, Path]) -> Iterator[Sherpa]:
    engine = Sherpa(folders)
    yield engine
    engine.close()


def seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
        return file.getnframes() / file.getframerate()


def read(*pinyin: str, at: int = 0, source: str = "") -> tuple[Reading, ...]:
    return (Reading(at, at + len(pinyin), pinyin, source),)


@pytest.mark.parametrize("kind", KINDS)
def test_it_speaks_and_the_same_words_are_the_same_bytes_in_any_order(neural, folders, kind):
    texts = [Utterance(WORDS, kind), Utterance("你好。", kind), Utterance("重庆", kind, "-25%")]
    first = [neural.speak(one) for one in texts]
    assert [neural.speak(one) for one in reversed(texts)] == first[::-1]
    other = Sherpa(folders)
    assert other.speak(texts[0]) == first[0]
    other.close()
    assert 3 < seconds(first[0]) < 20


def test_another_process_makes_the_same_bytes(neural, folders):
    code = (
        "import hashlib, pathlib; from audio_edition.engines import open_engine;"
        "from audio_edition.model import Utterance;"
        f"engine = open_engine('sherpa', {{'vits': pathlib.Path({str(folders['vits'])!r})}});"
        f"wav = engine.speak(Utterance({WORDS!r}, 'vits', '-10%')); engine.close();"
        "print(hashlib.sha256(wav).hexdigest())"
    )
    here = hashlib.sha256(neural.speak(Utterance(WORDS, "vits", "-10%"))).hexdigest()
    environment = {**os.environ, "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    there = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, cwd="/"
    )
    assert there.stdout.strip() == here


@pytest.mark.parametrize("kind", KINDS)
def test_a_reading_changes_the_sound_and_the_right_one_does_not(neural, kind):
    plain = neural.speak(Utterance("重", kind))
    assert neural.speak(Utterance("重", kind, readings=read("zhong4"))) == plain
    as_chong = neural.speak(Utterance("重", kind, readings=read("chong2")))
    assert as_chong == neural.speak(Utterance("崇", kind)) != plain


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_is_read_as_its_context_wants_where_the_lexicon_has_one_reading(neural, kind):
    assert neural.speak(Utterance("重庆银行", kind)) == neural.speak(Utterance("崇庆银杭", kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_rate_is_its_speed(neural, kind):
    slow, plain = (seconds(neural.speak(Utterance(WORDS, kind, rate))) for rate in ("-25%", "+0%"))
    assert slow == pytest.approx(plain / 0.75, rel=0.01)


def test_a_long_clause_is_spoken_in_one_go(neural):
    assert seconds(neural.speak(Utterance("重" * 40, "matcha"))) == pytest.approx((4 * 40 + 1) * 0.08)


def test_a_model_of_several_people_has_a_voice_for_each(neural):
    assert neural.speak(Utterance("你好", "kokoro")) == neural.speak(Utterance("你好", "kokoro:0"))
    assert neural.speak(Utterance("你好", "kokoro")) != neural.speak(Utterance("你好", "kokoro:1"))
    with pytest.raises(VoicesError, match="2 speakers"):
        neural.speak(Utterance("你好", "kokoro:2"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_voice_does_not_know_is_named_before_it_speaks(neural, kind):
    with pytest.raises(SpeechError, match=r"龘、CEO、é、Wi-Fi$") as caught:
        neural.speak(Utterance("龘，CEO有é、Wi-Fi！", kind))
    assert "龘" in caught.value.where
    assert "|" in caught.value.hint


def test_a_rare_hanzi_is_said_when_its_reading_is_known(neural):
    with pytest.raises(SpeechError, match="𠮷"):
        neural.speak(Utterance("𠮷", "vits"))
    said = neural.speak(Utterance("𠮷", "vits", readings=read("chong2")))
    assert said == neural.speak(Utterance("崇", "vits"))
    assert neural.speak(Utterance("蟲", "vits")) == said


def test_a_syllable_that_the_voice_lacks_is_named_when_the_editor_wants_it(neural):
    with pytest.raises(SpeechError, match=r"重\(nve4\)"):
        neural.speak(Utterance("重", "vits", readings=read("nve4")))
    table = read("nve4", source="table")
    assert neural.speak(Utterance("重", "vits", readings=table)) == neural.speak(Utterance("重", "vits"))


def test_a_tone_that_no_known_hanzi_has_is_worked_out_from_two_others(tmp_path):
    engine = Sherpa({"v": write_vits(tmp_path / "v", "葛隔歌", {"葛优": "ge3 you1"})})
    said = engine.speak(Utterance("葛", "v", readings=read("ge3")))
    assert said != engine.speak(Utterance("隔", "v"))
    engine.close()


def test_a_reading_of_the_editor_overrules_a_word_of_the_lexicon(tmp_path):
    engine = Sherpa(
        {"v": write_vits(tmp_path / "v", "重庆崇众", {"重庆": "chong2 qing4"}, {**VITS, "jieba": "1"})}
    )
    plain = engine.speak(Utterance("重庆", "v"))
    assert plain == engine.speak(Utterance("崇庆", "v"))
    assert engine.speak(Utterance("重庆", "v", readings=read("zhong4"))) == engine.speak(
        Utterance("众庆", "v")
    )
    engine.close()


def test_signs_and_figures_that_no_lexicon_has_are_no_obstacle(neural):
    assert neural.speak(Utterance("“你好”（有）", "vits")) == neural.speak(Utterance("你好，有，", "vits"))
    assert neural.speak(Utterance("6个", "vits")) == neural.speak(Utterance("六个", "vits"))


@pytest.mark.parametrize("words", ["", "，。", "……"])
def test_nothing_to_say_is_an_error(neural, words):
    with pytest.raises(SpeechError):
        neural.speak(Utterance(words, "vits"))


@pytest.mark.parametrize("voice", ["", "nobody", "vits:x"])
def test_a_voice_that_is_not_cast_is_an_error_in_voices_yaml(neural, voice):
    with pytest.raises(VoicesError):
        neural.speak(Utterance("你好", voice))


def test_silence_is_refused(tmp_path):
    engine = Sherpa({"v": write_vits(tmp_path / "v", "你好", loud=0.0)})
    with pytest.raises(SpeechError, match="silent"):
        engine.speak(Utterance("你好", "v"))
    engine.close()


def test_it_needs_a_folder_that_it_may_read_and_none_that_it_may_write(folders, neural, tmp_path):
    from audio_edition.engines import sherpa

    plain = neural.speak(Utterance(WORDS, "vits"))
    (folders["vits"] / sherpa._OUR_LEXICON).unlink()
    (folders["vits"] / sherpa._OUR_LEXICON).mkdir()
    engine = Sherpa({"vits": folders["vits"]})
    assert engine.speak(Utterance(WORDS, "vits")) == plain
    engine.close()
    (folders["vits"] / sherpa._OUR_LEXICON).rmdir()


def stub(tmp_path: Path, code: str) -> tuple[str, ...]:
    """A worker that behaves as the code says; `count` is how many were started, `line` what it was asked."""
    path = tmp_path / "worker.py"
    path.write_text(
        "import sys, time, os, json, pathlib\n"
        f"log = pathlib.Path({str(tmp_path / 'log')!r}); log.open('a').write('x')\n"
        "count = len(log.read_text())\n"
        "def say(head, sound=b''):\n"
        "    said = json.dumps(head).encode()\n"
        "    data = len(said).to_bytes(4, 'big') + len(sound).to_bytes(4, 'big') + said + sound\n"
        "    sys.stdout.buffer.write(data); sys.stdout.buffer.flush()\n"
        "good = b'\\0\\x20' * 16000\n"
        "for number, line in enumerate(sys.stdin):\n"
        f"    if number:\n        {code}\n    else:\n        say({{'ready': True}})\n",
        encoding="utf-8",
    )
    return (sys.executable, str(path))


def starts(tmp_path: Path) -> int:
    return len((tmp_path / "log").read_text())


@pytest.mark.parametrize(
    "trouble",
    [
        "time.sleep(60)",
        "os.abort()",
        "sys.exit(9)",
        "say({'rate_hz': 16000}, good[:99])",
        "say({'rate_hz': 16000, 'error': 'no numbers'})",
        "sys.stdout.buffer.write(b'\\0\\0\\0\\x02\\0\\1\\0\\0{}12'); sys.stdout.buffer.flush(); sys.exit(0)",
    ],
    ids=["hangs", "crashes", "fails", "too short", "no numbers", "breaks off"],
)
def test_a_worker_that_fails_is_replaced_once_and_then_it_is_an_error_with_the_text(
    tmp_path, folders, trouble
):
    once = stub(
        tmp_path, f"say({{'rate_hz': 16000}}, good) if count > 1 else ({trouble.replace('; ', ', ')})"
    )
    if "too short" not in trouble and "no numbers" not in trouble and "99" not in trouble:
        engine = Sherpa({"vits": folders["vits"]}, program=once, limit_s=1)
        assert seconds(engine.speak(Utterance("你好", "vits"))) == 1
        assert starts(tmp_path) == 2
        engine.close()
    engine = Sherpa({"vits": folders["vits"]}, program=stub(tmp_path, trouble), limit_s=1)
    with pytest.raises(SpeechError) as caught:
        engine.speak(Utterance("你好", "vits"))
    assert "你好" in caught.value.where and not isinstance(caught.value, EngineMissing)
    engine.close()


def test_one_worker_speaks_many_texts(tmp_path, folders):
    engine = Sherpa({"vits": folders["vits"]}, program=stub(tmp_path, "say({'rate_hz': 16000}, good)"))
    for _text in range(5):
        engine.speak(Utterance("你好", "vits"))
    assert starts(tmp_path) == 1
    engine.close()


def test_a_worker_that_is_killed_from_outside_is_replaced(folders):
    engine = Sherpa({"vits": folders["vits"]})
    plain = engine.speak(Utterance(WORDS, "vits"))
    engine._voices["vits"].idle[0]._process.kill()
    assert engine.speak(Utterance(WORDS, "vits")) == plain
    engine.close()


def test_a_model_that_ends_its_process_is_an_error_that_says_which_and_why(tmp_path):
    folder = write_vits(tmp_path / "v", "你好", meta={**VITS, "comment": "melo"})
    engine = Sherpa({"v": folder})
    with pytest.raises(
        EngineMissing, match=r"v cannot be loaded: its process ended with .*MeloTTS"
    ) as caught:
        engine.speak(Utterance("你好", "v"))
    assert caught.value.where == str(folder)
    engine.close()


def test_a_worker_without_sherpa_onnx_says_what_to_install(folders, tmp_path):
    program = (sys.executable, "-c", "import sys; sys.exit(3)")
    engine = Sherpa({"vits": folders["vits"]}, program=program)
    with pytest.raises(EngineMissing) as caught:
        engine.speak(Utterance("你好", "vits"))
    assert "pip install" in caught.value.hint
