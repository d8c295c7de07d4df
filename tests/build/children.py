"""Builds as processes of their own, to be watched, stopped and killed."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys

from tests.desk import ROOT, Desk, become_the_command

LOOK_S = 0.02


def start(desk: Desk, *arguments: str, **env: str) -> subprocess.Popen[bytes]:
    """Start a build of the small edition with the voice `tone`, in a process group of its own."""
    command = [sys.executable, str(ROOT / "make_audio.py"), "build", "small", "--engine", "tone", *arguments]
    return subprocess.Popen(
        command,
        cwd=desk.folder,
        env=desk.environment(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def has_ended(child: subprocess.Popen[bytes], wait_s: float = LOOK_S) -> bool:
    try:
        child.wait(wait_s)
    except subprocess.TimeoutExpired:
        return False
    return True


def end_of(child: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Wait for a build; return its exit code and what it told people."""
    out, err = child.communicate(timeout=120)
    return child.returncode, (out + err).decode("utf-8")


def fork(desk: Desk, *arguments: str) -> int:
    """Start a command in a copy of this process, which has all loaded; return its process number."""
    importlib.import_module("audio_edition.cli.commands")
    child = os.fork()
    if child == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        become_the_command(desk.folder, desk.environment({}), list(arguments))
    return child
