"""proof, hear and explain as they are typed: what is printed, what lies there, how they refuse."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import soundfile

from tests.cli.refusals import CHINESE, both, english_left, files_of, refused
from tests.desk import SMALL, Desk

PAGE_WORDS = {"proof.html": "校对：", "listening.html": "听到的是？", "names.html": "谁定的"}


def told(desk: Desk) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, episode in enumerate(desk.manifest()["episodes"], start=1):
        yield from ((number, row) for row in episode["segments"])


def heard(desk: Desk, folder: str = "output") -> float:
    """The length in seconds of what was last heard."""
    samples, rate_hz = soundfile.read(io.BytesIO((desk.folder / folder / "hear.mp3").read_bytes()))
    return len(samples) / rate_hz


def clock(time_ms: int) -> str:
    return f"{time_ms // 60_000}:{time_ms // 1000 % 60:02}.{time_ms % 1000:03}"


# --- proof ----------------------------------------------------------------------------------------


def test_proof_writes_a_sheet_for_each_edition_and_says_where_it_lies(small: Desk) -> None:
    small.write(SMALL, "新泾 六月")
    english, chinese = both(small, "proof")
    assert (english.code, english.out) == (
        0,
        "Open it in a browser: output/small/proof.html\nOpen it in a browser: output/新泾 六月/proof.html\n",
    )
    assert english_left(chinese.out) == []
    assert (small.folder / "output/新泾 六月/proof.html").is_file()
    assert (
        small.fork("proof", "small", "--listening").out
        == "Open it in a browser: output/small/listening.html\n"
    )


def test_the_pages_are_in_the_language_of_the_screen(small: Desk) -> None:
    for command in ("proof", "proof --listening", "check --names"):
        assert small.fork(*command.split(), **CHINESE).code == 0
    pages = {
        path.name: path.read_text(encoding="utf-8") for path in (small.folder / "output/small").glob("*.html")
    }
    assert [word in pages[name] for name, word in PAGE_WORDS.items()] == [True] * 3
    for page in pages.values():
        seen = re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
        assert english_left(seen.replace("python make_audio.py check small --names --confirm all", "")) == []
        assert not re.search(r'(?:title|aria-label)="[A-Za-z ]+"', page)


def test_proof_changes_nothing_that_was_made(small: Desk) -> None:
    before = files_of(small)
    small.fork("proof")
    small.fork("proof", "--listening")
    after = files_of(small)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {"output/small/proof.html", "output/small/listening.html"}


def test_an_edition_that_cannot_be_read_does_not_hide_the_others(small: Desk) -> None:
    small.write("broken", "another")
    small.write("broken", "zzz")
    ran = small.fork("proof")
    assert ran.code == 3 and ran.err.count("error: ") == 2
    assert ran.out == "Open it in a browser: output/small/proof.html\n"


def test_before_a_build_there_is_a_sheet_but_no_listening_test(written: Desk) -> None:
    assert written.fork("proof").code == 0
    refusal = refused(written, "proof", "--listening", code=2, where="scripts/small/edition.md")
    assert "build small" in refusal.english.err


def test_a_folder_that_cannot_be_written_is_refused(small: Desk) -> None:
    for command in (("proof",), ("proof", "--listening"), ("hear", "你好")):
        ran = small.fork(*command, "--out", "/proc/nowhere")
        assert ran.code in (2, 6) and "try: " in ran.err and "Traceback" not in ran.err


# --- hear -----------------------------------------------------------------------------------------


def test_a_moment_gives_its_line_its_print_its_words_and_its_sound(small: Desk) -> None:
    number, row = next(found for found in told(small) if "5000" in found[1]["written"])
    ran = small.fork("hear", "--silent", f"{number:02}", clock((row["start_ms"] + row["end_ms"]) // 2))
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [
        "scripts/small/edition.md:9  刘观锡｜绿八居民区",
        "    printed: 85后的他，带领近5000人的小区。",
        "    said: 八五后的他，带领近五千人的小区。",
        "The sound lies in output/hear.mp3",
    ]
    assert heard(small) == pytest.approx((row["end_ms"] - row["start_ms"]) / 1000, abs=0.024)


@pytest.mark.parametrize("time", ["0:12", "0：12", "0:12.5", "0:00:12", "00:12,000"])
def test_a_time_may_be_written_in_several_ways(small: Desk, time: str) -> None:
    ran = small.fork("hear", "small", "1", time, "--silent")
    assert ran.code == 0, ran.err
    assert "这次播送的专题是" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("1", "99:00"), "this episode ends at 1:"),
        (("1", "3:99"), "3:99 is no time"),
        (("--", "1", "-1:00"), "-1:00 is no time"),
        (("1", "1:2:3:4"), "1:2:3:4 is no time"),
        (("9", "0:10"), "there is no episode 9"),
        (("0", "0:10"), "there is no episode 0"),
        (("nobody", "1", "0:10"), "no edition is called nobody"),
        (("。。",), "there is nothing to say in it"),
        ((" ",), "there is nothing to say in it"),
        (("1", "-1:00"), "No such option"),
        ((), "Missing argument"),
    ],
)
def test_a_moment_or_a_text_that_is_none_is_refused(
    small: Desk, arguments: tuple[str, ...], words: str
) -> None:
    ran, chinese = both(small, "hear", *arguments)
    assert ran.code == chinese.code == 2
    assert words in ran.err and "try: " in ran.err and ran.out == ""
    assert english_left(chinese.err) == []
    assert not (small.folder / "output/hear.mp3").exists()


def test_a_mark_that_does_not_fit_is_refused(small: Desk) -> None:
    refused(small, "hear", "{重|chóng chóng}启", code=3)


def test_before_a_build_a_moment_is_refused(written: Desk) -> None:
    refusal = refused(written, "hear", "1", "0:10", code=2, where="episodes/01-small.mp3")
    assert "build small" in refusal.english.err


def test_of_several_editions_one_has_to_be_named(small: Desk) -> None:
    small.write(SMALL.replace("edition: small", "edition: other"), "新泾 六月")
    refusal = refused(small, "hear", "1", "0:10", code=2)
    assert "there are: small, 新泾 六月" in refusal.english.err
    assert small.fork("hear", "small", "1", "0:10", "--silent").code == 0


def test_after_an_edit_what_is_heard_is_told_and_that_it_was_edited(small: Desk) -> None:
    _number, row = next(found for found in told(small) if "睡在居委" in found[1]["written"])
    small.edit("睡在居委", "睡在楼道")
    ran = small.fork("hear", "2", clock(row["start_ms"] + 500), "--silent")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "scripts/small/edition.md  鲁晓明｜刘一居民区",
        "    printed: 晚上就临时搭张床，睡在居委。",
        "    said: 晚上就临时搭张床，睡在居委。",
        "    edited since then; to hear it as it is now: python make_audio.py build small",
        "The sound lies in output/hear.mp3",
    ]


def test_a_text_is_spoken_alone_with_the_readings_that_are_set(small: Desk) -> None:
    small.cast("  泾: jīng\n", "  泾: jīng\n  须利君: 需利君\n")
    ran = small.fork("hear", "--silent", "须利君", "有", "{120|幺二零}", "个人")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0].replace(" ", "") == "said:需利君有幺二零个人"
    assert "a tune instead of a voice" in ran.err
    assert heard(small) > 0.5


@pytest.mark.parametrize(("engine", "code"), [("sherpa", 4), ("edge", 5)])
def test_a_voice_that_cannot_be_had_is_told_at_once(small: Desk, engine: str, code: int) -> None:
    small.cast("engine: tone ", f"engine: {engine} ")
    dead = "ws://127.0.0.1:9/consumer/speech/synthesize/readaloud/edge/v1?TrustedClientToken=x"
    ran = small.fork("hear", "你好", "--silent", AUDIO_EDITION_EDGE_URL=dead)
    assert ran.code == code and "try: " in ran.err and "Traceback" not in ran.err
    assert small.fork("hear", "1", "0:10", "--silent").code == 0, "what is made can be heard all the same"


@pytest.mark.parametrize(("script", "plays"), [("exit 0", True), ("exit 1", False), ("exec sleep 60", False)])
def test_it_is_played_where_a_player_plays(small: Desk, tmp_path: Path, script: str, plays: bool) -> None:
    player = tmp_path / "bin" / "mpg123"
    player.parent.mkdir()
    player.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/played\n{script}\n', encoding="utf-8")
    player.chmod(0o755)
    number, row = min(told(small), key=lambda found: found[1]["end_ms"] - found[1]["start_ms"])
    ran = small.fork("hear", number, clock(row["start_ms"]), PATH=f"{player.parent}:/usr/bin:/bin")
    assert ran.code == 0
    assert (tmp_path / "played").read_text(encoding="utf-8").strip() == f"-q {small.folder}/output/hear.mp3"
    assert ("The sound lies in" not in ran.out) is plays


# --- explain --------------------------------------------------------------------------------------


def test_a_sentence_is_walked_from_the_print_to_the_time_it_is_heard(small: Desk) -> None:
    small.edit("带领近", "{重|chóng}启近")
    small.build("small")
    _number, row = next(found for found in told(small) if "5000" in found[1]["written"])
    ran = small.fork("explain", "small", "刘观锡", "2")
    assert ran.code == 0, ran.err
    speech, sound = re.findall("[0-9a-f]{64}", ran.out)
    assert [line for line in ran.out.splitlines() if "keys: " not in line] == [
        "scripts/small/edition.md:9  刘观锡｜绿八居民区",
        "    printed: 85后的他，重启近5000人的小区。",
        "      85 → 八五  (cohort)",
        "      5000 → 五千  (count)",
        "    said: 八五后的他，重启近五千人的小区。",
        "    read: 重 chóng (set)",
        "    voice: tone high -10% +0Hz",
        f"    frames: {-((row['start_ms'] - row['end_ms']) // 24)}",
        f"    heard: episodes/01-small.mp3 from {clock(row['start_ms'])} to {clock(row['end_ms'])}",
    ]
    store = small.folder / "output/.store"
    assert (store / "speech" / speech[:2] / speech).is_file()
    assert (store / "unit" / sound[:2] / sound).is_file()


def test_the_online_voice_is_sent_homophones_and_that_is_told(small: Desk) -> None:
    small.cast("engine: tone ", "engine: edge ")
    (small.folder / "output/small/manifest.json").unlink()
    small.edit("带领近", "{重|chóng}启近")
    out = small.fork("explain", "small", "刘观锡", "2").out
    sent = re.search("sent: (.*)", out)
    assert sent and "重启" not in sent[1] and len(sent[1]) == len("八五后的他，重启近五千人的小区。")
    assert "not made yet: python make_audio.py build small" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("small", "张三"), "no chapter is called 张三"),
        (("small", "居民区"), "several chapters are called 居民区"),
        (("small", ""), "several chapters are called"),
        (("small", "刘观锡", "9"), "has the sentences 1 to 2"),
        (("nobody", "刘观锡"), "no edition is called nobody"),
    ],
)
def test_a_sentence_that_is_none_is_refused(small: Desk, arguments: tuple[str, ...], words: str) -> None:
    assert words in refused(small, "explain", *arguments, code=2).english.err


@pytest.mark.parametrize("number", ["-1", "two", "1.5"])
def test_a_number_that_is_none_is_refused(small: Desk, number: str) -> None:
    ran = small.fork("explain", "small", "刘观锡", number)
    assert ran.code == 2 and "try: " in ran.err


def test_the_voice_that_an_edition_was_made_with_is_explained_whatever_is_set_now(small: Desk) -> None:
    small.cast("engine: tone ", "engine: espeak ")
    assert "voice: tone high" in small.fork("explain", "small", "刘观锡").out
    small.cast("    tone: high\n", "")
    assert "voice: tone high" in small.fork("explain", "small", "刘观锡").out, "it is what is heard"
