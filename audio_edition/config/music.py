"""music: in voices.yaml: what is played at which place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import gettext as _

from ..yaml_text import Node

PLACES = ("opening", "opening_next", "section", "profile", "closing")
"""Also the names of the tunes that the program makes itself, one for each place."""
_YES, _NO = ("true", "yes", "是"), ("false", "no", "否")
_NOTHING = ("none", "无", *_NO)
_SILENT = ("profile",)
"""Places where nothing is played unless the editor asks for it."""
_WHOLE_PATH = re.compile(r"/|[A-Za-z]:/")
_FILE = re.compile(r"[/.]")


@dataclass(frozen=True, slots=True)
class Sound:
    """A tune of ours, a file of the editor's, or nothing."""

    tune: str = ""
    """One of PLACES; "" for none of ours."""
    file: str = ""
    """Path with / between its parts, whole or from the folder of voices.yaml; "" for no file."""
    line: int = 0
    """Line of voices.yaml that names the file."""


@dataclass(frozen=True, slots=True)
class MusicChoice:
    """What is played at each of PLACES."""

    places: Mapping[str, Sound] = field(
        default_factory=lambda: {place: Sound("" if place in _SILENT else place) for place in PLACES}
    )
    under_intro: bool = True
    """Whether the opening tune fades away under the first words, where an outlet allows it."""


def read_music(node: Node | None) -> MusicChoice:
    """Read `music:`; what is left out keeps its usual tune. Raises VoicesError."""
    usual = MusicChoice()
    if node is None or node.value == "":
        return usual
    if isinstance(node.value, str) and node.value.strip().lower() in _NOTHING:
        return MusicChoice(dict.fromkeys(PLACES, Sound()))
    found = node.known((*PLACES, "under_intro"))
    places = {place: _sound(found.get(place), usual.places[place]) for place in PLACES}
    if "opening_next" not in found and places["opening"] != usual.places["opening"]:
        places["opening_next"] = places["opening"]
    return MusicChoice(places, _under_intro(found.get("under_intro")))


def _under_intro(node: Node | None) -> bool:
    word = node.text().strip().lower() if node else ""
    if node and word and word not in (*_YES, *_NO):
        hint = _("choose one of: {choices}").format(choices="true, false")
        raise node.fail(_("unknown value: {value}").format(value=node.text()), hint)
    return word not in _NO


def _sound(node: Node | None, usual: Sound) -> Sound:
    words = node.text().strip() if node else ""
    if node is None or not words:
        return usual
    if words.lower() in _NOTHING:
        return Sound()
    if words in PLACES:
        return Sound(words)
    path = words.replace("\\", "/")
    if not _FILE.search(path):
        hint = _("choose one of: {names}; or write a sound file such as music/opening.mp3")
        names = ", ".join((*PLACES, "none"))
        raise node.fail(_("there is no tune named '{name}'").format(name=words), hint.format(names=names))
    if _leaves(path):
        hint = _("put the file beside voices.yaml, or write its whole path")
        raise node.fail(_("this path leaves the folder of voices.yaml: {path}").format(path=words), hint)
    return Sound(file=path, line=node.line)


def _leaves(path: str) -> bool:
    """Tell whether a path that is not written whole leads out of its folder."""
    depth = 0
    for part in () if _WHOLE_PATH.match(path) else path.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return True
    return False
