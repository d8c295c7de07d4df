"""Run bare, the program says where the work stands and what comes next; it asks nobody."""

from __future__ import annotations

from tests.cli.refusals import both
from tests.desk import SMALL, Desk

NETWORK = {
    "AUDIO_EDITION_EDGE_URL": "ws://127.0.0.1:9/consumer/speech/synthesize/readaloud/edge/v1?TrustedClientToken=x"
}
CHECK = "python make_audio.py check small"
BUILD = "python make_audio.py build small"


def says(desk: Desk, english: str, chinese: str) -> None:
    found = both(desk)
    assert [ran.code for ran in found] == [0, 0]
    assert [ran.out for ran in found] == [english + "\n", chinese + "\n"]


def test_without_a_text_the_next_step_is_import(desk: Desk) -> None:
    step = "python make_audio.py import PAGE.txt --to scripts/NAME"
    says(desk, f"There is no text yet. Next: {step}", f"还没有文字。下一步：{step}")


def test_a_text_that_was_never_made(written: Desk) -> None:
    says(written, f"small: not made yet. Next: {BUILD}", f"small：还没做。下一步：{BUILD}")


def test_an_edition_that_is_up_to_date_and_has_a_doubtful_place(small: Desk) -> None:
    says(
        small,
        f"small: up to date. 1 place in the text wants a look. Next: {CHECK}",
        f"small：都做好了。文字里有 1 处请您看一眼。下一步：{CHECK}",
    )


def test_one_edited_sentence(small: Desk) -> None:
    small.edit("睡在居委", "睡在办公室")
    says(
        small,
        f"small: 1 sentence edited, not made again yet. Next: {BUILD}",
        f"small：改过 1 句，还没重做。下一步：{BUILD}",
    )


def test_two_edited_sentences(small: Desk) -> None:
    small.edit("睡在居委", "睡在办公室")
    small.edit("近5000人", "近6000人")
    says(
        small,
        f"small: 2 sentences edited, not made again yet. Next: {BUILD}",
        f"small：改过 2 句，还没重做。下一步：{BUILD}",
    )


def test_a_deleted_sentence_needs_no_voice(small: Desk) -> None:
    small.edit("85后的他，带领近5000人的小区。", "")
    says(
        small,
        f"small: 1 episode to make anew, nothing to speak. Next: {BUILD}",
        f"small：有 1 集要换新，不用重念。下一步：{BUILD}",
    )


def test_another_pace_is_told_with_its_extent(small: Desk) -> None:
    small.cast('rate: "-10%"', 'rate: "-20%"')
    ran = small.run()
    assert ran.out.startswith("small: ") and "sentences to speak, 2 episodes to make. Next:" in ran.out


def test_a_broken_text_is_told_and_the_other_editions_too(small: Desk) -> None:
    small.write("broken", "a")
    small.write(SMALL, "z")
    ran = small.run()
    assert ran.code == 3
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["small", "z"]
    assert "scripts/a/edition.md:1" in ran.err


def test_nobody_is_asked_even_with_the_automatic_choice(written: Desk, tmp_path: object) -> None:
    ran = written.run(**NETWORK, PYTHONVERBOSE="")
    loaded = written.run_bytes(**NETWORK, PYTHONPROFILEIMPORTTIME="1").stderr.decode()
    assert ran.code == 0
    assert not [name for name in ("edge_tts", "aiohttp", "numpy") if f" {name}\n" in loaded]
