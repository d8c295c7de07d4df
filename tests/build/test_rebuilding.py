"""After an edit or a loss only what is missing is made, and the result is what it would have been."""

from __future__ import annotations

import os
import re
import shutil

import pytest

from audio_edition.plan import Why
from tests.build.traces import parts, planned, remake, stamps, store
from tests.desk import SMALL, Desk


def counts(row: dict[str, int]) -> tuple[int, int, int]:
    return row["spoken_new"], row["units_new"], row["episodes_written"]


def test_two_builds_from_an_empty_store_are_byte_identical(desk: Desk, whole: dict[str, bytes]) -> None:
    desk.build("small", "--jobs", "1")
    assert desk.products() == whole
    shutil.rmtree(desk.folder / "output")
    desk.build("small", "--jobs", "4")
    assert desk.products() == whole


def test_nothing_changed_means_nothing_made_and_no_file_touched(small: Desk) -> None:
    before = stamps(small)
    assert counts(small.build("small")) == (0, 0, 0)
    assert stamps(small) == before


def test_one_edited_sentence_is_one_spoken_and_one_episode_written(small: Desk) -> None:
    before, times = small.products(), stamps(small)
    small.edit("睡在居委。", "睡在居委会。")
    assert counts(small.build("small")) == (1, 1, 1)
    after = small.products()
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"small/episodes/02-small.mp3", "small/manifest.json"}
    first = small.folder / "output/small/episodes/01-small.mp3"
    assert stamps(small)[first] == times[first]
    assert counts(small.build("small")) == (0, 0, 0)


def test_an_edit_taken_back_speaks_nothing_and_gives_the_first_episodes(
    small: Desk, whole: dict[str, bytes]
) -> None:
    small.edit("睡在居委。", "睡在居委会。")
    remake(small)
    small.edit("睡在居委会。", "睡在居委。")
    assert remake(small) == (0, 0, 1)
    assert small.products() == whole


def test_an_edit_of_the_print_alone_renews_the_manifest_alone(small: Desk) -> None:
    before = small.products()
    small.edit("近5000人", "近五千人")
    assert counts(small.build("small")) == (0, 0, 0)
    after = small.products()
    assert {name for name in after if after[name] != before[name]} == {"small/manifest.json"}
    assert "近五千人" in after["small/manifest.json"].decode()


def test_a_dry_run_says_what_a_build_then_does_and_touches_nothing(small: Desk) -> None:
    small.edit("睡在居委。", "睡在居委会。")
    before = stamps(small)
    ran = small.run("build", "small", "--engine", "tone", "--dry-run")
    assert (ran.code, stamps(small)) == (0, before)
    assert "晚上就临时搭张床，睡在居委会。" in ran.out
    assert "episodes/02-small.mp3" in ran.out
    assert "episodes/01-small.mp3" not in ran.out
    dry = small.build("small", "--dry-run")
    assert counts(dry) == counts(small.build("small")) == (1, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("搭张床", "搭张{床|chuang2}", Why.NEW_WORDS),
        ("鲁晓明\n", "鲁晓明\n<!-- voice: low -->\n", Why.NEW_VOICE),
        ("搭张床，", "搭了张床，", Why.NEW_WORDS),
    ],
    ids=["reading", "voice", "words"],
)
def test_the_reason_is_known_for_a_sentence_whose_words_may_be_the_same(
    small: Desk, old: str, new: str, why: Why
) -> None:
    small.edit(old, new)
    assert [reason for _task, reason in planned(small).speak] == [why]
    remake(small)
    shutil.rmtree(small.folder / "output/.store")
    small.episodes()[1].unlink()
    assert {reason for _task, reason in planned(small).speak} == {Why.LOST}


# --- losses ---------------------------------------------------------------------------------------


def test_a_deleted_store_costs_nothing_while_the_episodes_are_whole(
    small: Desk, whole: dict[str, bytes]
) -> None:
    shutil.rmtree(small.folder / "output/.store")
    assert remake(small) == (0, 0, 0)
    assert small.products() == whole


def test_a_deleted_store_and_a_lost_episode_are_made_again_the_same(
    small: Desk, whole: dict[str, bytes]
) -> None:
    shutil.rmtree(small.folder / "output/.store")
    small.episodes()[0].unlink()
    spoken, _mastered, written = remake(small)
    assert written == 1
    assert 0 < spoken < len(re.findall('"id"', whole["small/manifest.json"].decode()))
    assert small.products() == whole


def test_a_deleted_manifest_is_written_again_without_speaking(small: Desk, whole: dict[str, bytes]) -> None:
    (small.folder / "output/small/manifest.json").unlink()
    assert remake(small)[:2] == (0, 0)
    assert small.products() == whole


def damage_head(data: bytes) -> bytes:
    return b"garbage" + data[7:]


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[: len(data) // 2], lambda data: b"", damage_head, lambda data: data + b"\0"],
    ids=["truncated", "emptied", "overwritten", "longer"],
)
def test_a_damaged_episode_is_put_together_again(
    small: Desk, whole: dict[str, bytes], damage: object
) -> None:
    path = small.episodes()[1]
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert remake(small) == (0, 0, 1)
    assert small.products() == whole


