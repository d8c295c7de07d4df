"""What proves speech whole: every kind of fault is caught, good speech never is."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fakes.edge_faults import IN_THE_LENGTH, IN_THE_MESSAGES, IN_THE_SOUND, Fault, spoken
from fakes.edge_voice import Marks, speak

from audio_edition.engines.lengths import ENOUGH, Lengths
from audio_edition.engines.proofs import (
    DROPPABLE,
    PROOFS,
    Answer,
    Case,
    NotWholeError,
    WrongLengthError,
    prove,
)
from audio_edition.engines.twins import Twins

VOICE = "zh-CN-XiaoxiaoNeural"
PAGE = Path(__file__).resolve().parents[2] / "scripts" / "xinjing-2022" / "edition.md"
SHARES = (0.02, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995)
CUT = tuple(Fault(kind, share=share) for kind in ("drop", "close", "truncate") for share in (0.05, 0.5, 0.75))
HEARD = [fault for fault in (*IN_THE_SOUND, *IN_THE_MESSAGES, *CUT) if not fault.kind.startswith("bad ")]


def passages(count: int, seed: int) -> list[str]:
    """Cut passages as a build speaks them, of five hanzi to eighty, out of the sample."""
    chance = random.Random(seed)  # noqa: S311  a seeded sample, not a secret
    text = re.sub(r"[#<>!{}|〔〕a-zA-Z0-9:\-\s-]+", "", PAGE.read_text("utf-8").split("---")[2])
    clauses = re.findall(r"[^，。！？；、]+[，。！？；、]", text)
    found: list[str] = []
    while len(found) < count:
        start = chance.randrange(len(clauses))
        words = "".join(clauses[start : start + chance.randrange(1, 6)])
        if len(re.findall(r"[\u4e00-\u9fff]", words)) >= 5:
            found.append(words)
    return found


def case(mp3: bytes, marks: Marks, words: str, lengths: Lengths, *, ended: bool = True) -> Case:
    answer = Answer(mp3, tuple((a + d, t) for a, d, t in marks), ended)
    return Case(answer, words, "-10%", lengths.limits_s(words, VOICE, "-10%"))


@cache
def experienced() -> Lengths:
    """What an engine knows of its voice when a build is under way."""
    lengths = Lengths()
    for words in passages(60, seed=5):
        one = case(*speak(words, VOICE, -10), words, lengths)
        prove(one)
        lengths.learn(words, VOICE, "-10%", one.sound.heard_s)
    return lengths


def alarms(words: list[str], fault: Fault, lengths: Lengths) -> Iterator[bool]:
    """Tell for each text whether a fault was caught; a cut that leaves what is kept of it is none."""
    for text in words:
        mp3, marks = spoken(text, VOICE, -10, fault)
        ended = fault.kind not in ("drop", "close")
        twins = Twins()
        try:
            if fault.kind == "swapped":
                twins.meet(mp3, "今天的节目播送完了")
            twins.meet(mp3, text)
            found = case(mp3, marks, text, lengths, ended=ended)
            prove(found)
            good = case(*speak(text, VOICE, -10), text, lengths)
            yield fault.kind == "truncate" and found.speech == good.speech
        except NotWholeError:
            yield True


def doubts(count: int, seed: int) -> list[str]:
    """Prove good passages one after the other, as a build does; return those that were not believed."""
    lengths, doubted = Lengths(), []
    for words in passages(count, seed):
        one = case(*speak(words, VOICE, -10), words, lengths)
        try:
            prove(one)
        except NotWholeError as problem:
            doubted.append(f"{words}: {problem}")
        lengths.learn(words, VOICE, "-10%", one.sound.heard_s)
    return doubted


def test_no_good_passage_is_doubted():
    assert doubts(100, seed=1) == []


@pytest.mark.slow
def test_none_of_a_thousand_good_passages_is_doubted():
    assert doubts(1_000, seed=6) == []


@pytest.mark.parametrize("fault", HEARD, ids=lambda fault: f"{fault.kind} {fault.share}")
def test_every_kind_of_fault_is_caught_while_nothing_is_known_of_the_voice(fault):
    assert all(alarms(passages(10, seed=2), fault, Lengths()))


@pytest.mark.parametrize("fault", [*HEARD, *IN_THE_LENGTH], ids=lambda fault: f"{fault.kind} {fault.share}")
def test_every_kind_of_fault_is_caught_once_the_voice_is_known(fault):
    assert all(alarms(passages(10, seed=3), fault, experienced()))


@pytest.mark.slow
@pytest.mark.parametrize("fault", [*HEARD, *IN_THE_LENGTH], ids=lambda fault: f"{fault.kind} {fault.share}")
def test_of_a_hundred_faults_of_each_kind_99_are_caught(fault):
    caught = list(alarms(passages(100, seed=3), fault, experienced()))
    assert sum(caught) >= 0.99 * len(caught)


@pytest.mark.parametrize("share", SHARES)
def test_wherever_speech_is_cut_it_is_noticed_or_the_very_same_is_kept(share):
    fault = Fault("truncate", share=share)
    assert all(alarms(passages(20, seed=4), fault, Lengths()))


def test_a_text_that_repeats_itself_may_sound_so():
    words = "同心抗疫，同心抗疫。"
    prove(case(*speak(words, VOICE, -10), words, Lengths()))


def test_other_words_of_the_same_sound_are_no_fault():
    twins = Twins()
    twins.meet(b"sound", "她来了。")
    twins.meet(b"sound", "他来了！")
    twins.meet(b"sound", "她，来了。")


def test_words_of_the_same_shape_may_sound_the_same_in_a_simple_voice():
    twins = Twins()
    twins.meet(b"sound", "第一集，播完了。")
    twins.meet(b"sound", "第二集、念完啦！")
    with pytest.raises(NotWholeError):
        twins.meet(b"sound", "第二集念完啦。")


def test_one_sound_for_two_texts_belongs_to_the_one_that_gets_it_again():
    for owner, other in (("他来了。", "她们都走了。"), ("她们都走了。", "他来了。")):
        twins = Twins()
        name = twins.meet(b"sound", "他来了。")
        with pytest.raises(NotWholeError):
            twins.meet(b"sound", "她们都走了。")
        assert twins.strange(name, "他来了。")
        twins.meet(b"sound", owner)
        assert not twins.strange(name, owner)
        assert twins.strange(name, other)
        with pytest.raises(NotWholeError):
            twins.meet(b"sound", other)


def test_what_was_learned_is_remembered_and_rubbish_is_not():
    words = passages(1, seed=9)[0]
    wide, known = Lengths().limits_s(words, VOICE, "-10%"), Lengths()
    known.remember(experienced().kept())
    assert known.limits_s(words, VOICE, "-10%") == experienced().limits_s(words, VOICE, "-10%") != wide
    for rubbish in (b"", b"\xff", b"{}", b"[1]", b'[["a"]]', b'[["a","b",1,2,3,4,"x"]]', b"null"):
        known = Lengths()
        known.remember(rubbish)
        assert known.limits_s(words, VOICE, "-10%") == wide


def test_another_pace_is_learned_anew():
    words = passages(1, seed=9)[0]
    assert experienced().limits_s(words, VOICE, "-25%") == Lengths().limits_s(words, VOICE, "-25%")


def test_the_limits_close_in_only_when_enough_is_known():
    lengths, wide = Lengths(), Lengths()
    texts = [w for w in passages(40, seed=8) if not set(w) & set(".…—")][: ENOUGH + 1]
    for at, words in enumerate(texts[:-1], 1):
        lengths.learn(words, VOICE, "+0%", case(*speak(words, VOICE, 0), words, wide).sound.heard_s)
        known = [lengths.limits_s(w, VOICE, "+0%") != wide.limits_s(w, VOICE, "+0%") for w in texts]
        assert any(known) == (at >= ENOUGH)


def test_a_proof_that_an_editor_dropped_is_not_asked_for_but_end_and_words_are():
    words = passages(1, seed=9)[0]
    mp3, marks = spoken(words, VOICE, -10, Fault("clipped"))
    with pytest.raises(NotWholeError):
        prove(case(mp3, marks, words, Lengths()))
    prove(case(mp3, marks, words, Lengths()), frozenset({"clipping"}))
    everything = frozenset(proof.name for proof in PROOFS)
    for broken in (case(mp3, marks, words, Lengths(), ended=False), case(mp3, (), words, Lengths())):
        with pytest.raises(NotWholeError):
            prove(broken, everything)
    assert not {"turn", "words", "sound"} & set(DROPPABLE)


def test_a_wrong_length_is_told_last_when_all_else_holds():
    words = passages(1, seed=9)[0]
    with pytest.raises(WrongLengthError):
        prove(case(*spoken(words, VOICE, -10, Fault("dragging")), words, experienced()))
