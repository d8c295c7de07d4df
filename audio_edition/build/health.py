"""The doctor: is everything here that a build needs?"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from importlib.util import find_spec
from pathlib import Path

from .. import engines
from ..config import Config, Online
from ..errors import EditionError
from ..files import part_of, shown
from ..publish import read_records
from ..store import Store
from .gather import PUBLIC, Loaded, edition_folders, load_config, load_edition
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


def check_up(root: Path, out: Path, *, thorough: bool = False) -> tuple[Check, ...]:
    """Look at everything, `thorough` reads all that is kept too; nothing is changed."""
    return (
        _python(),
        *_packages(),
        _offline(),
        _online(root),
        _file("voices.yaml", lambda: listen_to_all(load_config(root), root)),
        _file("scripts", lambda: _editions(root)),
        _writing(out),
        *_published(out / PUBLIC),
        _room(out),
        *_kept(out / ".store", thorough=thorough),
        _console(),
    )


def _published(public: Path) -> tuple[Check, ...]:
    """Look at the record of what was published, where there is one."""
    if not public.exists():
        return ()
    return (_file("published.json", lambda: read_records(public)),)


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


def _withdrawn(config: Config) -> tuple[tuple[str, str], ...]:
    from .surveying import withdrawn_voices  # it loads the modules of the network

    return withdrawn_voices(config)


def _online(root: Path) -> Check:
    config = _config(root)
    online = config.online if config else Online()
    if online.allowed is False:
        return Check("online", True, _("the online voice is not asked: voices.yaml says online: false"))
    try:
        engine, reason = engines.choose("auto", without=online.without)
    except EditionError as problem:
        return Check("online", False, problem.message, problem.hint)
    hint = _("check the network; without it the offline voice speaks")
    gone = _withdrawn(config) if config and engine == "edge" else ()
    for voice, near in gone:
        message = _("the service no longer has the voice {voice}; there is {near}")
        reason = message.format(voice=voice, near=near or "–")
        hint = _("write another voice in voices.yaml; `voices` lists the names")
    return Check("online", engine == "edge" and not gone, reason, hint)


def _config(root: Path) -> Config | None:
    try:
        return load_config(root)
    except EditionError:
        return None  # what is wrong is told by the look at voices.yaml itself


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
    with part_of(folder / "probe", b""):
        pass


def require_answer(engine: str, _without: frozenset[str] = frozenset()) -> None:
    """Raise SpeechError at once, not after many tries, when there is no way to the online voice."""
    if engine == "edge":
        from ..engines.edge import reach

        reach(engines.ASK_LIMIT_S)


def _standing(folder: Path) -> Path:
    """Return the folder itself, or the nearest above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def _room(out: Path) -> Check:
    free = shutil.disk_usage(_standing(out)).free
    message = _("{megabytes} MB are free").format(megabytes=free // 1_000_000)
    return Check("room", free >= ROOM_BYTES, message, _("make room on the disk"), 6)


def _kept(folder: Path, *, thorough: bool) -> tuple[Check, ...]:
    """Tell how much is kept and how old it is, and how much of it is damaged."""
    store = Store(folder)
    products = tuple(store.products())
    if not products:
        return (Check("kept", True, _("{folder}: nothing is kept yet").format(folder=shown(folder))),)
    sizes: Counter[str] = Counter()
    for product in products:
        sizes[product.kind] += product.size_bytes
    times_ns = [product.written_ns for product in products]
    message = _(
        "{folder}: {count} kept pieces, {megabytes} MB (speech {speech} MB, mastered {sound} MB), "
        "{newest} to {oldest} days old"
    ).format(
        folder=shown(folder),
        count=len(products),
        megabytes=in_megabytes(sizes.total()),
        speech=in_megabytes(sizes["speech"]),
        sound=in_megabytes(sizes["unit"]),
        newest=_days_since(max(times_ns)),
        oldest=_days_since(min(times_ns)),
    )
    amount = Check("kept", True, message)
    if not thorough:
        return (amount,)
    whole = sum(store.read(product.kind, product.key) is not None for product in products)
    damaged = len(products) - whole
    message = _("kept pieces that are damaged: {count}").format(count=damaged)
    hint = _(
        "nothing is lost: build makes them again when they are needed; if they get more, look at the disk"
    )
    return (amount, Check("damaged", not damaged, message, hint))


def in_megabytes(size_bytes: int) -> str:
    """Write a size in megabytes, with one decimal."""
    return f"{size_bytes / 1e6:.1f}"


def _days_since(time_ns: int) -> int:
    return max(0, time.time_ns() - time_ns) // (86_400 * 10**9)


def _console() -> Check:
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower()
    able = True
    try:
        "喆".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        able = False
    hint = _("on Windows: run `chcp 65001` first") if os.name == "nt" else _("use a UTF-8 locale")
    return Check("console", able, _("the console writes {encoding}").format(encoding=encoding), hint)
