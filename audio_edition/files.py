"""Files: text in any encoding that editors save, and writing that is whole or absent."""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from gettext import gettext as _
from pathlib import Path

from .errors import AudioError, EditionError, TextError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DAMAGED = "\ufffd"
_ENCODINGS = (("utf-8-sig", "strict"), ("utf-8-sig", "replace"), ("gb18030", "strict"))
_MOST_DAMAGE = 0.05
"""Share of a text's characters that may be damaged; a binary file has more."""
_PART_NAME = re.compile(r"\..+\.(?P<machine>[0-9a-f]{8})-(?P<program>[0-9]{1,20})\.\w+\.part", re.DOTALL)
_OLD_S = 3600
"""A part is written in one go; one that old belongs to nobody."""
_HELD_WAITS_S = (0.05, 0.1, 0.2)
_LOCK_WAIT_S, _LOCK_LOOK_S = 120.0, 0.05
"""So long another build may take to put its episodes together; they are written in seconds."""


def decode_text(data: bytes, *, where: str) -> tuple[str, str]:
    r"""Decode a text file; return it with \n line ends and without BOM, and the encoding's name.

    UTF-8 first, then UTF-16 by its BOM, then GB18030 (what Chinese Windows saves as "ANSI"). Single damaged
    and control characters become U+FFFD, which is a finding. Raises TextError for what is no text.
    """
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding, errors in (("utf-16", "strict"),) if utf16 else _ENCODINGS:
        try:
            text = data.decode(encoding, errors)
        except UnicodeDecodeError:
            continue
        binary = "\0" in text
        text = _CONTROL.sub(_DAMAGED, text)
        foreign = sum(char > "\x7f" for char in text) or len(text)
        if not binary and text.count(_DAMAGED) <= foreign * _MOST_DAMAGE:
            name = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
            return text.replace("\r\n", "\n").replace("\r", "\n"), name
    hint = _("open the page in an editor and save it as plain text (UTF-8)")
    raise TextError(_("this file is not a text"), where=where, hint=hint)


def read_text(path: Path, *, shown: str = "", error: type[EditionError] = TextError) -> tuple[str, str]:
    """Read a text file; return text and encoding.

    Raises `error` when it cannot be opened, TextError when it is no text.
    """
    shown = shown or str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as problem:
        raise error(
            _("there is no such file"), where=shown, hint=_("check the name and the folder")
        ) from problem
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise error(_("the file cannot be read: {reason}").format(reason=reason), where=shown) from problem
    return decode_text(data, where=shown)


def write_whole(path: Path, data: bytes, *, parts: Path | None = None) -> None:
    """Write a file so that it is whole or absent: as a part first, then put in its place.

    The part lies beside the target, or in the folder `parts` of the same disk. Raises AudioError when the
    disk is full or the folder cannot be written, PermissionError when only the last step failed because
    another program holds the target open; what stood there before is untouched.
    """
    with part_of(path, data, parts=parts) as part:
        put_in_place(part, path)


@contextmanager
def part_of(path: Path, data: bytes, *, parts: Path | None = None) -> Iterator[Path]:
    """Write a file's part, to be put in its place within the block; afterwards no part is left."""
    folder = parts or path.parent
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        prefix = f".{path.name[:40]}.{_here()}-{os.getpid()}."
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=".part", dir=folder)
    except OSError as problem:
        raise _cannot_write(path, problem) from problem
    part = Path(name)
    try:
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        except OSError as problem:
            raise _cannot_write(path, problem) from problem
        with suppress(OSError):  # a memory stick or a shared folder may have no such rights
            part.chmod(0o644)
        yield part
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def put_in_place(part: Path, path: Path) -> None:
    """Put a finished part where it belongs. Raises PermissionError when the target is held open.

    On Windows a virus scanner holds what was just written for a moment, so that is tried more than once.
    """
    for wait_s in (*_HELD_WAITS_S, None):
        try:
            part.replace(path)
            return
        except PermissionError:
            if wait_s is None:
                raise
            time.sleep(wait_s)
        except OSError as problem:
            raise _cannot_write(path, problem) from problem


def sweep_parts(folder: Path) -> None:
    """Remove the parts that killed builds left in a folder, never those of one that runs right now."""
    try:
        found = [(path, name) for path in folder.iterdir() if (name := _PART_NAME.fullmatch(path.name))]
    except OSError:
        return
    for path, name in found:
        with suppress(OSError):
            is_old = time.time() - path.stat().st_mtime > _OLD_S
            if is_old or (name["machine"] == _here() and _has_ended(int(name["program"]))):
                path.unlink(missing_ok=True)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let one program at a time into the block; the system lets go of the lock when a program is killed.

    Where a disk knows no locks, or the lock's file cannot be made, the block is entered without. Raises
    AudioError when another program stays in it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        yield
        return
    try:
        end = time.monotonic() + _LOCK_WAIT_S
        while not _lock(handle):
            if time.monotonic() > end:
                hint = _("wait for it to end, then build again")
                raise AudioError(_("another build is writing this edition"), where=str(path), hint=hint)
            time.sleep(_LOCK_LOOK_S)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Take a lock; tell whether the block may be entered."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        return problem.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
    return True


def _has_ended(program: int) -> bool:
    """Tell whether a program of this machine has surely ended; on Windows, asking would end it."""
    if os.name == "nt":
        return False
    try:
        os.kill(program, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass
    return False


def _here() -> str:
    """Name this machine, so that a shared folder's parts are told from its own."""
    name = os.uname().nodename if hasattr(os, "uname") else ""
    return f"{zlib.crc32(name.encode()):08x}"


def _cannot_write(path: Path, problem: OSError) -> AudioError:
    if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        hint = _("make room on the disk and build again; what is already made is kept")
        return AudioError(_("the disk is full"), where=str(path.parent), hint=hint)
    reason = problem.strerror or str(problem)
    hint = _("choose another folder with --out, or allow writing there")
    message = _("this folder cannot be written: {reason}").format(reason=reason)
    return AudioError(message, where=str(path.parent), hint=hint)


def shown(path: Path) -> str:
    """Show a path as short as it can be from where the editor stands."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file that a person may have open, whole or not at all. Raises AudioError."""
    try:
        write_whole(path, data)
    except PermissionError as problem:
        hint = _("close the program that has it open and try again")
        raise AudioError(_("this file cannot be replaced"), where=shown(path), hint=hint) from problem
