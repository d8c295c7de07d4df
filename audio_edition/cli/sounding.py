"""`doctor --sound` on the screen."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from ..build import Order, edition_folders, load_config, shown
from ..errors import AudioError
from ..proof.check_words import title_of
from ..verdicts import Fault, Inspection, Verdict, clock
from .reasons import in_plain_words
from .screen import COMMAND, print_json

_MOST_SHOWN = 5
_OF_THE_FILE = ("file", "frames", "decoding")
_OF_SPEECH = ("clipping", "holes", "steps")
"""What the voice did; only a person can say whether it matters."""


def doctor_sound(name: str, root: Path, out: Path, *, preset: str, as_json: bool) -> int:
    """Look at an edition's finished sound, say what is wrong and where; return an exit code."""
    from ..build.inspecting import inspect_sound
    from ..build.tracing import prepare_as_made

    (folder,) = edition_folders(root, (name,))
    found = inspect_sound(prepare_as_made(folder, load_config(root), Order(root, out, preset=preset)))
    job = found.job
    if as_json:
        rows = [_values(episode, verdict) for episode in found.episodes for verdict in episode.verdicts]
        print_json({"edition": job.script.edition, "page": shown(found.page), "checks": rows})
    for episode in found.episodes:
        click.echo(shown(job.folder / episode.told.file), err=as_json)
        for verdict in episode.verdicts:
            _show(verdict, err=as_json)
        _show_way(episode, job.loaded.asked_for, err=as_json)
    click.echo(_("Open it in a browser: {file}").format(file=shown(found.page)), err=as_json)
    return 0 if all(episode.ok for episode in found.episodes) else AudioError.exit_code


def _show(verdict: Verdict, *, err: bool) -> None:
    sign = _("fine") if verdict.ok else _("LOOK")
    told = _("{title}: {message}").format(title=title_of(verdict.name), message=verdict.message)
    click.echo(f"  [{sign}] {in_plain_words(told)}", err=err)
    for fault in verdict.faults[:_MOST_SHOWN]:
        click.echo(f"    {_place(fault)}{in_plain_words(fault.message)}", err=err)
        if fault.words:
            click.echo(_("      printed: {words}").format(words=fault.words), err=err)
    more = len(verdict.faults) - _MOST_SHOWN
    if more > 0:
        click.echo(_("    and {count} more; the page shows them").format(count=more), err=err)


def _place(fault: Fault) -> str:
    return f"{clock(fault.at_ms)}  " if fault.at_ms is not None else ""


def _show_way(episode: Inspection, name: str, *, err: bool) -> None:
    """Say what to do with an episode in which something is wrong."""
    if episode.ok:
        return
    bad = [verdict for verdict in episode.verdicts if not verdict.ok]
    places = [f.at_ms for v in bad if v.name in _OF_SPEECH for f in v.faults if f.at_ms is not None]
    if not places or any(verdict.name in _OF_THE_FILE for verdict in bad):
        hint = _("delete this file and build again; nothing has to be spoken anew")
    else:
        number = episode.told.file.rpartition("/")[2].partition("-")[0]
        hint = _("listen there: {command} hear {name} {number} {time}")
        hint = hint.format(command=COMMAND, name=name, number=number, time=clock(places[0]))
    click.echo(_("    try: {hint}").format(hint=hint), err=err)


def _values(episode: Inspection, verdict: Verdict) -> dict[str, object]:
    faults = [
        {
            "message": fault.message,
            "start_ms": fault.at_ms,
            "time": clock(fault.at_ms) if fault.at_ms is not None else "",
            "written": fault.words,
        }
        for fault in verdict.faults
    ]
    head = {"file": episode.told.file, "name": verdict.name, "ok": verdict.ok}
    return {**head, "message": verdict.message, "faults": faults}
