"""The voices: what an engine is, which there are, and which one an edition gets. Importing this is cheap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import gettext as _
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from ..errors import EngineMissing, SpeechError
from ..model import Utterance
from ..versions import installed_version
from . import espeak_library
from .voices import VOICES, known_voice, model_of, near_known, near_voice

__all__ = [
    "DRAFTS",
    "ENGINES",
    "VOICES",
    "Engine",
    "choose",
    "known_voice",
    "model_of",
    "near_known",
    "near_voice",
    "offline",
    "open_engine",
    "revision",
]

DRAFTS = ("espeak", "tone")
"""Engines whose editions are trial recordings (试听稿), not for the public."""
ASK_LIMIT_S = 3.0
"""How long `choose` waits for the online voice."""
Models = Mapping[str, Path]
"""Folders of the neural voices that are cast, by name."""
_NONE: Models = {}


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


def _edge(_models: Models) -> Engine:
    from .edge import Edge

    return Edge()


def _sherpa(models: Models) -> Engine:
    from .sherpa import Sherpa

    return Sherpa(models)


def _espeak(_models: Models) -> Engine:
    from .espeak import Espeak

    return Espeak()


def _tone(_models: Models) -> Engine:
    from .tone import Tone

    return Tone()


ENGINES: dict[str, Callable[[Models], Engine]] = {
    "edge": _edge,
    "sherpa": _sherpa,
    "espeak": _espeak,
    "tone": _tone,
}


def open_engine(name: str, models: Models = _NONE) -> Engine:
    """Make an engine ready to speak; raise EngineMissing where it cannot be had."""
    if name not in ENGINES:
        raise EngineMissing(
            _("there is no engine called {name}").format(name=name),
            hint=_("engines: {names}").format(names=", ".join(["auto", *ENGINES])),
        )
    return ENGINES[name](models)


def revision(name: str, models: Models = _NONE) -> str:
    """Name the state of an engine that decides its sound, for the key of a product; no engine is loaded."""
    if name == "espeak":
        return espeak_library.revision()
    if name == "sherpa":
        return _sherpa_revision(models)
    # The client's version does not change what the service says, so edge has a recipe number alone.
    return {"edge": "2", "tone": "1"}.get(name, "")


def _sherpa_revision(models: Models) -> str:
    from .neural_model import fingerprint
    from .sherpa import RECIPE

    packages = [("sherpa-onnx", "sherpa_onnx"), ("pypinyin", "pypinyin")]
    versions = [installed_version(*one) or "missing" for one in packages]
    return "+".join([*versions, RECIPE, *(fingerprint(models[name]) for name in sorted(models))])


def choose(wanted: str, models: Models = _NONE, without: frozenset[str] = frozenset()) -> tuple[str, str]:
    """Return the engine to use and, for the editor, one line that says why.

    "auto" asks the online voice once, for at most three seconds, then takes the neural voice if one is cast
    and whole, then the robotic one if it is installed.
    """
    if wanted != "auto":
        return wanted, _("asked for")
    from .edge import ask

    try:
        ask(ASK_LIMIT_S, without)
    except SpeechError as error:
        trouble = error.message
    else:
        return "edge", _("the online voice answered")
    engine, reason = offline(models)
    if engine:
        return engine, f"{trouble}; {reason}"
    raise EngineMissing(
        _("{trouble}, and the offline voice is not installed").format(trouble=trouble),
        hint=_('connect to the internet, or run: pip install "audio-edition[offline]"'),
    )


def offline(models: Models = _NONE) -> tuple[str, str]:
    """Return the better of the voices that need no network, and why; ("", "") where there is none."""
    fault = ""
    if models:
        try:
            _look(models)
        except EngineMissing as problem:
            fault = f"{problem.where}: {problem.message}; " if problem.where else f"{problem.message}; "
        else:
            return "sherpa", _("the neural offline voice speaks")
    if espeak_library.find_library():
        return "espeak", fault + _("the offline voice speaks (robotic, for trial listening)")
    return "", ""


def _look(models: Models) -> None:
    """Raise EngineMissing unless the neural voice is installed and every model whole; loads nothing."""
    from .neural_model import find_model
    from .sherpa import not_installed

    if not find_spec("sherpa_onnx"):
        raise not_installed()
    for name, folder in models.items():
        find_model(name, folder)
