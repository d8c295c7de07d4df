"""Where espeak-ng lies and which one it is; loads nothing of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ..versions import installed_version

RECIPE = "2"
"""Raised whenever the same utterance would sound otherwise."""

_PACKAGE, _MODULE = "espeakng-loader", "espeakng_loader"


@dataclass(frozen=True, slots=True)
class Library:
    """Where espeak-ng lies."""

    path: Path
    """The shared library."""
    folder: Path
    """The folder that holds espeak-ng-data."""


def revision() -> str:
    """Name what decides the sound besides the utterance."""
    voice, readings = installed_version(_PACKAGE, _MODULE), installed_version("pypinyin", "pypinyin")
    return f"{voice or 'missing'}+{readings or 'missing'}+{RECIPE}"


def find_library() -> Library | None:
    """Find espeak-ng without loading it or the package around it; None where it is not installed."""
    found = find_spec(_MODULE)
    if not found or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0])
    name = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}.get(sys.platform, "libespeak-ng.so")
    whole = (folder / name).is_file() and (folder / "espeak-ng-data").is_dir()
    return Library(folder / name, folder) if whole else None
