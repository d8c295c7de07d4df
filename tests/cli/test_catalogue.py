"""The Chinese screen: nothing untranslated, nothing left over, nothing changed that is typed or filled in."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[2] / "audio_edition"
PO = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES" / "messages.po"
CLICK = "click"
"""The translator's comment at a string that click prints."""

_PLACEHOLDER = re.compile(r"\{\w+(?:![rsa])?(?::[^{}|]*)?\}|%\(\w+\)s|\{\{|\}\}")
_TYPED = re.compile(
    r"`[^`]+`|python make_audio\.py(?: [a-z]+)?|pip install (?:-\S+ )?[^\s,)]+"
    r"|--[a-z]+(?:-[a-z]+)*|\b[\w/]+\.(?:md|txt|yaml)\b"
)
_HANZI = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_po(io.BytesIO(PO.read_bytes()), locale="zh_CN")


@pytest.fixture(scope="module")
def marked() -> frozenset[str | tuple[str, ...]]:
    return frozenset(found[2] for found in extract_from_dir(str(PACKAGE)))


def entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def several(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return a plural's forms; of any other text itself alone."""
    return (text,) if isinstance(text, str) else tuple(text)


def translations(catalogue: Catalog) -> list[tuple[str, str]]:
    """Pair each translation with that one of its English forms which has its placeholders, else the first."""
    pairs = []
    for message in entries(catalogue):
        for chinese in several(message.string):
            forms = several(message.id)
            pairs.append((next((f for f in forms if filled(f) == filled(chinese)), forms[0]), chinese))
    return pairs


def words(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {several(message.id): several(message.string) for message in entries(catalogue)}


def filled(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def test_every_string_that_the_package_marks_is_translated(
    catalogue: Catalog, marked: frozenset[str | tuple[str, ...]]
) -> None:
    assert marked
    assert [text for text in marked if not (text in catalogue and catalogue[text].string)] == []


def test_no_string_is_marked_within_another_where_it_would_not_be_found() -> None:
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
    ]
    assert hidden == []


def test_no_entry_is_left_over_that_nothing_uses(
    catalogue: Catalog, marked: frozenset[str | tuple[str, ...]]
) -> None:
    ours = [message.id for message in entries(catalogue) if CLICK not in message.user_comments]
    assert [text for text in ours if text not in marked] == []
    assert not catalogue.obsolete


def test_no_entry_is_empty_or_doubtful(catalogue: Catalog) -> None:
    assert [m.id for m in entries(catalogue) if m.fuzzy or not all(several(m.string))] == []


def test_a_translation_is_filled_in_with_the_same_values(catalogue: Catalog) -> None:
    assert [pair for pair in translations(catalogue) if filled(pair[0]) != filled(pair[1])] == []


def test_a_translation_keeps_the_blanks_at_its_beginning(catalogue: Catalog) -> None:
    def blanks(text: str) -> int:
        return len(text) - len(text.lstrip(" "))

    assert [pair for pair in translations(catalogue) if blanks(pair[0]) != blanks(pair[1])] == []


def test_a_translation_keeps_what_an_editor_types_as_it_is(catalogue: Catalog) -> None:
    pairs = translations(catalogue)
    assert [(typed, zh) for en, zh in pairs for typed in _TYPED.findall(en) if typed not in zh] == []


def test_the_compiled_catalogue_is_the_written_one(catalogue: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    wanted, found = read_mo(compiled), read_mo(io.BytesIO(PO.with_suffix(".mo").read_bytes()))
    assert words(found) == words(wanted)


def show_help(language: str, root: Path) -> str:
    """Return what --help prints, on one line, where the environment names only LANG."""
    kept = {k: v for k, v in os.environ.items() if k not in ("LANGUAGE", "LC_ALL", "LC_MESSAGES")}
    run = subprocess.run(
        [sys.executable, "-m", "audio_edition", "--help"],
        env={**kept, "LANG": language, "PYTHONIOENCODING": "utf-8"},
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return " ".join(run.stdout.split())


def test_the_help_is_chinese_under_a_chinese_locale(catalogue: Catalog, root: Path) -> None:
    screen = show_help("zh_CN.UTF-8", root)
    for title in ("用法：", "文字:", "声音:", "不对劲的时候:", "选项:"):
        assert title in screen
    english = [text for m in entries(catalogue) for text in several(m.id) if " " in text and m.string != text]
    assert [text for text in english if text.strip() in screen] == []


def test_the_help_is_english_under_any_other_locale(root: Path) -> None:
    screen = show_help("C", root)
    for title in ("Usage:", "The text:", "The sound:", "When something is wrong:", "Options:"):
        assert title in screen
    assert not _HANZI.search(screen)
