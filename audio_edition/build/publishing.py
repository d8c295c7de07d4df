"""Publish an edition: its episodes as they are built, under names that never change their content."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from ..config import Config
from ..engines import DRAFTS
from ..errors import PublishError, TextError
from ..files import alone, shown, sweep_parts
from ..plan import cast_values
from ..publish import Record, casts, enclose, put_out, read_records, write_records
from .choosing import publishing_lock
from .gather import PUBLIC, load_edition
from .jobs import Job, Order, prepare


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing an edition did."""

    key: str
    engine: str
    files: tuple[Path, ...]
    """All its episodes in the public folder, in order."""
    new: tuple[Path, ...]
    """Those of them that were not there before."""


def refuse_one_name(root: Path, folders: Iterable[Path], config: Config) -> None:
    """Raise PublishError where two texts name the same edition: one would take the other's place."""
    found: dict[str, Path] = {}
    below_scripts = (path.parent for path in (root / "scripts").glob("*/edition.md"))
    for folder in sorted({folder.resolve() for folder in (*folders, *below_scripts)}):
        with suppress(TextError):  # a text that cannot be read is told when it is to be published itself
            key = load_edition(folder, config).edition.key
            if key in found:
                names = f"{shown(found[key])}, {shown(folder)}"
                hint = _("give one of them another name behind edition:")
                message = _("two texts have the name {key}").format(key=key)
                raise PublishError(message, where=names, hint=hint)
            found[key] = folder


def publish_edition(folder: Path, config: Config, order: Order, *, accept_draft: bool) -> Published:
    """Put an edition's episodes into the public folder and its engine and voices on record.

    Raises PublishError for an edition that is not built as its text stands, for a draft that is not accepted,
    and where a published file was changed by hand; nothing is published then.
    """
    job = prepare(folder, config, order, asking=False, as_made=True)
    if not job.plan.is_empty:
        hint = _("run: python make_audio.py build {name}").format(name=job.loaded.asked_for)
        raise PublishError(_("it is not made as its text stands now"), where=job.loaded.file, hint=hint)
    if job.studio.engine in DRAFTS and not accept_draft:
        hint = _("build it with the online or the neural voice, or publish it with --accept-draft")
        message = _("a trial recording is not for the public: its voice is a robot's")
        raise PublishError(message, where=job.loaded.name, hint=hint)
    with alone(publishing_lock(order.out)):
        return _publish(job, order.out / PUBLIC)


def _publish(job: Job, public: Path) -> Published:
    records = read_records(public)
    sounds = [(job.folder / sheet.file).read_bytes() for sheet in job.plan.sheets]
    names = [Path(sheet.file).name for sheet in job.plan.sheets]
    key = job.script.edition
    enclosures = [enclose(key, name, data) for name, data in zip(names, sounds, strict=True)]
    for place in (public, public / key):
        sweep_parts(place)
    new = [put_out(public, one, data) for one, data in zip(enclosures, sounds, strict=True)]
    records[key] = Record(key, job.studio.engine, casts(cast_values(job.studio.roles)), tuple(enclosures))
    write_records(public, records)
    files = tuple(public / one.file for one in enclosures)
    added = tuple(file for file, is_new in zip(files, new, strict=True) if is_new)
    return Published(key, job.studio.engine, files, added)
