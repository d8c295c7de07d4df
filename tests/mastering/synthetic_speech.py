"""Sound that is built like speech, as the engines send it."""

from __future__ import annotations

import io
import wave

import lameenc
import numpy as np

from audio_edition.outlets import Preset

PODCAST = Preset("podcast", 48000, 96, -16.0, -1.0)
SPEAKER = Preset("speaker", 44100, 96, -14.0, -1.0, band_hz=(250, 8000))


def talk(seconds: float, rate_hz: int, *, seed: int = 1) -> np.ndarray:
    """Sound that is built like speech: a gliding voice in syllables, hissing between them, and two pauses."""
    time = np.arange(int(seconds * rate_hz)) / rate_hz
    hz = 150 + 25 * np.sin(2 * np.pi * 0.7 * time + seed)
    phase = 2 * np.pi * np.cumsum(hz) / rate_hz
    voice = sum(np.sin(k * phase + k * k) / k for k in range(1, 20) if k * 180 < rate_hz / 2)
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * time), 0, 1) ** 0.5
    hiss = np.random.default_rng(seed).standard_normal(len(time)) * np.clip(
        np.sin(2 * np.pi * 3.1 * time + 2), 0, 1
    )
    pauses = (time % (seconds / 3)) < seconds / 3 * 0.85
    sound = (voice * syllables + 0.1 * hiss) * pauses
    return sound / np.abs(sound).max() * 0.6


def as_wav(samples: np.ndarray, rate_hz: int, *, channels: int = 1) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((channels, 2, rate_hz, 0, "NONE", ""))
        out.writeframes(np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def as_mp3(samples: np.ndarray, rate_hz: int) -> bytes:
    lame = lameenc.Encoder()
    lame.silence()
    lame.set_channels(1)
    lame.set_in_sample_rate(rate_hz)
    lame.set_out_sample_rate(rate_hz)
    lame.set_bit_rate(48)
    return bytes(lame.encode(np.rint(samples * 32767).astype("<i2").tobytes())) + bytes(lame.flush())


def with_silence(
    samples: np.ndarray, rate_hz: int, before_s: float = 0.12, after_s: float = 0.8
) -> np.ndarray:
    return np.concatenate([np.zeros(int(before_s * rate_hz)), samples, np.zeros(int(after_s * rate_hz))])
