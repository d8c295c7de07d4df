"""music: in voices.yaml."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.config import MusicChoice, Sound, parse_config
from audio_edition.config.music import PLACES
from audio_edition.errors import VoicesError
from audio_edition.mastering.music import TUNES

CAST = "roles:\n  announcer: {edge: A}\n  narrator: {edge: A}\n"
FILE = Sound(file="music/片头.mp3", line=5)


def read(text: str) -> MusicChoice:
    return parse_config(
        CAST + text, where="voices.yaml", known_voice=lambda e, v: True, check_reading=lambda w, s: None
    ).music


def test_there_is_a_tune_of_ours_for_every_place() -> None:
    assert set(TUNES) == set(PLACES)


def test_without_a_word_everything_sounds_but_a_sign_for_each_person() -> None:
    usual = read("")
    assert {place: sound.tune for place, sound in usual.places.items()} == {
        **{place: place for place in PLACES},
        "profile": "",
    }
    assert usual.under_intro
    assert read("music:\n") == usual


@pytest.mark.parametrize("word", ["none", "None", "无", "no", "false"])
def test_nothing_can_be_chosen_for_one_place_or_for_all(word: str) -> None:
    one = read(f"music:\n  closing: {word}\n").places
    assert one["closing"] == Sound()
    assert one["opening"] == Sound("opening")
    assert set(read(f"music: {word}\n").places.values()) == {Sound()}


def test_a_file_is_kept_with_its_line() -> None:
    assert read("music:\n  opening: music/片头.mp3\n").places["opening"] == FILE


def test_an_opening_of_the_editors_opens_every_episode_unless_it_is_said_otherwise() -> None:
    assert read("music:\n  opening: music/片头.mp3\n").places["opening_next"] == FILE
    assert read("music:\n  opening: none\n").places["opening_next"] == Sound()
    both = read("music:\n  opening: music/片头.mp3\n  opening_next: opening_next\n")
    assert both.places["opening_next"] == Sound("opening_next")


@pytest.mark.parametrize(
    "path",
    ["/home/editor/a.wav", "C:\\音乐\\a.wav", "D:/a.wav", "a.wav", "./a.wav", "x/../a.wav", "音乐\\片头.mp3"],
)
def test_a_path_may_be_whole_or_lie_in_the_folder(path: str) -> None:
    found = read(f"music:\n  section: '{path}'\n").places["section"]
    assert found.file == path.replace("\\", "/")


@pytest.mark.parametrize("path", ["../a.wav", "x/../../a.wav", "..\\a.wav", "..", "./../a/b.wav"])
def test_a_path_that_leads_out_of_the_folder_is_refused(path: str) -> None:
    with pytest.raises(VoicesError, match="leaves the folder") as caught:
        read(f"music:\n  opening: none\n  section: '{path}'\n")
    assert caught.value.where == "voices.yaml:6"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("music:\n  opening: siren\n", 5),
        ("music:\n  openning: none\n", 5),
        ("music:\n  opening: [a.wav]\n", 5),
        ("music:\n  opening: none\n  under_intro: perhaps\n", 6),
        ("music: a.wav\n", 4),
        ("music: [none]\n", 4),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(VoicesError) as caught:
        read(text)
    assert caught.value.where == f"voices.yaml:{line}"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("word", "under"), [("true", True), ("是", True), ("false", False), ("否", False), ("", True)]
)
def test_the_bed_can_be_left_out(word: str, under: bool) -> None:
    assert read(f"music:\n  under_intro: {word}\n").under_intro is under


def test_full_width_signs_are_understood() -> None:
    assert read("music：｛opening：none，under_intro：false｝\n").places["opening"] == Sound()


@given(st.sampled_from(PLACES), st.text(max_size=30))
def test_any_words_are_a_choice_or_a_mistake_with_its_line(place: str, words: str) -> None:
    with contextlib.suppress(VoicesError):
        read(f"music:\n  {place}: {words}\n")
