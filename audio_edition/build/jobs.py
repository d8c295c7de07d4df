"""One edition's build: what is to be done, then doing it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from gettext import gettext as _
from pathlib import Path

from .. import engines, mastering
from ..config import Config, Online
from ..errors import UsageError
from ..files import sweep_parts
from ..findings import Finding
from ..model import Key, Script
from ..outlets import Preset
from ..plan import Plan, Sheet, Studio, decide, kept_keys, lay_out
from ..store import Store
from .carry import Progress, Wrote, carry_out
from .choosing import Choice, Wish, choose_voice, rebind, record_as_made, record_of
from .gather import (
    Loaded,
    cover_of,
    digest,
    known_voices,
    load_edition,
    refuse_twins,
    script_of,
)
from .manifest import Manifest, fits, read_manifest
from .online import Settlement, refuse_forbidden
from .tunes import Owned, gather_tunes, prove
from .workshop import Speaker, Workshop


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
    fallback: str = ""
    """The engine that remakes an edition which the chosen one cannot speak; "" for none."""


@dataclass(frozen=True, slots=True)
class Job:
    """An edition with its plan, ready to be carried out."""

    loaded: Loaded
    script: Script
    studio: Studio
    plan: Plan
    folder: Path
    """Where its episodes and its manifest lie."""
    choice: Choice
    last: Manifest
    cover: bytes | None
    online: Online
    owned: Owned
    remarks: tuple[str, ...]
    """What is to be said of the editor's own music, once, when it is made."""
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


def prepare(folder: Path, config: Config, order: Order, *, asking: bool = True, as_made: bool = False) -> Job:
    """Read an edition and plan its build. Raises EditionError; makes nothing.

    Without `asking` the online voice is left alone and the offline voice assumed, unless one was chosen.
    `as_made` takes engine and voices of the last build, whatever voices.yaml says by now.
    """
    loaded = load_edition(folder, config)
    refuse_twins(loaded)
    preset = _preset(config, order.preset)
    tunes, owned = gather_tunes(config.music, order.root, preset)
    script = script_of(loaded, config, tunes, preset.rests)
    target = order.out / loaded.name / ("" if preset.name == "podcast" else preset.name)
    last = read_manifest(target)
    key = script.edition
    record = (record_as_made(last.past, key) if as_made else None) or record_of(order.out, key)
    wish = Wish(order.engine, last.past.engine, preset.rate, record)
    choice = choose_voice(wish, config, order.root, asking=asking)
    engine = choice.engine
    cover = cover_of(folder)
    studio = studio_of(choice, preset, digest(cover))
    sheets = lay_out(script, studio, known_voices(config, engine))
    store = Store(order.out / ".store")
    plan = _plan(sheets, studio, last, store, ledger_of(loaded.name, preset.name))
    remarks = prove((task for task, _why in plan.master), owned, preset)
    known = (choice, last, cover, config.online, owned, remarks, store.damaged)
    return Job(loaded, script, studio, plan, target, *known)


def studio_of(choice: Choice, preset: Preset, cover: str = "") -> Studio:
    """Describe with what a voice speaks for an outlet."""
    return Studio(
        engine=choice.engine,
        revision=engines.revision(choice.engine, choice.models),
        roles=choice.roles,
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


def refuse(job: Job) -> None:
    """Raise VoicesError where texts would go to the online voice although voices.yaml says no."""
    if job.plan.speak:
        refuse_forbidden(job.studio.engine, job.online)


def carry(job: Job, order: Order) -> Iterator[Progress | Wrote | Report]:
    """Carry out a job; yields progress and at last the report. Raises EditionError."""
    refuse(job)
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
    speaker = Speaker(job.studio.engine, job.choice.models, settlement)
    lock = order.out / ".store" / "locks" / ledger
    shop = Workshop(
        *(job.folder, store, speaker, job.studio, job.script, job.cover, lock), job.owned, order.jobs
    )
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
    if order.engine not in ("", "auto") and not job.studio.preset.rate:
        rebind(order.out, job.script.edition, job.studio)
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
