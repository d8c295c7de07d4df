"""What proves that an answer of the Edge service is the whole speech of a text (facts/edge-tts.md 3).

The client passes cut speech on as whole: only what the bytes, the marks and the sound itself show counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _

from .hearing import QUIET, Sound, UndecodableError, listen
from .words import pace, said

_FRAME_OCTETS, FRAME_S = 144, 0.024
"""MPEG-2 layer III of 24 kHz, mono, constant 48 kbit/s: 576 samples in each 144 bytes."""
_FEWEST = 4
"""Frames: no word is that short, and the decoder complains of less on the screen."""
TICKS_PER_S = 10_000_000
_TAIL_S, _KEPT_S = 0.2, 0.1
_HOLE_S = 2.0
"""At "+0%"; a slower voice rests longer. No voice rests that long inside a sentence or between two."""
_AFTER_S = 3.0
"""Silence that may follow the last sound, at "+0%": more is a hole whose other side is missing."""
_REST_S = 1.5
"""Silence that the last mark may include, at "+0%"."""
_CLIPPED = 0.005
"""Share of samples; even speech that was raised to full scale has but a tenth of that."""
_TWICE = 0.7
"""Of 2,600 good texts of espeak and the fake none came near, of speech said twice the least had 0.77."""
_BEYOND = 0.25
"""Share of the sound that lies behind the last mark when something is said twice: half of it, at the least
a third. A voice of few colours may be like itself by chance, but not behind all that it was to say."""
_LIKE = 0.5
"""Share of a text's signs that agree with those some way on: such a text repeats itself."""


class NotWholeError(Exception):
    """The answer is not, or cannot be shown to be, the whole speech; asking again may help."""


class NoSoundError(NotWholeError):
    """Not a sound came: the voice may be gone."""


class WrongLengthError(NotWholeError):
    """Everything else holds, but the speech is longer or shorter than this voice was known to take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request."""

    audio: bytes
    marks: tuple[tuple[float, str], ...]
    """End in ticks of 100 ns, and words, of each sentence mark."""
    ended: bool
    """Whether the service said that its turn was over."""


