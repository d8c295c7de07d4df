"""Builds in this very process, and what lies in an output folder afterwards."""

from __future__ import annotations

import json
from pathlib import Path

from audio_edition.build import Order, Report, carry, load_config, prepare
from audio_edition.episodes import STAMP_BYTES, read_stamp
from audio_edition.plan import Plan
from tests.desk import Desk


def remake(desk: Desk, preset: str = "podcast", engine: str = "tone") -> tuple[int, int, int]:
    """Build the small edition without a process of its own; count sentences, pieces and episodes made."""
    order = Order(desk.folder, desk.folder / "output", engine, preset)
    job = prepare(desk.text().parent, load_config(desk.folder), order)
    *_events, report = carry(job, order)
    assert isinstance(report, Report)
    return len(job.plan.speak), len(job.plan.master), len(report.episodes_written)


def planned(desk: Desk) -> Plan:
    order = Order(desk.folder, desk.folder / "output", "tone")
    return prepare(desk.text().parent, load_config(desk.folder), order).plan


def store(desk: Desk, kind: str) -> list[Path]:
    return sorted(path for path in (desk.folder / "output/.store" / kind).rglob("*") if path.is_file())


def parts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.part"))


def stamps(desk: Desk) -> dict[Path, int]:
    """When each product was last written."""
    folder = desk.folder / "output"
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def assert_whole(folder: Path) -> None:
    """Check every episode and manifest that can be seen right now."""
    for path in folder.rglob("*.mp3"):
        data = path.read_bytes()
        stamp = read_stamp(data[:STAMP_BYTES])
        assert stamp is not None, path
        assert stamp.total_bytes == len(data), path
    for path in folder.rglob("manifest.json"):
        files = [episode["file"] for episode in json.loads(path.read_bytes())["episodes"]]
        assert all((path.parent / file).is_file() for file in files)
