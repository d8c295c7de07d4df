"""The record of what was published: by it a later build keeps an edition's engine and voices."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any

from ..errors import PublishError
from ..files import replace_file, shown
from .enclosures import Enclosure

FILE = "published.json"
_RATE, _PITCH = re.compile(r"[+-]\d{1,3}%"), re.compile(r"[+-]\d{1,3}Hz")


@dataclass(frozen=True, slots=True)
class Cast:
    """How one role spoke."""

    voices: tuple[str, ...]
    rate: str
    pitch: str


@dataclass(frozen=True, slots=True)
class Record:
    """What subscribers have of an edition."""

    edition: str
    engine: str
    voices: Mapping[str, Cast]
    """By role, as in the manifest."""
    episodes: tuple[Enclosure, ...]
    """In order; each file as it was last published."""


def read_records(public: Path) -> dict[str, Record]:
    """Read all records, by edition; none where nothing was published. Raises PublishError for a damaged file.

    A damaged record is never taken for none: what subscribers have would be forgotten.
    """
    path = public / FILE
    try:
        records = [_record(row) for row in json.loads(path.read_bytes())["editions"]]
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as problem:
        hint = _("get it back from the place where the public folder was copied to")
        message = _("the record of what was published is damaged")
        raise PublishError(message, where=shown(path), hint=hint) from problem
    return {record.edition: record for record in records}


def write_records(public: Path, records: Mapping[str, Record]) -> None:
    """Write all records; the same records give the same bytes. Raises AudioError."""
    rows = [asdict(records[name]) for name in sorted(records)]
    replace_file(
        public / FILE, (json.dumps({"editions": rows}, ensure_ascii=False, indent=1) + "\n").encode()
    )


def casts(values: Mapping[str, Any]) -> dict[str, Cast]:
    """Read a cast as manifests describe it. Raises KeyError, TypeError, ValueError for anything else."""
    return {
        str(role): Cast(tuple(map(str, cast["voices"])), str(cast["rate"]), str(cast["pitch"]))
        for role, cast in dict(values).items()
        if _is_pace(cast)
    }


def _is_pace(cast: Mapping[str, Any]) -> bool:
    """Tell whether a pace and a pitch are such; raises ValueError where they are not."""
    if not (_RATE.fullmatch(str(cast["rate"])) and _PITCH.fullmatch(str(cast["pitch"])) and cast["voices"]):
        raise ValueError
    return True


def _record(row: Mapping[str, Any]) -> Record:
    episodes = tuple(Enclosure(str(e["file"]), str(e["sha256"]), int(e["octets"])) for e in row["episodes"])
    return Record(str(row["edition"]), str(row["engine"]), casts(row["voices"]), episodes)
