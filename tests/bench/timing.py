"""Run the real command and take its time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Run:
    seconds: float
    megabytes: float
    """Most memory of the process and those it started, together."""
    row: dict[str, int]


def tree_bytes(pid: int) -> int:
    """Add up the memory of a process and its children, shared pages counted once (PSS, Linux only).

    A child that has not begun its own program yet still has its parent's memory and is left out.
    """
    total, left, own = 0, [pid], b""
    while left:
        one = left.pop()
        try:
            program = Path(f"/proc/{one}/cmdline").read_bytes()
            if one != pid and program == own:
                continue
            own = own or program
            kept = Path(f"/proc/{one}/smaps_rollup").read_text().split("Pss:")[1].split()[0]
            total += int(kept) * 1024
            for task in Path(f"/proc/{one}/task").iterdir():
                left += map(int, (task / "children").read_text().split())
        except (OSError, IndexError):
            continue
    return total


def run_build(desk: Path, name: str, *arguments: str) -> Run:
    """Run the real command in a process of its own."""
    command = [sys.executable, str(ROOT / "make_audio.py"), "build", name, "--json", *arguments]
    since = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=desk,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "AUDIO_EDITION_INSIDE": "1"},
    )
    most = [0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            most[0] = max(most[0], tree_bytes(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, err = process.communicate()
    seconds = time.perf_counter() - since
    done.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(err.decode())
    return Run(seconds, most[0] / 1e6, json.loads(out)["editions"][0])
