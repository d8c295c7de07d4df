"""Measure the promises of speed and write them to tests/bench/README.md: `make bench`.

Seconds are those of whole processes, start-up included, with the offline voice, each the best of some runs;
the ratios in the last column compare figures of one run, so they hold on any machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from online import measure_online  # noqa: E402  (beside this file)
from sound import measure_sound  # noqa: E402
from timing import Run, run_build  # noqa: E402

from audio_edition import engines, importer, plan, spoken  # noqa: E402  (the script runs from any folder)
from audio_edition.build import load_config, prepare  # noqa: E402
from audio_edition.build.gather import casting, load_edition, script_of  # noqa: E402
from audio_edition.build.jobs import Order  # noqa: E402
from audio_edition.spoken import speak  # noqa: E402

NAME = "xinjing-2022"
PAGE = ROOT / "scripts" / NAME / "page.txt"
TABLE = Path(__file__).with_name("README.md")
MOST_MB = 200
LOADING = """
import time
since = time.perf_counter()
import audio_edition.spoken
print(time.perf_counter() - since)
"""


@dataclass(frozen=True)
class Row:
    what: str
    promised: str
    measured: str
    ratio: str
    kept: bool


def build(desk: Path, *arguments: str) -> Run:
    return run_build(desk, NAME, *arguments)


def best(times: int, act: Callable[[], object]) -> float:
    """Return the shortest of so many runs, in seconds."""
    shortest = float("inf")
    for _time in range(times):
        since = time.perf_counter()
        act()
        shortest = min(shortest, time.perf_counter() - since)
    return shortest


def products(desk: Path) -> dict[str, bytes]:
    out = desk / "output" / NAME
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def audio_seconds(desk: Path) -> float:
    manifest = json.loads((desk / "output" / NAME / "manifest.json").read_bytes())
    return float(sum(episode["duration_ms"] for episode in manifest["episodes"]) / 1000)


def measure_builds(desk: Path) -> list[Row]:
    cold = build(desk, "--engine", "espeak")
    first, heard = products(desk), audio_seconds(desk)
    shutil.rmtree(desk / "output")
    again = build(desk, "--engine", "espeak")
    same = first == products(desk)
    cold = min(cold, again, key=lambda run: run.seconds)
    idle = min((build(desk) for _time in range(5)), key=lambda run: run.seconds)
    text = desk / "scripts" / NAME / "edition.md"
    edits = []
    for old, new in (("晚上就", "晚上又就"), ("晚上又就", "晚上还就"), ("晚上还就", "晚上也就")):
        words = text.read_text("utf-8")
        assert words.count(old) == 1
        text.write_text(words.replace(old, new), "utf-8")
        edits.append(build(desk))
    edit = min(edits, key=lambda run: run.seconds)
    one = all((r.row["spoken_new"], r.row["episodes_written"]) == (1, 1) for r in edits)
    nothing = (idle.row["spoken_new"], idle.row["episodes_written"]) == (0, 0)
    return [
        Row(
            "cold build of the sample (espeak)",
            "≤ 40 s",
            f"{cold.seconds:.1f} s",
            f"{heard / cold.seconds:.0f} × real time",
            cold.seconds <= 40,
        ),
        Row(
            "its memory, all processes",
            f"≤ {MOST_MB} MB",
            f"{cold.megabytes:.0f} MB",
            "",
            0 < cold.megabytes <= MOST_MB,
        ),
        Row(
            "nothing changed",
            "≤ 0.3 s",
            f"{idle.seconds:.2f} s",
            f"1 : {cold.seconds / idle.seconds:.0f} of the cold build",
            idle.seconds <= 0.3 and nothing,
        ),
        Row(
            "one sentence edited: 1 spoken, 1 episode written",
            "≤ 1 s",
            f"{edit.seconds:.2f} s",
            f"1 : {cold.seconds / edit.seconds:.0f} of the cold build",
            edit.seconds <= 1 and one,
        ),
        Row("two builds from an empty store", "the same bytes", "the same" if same else "others", "", same),
    ]


def measure_text(desk: Path) -> list[Row]:
    page = PAGE.read_text("utf-8")
    config, folder = load_config(desk), desk / "scripts" / NAME
    order = Order(desk, desk / "output", "espeak")
    studio = prepare(folder, config, order).studio

    def words() -> None:
        importer.read_page(page, key="page.txt")
        script = script_of(load_edition(folder), config)
        roles = casting(config, "espeak", "")
        sheets = plan.lay_out(script, studio, engines.VOICES["espeak"])
        plan.decide(sheets, studio=studio, past=plan.Past(), speech=frozenset(), units=frozenset())
        assert roles

    once = best(7, words)
    hanzi = spoken.hanzi_count(page)
    lines = [line for line in page.split("\n") if line] * 20
    saying = best(5, lambda: [speak(line) for line in lines])
    rate = hanzi * 20 / saying
    loads = [float(subprocess.check_output([sys.executable, "-c", LOADING], cwd=ROOT)) for _time in range(5)]
    return [
        Row(
            "import + check + script + plan of the page, after start-up",
            "≤ 50 ms",
            f"{once * 1000:.0f} ms",
            "",
            once <= 0.05,
        ),
        Row("say", "≥ 100,000 hanzi/s", f"{rate:,.0f} hanzi/s", "", rate >= 100_000),
        Row("say: loading the rules", "≤ 50 ms", f"{min(loads) * 1000:.0f} ms", "", min(loads) <= 0.05),
    ]


def write_table(rows: list[Row]) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    lines = [
        "# Speed",
        "",
        "Written by `make bench`; not edited by hand. Timed on the machine named here, never in the tests.",
        "",
        f"{os.cpu_count()} cores, {sys.platform}, Python {version}, {time.strftime('%Y-%m-%d')}.",
        "",
        "| what | promised | measured | ratio in this run | kept |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.what} | {r.promised} | {r.measured} | {r.ratio} | {'yes' if r.kept else '**no**'} |"
        for r in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    with tempfile.TemporaryDirectory() as held:
        desk = Path(held) / "desk"
        shutil.copytree(ROOT / "scripts" / NAME, desk / "scripts" / NAME)
        shutil.copy(ROOT / "voices.yaml", desk)
        rows = [*measure_builds(desk), *measure_text(desk)]
        rows += [Row(*row) for row in measure_online(desk, NAME)]
    rows += [Row(*row) for row in measure_sound(ROOT, long=True)]
    table = write_table(rows)
    TABLE.write_text(table, "utf-8")
    print(table)
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
