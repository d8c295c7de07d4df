"""The editor's own music in real builds: what an exchange renews, what bad files say, where the words are."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio_edition.build import Order, load_config
from audio_edition.build.pruning import sort_out
from audio_edition.errors import VoicesError
from audio_edition.mastering import unpack
from audio_edition.store import Store
from tests.build.traces import planned, remake, store
from tests.desk import Desk

RATE_HZ = 44100


def tune(hz: float, seconds: float = 3.0) -> bytes:
    time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    sound = 0.2 * np.sin(2 * np.pi * hz * time) * np.exp(-time % 0.7)
    file = io.BytesIO()
    soundfile.write(file, np.stack([sound, sound], axis=1), RATE_HZ, format="FLAC")
    return file.getvalue()


def put(desk: Desk, data: bytes, name: str = "music/片头.flac") -> Path:
    path = desk.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def choose(desk: Desk, place: str, value: str) -> int:
    """Write what is played at a place; return the line."""
    path = desk.folder / "voices.yaml"
    rows = path.read_text(encoding="utf-8").split("\n")
    begin = rows.index("music:")
    at = next(n for n in range(begin, len(rows)) if rows[n].startswith(f"  {place}:"))
    rows[at] = f"  {place}: {value}"
    path.write_text("\n".join(rows), encoding="utf-8")
    return at + 1


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in after if after[name] != before.get(name)}


# --- an exchange ----------------------------------------------------------------------------------


def test_an_own_opening_speaks_nothing_anew_and_gives_the_same_bytes_each_time(small: Desk) -> None:
    speech = {path.name: path.read_bytes() for path in store(small, "speech")}
    put(small, tune(440))
    choose(small, "opening", "music/片头.flac")
    assert remake(small) == (0, 1, 2), "both open with the same few words"
    assert {path.name: path.read_bytes() for path in store(small, "speech")} == speech
    assert remake(small) == (0, 0, 0)
    first = small.products()
    shutil.rmtree(small.folder / "output")
    small.build("small")
    assert small.products() == first


def test_only_the_content_of_a_file_counts_not_its_name_or_place(small: Desk) -> None:
    path = put(small, tune(440))
    choose(small, "closing", "music/片头.flac")
    remake(small)
    (small.folder / "other").mkdir()
    path.rename(small.folder / "other" / "x.bin")
    choose(small, "closing", "other/x.bin")
    assert remake(small) == (0, 0, 0)
    choose(small, "closing", str(small.folder / "other" / "x.bin"))
    assert remake(small) == (0, 0, 0)


def test_exchanging_a_file_under_its_name_renews_just_what_plays_it(small: Desk) -> None:
    put(small, tune(440))
    choose(small, "opening", "music/片头.flac\n  opening_next: opening_next")
    remake(small)
    before = small.products()
    put(small, tune(330))
    assert [why.value for _task, why in planned(small).master] == ["new music"]
    assert remake(small) == (0, 1, 1)
    assert changed(before, small.products()) == {"small/episodes/01-small.mp3"}
    put(small, tune(440))
    assert remake(small) == (0, 0, 1)
    assert small.products() == before


def test_an_edit_elsewhere_does_not_touch_the_opened_sentence(small: Desk) -> None:
    small.edit("睡在居委。", "睡在居委会。")
    assert remake(small) == (1, 1, 1)


def test_music_can_be_left_out(small: Desk) -> None:
    before = small.manifest()["episodes"]
    for place in ("opening", "section", "closing"):
        choose(small, place, "none")
    assert remake(small)[0] == 0
    after = small.manifest()["episodes"]
    assert [e["duration_ms"] for e in after] < [e["duration_ms"] for e in before]
    assert after[0]["segments"][0]["start_ms"] < 100


def test_prune_keeps_what_the_music_of_an_edition_needs(small: Desk) -> None:
    small.cast("engine: auto ", "engine: tone ")
    put(small, tune(440))
    choose(small, "opening", "music/片头.flac")
    remake(small)
    pieces = set(store(small, "unit"))
    for ledger in (*store(small, "made"), *store(small, "begun")):
        ledger.unlink()
    order = Order(small.folder, small.folder / "output")
    goes = sort_out(load_config(small.folder), order).goes
    assert len([one for one in goes if one.kind == "unit"]) == 2, "the few words under our two tunes"
    assert len(pieces) > 10


# --- under the intro ------------------------------------------------------------------------------


def test_the_manifest_times_the_words_within_the_opened_piece(small: Desk) -> None:
    for episode, start_ms in zip(small.manifest()["episodes"], (2400, 1400), strict=True):
        first = episode["segments"][0]
        assert episode["chapters"][0]["start_ms"] == 0
        assert start_ms <= first["start_ms"] <= start_ms + 40
        sound, rate_hz = soundfile.read(small.folder / "output/small" / episode["file"])
        at = first["start_ms"] * rate_hz // 1000
        words = np.abs(sound[at : at + rate_hz // 10]).max()
        assert words > 4 * np.abs(sound[at - rate_hz // 20 : at - rate_hz // 100]).max()


def test_the_speech_is_kept_as_it_was_spoken(small: Desk) -> None:
    under = {path.name: path.read_bytes() for path in store(small, "speech")}
    small.cast("under_intro: true", "under_intro: false")
    assert remake(small)[0] == 0
    assert {path.name: path.read_bytes() for path in store(small, "speech")} == under
    first = small.manifest()["episodes"][0]["segments"][0]
    assert first["start_ms"] > 4200


def test_the_loudspeaker_has_the_tune_first_then_the_words_and_no_sign_for_each_person(small: Desk) -> None:
    choose(small, "profile", "profile")
    remake(small)
    remake(small, "speaker")
    podcast, speaker = (
        small.folder / "output" / place / "manifest.json" for place in ("small", "small/speaker")
    )
    assert podcast.exists() and speaker.exists()
    loud = json.loads(speaker.read_bytes())["episodes"]
    assert all(e["segments"][0]["start_ms"] > tune_ms for e, tune_ms in zip(loud, (4200, 2100), strict=True))
    people = [c for e in small.manifest()["episodes"] for c in e["chapters"] if "｜" in c["title"]]
    heard = {
        s["chapter"]: s["start_ms"] for e in small.manifest()["episodes"] for s in reversed(e["segments"])
    }
    assert all(heard[c["title"]] - c["start_ms"] > 800 for c in people)
    for episode in loud:
        starts = {s["chapter"]: s["start_ms"] for s in reversed(episode["segments"])}
        assert all(
            starts[c["title"]] - c["start_ms"] < 100 for c in episode["chapters"] if "｜" in c["title"]
        )


def test_every_unit_with_music_is_as_loud_as_the_others(small: Desk) -> None:
    put(small, tune(440, 20))
    choose(small, "opening", "music/片头.flac")
    remake(small)
    kept = Store(small.folder / "output/.store")
    units = [unpack(kept.read("unit", one.key) or b"") for one in kept.products() if one.kind == "unit"]
    opened = [unit for unit in units if unit.words_start_ms]
    assert len(opened) == 3
    assert all(abs(unit.loudness_lufs + 16) < 0.1 for unit in opened)


# --- bad files ------------------------------------------------------------------------------------


def silent() -> bytes:
    file = io.BytesIO()
    soundfile.write(file, np.zeros(RATE_HZ), RATE_HZ, format="WAV")
    return file.getvalue()


BAD = {
    "missing": (None, "there is no such file", "没有这个文件"),
    "empty": (b"", "this file is empty", "空的"),
    "text": ("这不是音乐".encode() * 50, "cannot be read", "读不出来"),
    "cut off": (tune(440)[:40], "cannot be read", "读不出来"),
    "silent": (silent(), "silent", "没有声音"),
    "eleven minutes": (tune(440, 660), "11 minutes", "11 分钟"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_line_before_anything_is_spoken(desk: Desk, name: str) -> None:
    data, english, chinese = BAD[name]
    if data is not None:
        put(desk, data)
    line = choose(desk, "closing", "music/片头.flac")
    for language, words in (("C.UTF-8", english), ("zh_CN.UTF-8", chinese)):
        ran = desk.fork("build", "small", "--engine", "tone", LANG=language)
        assert ran.code == 4
        assert f"voices.yaml:{line}" in ran.err and "music/片头.flac" in ran.err
        assert words in ran.err and "Traceback" not in ran.err
    assert not (desk.folder / "output" / "small").exists()
    assert not store(desk, "speech")


def test_a_folder_or_an_endless_device_is_no_file(desk: Desk) -> None:
    (desk.folder / "music").mkdir()
    for value in ("./music", "/dev/zero", "'a\\0.wav'", '"a\\0.wav"'):
        choose(desk, "opening", value)
        with pytest.raises(VoicesError, match="no such file"):
            planned(desk)


def test_a_huge_file_is_refused_unread(desk: Desk) -> None:
    with put(desk, b"").open("wb") as file:
        file.truncate(3_000_000_000)
    choose(desk, "opening", "music/片头.flac")
    with pytest.raises(VoicesError, match="3000 MB"):
        planned(desk)


def test_a_bad_file_that_no_episode_needs_anew_is_still_not_believed(small: Desk) -> None:
    put(small, tune(440))
    choose(small, "closing", "music/片头.flac")
    remake(small)
    put(small, b"no music")
    with pytest.raises(VoicesError, match="cannot be read"):
        planned(small)


def test_a_long_file_is_cut_and_that_is_said_once(desk: Desk) -> None:
    put(desk, tune(440, 45))
    choose(desk, "closing", "music/片头.flac")
    first = desk.fork("build", "small", "--engine", "tone")
    assert first.code == 0
    assert first.err.count("music/片头.flac lasts 45 s: the first 30 s are used") == 1
    again = desk.fork("build", "small", "--engine", "tone")
    assert "lasts 45 s" not in again.err
    episode = desk.manifest()["episodes"][0]
    closing_ms = episode["duration_ms"] - episode["segments"][-1]["end_ms"]
    assert 29_900 < closing_ms < 31_500


def test_the_doctor_listens_to_it_too(small: Desk) -> None:
    put(small, silent())
    line = choose(small, "section", "music/片头.flac")
    ran = small.fork("doctor")
    assert f"voices.yaml:{line}" in ran.out and "this music is silent" in ran.out
