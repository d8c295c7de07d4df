"""Every console and every pipe: a GBK window, a closed one, a reader that leaves, no keyboard."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.desk import ROOT, Desk

GBK = {"PYTHONIOENCODING": "gbk", "LANG": "zh_CN.GBK"}
WORDS = "刘喆“疫”线 120 运力"


def shell(desk: Desk, line: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which $PY is our command."""
    command = f"{sys.executable} {ROOT / 'make_audio.py'}"
    return subprocess.run(
        ["bash", "-c", line],
        cwd=desk.folder,
        env={**desk.environment(env), "PY": command},
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("command", [(), ("check",), ("build", "--dry-run"), ("voices",), ("--help",)])
def test_everything_is_printed_on_a_gbk_console(small: Desk, command: tuple[str, ...]) -> None:
    small.edit("红色力量", "红色力量𠮷")
    ran = small.run_bytes(*command, **GBK)
    assert ran.returncode == 0
    assert any(words in ran.stdout.decode("gbk") for words in ("句", "处", "报幕", "用法"))


def test_hanzi_that_a_gbk_console_lacks_are_shown_as_codes_and_nothing_stops(desk: Desk) -> None:
    ran = desk.run_bytes("say", "𠮷喆", "好", **GBK)
    assert ran.returncode == 0
    assert ran.stdout.decode("gbk").splitlines() == ["\\U00020bb7喆", "好"]


@pytest.mark.parametrize("command", ["check", "voices", "build --dry-run", "doctor"])
def test_json_is_whole_on_a_gbk_console(small: Desk, command: str) -> None:
    ran = small.run_bytes(*command.split(), "--json", **GBK)
    value = json.loads(ran.stdout.decode("ascii"))
    assert isinstance(value, dict)
    ran.stderr.decode("gbk")


def test_errors_are_printed_on_a_gbk_console(small: Desk) -> None:
    ran = small.run_bytes("build", "没有的一期𠮷", **GBK)
    assert ran.returncode == 2
    assert "没有叫 没有的一期\\U00020bb7 的一期" in ran.stderr.decode("gbk")


@pytest.mark.parametrize("command", ["voices", "voices --json", "build --dry-run", "--help"])
def test_a_reader_that_leaves_ends_the_program_quietly(small: Desk, command: str) -> None:
    ran = shell(small, f"$PY {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (ran.returncode, ran.stderr.decode().partition("Traceback")[1]) == (0, "")
    assert b"Exception ignored" not in ran.stderr


@pytest.mark.parametrize("command", ["check", "check --json", "voices", "say 12", "doctor --json"])
def test_a_closed_standard_output_is_no_bug(small: Desk, command: str) -> None:
    ran = shell(small, f"$PY {command} >&-")
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)


def test_a_closed_standard_error_does_not_stop_a_build_or_mix_into_its_words(written: Desk) -> None:
    ran = shell(written, "$PY build small --engine tone 2>&-")
    assert ran.returncode == 0
    assert ran.stdout.decode().startswith("small: 2 episodes made, ")


def test_a_full_disk_behind_standard_output_is_said(small: Desk) -> None:
    ran = shell(small, "$PY voices >/dev/full")
    assert ran.returncode == 6
    assert "the disk is full" in ran.stderr.decode() and b"Traceback" not in ran.stderr


def test_say_without_a_keyboard_says_nothing(desk: Desk) -> None:
    for line in ("$PY say <&-", "$PY say </dev/null"):
        ran = shell(desk, line)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_say_gives_one_line_for_each_line_of_standard_input(desk: Desk) -> None:
    lines = [
        "120 运力",
        "",
        " ",
        "甲\r乙",
        "丙\u2028丁\x0b戊\x85己",
        "{120|幺二零}",
        "{没关",
        "<!--",
        "#",
        "最后",
    ]
    for data in ("\n".join(lines), "\n".join(lines) + "\n", "\r\n".join(lines), "\ufeff" + "\n".join(lines)):
        said = desk.run("say", stdin=data.encode()).out
        assert said.endswith("\n")
        assert len(said.removesuffix("\n").split("\n")) == len(lines)
        assert len(said.splitlines()) == len(lines), "another program would count lines otherwise"


def test_say_gives_one_line_for_each_line_of_its_arguments(desk: Desk) -> None:
    assert desk.run("say", "近 5000 人", "", "一\n二").out == "近五千人\n\n一\n二\n"
    assert desk.run("say", "").out == "\n"
    assert desk.run("say", "--", "-5 度", "--json").out.count("\n") == 2
    assert desk.run("say", "-5℃", "3~5℃").out == "负五摄氏度\n三到五摄氏度\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_say_reads_what_a_windows_console_sends(desk: Desk, encoding: str) -> None:
    assert desk.run("say", stdin="近 5000 人\r\n好\r\n".encode(encoding)).out == "近五千人\n好\n"


def test_say_reads_a_hundred_thousand_lines(desk: Desk) -> None:
    said = desk.run("say", stdin="近 5000 人\n".encode() * 100_000)
    assert said.out == "近五千人\n" * 100_000
