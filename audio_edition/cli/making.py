"""`build` on the screen: one edition after the other, with a progress bar."""

from __future__ import annotations

import sys
import time
from gettext import gettext as _
from pathlib import Path

import click

from ..build import Job, Order, Progress, Report, carry, prepare, shown
from ..build.health import require_answer, require_writable
from ..build.online import must_say, note_said
from ..config import Config
from ..errors import EditionError
from .progress import ProgressBar
from .reasons import in_plain_words
from .screen import damage_words, print_json, say_problem, show_plan, show_report, voice_words


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
                say_problem(problem)
            failures.append(problem)
    if as_json:
        print_json({"editions": rows})
    if failures:
        raise failures[0] if len(folders) == 1 else _several_failed(failures, len(folders))


def _several_failed(failures: list[EditionError], total: int) -> EditionError:
    count = len(failures)
    message = _("{count} of {all} editions could not be made")
    hint = _("the reasons stand above; the others are made")
    return type(failures[0])(message.format(count=count, all=total), hint=hint)


def _build(folder: Path, config: Config, order: Order, *, dry_run: bool, as_json: bool) -> dict[str, object]:
    since = time.monotonic()
    job = prepare(folder, config, order)
    if job.plan.speak:
        message = _("{name}: voice {voice} – {reason}")
        voice = voice_words(job.studio.engine)
        reason = in_plain_words(job.engine_reason)
        click.echo(message.format(name=job.loaded.name, voice=voice, reason=reason), err=True)
    if job.damaged:
        click.echo(damage_words(job.loaded.name, len(job.damaged)), err=True)
    if dry_run:
        show_plan(job, err=as_json)
        return _row(job, len(job.plan.write), time.monotonic() - since)
    report = _carry(job, order)
    if report.damaged:
        click.echo(damage_words(job.loaded.name, report.damaged), err=True)
    show_report(report, err=as_json)
    return _row(job, len(report.episodes_written), time.monotonic() - since)


def _online_notice() -> str:
    return _(
        "Note, said once: the online voice sends the texts to Microsoft's servers, which speak them. "
        "online: true in voices.yaml agrees to that, online: false forbids it for good."
    )


def _carry(job: Job, order: Order) -> Report:
    if not job.plan.is_empty:
        require_writable(order.out)
    if job.plan.speak and job.studio.engine == "edge" and must_say(order.out, job.online):
        click.echo(_online_notice(), err=True)
        note_said(order.out)
    if job.plan.speak and job.engine_reason != _("the online voice answered"):
        require_answer(job.studio.engine, job.online.without)
    with ProgressBar(job.loaded.name, len(job.plan.master), sys.stderr) as bar:
        for event in carry(job, order):
            if isinstance(event, Progress):
                bar.show(event.done, event.words)
            elif isinstance(event, Report):
                return event
    raise AssertionError("a build ends with a report")


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
