"""make_audio.py on a bare Python: it sets itself up, says what is in the way, and is quick afterwards."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from tests.cli.test_names import PAGE
from tests.desk import ROOT

BARE = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else f"bin/python3.{sys.version_info[1]}")
PARTS = ("make_audio.py", "pyproject.toml", "README.md", "LICENSE", "NOTICE", "voices.yaml")
NOWHERE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_RETRIES": "0",
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": "",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project in a folder with blanks and Chinese, without .venv."""
    folder = tmp_path / "我的 有声版 (1)"
    folder.mkdir()
    for name in PARTS:
        shutil.copy(ROOT / name, folder)
    shutil.copytree(
        ROOT / "audio_edition", folder / "audio_edition", ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder


@pytest.fixture
def bootstrap(project: Path) -> ModuleType:
    """The copied make_audio.py as a module."""
    spec = importlib.util.spec_from_file_location("copied_make_audio", project / "make_audio.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def start(project: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Start the copy from another folder with a Python that sees no packages."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if k not in ("AUDIO_EDITION_INSIDE", "PYTHONPATH", "LANGUAGE", "LC_ALL")
    }
    return subprocess.run(
        [str(BARE), "-S", str(project / "make_audio.py"), *arguments],
        cwd="/",
        env={**kept, "LANG": "C.UTF-8", **env},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )


needs_bare = pytest.mark.skipif(not BARE.exists(), reason="no base Python beside this virtual environment")


def test_an_old_python_can_read_the_file_and_never_meets_a_newer_word() -> None:
    source = (ROOT / "make_audio.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 5))
    annotations = [n.annotation for n in ast.walk(tree) if isinstance(n, ast.arg)]
    annotations += [n.returns for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    assert not any(isinstance(part, ast.Subscript) for part in annotations), "Python 3.8 evaluates these"
    assert not any(isinstance(node, ast.JoinedStr | ast.NamedExpr) for node in ast.walk(tree))


@pytest.mark.parametrize(
    ("language", "words"), [("en_US.UTF-8", "3.11 or newer"), ("zh_CN.UTF-8", "需要 Python 3.11")]
)
def test_an_old_python_says_so_in_the_language_of_the_screen(
    bootstrap: ModuleType,
    language: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", language)
    with pytest.raises(SystemExit) as left:
        bootstrap.refuse_old((3, 8, 10))
    said = capsys.readouterr()
    assert left.value.code == 5
    assert said.out == "" and words in said.err and "3.8" in said.err and "python.org" in said.err
    bootstrap.refuse_old((3, 11, 0))
    bootstrap.refuse_old((4, 0, 0))


def test_a_console_that_lacks_hanzi_shows_marks_in_their_place(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    with (tmp_path / "console").open("w", encoding="ascii") as console:
        monkeypatch.setattr(sys, "stderr", console)
        bootstrap.tell("第一次 first", "")
    assert (tmp_path / "console").read_text(encoding="ascii") == "??? first\n"
    monkeypatch.setattr(sys, "stderr", None)
    bootstrap.tell("没有窗口", "no window")


def test_windows_has_its_python_elsewhere(bootstrap: ModuleType) -> None:
    assert bootstrap.python_of(Path("v"), windows=True) == Path("v/Scripts/python.exe")
    assert bootstrap.python_of(Path("v"), windows=False) == Path("v/bin/python")


def test_start_bat_is_what_a_chinese_windows_can_run() -> None:
    data = (ROOT / "start.bat").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n"), "cmd.exe loses its way in a file with bare line feeds"
    before_utf8 = data[: data.index(b"chcp 65001")]
    assert before_utf8.isascii(), "until then cmd.exe reads it as GBK"
    assert b'cd /d "%~dp0"' in data and b"make_audio.py build" in data


@needs_bare
@pytest.mark.parametrize(
    "trouble",
    [
        "raise ImportError('No module named venv')",
        "import subprocess\ndef create(*a, **k): raise subprocess.CalledProcessError(1, ['ensurepip'])",
        "def create(*a, **k): raise PermissionError(13, 'Permission denied')",
    ],
    ids=["no venv", "no ensurepip", "no right to write"],
)
def test_a_python_without_venv_says_what_to_install(project: Path, tmp_path: Path, trouble: str) -> None:
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / "venv.py").write_text(trouble, encoding="utf-8")
    for language, words in (("C.UTF-8", "Cannot create"), ("zh_CN.UTF-8", "不能建立")):
        ran = start(project, "--help", PYTHONPATH=str(tmp_path / "fake"), LANG=language)
        assert ran.returncode == 5
        assert words in ran.stderr and "sudo apt-get install python3-venv" in ran.stderr
        assert "Traceback" not in ran.stderr and ran.stdout == ""


@needs_bare
def test_a_venv_whose_packages_are_gone_says_so(project: Path) -> None:
    ran = start(project, "--help", AUDIO_EDITION_INSIDE="1")
    assert ran.returncode == 5
    assert "Packages are missing" in ran.stderr and ".venv" in ran.stderr and "Traceback" not in ran.stderr


@needs_bare
def test_packages_that_cannot_be_had_are_said_plainly(project: Path) -> None:
    """A venv's Python that has pip is used as it is; this one's pip finds no index."""
    (project / ".venv" / "bin").mkdir(parents=True)
    fake = project / ".venv" / "bin" / "python"
    fake.write_text(
        '#!/bin/sh\n[ "$3" = -V ] && exit 0\necho "ERROR: no index" >&2\nexit 1\n', encoding="utf-8"
    )
    fake.chmod(0o755)
    for language, words in (("C.UTF-8", "Check the network and run again"), ("zh_CN.UTF-8", "请检查网络")):
        ran = start(project, "say", "12", LANG=language)
        assert ran.returncode == 5
        assert words in ran.stderr and "ERROR: no index" in ran.stderr
        assert "Traceback" not in ran.stderr and ran.stdout == ""
    assert not list((project / ".venv").glob("ready-*"))


def index_is_there(folder: Path) -> bool:
    """Whether pip can fetch our smallest package here."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--retries",
        "0",
        "-d",
        str(folder),
        "click",
    ]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0


@needs_bare
@pytest.mark.slow
def test_a_broken_venv_is_made_anew_the_program_runs_and_the_second_start_is_quick(
    project: Path, tmp_path: Path
) -> None:
    if not index_is_there(tmp_path):
        pytest.skip("no package index")
    scripts = project / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "python").symlink_to("/nowhere/python3")
    (project / ".venv" / "ready-offline").write_text("from another time", encoding="utf-8")
    first = start(project, "say", "近 5000 人")
    assert (first.returncode, first.stdout) == (0, "近五千人\n"), first.stderr
    assert "First run: setting up" in first.stderr
    since = time.monotonic()
    second = start(project, "say", "近 5000 人")
    assert (second.stdout, second.stderr) == ("近五千人\n", "")
    assert time.monotonic() - since < 5, "it only has to look at two files"
    assert start(project, "build", "nobody").returncode == 2, "exit codes come through"
    page = tmp_path / "第 3 版.txt"
    page.write_text(PAGE, encoding="utf-8")
    imported = start(project, "import", str(page), "--to", "scripts/六月 (上)")
    assert imported.returncode == 0, imported.stderr
    assert (project / "scripts/六月 (上)/edition.md").is_file(), (
        "scripts/ is the project's, wherever one stands"
    )
    assert start(project, "build", "六月 (上)", "--engine", "tone", "--dry-run").returncode == 0

    (project / ".venv" / "ready-offline").unlink()
    failed = start(project, "say", "12", **NOWHERE)
    assert failed.returncode == 5
    assert "could not be installed" in failed.stderr and "Traceback" not in failed.stderr
