"""voices.yaml: what is understood, and that every mistake is named with its line."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.config import FIELDS, Config, Lines, Pauses, parse_config
from audio_edition.errors import TextError, VoicesError
from audio_edition.model import Role

CAST = "roles:\n  announcer: {edge: A, rate: '-10%'}\n  narrator: {edge: [A, B]}\n"


def known(engine: str, voice: str) -> bool:
    return voice in ("A", "B")


def no_check(written: str, said: str) -> None:
    if said == "坏":
        raise TextError("bad reading")


def read(text: str) -> Config:
    return parse_config(text, where="voices.yaml", known_voice=known, check_reading=no_check)


def test_what_is_not_said_has_its_usual_value() -> None:
    config = read(CAST)
    assert (config.engine, config.whole, config.label) == ("auto", False, "本节目由人工智能合成语音播报")
    assert config.roles[Role.ANNOUNCER].rate == "-10%"
    assert config.roles[Role.NARRATOR].voices == {"edge": ("A", "B")}
    assert config.pauses.profile == 1800
    assert config.presets["podcast"].sample_rate_hz == 48_000


def test_the_projects_own_voices_yaml_says_what_the_defaults_say(root: Path) -> None:
    text = (root / "voices.yaml").read_text(encoding="utf-8")
    config = parse_config(text, where="v", known_voice=lambda e, v: True, check_reading=lambda w, s: None)
    assert config.lines == Lines()
    assert config.presets["speaker"].band_hz == (250, 8000)


def test_full_width_colons_of_an_input_method_are_understood() -> None:
    assert read("engine：tone\n" + CAST.replace("narrator:", "narrator：")).engine == "tone"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("[", None),
        ("- a\n- b", 1),
        ("engine: loud\n" + CAST, 1),
        (CAST + "colour: red\n", 4),
        (CAST + "engine: edge\nengine: tone\n", 5),
        (CAST + "pauses_ms: {sentence: long}\n", 4),
        (CAST + "pauses_ms: {sentence: -1}\n", 4),
        (CAST + "readings: {重: 坏}\n", 4),
        (CAST + "label: ''\n", 4),
        (CAST + "lines:\n  closing: '{title.__class__}'\n", 5),
        (CAST + "lines:\n  closing: '{age}'\n", 5),
        (CAST + "lines:\n  closing: 'a{'\n", 5),
        (CAST + "lines:\n  opening_next: '{title}'\n", 5),
        (CAST + "presets:\n  car: {sample_rate_hz: 44100}\n", 5),
        (CAST + "presets:\n  ../x: {}\n", 5),
        (CAST.replace("'-10%'", "fast"), 2),
        (CAST.replace("-10%", "-90%"), 2),
        (CAST.replace("edge: A", "edge: C"), 2),
        (CAST.replace("edge: A", "edgy: A"), 2),
        ("roles:\n  announcer: {edge: A}\n", None),
        ("a: &x [1]\nb: *x\n", 1),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int | None) -> None:
    with pytest.raises(VoicesError) as caught:
        read(text)
    assert caught.value.where.startswith("voices.yaml:")
    if line is not None:
        assert caught.value.where == f"voices.yaml:{line}"


@pytest.mark.parametrize(
    "pauses",
    [
        "pauses_ms：｛sentence：４５０，paragraph：800｝",
        "pauses_ms: ｛sentence: 450, paragraph: 800｝",
        "pauses_ms:\n  sentence：450\n  paragraph：800",
        "pauses_ms：\n　　sentence：450 \u3000\t\n　　paragraph：800",
        "＃ 停多久\npauses_ms: {sentence: 450, paragraph: 800}  # 毫秒",
    ],
)
def test_full_width_braces_colons_and_blanks_are_understood(pauses: str) -> None:
    assert read(CAST + pauses).pauses == Pauses(sentence=450, paragraph=800)


@pytest.mark.parametrize("rate", ["'-10%'", "“-10%”", "－１０％", "−10%", "-10%"])
def test_a_pace_may_be_typed_in_full_width(rate: str) -> None:
    assert read(CAST.replace("'-10%'", rate)).roles[Role.ANNOUNCER].rate == "-10%"


def test_full_width_signs_inside_words_stay_as_they_are() -> None:
    text = CAST + "label: 说明：这是｛合成｝的，声音\npaper: >\n  新泾：有声版\n"
    assert (read(text).label, read(text).paper) == ("说明：这是｛合成｝的，声音", "新泾：有声版")


@pytest.mark.parametrize("value", ["!重要 通知", "&甲 通知", "*通知", "!!str 通知", "@通知", "%通知"])
def test_no_word_is_lost_to_a_sign_of_yaml(value: str) -> None:
    with pytest.raises(VoicesError) as caught:
        read(f"{CAST}paper: {value}\n")
    assert caught.value.where == "voices.yaml:4"
    assert "quotes" in caught.value.hint
    assert read(f'{CAST}paper: "{value}"\n').paper == value


def test_every_field_has_an_explanation_for_editors() -> None:
    assert all(FIELDS.values())


@given(st.text(max_size=80))
def test_no_text_ends_in_anything_but_a_config_or_an_error_for_the_editor(text: str) -> None:
    with contextlib.suppress(VoicesError):
        read(CAST + text)
