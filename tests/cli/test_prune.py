"""`prune` and the doctor's look at what is kept."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest

from tests.cli.refusals import refused
from tests.desk import SMALL, Desk

STARTUP = Path(__file__).resolve().parents[1] / "build" / "startup"


def kept(desk: Desk) -> list[str]:
    place = desk.folder / "output/.store"
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())


def numbers(line: str) -> list[int]:
    return [int(count) for count in re.findall(r"(\d+) kept piece", line)]


def rebuilt(desk: Desk, *arguments: str, engine: str = "tone") -> tuple[int, int]:
    """Lose all episodes and build; return how much had to be spoken and mastered."""
    for path in (desk.folder / "output").glob("**/episodes/*.mp3"):
        path.unlink()
    rows = [desk.build(name, *arguments, engine=engine) for name in os.listdir(desk.folder / "scripts")]  # noqa: PTH208
    return sum(row["spoken_new"] for row in rows), sum(row["units_new"] for row in rows)


def test_after_a_build_there_is_nothing_to_prune(small: Desk) -> None:
    before = kept(small)
    ran = small.fork("prune")
    assert (ran.code, numbers(ran.out)) == (
        0,
        [0, len([one for one in before if "/" in one and "lock" not in one])],
    )
    assert kept(small) == before
    assert rebuilt(small) == (0, 0)


def test_what_an_edit_left_over_goes_and_what_is_needed_stays(small: Desk) -> None:
    before = kept(small)
    small.edit("睡在居委。", "睡在居委会。")
    small.build("small")
    more = set(kept(small)) - set(before)
    dry = small.fork("prune", "--dry-run")
    assert set(kept(small)) == more | set(before)
    ran = small.fork("prune")
    assert numbers(dry.out) == numbers(ran.out)
    assert numbers(ran.out)[0] == 2
    assert dry.out.startswith("No longer needed:") and "Nothing was removed" in dry.out
    assert ran.out.startswith("Removed: 2 kept pieces, 0.")
    assert len(kept(small)) == len(before)
    assert rebuilt(small) == (0, 0)


def test_a_text_that_was_edited_and_not_built_keeps_what_it_was_made_of_and_what_it_will_be(
    small: Desk,
) -> None:
    small.edit("睡在居委。", "睡在居委会。")
    small.build("small")
    small.edit("睡在居委会。", "睡在居委。")
    assert numbers(small.fork("prune").out)[0] == 0


def test_every_outlet_counts(small: Desk) -> None:
    small.build("small", "--preset", "speaker")
    assert numbers(small.fork("prune").out)[0] == 0
    assert rebuilt(small) == (0, 0)
    assert rebuilt(small, "--preset", "speaker") == (0, 0)


def test_every_edition_counts_and_one_without_text_as_long_as_its_episodes_lie_there(small: Desk) -> None:
    small.write(SMALL.replace("带伤复工", "天天值班"), "other")
    small.build("other")
    shutil.move(small.folder / "scripts/other", small.folder / "away")
    assert numbers(small.fork("prune").out)[0] == 0
    shutil.rmtree(small.folder / "output/other")
    assert numbers(small.fork("prune").out)[0] >= 2
    assert rebuilt(small) == (0, 0)


def test_without_any_text_what_episodes_are_made_of_stays(small: Desk) -> None:
    shutil.move(small.folder / "scripts", small.folder / "away")
    assert numbers(small.fork("prune").out)[0] == 0
    shutil.rmtree(small.folder / "output/small")
    assert numbers(small.fork("prune").out)[1] == 0


def test_the_voice_it_was_made_with_and_the_one_it_would_get_count(small: Desk) -> None:
    small.build("small", engine="espeak")
    small.cast("engine: tone ", "engine: auto ")
    assert numbers(small.fork("prune", "--dry-run").out)[0] > 10, "the tune's"
    small.cast("engine: auto ", "engine: tone ")
    assert numbers(small.fork("prune").out)[0] == 0
    assert rebuilt(small, engine="espeak") == (0, 0)
    assert rebuilt(small) == (0, 0)


def test_what_a_build_spoke_that_was_broken_off_stays(small: Desk) -> None:
    """Neither the text nor a manifest tells that this voice was asked for."""
    small.cast("engine: tone ", "engine: espeak ")
    small.write(SMALL.replace("带伤复工", "天天值班").replace("120运力", "运力很"), "other")
    ran = small.run("build", "other", "--engine", "tone", MUTE="天天值班", PYTHONPATH=str(STARTUP))
    assert ran.code == 5
    assert numbers(small.fork("prune").out)[0] == 0
    assert small.build("other")["spoken_new"] == 1


def test_a_list_that_an_unfinished_build_left_long_ago_holds_nothing_back(small: Desk) -> None:
    test_what_a_build_spoke_that_was_broken_off_stays(small)
    small.write(SMALL.replace("带伤复工", "夜夜值班").replace("睡在居委", "睡在楼里"), "third")
    assert small.run("build", "third", "--engine", "tone", MUTE="夜夜值班", PYTHONPATH=str(STARTUP)).code == 5
    shutil.rmtree(small.folder / "scripts/third")
    assert numbers(small.fork("prune").out)[0] == 0
    for path in (small.folder / "output/.store/begun").rglob("*"):
        os.utime(path, (time.time() - 8 * 86_400,) * 2)
    assert numbers(small.fork("prune").out)[0] == 3, "a sentence's two pieces and the list"


@pytest.mark.parametrize(
    ("place", "text", "code"),
    [
        ("scripts/small/edition.md:1", "broken", 3),
        ("voices.yaml:2", "roles: [", 4),
        ("scripts/other/edition.md:1", "x", 3),
    ],
    ids=["text", "voices", "another text"],
)
def test_where_something_cannot_be_read_nothing_goes(small: Desk, place: str, text: str, code: int) -> None:
    small.edit("睡在居委。", "睡在居委会。")
    small.build("small")
    before = kept(small)
    file = small.folder / place.partition(":")[0]
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    refusal = refused(small, "prune", code=code, where=place)
    assert "Nothing was removed" in refusal.english.err
    assert "什么也没有删" in refusal.chinese.err
    assert kept(small) == before


def test_what_was_made_in_the_last_days_can_be_kept(small: Desk) -> None:
    small.edit("睡在居委。", "睡在居委会。")
    small.build("small")
    assert numbers(small.fork("prune", "--older-than", "1").out)[0] == 0
    assert numbers(small.fork("prune", "--older-than", "0", "--dry-run").out)[0] == 2
    for path in (small.folder / "output/.store").rglob("*"):
        os.utime(path, (time.time() - 2 * 86_400,) * 2)
    assert numbers(small.fork("prune", "--older-than", "3").out)[0] == 0
    assert numbers(small.fork("prune", "--older-than", "1").out)[0] == 2


def test_what_is_not_a_piece_stays(small: Desk) -> None:
    store = small.folder / "output/.store"
    (store / "lengths/ab").mkdir(parents=True)
    mine = [store / "online-notice", store / "unit/我的.wav", store / f"lengths/ab/ab{'0' * 62}"]
    for path in mine:
        path.write_bytes(b"mine")
    shutil.rmtree(small.folder / "scripts/small")
    shutil.rmtree(small.folder / "output/small")
    assert small.fork("prune").code == 0
    assert all(path.exists() for path in mine)
    assert not [name for name in kept(small) if re.match("(speech|made)/", name)]


def test_another_output_folder_has_pieces_of_its_own(small: Desk) -> None:
    before = kept(small)
    small.build("small", "--out", "trial")
    shutil.rmtree(small.folder / "trial/small")
    small.edit("睡在居委。", "睡在居委会。")
    assert numbers(small.fork("prune", "--out", "trial").out)[0] == 0, "a list tells what it was made of"
    assert kept(small) == before
    assert small.fork("prune", "--out", "nowhere").out.startswith("Removed: 0 kept pieces")
    assert not (small.folder / "nowhere").exists()


def test_the_doctor_tells_how_much_is_kept_and_how_old_it_is(small: Desk) -> None:
    paths = [path for path in (small.folder / "output/.store").rglob("*") if path.is_file()]
    os.utime(max(paths), (time.time() - 12.5 * 86_400,) * 2)
    (row,) = [row for row in small.fork("doctor", "--json").json["checks"] if row["name"] == "kept"]
    assert row["ok"] and row["message"].endswith("0 to 12 days old")
    pieces = len([path for path in paths if "locks" not in path.parts])
    assert re.search(rf"output/\.store: {pieces} kept pieces, \d+\.\d MB \(speech \d", row["message"])
    assert "damaged" not in small.fork("doctor").out


def test_the_doctor_counts_damaged_pieces_when_asked(small: Desk) -> None:
    (_fine, row) = [
        r for r in small.fork("doctor", "--thorough", "--json").json["checks"] if "kept" in r["message"]
    ]
    assert (row["name"], row["ok"]) == ("damaged", True)
    unit = next(path for path in (small.folder / "output/.store/unit").rglob("*") if path.is_file())
    unit.write_bytes(b"")
    ran = small.fork("doctor", "--thorough")
    assert ran.code == 0
    assert "kept pieces that are damaged: 1" in ran.out


def test_the_doctor_looks_where_nothing_was_made(written: Desk) -> None:
    assert "output/.store: nothing is kept yet" in written.fork("doctor").out


def test_an_edition_without_a_text_that_was_made_for_another_outlet_alone_keeps_its_pieces(
    small: Desk,
) -> None:
    small.build("small", "--preset", "speaker")
    shutil.rmtree(small.folder / "output/small/episodes")
    (small.folder / "output/small/manifest.json").unlink()
    shutil.rmtree(small.folder / "output/.store/begun")
    speaker = len(kept(small))
    small.write(SMALL.replace("edition: small", "edition: other"), "other")
    shutil.rmtree(small.folder / "scripts/small")
    assert numbers(small.fork("prune").out)[0] == 0
    assert len(kept(small)) == speaker


@pytest.mark.parametrize("days", ["nan", "inf", "1e300", "-1", "abc"])
def test_days_that_are_no_number_are_refused(small: Desk, days: str) -> None:
    ran = small.fork("prune", "--older-than", days)
    assert (ran.code, "Traceback" in ran.err) == (2, False)
