#!/usr/bin/env python3
"""The one entrance on every system: sets up .venv when the packages are missing, then runs the program in it.

Standard library only, and plain enough for an old Python to read it and say that it is too old: no f-strings,
annotations in quotes, % instead of newer ways to fill a text in.
"""
# ruff: noqa: UP031 - an old Python must be able to read this file (above)

import compileall
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
PACKAGES = ("click", "yaml", "edge_tts", "pydub", "numpy", "lameenc", "soundfile", "pypinyin")
INSIDE = "AUDIO_EDITION_INSIDE"
NO_PACKAGES = 5
INTERRUPTED = 130


def main():
    """Run the program here when the packages are here, else in .venv, set up first if need be."""
    refuse_old(tuple(sys.version_info))
    here = all(find_spec(name) for name in PACKAGES)
    if os.environ.get(INSIDE) and not here:
        leave(
            "%s 里缺组件。请删掉这个文件夹，再运行一次。" % VENV,
            "Packages are missing in %s. Delete this folder and run again." % VENV,
        )
    if os.environ.get(INSIDE) or (here and (Path(sys.prefix) != VENV or is_ready(("offline",)))):
        try:
            from audio_edition.cli import main as run

            run()
        except KeyboardInterrupt:  # before the program could say so itself
            sys.exit(INTERRUPTED)
    python = set_up(("offline",))
    command = [str(python), str(ROOT / "make_audio.py"), *sys.argv[1:]]
    environment = dict(os.environ, **{INSIDE: "1"})
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=environment))  # noqa: S603 - our own interpreter, our own file
    os.execve(command[0], command, environment)  # noqa: S606 - as above


def refuse_old(version: "tuple[int, ...]") -> None:
    """Leave when this Python is older than the program can use."""
    if version[:2] < OLDEST:
        leave(
            "需要 Python 3.11 以上，现在是 %d.%d。请到 python.org 下载安装。" % version[:2],
            "Python 3.11 or newer is needed, this is %d.%d. Get it from python.org." % version[:2],
        )


def set_up(extras: "tuple[str, ...]") -> Path:
    """Make .venv hold the packages of pyproject.toml with these extras; return its Python."""
    python = python_of(VENV, windows=os.name == "nt")
    if is_ready(extras):
        return python
    if python.exists():
        tell("正在装上新的组件 …", "Installing what is new …")
    else:
        tell("第一次运行，正在准备，约一两分钟 …", "First run: setting up, one or two minutes …")
    if not can_install(python):
        make_venv()
    if not install(python, extras) and not install(python, tuple(e for e in extras if e != "offline")):
        leave(
            "有些组件没有装上（上面有原因）。请检查网络，再运行一次。",
            "Some packages could not be installed (the reason is above). Check the network and run again.",
        )
    compileall.compile_dir(str(ROOT / "audio_edition"), quiet=1)  # pip compiles all packages but this one
    for stamp, wanted in stamps(extras):
        stamp.write_bytes(wanted)
    return python


def stamps(extras: "tuple[str, ...]") -> "list[tuple[Path, bytes]]":
    """Return for each extra the file that says it is installed, and what it holds when that is still so."""
    wanted = (ROOT / "pyproject.toml").read_bytes()
    return [(VENV / ("ready-" + extra), wanted) for extra in extras]


def is_ready(extras: "tuple[str, ...]") -> bool:
    """Tell whether .venv holds the packages of pyproject.toml with these extras."""
    python = python_of(VENV, windows=os.name == "nt")
    return python.exists() and all(p.is_file() and p.read_bytes() == wanted for p, wanted in stamps(extras))


def python_of(folder: Path, windows: bool) -> Path:
    """Return where a virtual environment has its Python."""
    return folder / ("Scripts/python.exe" if windows else "bin/python")


def can_install(python: Path) -> bool:
    """Tell whether a virtual environment's Python is there, runs and has pip."""
    try:
        command = [str(python), "-m", "pip", "-V"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - ours
    except OSError:
        return False


def make_venv() -> None:
    """Create .venv; what stands there is broken and goes."""
    try:
        import venv

        venv.create(str(VENV), with_pip=True, clear=True)
    except (ImportError, OSError, subprocess.CalledProcessError) as problem:
        leave(
            "不能建立 %s：%s。Debian、Ubuntu 上先运行：sudo apt-get install python3-venv" % (VENV, problem),
            "Cannot create %s: %s. On Debian or Ubuntu first: sudo apt-get install python3-venv"
            % (VENV, problem),
        )


def install(python: Path, extras: "tuple[str, ...]") -> bool:
    """Install the project with some extras into .venv; tell whether that worked."""
    project = str(ROOT) + ("[" + ",".join(extras) + "]" if extras else "")
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", project]
    return subprocess.call(pip, stdout=sys.stderr) == 0  # noqa: S603 - our own interpreter, our own project


def tell(chinese: str, english: str) -> None:
    """Say a line on standard error in the language of the screen."""
    if sys.stderr is None:
        return
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    language = next((os.environ[name] for name in names if os.environ.get(name)), "")
    words = chinese if language.startswith("zh") or (os.name == "nt" and not language) else english
    encoding = sys.stderr.encoding or "ascii"
    print(words.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)


def leave(chinese: str, english: str) -> None:
    """Say a line and end."""
    tell(chinese, english)
    sys.exit(NO_PACKAGES)


if __name__ == "__main__":
    main()
