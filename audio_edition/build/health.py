"""The doctor: is everything here that a build needs?"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from importlib.util import find_spec
from pathlib import Path

from .. import engines
from ..config import Online
from ..errors import AudioError, EditionError
from ..files import shown, write_whole
from .gather import Loaded, edition_folders, load_config, load_edition
from .tunes import listen_to_all

PACKAGES = ("edge_tts", "pydub", "click", "yaml", "numpy", "lameenc", "soundfile", "pypinyin")
ROOM_BYTES = 500_000_000
"""An edition needs about 100 MB (tests/bench); this leaves room for a few."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    message: str
    hint: str = ""
    exit_code: int = 0
    """What the program ends with when this is not in order; 0 where a build works without it."""


def check_up(root: Path, out: Path) -> tuple[Check, ...]:
    """Look at everything; nothing is changed."""
    return (
        _python(),
        *_packages(),
        _offline(),
        _online(root),
        _file("voices.yaml", lambda: listen_to_all(load_config(root), root)),
        _file("scripts", lambda: _editions(root)),
        _writing(out),
        _room(out),
        _console(),
    )


def _editions(root: Path) -> list[Loaded]:
    """Read all editions; voices.yaml has a check of its own."""
    try:
        config = load_config(root)
    except EditionError:
        config = None
    return [load_edition(folder, config) for folder in edition_folders(root, ())]


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    hint = _("install Python 3.11 or newer from python.org")
    return Check(
        "python", sys.version_info >= (3, 11), _("Python {version}").format(version=version), hint, 1
    )


def _packages() -> tuple[Check, ...]:
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if not missing:
        return (Check("packages", True, _("all packages are installed")),)
    hint = _("delete the folder .venv and run: python make_audio.py")
    message = _("packages are missing: {names}").format(names=", ".join(missing))
    return (Check("packages", False, message, hint, 1),)


def _offline() -> Check:
    if find_spec("espeakng_loader"):
        return Check("offline", True, _("the offline voice is installed"))
    hint = _("pip install espeakng-loader, or use the online voice")
    return Check("offline", False, _("the offline voice is not installed"), hint)


def _online(root: Path) -> Check:
    online = _online_settings(root)
    if online.allowed is False:
        return Check("online", True, _("the online voice is not asked: voices.yaml says online: false"))
    try:
        engine, reason = engines.choose("auto", without=online.without)
    except EditionError as problem:
        return Check("online", False, problem.message, problem.hint)
    hint = _("check the network; without it the offline voice speaks")
    return Check("online", engine == "edge", reason, hint)


def _online_settings(root: Path) -> Online:
    try:
        return load_config(root).online
    except EditionError:
        return Online()  # what is wrong is told by the look at voices.yaml itself


def _file(name: str, read: Callable[[], object]) -> Check:
    try:
        read()
    except EditionError as problem:
        message = f"{problem.where}: {problem.message}" if problem.where else problem.message
        return Check(name, False, message, problem.hint, problem.exit_code)
    return Check(name, True, _("{name} can be read").format(name=name))


def _writing(out: Path) -> Check:
    place = _standing(out)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as problem:
        message = _("{folder}: this folder cannot be written: {reason}")
        reason = problem.strerror or str(problem)
        hint = _("choose another folder with --out")
        return Check("output", False, message.format(folder=shown(out), reason=reason), hint, 6)
    return Check("output", True, _("{folder} can be written").format(folder=shown(out)))


def require_writable(folder: Path) -> None:
    """Raise AudioError, before anything is spoken, when nothing can be written into a folder; makes it."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        write_whole(probe, b"")
        probe.unlink(missing_ok=True)
    except PermissionError as problem:
        hint = _("choose another folder with --out, or allow writing there")
        message = _("this folder cannot be written: {reason}").format(reason=problem.strerror)
        raise AudioError(message, where=shown(folder), hint=hint) from problem


def require_answer(engine: str, without: frozenset[str] = frozenset()) -> None:
    """Raise SpeechError at once, not after many tries, when the online voice does not answer at all."""
    if engine == "edge":
        from ..engines.edge import ask

        ask(engines.ASK_LIMIT_S, without)


def _standing(folder: Path) -> Path:
    """Return the folder itself, or the nearest above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def _room(out: Path) -> Check:
    free = shutil.disk_usage(_standing(out)).free
    message = _("{megabytes} MB are free").format(megabytes=free // 1_000_000)
    return Check("room", free >= ROOM_BYTES, message, _("make room on the disk"), 6)


def _console() -> Check:
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower()
    able = True
    try:
        "喆".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        able = False
    hint = _("on Windows: run `chcp 65001` first") if os.name == "nt" else _("use a UTF-8 locale")
    return Check("console", able, _("the console writes {encoding}").format(encoding=encoding), hint)
