"""names.yaml beside voices.yaml: the names whose readings a person has confirmed, for all editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .. import spoken
from ..config import parse_readings
from ..default_pinyin import default_pinyin, with_marks
from ..errors import VoicesError
from ..files import read_text, replace_file, shown
from ..model import Edition
from ..names import Name, find_names
from ..yaml_text import read_yaml

FILE = "names.yaml"


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
    text, _encoding = read_text(path, shown=shown(path), error=VoicesError)
    found = read_yaml(text, where=shown(path), error=VoicesError).known(("confirmed", "readings"))
    confirmed, readings = (
        parse_readings(found.get(name), spoken.check_reading) for name in ("confirmed", "readings")
    )
    return Nameplate(confirmed, readings, frozenset(dict((*confirmed, *readings))))


def unconfirmed(edition: Edition, plate: Nameplate) -> int:
    """Count the names that nobody has confirmed yet."""
    return len(find_names(edition).keys() - plate.words)


def confirm(root: Path, names: Iterable[Name]) -> int:
    """Add names to names.yaml with the readings they have now; return how many were new."""
    plate = load_names(root)
    confirmed, readings = dict(plate.confirmed), dict(plate.readings)
    new = [name for name in names if name.word not in plate.words and all(name.pinyin)]
    for name in new:
        own = name.pinyin == default_pinyin(name.word)
        (confirmed if own else readings)[name.word] = with_marks(name.pinyin)
    if new:
        replace_file(root / FILE, _written(confirmed, readings).encode())
    return len(new)


def _written(confirmed: dict[str, str], readings: dict[str, str]) -> str:
    parts = ["# 读音已经核对的人名、地名。改拼音就改念法，各期通用。\n"]
    for title, remark, rows in (
        ("confirmed", "声音自己就念得对", confirmed),
        ("readings", "声音自己会念错，按这里念", readings),
    ):
        parts.append(f"\n{title}:  # {remark}\n" if rows else "")
        parts += [f"  {word}: {said}\n" for word, said in rows.items()]
    return "".join(parts)
