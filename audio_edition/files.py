"""Files: text in any encoding that editors save, and writing that is whole or absent."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from gettext import gettext as _
from pathlib import Path

from .errors import AudioError, EditionError, TextError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode_text(data: bytes, *, where: str) -> tuple[str, str]:
    r"""Decode a text file; return it with \n line ends and without BOM, and the encoding's name.

    UTF-8 first, then UTF-16 by its BOM, then GB18030 (what Chinese Windows saves as "ANSI").
    Raises TextError for what is no text.
    """
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
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


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or absent: beside the target first, then put in its place.

    Raises AudioError when the disk is full or the folder cannot be written, PermissionError when only the
    last step failed because another program holds the target open; what stood there before is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as problem:
        raise _cannot_write(path, problem) from problem
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except PermissionError:
        raise
    except OSError as problem:
        raise _cannot_write(path, problem) from problem
    finally:
        Path(name).unlink(missing_ok=True)


def _cannot_write(path: Path, problem: OSError) -> AudioError:
    if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        hint = _("make room on the disk and build again; what is already made is kept")
        return AudioError(_("the disk is full"), where=str(path.parent), hint=hint)
    reason = problem.strerror or str(problem)
    hint = _("choose another folder with --out, or allow writing there")
    message = _("this folder cannot be written: {reason}").format(reason=reason)
    return AudioError(message, where=str(path.parent), hint=hint)
