"""How words are read where nobody said otherwise: pypinyin's readings, one syllable for each hanzi."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from .phrases import misread

_RUN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]+")
_SYLLABLE = re.compile("[a-z]{1,6}[1-5]")
_NO_VOWEL = re.compile("[^aeiouv]+[1-5]")
_AREAS = frozenset("省市县区乡镇村各两")
_COUNTED_BEFORE = frozenset("第零一二三四五六七八九十百千万点年月日初幺")
_COUNTED_BEHIND = frozenset("零一二三四五六七八九十月日号楼栋幢室点幺")


def default_pinyin(words: str, *, sandhi: bool = False) -> tuple[str, ...]:
    """Return a tone-numbered syllable (ü as v, neutral tone 5) for each character, "" where there is none.

    With `sandhi` the tones are those that are said in a row: two third tones, 一 and 不; 一 in a number keeps
    its own. Loads pypinyin, which takes 0.15 s.
    """
    from pypinyin import Style, lazy_pinyin

    _teach()
    found = [""] * len(words)
    for run in _RUN.finditer(words):
        said = lazy_pinyin(
            run.group(),
            style=Style.TONE3,
            errors=list,  # type: ignore[arg-type]  # it takes a list too, one item a character
            v_to_u=False,
            neutral_tone_with_five=True,
            tone_sandhi=sandhi,
        )
        if len(said) == len(run.group()):
            found[run.start() : run.end()] = map(_checked, said)
        for at in _adverbs(run.group()):
            found[run.start() + at] = "de5"
    if sandhi:
        for at in _numbers(words):
            found[at] = "yi1"
    return tuple(found)


@cache
def _teach() -> None:
    """Tell pypinyin the words that it misreads."""
    from pypinyin import load_phrases_dict
    from pypinyin.contrib.tone_convert import to_tone
    from pypinyin.seg.mmseg import retrain, seg

    load_phrases_dict({word: [[to_tone(one)] for one in said] for word, said in misread().items()})
    retrain(seg)


def cut_words(hanzi: str) -> tuple[str, ...]:
    """Cut a run of hanzi into the words by which `default_pinyin` reads it."""
    from pypinyin.seg.mmseg import seg

    _teach()
    return tuple(seg.cut(hanzi))


def with_marks(syllables: Iterable[str]) -> str:
    """Write tone-numbered syllables as people do: chóng qìng."""
    from pypinyin.contrib.tone_convert import to_tone

    return " ".join(to_tone(syllable) for syllable in syllables)


def _adverbs(hanzi: str) -> Iterable[int]:
    """Find each 地 between an adverb and its verb: 反复地说, not 该地 or 产地."""
    if "地" not in hanzi:
        return
    words = cut_words(hanzi)
    at = 0
    for before, word in pairwise(("", *words)):
        if word == "地" and len(before) > 1 and at + 1 < len(hanzi) and before[-1] not in _AREAS:
            yield at
        at += len(word)


def _checked(syllable: str) -> str:
    sound = _SYLLABLE.fullmatch(syllable) and not _NO_VOWEL.fullmatch(syllable)
    return syllable if sound else ""


def _numbers(words: str) -> Iterable[int]:
    """Find each 一 that is a digit or an ordinal: 二零二一年, 第一, 一月一日."""
    for at, char in enumerate(words):
        if char == "一" and (
            words[at - 1 : at] in _COUNTED_BEFORE or (words[at + 1 : at + 2] or "x") in _COUNTED_BEHIND
        ):
            yield at
