"""The voices: what an engine is, which there are, and which one an edition gets. Importing this is cheap."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from typing import Protocol

from ..errors import EngineMissing, SpeechError
from ..model import Utterance
from . import espeak_library
from .voices import VOICES, known_voice

__all__ = ["ENGINES", "VOICES", "Engine", "choose", "known_voice", "open_engine", "revision"]

ASK_LIMIT_S = 3.0
"""How long `choose` waits for the online voice."""


class Engine(Protocol):
    """Something that speaks."""

    name: str
    parallel: int
    """How many `speak` calls may run at once, from different threads."""

    def speak(self, utterance: Utterance) -> bytes:
        """Return a complete WAV or MP3 file of the whole utterance, or raise SpeechError."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


def _edge() -> Engine:
    from .edge import Edge

    return Edge()


def _espeak() -> Engine:
    from .espeak import Espeak

    return Espeak()


def _tone() -> Engine:
    from .tone import Tone

    return Tone()


ENGINES: dict[str, Callable[[], Engine]] = {"edge": _edge, "espeak": _espeak, "tone": _tone}


def open_engine(name: str) -> Engine:
    """Make an engine ready to speak; raise EngineMissing where it cannot be had."""
    if name == "sherpa":
        raise EngineMissing(
            _("the neural offline voice (sherpa) is not part of this version"),
            hint=_("use --engine edge or --engine espeak"),
        )
    if name not in ENGINES:
        raise EngineMissing(
            _("there is no engine called {name}").format(name=name),
            hint=_("engines: {names}").format(names=", ".join(["auto", *ENGINES])),
        )
    return ENGINES[name]()


def revision(name: str) -> str:
    """Name the state of an engine that decides its sound, for the key of a product; no engine is loaded."""
    if name == "espeak":
        return espeak_library.revision()
    # The client's version does not change what the service says, so edge has a recipe number alone.
    return {"edge": "1", "tone": "1"}.get(name, "")


def choose(wanted: str) -> tuple[str, str]:
    """Return the engine to use and, for the editor, one line that says why.

    "auto" asks the online voice once, for at most three seconds, then takes the offline voice if it is
    installed.
    """
    if wanted != "auto":
        return wanted, _("asked for")
    from .edge import ask

    try:
        ask(ASK_LIMIT_S)
    except SpeechError as error:
        trouble = error.message
    else:
        return "edge", _("the online voice answered")
    if espeak_library.find_library():
        reason = _("{trouble}; the offline voice speaks (robotic, for trial listening)")
        return "espeak", reason.format(trouble=trouble)
    raise EngineMissing(
        _("{trouble}, and the offline voice is not installed").format(trouble=trouble),
        hint=_('connect to the internet, or run: pip install "audio-edition[offline]"'),
    )
