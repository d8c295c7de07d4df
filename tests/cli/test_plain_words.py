"""The screens speak an editor's language: no words of ours, counts that read well."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.pofile import read_po

from tests.cli.refusals import both, english_left
from tests.cli.test_catalogue import CLICK, PO, several
from tests.desk import Desk

JARGON = re.compile(
    r"\b(?:segments?|units?|(?<![./])store|cache[ds]?|hash|utterances?|manifest|YAML|traceback|stdin|stdout|token)\b"
    r"|片段|单元|缓存|哈希|音频段|令牌|堆栈|序列化|解析"
)
ODD_COUNT = re.compile(
    r"(?<![\d.])1 (?:sentences|episodes|minutes|sections|profiles|places|editions|passages)\b"
)


def test_no_string_of_the_program_uses_our_own_words() -> None:
    catalogue = read_po(io.BytesIO(PO.read_bytes()), locale="zh_CN")
    strings = [
        text
        for message in catalogue
        if message.id and CLICK not in message.user_comments
        for text in (*several(message.id), *several(message.string))
    ]
    assert [text for text in strings if JARGON.search(re.sub(r"voices\.yaml|output/\.store", "", text))] == []


@pytest.mark.parametrize(
    "command",
    [
        "",
        "--help",
        "import --help",
        "check --help",
        "say --help",
        "build --help",
        "voices --help",
        "doctor --help",
        *("proof --help", "hear --help", "explain --help"),
        *("check", "build", "build --dry-run", "voices", "doctor", "doctor --thorough"),
        *("prune", "prune --dry-run", "prune --help"),
        *("check --names", "proof", "proof --listening", "hear 1 0:10 --silent", "explain small 刘观锡 2"),
    ],
)
def test_no_screen_uses_our_own_words_or_miscounts(small: Desk, command: str) -> None:
    english, chinese = both(small, *command.split())
    assert english_left(chinese.out + chinese.err) == []
    for ran in (english, chinese):
        mark = r"\{\w+\|[^{}|]+\}"
        screen = re.sub(rf"voices\.yaml|output/\.store|cmn\+\w+|{mark}", "", ran.out + ran.err)
        assert JARGON.findall(screen) == []
        assert ODD_COUNT.findall(screen) == []
        assert "{" not in screen


def test_one_and_several_are_counted_as_people_do(small: Desk) -> None:
    small.edit("睡在居委", "睡在办公室")
    first = small.fork("build", "small").out.splitlines()[0]
    assert first == "small: 1 sentence spoken anew, 1 episode renewed, 1 untouched."
    small.edit("睡在办公室", "睡在楼道")
    small.edit("近5000人", "近6000人")
    ran = small.fork("build", "small", LANG="zh_CN.UTF-8")
    assert ran.out.splitlines()[0] == "small：重念 2 句，换新 2 集，其余 0 集没动。"
    assert ran.out.splitlines()[-1].startswith("文字里有 1 处请您看一眼。下一步：")


def test_a_build_with_nothing_to_do_says_so_and_what_comes_next(small: Desk) -> None:
    small.edit("〔残：，带来〕", "。")
    assert small.fork("build", "small").code == 0
    english, chinese = both(small, "build", "small")
    assert english.out.splitlines()[0] == "small: nothing changed, nothing had to be done."
    assert english.out.splitlines()[-1] == "Next: listen; after an edit: python make_audio.py build small"
    assert chinese.out.splitlines()[0] == "small：没有改动，什么都不用做。"
    assert english.err == chinese.err == ""
