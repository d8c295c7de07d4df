"""The editor's own music, in any format that soundfile reads, made fit to be mastered like any piece."""

from __future__ import annotations

import io
from dataclasses import dataclass
from gettext import gettext as _

import numpy as np
import soundfile

from ..errors import AudioError
from ..outlets import Preset
from . import loudness, spectrum
from .decoder import Samples, mean_squares
from .music import cut_and_fade

LONGEST_S = 30
"""What is longer is cut off there and dies away: it opens an episode, it is no programme."""
REFUSED_S = 600
"""What is longer is surely the wrong file."""
_SHORTEST_MS = 100
_RATES_HZ = (8000, 192000)
_MOST_CHANNELS = 32
_PIECE = 1 << 15
_QUIETEST_RMS = 10 ** (-70 / 20)
_SILENCE_BELOW_LOUDEST = 10 ** (-60 / 20)
_BLOCK_S = 0.01
_PEAK = 0.9
_LEAST_LEFT_LUFS = -40
"""Music with its peak at 0.9 lies near -15; below this only clicks are left of it."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Music as it will be heard, but for its loudness."""

    wav: bytes
    """Mono, without silence at its ends, faded in and out, at most LONGEST_S long."""
    seconds: int
    """How long the file is."""


def read_recording(data: bytes, preset: Preset) -> Recording:
    """Read a file's bytes. Raises AudioError for what is no sound, silent, too short or far too long."""
    samples, rate_hz, length = _decode(data)
    sound = _sounding(samples, rate_hz)
    sound = sound * (_PEAK / float(np.abs(sound).max()))
    _check_band(sound, rate_hz, preset)
    return Recording(cut_and_fade(sound, rate_hz, LONGEST_S * 1000), max(1, round(length / rate_hz)))


def _decode(data: bytes) -> tuple[Samples, int, int]:
    """Return as much as can be heard as mono, its rate, and how many samples the file says that it has."""
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            rate_hz, length = int(file.samplerate), int(file.frames)
            _check_shape(rate_hz, file.channels, length)
            samples = _mono(file, rate_hz * (LONGEST_S + 1))
    except (soundfile.SoundFileError, RuntimeError, ValueError, TypeError, MemoryError) as error:
        raise AudioError(
            _("this music cannot be read"), hint=_("save it as WAV, FLAC, OGG, MP3 or AIFF and try again")
        ) from error
    if len(samples) * 1000 < rate_hz * _SHORTEST_MS:
        raise AudioError(
            _("this music is shorter than {shortest} ms").format(shortest=_SHORTEST_MS),
            hint=_("choose another file, or write none"),
        )
    return samples, rate_hz, max(length, len(samples))


def _mono(file: soundfile.SoundFile, most: int) -> Samples:
    """Average the channels piece by piece: a hostile header must not ask for all memory."""
    pieces: list[Samples] = []
    left = most
    while left > 0:
        piece = file.read(min(_PIECE, left), dtype="float64", always_2d=True)
        if not len(piece):
            break
        pieces.append(piece.mean(axis=1))
        left -= len(piece)
    samples: Samples = np.concatenate([np.zeros(0), *pieces])
    return samples


def _check_shape(rate_hz: int, channels: int, length: int) -> None:
    if not _RATES_HZ[0] <= rate_hz <= _RATES_HZ[1] or channels > _MOST_CHANNELS:
        raise AudioError(
            _("this music has {rate} samples a second in {channels} channels").format(
                rate=rate_hz, channels=channels
            ),
            hint=_("save it with 44100 or 48000 samples a second, in one or two channels"),
        )
    if length > rate_hz * REFUSED_S:
        raise AudioError(
            _("this music lasts {minutes} minutes").format(minutes=round(length / rate_hz / 60)),
            hint=_("cut out what you want to hear: {seconds} seconds at the most").format(seconds=LONGEST_S),
        )


def _sounding(samples: Samples, rate_hz: int) -> Samples:
    """Take off silence at both ends and the offset of DC. Raises AudioError for silence and no numbers."""
    if not np.isfinite(samples).all() or float(np.abs(samples).max()) > 1e6:
        raise AudioError(
            _("this music holds values that are no sound"), hint=_("save it again, as 16-bit WAV")
        )
    samples = samples - samples.mean()
    size = max(1, round(rate_hz * _BLOCK_S))
    rms = np.sqrt(mean_squares(samples, size))
    loudest = float(rms.max(initial=0.0))
    if loudest < _QUIETEST_RMS:
        raise AudioError(_("this music is silent"), hint=_("choose another file, or write none"))
    heard = np.flatnonzero(rms > loudest * _SILENCE_BELOW_LOUDEST)
    return samples[int(heard[0]) * size : int(heard[-1] + 1) * size]


def _check_band(sound: Samples, rate_hz: int, preset: Preset) -> None:
    """Raise AudioError when hardly anything would be left: gain would make a noise of it."""
    target_hz = preset.sample_rate_hz
    band = spectrum.band(rate_hz, target_hz, preset.band_hz)
    (left,) = spectrum.shaped(sound, spectrum.block_sizes(rate_hz, target_hz), (band,))
    lufs = loudness.gated_lufs(loudness.weighted_cells(left, target_hz), target_hz)
    if lufs < _LEAST_LEFT_LUFS:
        message = _("hardly anything of this music would be heard: it is too low or too high")
        raise AudioError(message, hint=_("choose another file, or write none"))
