"""What `doctor --sound` says, read by check."""

from __future__ import annotations

from typing import Any

from tests.desk import Desk

FIRST = "episodes/01-small.mp3"
CHECKS = [
    *("file", "frames", "decoding", "loudness", "chapters", "peak", "clipping", "marks", "holes", "steps")
]


def looked_at(desk: Desk, *, name: str = "small") -> dict[str, dict[str, Any]]:
    """The verdicts by file and check; the exit code says whether one is bad."""
    ran = desk.fork("doctor", "--sound", name, "--json")
    assert ran.out, ran.err
    files: dict[str, dict[str, Any]] = {}
    for row in ran.json["checks"]:
        files.setdefault(row["file"], {})[row["name"]] = row
    bad = [row for row in ran.json["checks"] if not row["ok"]]
    assert ran.code == (6 if bad else 0)
    return files


def bad(desk: Desk, check: str) -> list[dict[str, Any]]:
    """The faults that a check finds in the first episode."""
    verdict = looked_at(desk)[FIRST][check]
    assert verdict["ok"] == (not verdict["faults"])
    return list(verdict["faults"])
