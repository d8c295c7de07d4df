"""Script + cast → sheets: every part with its keys, every episode with its file and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gettext import gettext as _

from ..errors import VoicesError
from ..keys import key_of
from ..model import Episode, Key, Music, Role, Script, Segment, Utterance
from ..outlets import Preset

SPEECH_RECIPE = 1
"""Raise it when the same words are to be spoken anew."""
EPISODE_RECIPE = 2
"""Raise it when the same units are to be put together anew."""
MUSIC_LEVEL_LU = 0.0
"""Music against speech: every chapter is to be as loud as the others, and a tune opens the first."""


@dataclass(frozen=True, slots=True)
class Casting:
    """How one role speaks with the engine of this build."""

    voices: tuple[str, ...]
    rate: str
    pitch: str


@dataclass(frozen=True, slots=True)
class Studio:
    """Everything beside the words that decides the sound."""

    engine: str
    revision: str
    """Of the engine."""
    roles: Mapping[Role, Casting]
    preset: Preset
    encoder: str
    """Recipe of mastering and version of the encoder."""
    cover: str = ""
    """Digest of the cover picture, "" without one."""


@dataclass(frozen=True, slots=True)
class Task:
    """A segment or a tune on its way to a unit."""

    part: Segment | Music
    utterance: Utterance | None
    """None for music."""
    speech_key: Key
    unit_key: Key
    music_key: Key | None = None
    """Of the tune in it, if there is one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An episode with its tasks, its file and the key of everything that is in it."""

    episode: Episode
    file: str
    key: Key
    tasks: tuple[Task, ...]


def lay_out(script: Script, studio: Studio, known_voice: Iterable[str]) -> tuple[Sheet, ...]:
    """Give every part its keys and every episode its file and key."""
    known = frozenset(known_voice)
    sheets = []
    for episode in script.episodes:
        tasks = tuple(_task(part, studio, known) for part in episode.parts)
        file = (
            f"episodes/{episode.number:02}-{script.edition.lower().replace('.', '-').replace('_', '-')}.mp3"
        )
        sheets.append(Sheet(episode, file, _episode_key(script, episode, tasks, studio), tasks))
    return tuple(sheets)


def kept_keys(sheets: tuple[Sheet, ...], studio: Studio) -> frozenset[Key]:
    """List what sheets are made of, so that the next plan can say why it makes something."""
    tasks = {task.unit_key: task for sheet in sheets for task in sheet.tasks}.values()
    said = {said_key(task.utterance, studio) for task in tasks if task.utterance}
    music = {task.music_key for task in tasks if task.music_key}
    return frozenset(said.union(music, *((task.speech_key, task.unit_key) for task in tasks)))


def cast_values(roles: Mapping[Role, Casting]) -> dict[str, object]:
    """Describe a cast for the manifest."""
    return {
        role.value: {"voices": list(casting.voices), "rate": casting.rate, "pitch": casting.pitch}
        for role, casting in roles.items()
    }


def preset_values(preset: Preset) -> dict[str, object]:
    """Describe for the manifest what of a preset decides the sound of a unit."""
    names = (
        *("sample_rate_hz", "bitrate_kbps", "loudness_lufs", "true_peak_dbtp"),
        *("band_hz", "presence_db", "compression"),
    )
    return {preset.name: dict(zip(names, _sound_of(preset), strict=True))}


def _task(part: Segment | Music, studio: Studio, known: frozenset[str]) -> Task:
    if isinstance(part, Music):
        tune = _tune_key(part)
        return Task(part, None, tune, _unit_key(studio, tune, MUSIC_LEVEL_LU), tune)
    casting = studio.roles[part.role]
    utterance = Utterance(
        part.spoken, _voice(part, casting, known), casting.rate, casting.pitch, part.readings
    )
    readings = [[reading.start, reading.end, *reading.pinyin] for reading in part.readings]
    speech = key_of(
        *(SPEECH_RECIPE, part.spoken, studio.engine, studio.revision, utterance.voice),
        *(utterance.rate, utterance.pitch, readings),
    )
    if part.opened_by is None:
        return Task(part, utterance, speech, _unit_key(studio, speech))
    tune = key_of("opens", _tune_key(part.opened_by))
    return Task(part, utterance, speech, _unit_key(studio, speech, tune, MUSIC_LEVEL_LU), tune)


def _tune_key(music: Music) -> Key:
    """Name one of our tunes by its name and the editor's own by its content."""
    return key_of(SPEECH_RECIPE, "music", *(("own", music.digest) if music.digest else (music.name,)))


def _unit_key(studio: Studio, speech: Key, *music: object) -> Key:
    return key_of(speech, *_sound_of(studio.preset), studio.encoder, *music)


def _voice(segment: Segment, casting: Casting, known: frozenset[str]) -> str:
    """The voice an editor set, if this engine has it, else the one that the heading hashes to.

    Another voice in the list moves only the headings that hash to it (rendezvous hashing).
    """
    if segment.voice in known:
        return segment.voice
    if not casting.voices:
        hint = _("add one under roles: in voices.yaml; `voices` lists the names")
        raise VoicesError(
            _("no voice for the role {role} with this engine").format(role=segment.role),
            where="voices.yaml",
            hint=hint,
        )
    if not segment.seed:
        return casting.voices[0]
    return max(casting.voices, key=lambda name: key_of(segment.seed, name))


def _sound_of(preset: Preset) -> tuple[object, ...]:
    band = list(preset.band_hz) if preset.band_hz else None
    shape = (band, preset.presence_db, preset.compression)
    return (preset.sample_rate_hz, preset.bitrate_kbps, preset.loudness_lufs, preset.true_peak_dbtp, *shape)


def _episode_key(script: Script, episode: Episode, tasks: tuple[Task, ...], studio: Studio) -> Key:
    chapters = [[chapter.title, [part.pause_ms for part in chapter.parts]] for chapter in episode.chapters]
    tag = [script.title, script.byline, script.date, script.label, len(script.episodes), studio.cover]
    units = [task.unit_key for task in tasks]
    return key_of(
        EPISODE_RECIPE, tag, episode.number, episode.title, chapters, units, studio.preset.bitrate_kbps
    )


def said_key(said: Utterance, studio: Studio) -> Key:
    """Return a speech key without the readings."""
    return key_of("said", said.words, studio.engine, studio.revision, said.voice, said.rate, said.pitch)
