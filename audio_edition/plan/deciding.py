"""Sheets + what exists → Plan: what has to be made, and why. Nothing is made here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..model import Key
from .sheets import Sheet, Studio, Task, cast_values, preset_values, said_key


class Why(StrEnum):
    """Why a thing is made."""

    NEW_WORDS = "new words"
    NEW_VOICE = "new voice"
    NEW_PRESET = "new preset"
    NEW_MUSIC = "new music"
    LOST = "lost from the store"
    NEW_ORDER = "new order, rests or titles"


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


def _why_speak(task: Task, studio: Studio, past: Past) -> Why:
    if past.episodes is None or task.utterance is None or task.utterance.words not in past.words:
        return Why.NEW_WORDS
    if past.made:
        if task.speech_key in past.made:
            return Why.LOST
        # The same words by the same voice: only how they are read can be new.
        return Why.NEW_WORDS if said_key(task.utterance, studio) in past.made else Why.NEW_VOICE
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
