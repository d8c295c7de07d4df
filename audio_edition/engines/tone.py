"""A tune whose length follows the text, for tests and drafts: no voice, nothing to install, at once."""

from __future__ import annotations

import hashlib
import io
import re
import wave
from gettext import gettext as _
from typing import TYPE_CHECKING

from ..errors import SpeechError
from ..model import Utterance
from .words import HANZI, pace, said

if TYPE_CHECKING:
    import numpy as np

RECIPE = "1"
"""Raised whenever the same utterance would sound otherwise."""

_RATE_HZ = 24_000
_PITCH_HZ = {"low": 147.0, "high": 294.0}
_STEPS = (0, 2, 4, 7, 9)
"""Semitones of the pentatonic scale: any order of them sounds like a tune."""
_NOTE_S, _EDGE_S = 0.25, 0.015
_REST_S = {**dict.fromkeys("，、,：:；;…—", 0.2), **dict.fromkeys("。！？.!?\n", 0.4)}
_TAIL_S = 0.3
_BEAT = re.compile(rf"[{HANZI}]|[0-9]|[^\W\d_{HANZI}]+|[，、,：:；;…—。！？.!?\n]")


class Tone:
    """Play a note for each hanzi, foreign word and digit, and rest where a voice rests."""

    name = "tone"
    parallel = 4

    def speak(self, utterance: Utterance) -> bytes:
        """Return a WAV file of 24,000 Hz; the same utterance gives the same bytes."""
        import numpy as np

        if not said(utterance.words):
            raise SpeechError(_("there is nothing to say here"), where=f"“{utterance.words}”")
        speed = max(0.2, pace(utterance.rate))
        base = _base_hz(utterance.voice) + int(utterance.pitch.removesuffix("Hz"))
        notes: dict[int, np.ndarray] = {}
        parts = []
        for beat in _BEAT.findall(utterance.words):
            if beat in _REST_S:
                parts.append(np.zeros(round(_REST_S[beat] / speed * _RATE_HZ), "<i2"))
                continue
            step = _STEPS[ord(beat[0]) % len(_STEPS)]
            if step not in notes:
                notes[step] = _note(max(base, 40.0) * 2 ** (step / 12), _NOTE_S / speed)
            parts.append(notes[step])
        parts.append(np.zeros(round(_TAIL_S * _RATE_HZ), "<i2"))
        return _wav(np.concatenate(parts).tobytes())

    def close(self) -> None:
        """Do nothing: there is nothing to close."""


def _base_hz(voice: str) -> float:
    """Give every name a pitch of its own between 110 and 330 Hz."""
    return _PITCH_HZ.get(voice) or 110.0 + hashlib.sha256(voice.encode()).digest()[0] * 220 / 255


def _note(pitch_hz: float, length_s: float) -> np.ndarray:
    import numpy as np

    time_s = np.arange(round(length_s * _RATE_HZ)) / _RATE_HZ
    wave_form = np.sin(2 * np.pi * pitch_hz * time_s) + 0.3 * np.sin(4 * np.pi * pitch_hz * time_s)
    edges = np.minimum(1, np.minimum(time_s, time_s[-1] - time_s) / _EDGE_S)
    note: np.ndarray = (wave_form * edges * 6_000).astype("<i2")
    return note


def _wav(samples: bytes) -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE_HZ)
        file.writeframes(samples)
    return held.getvalue()
