"""`doctor --sound`: every episode of an edition decoded, judged, and drawn on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import cast

from ..episodes.looking import Layout, look_at
from ..episodes.proving import prove
from ..errors import UsageError
from ..files import replace_file
from ..mastering.drawing import draw
from ..mastering.judging import TOLERANCE_LU, judge
from ..mastering.measuring import measure
from ..proof.sound import write_sound
from ..verdicts import Fault, Inspection, Picture, Sentence, Stretch, Told, Verdict, Wanted
from .jobs import Job
from .manifest import Entry, read_entries


@dataclass(frozen=True, slots=True)
class Inspected:
    """What `doctor --sound` found."""

    job: Job
    episodes: tuple[Inspection, ...]
    page: Path


def inspect_sound(job: Job) -> Inspected:
    """Look at every episode that the last build tells of, and write the page.

    Raises UsageError before a build, AudioError when the page cannot be written. What is wrong with a file is
    a verdict, never an error.
    """
    entries = read_entries(job.folder)
    if not entries:
        command = f"python make_audio.py build {job.loaded.asked_for}"
        command += "" if job.studio.preset.name == "podcast" else f" --preset {job.studio.preset.name}"
        hint = _("run: {command}").format(command=command)
        raise UsageError(_("this edition is not made yet"), where=job.loaded.file, hint=hint)
    wanted = Wanted(job.studio.preset, _longest_rest_ms(job))
    episodes = tuple(_inspect(job.folder, _told(entry), wanted) for entry in entries)
    title = job.script.title or job.loaded.name
    page = write_sound(title, episodes, wanted.preset, tolerance_lu=TOLERANCE_LU)
    path = job.folder / "sound.html"
    replace_file(path, page.encode())
    return Inspected(job, episodes, path)


def _longest_rest_ms(job: Job) -> int:
    """Return the longest rest; two follow each other where a tune stands between them, not more."""
    parts = [part for episode in job.script.episodes for part in episode.parts]
    return max((part.pause_ms for part in parts), default=0)


def _inspect(folder: Path, told: Told, wanted: Wanted) -> Inspection:
    path, preset = folder / told.file, wanted.preset
    try:
        layout = look_at(path, preset.sample_rate_hz, preset.bitrate_kbps)
    except OSError as problem:
        fault = Fault(_("the file cannot be opened: {reason}").format(reason=problem.strerror or problem))
        return Inspection(told, (Verdict("file", "–", (fault,)),), Picture(max(1, told.duration_ms)))
    measured = measure(path, layout.sound_at, preset.sample_rate_hz)
    verdicts = (
        *prove(layout, told, preset.sample_rate_hz),
        *judge(measured, told, wanted, _marks(layout)),
    )
    return Inspection(told, verdicts, draw(measured, told))


def _marks(layout: Layout) -> list[tuple[int, int]]:
    return [(mark.start_ms, mark.end_ms) for mark in layout.marks]


def _told(entry: Entry) -> Told:
    rows = cast(Sequence[Entry], entry["segments"])
    chapters = tuple(_stretches(cast(Sequence[Entry], entry["chapters"]), list(rows)))
    return Told(str(entry["file"]), str(entry["title"]), max(1, cast(int, entry["duration_ms"])), chapters)


def _stretches(chapters: Sequence[Entry], rows: list[Entry]) -> Iterator[Stretch]:
    """Give each chapter the sentences that are told of under its title, in their order."""
    for chapter in chapters:
        its = []
        while rows and rows[0]["chapter"] == chapter["title"]:
            row = rows.pop(0)
            its.append(Sentence(str(row["written"]), *_span(row)))
        yield Stretch(str(chapter["title"]), *_span(chapter), tuple(its))


def _span(row: Entry) -> tuple[int, int]:
    return cast(int, row["start_ms"]), cast(int, row["end_ms"])
