"""Play a file with whatever player this computer has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_PLAYERS = (
    ("mpg123", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"),
    ("mpv", "--no-video", "--really-quiet"),
    ("afplay",),
)


_SLACK_S = 3.0
"""A player may need so long beside the sound; without a loudspeaker mpg123 never ends by itself."""


def play(path: Path, length_s: float) -> bool:
    """Play an MP3 of this length to its end; tell whether a player was found and had no complaint."""
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606 - our own file, with what the person has chosen for MP3
        except OSError:
            return False
        return True
    for name, *options in _PLAYERS:
        player = shutil.which(name)
        if player:
            return _has_played([player, *options, str(path)], length_s + _SLACK_S)
    return False


def _has_played(command: list[str], longest_s: float) -> bool:
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=longest_s)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
