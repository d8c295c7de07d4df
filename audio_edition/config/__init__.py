"""voices.yaml → the cast, the rests, the outlets' presets and what the announcer says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import gettext as _

from ..errors import EditionError, VoicesError
from ..model import Role
from ..outlets import Preset
from ..sources import is_safe_source
from ..yaml_text import Node, read_yaml
from .lines import FIELDS, Lines, read_lines
from .music import MusicChoice, Sound, read_music
from .online import Online, read_online

__all__ = [
    "ENGINE_CHOICES",
    "FIELDS",
    "Config",
    "Lines",
    "MusicChoice",
    "Online",
    "Pauses",
    "RoleVoices",
    "Sound",
    "parse_config",
    "parse_readings",
]

ENGINE_CHOICES = ("auto", "edge", "sherpa", "espeak", "tone")
_VOICE_ENGINES = ("edge", "sherpa", "espeak", "tone")
_TOP = (
    *("engine", "episodes", "paper", "phone", "roles", "pauses_ms", "presets", "readings", "label", "lines"),
    *("models", "mirror", "online", "music"),
)
_RATE = re.compile(r"[+-]\d{1,3}%")
_PITCH = re.compile(r"[+-]\d{1,3}Hz")


@dataclass(frozen=True, slots=True)
class RoleVoices:
    """The voices of one role, by engine, and how it speaks."""

    voices: Mapping[str, tuple[str, ...]]
    rate: str
    """Change against the voice's own pace, with its sign: "-10%"."""
    pitch: str


@dataclass(frozen=True, slots=True)
class Pauses:
    """Rests after …, in milliseconds."""

    sentence: int = 450
    paragraph: int = 800
    heading: int = 900
    profile: int = 1800
    section: int = 2500


@dataclass(frozen=True, slots=True)
class Config:
    """All of voices.yaml; only build.py holds it whole."""

    engine: str
    whole: bool
    """One episode for the edition instead of one for each section."""
    paper: str
    phone: str
    label: str
    roles: Mapping[Role, RoleVoices]
    pauses: Pauses
    presets: Mapping[str, Preset]
    readings: tuple[tuple[str, str], ...]
    lines: Lines
    models: Mapping[str, str]
    """Folders of neural voices that do not lie in models/, by name."""
    mirror: str
    """Where models are fetched from instead of GitHub; "" for GitHub itself."""
    online: Online
    music: MusicChoice

    @property
    def neural(self) -> tuple[str, ...]:
        """The neural voices that are cast, if every role has one."""
        cast = [role.voices.get("sherpa", ()) for role in self.roles.values()]
        return tuple(dict.fromkeys(voice for voices in cast for voice in voices)) if all(cast) else ()


def parse_config(
    text: str,
    *,
    where: str,
    known_voice: Callable[[str, str], bool],
    check_reading: Callable[[str, str], None],
    near_voice: Callable[[str, str], str] = lambda _engine, _voice: "",
) -> Config:
    """Read voices.yaml. Raises VoicesError with the line for anything unknown or out of bounds.

    `near_voice` names a voice of an engine that is like one that it has not.
    """
    top = read_yaml(text, where=where, error=VoicesError)
    found = top.known(_TOP)
    if "roles" not in found:
        hint = _("add roles: with an announcer: and a narrator:; `voices` lists the names")
        raise top.fail(_("nobody is cast: roles: is missing"), hint)
    return Config(
        engine=_choice(found.get("engine"), ENGINE_CHOICES, "auto"),
        whole=_choice(found.get("episodes"), ("section", "whole"), "section") == "whole",
        paper=_text(found, "paper", ""),
        phone=_text(found, "phone", ""),
        label=_label(found.get("label")),
        roles=_roles(found["roles"], known_voice, near_voice),
        pauses=_pauses(found.get("pauses_ms")),
        presets=_presets(found.get("presets")),
        readings=parse_readings(found.get("readings"), check_reading),
        lines=read_lines(found.get("lines")),
        models=_models(found.get("models"), known_voice),
        mirror=_mirror(found.get("mirror")),
        online=read_online(found.get("online")),
        music=read_music(found.get("music")),
    )


def parse_readings(
    node: Node | None, check_reading: Callable[[str, str], None]
) -> tuple[tuple[str, str], ...]:
    """Read a mapping of written words to how they are said; a bad reading names its line."""
    pairs = []
    for word, said in node.items() if node else ():
        try:
            check_reading(word, said.text())
        except EditionError as problem:
            raise said.fail(problem.message, problem.hint) from problem
        pairs.append((word, said.text()))
    return tuple(pairs)


def _text(found: Mapping[str, Node], name: str, default: str) -> str:
    return found[name].text().strip() if name in found else default


def _choice(node: Node | None, choices: tuple[str, ...], default: str) -> str:
    if node is None or node.value == "":
        return default
    if node.text() not in choices:
        hint = _("choose one of: {choices}").format(choices=", ".join(choices))
        raise node.fail(_("unknown value: {value}").format(value=node.text()), hint)
    return node.text()


def _label(node: Node | None) -> str:
    label = node.text().strip() if node else "本节目由人工智能合成语音播报"
    if node and not label:
        hint = _(
            "listeners must be told that the voice is synthetic; leave the line out to get the usual words"
        )
        raise node.fail(_("the label is empty"), hint)
    return label.rstrip("。")


def _roles(
    node: Node, known_voice: Callable[[str, str], bool], near_voice: Callable[[str, str], str]
) -> Mapping[Role, RoleVoices]:
    names = tuple(role.value for role in Role)
    found = node.known(names)
    for name in names:
        if name not in found:
            hint = _("add an {name}: line under roles:; `voices` lists the names").format(name=name)
            raise node.fail(_("no voice for the role {name}").format(name=name), hint)
    return {Role(name): _role(found[name], known_voice, near_voice) for name in names}


