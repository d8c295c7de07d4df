"""Small whole episodes to judge."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio_edition import episodes, mastering
from audio_edition.outlets import Preset, Unit

PODCAST = Preset("podcast", 48000, 96, -16.0, -1.0)
SPEAKER = Preset("speaker", 44100, 96, -14.0, -1.0, band_hz=(250, 8000))
TAG = episodes.Tag(
    title="第一集：红色力量",
    album="居民区书记在“疫”线",
    artist="社区晨报",
    track=1,
    tracks=4,
    date="2022-06-15",
    comment="本节目由人工智能合成语音播报",
    key="0123456789abcdef" * 4,
)
TITLES = ("开场", "刘观锡｜绿八居民区，很长很长的一个题目", "王琪楠｜虹康居民区", "𠮷野家旁", "结束")


@dataclass(frozen=True)
class Made:
    """A whole episode and what it was made of."""

    preset: Preset
    units: tuple[Unit, ...]
    pieces: tuple[episodes.Piece, ...]
    marks: tuple[episodes.ChapterMark, ...]
    mp3: bytes
    file: Path


def _say(words: int) -> bytes:
    time = np.arange(22050 * (words + 1) // 2) / 22050
    voice = sum(np.sin(2 * np.pi * (130 + 9 * words) * k * time + k * k) / k for k in range(1, 16))
    sound = voice * np.clip(np.sin(2 * np.pi * 3 * time), 0, 1) * 0.2
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, 22050, 0, "NONE", ""))
        out.writeframes(np.rint(sound * 32767).astype("<i2").tobytes())
    return file.getvalue()


def make(preset: Preset, folder: Path) -> Made:
    tune = mastering.master(mastering.compose("section"), preset, level_lu=-4, keep_ends=True)
    units = (tune, *(mastering.master(_say(words), preset) for words in (1, 4, 2, 3)))
    pieces = tuple(
        episodes.Piece(u.frames, u.frame_count, u.speech_start_ms, u.speech_end_ms, pause_ms)
        for u, pause_ms in zip(units, (500, 800, 0, 1800, 1000), strict=True)
    )
    placed = episodes.lay_out(pieces, preset.sample_rate_hz)
    starts = [episodes.to_ms(start, preset.sample_rate_hz) for start, _end, _rest in placed]
    ends = [*starts[1:], episodes.to_ms(sum(placed[-1][1:]), preset.sample_rate_hz)]
    marks = tuple(map(episodes.ChapterMark, TITLES, starts, ends))
    sound = put_together(preset, marks, pieces)
    file = folder / f"{preset.name}.mp3"
    file.write_bytes(sound)
    return Made(preset, units, pieces, marks, sound, file)


def put_together(
    preset: Preset,
    marks: tuple[episodes.ChapterMark, ...],
    pieces: tuple[episodes.Piece, ...],
    tag: episodes.Tag = TAG,
) -> bytes:
    return episodes.assemble(
        tag,
        marks,
        pieces,
        silent_frame=mastering.silent_frame(preset),
        sample_rate_hz=preset.sample_rate_hz,
        bitrate_kbps=preset.bitrate_kbps,
    )
