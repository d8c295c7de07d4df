"""One edition's build: what is to be done, then doing it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from gettext import gettext as _
from pathlib import Path

from .. import engines, mastering
from ..config import Config, Online
from ..errors import UsageError
from ..files import sweep_parts
from ..findings import Finding
from ..model import Key, Preset, Script
from ..plan import Plan, Sheet, Studio, decide, kept_keys, lay_out
from ..store import Store
from .carry import Progress, Wrote, carry_out
from .gather import (
    Loaded,
    casting,
    cover_of,
    digest,
    known_voices,
    load_edition,
    models_of,
    refuse_twins,
    script_of,
)
from .manifest import Manifest, fits, read_manifest
from .online import Settlement, refuse_forbidden
from .workshop import Speaker, Workshop

KEPT_ENGINES = ("edge", "sherpa", "espeak")
"""With `auto`, an edition keeps the one of these that it was made with."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the editor asked for."""

    root: Path
    out: Path
    engine: str = ""
    """"" takes that of voices.yaml."""
    preset: str = "podcast"
    jobs: int = 0
    """How many pieces are worked on at once; 0 takes what the voice allows."""


@dataclass(frozen=True, slots=True)
class Job:
    """An edition with its plan, ready to be carried out."""

    loaded: Loaded
    script: Script
    studio: Studio
    plan: Plan
    folder: Path
    """Where its episodes and its manifest lie."""
    engine_reason: str
    last: Manifest
    cover: bytes | None
    models: Mapping[str, Path]
    """Folders of the neural voices that are cast."""
    online: Online
    damaged: frozenset[tuple[str, Key]] = frozenset()
    """Kept pieces of it that are damaged; they are among what the plan makes."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Open doubts about its text."""
        return self.loaded.findings

    @property
    def is_first(self) -> bool:
        """Whether it was never built."""
        return self.last.past.episodes is None


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    job: Job
    seconds: float
    episodes_written: tuple[Path, ...]
    damaged: int = 0
    """How many kept pieces were found damaged only after it was planned; they were made again."""

    @property
    def episodes(self) -> tuple[Path, ...]:
        """Files of all episodes, in order."""
        return tuple(self.job.folder / sheet.file for sheet in self.job.plan.sheets)

    @property
    def duration_ms(self) -> int:
        """Length of all episodes together."""
        entries = read_manifest(self.job.folder).entries.values()
        return sum(length for entry in entries if isinstance(length := entry["duration_ms"], int))


def prepare(folder: Path, config: Config, order: Order, *, asking: bool = True) -> Job:
    """Read an edition and plan its build. Raises EditionError; makes nothing.

    The engine: the one asked for, else the one of voices.yaml; with `auto` the one it was last made with,
    else the best that answers. Without `asking` the service is left alone and the offline voice assumed.
    """
    loaded = load_edition(folder, config)
    refuse_twins(loaded)
    script = script_of(loaded, config)
    preset = _preset(config, order.preset)
    target = order.out / loaded.name / ("" if preset.name == "podcast" else preset.name)
    last = read_manifest(target)
    models = models_of(config, order.root)
    wanted = order.engine or config.engine
    engine, reason = _engine(wanted, last.past.engine, models, config.online, asking=asking)
    cover = cover_of(folder)
    studio = studio_of(config, engine, preset, models, digest(cover))
    sheets = lay_out(script, studio, known_voices(config, engine))
    store = Store(order.out / ".store")
    plan = _plan(sheets, studio, last, store, ledger_of(loaded.name, preset.name))
    if plan.speak:
        refuse_forbidden(engine, config.online)
    return Job(
        loaded, script, studio, plan, target, reason, last, cover, models, config.online, store.damaged
    )


def studio_of(
    config: Config, engine: str, preset: Preset, models: Mapping[str, Path], cover: str = ""
) -> Studio:
    """Describe with what an engine speaks for an outlet. Raises VoicesError."""
    return Studio(
        engine=engine,
        revision=engines.revision(engine, models),
        roles=casting(config, engine, preset.rate),
        preset=preset,
        encoder=f"{mastering.RECIPE} {mastering.encoder_version()}",
        cover=cover,
    )


def _plan(sheets: tuple[Sheet, ...], studio: Studio, last: Manifest, store: Store, ledger: Key) -> Plan:
    past = last.past
    if past.episodes is not None:
        misfits = {s.file for s in sheets if s.file in last.entries and not fits(last.entries[s.file], s)}
        known = {file: Key("") if file in misfits else key for file, key in past.episodes.items()}
        past = replace(past, episodes=known)
    finished = past.episodes or {}
    tasks = [task for sheet in sheets if finished.get(sheet.file) != sheet.key for task in sheet.tasks]
    if tasks:
        made = (store.read("made", ledger) or b"").decode("ascii", "replace").split()
        past = replace(past, made=frozenset(map(Key, made)))
    units = store.among("unit", {task.unit_key for task in tasks})
    speech = store.among("speech", {task.speech_key for task in tasks if task.unit_key not in units})
    return decide(sheets, studio=studio, past=past, speech=speech, units=units)


def carry(job: Job, order: Order) -> Iterator[Progress | Wrote | Report]:
    """Carry out a job; yields progress and at last the report. Raises EditionError."""
    since = time.monotonic()
    written: list[Path] = []
    store = Store(order.out / ".store")
    store.sweep()
    for folder in (order.out, job.folder, job.folder / "episodes"):
        sweep_parts(folder)
    ledger = ledger_of(job.loaded.name, job.studio.preset.name)
    keys = "\n".join(sorted(kept_keys(job.plan.sheets, job.studio))).encode() if job.plan.write else b""
    if keys:
        store.write("begun", ledger, keys)  # `prune` leaves alone what is on its way
    settlement = Settlement(store, order.jobs, job.online.without)
    speaker = Speaker(job.studio.engine, job.models, settlement)
    lock = order.out / ".store" / "locks" / ledger
    shop = Workshop(job.folder, store, speaker, job.studio, job.script, job.cover, lock, order.jobs)
    try:
        for event in carry_out(job.plan, shop):
            if isinstance(event, Wrote):
                written.append(event.file)
            yield event
    finally:
        speaker.close()
    if keys:
        store.write("made", ledger, keys)
        if store.read("begun", ledger) == keys:
            store.drop("begun", ledger)
    yield Report(job, time.monotonic() - since, tuple(written), len(store.damaged - job.damaged))


def ledger_of(edition: str, preset: str) -> Key:
    """Name the list of what an edition was last made of (made), or is to be made of (begun).

    Losing that costs only reasons, and what `prune` then takes away.
    """
    return Key(hashlib.sha256(f"{edition}/{preset}".encode()).hexdigest())


def _preset(config: Config, name: str) -> Preset:
    if name not in config.presets:
        hint = _("voices.yaml has: {names}").format(names=", ".join(config.presets))
        raise UsageError(_("no preset is called {name}").format(name=name), hint=hint)
    return config.presets[name]


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
