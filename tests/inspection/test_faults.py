"""Every fault is found in the real file, and named with its time and its printed words."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from tests.desk import Desk
from tests.inspection.damage import FRAME_BYTES, FRAME_MS, Episode
from tests.inspection.looking import CHECKS, FIRST, bad, looked_at


def test_a_good_build_passes_what_mastering_promises_today(spoken: Desk) -> None:
    for verdicts in looked_at(spoken).values():
        assert list(verdicts) == CHECKS
        assert [v for v in verdicts.values() if not v["ok"]] == []


@pytest.mark.parametrize("check", CHECKS)
def test_a_good_build_passes_every_check(spoken: Desk, check: str) -> None:
    assert [verdicts[check]["faults"] for verdicts in looked_at(spoken).values()] == [[], []]


def test_the_damage_of_the_other_tests_is_nothing_but_itself(episode: Episode) -> None:
    before = looked_at(episode.desk)[FIRST]
    episode.resound(lambda samples: None)
    after = looked_at(episode.desk)[FIRST]
    assert [c for c in CHECKS if after[c]["ok"] != before[c]["ok"]] == []


def test_a_chapter_that_is_too_loud_is_named_with_its_first_sentence(episode: Episode) -> None:
    chapter = episode.entry["chapters"][2]
    before = looked_at(episode.desk)[FIRST]
    episode.louder(chapter["start_ms"], chapter["end_ms"], db=4.5)
    after = looked_at(episode.desk)[FIRST]
    (loud,) = [f for f in after["chapters"]["faults"] if f["start_ms"] == chapter["start_ms"]]
    assert "too loud" in loud["message"] and chapter["title"] in loud["message"]
    heading = next(row for row in episode.entry["segments"] if row["chapter"] == chapter["title"])
    assert loud["written"] == heading["written"]
    steps = after["steps"]["faults"]
    assert {"louder", "softer"} <= {word for f in steps for word in f["message"].split()}
    assert any("whole chapter" in f["message"] and chapter["title"] in f["message"] for f in steps)
    assert not after["loudness"]["ok"]
    assert before["steps"]["ok"] and after["peak"]["ok"] and after["clipping"]["ok"]


@pytest.mark.parametrize(("db", "word"), [(-6.0, "softer"), (5.0, "louder")])
def test_a_sentence_out_of_step_is_named(episode: Episode, db: float, word: str) -> None:
    row = episode.longest
    episode.louder(row["start_ms"], row["end_ms"], db=db)
    (fault,) = [f for f in bad(episode.desk, "steps") if f["written"] == row["written"]]
    assert word in fault["message"] and fault["start_ms"] == row["start_ms"]


def test_a_hole_is_named_with_its_length_and_its_sentence(episode: Episode) -> None:
    row = episode.longest
    middle = (row["start_ms"] + row["end_ms"]) // 2
    assert row["end_ms"] - row["start_ms"] > 3000
    episode.louder(middle - 1200, middle + 1200, db=-200)
    (fault,) = bad(episode.desk, "holes")
    assert fault["written"] == row["written"]
    assert abs(fault["start_ms"] - (middle - 1200)) < 60
    assert fault["message"] in ("2.4 s of silence", "2.3 s of silence")


def test_a_rest_that_is_longer_than_any_of_the_text_is_a_hole(episode: Episode) -> None:
    chapter = episode.entry["chapters"][3]
    episode.louder(chapter["start_ms"] - 200, chapter["start_ms"] + 3000, db=-200)
    assert len(bad(episode.desk, "holes")) == 1


def test_a_file_that_was_cut_off_is_named_with_the_sentence_where_it_stops(episode: Episode) -> None:
    data = episode.path.read_bytes()
    row = episode.longest
    stops_ms = (row["start_ms"] + row["end_ms"]) // 2
    at = episode.sound_at() + stops_ms // FRAME_MS * FRAME_BYTES
    episode.path.write_bytes(data[: at + 100])
    found = looked_at(episode.desk)[FIRST]
    assert "bytes are missing" in found["file"]["faults"][0]["message"]
    damaged, counted = found["frames"]["faults"]
    assert abs(damaged["start_ms"] - stops_ms) <= FRAME_MS and damaged["written"] == row["written"]
    there, counted_there = map(int, re.findall(r"\d+", counted["message"]))
    assert there > counted_there > 0
    (decoding,) = found["decoding"]["faults"]
    assert decoding["written"] == row["written"]


def test_a_foreign_frame_in_the_middle_is_found_though_the_size_is_right(episode: Episode) -> None:
    data = bytearray(episode.path.read_bytes())
    at = episode.sound_at() + 1000 * FRAME_BYTES
    data[at : at + 4] = b"\xff\xfb\x90\xc4"  # 128 kbit/s
    episode.path.write_bytes(data)
    found = looked_at(episode.desk)[FIRST]
    assert found["file"]["ok"]
    assert found["frames"]["faults"][0]["start_ms"] == 1000 * FRAME_MS


def test_a_wrong_count_at_the_beginning_is_found(episode: Episode) -> None:
    data = bytearray(episode.path.read_bytes())
    data[episode.sound_at() - FRAME_BYTES + 32] ^= 1
    episode.path.write_bytes(data)
    (fault,) = bad(episode.desk, "frames")
    assert "counts" in fault["message"]


def test_a_lost_stamp_is_found(episode: Episode) -> None:
    data = episode.path.read_bytes()
    episode.path.write_bytes(data[episode.sound_at() :])
    found = looked_at(episode.desk)[FIRST]
    assert not found["file"]["ok"] and not found["frames"]["ok"]
    assert "lists 0 chapters" in found["marks"]["faults"][0]["message"]


def test_clipped_sound_is_named_with_its_sentence(episode: Episode) -> None:
    row = episode.longest

    def clip(samples: np.ndarray) -> None:
        part = samples[row["start_ms"] * 48 : row["end_ms"] * 48]
        np.clip(part * 20, -1, 1, out=part)

    episode.resound(clip)
    found = looked_at(episode.desk)[FIRST]
    assert [fault["written"] for fault in found["clipping"]["faults"]] == [row["written"]]
    (peak,) = found["peak"]["faults"]
    assert peak["written"] == row["written"]


@pytest.mark.parametrize("also_told", [True, False])
@pytest.mark.parametrize(
    ("by_ms", "words"),
    [(-400, "before the first sound"), (+300, "too late"), (-3000, "chapter before")],
)
def test_a_mark_that_was_moved_is_named(episode: Episode, by_ms: int, words: str, also_told: bool) -> None:
    chapter = episode.entry["chapters"][3]
    episode.move_mark(4, by_ms, also_told=also_told)
    faults = [f for f in bad(episode.desk, "marks") if chapter["title"] in f["message"]]
    assert len(faults) == 1 and words in faults[0]["message"]
    assert faults[0]["start_ms"] == chapter["start_ms"] + by_ms


def test_a_mark_that_only_the_tag_has_moved_by_a_little_is_found_too(episode: Episode) -> None:
    episode.move_mark(4, 2, also_told=False)
    assert any("not the one that was made" in f["message"] for f in bad(episode.desk, "marks"))


def test_a_missing_episode_is_a_fault_and_the_others_are_looked_at(episode: Episode) -> None:
    episode.path.unlink()
    found = looked_at(episode.desk)
    assert list(found[FIRST]) == ["file"] and not found[FIRST]["file"]["ok"]
    assert list(found["episodes/02-small.mp3"]) == CHECKS


@pytest.mark.parametrize("data", [b"", b"no sound at all" * 1000, b"ID3", b"ID3\3\0\0\x7f\x7f\x7f\x7f"])
def test_a_file_that_is_no_episode_is_a_fault(episode: Episode, data: bytes) -> None:
    episode.path.write_bytes(data)
    found = looked_at(episode.desk)[FIRST]
    assert not found["file"]["ok"] and not found["decoding"]["ok"]


def test_another_sample_rate_is_a_fault_of_the_frames(episode: Episode) -> None:
    episode.desk.cast("podcast: {sample_rate_hz: 48000", "podcast: {sample_rate_hz: 44100")
    found = looked_at(episode.desk)[FIRST]
    assert not found["frames"]["ok"] and not found["decoding"]["ok"]


def test_the_loudspeakers_episodes_are_looked_at_by_their_preset(small: Desk) -> None:
    small.build("small", "--preset", "speaker")
    ran = small.fork("doctor", "--sound", "small", "--preset", "speaker", "--json")
    rows = {row["name"]: row for row in ran.json["checks"] if row["file"] == FIRST}
    assert [r for r in rows.values() if not r["ok"]] == []
    assert "-14.0" in rows["loudness"]["message"]
    assert ran.json["page"] == "output/small/speaker/sound.html"


def test_a_manifest_that_names_other_places_is_not_followed(small: Desk) -> None:
    path = small.folder / "output" / "small" / "manifest.json"
    told = json.loads(path.read_bytes())
    told["episodes"][0]["file"] = "../../voices.yaml"
    path.write_text(json.dumps(told), encoding="utf-8")
    assert list(looked_at(small)) == ["episodes/02-small.mp3"]
