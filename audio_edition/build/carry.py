"""Carry out a plan: speak, master, put together, write; yields what happens on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from gettext import gettext as _
from pathlib import Path

from ..episodes import ChapterMark, Piece, Tag, assemble, lay_out, to_ms
from ..errors import AudioError, EditionError, EngineMissing, SpeechError
from ..files import alone, part_of, put_in_place, shown, write_whole
from ..mastering import silent_frame
from ..plan import Plan, Sheet, Task, beside
from .crew import work_off
from .manifest import Entry, Manifest, fits, new_entry, read_manifest, renewed, write_manifest
from .workshop import Workshop, words_of

LEAD_MS = 15
"""A mark lies so long before the first sound; in decoders that leave out their own delay of 529 samples
(mpg123), 3 or 4. Both are within a frame of it, and in silence."""


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


@dataclass(slots=True)
class _Shelf:
    """The episodes as they lie on disk at this moment, and their entries in the manifest."""

    shop: Workshop
    plan: Plan
    entries: dict[str, Entry]
    held: list[Path] = field(default_factory=list)
    """Where new episodes lie whose places another program holds open."""

    def write_manifest(self, *, without: str = "") -> None:
        shop = self.shop
        path = shop.folder / "manifest.json"
        files = [sheet.file for sheet in self.plan.sheets if sheet.file in self.entries]
        rows = [self.entries[file] for file in files if file != without]
        data = write_manifest(shop.script.edition, shop.studio, rows)
        try:
            if not path.is_file() or path.read_bytes() != data:
                write_whole(path, data)
        except PermissionError as problem:
            hint = _("close the program that has it open and try again")
            raise AudioError(_("this file cannot be replaced"), where=shown(path), hint=hint) from problem

    def replace(self, sheet: Sheet, data: bytes, entry: Entry) -> bool:
        """Put an episode in its place; tell whether that was free.

        A manifest must never tell the times of a sound that is gone: meanwhile it has no entry for it.
        """
        path = self.shop.folder / sheet.file
        with part_of(path, data) as part:
            if sheet.file in self.entries:
                self.write_manifest(without=sheet.file)
            try:
                put_in_place(part, path)
            except PermissionError:
                self._keep_beside(sheet, data)
                return False
        self.entries[sheet.file] = entry
        with suppress(OSError):
            (self.shop.folder / beside(sheet.file)).unlink(missing_ok=True)
        return True

    def _keep_beside(self, sheet: Sheet, data: bytes) -> None:
        """Keep a new episode where the editor can hear it; perhaps that one is being heard already."""
        path = self.shop.folder / beside(sheet.file)
        with suppress(PermissionError):
            if not path.is_file() or path.read_bytes() != data:
                write_whole(path, data)
        self.held.append(path)


def carry_out(plan: Plan, shop: Workshop) -> Iterator[Progress | Wrote]:
    """Do what a plan says. Killing it at any moment loses at most the pieces in hand.

    Raises SpeechError when something could not be spoken, after everything else is spoken and kept: nothing
    new is published then. Raises AudioError when a product cannot be written; what stood there before stays.
    """
    yield from _make_all(plan, shop)
    with alone(shop.lock):
        yield from _put_in_place(plan, shop)


def _put_in_place(plan: Plan, shop: Workshop) -> Iterator[Wrote]:
    """Write what is to be written as things stand now: another build may have been here since the plan."""
    now = read_manifest(shop.folder)
    write = [sheet for sheet in plan.sheets if not _is_written(sheet, now)]
    unfinished = {sheet.file for sheet in write}
    entries = {
        sheet.file: old if sheet.file in unfinished else renewed(old, sheet)
        for sheet in plan.sheets
        if (old := now.entries.get(sheet.file)) is not None
    }
    shelf = _Shelf(shop, plan, entries)
    try:
        for sheet in write:
            if shelf.replace(sheet, *_put_together(sheet, shop)):
                yield Wrote(shop.folder / sheet.file, sheet.episode.title)
    except EditionError:
        with suppress(EditionError):  # the first failure is the one to be told
            shelf.write_manifest()
        raise
    shelf.write_manifest()
    stuck = list(_remove(plan.stale, shop.folder))
    if shelf.held:
        raise _held_open(shelf.held)
    if stuck:
        raise _cannot_remove(stuck)


def _is_written(sheet: Sheet, now: Manifest) -> bool:
    entry = now.entries.get(sheet.file)
    known = (now.past.episodes or {}).get(sheet.file)
    return entry is not None and known == sheet.key and fits(entry, sheet)


def _make_all(plan: Plan, shop: Workshop) -> Iterator[Progress]:
    """Make every unit that is missing. Raises SpeechError at the end, anything else at once."""
    tasks = [task for task, _why in plan.master]
    missing: dict[str, SpeechError] = {}
    hands = shop.hands(speaking=bool(plan.speak))
    for done, (task, problem) in enumerate(work_off(tasks, shop.make, hands=hands), 1):
        _note(task, problem, missing)
        yield Progress(done, len(tasks), words_of(task))
    again = shop.doubtful([task for task in tasks if task.unit_key not in missing])
    for task, problem in work_off(again, shop.make, hands=hands):
        _note(task, problem, missing)
    if missing:
        raise _missing([(task, missing[task.unit_key]) for task in tasks if task.unit_key in missing])


def _note(task: Task, problem: BaseException | None, missing: dict[str, SpeechError]) -> None:
    """Remember a piece that could not be spoken. Raises what stops all."""
    if isinstance(problem, SpeechError) and not isinstance(problem, EngineMissing):
        missing[task.unit_key] = problem
    elif problem is not None:
        raise problem


def _missing(missing: list[tuple[Task, SpeechError]]) -> SpeechError:
    first = missing[0][1]
    rows = "".join(f"\n  · {words_of(task)} ({problem.message})" for task, problem in missing)
    message = _("{count} passages could not be spoken; all others are kept, nothing new was published:{rows}")
    return SpeechError(message.format(count=len(missing), rows=rows), where=first.where, hint=first.hint)


def _held_open(held: list[Path]) -> AudioError:
    names = ", ".join(path.name for path in held)
    message = _("another program holds this episode open; the new one lies beside it: {name}")
    hint = _("close the player, then build again: nothing has to be spoken anew")
    return AudioError(message.format(name=names), where=shown(held[0].parent), hint=hint)


def _remove(files: tuple[str, ...], folder: Path) -> Iterator[Path]:
    """Remove files; yield those that stay."""
    for file in files:
        try:
            (folder / file).unlink(missing_ok=True)
        except OSError:
            yield folder / file


def _cannot_remove(stuck: list[Path]) -> AudioError:
    names = ", ".join(path.name for path in stuck)
    message = _("an episode that is no longer in the text cannot be removed: {name}")
    hint = _("close the program that has it open and build again")
    return AudioError(message.format(name=names), where=shown(stuck[0].parent), hint=hint)


def _put_together(sheet: Sheet, shop: Workshop) -> tuple[bytes, Entry]:
    """Return an episode and its entry in the manifest."""
    preset = shop.studio.preset
    rate_hz = preset.sample_rate_hz
    units = [shop.unit(task) for task in sheet.tasks]
    pieces = [
        Piece(u.frames, u.frame_count, u.speech_start_ms, u.speech_end_ms, task.part.pause_ms)
        for u, task in zip(units, sheet.tasks, strict=True)
    ]
    places = lay_out(pieces, rate_hz)
    duration_ms = to_ms(places[-1][1] + places[-1][2], rate_hz)
    spans_ms = [
        (
            to_ms(start, rate_hz) + max(0, (unit.words_start_ms or unit.speech_start_ms) - LEAD_MS),
            to_ms(end, rate_hz),
        )
        for unit, (start, end, _rest) in zip(units, places, strict=True)
    ]
    firsts_ms = [
        to_ms(start, rate_hz) + max(0, unit.speech_start_ms - LEAD_MS)
        for unit, (start, _end, _rest) in zip(units, places, strict=True)
    ]
    marks = _marks(sheet, firsts_ms, duration_ms)
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
    silence = silent_frame(preset)
    kbps = preset.bitrate_kbps
    data = assemble(tag, marks, pieces, silent_frame=silence, sample_rate_hz=rate_hz, bitrate_kbps=kbps)
    return data, new_entry(sheet, marks, spans_ms, duration_ms)


def _marks(sheet: Sheet, starts_ms: list[int], duration_ms: int) -> list[ChapterMark]:
    first, firsts = 0, []
    for chapter in sheet.episode.chapters:
        firsts.append(starts_ms[first])
        first += len(chapter.parts)
    firsts[0] = 0
    ends = [*firsts[1:], duration_ms]
    chapters = sheet.episode.chapters
    return [ChapterMark(c.title, a, b) for c, a, b in zip(chapters, firsts, ends, strict=True)]