@dataclass(frozen=True)
class Case:
    """An answer with what it is held against."""

    answer: Answer
    words: str
    rate: str
    limits_s: tuple[float, float]
    """The shortest and the longest that the words may sound."""

    @cached_property
    def sound(self) -> Sound:
        """What is heard. Raises UndecodableError."""
        return listen(self.answer.audio)

    @property
    def seconds(self) -> float:
        """Length by its bytes."""
        return len(self.answer.audio) / _FRAME_OCTETS * FRAME_S

    @property
    def last_mark_s(self) -> float:
        """Where the last mark ends."""
        return max((end for end, _text in self.answer.marks), default=0) / TICKS_PER_S

    @property
    def speech(self) -> bytes:
        """What is kept of it: a little silence behind the last sound, less than every answer must have.

        An answer that was cut in its last silence lost no speech; what is kept of it is the same.
        """
        frames = math.ceil((self.sound.fades_s + _KEPT_S) / FRAME_S)
        return self.answer.audio[: frames * _FRAME_OCTETS]

    @property
    def speed(self) -> float:
        """Against the voice's own pace."""
        return max(0.2, pace(self.rate))


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that whole speech has."""

    name: str
    """As voices.yaml knows it."""
    look: Callable[[Case], str]
    """Returns the trouble, "" where the proof holds. May raise UndecodableError."""
    error: type[NotWholeError] = NotWholeError


PERMANENT = ("turn", "sound", "words")
"""These are never dropped, whatever an editor says: without them cut speech would pass."""


def prove(case: Case, without: frozenset[str] = frozenset()) -> None:
    """Raise NotWholeError unless every proof holds, those aside that the editor dropped."""
    for proof in PROOFS:
        if proof.name in PERMANENT or proof.name not in without:
            trouble = trouble_of(proof, case)
            if trouble:
                raise proof.error(trouble)
    try:
        case.sound  # noqa: B018  whatever was dropped: what cannot be decoded is no speech
    except UndecodableError as error:
        raise NotWholeError(str(error)) from error


def trouble_of(proof: Proof, case: Case) -> str:
    """Return what is the matter, "" where the proof holds; sound that cannot be decoded proves nothing."""
    try:
        return proof.look(case)
    except UndecodableError as error:
        return str(error)


def _turn(case: Case) -> str:
    return "" if case.answer.ended else _("the connection broke off in the middle")


def _sound(case: Case) -> str:
    return "" if case.answer.audio else _("no sound came back")


def _frames(case: Case) -> str:
    audio = case.answer.audio
    whole = (
        len(audio) >= _FEWEST * _FRAME_OCTETS
        and not len(audio) % _FRAME_OCTETS
        and set(audio[0::_FRAME_OCTETS]) == {0xFF}
        and set(audio[1::_FRAME_OCTETS]) <= {0xF2, 0xF3}
        and set(audio[2::_FRAME_OCTETS]) <= {0x64, 0x65}
        and {octet >> 6 for octet in set(audio[3::_FRAME_OCTETS])} == {0b11}
    )
    return "" if whole else _("the sound is not whole MP3 frames")


def _words(case: Case) -> str:
    heard = said("".join(text for _end, text in case.answer.marks))
    return "" if heard == said(case.words) else _("the service did not say these words")


def _marks(case: Case) -> str:
    latest_s = min(case.seconds + FRAME_S, case.sound.ends_s + _REST_S / min(1.0, case.speed))
    return "" if case.last_mark_s <= latest_s else _("the sound ends before its last sentence")


def _loudness(case: Case) -> str:
    return _("the sound is silent") if case.sound.loudness < QUIET else ""


def _tail(case: Case) -> str:
    return "" if case.sound.tail_s >= _TAIL_S else _("the sound does not end in silence")


def _clipping(case: Case) -> str:
    return _("the sound is clipped") if case.sound.clipped > _CLIPPED else ""


def _hole(case: Case) -> str:
    slow = 1 / min(1.0, case.speed)
    sound = case.sound
    broken = sound.hole_s > _HOLE_S * slow or max(sound.tail_s, sound.begins_s) > _AFTER_S * slow
    return _("there is a hole in the sound") if broken else ""


def _twice(case: Case) -> str:
    sound = case.sound
    beyond = sound.ends_s - case.last_mark_s > _BEYOND * sound.heard_s
    repeated = sound.twice > _TWICE and beyond and not _repeats_itself(said(case.words))
    return _("the sound says the same thing twice") if repeated else ""


def _repeats_itself(text: str) -> bool:
    count = len(text)
    for shift in range(max(1, int(count * 0.3)), count - max(3, int(count * 0.3)) + 1):
        alike = sum(a == b for a, b in zip(text, text[shift:], strict=False))
        if alike >= _LIKE * (count - shift):
            return True
    return False


def _length(case: Case) -> str:
    heard_s, (shortest, longest) = case.sound.heard_s, case.limits_s
    if shortest <= heard_s <= longest:
        return ""
    return _("{seconds:.1f} s of sound do not fit the words").format(seconds=heard_s)


PROOFS: tuple[Proof, ...] = (
    Proof("turn", _turn),
    Proof("sound", _sound, NoSoundError),
    Proof("frames", _frames),
    Proof("words", _words),
    Proof("loudness", _loudness),
    Proof("marks", _marks),
    Proof("tail", _tail),
    Proof("clipping", _clipping),
    Proof("hole", _hole),
    Proof("twice", _twice),
    Proof("length", _length, WrongLengthError),
)
"""The cheap ones first; the length last, so that its failing says that all others hold."""

DROPPABLE = tuple(proof.name for proof in PROOFS if proof.name not in PERMANENT)
"""What voices.yaml may name under online: without:."""
