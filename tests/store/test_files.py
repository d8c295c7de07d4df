"""Text in any encoding; writing that is whole or absent."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.errors import AudioError, TextError, VoicesError
from audio_edition.files import decode_text, part_of, put_in_place, read_text, sweep_parts, write_whole

WORDS = "# 栏目\n## 绿八居民区党总支书记刘观锡\n他来了。\n"
plain = st.text(st.characters(blacklist_categories=("Cs", "Cc"))).map(
    lambda text: text.removeprefix("\ufeff")
)

# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("gb18030", "GB18030")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_however_an_editor_saved_it(encoding: str, name: str, end: str) -> None:
    data = WORDS.replace("\n", end).encode(encoding)
    assert decode_text(data, where="page") == (WORDS, name)


@given(plain)
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode_text(text.encode(), where="page")[0] == text


@given(st.binary())
def test_any_bytes_are_a_text_or_a_plain_error(data: bytes) -> None:
    try:
        text, name = decode_text(data, where="page")
    except TextError as problem:
        assert problem.hint
    else:
        assert "\r" not in text
        assert name in ("UTF-8", "UTF-16", "GB18030")


@pytest.mark.parametrize("damage", [b"\x07", b"\x1b", b"\xff", "\udc00".encode("utf-8", "surrogatepass")])
def test_a_single_damaged_character_is_shown_as_such_and_the_rest_is_read(damage: bytes) -> None:
    whole = "面对疫情的严峻挑战，王春荣组织党总支下属的支部书记和委员迅速成立工作班子，"
    text, encoding = decode_text((whole + "带").encode() + damage + ("领" + whole).encode(), where="page.txt")
    assert encoding == "UTF-8"
    assert text.replace("\ufffd", "") == f"{whole}带领{whole}"
    assert "\ufffd" in text


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0", b"ID3\x03\0\0\0", b"\xff\xfb\x94\xc4\0", b"PK\x03\x04\0"], ids=str
)
def test_a_binary_file_is_no_text(data: bytes) -> None:
    with pytest.raises(TextError, match="not a text") as caught:
        decode_text(data, where="page.txt")
    assert caught.value.where == "page.txt"


def test_a_file_that_is_missing_or_a_folder_is_named_as_it_is_shown(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path, tmp_path / "a\0b", tmp_path / ("x" * 300)):
        with pytest.raises(VoicesError) as caught:
            read_text(path, shown="voices.yaml", error=VoicesError)
        assert caught.value.where == "voices.yaml"


# --- writing --------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "居民 区" / "x" / "集.mp3"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert (path.read_bytes(), names(path.parent)) == (b"two", ["集.mp3"])


def test_a_very_long_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("集" * 80)
    write_whole(path, b"one")
    assert names(tmp_path) == [path.name]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_everybody_may_read_what_was_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_a_disk_without_such_rights_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def chmod(_self: Path, _mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", chmod)
    write_whole(tmp_path / "a", b"one")
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_file_in_a_folders_place_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"mine")
    with pytest.raises(AudioError, match="cannot be written") as caught:
        write_whole(tmp_path / "output" / "a.mp3", b"one")
    assert caught.value.where == str(tmp_path / "output")
    assert (tmp_path / "output").read_bytes() == b"mine"


def test_a_folder_in_the_files_place_is_told_plainly_and_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").mkdir()
    with pytest.raises(AudioError, match="cannot be written"):
        write_whole(tmp_path / "a.mp3", b"one")
    assert names(tmp_path) == ["a.mp3"]


def test_a_file_that_is_held_for_a_moment_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if len(waits) < 2:
            raise PermissionError(13, "Access is denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    write_whole(tmp_path / "a", b"one")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert sum(waits) < 1


def test_a_file_that_stays_held_open_keeps_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "a", b"old")

    def replace(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "a", b"new")
    assert (names(tmp_path), (tmp_path / "a").read_bytes()) == (["a"], b"old")


def test_a_part_is_gone_when_its_block_ends_in_any_way(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), part_of(tmp_path / "a", b"one") as part:
        assert part.read_bytes() == b"one"
        raise KeyboardInterrupt
    assert names(tmp_path) == []
    with part_of(tmp_path / "a", b"one") as part:
        put_in_place(part, tmp_path / "a")
    assert names(tmp_path) == ["a"]


# --- what killed programs leave -------------------------------------------------------------------

LEAVE = """
import os, sys
from pathlib import Path
from audio_edition.files import part_of
with part_of(Path(sys.argv[1]), b"half") as part:
    print(part, flush=True)
    sys.stdin.read(1)
    os._exit(9)
"""


def leave_a_part(root: Path, target: Path) -> subprocess.Popen[bytes]:
    """Start a program that has a part in hand, and dies with it as soon as its input ends."""
    child = subprocess.Popen(
        [sys.executable, "-c", LEAVE, str(target)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout
    assert child.stdout.readline()
    return child


@pytest.mark.skipif(os.name == "nt", reason="there only age tells")
def test_a_killed_programs_part_is_swept_and_a_running_ones_is_not(root: Path, tmp_path: Path) -> None:
    child = leave_a_part(root, tmp_path / "a")
    sweep_parts(tmp_path)
    assert len(names(tmp_path)) == 1
    child.communicate(b"x")
    assert child.returncode == 9
    assert len(names(tmp_path)) == 1
    sweep_parts(tmp_path)
    assert names(tmp_path) == []


def test_our_own_part_is_not_swept(tmp_path: Path) -> None:
    with part_of(tmp_path / "a", b"one") as part:
        sweep_parts(tmp_path)
        assert part.exists()


@pytest.mark.parametrize("program", ["1", "0", "99999999999999999999"])
def test_a_part_of_another_machine_is_swept_when_it_is_old(tmp_path: Path, program: str) -> None:
    part = tmp_path / f".a.00000000-{program}.xyz.part"
    part.write_bytes(b"half")
    sweep_parts(tmp_path)
    assert part.exists()
    os.utime(part, (time.time() - 7200,) * 2)
    sweep_parts(tmp_path)
    assert names(tmp_path) == []


def test_no_other_file_is_ever_swept(tmp_path: Path) -> None:
    for name in ("a.part", ".hidden", "b.mp3", ".x.part.txt", ".part", ".download.part", ".a.x-1.b.part"):
        (tmp_path / name).write_bytes(b"mine")
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / ".folder.part").mkdir()
    before = names(tmp_path)
    sweep_parts(tmp_path)
    sweep_parts(tmp_path / "none")
    assert names(tmp_path) == before
