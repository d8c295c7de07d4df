"""Carry out a plan: speak, master, put together, write; yields what happens on the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from gettext import gettext as _
from pathlib import Path
from threading import Semaphore

from ..engines import Engine
from ..episodes import ChapterMark, Piece, Tag, assemble, lay_out, to_ms
from ..errors import AudioError, EditionError, EngineMissing, SpeechError
from ..files import write_whole
from ..mastering import compose, master, pack, silent_frame, unpack
from ..model import Script, Segment, Unit
from ..plan import MUSIC_LEVEL_LU, Plan, Sheet, Studio, Task
from ..store import Store
from .gather import shown
from .manifest import Entry, Manifest, new_entry, renewed, write_manifest

AHEAD = 8
"""Tasks handed out beyond the threads' number: enough to keep them busy, too few to fill the memory."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One more piece is spoken and mastered."""

    done: int
    total: int
    words: str
    """What was spoken; "" for a tune."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """An episode has its new file."""

    file: Path
    title: str


@dataclass
class Workshop:
    """What carrying out needs beside the plan; `engine` is None when nothing is to be spoken."""

    folder: Path
    store: Store
    engine: Engine | None
    studio: Studio
    script: Script
    cover: bytes | None
    last: Manifest
    jobs: int = 0
    _turns: Semaphore = field(default_factory=Semaphore)

    def __post_init__(self) -> None:
        self._turns = Semaphore(self.engine.parallel if self.engine else 1)

    @property
    def threads(self) -> int:
        """How many pieces are worked on at once."""
        parallel = self.engine.parallel if self.engine else 1
        return self.jobs or max(parallel, os.cpu_count() or 1)

    def speech(self, task: Task) -> bytes:
        """Return a task's speech, spoken now if the store does not have it."""
        data = self.store.read("speech", task.speech_key)
        if data is None:
            if self.engine is None or task.utterance is None:
                raise SpeechError(_("no voice was opened for this"), where=_words(task))
            with self._turns:
                data = self.engine.speak(task.utterance)
            self.store.write("speech", task.speech_key, data)
        return data

    def make(self, task: Task) -> None:
        """Make a task's unit and keep it."""
        preset = self.studio.preset
        if task.utterance is None:
            unit = master(compose(_tune(task)), preset, level_lu=MUSIC_LEVEL_LU, keep_ends=True)
        else:
            kept = bool(self.store.among("speech", [task.speech_key]))
            try:
                unit = master(self.speech(task), preset)
            except AudioError:
                self.store.drop("speech", task.speech_key)
                if not kept or self.engine is None:
                    raise
                unit = master(self.speech(task), preset)
        self.store.write("unit", task.unit_key, pack(unit))

    def unit(self, task: Task) -> Unit:
        """Return a task's unit; one that was lost or damaged is made again."""
        for _attempt in range(2):
            data = self.store.read("unit", task.unit_key)
            if data is not None:
                try:
                    return unpack(data)
                except AudioError:
                    self.store.drop("unit", task.unit_key)
            self.make(task)
        raise AudioError(_("what was just made cannot be read back"), where=shown(self.folder))


def carry_out(plan: Plan, shop: Workshop) -> Iterator[Progress | Wrote]:
    """Do what a plan says. Killing it at any moment loses at most the pieces in hand.

    Raises SpeechError when something could not be spoken, after everything else is spoken and kept: nothing
    new is published then. Raises AudioError when a product cannot be written; what stood there before stays.
    """
    yield from _make_all([task for task, _why in plan.master], shop)
    entries: list[Entry] = []
    held: list[EditionError] = []
    rewritten = {sheet.file for sheet, _why in plan.write}
    kept = {s.file: renewed(shop.last.entries[s.file], s) for s in plan.sheets if s.file not in rewritten}
    if rewritten and shop.last.entries:
        _write_manifest(shop, list(kept.values()))  # a build killed below must not leave times of old sound
    for sheet in plan.sheets:
        if sheet.file in kept:
            entries.append(kept[sheet.file])
            continue
        old = shop.last.entries.get(sheet.file)
        try:
            entries.append(_write_episode(sheet, shop))
            yield Wrote(shop.folder / sheet.file, sheet.episode.title)
        except _HeldOpen as problem:
            held.append(problem)
            entries += [old] if old is not None else []
    _write_manifest(shop, entries)
    for file in plan.stale:
        (shop.folder / file).unlink(missing_ok=True)
    if held:
        raise held[0]


