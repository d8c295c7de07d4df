"""Finished episodes made worse on purpose: as long as before, and whole but for the one damage."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from audio_edition import mastering
from audio_edition.episodes.looking import look_at
from audio_edition.mastering import encoder
from audio_edition.mastering.decoder import Samples
from audio_edition.outlets import Preset
from tests.desk import Desk

PODCAST = Preset("podcast", 48000, 96, -16.0, -1.0)
FRAME_BYTES = 288
FRAME_MS = 24


@dataclass
class Episode:
    """An episode on a desk, with what the manifest tells of it."""

    desk: Desk
    number: int = 1

    @property
    def path(self) -> Path:
        return self.desk.folder / "output" / "small" / str(self.entry["file"])

    @property
    def entry(self) -> Any:
        return self.desk.manifest()["episodes"][self.number - 1]

    @property
    def longest(self) -> Any:
        """The longest sentence, as the manifest tells it."""
        return max(self.entry["segments"], key=lambda row: row["end_ms"] - row["start_ms"])

    def sound_at(self) -> int:
        return look_at(self.path, 48000, 96).sound_at

    def resound(self, change: Callable[[Samples], None]) -> None:
        """Decode, change the samples in place, encode again; not a sample is shifted."""
        data, at = self.path.read_bytes(), self.sound_at()
        samples = np.array(encoder.decode_frames(data[at:]), dtype=np.float64)
        change(samples)
        frames, _decoded = encoder.encode(samples[encoder.DELAY_SAMPLES :], 48000, 96)
        missing = (len(data) - at - len(frames)) // FRAME_BYTES
        silence = mastering.silent_frame(PODCAST) * max(0, missing)
        self.path.write_bytes(data[:at] + (frames + silence)[: len(data) - at])

    def louder(self, start_ms: int, end_ms: int, *, db: float) -> None:
        """Raise or lower a stretch."""
        self.resound(lambda samples: _scale(samples, start_ms, end_ms, 10 ** (db / 20)))

    def move_mark(self, number: int, by_ms: int, *, also_told: bool = True) -> None:
        """Move a chapter's mark in the file's tag, and in the manifest if that is to agree."""
        manifest = self.desk.folder / "output" / "small" / "manifest.json"
        told = json.loads(manifest.read_bytes())
        chapters, data = told["episodes"][self.number - 1]["chapters"], self.path.read_bytes()
        before, here = chapters[number - 2], chapters[number - 1]
        for row, end in ((before, "end_ms"), (here, "start_ms")):
            old = struct.pack(">II", row["start_ms"], row["end_ms"])
            row[end] += by_ms
            assert data.count(old) == 1
            data = data.replace(old, struct.pack(">II", row["start_ms"], row["end_ms"]))
        self.path.write_bytes(data)
        if also_told:
            manifest.write_text(json.dumps(told), encoding="utf-8")


def _scale(samples: Samples, start_ms: int, end_ms: int, factor: float) -> None:
    samples[start_ms * 48 : end_ms * 48] *= factor
