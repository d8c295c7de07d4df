"""`prune`: take away the kept pieces that no edition needs any more; what may be needed stays."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .. import engines
from ..config import Config
from ..errors import UsageError
from ..model import Key, Script
from ..outlets import Preset
from ..plan import lay_out
from ..store import Product, Store
from .choosing import KEPT_ENGINES, Choice, Wish, choose_voice, record_of
from .gather import (
    edition_folders,
    known_voices,
    load_edition,
    refuse_twins,
    script_of,
)
from .jobs import Order, ledger_of, studio_of
from .manifest import read_manifest
from .tunes import gather_tunes

_PIECES = ("speech", "unit")
_LISTS = ("made", "begun")
"""What an edition was last made of, and what a build that has not ended well yet makes it of."""
_BEGUN_DAYS = 7
"""So long what an unfinished build has made is kept, wherever its text lies."""
_DAY_NS = 86_400 * 10**9


@dataclass(frozen=True, slots=True)
class Pruning:
    """What goes and what stays."""

    goes: tuple[Product, ...]
    stays: tuple[Product, ...]


def sort_out(config: Config, order: Order, *, older_than_days: float = 0) -> Pruning:
    """Tell what no edition needs; removes nothing. Raises EditionError for a text that cannot be read.

    Needed is what an edition below scripts/ is made of as its text now stands, for every outlet, with the
    voice it has and the one it would get; what an edition with a text or episodes was last made of; and what
    a build that runs or was broken off makes.
    """
    store = Store(order.out / ".store")
    found = tuple(store.products())  # before the needs are known: what is made meanwhile is not among it
    now_ns = time.time_ns()
    known = {ledger_of(*place) for place in _places(config, order)}
    lists = [
        product
        for product in found
        if product.kind in _LISTS and (product.key in known or _is_fresh(product, now_ns))
    ]
    needed = {*_planned(config, order), *(key for one in lists for key in _listed(store, one))}
    limit_ns = now_ns - round(older_than_days * _DAY_NS)

    def stays(product: Product) -> bool:
        if product.kind in _PIECES:
            return product.key in needed or product.written_ns > limit_ns
        return product.kind not in _LISTS or product in lists

    return Pruning(
        tuple(product for product in found if not stays(product)),
        tuple(product for product in found if stays(product)),
    )


def remove(pruning: Pruning, out: Path) -> Pruning:
    """Remove what goes; return what went and what stayed."""
    store = Store(out / ".store")
    store.sweep()
    stuck = tuple(product for product in pruning.goes if not store.remove(product))
    gone = set(pruning.goes).difference(stuck)
    return Pruning(tuple(product for product in pruning.goes if product in gone), (*pruning.stays, *stuck))


def _is_fresh(product: Product, now_ns: int) -> bool:
    return product.kind == "begun" and now_ns - product.written_ns < _BEGUN_DAYS * _DAY_NS


def _listed(store: Store, ledger: Product) -> Iterator[Key]:
    """Read a list of keys; a damaged one is passed over, as the text tells what is needed."""
    yield from map(Key, (store.read(ledger.kind, ledger.key) or b"").decode("ascii").split())


def _places(config: Config, order: Order) -> Iterator[tuple[str, str]]:
    """Yield every edition and outlet that has a text or episodes."""
    names = {folder.name for folder in _folders(order)}
    made = {path.parent for path in order.out.glob("*/manifest.json")}
    made |= {path.parent.parent for path in order.out.glob("*/*/manifest.json")}
    for name in names | {folder.name for folder in made}:
        outlets = {path.parent.name for path in (order.out / name).glob("*/manifest.json")}
        for outlet in outlets | set(config.presets):
            yield name, outlet


def _folders(order: Order) -> tuple[Path, ...]:
    try:
        return edition_folders(order.root, ())
    except UsageError:  # there is no text: only what was made counts
        return ()


def _planned(config: Config, order: Order) -> Iterator[Key]:
    """Yield the keys of everything that the texts are made of as they stand. Raises EditionError."""
    for folder in _folders(order):
        loaded = load_edition(folder, config)
        refuse_twins(loaded)
        for preset in config.presets.values():
            tunes, _owned = gather_tunes(config.music, order.root, preset)
            script = script_of(loaded, config, tunes, preset.rests)
            target = order.out / loaded.name / ("" if preset.name == "podcast" else preset.name)
            last = read_manifest(target).past.engine
            for choice in _choices(
                config, order, Wish("", last, preset.rate, record_of(order.out, script.edition))
            ):
                yield from _keys(script, config, choice, preset)


def _choices(config: Config, order: Order, wish: Wish) -> Iterator[Choice]:
    """Yield every voice that an edition may have: what was published, what it has, what it would get."""
    if wish.record:
        yield choose_voice(wish, config, order.root, asking=False)
    for engine in _engines(config, wish.last):
        if engine == config.engine or all(role.voices.get(engine) for role in config.roles.values()):
            yield choose_voice(replace(wish, asked=engine), config, order.root, asking=False)


def _engines(config: Config, last: str) -> tuple[str, ...]:
    """The voice that an edition was made with, and all that it may get by itself."""
    made = (last,) if last in engines.ENGINES else ()
    if config.engine != "auto":
        return tuple(dict.fromkeys((*made, config.engine)))
    return made if last in KEPT_ENGINES else (*made, *KEPT_ENGINES)


def _keys(script: Script, config: Config, choice: Choice, preset: Preset) -> Iterator[Key]:
    for sheet in lay_out(script, studio_of(choice, preset), known_voices(config, choice.engine)):
        for task in sheet.tasks:
            yield task.speech_key
            yield task.unit_key
