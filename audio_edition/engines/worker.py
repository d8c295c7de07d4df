"""A process that answers one request after another, and is ended when it hangs."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path
from threading import Event, Timer

_LAST_WORDS_BYTES = 2_000
_LAST_LINE_SIGNS = 200


class StumbleError(Exception):
    """The process ended, hung or broke off; another one may do better."""

    def __init__(self, reason: str, code: int | None = None) -> None:
        super().__init__(reason)
        self.code = code
        """What it ended with; None where it was ended."""


class Worker:
    """Talks to a program as `sherpa_worker` describes it."""

    def __init__(self, command: tuple[str, ...], folder: Path) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed with the process
        self._process = subprocess.Popen(  # noqa: S603  our own program, its arguments a list
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            cwd=folder,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def ask(self, request: Mapping[str, object], limit_s: float) -> tuple[dict[str, object], bytes]:
        """Send a request and wait for its answer. Raises StumbleError; the process is ended then."""
        hung = Event()
        timer = Timer(limit_s, self._end, (hung,))
        timer.daemon = True
        timer.start()
        try:
            if self._process.stdin is None:
                raise AssertionError("it has a standard input")
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            sizes = self._read(8)
            head = json.loads(self._read(int.from_bytes(sizes[:4], "big")))
            return head, self._read(int.from_bytes(sizes[4:], "big"))
        except (OSError, ValueError) as error:
            self._process.kill()
            code = self._process.wait()
            if hung.is_set():
                late = _("no end after {seconds:g} s").format(seconds=limit_s)
                raise StumbleError(late) from error
            raise StumbleError(self._last_words(), code) from error
        finally:
            timer.cancel()

    def _end(self, hung: Event) -> None:
        hung.set()
        self._process.kill()

    def _read(self, size: int) -> bytes:
        if self._process.stdout is None:
            raise AssertionError("it has a standard output")
        data = self._process.stdout.read(size)
        if len(data) != size:
            self._process.wait(5)
            raise ValueError("broken off")
        return data

    def _last_words(self) -> str:
        """What the process said last before it ended."""
        self._log.seek(0, 2)
        self._log.seek(max(0, self._log.tell() - _LAST_WORDS_BYTES))
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        ended = _("its process ended with {code}").format(code=self._process.returncode)
        return f"{ended}: {lines[-1].strip()[:_LAST_LINE_SIGNS]}" if lines else ended

    def close(self) -> None:
        """End the process, if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._log):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was still to be written is for nobody
