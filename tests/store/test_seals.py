"""Whatever happens to a kept file, it is whole or it is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.model import Key
from audio_edition.store import Store

KEY, OTHER = (Key(hashlib.sha256(name).hexdigest()) for name in (b"one", b"other"))
SOUND = bytes(range(256)) * 4
BYTES = st.binary(max_size=200)


def place(root: Path, kind: str = "unit", key: Key = KEY) -> Path:
    return root / kind / key[:2] / key


def kept(root: Path, data: bytes = SOUND) -> Store:
    store = Store(root)
    store.write("unit", KEY, data)
    return store


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda data: b"",
    "cut in half": lambda data: data[: len(data) // 2],
    "cut by a byte": lambda data: data[:-1],
    "cut at its head": lambda data: data[1:],
    "longer": lambda data: data + b"\0",
    "twice": lambda data: data * 2,
    "zeros": lambda data: bytes(len(data)),
    "without a seal": lambda data: SOUND,
    "garbage": lambda data: b"garbage",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_product_is_not_there_and_is_told(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    store, path = kept(tmp_path), place(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert store.read("unit", KEY) is None
    assert store.among("unit", [KEY]) == frozenset()
    assert store.damaged == {("unit", KEY)}
    store.write("unit", KEY, SOUND)
    assert store.read("unit", KEY) == SOUND


def test_every_single_bit_counts(tmp_path: Path) -> None:
    store, path = kept(tmp_path, b"sound"), place(tmp_path)
    whole = path.read_bytes()
    for bit in range(len(whole) * 8):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        assert store.read("unit", KEY) is None
    path.write_bytes(whole)
    assert store.read("unit", KEY) == b"sound"


def test_a_product_in_the_place_of_another_is_refused(tmp_path: Path) -> None:
    store = kept(tmp_path)
    for kind, key in (("unit", OTHER), ("speech", KEY)):
        place(tmp_path, kind, key).parent.mkdir(parents=True)
        place(tmp_path, kind, key).write_bytes(place(tmp_path).read_bytes())
        assert store.read(kind, key) is None
    assert store.damaged == {("unit", OTHER), ("speech", KEY)}


def test_what_is_missing_is_not_damaged(tmp_path: Path) -> None:
    store = kept(tmp_path)
    assert store.read("unit", OTHER) is None
    assert store.read("speech", KEY) is None
    assert store.damaged == frozenset()


def test_a_players_eye_sees_the_sound_first(tmp_path: Path) -> None:
    kept(tmp_path)
    assert place(tmp_path).read_bytes().startswith(SOUND)


@given(BYTES, BYTES, st.integers(0, 300), st.integers(0, 300))
def test_any_splice_of_two_products_is_refused(one: bytes, two: bytes, to: int, since: int) -> None:
    from audio_edition.store import _seal

    first, second = one + _seal("unit", KEY, one), two + _seal("unit", OTHER, two)
    spliced = first[:to] + second[since:]
    product, seal = spliced[: -len(_seal("unit", KEY, b""))], spliced[-len(_seal("unit", KEY, b"")) :]
    assert seal != _seal("unit", KEY, product) or spliced == first


def test_all_products_are_seen_and_nothing_else(tmp_path: Path) -> None:
    store = kept(tmp_path)
    store.write("speech", OTHER, b"words")
    store.write("made", KEY, b"")
    for stranger in (
        "unit/readme.txt",
        f"unit/{KEY}",
        f"unit/ff/{KEY}",
        f"unit/{KEY[:2]}/{KEY}.bak",
        "notice",
    ):
        path = tmp_path / stranger
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
    (tmp_path / "parts/.x.part").write_bytes(b"half")
    found = {(product.kind, product.key): product.size_bytes for product in store.products()}
    assert set(found) == {("unit", KEY), ("speech", OTHER), ("made", KEY)}
    assert found["unit", KEY] == place(tmp_path).stat().st_size
    assert list(Store(tmp_path / "nowhere").products()) == []


def test_only_what_was_looked_at_is_removed(tmp_path: Path) -> None:
    store = kept(tmp_path)
    (old,) = store.products()
    place(tmp_path).unlink()
    store.write("unit", KEY, b"made meanwhile")
    assert not store.remove(old)
    assert store.read("unit", KEY) == b"made meanwhile"
    (new,) = store.products()
    assert store.remove(new) and store.remove(new)
    assert store.read("unit", KEY) is None