def _role(
    node: Node, known_voice: Callable[[str, str], bool], near_voice: Callable[[str, str], str]
) -> RoleVoices:
    found = node.known((*_VOICE_ENGINES, "rate", "pitch"))
    voices = {}
    for engine in _VOICE_ENGINES:
        if engine not in found:
            continue
        for voice in found[engine].several():
            if not known_voice(engine, voice.text()):
                near = near_voice(engine, voice.text())
                lists = _("`python make_audio.py voices` lists the names")
                hint = _("there is {voice}; {lists}").format(voice=near, lists=lists) if near else lists
                message = _("{engine} has no voice called {voice}")
                raise voice.fail(message.format(engine=engine, voice=voice.text() or '""'), hint)
        voices[engine] = tuple(voice.text() for voice in found[engine].several())
    return RoleVoices(voices, _rate(found.get("rate")), _pitch(found.get("pitch")))


def _models(node: Node | None, known_voice: Callable[[str, str], bool]) -> Mapping[str, str]:
    found = dict(node.items()) if node else {}
    for name, folder in found.items():
        if ":" in name or not known_voice("sherpa", name):
            hint = _("use letters, digits, - and _, such as my-voice")
            raise folder.fail(_("this cannot be a model's name: {name}").format(name=name), hint)
        if not folder.text().strip():
            hint = _("write its folder behind the name, or leave the line out if it lies in models/{name}")
            message = _("the model {name} has no folder").format(name=name)
            raise folder.fail(message, hint.format(name=name))
    return {name: folder.text().strip() for name, folder in found.items()}


def _mirror(node: Node | None) -> str:
    text = node.text().strip() if node else ""
    if node and text and not is_safe_source(text):
        message = _("models are fetched only from an address that begins with https://")
        raise node.fail(message, _("correct the address, or leave the line out"))
    return text


def _rate(node: Node | None) -> str:
    if node is None or node.value == "":
        return "+0%"
    text = _plain_signs(node.text())
    if not _RATE.fullmatch(text) or not -50 <= int(text[:-1]) <= 100:
        hint = _('write it with its sign and in quotes, from "-50%" to "+100%": "-10%"')
        raise node.fail(_("{text} is no pace").format(text=text), hint)
    return text


def _plain_signs(text: str) -> str:
    """Take off quotes and width that an input method gave: “－１０％” is -10%."""
    return unicodedata.normalize("NFKC", text).strip(" “”‘’\"'").replace("−", "-")


def _pitch(node: Node | None) -> str:
    if node is None or node.value == "":
        return "+0Hz"
    text = _plain_signs(node.text())
    if not _PITCH.fullmatch(text) or abs(int(text[:-2])) > 100:
        hint = _('write it with its sign and in quotes, from "-100Hz" to "+100Hz": "+0Hz"')
        raise node.fail(_("{text} is no pitch").format(text=text), hint)
    return text


def _pauses(node: Node | None) -> Pauses:
    names = tuple(Pauses.__dataclass_fields__)
    found = node.known(names) if node else {}
    return Pauses(**{name: value.whole_number(0, 20_000) for name, value in found.items()})


def _presets(node: Node | None) -> Mapping[str, Preset]:
    presets = {"podcast": Preset("podcast", 48_000, 96, -16.0, -1.0)}
    for name, value in node.items() if node else ():
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", name):
            message = _("a preset's name has small letters, digits and - only: {name}").format(name=name)
            raise value.fail(message, _("choose another name, such as podcast or speaker"))
        presets[name] = _preset(name, value)
    return presets


def _preset(name: str, node: Node) -> Preset:
    found = node.known(
        (
            *("sample_rate_hz", "bitrate_kbps", "loudness_lufs", "true_peak_dbtp"),
            *("rate", "rests", "band_hz", "presence_db", "compression"),
        )
    )
    need = {"sample_rate_hz", "bitrate_kbps", "loudness_lufs", "true_peak_dbtp"} - set(found)
    if need:
        message = _("the preset {name} lacks {what}").format(name=name, what=", ".join(sorted(need)))
        raise node.fail(message, _("write it as the preset podcast: is written"))
    return Preset(
        name,
        int(_choice(found["sample_rate_hz"], ("44100", "48000"), "48000")),
        int(_choice(found["bitrate_kbps"], ("64", "96", "128"), "96")),
        _number(found["loudness_lufs"], -30, -9),
        _number(found["true_peak_dbtp"], -9, -0.5),
        _rate(found["rate"]) if "rate" in found else "",
        _band(found.get("band_hz")),
        presence_db=_number(found["presence_db"], 0, 9) if "presence_db" in found else 0.0,
        compression=_number(found["compression"], 1, 8) if "compression" in found else 1.0,
        rests=_number(found["rests"], 0.5, 3) if "rests" in found else 1.0,
    )


def _number(node: Node, lowest: float, highest: float) -> float:
    text = node.text()
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,3})?", text) or not lowest <= float(text) <= highest:
        message = _("{text} is not a number from {lowest} to {highest}")
        hint = _("write digits alone, without ms or dB")
        raise node.fail(message.format(text=text or '""', lowest=lowest, highest=highest), hint)
    return float(text)


def _band(node: Node | None) -> tuple[int, int] | None:
    if node is None or node.value == "":
        return None
    edges = [edge.whole_number(20, 20_000) for edge in node.several()]
    if len(edges) != 2 or edges[0] * 2 > edges[1]:
        message = _("a band has two edges, the upper at least twice the lower")
        raise node.fail(message, _("write it so: band_hz: [250, 8000]"))
    return edges[0], edges[1]
