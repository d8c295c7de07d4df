"""What a build sounds like, judged by ffmpeg's meter and by the samples: every episode, every chapter."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.bench.outdoors import figures, read
from tests.desk import ROOT, Desk, make_desk

NEAR_LU = 0.1
FRAME_S = {"podcast": 1152 / 48000, "speaker": 1152 / 44100}
TARGETS = {"podcast": -16.0, "speaker": -14.0}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The first half of the sample page, spoken by the offline voice, for both outlets."""
    desk = make_desk(tmp_path_factory.mktemp("sound") / "desk")
    text = (ROOT / "scripts" / "xinjing-2022" / "edition.md").read_text(encoding="utf-8")
    head, *sections = re.split(r"(?m)^(?=# )", text)
    desk.write(head + "".join(sections[:2]))
    for preset in TARGETS:
        ran = desk.run("build", "small", "--engine", "espeak", "--preset", preset)
        assert ran.code == 0, ran.err
    return desk


def folder_of(desk: Desk, preset: str) -> Path:
    return desk.folder / "output" / "small" / ("" if preset == "podcast" else preset)


@pytest.fixture(params=["podcast", "speaker"])
def built(request: pytest.FixtureRequest, desk: Desk) -> tuple[str, Path, Any]:
    folder = folder_of(desk, request.param)
    return request.param, folder, json.loads((folder / "manifest.json").read_bytes())


def measure(ffmpeg: str, path: Path, start_ms: int, end_ms: int) -> tuple[float, float]:
    """Return integrated loudness to 0.001 LU and true peak, as ffmpeg's own ebur128 has them."""
    cut = f"atrim={start_ms / 1000}:{end_ms / 1000}"
    meter = "ebur128=peak=true:metadata=1,ametadata=mode=print:key=lavfi.r128.I:file=-"
    command = [ffmpeg, "-hide_banner", "-nostats", "-i", str(path), "-map", "0:a"]
    ran = subprocess.run(
        [*command, "-af", f"{cut},{meter}", "-f", "null", "-"], capture_output=True, text=True, check=True
    )
    peak = re.findall(r"Peak:\s+(-?[\d.]+) dBFS", ran.stderr)[-1]
    return float(re.findall(r"r128\.I=(-?[\d.]+)", ran.stdout)[-1]), float(peak)


def test_every_episode_and_every_chapter_has_the_outlets_loudness(
    built: tuple[str, Path, Any], ffmpeg: str
) -> None:
    preset, folder, manifest = built
    for episode in manifest["episodes"]:
        rows = [("all", 0, episode["duration_ms"])]
        rows += [(c["title"], c["start_ms"], c["end_ms"]) for c in episode["chapters"]]
        for title, start_ms, end_ms in rows:
            lufs, peak = measure(ffmpeg, folder / episode["file"], start_ms, end_ms)
            assert abs(lufs - TARGETS[preset]) <= NEAR_LU, (episode["file"], title)
            assert peak <= -1.0


def decoded(path: Path, ffmpeg: str) -> tuple[np.ndarray, int]:
    """Decode as a player does: libmpg123 (in soundfile) leaves out its own delay, ffmpeg does not."""
    if not ffmpeg:
        sound, rate_hz = soundfile.read(io.BytesIO(path.read_bytes()), dtype="float32")
        return sound, rate_hz
    rate_hz = soundfile.info(str(path)).samplerate
    command = [ffmpeg, "-v", "error", "-i", str(path), "-map", "0:a", "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<f4"), rate_hz


@pytest.mark.parametrize("decoder", ["mpg123", "ffmpeg"])
def test_every_mark_lies_in_silence_within_a_frame_of_the_first_sound(
    built: tuple[str, Path, Any], decoder: str, ffmpeg: str
) -> None:
    preset, folder, manifest = built
    for episode in manifest["episodes"]:
        sound, rate_hz = decoded(folder / episode["file"], ffmpeg if decoder == "ffmpeg" else "")
        for chapter in episode["chapters"][1:]:
            start = round(chapter["start_ms"] * rate_hz / 1000)
            loudest = np.abs(sound[start : start + rate_hz * 3]).max()
            near, frame = round(0.002 * rate_hz), round(FRAME_S[preset] * rate_hz)
            assert np.abs(sound[start - near : start + near]).max() < loudest * 0.01, chapter["title"]
            assert np.abs(sound[start : start + frame]).max() > loudest * 0.002, chapter["title"]


def test_the_loudspeakers_sound_comes_through_better_than_the_podcasts(desk: Desk) -> None:
    """By a model of a horn across a street, both at the same peak."""
    podcast, speaker = (
        figures(read(min((folder_of(desk, preset) / "episodes").glob("*.mp3")))) for preset in TARGETS
    )
    assert speaker.crest_db <= podcast.crest_db - 0.5
    assert speaker.presence_db >= podcast.presence_db + 1
    assert speaker.rumble_db <= podcast.rumble_db - 5
    assert speaker.signal_to_noise_db >= podcast.signal_to_noise_db + 1
    assert speaker.index >= podcast.index + 0.03
