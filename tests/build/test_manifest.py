"""The manifest's shape, and what is believed of one that somebody else may have written."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.build.manifest import read_manifest
from tests.build.traces import remake, stamps
from tests.desk import Desk

# --- what it says ---------------------------------------------------------------------------------


def test_it_has_exactly_the_promised_shape(small: Desk) -> None:
    manifest = small.manifest()
    assert list(manifest) == ["edition", "engine", "voices", "presets", "episodes"]
    assert (manifest["edition"], manifest["engine"]) == ("small", "tone")
    for episode in manifest["episodes"]:
        assert list(episode) == ["file", "title", "duration_ms", "chapters", "segments"]
        assert {tuple(chapter) for chapter in episode["chapters"]} == {("title", "start_ms", "end_ms")}
        names = ("id", "chapter", "role", "written", "spoken", "start_ms", "end_ms")
        assert {tuple(segment) for segment in episode["segments"]} == {names}
        assert {segment["role"] for segment in episode["segments"]} == {"announcer", "narrator"}


def test_its_files_are_named_from_where_it_lies(small: Desk) -> None:
    files = [episode["file"] for episode in small.manifest()["episodes"]]
    assert files == ["episodes/01-small.mp3", "episodes/02-small.mp3"]
    assert str(small.folder).encode() not in small.products()["small/manifest.json"]


def test_chapters_fill_an_episode_and_segments_lie_in_their_chapters_in_order(small: Desk) -> None:
    for episode in small.manifest()["episodes"]:
        chapters = episode["chapters"]
        edges = [0, *(chapter["end_ms"] for chapter in chapters)]
        assert [chapter["start_ms"] for chapter in chapters] == edges[:-1]
        assert edges[-1] == episode["duration_ms"]
        named = {chapter["title"]: chapter for chapter in chapters}
        before, places = 0, []
        for segment in episode["segments"]:
            chapter = named[segment["chapter"]]
            places.append(chapters.index(chapter))
            assert chapter["start_ms"] <= segment["start_ms"] < segment["end_ms"] <= chapter["end_ms"]
            assert before <= segment["start_ms"]
            before = segment["end_ms"]
        assert places == sorted(places)
        ids = [segment["id"] for segment in episode["segments"]]
        assert ids == sorted(set(ids))


def test_it_is_text_that_a_person_can_read(small: Desk) -> None:
    text = small.products()["small/manifest.json"].decode("utf-8")
    assert "绿八居民区，党总支书记，刘观锡。" in text
    assert text.endswith("}\n")


# --- what is believed of it -----------------------------------------------------------------------


def entry(manifest: Any, number: int = 0) -> Any:
    return manifest["episodes"][number]


def set_to(*path: str | int, value: object) -> Callable[[Any], object]:
    def change(manifest: Any) -> None:
        at = manifest
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value

    return change


DAMAGE: dict[str, Callable[[Any], object]] = {
    "no episodes": lambda m: m.pop("episodes"),
    "episodes a number": set_to("episodes", value=7),
    "episodes an object": set_to("episodes", value={"file": "episodes/01-small.mp3"}),
    "an episode is a word": set_to("episodes", 0, value="episodes/01-small.mp3"),
    "an episode is null": set_to("episodes", 0, value=None),
    "a file goes up": set_to("episodes", 0, "file", value="../../../etc/passwd"),
    "a file goes up inside": set_to("episodes", 0, "file", value="episodes/../../secret.mp3"),
    "a file goes up as on Windows": set_to("episodes", 0, "file", value="episodes\\..\\..\\secret.mp3"),
    "a file is absolute": set_to("episodes", 0, "file", value="/etc/passwd"),
    "a file is a list": set_to("episodes", 0, "file", value=["episodes/01-small.mp3"]),
    "a file has a zero": set_to("episodes", 0, "file", value="episodes/01-small.mp3\0"),
    "a file is very long": set_to("episodes", 0, "file", value="episodes/" + "x" * 100_000),
    "no length": lambda m: entry(m).pop("duration_ms"),
    "length a word": set_to("episodes", 0, "duration_ms", value="long"),
    "length true": set_to("episodes", 0, "duration_ms", value=True),
    "length negative": set_to("episodes", 0, "duration_ms", value=-1),
    "segments null": set_to("episodes", 0, "segments", value=None),
    "a segment a word": set_to("episodes", 0, "segments", 0, value="words"),
    "a segment without role": lambda m: entry(m)["segments"][0].pop("role"),
    "a time is a word": set_to("episodes", 0, "segments", 0, "start_ms", value="0"),
    "a time is huge": set_to("episodes", 0, "segments", 0, "end_ms", value=10**30),
    "times go back": set_to("episodes", 0, "segments", 3, "start_ms", value=0),
    "a chapter without end": lambda m: entry(m)["chapters"][0].pop("end_ms"),
    "something more": set_to("episodes", 0, "note", value="x"),
    "surrogates": set_to("episodes", 0, "title", value="\ud800"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_entry_is_not_believed(small: Desk, name: str) -> None:
    folder = small.folder / "output/small"
    manifest = small.manifest()
    DAMAGE[name](manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = read_manifest(folder)
    files = {"episodes/01-small.mp3", "episodes/02-small.mp3"}
    assert found.past.lying == files
    assert set(found.entries) <= files
    # A title is no reason to write an episode again: the next manifest has the right one.
    assert ("episodes/01-small.mp3" in found.entries) == (name == "surrogates")


BROKEN = {
    "empty": b"",
    "cut off": b'{"edition": "small", "episodes": [',
    "binary": bytes(range(256)),
    "deep": b"[" * 200_000,
    "deep object": b'{"a":' * 100_000,
    "a list": b"[]",
    "null": b"null",
    "a long number": b'{"episodes": [{"duration_ms": ' + b"9" * 5_000 + b"}]}",
    "other encoding": '{"engine": "声音"}'.encode("utf-16"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_counts_as_none(small: Desk, data: bytes) -> None:
    folder = small.folder / "output/small"
    (folder / "manifest.json").write_bytes(data)
    found = read_manifest(folder)
    assert (found.past.episodes, found.entries) == (None, {})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="session")
def template(_built: Path) -> tuple[Path, Any]:
    return _built / "output/small", Desk(_built).manifest()


@given(data=st.data())
def test_any_value_anywhere_in_it_is_read_without_a_failure(
    tmp_path_factory: pytest.TempPathFactory, template: tuple[Path, Any], data: st.DataObject
) -> None:
    built, manifest = template
    manifest = copy.deepcopy(manifest)
    at, steps = manifest, data.draw(st.integers(1, 4))
    for _step in range(steps):
        keys = list(range(len(at))) if isinstance(at, list) else list(at)
        key = data.draw(st.sampled_from(keys))
        if _step == steps - 1 or not isinstance(at[key], (list, dict)) or not at[key]:
            at[key] = data.draw(json_values)
            break
        at = at[key]
    folder = tmp_path_factory.mktemp("any")
    (folder / "episodes").symlink_to(built / "episodes")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = read_manifest(folder)
    assert set(found.entries) <= {"episodes/01-small.mp3", "episodes/02-small.mp3"}


@pytest.mark.parametrize(
    "name", ["a file goes up", "no length", "an episode is null", "times go back", "surrogates"]
)
def test_a_build_over_a_damaged_manifest_ends_as_it_should(
    small: Desk, whole: dict[str, bytes], name: str
) -> None:
    path = small.folder / "output/small/manifest.json"
    manifest = small.manifest()
    DAMAGE[name](manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert remake(small)[0] == 0
    assert small.products() == whole


def test_a_manifest_cannot_have_a_foreign_file_removed(small: Desk) -> None:
    ours = small.episodes()[0].read_bytes()
    places = ["secret.mp3", "output/small/secret.mp3", "output/small/episodes/sub/01-x.mp3"]
    for place in places:
        (small.folder / place).parent.mkdir(exist_ok=True)
        (small.folder / place).write_bytes(ours)
    manifest = small.manifest()
    names = ["../../secret.mp3", "secret.mp3", "episodes/sub/01-x.mp3", str(small.folder / "secret.mp3")]
    manifest["episodes"] += [{**entry(manifest), "file": name} for name in names]
    (small.folder / "output/small/manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    small.edit("睡在居委。", "睡在居委会。")
    remake(small)
    assert all((small.folder / place).read_bytes() == ours for place in places)
    assert len(small.manifest()["episodes"]) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes to be had")
def test_a_pipe_or_a_folder_in_an_episodes_place_does_not_hang_the_reading(small: Desk) -> None:
    first, second = small.episodes()
    first.unlink()
    os.mkfifo(first)
    second.unlink()
    second.mkdir()
    found = read_manifest(small.folder / "output/small")
    assert (found.past.lying, found.entries) == (frozenset(), {})


def test_reading_it_touches_nothing(small: Desk) -> None:
    before = stamps(small)
    read_manifest(small.folder / "output/small")
    read_manifest(small.folder / "output/none")
    assert stamps(small) == before