@pytest.mark.parametrize("kinds", [("unit",), ("speech", "unit")], ids=["units", "units and speech"])
def test_damaged_pieces_are_made_again_when_they_are_needed(
    small: Desk, whole: dict[str, bytes], kinds: tuple[str, ...]
) -> None:
    small.episodes()[0].unlink()
    for path in [path for kind in kinds for path in store(small, kind)[:: 4 if kind == "unit" else 1]]:
        path.write_bytes(path.read_bytes()[:-100])
    spoken, mastered, written = remake(small)
    assert (spoken > 0, mastered > 0, written) == ("speech" in kinds, True, 1)
    assert small.products() == whole


def test_kept_speech_is_mastered_anew_and_not_spoken_anew(small: Desk, whole: dict[str, bytes]) -> None:
    small.episodes()[0].unlink()
    shutil.rmtree(small.folder / "output/.store/unit")
    row = small.build("small", SPOKEN=str(small.folder / "spoken"))
    assert row["spoken_new"] == 0 < row["units_new"]
    assert not (small.folder / "spoken").exists()
    assert small.products() == whole


def test_speech_that_is_gone_is_spoken_again_for_a_damaged_piece(
    small: Desk, whole: dict[str, bytes]
) -> None:
    small.episodes()[0].unlink()
    shutil.rmtree(small.folder / "output/.store/speech")
    for path in store(small, "unit"):
        path.write_bytes(b"garbage")
    remake(small)
    assert small.products() == whole


# --- what has no place any more -------------------------------------------------------------------


def test_the_episode_of_a_removed_section_goes_and_what_is_not_ours_stays(
    small: Desk, whole: dict[str, bytes]
) -> None:
    folder = small.folder / "output/small/episodes"
    for name in ("我的录音.mp3", "02-small.txt", "03-other.mp3", "02-small (1).mp3", "cover.jpg"):
        (folder / name).write_bytes(b"mine")
    (folder / "copy.mp3").write_bytes((folder / "02-small.mp3").read_bytes())
    mine = {path.name for path in small.episodes()} - {"01-small.mp3", "02-small.mp3"}
    small.write(re.sub("# “硬核”书记.*", "", SMALL, flags=re.DOTALL))
    row = small.build("small")
    assert row["episodes"] == ["output/small/episodes/01-small.mp3"]
    assert {path.name for path in small.episodes()} == mine | {"01-small.mp3"}
    small.write(SMALL)
    assert remake(small)[0] == 0
    assert {k: v for k, v in small.products().items() if k in whole} == whole


def test_stale_episodes_go_even_when_the_manifest_forgot_them(small: Desk, whole: dict[str, bytes]) -> None:
    folder = small.folder / "output/small/episodes"
    data = (folder / "02-small.mp3").read_bytes()
    (folder / "07-small.mp3").write_bytes(data)
    (folder / "02-former-name.mp3").write_bytes(data[:-1])
    (folder / "02-small.new.mp3").write_bytes(data)
    assert remake(small) == (0, 0, 0)
    assert small.products() == whole


def test_another_name_for_the_edition_renames_its_episodes(small: Desk) -> None:
    small.edit("edition: small", "edition: smaller")
    assert remake(small) == (0, 0, 2)
    assert [path.name for path in small.episodes()] == ["01-smaller.mp3", "02-smaller.mp3"]


def test_swapped_sections_speak_only_the_announcer_anew(small: Desk) -> None:
    head, first, second = re.split(r"(?m)^(?=# )", SMALL)
    small.write(head + second.rstrip() + "\n" + first)
    small.build("small", SPOKEN=str(small.folder / "spoken"))
    spoken = (small.folder / "spoken").read_text(encoding="utf-8")
    assert spoken
    for body in ("带伤复工", "摔伤了膝盖", "临时搭张床", "运力紧张", "刘观锡", "王琪楠"):
        assert body not in spoken


def test_leftovers_of_killed_builds_are_swept_even_when_nothing_is_to_be_made(small: Desk) -> None:
    folders = ["output/small", "output/small/episodes", "output/.store/parts"]
    for folder in folders:
        (small.folder / folder / ".x.00000000-1.abc.part").write_bytes(b"new")
        old = small.folder / folder / ".y.00000000-1.abc.part"
        old.write_bytes(b"old")
        os.utime(old, (0, 0))
    remake(small)
    assert parts(small.folder) == [".x.00000000-1.abc.part"] * 3


def test_two_outlets_lie_beside_each_other(small: Desk, whole: dict[str, bytes]) -> None:
    row = small.build("small", "--preset", "speaker")
    assert row["episodes"] == [f"output/small/speaker/episodes/0{n}-small.mp3" for n in (1, 2)]
    assert {k: v for k, v in small.products().items() if "/speaker/" not in k} == whole
    assert remake(small, "speaker") == (0, 0, 0)
    assert remake(small) == (0, 0, 0)


def test_a_cover_is_put_into_every_episode_and_speaks_nothing(small: Desk) -> None:
    cover = b"\xff\xd8\xff" + b"picture" * 10
    (small.text().parent / "cover.jpg").write_bytes(cover)
    assert remake(small) == (0, 0, 2)
    assert all(cover in path.read_bytes() for path in small.episodes())
