"""Full disks, held files, mute voices: said plainly, nothing lost, put right by the next build."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.build.children import end_of, start
from tests.build.conftest import edit
from tests.build.traces import assert_whole, remake, stamps
from tests.desk import SMALL, Desk, Ran


def build(desk: Desk, *arguments: object, **env: str) -> Ran:
    ran = desk.run("build", "small", "--engine", "tone", *arguments, **env)
    assert "Traceback" not in ran.err
    return ran


# --- no place -------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["output", "output/small", "output/small/episodes", "output/.store"])
def test_a_file_in_a_folders_place_is_told_and_stays(
    small: Desk, whole_edited: dict[str, bytes], place: str
) -> None:
    edit(small)
    path, aside = small.folder / place, small.folder / "aside"
    path.rename(aside)
    path.write_bytes(b"mine")
    ran = build(small)
    assert ran.code == 6
    assert "cannot be written" in ran.err
    assert path.read_bytes() == b"mine"
    path.unlink()
    aside.rename(path)
    remake(small)
    assert small.products() == whole_edited


@pytest.mark.parametrize("place", ["manifest.json", "episodes/01-small.mp3"])
def test_a_folder_in_a_products_place_is_told_and_stays(
    small: Desk, whole_edited: dict[str, bytes], place: str
) -> None:
    edit(small)
    path = small.folder / "output/small" / place
    path.unlink()
    path.mkdir()
    (path / "mine").write_bytes(b"mine")
    assert build(small).code == 6
    assert (path / "mine").exists()
    shutil.rmtree(path)
    assert remake(small)[0] == 0
    assert small.products() == whole_edited


# --- held open, as Windows has it; here os.replace and os.unlink refuse in its place --------------


def test_an_episode_that_a_player_holds_open_keeps_its_new_one_beside_it(
    small: Desk, whole: dict[str, bytes], whole_edited: dict[str, bytes]
) -> None:
    edit(small)
    ran = build(small, HELD="01-small.mp3")
    assert ran.code == 6
    assert "another program holds" in ran.err
    assert "01-small.new.mp3" in ran.err
    assert "close the player" in ran.err
    made = small.products()
    first, second, new = (f"small/episodes/{name}.mp3" for name in ("01-small", "02-small", "01-small.new"))
    assert (made[first], made[second]) == (whole[first], whole_edited[second])
    assert made[new] == whole_edited[first]
    lengths = [episode["duration_ms"] for episode in small.manifest()["episodes"]]
    assert remake(small) == (0, 0, 1)
    assert small.products() == whole_edited
    after = [episode["duration_ms"] for episode in small.manifest()["episodes"]]
    assert lengths[0] < after[0]
    assert lengths[1] == after[1]


def test_the_new_one_may_be_held_open_too(small: Desk, whole_edited: dict[str, bytes]) -> None:
    edit(small)
    build(small, HELD="01-small.mp3")
    before = small.products()
    ran = build(small, HELD="01-small.mp3|01-small.new.mp3")
    assert (ran.code, "01-small.new.mp3" in ran.err) == (6, True)
    assert small.products() == before
    remake(small)
    assert small.products() == whole_edited


def test_every_episode_that_is_held_open_is_named(small: Desk, whole_edited: dict[str, bytes]) -> None:
    edit(small)
    ran = build(small, HELD="01-small.mp3|02-small.mp3")
    assert ran.code == 6
    assert re.search(r"01-small\.new\.mp3.*02-small\.new\.mp3", ran.err)
    remake(small)
    assert small.products() == whole_edited


def test_an_edit_taken_back_removes_the_one_beside(small: Desk, whole: dict[str, bytes]) -> None:
    small.edit("带伤复工", "带伤工作")
    build(small, HELD="01-small.mp3")
    assert "small/episodes/01-small.new.mp3" in small.products()
    small.edit("带伤工作", "带伤复工")
    remake(small)
    assert small.products() == whole


def test_a_manifest_that_is_held_open_is_told_and_written_by_the_next_build(
    small: Desk, whole_edited: dict[str, bytes]
) -> None:
    edit(small)
    ran = build(small, HELD="manifest.json")
    assert ran.code == 6
    assert "output/small/manifest.json" in ran.err
    assert "close the program" in ran.err
    assert_whole(small.folder / "output")
    assert remake(small)[0] == 0
    assert small.products() == whole_edited


def test_an_episode_without_a_section_that_is_held_open_goes_with_the_next_build(small: Desk) -> None:
    small.write(re.sub("# “硬核”书记.*", "", SMALL, flags=re.DOTALL))
    ran = build(small, HELD="02-small.mp3")
    assert ran.code == 6
    assert "02-small.mp3" in ran.err
    assert len(small.manifest()["episodes"]) == 1
    assert remake(small) == (0, 0, 0)
    assert [path.name for path in small.episodes()] == ["01-small.mp3"]


# --- a voice that fails ---------------------------------------------------------------------------


def test_a_sentence_that_cannot_be_spoken_is_named_and_all_others_are_kept(
    small: Desk, whole: dict[str, bytes]
) -> None:
    small.edit("85后的他，带领近5000人的小区。", "他带队。")
    small.edit("120运力紧张。", "运力很紧张。")
    ran = build(small, MUTE="带队", SPOKEN=str(small.folder / "spoken"))
    assert ran.code == 5
    assert "他带队。" in ran.err
    assert "the voice has a cold" in ran.err
    assert "运力很紧张" not in ran.err.split("could not")[-1]
    assert small.products() == whole
    row = small.build("small", SPOKEN=str(small.folder / "again"))
    assert (row["spoken_new"], row["episodes_written"]) == (1, 2)
    assert "运力很紧张" in (small.folder / "spoken").read_text(encoding="utf-8")
    assert "他带队。" in (small.folder / "again").read_text(encoding="utf-8")
    assert (small.folder / "again").read_text(encoding="utf-8").count("\n") == 1


def test_all_sentences_that_cannot_be_spoken_are_named_in_their_order(desk: Desk) -> None:
    ran = build(desk, MUTE="，")
    assert ran.code == 5
    named = [line for line in ran.err.splitlines() if line.startswith("  · ")]
    profiles = SMALL.index("## ")
    places = [place for line in named if (place := SMALL.find(line[4:12])) > profiles]
    assert len(places) == 4
    assert places == sorted(places)
    assert desk.products() == {}


def test_a_voice_that_fails_touches_nothing_that_is_published(small: Desk) -> None:
    before = {path: time for path, time in stamps(small).items() if ".store" not in path.parts}
    edit(small)
    code, words = end_of(start(small, MUTE="居委会"))
    assert (code, "居委会" in words) == (5, True)
    after = {path: time for path, time in stamps(small).items() if ".store" not in path.parts}
    assert after == before
