"""A unit in one file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition import mastering
from audio_edition.errors import AudioError
from audio_edition.outlets import Unit

SMALL = Unit(b"\xff\xfb" * 90, 3, 48000, 31, 60, -16.02, -2.5, b"\1\2\3\4" * 18)
PACKED = mastering.pack(SMALL)


def test_a_unit_comes_back_as_it_was(unit: Unit) -> None:
    assert mastering.unpack(mastering.pack(unit)) == unit


@pytest.mark.parametrize("length", [0, 5, 21, 22, 60, len(PACKED) - 1])
def test_a_unit_that_was_cut_off_is_an_error(length: int) -> None:
    with pytest.raises(AudioError):
        mastering.unpack(PACKED[:length])


def test_a_unit_with_more_behind_it_is_an_error() -> None:
    with pytest.raises(AudioError):
        mastering.unpack(PACKED + b"\0")


@given(at=st.integers(PACKED.index(b"\xff"), len(PACKED) - 1), flip=st.integers(1, 255))
def test_one_changed_byte_of_sound_is_an_error(at: int, flip: int) -> None:
    with pytest.raises(AudioError):
        mastering.unpack(PACKED[:at] + bytes((PACKED[at] ^ flip,)) + PACKED[at + 1 :])


@given(st.binary(max_size=300), st.booleans())
def test_any_other_bytes_are_an_error(data: bytes, with_magic: bool) -> None:
    with pytest.raises(AudioError):
        mastering.unpack(PACKED[:21] + data if with_magic else data)
