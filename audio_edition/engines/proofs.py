"""What proves that an answer of the Edge service is the whole speech of a text (facts/edge-tts.md 3).

The client passes cut speech on as whole: only what the bytes and marks show counts.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from typing import TYPE_CHECKING

from .words import pace, rests, said, syllables

if TYPE_CHECKING:
    import numpy as np

_FRAME_OCTETS, _FRAME_S = 144, 0.024
"""MPEG-2 layer III of 24 kHz, mono, constant 48 kbit/s: 576 samples in each 144 bytes."""
_TICKS_PER_S = 10_000_000
_FASTEST, _SLOWEST = 8.0, 2.0
"""Hanzi a second, at "+0%"; Mandarin voices lie between 3 and 6."""
_REST_S, _MARGIN_S = 0.9, 3.0
_TAIL_S = 0.2
_QUIET, _LOUDEST_TAIL = 0.0056, 0.05
"""RMS of full scale that counts as silence (-45 dB); share of the speech's RMS that its tail may have."""
_CLIPPED = 0.001
"""Share of samples at full scale that a good voice stays under."""


class NotWholeError(Exception):
    """The answer is not, or cannot be shown to be, the whole speech; asking again may help."""


class NoSoundError(NotWholeError):
    """Not a sound came: the voice may be gone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request."""

    audio: bytes
    marks: tuple[tuple[float, str], ...]
    """End in ticks of 100 ns, and words, of each sentence mark."""
    ended: bool
    """Whether the service said that its turn was over."""


def prove(answer: Answer, words: str, rate: str) -> None:
    """Raise NotWholeError unless every proof holds."""
    for proof in _PROOFS:
        proof(answer, words, rate)


def _ended(answer: Answer, _words: str, _rate: str) -> None:
    if not answer.ended:
        raise NotWholeError(_("the connection broke off in the middle"))
    if not answer.audio:
        raise NoSoundError(_("no sound came back"))


def _whole_frames(answer: Answer, _words: str, _rate: str) -> None:
    audio = answer.audio
    headers = (
        not len(audio) % _FRAME_OCTETS
        and set(audio[0::_FRAME_OCTETS]) == {0xFF}
        and set(audio[1::_FRAME_OCTETS]) <= {0xF2, 0xF3}
        and set(audio[2::_FRAME_OCTETS]) <= {0x64, 0x65}
        and {octet >> 6 for octet in set(audio[3::_FRAME_OCTETS])} == {0b11}
    )
    if not headers:
        raise NotWholeError(_("the sound is not whole MP3 frames"))


def _said_it_all(answer: Answer, words: str, _rate: str) -> None:
    if said("".join(text for _end, text in answer.marks)) != said(words):
        raise NotWholeError(_("the service did not say these words"))


def _marks_inside(answer: Answer, _words: str, _rate: str) -> None:
    last = max((end for end, _text in answer.marks), default=0) / _TICKS_PER_S
    if last > _seconds(answer) + _FRAME_S:
        raise NotWholeError(_("the sound ends before its last sentence"))


def _plausible_length(answer: Answer, words: str, rate: str) -> None:
    least, most = syllables(words)
    speed = max(0.2, pace(rate))
    longest = (most / _SLOWEST + rests(words) * _REST_S + _MARGIN_S) / speed
    if not least / _FASTEST / speed <= _seconds(answer) <= longest:
        raise NotWholeError(
            _("{seconds:.1f} s of sound do not fit the words").format(seconds=_seconds(answer))
        )


def _sounds(answer: Answer, _words: str, _rate: str) -> None:
    import numpy as np

    samples = _decode(answer.audio)
    loudness = _rms(samples)
    if loudness < _QUIET:
        raise NotWholeError(_("the sound is silent"))
    if _rms(samples[-round(_TAIL_S * 24_000) :]) > max(_QUIET / 4, loudness * _LOUDEST_TAIL):
        raise NotWholeError(_("the sound does not end in silence"))
    if np.mean(np.abs(samples) >= 0.999) > _CLIPPED:
        raise NotWholeError(_("the sound is clipped"))


_PROOFS: tuple[Callable[[Answer, str, str], None], ...] = (
    _ended,
    _whole_frames,
    _said_it_all,
    _marks_inside,
    _plausible_length,
    _sounds,
)
"""The cheap ones first."""


def _seconds(answer: Answer) -> float:
    return len(answer.audio) / _FRAME_OCTETS * _FRAME_S


def _decode(audio: bytes) -> np.ndarray:
    import soundfile

    try:
        samples, rate_hz = soundfile.read(io.BytesIO(audio), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise NotWholeError(_("the sound cannot be decoded")) from error
    if rate_hz != 24_000 or samples.shape[1] != 1 or not len(samples):
        raise NotWholeError(_("the sound has another form than agreed"))
    mono: np.ndarray = samples[:, 0]
    return mono


def _rms(samples: np.ndarray) -> float:
    import numpy as np

    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
