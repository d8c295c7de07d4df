"""What goes wrong at the fake Edge service: before the upgrade, on the line, in the sound, in the marks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .edge_voice import FRAME, RATE_HZ, TAIL_S, Marks, speak


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    refuse (status, headers) · hang: no answer to the upgrade · drop, close (1000), truncate (with a
    turn.end), stall: after `share` of the sound · no audio · no voice (close 1007) · silent · loud · clipped
    · hole: 2.6 s of silence at `share` · hushed: silent from `share` on · no tail · twice
    · swapped: the sound of the text before · dragging, hasty: half as long again, or two thirds · no marks
    · wrong marks · late marks · foreign frames · bad header · bad path · bad json
    """

    kind: str
    share: float = 0.5
    status: int = 429
    headers: tuple[tuple[str, str], ...] = ()


REFUSALS = tuple(Fault("refuse", status=status) for status in (403, 429, 503))
ON_THE_LINE = tuple(Fault(kind) for kind in ("drop", "close", "truncate", "stall", "no audio", "no voice"))
IN_THE_SOUND = tuple(
    Fault(kind) for kind in ("silent", "loud", "clipped", "hole", "no tail", "twice", "swapped")
)
IN_THE_LENGTH = (Fault("dragging"), Fault("hasty"), Fault("hushed"))
"""Told from good speech only when enough of the voice is known."""
IN_THE_MESSAGES = tuple(
    Fault(kind)
    for kind in (
        "no marks",
        "wrong marks",
        "late marks",
        "foreign frames",
        "bad header",
        "bad path",
        "bad json",
    )
)
KINDS = (*REFUSALS, *ON_THE_LINE, *IN_THE_SOUND, *IN_THE_MESSAGES)
ANOTHER_TEXT = "今天的节目播送完了，谢谢大家，明天同一时间再会，祝各位身体健康，万事如意。"


def spoken(text: str, voice: str, rate: int, fault: Fault) -> tuple[bytes, Marks]:
    """Return the sound and the marks that the service makes of a text."""
    kind, share = fault.kind, fault.share
    mp3, marks = speak(text, voice, rate, {"silent": 0.0, "loud": 30.0, "clipped": 6.0}.get(kind, 0.3))
    if kind in ("hole", "hushed"):
        mp3 = speak(text, voice, rate, bend=_hole if kind == "hole" else _hushed)[0]
    elif kind == "no tail":
        mp3 = speak(text, voice, rate, bend=_no_tail)[0]
    elif kind == "twice":
        mp3 = speak(text, voice, rate, bend=_twice)[0]
    elif kind == "swapped":
        mp3 = speak(ANOTHER_TEXT, voice, rate)[0]
    elif kind in ("dragging", "hasty"):
        slow = round((100 + rate) * (2 / 3 if kind == "dragging" else 3 / 2)) - 100
        mp3, marks = speak(text, voice, slow)
    elif kind == "foreign frames":
        mp3 = mp3.replace(b"\xff\xf3\x64", b"\xff\xf3\x54")
    elif kind in ("drop", "close", "truncate", "stall"):
        mp3 = mp3[: int(len(mp3) * share) // FRAME * FRAME]
    return mp3, bent(marks, kind)


def bent(marks: Marks, kind: str) -> Marks:
    if kind == "no marks":
        return ()
    if kind == "wrong marks":
        return tuple((at, length, text[: len(text) // 2]) for at, length, text in marks)
    if kind == "late marks":
        return tuple((at * 3 + 10**8, length, text) for at, length, text in marks)
    return marks


def _speech(samples: np.ndarray) -> tuple[int, int]:
    """Where the sound begins and ends."""
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    return int(loud[0]), int(loud[-1]) + 1


def _hole(samples: np.ndarray) -> np.ndarray:
    start, end = _speech(samples)
    middle = (start + end) // 2
    return np.concatenate((samples[:middle], np.zeros(int(2.6 * RATE_HZ)), samples[middle:]))


def _hushed(samples: np.ndarray) -> np.ndarray:
    start, end = _speech(samples)
    rest = samples.copy()
    rest[(start + end) // 2 :] = 0
    return rest


def _no_tail(samples: np.ndarray) -> np.ndarray:
    return samples[: _speech(samples)[1] - int(0.05 * RATE_HZ)]


def _twice(samples: np.ndarray) -> np.ndarray:
    start, end = _speech(samples)
    speech = samples[start:end]
    rest = np.zeros(int(0.5 * RATE_HZ))
    return np.concatenate((samples[:start], speech, rest, speech, np.zeros(int(TAIL_S * RATE_HZ))))
