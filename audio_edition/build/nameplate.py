"""names.yaml beside voices.yaml: the names whose readings a person has confirmed, for all editions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from gettext import gettext as _
from pathlib import Path

from .. import spoken
from ..config import parse_readings
from ..default_pinyin import with_marks
from ..errors import EditionError, TextError, VoicesError
from ..files import read_text, replace_file, shown
from ..model import Edition
from ..names import Name, Source, all_names
from ..yaml_text import read_yaml

FILE = "names.yaml"
_PLAIN = re.compile(r"\w[\w ·]*")


@dataclass(frozen=True, slots=True)
class Nameplate:
    """What names.yaml says."""

    confirmed: tuple[tuple[str, str], ...] = ()
    """Names that the voices read right by themselves; nothing is spoken anew for them."""
    readings: tuple[tuple[str, str], ...] = ()
    """Names that are said otherwise than a voice would by itself."""
    words: frozenset[str] = field(default=frozenset())
    """All of them."""


def load_names(root: Path) -> Nameplate:
    """Read names.yaml; an empty one where there is none. Raises VoicesError."""
    path = root / FILE
    if not path.exists():
        return Nameplate()
    try:
        text, _encoding = read_text(path, shown=shown(path), error=VoicesError)
    except EditionError as problem:
        hint = problem.hint or _("check the name and the folder")
        raise VoicesError(problem.message, where=problem.where, hint=hint) from problem
    found = read_yaml(text, where=shown(path), error=VoicesError).known(("confirmed", "readings"))
    confirmed, readings = (
        parse_readings(found.get(name), spoken.check_reading) for name in ("confirmed", "readings")
    )
    return Nameplate(confirmed, readings, frozenset(dict((*confirmed, *readings))))


def known(pinyin: Iterable[str]) -> tuple[str, ...]:
    """Leave out the signs within a name that are not said."""
    return tuple(filter(None, pinyin))


def as_kept(word: str, pinyin: Iterable[str]) -> str:
    """Write a reading so that it is surely understood: with marks, with numbers where those are unclear."""
    syllables = known(pinyin)
    try:
        spoken.check_reading(word, with_marks(syllables))
    except TextError:
        return " ".join(syllables)
    return with_marks(syllables)


def unconfirmed(edition: Edition, plate: Nameplate) -> int:
    """Count the names that nobody has confirmed yet."""
    return len(all_names(edition).keys() - plate.words)


def part_of_plate(name: Name, plate: Nameplate) -> str:
    """Tell under which heading of names.yaml a name stands, or would stand when its reading is confirmed.

    What the program only guesses a voice guesses too, and nothing is spoken anew for it. What its table or
    an editor says, or what two sources read differently, every voice is told from then on.
    """
    is_own = name.source is Source.GUESS or name.word in dict(plate.confirmed)
    return "confirmed" if is_own else "readings"


def confirm(root: Path, names: Iterable[Name]) -> Nameplate:
    """Add names to names.yaml with the readings they have now; return what it says then.

    A name with a character whose reading is not known is left out.
    """
    plate = load_names(root)
    rows = {"confirmed": dict(plate.confirmed), "readings": dict(plate.readings)}
    new = {name.word: name for name in names if name.word not in plate.words}
    for name in new.values():
        if spoken.hanzi_count(name.word) == len(known(name.pinyin)):
            rows[part_of_plate(name, plate)][name.word] = as_kept(name.word, name.pinyin)
    if new:
        replace_file(root / FILE, _written(**rows).encode())
    return load_names(root)


def _written(confirmed: dict[str, str], readings: dict[str, str]) -> str:
    parts = ["# 读音已经核对的人名、地名，各期通用。\n"]
    for title, remark, rows in (
        ("confirmed", "声音自己就念得对；要改念法，把那一行移到 readings: 下面再改", confirmed),
        ("readings", "声音自己会念错，按这里念", readings),
    ):
        parts.append(f"\n{title}:  # {remark}\n" if rows else "")
        parts += [f"  {_quoted(word)}: {_quoted(said)}\n" for word, said in rows.items()]
    return "".join(parts)


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
