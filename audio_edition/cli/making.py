"""`build` on the screen: one edition after the other, with a progress bar."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path
from typing import TypedDict, Unpack

import click

from ..build import (
    Job,
    Order,
    Progress,
    Report,
    carry,
    edition_folders,
    load_config,
    prepare,
    shown,
    work_folder,
)
from ..build.health import require_answer, require_writable
from ..build.jobs import refuse
from ..config import ENGINE_CHOICES, Config
from ..errors import EditionError, EngineMissing, SpeechError
from .consent import say_where_texts_go
from .options import json_option, out_option
from .progress import ProgressBar
from .reasons import in_plain_words
from .screen import COMMAND, damage_words, print_json, say_problem, show_plan, show_report, voice_words


class Asked(TypedDict):
    """What the options of `build` say."""

    engine: str | None
    preset: str
    fallback: str | None
    out: Path | None
    jobs: int | None


@click.command(short_help=_("make the episodes; only what changed is made again"))
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@click.option("--engine", type=click.Choice(ENGINE_CHOICES), help=_("Which voice speaks."))
@click.option(
    "--preset",
    metavar="NAME",
    default="podcast",
    show_default=True,
    help=_("Outlet, from presets: in voices.yaml."),
)
@click.option(
    "--fallback",
    type=click.Choice(ENGINE_CHOICES[1:]),
    help=_("Make all of an edition with this voice if the chosen one fails."),
)
@out_option
@click.option("--dry-run", is_flag=True, help=_("Only print what would be made, and why."))
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 64), help=_("How many pieces are worked on at once.")
)
@json_option
def build(editions: tuple[str, ...], *, dry_run: bool, as_json: bool, **asked: Unpack[Asked]) -> None:
    """Build."""
    root = work_folder()
    out = (asked["out"] or root / "output").absolute()
    order = Order(
        root, out, asked["engine"] or "", asked["preset"], asked["jobs"] or 0, asked["fallback"] or ""
    )
    build_all(edition_folders(root, editions), load_config(root), order, dry_run=dry_run, as_json=as_json)


build.help = _(
    "Make the episodes of an edition (or of all). After an edit only what changed is spoken again."
)


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
        raise failures[0] if len(folders) == 1 else several_failed(failures, len(folders))


def several_failed(failures: list[EditionError], total: int) -> EditionError:
    """Say how many editions failed; the reasons were told one by one."""
    count = len(failures)
    message = _("{count} of {all} editions could not be made")
    hint = _("the reasons stand above; the others are made")
    return type(failures[0])(message.format(count=count, all=total), hint=hint)


def _build(folder: Path, config: Config, order: Order, *, dry_run: bool, as_json: bool) -> dict[str, object]:
    since = time.monotonic()
    chosen, bound = "", False
    try:
        job = prepare(folder, config, order)
        chosen, bound = job.choice.engine, job.choice.bound
        _say_voice(job)
        if job.damaged:
            click.echo(damage_words(job.loaded.name, len(job.damaged)), err=True)
        if dry_run:
            show_plan(job, err=as_json)
            return _row(job, len(job.plan.write), time.monotonic() - since)
        report = _carry(job, order)
    except SpeechError as problem:
        if bound:
            raise _bound(problem) from problem
        if order.fallback in ("", chosen):
            raise
        say_problem(problem)
        message = _("{name}: all of it is made again with another voice: {voice}")
        click.echo(message.format(name=folder.name, voice=voice_words(order.fallback)), err=True)
        again = replace(order, engine=order.fallback, fallback="")
        return _build(folder, config, again, dry_run=dry_run, as_json=as_json)
    if report.damaged:
        click.echo(damage_words(job.loaded.name, report.damaged), err=True)
    show_report(report, err=as_json)
    return _row(job, len(report.episodes_written), time.monotonic() - since)


def _say_voice(job: Job) -> None:
    name = job.loaded.name
    for remark in job.remarks:
        click.echo(remark, err=True)
    if job.plan.speak:
        message = _("{name}: voice {voice} – {reason}")
        voice = voice_words(job.studio.engine)
        reason = in_plain_words(job.choice.reason)
        click.echo(message.format(name=name, voice=voice, reason=reason), err=True)
    if job.choice.differs:
        message = _("{name} keeps the voices it was published with. To take those of voices.yaml: {command}")
        command = f"{COMMAND} build {job.loaded.asked_for} --engine {job.studio.engine}"
        click.echo(message.format(name=name, command=command), err=True)


def _bound(problem: SpeechError) -> SpeechError:
    hint = _("try again later; only --engine gives an edition that was published another voice")
    if isinstance(problem, EngineMissing):
        hint = problem.hint
    message = _("{trouble}\nIt was published with this voice, so no other takes its place.")
    return SpeechError(message.format(trouble=problem.message), where=problem.where, hint=hint)


def _carry(job: Job, order: Order) -> Report:
    refuse(job)
    if not job.plan.is_empty:
        require_writable(order.out)
    if job.plan.speak and job.studio.engine == "edge":
        say_where_texts_go(order.out, job.online)
    if job.plan.speak and job.choice.reason != _("the online voice answered"):
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
