"""The language of the screen follows the environment, and on Windows the system."""

from __future__ import annotations

import ctypes
import os
from gettext import gettext
from types import SimpleNamespace

import pytest

from audio_edition.cli.language import choose_language

FINE = {True: "好", False: "fine"}


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing, put back afterwards."""
    monkeypatch.setattr(os, "environ", dict(os.environ))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        os.environ.pop(name, None)
    return monkeypatch


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [
        ({}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_TW"}, True),
        ({"LANG": "zh-Hans"}, True),
        ({"LANG": "Chinese (Simplified)_China.936"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, False),
    ],
)
def test_the_first_variable_that_says_something_decides(
    bare: pytest.MonkeyPatch, environment: dict[str, str], chinese: bool
) -> None:
    os.environ.update(environment)
    choose_language(windows=False)
    assert gettext("fine") == FINE[chinese]


@pytest.mark.parametrize(
    ("number", "chinese"), [(0x0804, True), (0x0404, True), (0x0409, False), (0xFFFF, False)]
)
def test_windows_is_asked_when_the_environment_says_nothing(
    bare: pytest.MonkeyPatch, number: int, chinese: bool
) -> None:
    system = SimpleNamespace(kernel32=SimpleNamespace(GetUserDefaultUILanguage=lambda: number))
    bare.setattr(ctypes, "windll", system, raising=False)
    choose_language(windows=True)
    assert gettext("fine") == FINE[chinese]
    os.environ["LANG"] = "en_US"
    del os.environ["LANGUAGE"]
    choose_language(windows=True)
    assert gettext("fine") == "fine"