def _make_all(tasks: list[Task], shop: Workshop) -> Iterator[Progress]:
    missing: list[tuple[Task, SpeechError]] = []
    done, waiting, running = 0, list(reversed(tasks)), {}
    executor = ThreadPoolExecutor(shop.threads)
    try:
        while waiting or running:
            while waiting and len(running) < shop.threads + AHEAD:
                task = waiting.pop()
                running[executor.submit(shop.make, task)] = task
            finished, _rest = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                task = running.pop(future)
                problem = _speech_problem(future)
                missing += [(task, problem)] if problem else []
                done += 1
                yield Progress(done, len(tasks), _words(task))
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
    if missing:
        raise _missing(missing)


def _speech_problem(future: Future[None]) -> SpeechError | None:
    """Return a speech error, to be told at the end; anything else is raised now."""
    try:
        future.result()
    except EngineMissing:
        raise
    except SpeechError as problem:
        return problem
    return None


def _missing(missing: list[tuple[Task, SpeechError]]) -> SpeechError:
    first = missing[0][1]
    rows = "".join(f"\n  · {_words(task)} ({problem.message})" for task, problem in missing)
    message = _("{count} passages could not be spoken; all others are kept, nothing new was published:{rows}")
    return SpeechError(message.format(count=len(missing), rows=rows), where=first.where, hint=first.hint)


class _HeldOpen(AudioError):  # noqa: N818 - it says what is the matter
    """Another program holds an episode open."""


def _write_episode(sheet: Sheet, shop: Workshop) -> Entry:
    preset = shop.studio.preset
    units = [shop.unit(task) for task in sheet.tasks]
    pieces = [
        Piece(u.frames, u.frame_count, u.speech_start_ms, u.speech_end_ms, task.part.pause_ms)
        for u, task in zip(units, sheet.tasks, strict=True)
    ]
    places = lay_out(pieces, preset.sample_rate_hz)
    duration = to_ms(places[-1][1] + places[-1][2], preset.sample_rate_hz)
    marks = _marks(sheet, [to_ms(start, preset.sample_rate_hz) for start, _end, _rest in places], duration)
    tag = Tag(
        title=sheet.episode.title,
        album=shop.script.title,
        artist=shop.script.byline,
        track=sheet.episode.number,
        tracks=len(shop.script.episodes),
        date=shop.script.date,
        comment=shop.script.label,
        cover=shop.cover,
        key=sheet.key,
    )
    data = assemble(
        tag,
        marks,
        pieces,
        silent_frame=silent_frame(preset),
        sample_rate_hz=preset.sample_rate_hz,
        bitrate_kbps=preset.bitrate_kbps,
    )
    _put(shop.folder / sheet.file, data)
    rate = preset.sample_rate_hz
    spans = [(to_ms(start, rate), to_ms(end, rate)) for start, end, _rest in places]
    return new_entry(sheet, marks, spans, duration)


def _put(path: Path, data: bytes) -> None:
    """Write an episode; if a player holds the old one open, keep the new one beside it and say so."""
    beside = path.with_suffix(".new.mp3")
    try:
        write_whole(path, data)
    except PermissionError as problem:
        write_whole(beside, data)
        message = _("another program holds this episode open; the new one lies beside it: {name}")
        hint = _("close the player, then build again: nothing has to be spoken anew")
        raise _HeldOpen(message.format(name=beside.name), where=shown(path), hint=hint) from problem
    beside.unlink(missing_ok=True)


def _marks(sheet: Sheet, starts_ms: list[int], duration_ms: int) -> list[ChapterMark]:
    first, firsts = 0, []
    for chapter in sheet.episode.chapters:
        firsts.append(starts_ms[first])
        first += len(chapter.parts)
    ends = [*firsts[1:], duration_ms]
    chapters = sheet.episode.chapters
    return [ChapterMark(c.title, a, b) for c, a, b in zip(chapters, firsts, ends, strict=True)]


def _write_manifest(shop: Workshop, entries: list[Entry]) -> None:
    path = shop.folder / "manifest.json"
    data = write_manifest(shop.script.edition, shop.studio, entries)
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, data)


def _words(task: Task) -> str:
    return task.part.written if isinstance(task.part, Segment) else ""


def _tune(task: Task) -> str:
    return "" if isinstance(task.part, Segment) else task.part.name
