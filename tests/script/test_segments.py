"""Cutting a paragraph into what is spoken at once."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from audio_edition.model import Mark, Paragraph, Spoken
from audio_edition.script import cut_paragraph
from audio_edition.spoken import hanzi_count, speak


def say(text: str, marks: tuple[Mark, ...]) -> Spoken:
    return speak(text, marks)


def cut(text: str, *marks: Mark, names: tuple[str, ...] = ()) -> list[str]:
    return [piece.written for piece in cut_paragraph(Paragraph(text, 1, marks), say, names=names)]


def test_a_piece_is_a_sentence() -> None:
    assert cut("头一句在这里。第二句在那里！第三句呢，在哪里？") == [
        "头一句在这里。",
        "第二句在那里！",
        "第三句呢，在哪里？",
    ]


def test_a_quote_is_not_cut_at_its_inner_stops() -> None:
    text = "他说：“先去楼里看一看。再回来想办法。”大家都跟着他去。"
    assert cut(text) == ["他说：“先去楼里看一看。再回来想办法。”", "大家都跟着他去。"]


def test_a_quote_that_never_closes_does_not_swallow_the_paragraph() -> None:
    assert len(cut("他说：“先去楼里看一看。大家都跟着他一起去。最后一句在这里。")) == 3


def test_a_very_short_sentence_goes_with_its_neighbour() -> None:
    assert cut("好！大家一起努力向前走。就这样。") == ["好！大家一起努力向前走。就这样。"]


def test_editing_one_sentence_changes_one_piece() -> None:
    before = cut("第一句话说的是天气。第二句话说的是人物。第三句话说的是事情。")
    after = cut("第一句话说的是天气。第二句话说的是一位八十五岁的老人物，他姓王。第三句话说的是事情。")
    assert len(set(after) - set(before)) == 1


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    clause = "居民们一起动手把小区打扫干净，"
    pieces = cut(clause * 40)
    assert len(pieces) > 1
    assert all(piece.endswith("，") for piece in pieces[:-1])


def test_a_long_sentence_without_marks_is_still_cut_but_not_in_names_or_numbers() -> None:
    text = ("居" * 195 + "欧阳修文" + "民" * 190 + "三千五百二十一" + "户" * 180) * 2
    pieces = cut(text, names=("欧阳修文",))
    assert "".join(pieces) == text
    assert sum(piece.count("欧阳修文") for piece in pieces) == 2
    assert sum(piece.count("三千五百二十一") for piece in pieces) == 2


def test_broken_off_words_are_neither_written_nor_spoken() -> None:
    text = "他们一起努力，所有的辛劳，她"
    (piece,) = cut_paragraph(Paragraph(text, 1, (Mark(6, len(text), ""),)), say)
    assert (piece.written, piece.spoken.words) == ("他们一起努力", "他们一起努力。")


TEXTS = st.text(st.sampled_from("居民区书记。，；！？“”‘’（）、…12345%年月3-5 ab"), max_size=600)


@given(TEXTS)
def test_nothing_is_lost_and_no_piece_is_too_long(text: str) -> None:
    pieces = cut_paragraph(Paragraph(text, 1), say)
    words = "".join(piece.spoken.words for piece in pieces)
    assert re.findall(r"[居民区书记]", words) == re.findall(r"[居民区书记]", text)
    assert all(hanzi_count(piece.spoken.words) <= 200 for piece in pieces)
