"""The promises of the sound (issue 5): ours, pydub's way and one ffmpeg, on the same segments in one run.

    python tests/bench/sound.py            ten minutes and one hour; with `--long` ten hours too

The speech is the tune `tone`, which costs next to nothing: what is timed is mastering and putting together.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
import wave
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.timing import Run, run_build

NAME = "long"
SENTENCE = "这是第{number}句，说的是小区里普通的一天，有人买菜，有人散步，也有人在楼下聊天。"
SENTENCES_AN_HOUR = 340
PROFILE = 12
"""Sentences of one profile: 250 chapters would be the limit of ten hours."""
Measured = tuple[str, str, str, str, bool]
"""What, promised, measured, ratio, kept."""


def write_edition(desk: Path, hours: float) -> Path:
    """Write an edition of so many hours, one episode for each hour."""
    numbers = iter(range(1, round(SENTENCES_AN_HOUR * hours) + 1))
    lines = ["---", "edition: long", "title: 很长的一期", "date: 2026-01-01", "---"]
    per_section = round(SENTENCES_AN_HOUR * min(hours, 1))
    for number in numbers:
        if (number - 1) % per_section == 0:
            lines.append(f"# 第{number // per_section + 1}部分")
        if (number - 1) % per_section % PROFILE == 0:
            lines.append(f"## 虹桥居民区党总支书记王{number}")
        lines += [SENTENCE.format(number=number), ""]
    path = desk / "scripts" / NAME / "edition.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), "utf-8")
    return path


def measure_length(hours: float, root: Path) -> tuple[dict[str, float], list[bytes]]:
    """Build an edition cold, unchanged and edited; return the figures and the speech of its segments."""
    with tempfile.TemporaryDirectory() as held:
        desk = Path(held)
        shutil.copy(root / "voices.yaml", desk)
        text = write_edition(desk, hours)
        cold = run_build(desk, NAME, "--engine", "tone")
        manifest = json.loads((desk / "output" / NAME / "manifest.json").read_bytes())
        heard_s = sum(episode["duration_ms"] for episode in manifest["episodes"]) / 1000
        idle = min((run_build(desk, NAME, "--engine", "tone") for _time in range(3)), key=seconds)
        edits: list[Run] = []
        for old, new in (("第7句", "第七十七句"), ("第七十七句", "第七百句")):
            text.write_text(text.read_text("utf-8").replace(old, new, 1), "utf-8")
            edits.append(run_build(desk, NAME, "--engine", "tone"))
        edit = min(edits, key=seconds)
        assert edit.row["episodes_written"] == 1
        speech = [p.read_bytes() for p in sorted((desk / "output/.store/speech").rglob("*")) if p.is_file()]
        floor_s = join_floor(desk)
    figures = {"heard": heard_s, "cold": cold.seconds, "idle": idle.seconds, "edit": edit.seconds}
    return {**figures, "memory": cold.megabytes, "edit memory": edit.megabytes, "floor": floor_s}, speech


def seconds(run: Run) -> float:
    return run.seconds


def join_floor(desk: Path) -> float:
    """Time reading all finished pieces and writing them one after the other: less cannot be done."""
    paths = [path for path in sorted((desk / "output/.store/unit").rglob("*")) if path.is_file()]
    since = time.perf_counter()
    (desk / "floor.bin").write_bytes(b"".join(path.read_bytes() for path in paths))
    return time.perf_counter() - since


def pydub_way(speech: list[bytes], folder: Path) -> float:
    """Join clips as everybody does: decode, +=, export."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment

    since = time.perf_counter()
    whole = AudioSegment.silent(0)
    for data in speech:
        whole += AudioSegment.from_file(io.BytesIO(data), format="wav")
        whole += AudioSegment.silent(450)
    whole.export(str(folder / "pydub.mp3"), format="mp3", bitrate="96k").close()
    return time.perf_counter() - since


def ffmpeg_way(speech: list[bytes], folder: Path) -> float:
    """Join clips by one ffmpeg that levels the whole."""
    rows = []
    for number, data in enumerate(speech):
        (folder / f"{number}.wav").write_bytes(data)
        rows.append(f"file '{folder / str(number)}.wav'")
    (folder / "list.txt").write_text("\n".join(rows))
    command = ["ffmpeg", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(folder / "list.txt")]
    since = time.perf_counter()
    level = ["-af", "loudnorm=I=-16:TP=-1.5", "-ar", "48000", "-ac", "1", "-b:a", "96k"]
    subprocess.run([*command, *level, str(folder / "ffmpeg.mp3")], check=True)
    return time.perf_counter() - since


def is_wav(data: bytes) -> bool:
    try:
        with wave.open(io.BytesIO(data)) as file:
            return file.getnframes() > 0
    except (wave.Error, EOFError):
        return False


def measure_sound(root: Path, *, long: bool) -> list[Measured]:
    ten, _speech = measure_length(1 / 6, root)
    hour, speech = measure_length(1, root)
    clips = [data for data in speech if is_wav(data)]
    with tempfile.TemporaryDirectory() as held:
        others = {"pydub": pydub_way(clips, Path(held)), "ffmpeg": ffmpeg_way(clips, Path(held))}
    rows = _hour_rows(hour, others)
    longest = hour
    if long:
        longest, _speech = measure_length(10, root)
        rows += [
            _row("10 h: one sentence edited", 1.2, longest["edit"], f"{longest['floor']:.2f} s is the floor")
        ]
    growth = longest["memory"] / ten["memory"]
    span = "10 h" if long else "1 h"
    measured = f"{longest['memory']:.0f} MB, {growth:.2f} × that of 10 min"
    kept = longest["memory"] <= 150 and growth <= 1.1
    rows.append((f"memory of a build of {span}", "≤ 150 MB, flat to 10 %", measured, "", kept))
    return rows


def _hour_rows(hour: dict[str, float], others: dict[str, float]) -> list[Measured]:
    faster = others["pydub"] / hour["edit"]
    beside = f"pydub {others['pydub']:.1f} s, ffmpeg {others['ffmpeg']:.1f} s, floor {hour['floor']:.2f} s"
    pace = hour["heard"] / hour["cold"]
    return [
        _row("1 h: nothing changed", 0.15, hour["idle"], ""),
        _row("1 h: one sentence edited", 0.30, hour["edit"], beside),
        ("the same against pydub", "≥ 300 × faster", f"{faster:.0f} ×", "", faster >= 300),
        ("1 h: cold build", "≥ 250 × real time", f"{pace:.0f} ×", f"{hour['cold']:.1f} s", pace >= 250),
    ]


def _row(what: str, most_s: float, took_s: float, ratio: str) -> Measured:
    return what, f"≤ {most_s:.2f} s", f"{took_s:.2f} s", ratio, took_s <= most_s


if __name__ == "__main__":
    for row in measure_sound(Path(__file__).resolve().parents[2], long="--long" in sys.argv):
        print(*row, sep=" | ", flush=True)
