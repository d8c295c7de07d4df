"""`doctor --sound` as it is typed: screen, exit codes, errors."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from audio_edition.episodes.looking import look_at
from audio_edition.mastering.measuring import measure
from audio_edition.verdicts import clock
from tests.desk import SMALL, Desk
from tests.inspection.damage import FRAME_BYTES, Episode


def test_it_names_the_page_and_every_episode(small: Desk) -> None:
    ran = small.fork("doctor", "--sound", "small")
    assert ran.out.splitlines()[-1] == "Open it in a browser: output/small/sound.html"
    assert "output/small/episodes/01-small.mp3\n  [fine] Size of the file" in ran.out
    assert ran.err == ""


def test_a_fault_is_named_with_file_time_sentence_and_what_to_type(episode: Episode) -> None:
    row = episode.longest
    middle = (row["start_ms"] + row["end_ms"]) // 2
    episode.louder(middle - 1200, middle + 1200, db=-200)
    ran = episode.desk.fork("doctor", "--sound", "small")
    assert ran.code == 6
    first, second = ran.out.split("output/small/episodes/02-small.mp3")
    (at,) = re.findall(r"    (\d:\d\d)  2\.\d s of silence", first)
    assert (
        at in (clock(middle - 1250), clock(middle - 1150)) and f"      printed: {row['written']}\n" in first
    )
    assert f"try: listen there: python make_audio.py hear small 01 {at}" in first
    assert f"printed: {row['written']}" not in second
    heard = episode.desk.fork("hear", "small", "01", at, "--silent")
    assert row["written"] in heard.out


def test_a_damaged_file_is_to_be_deleted_and_that_mends_it(episode: Episode) -> None:
    data = bytearray(episode.path.read_bytes())
    whole = bytes(data)
    at = episode.sound_at() + 1000 * FRAME_BYTES
    data[at : at + 4] = bytes(4)
    episode.path.write_bytes(data)
    ran = episode.desk.fork("doctor", "--sound", "small")
    assert ran.code == 6 and "try: delete this file and build again" in ran.out
    episode.path.unlink()
    episode.desk.build("small")
    assert episode.path.read_bytes() == whole


def test_an_edition_that_is_not_built_is_a_plain_error(small: Desk) -> None:
    small.write(SMALL.replace("edition: small", "edition: other"), name="other")
    ran = small.fork("doctor", "--sound", "other")
    assert (ran.code, ran.out) == (2, "")
    assert "not made yet" in ran.err and "try: run: python make_audio.py build other" in ran.err
    assert not (small.folder / "output" / "other").exists()


def test_an_outlet_that_is_not_built_names_its_own_command(small: Desk) -> None:
    ran = small.fork("doctor", "--sound", "small", "--preset", "speaker")
    assert ran.code == 2
    assert "python make_audio.py build small --preset speaker" in ran.err


def test_an_unknown_edition_or_outlet_is_a_plain_error(small: Desk) -> None:
    assert small.fork("doctor", "--sound", "nothing").code == 2
    assert small.fork("doctor", "--sound", "small", "--preset", "nothing").code == 2


def test_another_folder_for_everything_made(small: Desk) -> None:
    (small.folder / "output").rename(small.folder / "elsewhere")
    ran = small.fork("doctor", "--sound", "small", "--out", "elsewhere", "--json")
    assert ran.json["page"] == "elsewhere/small/sound.html"
    assert (small.folder / "elsewhere" / "small" / "sound.html").is_file()
    assert not (small.folder / "output").exists()


def test_json_tells_all_that_the_screen_does(episode: Episode) -> None:
    ran = episode.desk.fork("doctor", "--sound", "small", "--json")
    assert list(ran.json) == ["edition", "page", "checks"]
    for row in ran.json["checks"]:
        assert list(row) == ["file", "name", "ok", "message", "faults"]
        assert row["message"] in ran.err
        for fault in row["faults"]:
            assert list(fault) == ["message", "start_ms", "time", "written"]
            assert fault["message"] in ran.err


def test_it_changes_nothing_but_its_page_and_says_the_same_again(small: Desk) -> None:
    before = small.products()
    first = small.fork("doctor", "--sound", "small")
    page = small.products().pop("small/sound.html")
    again = small.fork("doctor", "--sound", "small")
    assert again.out == first.out
    assert small.products() == {**before, "small/sound.html": page}
    assert small.fork("build", "small").out.startswith("small: nothing changed")


def test_words_edited_since_do_not_hide_what_is_heard(episode: Episode) -> None:
    row = episode.longest
    episode.desk.edit("带伤复工", "带病复工")
    episode.louder(row["start_ms"], row["end_ms"], db=-8)
    assert f"printed: {row['written']}" in episode.desk.fork("doctor", "--sound", "small").out


@settings(max_examples=40)
@given(data=st.data())
def test_no_bytes_whatever_make_it_crash(good: Desk, data: st.DataObject) -> None:
    episode = Episode(good)
    whole = episode.path.read_bytes()[: episode.sound_at() + 60 * FRAME_BYTES]
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for at in data.draw(st.lists(st.integers(0, max(0, len(broken) - 1)), max_size=8)):
        broken[at : at + 1] = data.draw(st.binary(max_size=3))
    path = good.folder / "broken.mp3"
    path.write_bytes(broken)
    layout = look_at(path, 48000, 96)
    assert 0 <= layout.sound_at + layout.sound_bytes <= layout.file_bytes + len(whole)
    measured = measure(path, layout.sound_at, 48000)
    assert len(measured.cells) * 192 >= measured.samples >= 0
