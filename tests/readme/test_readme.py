"""Both READMEs: everything in them exists, they say the same, and the screens they show are the real ones."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import click
import pytest

from audio_edition.cli.commands import program
from audio_edition.config import ENGINE_CHOICES
from audio_edition.findings import CODES
from tests.desk import ROOT, SMALL, make_desk

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
READMES = [ENGLISH, CHINESE]
_COMMAND = re.compile(r"(?:^    |`)python make_audio\.py([^`\n]*)", re.MULTILINE)
_MADE = (
    "output/",
    ".venv/",
    "scripts/2026-11",
    "cover.",
    "….new.mp3",
    "edition.md",
    "names.yaml",
    "page.txt",
    "版面.txt",
    "trial",
)
"""Places that only a run or an editor makes."""


@dataclass
class Part:
    """What stands under one heading."""

    level: int
    commands: list[tuple[str, ...]] = field(default_factory=list)
    tables: list[tuple[int, int]] = field(default_factory=list)
    """Rows and columns."""
    typed: set[str] = field(default_factory=set)
    """Code without hanzi."""
    links: set[str] = field(default_factory=set)


def commands_in(text: str) -> list[list[str]]:
    return [shlex.split(found[1]) for found in _COMMAND.finditer(text)]


def parts_of(path: Path) -> list[Part]:
    parts: list[Part] = []
    for text in re.split(r"^(?=#+ )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        part = Part(len(text) - len(text.lstrip("#")))
        for arguments in commands_in(text):
            part.commands.append(
                tuple(word for word in arguments if not re.search(r"[^ -~]|page\.txt", word))
            )
        for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            rows = table.splitlines()
            part.tables.append((len(rows), re.sub(r"`[^`]*`", "", rows[0]).count("|") - 1))
        part.typed = {code for code in re.findall(r"`([^`\n]+)`", text) if code.isascii()}
        part.links = set(re.findall(r"\]\(([^)]+)\)", text)) - {"README.md", "README.zh-CN.md"}
        parts.append(part)
    return parts


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_command_and_option_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = commands_in(text)
    assert len(found) > 8
    for arguments in filter(None, found):
        if arguments[0].startswith("--"):
            continue
        command = program.commands[arguments[0]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert [word for word in arguments if word.startswith("--") and word not in known] == []
    everywhere = {o for command in program.commands.values() for p in command.params for o in p.opts}
    assert [o for o in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text) if o not in everywhere] == []


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_command_of_the_program_is_in_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [
        name for name in program.commands if not re.search(rf"`{name}`|make_audio\.py {name}\b", text)
    ] == []


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_make_target_exists(path: Path) -> None:
    targets = re.findall(r"`make ([a-z]+)", path.read_text(encoding="utf-8"))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"audio", "test"} <= set(targets)
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_file_it_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = {link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link}
    named |= {
        code
        for code in re.findall(r"`([\w./…-]+)`", text)
        if re.search(r"\.(?:md|txt|yaml|bat|py)$|/$", code)
    }
    named = {name for name in named if not name.startswith(_MADE)}
    assert {"voices.yaml", "start.bat", "NOTICE", "CHANGELOG.md"} <= named
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_engines_and_finding_codes_are_real_ones(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    engines = re.findall(r"^\| `(\w+)`", text, re.MULTILINE)
    assert engines and set(engines) <= set(ENGINE_CHOICES)
    assert set(re.findall(r"TXT-\d{3}", text)) <= set(CODES.values())


def test_both_have_the_same_headings_commands_tables_and_links_in_the_same_order() -> None:
    english, chinese = parts_of(ENGLISH), parts_of(CHINESE)
    assert [part.level for part in english] == [part.level for part in chinese]
    for one, other in zip(english, chinese, strict=True):
        assert one.commands == other.commands
        assert one.tables == other.tables
        assert one.links == other.links


def test_what_is_typed_is_the_same_in_both() -> None:
    for one, other in zip(parts_of(ENGLISH), parts_of(CHINESE), strict=True):
        told = ("xinjing-2022: ", "# section", "<!-- a remark", "output/<edition>/", "make score CASES=")
        assert {code for code in one.typed ^ other.typed if not code.startswith(told)} == set()


def general(line: str) -> str:
    """An output line without what differs from edition to edition."""
    line = re.sub(r"xinjing-2022|small", "NAME", line.strip().strip("`"))
    line = re.sub(r"((?:Voice: |声音：)).*", r"\1", line)
    return re.sub(r"\d+", "N", re.sub(r"\d+-NAME\.mp3", "FILE", line))


@pytest.mark.parametrize(("path", "language"), [(ENGLISH, "C.UTF-8"), (CHINESE, "zh_CN.UTF-8")])
def test_the_screens_it_shows_are_the_real_ones(path: Path, language: str, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    desk = make_desk(tmp_path / "desk")
    desk.cast("engine: auto ", "engine: tone ")
    desk.write(SMALL.replace("睡在居委。", "睡在居委，带来"))
    first = desk.run("build", "small", LANG=language).out.splitlines()
    desk.edit("始终坚持", "一直坚持")
    desk.edit("# “硬核”书记\n", "")
    desk.run("build", "small", LANG=language)
    desk.edit("一直坚持", "始终坚持在")
    again = desk.run("build", "small", LANG=language).out.splitlines()

    block = re.search(r"(?:^    \S.*\n|^      \S.*\n)+", text[text.index("make audio") :], re.MULTILINE)
    assert block
    shown = [general(line) for line in block[0].splitlines() if line.strip() != "…"]
    real = [general(line) for line in first]
    assert shown == [line for at, line in enumerate(real) if line not in real[:at]]

    steps = re.findall(r"^3\. .*?`([^`]+)`", text, re.MULTILINE)
    assert [general(line) for line in steps] == [general(again[0])]


def test_the_numbers_of_places_and_names_it_promises_are_the_samples(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk")
    shutil.copytree(ROOT / "scripts" / "xinjing-2022", desk.folder / "scripts" / "xinjing-2022")
    findings = desk.run("check", "xinjing-2022", "--json").json["findings"]
    places = [finding for finding in findings if finding["kind"] not in ("reading", "no_homophone")]
    names = re.findall(r"\d+", desk.run("check", "xinjing-2022", "--names").out.splitlines()[-1])[0]
    for path, words in ((ENGLISH, r"(\d+) places in the text"), (CHINESE, r"文字里有 (\d+) 处")):
        assert re.findall(words, path.read_text(encoding="utf-8")) == [str(len(places))]
    for path, words in ((ENGLISH, r"nobody has confirmed: (\d+)"), (CHINESE, r"还有 (\d+) 个名字")):
        assert re.findall(words, path.read_text(encoding="utf-8")) == [names]


def test_both_say_that_no_elderly_listener_has_tried_it_yet() -> None:
    assert "No try-out with real elderly listeners" in ENGLISH.read_text(encoding="utf-8")
    assert "还没有请真正的老年听众试听过" in CHINESE.read_text(encoding="utf-8")


def test_the_first_screen_has_the_two_commands() -> None:
    for path in READMES:
        head = "\n".join(path.read_text(encoding="utf-8").splitlines()[:30])
        assert "`make audio`" in head and "`make test`" in head and "start.bat" in head


def test_the_help_names_every_command_in_a_group() -> None:
    grouped = [name for _title, names in type(program).sections for name in names]
    assert sorted(grouped) == sorted(program.commands)
    assert all(isinstance(command, click.Command) and command.help for command in program.commands.values())
