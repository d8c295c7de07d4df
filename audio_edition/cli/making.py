"""`build` on the screen: one edition after the other, with a progress bar."""

from __future__ import annotations

import time
from gettext import gettext as _
from pathlib import Path

import click

from ..build import Job, Order, Progress, Report, carry, prepare, shown
from ..config import Config
from ..errors import EditionError
from .screen import print_json, say_error, show_plan, show_report, voice_words

_BAR_WORDS = 14
"""So many hanzi of what is being spoken stand behind the bar."""


def build_all(
    folders: tuple[Path, ...], config: Config, order: Order, *, dry_run: bool, as_json: bool
) -> None:
    """Build editions; one that fails does not stop the others. Raises the first failure at the end."""
    rows, failures = [], []
    for folder in folders:
        try:
            rows.append(_build(folder, config, order, dry_run=dry_run, as_json=as_json))
        except EditionError as problem:
            if len(folders) > 1:
                say_error(problem.message, where=problem.where, hint=problem.hint)
            failures.append(problem)
    if as_json:
        print_json({"editions": rows})
    if failures and len(folders) > 1:
        failures[0].message = _("{count} of {all} editions could not be made").format(
            count=len(failures), all=len(folders)
        )
        failures[0].where = failures[0].hint = ""
    if failures:
        raise failures[0]


def _build(folder: Path, config: Config, order: Order, *, dry_run: bool, as_json: bool) -> dict[str, object]:
    since = time.monotonic()
    job = prepare(folder, config, order)
    if job.plan.speak:
        message = _("{name}: voice {voice} – {reason}")
        voice = voice_words(job.studio.engine)
        click.echo(message.format(name=job.loaded.name, voice=voice, reason=job.engine_reason), err=True)
    if dry_run:
        if not as_json:
            show_plan(job)
        return _row(job, len(job.plan.write), time.monotonic() - since)
    report = _carry(job, order)
    if not as_json:
        show_report(report)
    return _row(job, len(report.episodes_written), time.monotonic() - since)


def _carry(job: Job, order: Order) -> Report:
    total = len(job.plan.master)
    label = job.loaded.name
    with click.progressbar(
        length=max(1, total), label=label, item_show_func=_being_spoken, file=click.get_text_stream("stderr")
    ) as bar:
        for event in carry(job, order):
            if isinstance(event, Progress):
                bar.update(1, event.words)
            elif isinstance(event, Report):
                return event
    raise AssertionError("a build ends with a report")


def _being_spoken(words: object) -> str | None:
    text = words if isinstance(words, str) else ""
    return text[:_BAR_WORDS] + ("…" if len(text) > _BAR_WORDS else "")


def _row(job: Job, written: int, seconds: float) -> dict[str, object]:
    segments, spoken = len(job.script.segments), len(job.plan.speak)
    return {
        "key": job.script.edition,
        "engine": job.studio.engine,
        "segments": segments,
        "spoken_new": spoken,
        "spoken_reused": segments - spoken,
        "units_new": len(job.plan.master),
        "episodes_written": written,
        "seconds": round(seconds, 3),
        "episodes": [shown(job.folder / sheet.file) for sheet in job.plan.sheets],
    }
