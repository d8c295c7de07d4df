"""Joined frames sound exactly as the units do alone, and players find the length and every chapter."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import soundfile
from whole_episodes import PODCAST, SPEAKER, TAG, Made, put_together

from audio_edition import episodes, mastering, mp3
from audio_edition.errors import AudioError

FLOAT_ROUNDING = 2.5e-7
"""libmpg123 adds in another order at another place of its ring: the last bit of a float may differ."""


def sound_of(made: Made) -> bytes:
    """Return everything behind the tag and the Info frame."""
    tag_bytes = 10 + sum(b << s for b, s in zip(made.mp3[6:10], (21, 14, 7, 0), strict=True))
    size, _padded = mp3.frame_bytes(made.preset.sample_rate_hz, made.preset.bitrate_kbps)
    return made.mp3[tag_bytes + size :]


def alone(made: Made, decode: Callable[[bytes], np.ndarray]) -> np.ndarray:
    """Decode each unit by itself and join what comes out, with digital silence for the rests."""
    spf = mp3.samples_per_frame(made.preset.sample_rate_hz)
    placed = episodes.lay_out(made.pieces, made.preset.sample_rate_hz)
    parts = []
    for unit, (_start, _end, rest) in zip(made.units, placed, strict=True):
        part = decode(unit.frames)
        parts += [part, np.zeros(rest * spf, part.dtype)]
    return np.concatenate(parts)


def test_decoding_the_join_equals_joining_the_decoded(made: Made) -> None:
    def decode(frames: bytes) -> np.ndarray:
        return soundfile.read(io.BytesIO(frames), dtype="float32")[0]

    joined, wanted = decode(sound_of(made)), alone(made, decode)
    assert len(joined) == len(wanted)
    assert np.abs(joined - wanted).max() <= FLOAT_ROUNDING


def test_ffmpeg_decodes_the_join_to_the_very_same_samples(made: Made, judge: Callable[[str], str]) -> None:
    ffmpeg = judge("ffmpeg")

    def decode(frames: bytes) -> np.ndarray:
        command = [ffmpeg, "-v", "error", "-f", "mp3", "-i", "-", "-f", "f32le", "-"]
        ran = subprocess.run(command, input=frames, capture_output=True, check=True)
        return np.frombuffer(ran.stdout, "<f4")

    assert np.array_equal(decode(sound_of(made)), alone(made, decode))


def test_the_info_frame_counts_the_frames_and_the_bytes(made: Made) -> None:
    at = made.mp3.index(b"Info")
    frames, size = (int.from_bytes(made.mp3[at + k : at + k + 4], "big") for k in (8, 12))
    assert made.mp3[at + 4 : at + 8] == b"\0\0\0\7"
    assert frames == mp3.count_frames(sound_of(made), made.preset.sample_rate_hz, made.preset.bitrate_kbps)
    assert size == len(made.mp3) - (at - 21)
    assert list(made.mp3[at + 16 : at + 116]) == [256 * i // 100 for i in range(100)]


def test_rests_keep_the_bit_rate_constant(made: Made) -> None:
    sound = sound_of(made)
    seconds = made.marks[-1].end_ms / 1000
    assert len(sound) * 8 / seconds == pytest.approx(96000, rel=2e-4)


def test_ffprobe_finds_the_chapters_in_order_and_the_length(made: Made, judge: Callable[[str], str]) -> None:
    command = [judge("ffprobe"), "-v", "warning", "-show_chapters", "-show_format", "-of", "json", made.file]
    ran = subprocess.run(command, capture_output=True, check=True)
    assert ran.stderr == b""
    seen = json.loads(ran.stdout)
    chapters = [(c["tags"]["title"], c["start"], c["end"]) for c in seen["chapters"]]
    assert chapters == [(mark.title, mark.start_ms, mark.end_ms) for mark in made.marks]
    assert float(seen["format"]["duration"]) == pytest.approx(made.marks[-1].end_ms / 1000, abs=0.001)


def test_mpg123_plays_an_episode_to_its_end_without_a_warning(
    made: Made, judge: Callable[[str], str]
) -> None:
    ran = subprocess.run([judge("mpg123"), "-t", made.file], capture_output=True, text=True, check=True)
    assert f"Decoding of {made.file.name} finished" in ran.stderr
    assert "arning" not in ran.stderr
    assert "rror" not in ran.stderr


def test_ffmpeg_in_its_strictest_mode_complains_of_nothing(made: Made, judge: Callable[[str], str]) -> None:
    strict = [judge("ffmpeg"), "-v", "warning", "-err_detect", "explode", "-xerror"]
    ran = subprocess.run([*strict, "-i", made.file, "-f", "null", "-"], capture_output=True, check=True)
    assert ran.stderr == b""


def test_two_runs_give_the_same_bytes(made: Made) -> None:
    assert put_together(made.preset, made.marks, made.pieces) == made.mp3


def test_each_chapter_begins_in_silence_just_before_its_first_sound(made: Made) -> None:
    sound, rate_hz = soundfile.read(io.BytesIO(sound_of(made)))
    for mark, unit in zip(made.marks, made.units, strict=True):
        start = mark.start_ms * rate_hz // 1000
        lead = unit.speech_start_ms * rate_hz // 1000
        assert np.abs(sound[start : start + lead - rate_hz // 200]).max() < 0.01
        assert np.abs(sound[start + lead - 48 : start + lead + rate_hz // 20]).max() > 0.005
        assert unit.speech_start_ms <= 60


def test_an_episode_without_pieces_is_an_error(podcast: Made) -> None:
    with pytest.raises(AudioError):
        put_together(PODCAST, podcast.marks, ())


def test_an_episode_without_chapters_is_an_error(podcast: Made) -> None:
    with pytest.raises(AudioError):
        put_together(PODCAST, (), podcast.pieces)


def test_more_chapters_than_an_mp3_can_list_are_an_error_that_says_to_split(podcast: Made) -> None:
    marks = tuple(episodes.ChapterMark(f"第{n}章", n, n + 1) for n in range(256))
    with pytest.raises(AudioError) as caught:
        put_together(PODCAST, marks, podcast.pieces)
    assert "split" in caught.value.hint
    assert put_together(PODCAST, marks[:255], podcast.pieces)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda piece: replace(piece, frames=piece.frames[:-1]), id="a byte is missing"),
        pytest.param(lambda piece: replace(piece, frames=b"RIFF" + piece.frames[4:]), id="no frame"),
        pytest.param(
            lambda piece: replace(piece, frame_count=piece.frame_count + 1), id="a frame is missing"
        ),
        pytest.param(lambda piece: replace(piece, frames=b"", frame_count=0), id="empty"),
    ],
)
def test_a_damaged_piece_is_an_error(made: Made, spoil: Callable[[episodes.Piece], episodes.Piece]) -> None:
    with pytest.raises(AudioError):
        put_together(made.preset, made.marks, (*made.pieces[:2], spoil(made.pieces[2])))


def test_a_piece_of_another_format_is_an_error(made: Made) -> None:
    other = SPEAKER if made.preset == PODCAST else PODCAST
    with pytest.raises(AudioError):
        put_together(other, made.marks, made.pieces)


def test_a_silent_frame_of_another_format_is_an_error(podcast: Made) -> None:
    with pytest.raises(AudioError):
        episodes.assemble(
            TAG,
            podcast.marks,
            podcast.pieces,
            silent_frame=mastering.silent_frame(SPEAKER),
            sample_rate_hz=48000,
            bitrate_kbps=96,
        )
