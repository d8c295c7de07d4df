"""Script + cast + what exists → Plan: what has to be made, and why. Nothing is made here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from gettext import gettext as _

from .errors import VoicesError
from .keys import key_of
from .model import Episode, Key, Music, Role, Script, Segment, Utterance
from .outlets import Preset

SPEECH_RECIPE = 1
"""Raise it when the same words are to be spoken anew."""
EPISODE_RECIPE = 2
"""Raise it when the same units are to be put together anew."""
MUSIC_LEVEL_LU = 0.0
"""Music against speech: every chapter is to be as loud as the others, and a tune opens the first."""


class Why(StrEnum):
    """Why a thing is made."""

    NEW_WORDS = "new words"
    NEW_VOICE = "new voice"
    NEW_PRESET = "new preset"
    NEW_MUSIC = "new music"
    LOST = "lost from the store"
    NEW_ORDER = "new order, rests or titles"


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


@dataclass(frozen=True, slots=True)
class Past:
    """What the last build left."""

    engine: str = ""
    voices: object = None
    """The cast it was made with, as cast_values describes it."""
    presets: object = None
    words: frozenset[str] = frozenset()
    """Spoken words of all its segments."""
    episodes: Mapping[str, Key] | None = None
    """File → key of each episode that is whole on disk and in the manifest; None without a manifest."""
    named: frozenset[str] = frozenset()
    """Episode files in its manifest, whether they are there or not."""
    lying: frozenset[str] = frozenset()
    """Episode files of ours in the folder, whole or not, in the manifest or not."""
    made: frozenset[Key] = frozenset()
    """Keys of what it was made of, as `kept_keys` lists them; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build will do, in order."""

    sheets: tuple[Sheet, ...]
    speak: tuple[tuple[Task, Why], ...]
    """Each speech once."""
    master: tuple[tuple[Task, Why], ...]
    """Each unit once; what is to be spoken first is among them."""
    write: tuple[tuple[Sheet, Why], ...]
    stale: tuple[str, ...]
    """Episode files of earlier builds that have no place in this one."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be made."""
        return not (self.speak or self.master or self.write or self.stale)


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


def decide(
    sheets: tuple[Sheet, ...],
    *,
    studio: Studio,
    past: Past,
    speech: frozenset[Key],
    units: frozenset[Key],
) -> Plan:
    """Compare what is wanted with what exists; everything that is missing gets its reason."""
    finished = past.episodes or {}
    unfinished = [sheet for sheet in sheets if finished.get(sheet.file) != sheet.key]
    needed = {task.unit_key: task for sheet in unfinished for task in sheet.tasks}
    master = tuple(
        (task, _why_master(task, studio, past)) for key, task in needed.items() if key not in units
    )
    unspoken = {
        task.speech_key: (task, _why_speak(task, studio, past))
        for task, _why in master
        if task.utterance is not None and task.speech_key not in speech
    }
    reasons = {task.unit_key: why for task, why in master}
    write = tuple((sheet, _why_write(sheet, studio, past, reasons)) for sheet in unfinished)
    wanted = {sheet.file for sheet in sheets} | {beside(sheet.file) for sheet in unfinished}
    stale = tuple(sorted((past.lying | finished.keys()) - wanted))
    return Plan(sheets, tuple(unspoken.values()), master, write, stale)


def beside(file: str) -> str:
    """Name the place of an episode whose own file another program holds open."""
    return file.removesuffix(".mp3") + ".new.mp3"


def kept_keys(sheets: tuple[Sheet, ...], studio: Studio) -> frozenset[Key]:
    """List what sheets are made of, so that the next plan can say why it makes something."""
    tasks = {task.unit_key: task for sheet in sheets for task in sheet.tasks}.values()
    said = {_said_key(task.utterance, studio) for task in tasks if task.utterance}
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


def _why_speak(task: Task, studio: Studio, past: Past) -> Why:
    if past.episodes is None or task.utterance is None or task.utterance.words not in past.words:
        return Why.NEW_WORDS
    if past.made:
        if task.speech_key in past.made:
            return Why.LOST
        # The same words by the same voice: only how they are read can be new.
        return Why.NEW_WORDS if _said_key(task.utterance, studio) in past.made else Why.NEW_VOICE
    return Why.NEW_VOICE if _is_recast(studio, past) else Why.LOST


def _why_master(task: Task, studio: Studio, past: Past) -> Why:
    if past.episodes is None:
        return Why.NEW_WORDS
    why = Why.LOST if task.utterance is None else _why_speak(task, studio, past)
    if why is Why.LOST and _is_new_music(task, past):
        return Why.NEW_MUSIC
    other = task.unit_key not in past.made if past.made else past.presets != preset_values(studio.preset)
    return Why.NEW_PRESET if why is Why.LOST and other else why


def _why_write(sheet: Sheet, studio: Studio, past: Past, reasons: Mapping[Key, Why]) -> Why:
    """The gravest reason of its pieces; where all of them exist, what else can be told."""
    if past.episodes is None:
        return Why.LOST if sheet.file in past.lying else Why.NEW_WORDS
    spoken = {task.utterance.words for task in sheet.tasks if task.utterance}
    its = {reasons[task.unit_key] for task in sheet.tasks if task.unit_key in reasons}
    if Why.NEW_WORDS in its or not spoken <= past.words:
        return Why.NEW_WORDS
    if sheet.file not in past.episodes:
        return Why.LOST if sheet.file in past.named | past.lying else Why.NEW_ORDER
    if Why.NEW_VOICE in its or _is_recast(studio, past):
        return Why.NEW_VOICE
    if any(_is_new_music(task, past) for task in sheet.tasks):
        return Why.NEW_MUSIC
    is_other = Why.NEW_PRESET in its or past.presets != preset_values(studio.preset)
    return Why.NEW_PRESET if is_other else Why.NEW_ORDER


def _is_new_music(task: Task, past: Past) -> bool:
    return bool(past.made) and task.music_key is not None and task.music_key not in past.made


def _is_recast(studio: Studio, past: Past) -> bool:
    return past.engine != studio.engine or past.voices != cast_values(studio.roles)


def _said_key(said: Utterance, studio: Studio) -> Key:
    """A speech key without the readings."""
    return key_of("said", said.words, studio.engine, studio.revision, said.voice, said.rate, said.pitch)
