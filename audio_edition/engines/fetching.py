"""Fetch a file over an unreliable line: goes on where it broke off, and is whole and checked, or absent."""

from __future__ import annotations

import hashlib
import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from gettext import gettext as _
from pathlib import Path
from typing import IO

from ..errors import AudioError, SpeechError, UsageError
from ..files import shown
from ..sources import is_safe_source
from .catalogue import Part

_TRIES = 5
WAIT_S = 1.0
"""Before another try."""
_IDLE_S = 30.0
_CHUNK = 262_144
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


class _CutError(Exception):
    """The line broke; what came is kept."""


class _OnlySafe(urllib.request.HTTPRedirectHandler):
    """Follow a redirection only to an address that may be fetched from."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """Return the next request, or raise UsageError."""
        _require_safe(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def address_of(part: Part, mirror: str) -> str:
    """Return where a file is fetched: below a mirror, which may say with {file} where its name belongs."""
    if not mirror:
        return part.url
    return mirror.replace("{file}", part.file) if "{file}" in mirror else mirror.rstrip("/") + "/" + part.url


def fetch(part: Part, target: Path, *, mirror: str) -> Iterator[int]:
    """Fetch a file to `target`; yield how many bytes are there, again and again.

    Raises UsageError for an address that is not safe, SpeechError when the line stays broken or what came is
    not what was pinned, AudioError when it cannot be written. What came so far lies beside the target.
    """
    address = address_of(part, mirror)
    _require_safe(address)
    held = target.with_name(target.name + ".part")
    tries = _TRIES
    while (there := _size(held)) < part.size or not there:
        try:
            yield from _go_on(address, part, held)
        except (_CutError, OSError, http.client.HTTPException) as problem:
            tries = _TRIES if _size(held) > there else tries - 1
            if not tries:
                raise _gave_up(address, held, problem) from problem
            time.sleep(WAIT_S)
    _check(part, held)
    held.replace(target)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _go_on(address: str, part: Part, held: Path) -> Iterator[int]:
    """Fetch what is missing, as far as the line holds."""
    start = _size(held)
    request = urllib.request.Request(address, headers={"User-Agent": "audio-edition"})  # noqa: S310  checked
    if start:
        request.add_header("Range", f"bytes={start}-")
    opener = urllib.request.build_opener(_OnlySafe)
    try:
        with opener.open(request, timeout=_IDLE_S) as answer:
            start = _judge(answer.status, answer.headers, start, part, address)
            with _opened(held, "ab" if start else "wb") as file:
                yield from _copy(answer, file, start, part, address)
    except urllib.error.HTTPError as problem:
        if problem.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
            held.unlink(missing_ok=True)
            raise _CutError(_("it had to be begun anew")) from problem
        if problem.code < http.client.INTERNAL_SERVER_ERROR:
            message = _("the server refuses: {code} {reason}")
            raise _refused(message.format(code=problem.code, reason=problem.reason), address) from problem
        raise _CutError(f"{problem.code} {problem.reason}") from problem


def _judge(status: int, headers: Message, start: int, part: Part, address: str) -> int:
    """Return from which byte on the server sends. Raises SpeechError when it has a file of another size."""
    total, first = headers.get("Content-Length", ""), 0
    if start and status == http.client.PARTIAL_CONTENT:
        found = _RANGE.fullmatch(headers.get("Content-Range", ""))
        if not found or int(found[1]) != start:
            raise _CutError(_("the server sent another piece than it was asked for"))
        first, total = start, found[2]
    if total and total != str(part.size):
        message = _("the file there has {there} bytes, the pinned one {pinned}")
        raise _refused(message.format(there=total, pinned=part.size), address)
    return first


def _copy(answer: IO[bytes], file: IO[bytes], done: int, part: Part, address: str) -> Iterator[int]:
    while chunk := answer.read(_CHUNK):
        done += len(chunk)
        if done > part.size:
            file.truncate(0)
            raise _refused(_("the server sends more than the pinned file has"), address)
        file.write(chunk)
        yield done
    if done < part.size:
        raise _CutError(_("the connection was cut"))


def _opened(path: Path, mode: str) -> IO[bytes]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file: IO[bytes] = path.open(mode)
        return file
    except OSError as problem:
        message = _("this file cannot be written: {reason}").format(reason=problem.strerror)
        raise AudioError(message, where=shown(path), hint=_("make room, or allow writing there")) from problem


def _check(part: Part, held: Path) -> None:
    with held.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != part.sha256:
        held.unlink()
        message = _("what came is not the pinned file: its sum is {sum}; it was thrown away")
        raise _refused(message.format(sum=digest), part.url)


def _require_safe(address: str) -> None:
    if not is_safe_source(address):
        message = _("models are fetched only from an address that begins with https://")
        raise UsageError(message, where=address, hint=_("correct the address, or leave the line out"))


def _refused(message: str, address: str) -> SpeechError:
    hint = _("try again, or name another mirror: in voices.yaml")
    return SpeechError(message, where=address, hint=hint)


def _gave_up(address: str, held: Path, problem: Exception) -> SpeechError:
    if isinstance(problem, urllib.error.URLError):
        problem = problem.reason if isinstance(problem.reason, Exception) else problem
    reason = getattr(problem, "strerror", None) or str(problem)
    message = _("the file could not be fetched: {reason}").format(reason=reason)
    hint = _("run it again: it goes on where it stopped ({file}); a mirror: in voices.yaml may be faster")
    return SpeechError(message, where=address, hint=hint.format(file=shown(held)))
