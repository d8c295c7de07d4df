"""What the proofs measure of an answer, in words for the survey; a build has no use for them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _

from .hearing import UndecodableError
from .proofs import Case, Proof, trouble_of
from .words import said


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a proof found."""

    measured: str
    trouble: str = ""
    """"" where the proof holds."""


def judge(proof: Proof, case: Case) -> Verdict:
    """Return what a proof finds, with what was measured."""
    try:
        measured = _TELL[proof.name](case)
    except UndecodableError:
        measured = "–"
    return Verdict(measured, trouble_of(proof, case))


def _turn(case: Case) -> str:
    return _("the service said that its turn was over") if case.answer.ended else _("no end")


def _sound(case: Case) -> str:
    return _("{octets} bytes").format(octets=len(case.answer.audio))


def _frames(case: Case) -> str:
    audio = case.answer.audio
    return _("{octets} bytes, beginning with {head}").format(octets=len(audio), head=audio[:4].hex(" "))


def _words(case: Case) -> str:
    heard = said("".join(text for _end, text in case.answer.marks))
    return _("{marks} marks with {signs} signs, sent were {sent}").format(
        marks=len(case.answer.marks), signs=len(heard), sent=len(said(case.words))
    )


def _marks(case: Case) -> str:
    return _(
        "the last mark ends at {mark:.2f} s, the sound at {sound:.2f} s, the file at {file:.2f} s"
    ).format(mark=case.last_mark_s, sound=case.sound.ends_s, file=case.seconds)


def _loudness(case: Case) -> str:
    return _("{decibels:.1f} dB").format(decibels=20 * math.log10(max(case.sound.loudness, 1e-6)))


def _tail(case: Case) -> str:
    return _("{seconds:.2f} s").format(seconds=case.sound.tail_s)


def _clipping(case: Case) -> str:
    return _("{share} of the samples").format(share=f"{case.sound.clipped:.3%}")


def _hole(case: Case) -> str:
    sound = case.sound
    return _("{inside:.2f} s inside, {end:.2f} s at the end").format(inside=sound.hole_s, end=sound.tail_s)


def _twice(case: Case) -> str:
    return _("{alike:.2f} alike").format(alike=case.sound.twice)


def _length(case: Case) -> str:
    shortest, longest = case.limits_s
    return _("{seconds:.2f} s heard, {shortest:.2f} to {longest:.2f} expected").format(
        seconds=case.sound.heard_s, shortest=shortest, longest=longest
    )


_TELL: dict[str, Callable[[Case], str]] = {
    "turn": _turn,
    "sound": _sound,
    "frames": _frames,
    "words": _words,
    "loudness": _loudness,
    "marks": _marks,
    "tail": _tail,
    "clipping": _clipping,
    "hole": _hole,
    "twice": _twice,
    "length": _length,
}
