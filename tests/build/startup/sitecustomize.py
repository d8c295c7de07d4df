"""Read by a child's Python as it starts (PYTHONPATH): what happens to a build from outside, on command.

HELD       files (by the end of their path, split at |) that a player holds open, as Windows has it:
           they can be neither replaced nor removed
KILL_AT    the file put in its place as this one (from 1) never is: the program is killed before it
SPOKEN     a file that takes down every sentence spoken, one a line, by whichever process
MUTE       words at which the voice fails
SLOW       words at which the voice hangs for a minute
MOST_BYTES the size beyond which no file can be written
"""

from __future__ import annotations

import os
import signal
import sys
import time
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

if limit := os.environ.get("MOST_BYTES"):
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))

_put, _remove = os.replace, os.unlink
_count = 0


def _refuse(path: Any) -> None:
    for end in filter(None, os.environ.get("HELD", "").split("|")):
        if os.fspath(path).endswith(end):
            raise PermissionError(13, "The process cannot access the file", os.fspath(path))


def _replace(source: Any, target: Any, **more: Any) -> None:
    global _count  # noqa: PLW0603  a stage direction, not a program
    _count += 1
    if str(_count) == os.environ.get("KILL_AT"):
        os.kill(os.getpid(), signal.SIGKILL)
    _refuse(target)
    _put(source, target, **more)


def _unlink(path: Any, **more: Any) -> None:
    _refuse(path)
    _remove(path, **more)


os.replace, os.unlink = _replace, _unlink


class _Tone(MetaPathFinder, Loader):
    """Listens to the voice `tone` as soon as it is imported."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name != "audio_edition.engines.tone":
            return None
        self.found = PathFinder.find_spec(name, path)
        assert self.found
        return ModuleSpec(name, self, origin=self.found.origin)

    def exec_module(self, module: ModuleType) -> None:
        assert self.found
        assert self.found.loader
        self.found.loader.exec_module(module)
        from audio_edition.errors import SpeechError

        speak = module.Tone.speak

        def listened(self: Any, utterance: Any) -> bytes:
            if place := os.environ.get("SPOKEN"):
                with open(place, "ab", buffering=0) as log:  # noqa: PTH123  appended in one go
                    log.write(f"{utterance.words}\n".encode())
            if (words := os.environ.get("SLOW")) and words in utterance.words:
                time.sleep(60)
            if (words := os.environ.get("MUTE")) and words in utterance.words:
                raise SpeechError("the voice has a cold", where=utterance.words, hint="wait")
            sound: bytes = speak(self, utterance)
            return sound

        module.Tone.speak = listened  # type: ignore[attr-defined]


sys.meta_path.insert(0, _Tone())
