"""One piece at a time: words become speech, speech becomes a unit; what exists is not made again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from threading import Lock, Semaphore

from ..engines import Engine, open_engine
from ..errors import AudioError, SpeechError
from ..files import shown
from ..mastering import master, open_with, pack, unpack
from ..model import Script, Segment, Utterance
from ..outlets import Unit
from ..plan import MUSIC_LEVEL_LU, Studio, Task
from ..store import Store
from .online import Settlement
from .tunes import Owned, sound_of


class Speaker:
    """The engine of a build, opened when the first words are to be spoken."""

    def __init__(self, name: str, models: Mapping[str, Path], online: Settlement) -> None:
        self._name = name
        self._online = online
        self._models = models
        self._engine: Engine | None = None
        self._opening = Lock()
        self._turns = Semaphore()

    def open(self) -> Engine:
        """Return the engine. Raises EngineMissing."""
        with self._opening:
            if self._engine is None:
                self._engine = open_engine(self._name, self._models)
                self._online.begin(self._engine)
                self._turns = Semaphore(self._engine.parallel)
            return self._engine

    def speak(self, utterance: Utterance) -> bytes:
        """Speak when it is this thread's turn. Raises SpeechError."""
        engine = self.open()
        with self._turns:
            return engine.speak(utterance)

    def doubts(self) -> frozenset[Utterance]:
        """Return what the engine, now that it knows more, would not believe again."""
        return self._online.doubts(self._engine) if self._engine is not None else frozenset()

    def close(self) -> None:
        """Let go of the engine, if it was opened."""
        if self._engine is not None:
            self._online.end(self._engine)
            self._engine.close()


@dataclass(frozen=True, slots=True)
class Workshop:
    """What carrying out needs beside the plan."""

    folder: Path
    store: Store
    speaker: Speaker
    studio: Studio
    script: Script
    cover: bytes | None
    lock: Path
    """Held by the one build that writes this edition's episodes."""
    owned: Owned
    jobs: int = 0

    def hands(self, *, speaking: bool) -> int:
        """How many pieces are worked on at once."""
        parallel, cores = self.speaker.open().parallel if speaking else 1, os.cpu_count() or 1
        if speaking and self.studio.engine == "edge":
            return parallel + cores  # while one is mastered, another is waited for
        return self.jobs or max(parallel, cores)

    def make(self, task: Task) -> None:
        """Make a task's unit and keep it. Raises SpeechError for this piece alone, AudioError for all."""
        preset = self.studio.preset
        if isinstance(task.part, Segment):
            unit = self._from_kept(task) or self._from_words(task)
        else:
            tune = sound_of(task.part, self.owned, preset)
            unit = master(tune, preset, level_lu=MUSIC_LEVEL_LU, keep_ends=True)
        self.store.write("unit", task.unit_key, pack(unit))

    def doubtful(self, tasks: list[Task]) -> list[Task]:
        """Return the tasks whose speech is to be made again, and drop it."""
        doubts = self.speaker.doubts()
        again = [task for task in tasks if task.utterance in doubts]
        for task in again:
            self.store.drop("unit", task.unit_key)
            self.store.drop("speech", task.speech_key)
        return again

    def _from_kept(self, task: Task) -> Unit | None:
        """Master speech that was kept; what is damaged is dropped, to be spoken anew."""
        speech = self.store.read("speech", task.speech_key)
        if speech is None:
            return None
        try:
            return self._mastered(task, speech)
        except AudioError:
            self.store.drop("speech", task.speech_key)
            return None

    def _from_words(self, task: Task) -> Unit:
        if task.utterance is None:
            raise AssertionError("music is composed, not spoken")
        speech = self.speaker.speak(task.utterance)
        self.store.write("speech", task.speech_key, speech)
        try:
            return self._mastered(task, speech)
        except AudioError as problem:
            raise SpeechError(problem.message, where=words_of(task), hint=problem.hint) from problem

    def _mastered(self, task: Task, speech: bytes) -> Unit:
        preset = self.studio.preset
        tune = task.part.opened_by if isinstance(task.part, Segment) else None
        if tune is None:
            return master(speech, preset)
        return open_with(speech, sound_of(tune, self.owned, preset), preset, level_lu=MUSIC_LEVEL_LU)

    def unit(self, task: Task) -> Unit:
        """Return a task's unit; one that was lost or damaged is made again."""
        for _attempt in range(2):
            data = self.store.read("unit", task.unit_key)
            if data is not None:
                with suppress(AudioError):
                    return unpack(data)
                self.store.drop("unit", task.unit_key)
            self.make(task)
        raise AudioError(_("what was just made cannot be read back"), where=shown(self.folder))


def words_of(task: Task) -> str:
    """The printed words of a task; "" for a tune."""
    return task.part.written if isinstance(task.part, Segment) else ""
