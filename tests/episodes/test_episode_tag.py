"""The ID3 tag, read by mutagen, and the stamp that we read back ourselves."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3, CTOCFlags, Encoding
from whole_episodes import PODCAST, TAG, Made, put_together

from audio_edition import episodes
from audio_edition.errors import AudioError

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 20_000


def read(data: bytes) -> ID3:
    return ID3(io.BytesIO(data), translate=False)


def test_a_reader_finds_every_word_in_utf_16(made: Made) -> None:
    tag = read(made.mp3)
    assert tag.version == (2, 3, 0)
    shown = {name: str(tag[name]) for name in ("TIT2", "TALB", "TPE1", "TRCK", "TLAN", "TCON", "TYER")}
    assert shown == {
        "TIT2": TAG.title,
        "TALB": TAG.album,
        "TPE1": TAG.artist,
        "TRCK": "1/4",
        "TLAN": "zho",
        "TCON": "Podcast",
        "TYER": "2022",
    }
    assert {tag[name].encoding for name in ("TIT2", "TALB", "TPE1")} == {Encoding.UTF16}


def test_the_label_of_synthetic_speech_is_in_the_tag(made: Made) -> None:
    tag = read(made.mp3)
    assert str(tag["COMM::zho"]) == TAG.comment
    assert str(tag["TXXX:AI-generated"]) == TAG.comment


def test_chapters_are_listed_flat_and_in_order(made: Made) -> None:
    tag = read(made.mp3)
    (toc,) = tag.getall("CTOC")
    assert toc.flags == CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    chapters = [tag[f"CHAP:{name}"] for name in toc.child_element_ids]
    found = [(str(c.sub_frames["TIT2"]), c.start_time, c.end_time) for c in chapters]
    assert found == [(mark.title, mark.start_ms, mark.end_ms) for mark in made.marks]


def test_a_tag_has_room_to_grow(made: Made) -> None:
    assert 2048 <= read(made.mp3)._padding <= 4096


def test_a_cover_is_shown_and_the_stamp_still_comes_first(podcast: Made) -> None:
    data = put_together(PODCAST, podcast.marks, podcast.pieces, replace(TAG, cover=JPEG))
    picture = read(data).getall("APIC")[0]
    assert (picture.mime, picture.type, picture.data) == ("image/jpeg", 3, JPEG)
    assert episodes.read_stamp(data[: episodes.STAMP_BYTES]) == episodes.Stamp(TAG.key, len(data))


@pytest.mark.parametrize(
    "cover", [b"GIF89a...", b"\xff\xd8\xff" + bytes(2 * 1024 * 1024)], ids=["a GIF", "too large"]
)
def test_a_cover_that_players_cannot_show_is_an_error(podcast: Made, cover: bytes) -> None:
    with pytest.raises(AudioError):
        put_together(PODCAST, podcast.marks, podcast.pieces, replace(TAG, cover=cover))


def test_an_edition_without_date_has_no_year(podcast: Made) -> None:
    assert "TYER" not in read(put_together(PODCAST, podcast.marks, podcast.pieces, replace(TAG, date="")))


def test_line_ends_and_broken_characters_in_a_title_do_no_harm(podcast: Made) -> None:
    tag = replace(TAG, title="上\n下\0\ud800")
    assert str(read(put_together(PODCAST, podcast.marks, podcast.pieces, tag))["TIT2"]) == "上 下 ?"


def test_chapters_given_out_of_order_are_written_by_time(podcast: Made) -> None:
    assert put_together(PODCAST, podcast.marks[::-1], podcast.pieces) == podcast.mp3


def test_a_stamp_names_the_key_and_the_size_of_the_file(made: Made) -> None:
    assert episodes.read_stamp(made.mp3[: episodes.STAMP_BYTES]) == episodes.Stamp(TAG.key, len(made.mp3))


@pytest.mark.parametrize("length", [0, 3, 10, 40, 140])
def test_a_head_that_was_cut_off_has_no_stamp(podcast: Made, length: int) -> None:
    assert episodes.read_stamp(podcast.mp3[:length]) is None


@given(st.binary(max_size=400), st.integers(0, 160))
def test_hostile_bytes_never_raise(podcast: Made, noise: bytes, kept: int) -> None:
    found = episodes.read_stamp(podcast.mp3[:kept] + noise)
    assert found is None or isinstance(found.total_bytes, int)


@given(at=st.integers(0, 511), value=st.integers(0, 255))
def test_one_changed_byte_never_raises(podcast: Made, at: int, value: int) -> None:
    head = podcast.mp3[:at] + bytes((value,)) + podcast.mp3[at + 1 : 512]
    found = episodes.read_stamp(head)
    assert found is None or found.key.isascii()
