"""voices.yaml that cannot be used: every mistake is named with its line, in both languages."""

from __future__ import annotations

import pytest

from tests.cli.refusals import english_left, refused
from tests.desk import Desk

WHOLE_FILES = {
    "empty": (b"", ":1", "roles:"),
    "blank": ("\ufeff\n  \n# 只有一句话\n".encode(), ":1", "roles:"),
    "list": (b"- a\n- b\n", ":1", "names with values"),
    "words": ("谁来念".encode(), ":1", "names with values"),
    "binary": (bytes(range(256)) * 4, "", "not a text"),
    "python": (b"roles: !!python/object/apply:os.getcwd []\n", ":1", "begin"),
    "laughs": (b"a: &a [1]\nb: &b [*a, *a]\nroles: [*b, *b]\n", ":1", "begin"),
    "deep": (b"a: " + b"[" * 20_000, ":1", "bracket"),
    "twice": (b"engine: edge\nengine: tone\n", ":2", "twice"),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_that_is_no_cast_is_refused(written: Desk, name: str) -> None:
    data, line, words = WHOLE_FILES[name]
    (written.folder / "voices.yaml").write_bytes(data)
    refusal = refused(written, "build", "small", code=4, where="voices.yaml" + line)
    assert words in refusal.english.err


@pytest.mark.parametrize("command", ["build", "check", "voices", ""])
def test_a_missing_file_is_refused_by_every_command_that_needs_it(written: Desk, command: str) -> None:
    (written.folder / "voices.yaml").unlink()
    refusal = refused(written, *command.split(), code=4, where="voices.yaml")
    assert "there is no voices.yaml" in refusal.english.err
    assert "没有 voices.yaml" in refusal.chinese.err


MISTAKES = {
    "tab": ("    edge: zh-CN-Yunyang", "\tedge: zh-CN-Yunyang", "tab"),
    "open quote": ('再会。"', "再会。", "quotation mark"),
    "unknown voice": ("zh-CN-YunyangNeural", "zh-CN-Nobody", "zh-CN-Nobody"),
    "no voice": ("zh-CN-YunyangNeural", "", '""'),
    "rate fast": ('rate: "-10%"', "rate: fast", "fast"),
    "rate 10": ('rate: "-10%"', "rate: 10", "10 is no pace"),
    "rate 0%": ('rate: "-10%"', 'rate: "0%"', "0% is no pace"),
    "rate 10%": ('rate: "-10%"', "rate: 10%", "10% is no pace"),
    "rate too slow": ('rate: "-10%"', 'rate: "-90%"', "-90% is no pace"),
    "rate in a list": ('rate: "-10%"', 'rate: ["-10%"]', "single value"),
    "negative rest": ("sentence: 450", "sentence: -450", "-450"),
    "rest in words": ("sentence: 450", "sentence: long", "long"),
    "rest with a unit": ("sentence: 450", "sentence: 450ms", "450ms"),
    "endless rest": ("sentence: 450", "sentence: 99999", "99999"),
    "unknown rest": ("sentence: 450", "sentnce: 450", "sentnce"),
    "preset with a bad name": ("podcast: {sample", "../Pod: {sample", "../Pod"),
    "preset that lacks a thing": ("loudness_lufs: -16, ", "", "loudness_lufs"),
    "preset no MP3 can have": ("sample_rate_hz: 48000", "sample_rate_hz: 22050", "22050"),
    "preset too loud": ("loudness_lufs: -16", "loudness_lufs: 3", "3"),
    "band the wrong way round": ("[250, 8000]", "[8000, 250]", "band"),
    "unknown engine": ("engine: auto", "engine: loud", "loud"),
    "unknown engine of a role": ("    espeak: cmn+m3", "    espeek: cmn+m3", "espeek"),
    "unknown key": ('paper: ""', 'papr: ""', "papr"),
    "unknown field": ("{total}", "{totl}", "{totl}"),
    "field with a trick": ("{total}", "{total.__class__}", "{total.__class__}"),
    "field without a name": ("{total}", "{}", "{}"),
    "brace left open": ("{total}", "{total", "brace"),
    "brace left over": ("{total}", "total}", "brace"),
    "unknown line": ("  opening_next:", "  opening_nxt:", "opening_nxt"),
    "line without the label": ("{label}", "", "{label}"),
    "empty label": ("label: 本节目由人工智能合成语音播报", 'label: ""', "label"),
    "unknown tune": ("  opening: opening ", "  opening: siren ", "siren"),
    "music outside the folder": ("  closing: closing ", "  closing: ../x.wav ", "leaves the folder"),
    "bed perhaps": ("under_intro: true", "under_intro: perhaps", "perhaps"),
    "unknown reading": ("泾: jīng", "泾: xyz", "xyz"),
    "wrong number of syllables": ("泾: jīng", "泾: jīng hé", "jīng hé"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_with_its_line(written: Desk, name: str) -> None:
    old, new, words = MISTAKES[name]
    path = written.folder / "voices.yaml"
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    refusal = refused(written, "voices", code=4, where=f"voices.yaml:{line}")
    assert words in refusal.english.err


def test_an_unknown_preset_is_wrong_use_and_the_known_ones_are_named(written: Desk) -> None:
    refusal = refused(written, "build", "--preset", "car", code=2)
    assert "podcast, speaker" in refusal.english.err


def test_an_engine_that_is_not_known_is_wrong_use(written: Desk) -> None:
    refusal = refused(written, "build", "--engine", "loud", code=2)
    assert "'espeak'" in refusal.english.err


def test_an_engine_that_cannot_be_had_is_said_and_nothing_is_made(written: Desk) -> None:
    refusal = refused(written, "build", "--engine", "sherpa", code=4, where="voices.yaml")
    assert "sherpa" in refusal.english.err
    assert "voices get" in refusal.english.err


def test_an_online_voice_that_nobody_answers_for_is_said_at_once_and_nothing_is_made(written: Desk) -> None:
    address = "ws://127.0.0.1:9/consumer/speech/synthesize/readaloud/edge/v1?TrustedClientToken=x"
    for language, words in (("C.UTF-8", "nobody answers there"), ("zh_CN.UTF-8", "没有回应")):
        ran = written.fork("build", "--engine", "edge", AUDIO_EDITION_EDGE_URL=address, LANG=language)
        assert ran.code == 5
        assert words in ran.err and "--engine espeak" in ran.err and "SSL" not in ran.err
    assert english_left(ran.err) == []
    assert not list(written.folder.glob("output/small"))


def test_an_address_of_a_test_server_elsewhere_is_refused(written: Desk) -> None:
    ran = written.fork("build", "--engine", "edge", AUDIO_EDITION_EDGE_URL="ws://example.org/")
    assert ran.code in (4, 5)
    assert "AUDIO_EDITION_EDGE_URL" in ran.err and "Traceback" not in ran.err


def test_a_role_without_a_voice_for_the_engine_is_said(written: Desk) -> None:
    written.cast("    tone: low\n", "")
    refusal = refused(written, "build", "--engine", "tone", code=4, where="voices.yaml")
    assert "announcer" in refusal.english.err and "add a line tone:" in refusal.english.err


def test_saying_a_text_goes_on_without_a_usable_voices_yaml(written: Desk) -> None:
    (written.folder / "voices.yaml").write_text("- a\n", encoding="utf-8")
    ran = written.fork("say", "12 人")
    assert (ran.code, ran.out) == (0, "十二人\n")
    assert "voices.yaml:1" in ran.err
