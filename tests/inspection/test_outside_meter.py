"""An outside meter agrees with what the page says; memory stays small for hours of sound."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from audio_edition.episodes.looking import look_at
from audio_edition.mastering.measuring import Measured, measure
from tests.conftest import judge
from tests.desk import ROOT, Desk
from tests.inspection.damage import Episode
from tests.inspection.looking import FIRST, looked_at

_COMMAND = """
import re, sys
from pathlib import Path
from audio_edition.cli import main
try:
    main(["doctor", "--sound", "small", "--json"])
finally:
    print(re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1])
"""


def measured(path: Path) -> Measured:
    return measure(path, look_at(path, 48000, 96).sound_at, 48000)


def outside(path: Path, cut: str = "") -> tuple[float, float]:
    """Integrated loudness and true peak after ffmpeg's ebur128."""
    keys = cut + "ebur128=peak=true:metadata=1,ametadata=print:file=-"
    command = [
        judge("ffmpeg"),
        "-nostats",
        "-hide_banner",
        "-i",
        str(path),
        "-af",
        keys,
        "-f",
        "null",
        "-",
    ]
    done = subprocess.run(command, capture_output=True, check=True)
    (*_rest, level) = re.findall(r"lavfi\.r128\.I=(\S+)", done.stdout.decode())
    (peak,) = re.findall(r"Peak:\s+(\S+) dBFS", done.stderr.decode())
    return float(level), float(peak)


def test_our_loudness_and_true_peak_are_those_of_the_outside_meter(good: Desk) -> None:
    for path in good.episodes():
        ours = measured(path)
        level, peak = outside(path)
        assert abs(ours.lufs(0, ours.ms(ours.samples)) - level) < 0.1
        assert abs(ours.true_peak_db - peak) < 0.1


def test_each_chapters_loudness_is_that_of_the_outside_meter(good: Desk) -> None:
    ours = measured(Episode(good).path)
    for row in Episode(good).entry["chapters"]:
        cut = f"atrim=start={row['start_ms'] / 1000}:end={row['end_ms'] / 1000},"
        assert abs(ours.lufs(row["start_ms"], row["end_ms"]) - outside(Episode(good).path, cut)[0]) < 0.1


def test_the_check_shows_what_the_outside_meter_measures(episode: Episode) -> None:
    episode.louder(0, 90_000, db=3)
    found = looked_at(episode.desk)[FIRST]
    shown = float(found["loudness"]["message"].split(" ")[0])
    assert abs(shown - outside(episode.path)[0]) < 0.1
    assert not found["loudness"]["ok"]


def test_what_is_measured_in_pieces_is_what_is_measured_at_once(
    good: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = measured(good.episodes()[0])
    monkeypatch.setattr("audio_edition.mastering.measuring._CELLS", 97)
    pieces = measured(good.episodes()[0])
    assert (pieces.samples, pieces.clipped) == (whole.samples, whole.clipped)
    assert abs(pieces.cells - whole.cells).max() < 1e-6
    assert abs(pieces.peaks - whole.peaks).max() < 1e-6 and abs(pieces.powers - whole.powers).max() < 1e-6
    assert abs(pieces.true_peak_db - whole.true_peak_db) < 0.02


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_an_hour_takes_no_more_memory_than_promised(episode: Episode) -> None:
    once, at = measured(episode.path), episode.sound_at()
    data = episode.path.read_bytes()
    episode.path.write_bytes(data[:at] + data[at:] * 45)
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND],
        cwd=episode.desk.folder,
        env=episode.desk.environment({"PYTHONPATH": str(ROOT)}),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 6
    told, most_kb = done.stdout.decode().splitlines()
    rows = {row["name"]: row for row in json.loads(told)["checks"] if row["file"] == FIRST}
    assert rows["decoding"]["message"] == f"{45 * once.samples / 48000:.1f} s of sound"
    level = float(rows["loudness"]["message"].split(" ")[0])
    assert abs(level - once.lufs(0, once.ms(once.samples))) < 0.05
    assert int(most_kb) < 150_000
