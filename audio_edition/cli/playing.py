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


def play(path: Path) -> bool:
    """Play an MP3 to its end; tell whether a player was found and had no complaint."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - our own file, with what the person has chosen for MP3
        return True
    for name, *options in _PLAYERS:
        player = shutil.which(name)
        if player:
            command = [player, *options, str(path)]
            done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - a list, no shell
            return done.returncode == 0
    return False
