"""What is left of speech on its way from a horn loudspeaker across a street: the two outlets side by side.

    python tests/bench/outdoors.py EPISODE.mp3 [EPISODE.mp3 …]

The path is a model, not a measurement of a real street: a horn that carries 350 Hz to 6 kHz, driven to the
same peak by both; two echoes of houses (90 and 210 ms); traffic noise that falls by 6 dB an octave above
250 Hz. The index follows IEC 60268-16: modulation in octave bands, as apparent signal-to-noise ratios from
-15 to +15 dB.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

RATE_HZ = 16_000
OCTAVES_HZ = (250, 500, 1000, 2000, 4000)
WEIGHTS = (0.127, 0.230, 0.233, 0.309, 0.101)
"""Of the male spectrum's bands in IEC 60268-16 (125 Hz and 8 kHz, which a horn does not carry, left out)."""
MODULATIONS_HZ = (0.63, 0.8, 1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0, 10.0, 12.5)
ECHOES = ((0.09, 0.35), (0.21, 0.2))
NOISE_DB = -20.0
"""Of the noise at the listener's place against full scale of the horn."""


@dataclass(frozen=True)
class Figures:
    """What one outlet's sound is like, before and behind the path."""

    crest_db: float
    """Peak over RMS, dry."""
    presence_db: float
    """Energy from 1 to 4 kHz against all."""
    rumble_db: float
    """Energy below 250 Hz against all."""
    signal_to_noise_db: float
    """Behind the path, from 250 Hz to 6 kHz."""
    index: float
    """0 to 1, as the STI is."""


def read(path: Path, seconds: float = 60.0) -> np.ndarray:
    """Read the first minute, at 16 kHz, brought to the same peak."""
    sound, rate_hz = soundfile.read(
        path, dtype="float64", frames=int(seconds * soundfile.info(path).samplerate)
    )
    spectrum = np.fft.rfft(sound)
    count = len(sound) * RATE_HZ // rate_hz
    low = np.fft.irfft(spectrum[: count // 2 + 1], count) * (count / len(sound))
    return np.asarray(low / np.abs(low).max())


def through_horn(sound: np.ndarray) -> np.ndarray:
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    high_pass = 1 / np.sqrt(1 + (350 / np.maximum(hz, 1)) ** 6)
    low_pass = 1 / np.sqrt(1 + (hz / 6000) ** 6)
    horn = np.fft.irfft(np.fft.rfft(sound) * high_pass * low_pass, len(sound))
    out = horn.copy()
    for delay_s, level in ECHOES:
        shift = int(delay_s * RATE_HZ)
        out[shift:] += level * horn[:-shift]
    return np.asarray(out)


def traffic(count: int) -> np.ndarray:
    noise = np.random.default_rng(7).standard_normal(count)
    hz = np.fft.rfftfreq(count, 1 / RATE_HZ)
    shaped = np.fft.irfft(np.fft.rfft(noise) / np.maximum(hz, 250), count)
    return np.asarray(shaped / np.sqrt(np.mean(shaped**2)) * 10 ** (NOISE_DB / 20))


def octave(sound: np.ndarray, middle_hz: float) -> np.ndarray:
    spectrum = np.fft.rfft(sound)
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    spectrum[(hz < middle_hz / np.sqrt(2)) | (hz > middle_hz * np.sqrt(2))] = 0
    return np.asarray(np.fft.irfft(spectrum, len(sound)))


def modulation(sound: np.ndarray, at_hz: float) -> float:
    """Depth of the intensity's envelope at one modulation frequency, a third of an octave wide."""
    intensity = (sound**2)[: len(sound) // 160 * 160].reshape(-1, 160).mean(axis=1)
    spectrum = np.abs(np.fft.rfft(intensity))
    hz = np.fft.rfftfreq(len(intensity), 160 / RATE_HZ)
    third = (hz >= at_hz * 2 ** (-1 / 6)) & (hz < at_hz * 2 ** (1 / 6))
    return float(np.sqrt(np.sum(spectrum[third] ** 2)) / spectrum[0])


def index(dry: np.ndarray, wet: np.ndarray) -> float:
    """Say how much of the speech's modulation is left, as the STI does."""
    total = 0.0
    for middle_hz, weight in zip(OCTAVES_HZ, WEIGHTS, strict=True):
        before, behind = octave(dry, middle_hz), octave(wet, middle_hz)
        ratios = []
        for at_hz in MODULATIONS_HZ:
            kept = min(0.999, modulation(behind, at_hz) / modulation(before, at_hz))
            ratios.append(np.clip(10 * np.log10(kept / (1 - kept)), -15, 15))
        total += weight * (np.mean(ratios) + 15) / 30
    return float(total)


def share_db(sound: np.ndarray, low_hz: float, high_hz: float) -> float:
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    return float(10 * np.log10(power[(hz >= low_hz) & (hz < high_hz)].sum() / power.sum()))


def figures(sound: np.ndarray) -> Figures:
    """Measure one outlet's sound. `sound` is what `read` gives."""
    wet, noise = through_horn(sound), traffic(len(sound))
    heard = [sum(np.mean(octave(part, hz) ** 2) for hz in OCTAVES_HZ) for part in (wet, noise)]
    return Figures(
        crest_db=float(-10 * np.log10(np.mean(sound[np.abs(sound) > 0.001] ** 2))),
        presence_db=share_db(sound, 1000, 4000),
        rumble_db=share_db(sound, 0, 250),
        signal_to_noise_db=float(10 * np.log10(heard[0] / heard[1])),
        index=index(sound, wet + noise),
    )


def main() -> None:
    print(f"{'':40} crest  1-4 kHz  <250 Hz  behind the path: S/N  index")
    for name in sys.argv[1:]:
        f = figures(read(Path(name)))
        dry = f"{f.crest_db:6.1f} {f.presence_db:8.1f} {f.rumble_db:8.1f}"
        print(f"{name[-40:]:40}{dry} {f.signal_to_noise_db:21.1f} {f.index:6.2f}")


if __name__ == "__main__":
    main()
