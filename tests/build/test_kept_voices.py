"""The engine of an edition: chosen once, replaced as a whole, bound by what was published."""

from __future__ import annotations

import json

import pytest

from tests.build.conftest import edit
from tests.desk import Desk

DEAD = "ws://127.0.0.1:9/consumer/speech/synthesize/readaloud/edge/v1?TrustedClientToken=x"


def engines(desk: Desk) -> str:
    return str(desk.manifest()["engine"])


def test_an_edition_that_cannot_be_spoken_is_remade_whole_with_the_fallback(small: Desk) -> None:
    edit(small)
    ran = small.run("build", "small", "--engine", "tone", "--fallback", "espeak", "--json", MUTE="居委会")
    assert ran.code == 0, ran.err
    assert "the voice has a cold" in ran.err and "made again with another voice" in ran.err
    (row,) = ran.json["editions"]
    assert (row["engine"], engines(small)) == ("espeak", "espeak")
    alone = small.run("build", "small", "--engine", "espeak", "--out", "other", "--json")
    assert alone.code == 0
    made = {path.name: path.read_bytes() for path in small.episodes()}
    others = (small.folder / "other" / "small" / "episodes").iterdir()
    assert made == {path.name: path.read_bytes() for path in others}


def test_a_voice_that_cannot_be_had_at_all_falls_back_too(desk: Desk) -> None:
    ran = desk.run("build", "small", "--engine", "edge", "--fallback", "tone", AUDIO_EDITION_EDGE_URL=DEAD)
    assert (ran.code, engines(desk)) == (0, "tone"), ran.err


def test_without_fallback_nothing_new_is_made_and_what_was_spoken_is_kept(small: Desk) -> None:
    before = small.products()
    edit(small)
    ran = small.run("build", "small", "--engine", "tone", MUTE="居委会")
    assert (ran.code, small.products()) == (5, before)
    assert "居委会" in ran.err


def test_a_fallback_that_is_the_voice_itself_is_not_tried_twice(small: Desk) -> None:
    edit(small)
    ran = small.run("build", "small", "--engine", "tone", "--fallback", "tone", MUTE="居委会")
    assert ran.code == 5
    assert ran.err.count("the voice has a cold") == 1


def test_a_fallback_that_fails_ends_with_5_and_leaves_what_was(small: Desk) -> None:
    before = small.products()
    edit(small)
    ran = small.run(
        "build", "small", "--engine", "edge", "--fallback", "tone", MUTE="居委会", AUDIO_EDITION_EDGE_URL=DEAD
    )
    assert (ran.code, small.products()) == (5, before)


@pytest.mark.parametrize("engine", ["tone", "espeak"])
def test_a_trial_recording_is_called_so_and_not_published_by_accident(desk: Desk, engine: str) -> None:
    assert "trial recording" in desk.run("build", "small", "--engine", engine).err + desk.run("build").out
    ran = desk.run("publish", "small")
    assert ran.code == 7
    assert "--accept-draft" in ran.err
    assert not (desk.folder / "output" / "public").exists()
    assert desk.run("publish", "small", "--accept-draft").code == 0


def published(desk: Desk) -> Desk:
    assert desk.run("publish", "small", "--accept-draft").code == 0
    return desk


def test_what_was_published_keeps_its_voice_whatever_voices_yaml_says_by_then(small: Desk) -> None:
    before = published(small).products()
    small.cast("engine: auto", "engine: espeak")
    ran = small.run("build", "small", "--json")
    assert (ran.code, ran.json["editions"][0]["engine"]) == (0, "tone")
    assert small.products() == before
    edit(small)
    ran = small.run("build", "small", "--json", MUTE="居委会")
    assert ran.code == 5
    assert "published with this voice" in ran.err
    assert {k: v for k, v in small.products().items() if "manifest" not in k} == {
        k: v for k, v in before.items() if "manifest" not in k
    }


def test_a_published_edition_never_falls_back(small: Desk) -> None:
    published(small)
    edit(small)
    ran = small.run("build", "small", "--fallback", "espeak", MUTE="居委会")
    assert (ran.code, engines(small)) == (5, "tone")
    assert "--engine" in ran.err


def test_other_voices_in_voices_yaml_are_told_and_taken_only_when_asked_for(small: Desk) -> None:
    published(small)
    before = small.episodes()[0].read_bytes()
    small.cast("tone: high", "tone: very-high")
    ran = small.run("build", "small")
    assert ran.code == 0
    assert "--engine tone" in ran.err
    assert small.episodes()[0].read_bytes() == before
    ran = small.run("build", "small", "--engine", "tone")
    assert ran.code == 0
    assert small.episodes()[0].read_bytes() != before
    after = small.episodes()[0].read_bytes()
    ran = small.run("build", "small")
    assert (ran.code, "keeps the voices" in ran.err) == (0, False), "--engine settled it"
    assert small.episodes()[0].read_bytes() == after


def test_only_engine_changes_it_and_publishing_again_records_the_new_one(small: Desk) -> None:
    published(small)
    assert small.run("build", "small", "--engine", "espeak").code == 0
    published(small)
    record = json.loads((small.folder / "output" / "public" / "published.json").read_text(encoding="utf-8"))
    assert [row["engine"] for row in record["editions"]] == ["espeak"]
    ran = small.run("build", "small", "--json")
    assert (ran.json["editions"][0]["engine"], ran.json["editions"][0]["episodes_written"]) == ("espeak", 0)


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"editions": [{}]}', '{"editions": [{"edition": 1}]}', "\0"]
)
def test_a_damaged_record_is_an_error_and_never_taken_for_none(small: Desk, damage: str) -> None:
    path = published(small).folder / "output" / "public" / "published.json"
    path.write_text(damage, encoding="utf-8")
    ran = small.fork("build", "small")
    assert (ran.code, "Traceback" in ran.err) == (7, False), ran.err
    assert "published.json" in ran.err
    assert path.read_text(encoding="utf-8") == damage


def test_a_voice_that_engine_gave_stays_also_before_it_is_published_again(small: Desk) -> None:
    published(small)
    assert small.run("build", "small", "--engine", "espeak").code == 0
    edit(small)
    ran = small.run("build", "small", "--json")
    assert ran.json["editions"][0]["engine"] == "espeak"
    assert ran.json["editions"][0]["episodes_written"] == 2


def test_naming_the_published_voice_is_no_leave_to_take_another(small: Desk) -> None:
    published(small)
    edit(small)
    ran = small.run("build", "small", "--engine", "tone", "--fallback", "espeak", MUTE="居委会")
    assert (ran.code, engines(small)) == (5, "tone")


@pytest.mark.parametrize(
    ("old", "new"),
    [('"octets": ', '"octets": 1e999, "was": '), ('"-10%"', '"fast"'), ('"+0Hz"', '"high"')],
)
def test_a_record_with_values_that_cannot_be_is_damaged(small: Desk, old: str, new: str) -> None:
    path = published(small).folder / "output" / "public" / "published.json"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    for command in (("build", "small"), ("doctor",)):
        ran = small.fork(*command)
        assert (ran.code, "Traceback" in ran.err) == (7, False), ran.err


def test_explain_tells_the_voice_that_is_heard_when_voices_yaml_has_another(small: Desk) -> None:
    before = small.fork("explain", "small", "刘观锡", "2").out
    published(small)
    small.cast("tone: high", "tone: very-high")
    assert small.fork("explain", "small", "刘观锡", "2").out == before
