"""Sound for subscribers: each file under a name of its content, written once and never changed.

A client that resumes a download splices an old file with a new one of its name (facts/publishing.md 2).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from ..errors import PublishError
from ..files import replace_file, shown

_SIGNS = 16
"""Hexadecimal signs of the content's sum in a name: 64 bits, so that no two sounds share one."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One published episode."""

    file: str
    """From the public folder, with forward slashes."""
    sha256: str
    octets: int


def enclose(edition: str, name: str, data: bytes) -> Enclosure:
    """Name an episode by its content: `name` is its file in the edition, such as 01-small.mp3."""
    total = hashlib.sha256(data).hexdigest()
    stem, _dot, ending = name.rpartition(".")
    return Enclosure(f"{edition}/{stem}-{total[:_SIGNS]}.{ending}", total, len(data))


def put_out(public: Path, enclosure: Enclosure, data: bytes) -> bool:
    """Write an enclosure into the public folder; return whether it was not there yet.

    Raises PublishError where another file has its name, AudioError where it cannot be written.
    """
    path = public / enclosure.file
    if path.exists():
        if path.is_file() and path.read_bytes() == data:
            return False
        hint = _("put back what was published, or delete it and publish again")
        raise PublishError(_("this published file was changed by hand"), where=shown(path), hint=hint)
    replace_file(path, data)
    return True
