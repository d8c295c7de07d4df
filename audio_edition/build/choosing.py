"""Which engine and voices an edition gets: chosen once, and bound by what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from gettext import gettext as _
from pathlib import Path
from typing import cast

from .. import engines
from ..config import Config, Online
from ..errors import PublishError
from ..files import alone
from ..model import Role
from ..plan import Casting, Past, Studio, cast_values
from ..publish import Record, casts, read_records, write_records
from .gather import PUBLIC, casting, models_of

KEPT_ENGINES = ("edge", "sherpa", "espeak")
"""With `auto`, an edition keeps the one of these that it was made with."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The voice of one edition, and why."""

    engine: str
    reason: str
    roles: Mapping[Role, Casting]
    models: Mapping[str, Path]
    """Folders of the neural voices that are cast."""
    bound: bool = False
    """Whether it is the voice that was published: no other takes its place by itself."""
    differs: bool = False
    """Whether voices.yaml names other voices than those that are bound."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known before an engine is chosen."""

    asked: str
    """What --engine says; "" for nothing."""
    last: str
    """The engine that the edition was last made with; "" for none."""
    rate: str
    """The preset's own, which replaces the roles'; "" for none."""
    record: Record | None
    """Of what was published."""


def record_of(out: Path, edition: str) -> Record | None:
    """Return the record of an edition that was published. Raises PublishError for a damaged one."""
    return read_records(out / PUBLIC).get(edition)


def record_as_made(past: Past, edition: str) -> Record | None:
    """Return what a record of the last build would say; None where there was none."""
    if past.engine not in engines.ENGINES:
        return None
    try:
        return Record(edition, past.engine, casts(cast(Mapping[str, object], past.voices)), ())
    except (KeyError, TypeError, ValueError):
        return None


def publishing_lock(out: Path) -> Path:
    """Return the lock of whoever changes the record of what was published."""
    return out / ".store" / "locks" / "published"


def rebind(out: Path, edition: str, studio: Studio) -> None:
    """Record what --engine gave to an edition that was published: it keeps that voice from now on."""
    with alone(publishing_lock(out)):
        records = read_records(out / PUBLIC)
        record = records.get(edition)
        if record is None:
            return
        new = replace(record, engine=studio.engine, voices=casts(cast_values(studio.roles)))
        if new != record:
            write_records(out / PUBLIC, {**records, edition: new})


def choose_voice(wish: Wish, config: Config, root: Path, *, asking: bool) -> Choice:
    """Choose engine and voices. Raises EditionError.

    The engine: the one asked for; else that which was published; else the one of voices.yaml; with `auto` the
    one it was last made with, else the best that answers. Without `asking` the service is left alone.
    """
    if wish.record and wish.asked in ("", "auto"):
        return _bound(wish.record, wish, config, root)
    models = models_of(config, root)
    own = wish.record is not None and wish.record.engine == wish.asked
    wanted = wish.asked or config.engine
    engine, reason = _engine(wanted, wish.last, models, config.online, asking=asking)
    return Choice(engine, reason, casting(config, engine, wish.rate), models, bound=own)


def _bound(record: Record, wish: Wish, config: Config, root: Path) -> Choice:
    roles = _recorded(record, wish.rate)
    now = {
        role: Casting(v.voices.get(record.engine, ()), wish.rate or v.rate, v.pitch)
        for role, v in config.roles.items()
    }
    voices = tuple(name for one in roles.values() for name in one.voices)
    models = models_of(config, root, voices if record.engine == "sherpa" else ())
    reason = _("it was published with this voice; --engine takes another")
    return Choice(
        record.engine, reason, roles, models, bound=True, differs=cast_values(roles) != cast_values(now)
    )


def _recorded(record: Record, rate: str) -> dict[Role, Casting]:
    lost = [role.value for role in Role if role.value not in record.voices]
    if lost:
        hint = _("name the engine with --engine, and publish again")
        message = _("the record of what was published names no voice for {roles}")
        raise PublishError(message.format(roles=", ".join(lost)), where=record.edition, hint=hint)
    kept = {role: record.voices[role.value] for role in Role}
    return {role: Casting(one.voices, rate or one.rate, one.pitch) for role, one in kept.items()}


def _engine(
    wanted: str, last: str, models: Mapping[str, Path], online: Online, *, asking: bool
) -> tuple[str, str]:
    if wanted != "auto":
        return wanted, _("asked for")
    if last in KEPT_ENGINES:
        return last, _("this edition was made with it; --engine takes another")
    if asking and online.allowed is not False:
        return engines.choose("auto", models, online.without)
    engine, reason = engines.offline(models)
    return engine or "espeak", reason
