"""Products by key: whole or absent, and nothing left lying about."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from audio_edition.errors import AudioError
from audio_edition.model import Key
from audio_edition.store import Store

KEY, OTHER = (Key(hashlib.sha256(name).hexdigest()) for name in (b"one", b"other"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_what_was_written_is_read_back(store: Store) -> None:
    store.write("unit", KEY, b"sound")
    assert store.read("unit", KEY) == b"sound"
    assert store.read("speech", KEY) is None
    assert store.read("unit", OTHER) is None


def test_it_tells_which_of_some_products_are_there(store: Store) -> None:
    store.write("unit", KEY, b"")
    assert store.among("unit", [KEY, OTHER]) == {KEY}
    assert store.among("speech", [KEY]) == frozenset()


def test_looking_makes_no_folder(store: Store, tmp_path: Path) -> None:
    store.read("unit", KEY)
    store.among("unit", [KEY])
    store.drop("unit", KEY)
    store.sweep()
    assert list(tmp_path.iterdir()) == []


def test_a_product_can_be_written_over_and_dropped(store: Store) -> None:
    store.write("unit", KEY, b"damaged")
    store.write("unit", KEY, b"sound")
    assert store.read("unit", KEY) == b"sound"
    store.drop("unit", KEY)
    store.drop("unit", KEY)
    assert store.read("unit", KEY) is None


def test_nothing_but_products_is_left_after_writing(store: Store, tmp_path: Path) -> None:
    store.write("unit", KEY, b"sound")
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [f"store/unit/{KEY[:2]}/{KEY}"]


def test_deleting_the_folder_while_it_is_in_use_is_safe(store: Store, tmp_path: Path) -> None:
    store.write("unit", KEY, b"sound")
    (tmp_path / "store").rename(tmp_path / "away")
    assert store.read("unit", KEY) is None
    store.write("unit", KEY, b"sound")
    assert store.read("unit", KEY) == b"sound"


def test_a_folder_in_a_products_place_counts_as_absent(store: Store, tmp_path: Path) -> None:
    (tmp_path / "store" / "unit" / KEY[:2] / KEY).mkdir(parents=True)
    assert store.among("unit", [KEY]) == frozenset()
    assert store.read("unit", KEY) is None
    store.drop("unit", KEY)


def test_a_store_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AudioError, match="cannot be written") as caught:
        Store(tmp_path / "file").write("unit", KEY, b"sound")
    assert str(tmp_path / "file") in caught.value.where
    assert caught.value.hint


def test_a_product_that_another_build_reads_right_now_need_not_be_written_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write("unit", KEY, b"sound")
    hold_everything(monkeypatch)
    store.write("unit", KEY, b"sound")
    assert store.read("unit", KEY) == b"sound"


def test_a_product_that_cannot_be_put_in_its_place_is_an_error(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_everything(monkeypatch)
    with pytest.raises(AudioError, match="cannot be replaced"):
        store.write("unit", KEY, b"sound")


def hold_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behave as Windows does while another program holds a file open."""

    def replace(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
