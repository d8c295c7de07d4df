"""voices.yaml → the cast, the rests, the outlets' presets and what the announcer says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import gettext as _
from string import Formatter

from .errors import EditionError, VoicesError
from .model import Preset, Role
from .yaml_text import Node, read_yaml

ENGINE_CHOICES = ("auto", "edge", "sherpa", "espeak", "tone")
_VOICE_ENGINES = ("edge", "sherpa", "espeak", "tone")
_TOP = (
    *("engine", "episodes", "paper", "phone", "roles", "pauses_ms", "presets", "readings", "label", "lines"),
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
class Lines:
    """What the announcer says: templates with fields in braces (facts/spoken-lines.md)."""

    opening: str = (
        "居民朋友们，大家好。这里是{paper}有声版。{label}。这次播送的专题是：{title}。{byline}。"
        "{total}，他们的故事，分{episodes}集播送。"
    )
    """Opens the first episode."""
    opening_next: str = "{short_title}，第{number}集。{byline_name}。{label}。"
    """Opens the others; kept short."""
    section: str = "第{number_first}集。{section}。这一集，介绍{count}。先从{first}说起。"
    """Introduces an episode that is one section."""
    section_whole: str = "{section}。这一部分，介绍{count}。"
    """Introduces a section of an episode that holds all."""
    heading: str = "{place}，{post}，{name}。"
    """Announces a profile; a heading of another form is said as it is printed."""
    closing: str = "第{number}集，就播送到这里。下一集：{next}。谢谢收听。"
    closing_before_last: str = "第{number}集，就播送到这里。下一集，也是最后一集：{next}。谢谢收听。"
    closing_last: str = (
        "{episodes}集，全部播送完了。整理报道：{byline_name}。"
        "您要是听出哪里念得不对，请打电话告诉我们，{phone}。谢谢收听，祝您身体健康。再会。"
    )


FIELDS: Mapping[str, str] = {
    "title": "标题",
    "short_title": "标题冒号前的部分",
    "byline": "记者署名",
    "byline_name": "署名中去掉末尾的“整理报道”",
    "label": "合成语音标识",
    "paper": "报纸名称",
    "phone": "电话",
    "episodes": "共几集",
    "number": "第几集",
    "number_first": "第几集，只在第一集念",
    "section": "栏目标题",
    "count": "这一集介绍几位",
    "total": "全版介绍几位",
    "first": "第一位的单位",
    "next": "下一集的标题",
    "place": "单位",
    "post": "职务",
    "name": "姓名",
    "heading": "小标题全文",
}
"""Every field of the lines and what it holds."""


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


def parse_config(
    text: str,
    *,
    where: str,
    known_voice: Callable[[str, str], bool],
    check_reading: Callable[[str, str], None],
) -> Config:
    """Read voices.yaml. Raises VoicesError with the line for anything unknown or out of bounds."""
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
        roles=_roles(found["roles"], known_voice),
        pauses=_pauses(found.get("pauses_ms")),
        presets=_presets(found.get("presets")),
        readings=parse_readings(found.get("readings"), check_reading),
        lines=_lines(found.get("lines")),
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


def _roles(node: Node, known_voice: Callable[[str, str], bool]) -> Mapping[Role, RoleVoices]:
    names = tuple(role.value for role in Role)
    found = node.known(names)
    for name in names:
        if name not in found:
            hint = _("add an {name}: line under roles:; `voices` lists the names").format(name=name)
            raise node.fail(_("no voice for the role {name}").format(name=name), hint)
    return {Role(name): _role(found[name], known_voice) for name in names}


def _role(node: Node, known_voice: Callable[[str, str], bool]) -> RoleVoices:
    found = node.known((*_VOICE_ENGINES, "rate", "pitch"))
    voices = {}
    for engine in _VOICE_ENGINES:
        if engine not in found:
            continue
        for voice in found[engine].several():
            if not known_voice(engine, voice.text()):
                hint = _("`python make_audio.py voices` lists the names")
                message = _("{engine} has no voice called {voice}")
                raise voice.fail(message.format(engine=engine, voice=voice.text() or '""'), hint)
        voices[engine] = tuple(voice.text() for voice in found[engine].several())
    return RoleVoices(voices, _rate(found.get("rate")), _pitch(found.get("pitch")))


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
        ("sample_rate_hz", "bitrate_kbps", "loudness_lufs", "true_peak_dbtp", "rate", "band_hz")
    )
    need = {"sample_rate_hz", "bitrate_kbps", "loudness_lufs", "true_peak_dbtp"} - set(found)
    if need:
        message = _("the preset {name} lacks {what}").format(name=name, what=", ".join(sorted(need)))
        raise node.fail(message, _("write it as the preset podcast: is written"))
    return Preset(
        name,
        int(_choice(found["sample_rate_hz"], ("44100", "48000"), "48000")),
        int(_choice(found["bitrate_kbps"], ("64", "96", "128"), "96")),
        _decibels(found["loudness_lufs"], -30, -9),
        _decibels(found["true_peak_dbtp"], -9, -0.5),
        _rate(found["rate"]) if "rate" in found else "",
        _band(found.get("band_hz")),
    )


def _decibels(node: Node, lowest: float, highest: float) -> float:
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


def _lines(node: Node | None) -> Lines:
    names = tuple(Lines.__dataclass_fields__)
    found = node.known(names) if node else {}
    for name, value in found.items():
        _check_template(value)
        if name in ("opening", "opening_next") and "{label}" not in value.text():
            hint = _("every episode must say that its voice is synthetic: put {label} back")
            raise value.fail(_("{label} is missing here").format(label="{label}"), hint)
    return Lines(**{name: " ".join(value.text().split("\n")).strip() for name, value in found.items()})


def _check_template(node: Node) -> None:
    hint = _("the fields are: {fields}").format(fields=" ".join(f"{{{field}}}" for field in FIELDS))
    try:
        parts = list(Formatter().parse(node.text()))
    except ValueError as problem:
        raise node.fail(_("a brace is missing its partner"), hint) from problem
    for _words, field, form, conversion in parts:
        if field is not None and (field not in FIELDS or form or conversion):
            raise node.fail(_("unknown field: {field}").format(field=f"{{{field}}}"), hint)
