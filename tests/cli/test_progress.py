"""The progress bar: on a terminal it says what is spoken and how long still; elsewhere there is none."""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import signal
import subprocess
import sys

import pytest

from audio_edition.cli.progress import ProgressBar, bar_line, columns_of, cut_to, time_left_s
from tests.desk import ROOT, Desk


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def until_closed(terminal: int) -> bytes:
    """Read what comes on a terminal until the program has left it."""
    seen = b""
    try:
        while piece := os.read(terminal, 65536):
            seen += piece
    except OSError:  # Linux ends a terminal so
        pass
    finally:
        os.close(terminal)
    return seen


def on_a_terminal(desk: Desk, *arguments: str, columns: int, **env: str) -> tuple[str, str]:
    """Run the command with standard error on a terminal; return standard output and what came there."""
    ours, theirs = pty.openpty()
    command = [sys.executable, str(ROOT / "make_audio.py"), *arguments]
    environment = {**desk.environment(env), "COLUMNS": str(columns)}
    process = subprocess.Popen(
        command, cwd=desk.folder, env=environment, stdout=subprocess.PIPE, stderr=theirs, stdin=theirs
    )
    os.close(theirs)
    seen = until_closed(ours)
    assert process.stdout is not None
    out = process.stdout.read().decode()
    process.stdout.close()
    assert process.wait(60) == 0
    return out, seen.decode()


@pytest.mark.parametrize("columns", [80, 40])
def test_a_terminal_shows_how_far_and_what_is_spoken_and_the_line_is_taken_away(
    written: Desk, columns: int
) -> None:
    _out, screen = on_a_terminal(written, "build", "small", "--engine", "tone", columns=columns)
    drawn = [
        line
        for line in re.split(r"[\r\n]+", screen)
        if ("/" in line and "[" in line) or re.match(r"\d+/", line)
    ]
    assert len(drawn) > 10
    assert all(columns_of(line.rstrip()) < columns for line in drawn)
    assert screen.rsplit("\r", 1)[-1] == ""
    if columns >= 80:
        assert "防疫开始以来" in screen


def test_a_build_that_is_stopped_says_what_is_kept_and_goes_on_from_there(desk: Desk) -> None:
    shutil.copytree(ROOT / "scripts" / "xinjing-2022", desk.folder / "scripts" / "xinjing-2022")
    command = [sys.executable, str(ROOT / "make_audio.py"), "build", "--engine", "tone", "--jobs", "1"]
    ours, theirs = pty.openpty()
    environment = desk.environment({"COLUMNS": "100"})
    process = subprocess.Popen(command, cwd=desk.folder, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    while b"] 3/" not in seen:
        seen += os.read(ours, 4096)
    process.send_signal(signal.SIGINT)
    seen = until_closed(ours)
    assert process.wait(60) == 130
    assert seen.decode().rstrip().endswith("What is finished is kept; the next build goes on from there.")
    assert "Traceback" not in seen.decode()
    row = desk.run("build", "--engine", "tone", "--dry-run", "--json").json["editions"][0]
    assert row["spoken_reused"] >= 3 and not (desk.folder / "output/xinjing-2022/manifest.json").exists()


def test_a_build_with_nothing_to_do_draws_nothing(small: Desk) -> None:
    _out, screen = on_a_terminal(small, "build", "small", columns=80)
    assert screen == ""


def test_without_a_terminal_standard_error_holds_whole_plain_lines(written: Desk) -> None:
    ran = written.run("build", "small", "--engine", "tone")
    assert ran.err == "small: voice a tune instead of a voice, a trial recording (tone) – asked for\n"
    assert "\r" not in ran.out


def test_the_time_left_follows_the_pace_and_is_not_guessed_too_early() -> None:
    assert time_left_s(0, 10, 5.0) is None
    assert time_left_s(3, 10, 0.2) is None
    assert time_left_s(5, 10, 20.0) == 20
    assert time_left_s(10, 10, 20.0) == 0


def test_a_line_tells_minutes_and_seconds_and_the_words_spoken() -> None:
    line = bar_line("期", 5, 10, 83, "防疫开始以来，带伤复工的刘观锡始终坚持", columns=100)
    assert line.startswith("期  [##########..........] 5/10  1 min 23 s left  防疫开始以来")
    assert "42 s left" in bar_line("期", 5, 10, 42, "", columns=100)


@pytest.mark.parametrize("columns", range(12, 100, 7))
def test_a_line_never_takes_more_columns_than_there_are(columns: int) -> None:
    line = bar_line(
        "新泾六月（上）", 123, 456, 3725, "防疫开始以来，带伤复工的刘观锡始终坚持", columns=columns
    )
    assert columns_of(line) <= columns


def test_words_are_cut_at_their_width_on_the_screen() -> None:
    assert cut_to("防疫开始", 8) == "防疫开始"
    assert cut_to("防疫开始以来", 8) == "防疫开.."
    assert cut_to("abc", 2) == ".."


def test_the_bar_draws_over_itself_and_leaves_a_clean_line() -> None:
    clock = iter([0.0, 0.0, 2.0, 4.0]).__next__
    terminal = Terminal()
    with ProgressBar("small", 2, terminal, clock=clock) as bar:
        bar.show(1, "第一句很长很长很长很长")
        bar.show(2, "短")
    rows = terminal.getvalue().split("\r")
    assert "1/2  2 s left  第一句" in rows[2]
    assert columns_of(rows[3]) >= columns_of(rows[2].rstrip())
    assert rows[-2].strip() == "" and rows[-1] == ""


def test_the_bar_is_silent_without_work_or_without_a_terminal() -> None:
    for stream, total in ((io.StringIO(), 5), (Terminal(), 0), (None, 5)):
        with ProgressBar("small", total, stream) as bar:
            bar.show(1, "字")
        assert stream is None or stream.getvalue() == ""
