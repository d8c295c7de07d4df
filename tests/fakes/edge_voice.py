"""The voice of the fake Edge service: for each character said a note with a loudness of its own, in real MP3.

Loudness varies with the character as it does in speech: a voice whose envelope were flat would be a poor
test for what tells holes and repetitions.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable

import lameenc
import numpy as np
import soundfile

RATE_HZ, FRAME = 24_000, 144
LEAD_S, SYLLABLE_S, COMMA_S, STOP_S, TAIL_S = 0.1, 0.22, 0.2, 0.45, 0.8
STOPS = "。！？；!?;\n"
Marks = tuple[tuple[int, int, str], ...]
Bend = Callable[[np.ndarray], np.ndarray]


@functools.lru_cache(maxsize=2048)
def speak(
    text: str, voice: str, rate: int, volume: float = 0.3, bend: Bend | None = None
) -> tuple[bytes, Marks]:
    """Return MP3 and the marks (offset, duration in 100 ns, sentence); `bend` spoils the sound."""
    samples, marks = sing(text, voice, rate, volume)
    return encode(bend(samples) if bend else samples), marks


def lacks_silence_alone(kept: bytes, mp3: bytes) -> bool:
    """Tell whether the one is the beginning of the other, and nothing but silence is missing."""
    samples, kept_samples = (soundfile.read(io.BytesIO(data))[0] for data in (mp3, kept))
    rest = samples[len(kept_samples) - int(0.05 * RATE_HZ) :]
    return mp3.startswith(kept) and float(np.abs(rest).max(initial=0.0)) < 0.0005


def sing(text: str, voice: str, rate: int, volume: float = 0.3) -> tuple[np.ndarray, Marks]:
    speed = 1 + rate / 100
    parts, marks, at = [np.zeros(int(LEAD_S * RATE_HZ))], [], LEAD_S
    for sentence in re.findall(r"[^。！？；!?;\n]+[。！？；!?;\n]*", text):
        start = at
        for char in sentence:
            said = char.isalnum()
            length = (syllable_s(char) if said else rest_s(char)) / speed
            count = int(length * RATE_HZ)
            parts.append(_note(char, voice, count) * volume * said)
            at += count / RATE_HZ
        if any(char.isalnum() for char in sentence):
            marks.append((int(start * 1e7), int((at - start) * 1e7), sentence))
    parts.append(np.zeros(int(TAIL_S * RATE_HZ)))
    return np.concatenate(parts), tuple(marks)


def rest_s(char: str) -> float:
    return STOP_S if char in STOPS else 0.01 if char in "“”‘’（）《》 " else COMMA_S


def syllable_s(char: str) -> float:
    """A syllable takes a fifth more or less than the mean, by its character."""
    return SYLLABLE_S * (0.8 + 0.1 * (ord(char) * 7919 % 5))


def _note(char: str, voice: str, count: int) -> np.ndarray:
    times = np.arange(count) / RATE_HZ
    loud = 0.25 + 0.75 * (ord(char) * 2654435761 % 97) / 96
    rise = np.minimum(1.0, np.arange(count) / (count * (0.1 + 0.6 * (ord(char) * 40503 % 31) / 30) + 1))
    return np.asarray(np.sin(2 * np.pi * (120 + 10 * (ord(char) % 17) + len(voice)) * times) * loud * rise)


def encode(samples: np.ndarray) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(48)
    encoder.set_in_sample_rate(RATE_HZ)
    encoder.set_out_sample_rate(RATE_HZ)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    whole = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    mp3 = bytes(encoder.encode(whole) + encoder.flush())
    return mp3[: len(mp3) // FRAME * FRAME]
