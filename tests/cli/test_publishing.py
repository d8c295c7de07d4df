"""`publish`: immutable names, only what is new, nothing by accident."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.desk import SMALL, Desk


def files(desk: Desk) -> dict[str, bytes]:
    public = desk.folder / "output" / "public"
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*.mp3")}


def publish(desk: Desk) -> dict[str, object]:
    ran = desk.fork("publish", "small", "--accept-draft", "--json")
    assert ran.code == 0, ran.err
    assert list(ran.json) == ["editions"]
    (row,) = ran.json["editions"]
    assert list(row) == ["key", "engine", "episodes", "new"]
    assert isinstance(row, dict)
    return row


def test_each_episode_lies_under_a_name_of_its_content(small: Desk) -> None:
    row = publish(small)
    found = files(small)
    assert [small.folder / str(path) for path in row["episodes"]] == [  # type: ignore[attr-defined]
        small.folder / "output" / "public" / name for name in sorted(found)
    ]
    for name, data in found.items():
        assert name.startswith("small/0")
        assert name.isascii()
        assert hashlib.sha256(data).hexdigest()[:16] in name
    assert sorted(found.values()) == sorted(path.read_bytes() for path in small.episodes())


def test_publishing_again_changes_nothing(small: Desk) -> None:
    publish(small)
    before = files(small)
    assert publish(small)["new"] == []
    assert files(small) == before


def test_an_edit_gives_one_new_name_and_the_old_file_stays(small: Desk) -> None:
    publish(small)
    before = files(small)
    small.edit("睡在居委。", "睡在居委会。")
    small.build("small")
    assert len(publish(small)["new"]) == 1  # type: ignore[arg-type]
    after = files(small)
    assert before.items() < after.items()
    assert len(after) == len(before) + 1
    record = json.loads((small.folder / "output" / "public" / "published.json").read_text(encoding="utf-8"))
    now = [episode["file"] for episode in record["editions"][0]["episodes"]]
    assert len(set(now) - set(before)) == 1


def test_what_is_not_built_as_its_text_stands_is_not_published(small: Desk) -> None:
    small.edit("睡在居委。", "睡在居委会。")
    ran = small.fork("publish", "small", "--accept-draft")
    assert ran.code == 7
    assert "build small" in ran.err
    assert not (small.folder / "output" / "public").exists()


def test_a_published_file_that_was_changed_by_hand_is_noticed_and_left(small: Desk) -> None:
    publish(small)
    name = next(iter(files(small)))
    path = small.folder / "output" / "public" / name
    path.write_bytes(b"mine")
    ran = small.fork("publish", "small", "--accept-draft")
    assert ran.code == 7
    assert Path(name).name in ran.err
    assert path.read_bytes() == b"mine"


def test_two_texts_of_one_edition_name_are_not_published_over_each_other(small: Desk) -> None:
    announced = "readings: {播报: bō bào}\n---\n# 红"
    small.write(SMALL.replace("85后的他", "90后的他").replace("---\n# 红", announced), "twin")
    assert small.fork("build", "twin", "--engine", "tone").code == 0
    ran = small.fork("publish", "--accept-draft")
    assert ran.code == 7
    assert "small" in ran.err
    assert not (small.folder / "output" / "public").exists()


def test_no_edition_takes_the_place_of_what_is_published(small: Desk) -> None:
    publish(small)
    before = files(small)
    small.write(SMALL.replace("edition: small", "edition: other"), "public")
    ran = small.fork("build", "public", "--engine", "tone")
    assert ran.code == 2
    assert "scripts/public" in ran.err
    page = small.folder / "page.txt"
    page.write_text("标题\n\n正文。\n", encoding="utf-8")
    assert small.fork("import", page, "--to", "scripts/Public").code == 2
    assert files(small) == before


def test_what_fails_does_not_stop_the_others_and_json_is_printed(small: Desk) -> None:
    for name in ("aa", "zz"):
        small.write(SMALL.replace("edition: small", f"edition: {name}").replace("85后的他", name), name)
    ran = small.fork("publish", "--accept-draft", "--json")
    assert ran.code == 7
    assert [row["key"] for row in ran.json["editions"]] == ["small"]


def test_an_edition_cannot_be_called_as_the_record_is(small: Desk) -> None:
    small.write(SMALL.replace("edition: small", "edition: Published.json"), "other")
    assert small.fork("build", "other", "--engine", "tone").code == 3


def test_many_at_once_lose_no_record(small: Desk) -> None:
    names = [f"n{number}" for number in range(4)]
    for name in names:
        small.write(SMALL.replace("edition: small", f"edition: {name}"), name)
    assert small.fork("build", *names, "--engine", "tone").code == 0
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda name: small.run("publish", name, "--accept-draft").code, names))
    assert codes == [0] * 4
    record = json.loads((small.folder / "output" / "public" / "published.json").read_text(encoding="utf-8"))
    assert [row["edition"] for row in record["editions"]] == names


def test_what_a_killed_publishing_left_is_swept(small: Desk) -> None:
    publish(small)
    machine, number = f"{zlib.crc32(os.uname().nodename.encode()):08x}", 2**22 + 7
    left = small.folder / "output/public/small" / f".01-small.mp3.{machine}-{number}.x.part"
    left.write_bytes(b"half")
    publish(small)
    assert not left.exists()
