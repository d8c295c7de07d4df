"""Speech bytes to mono samples, and where the sound in them begins and ends."""

from __future__ import annotations

import io
from collections.abc import Iterator
from gettext import gettext as _

import numpy as np
import soundfile
from numpy.typing import NDArray

from ..errors import AudioError

Samples = NDArray[np.float64] | NDArray[np.float32]
"""Half the width is enough for sound that waits: its rounding lies 50 dB below that of 16 bits."""

_RATES_HZ = (8000, 192000)
_SHORTEST_MS = 50
_LONGEST_S = 600
_QUIETEST_RMS = 10 ** (-70 / 20)
"""Below this nothing is speech: the rounding of 16 bits alone is at -98 dBFS, a codec's hiss near -80."""
_BLOCK_S = 0.002
_PIECE = 1 << 16
_SOUND_BELOW_LOUDEST = 10 ** (-50 / 20)
"""A block this much quieter than the loudest one is silence: breath stays, a codec's hiss goes."""


def decode(speech: bytes) -> tuple[Samples, int]:
    """Return mono samples within ±1 and their rate.

    Channels are averaged and an offset of DC is taken out. Raises AudioError for what is no sound, or is
    shorter than 50 ms or longer than ten minutes.
    """
    if not speech:
        raise AudioError(_("the voice sent no sound"), hint=_("try again; nothing is lost"))
    try:
        with soundfile.SoundFile(io.BytesIO(speech)) as file:
            rate_hz = int(file.samplerate)
            block = file.read(rate_hz * _LONGEST_S + 1, dtype="float64", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError, ValueError, TypeError, MemoryError) as error:
        raise AudioError(
            _("the sound cannot be read: it is no whole WAV or MP3"),
            hint=_("try again, or try another voice"),
        ) from error
    _check_shape(block, rate_hz)
    samples: Samples = np.ascontiguousarray(block.mean(axis=1))
    if not np.isfinite(samples).all():
        raise AudioError(_("the sound holds values that are no numbers"), hint=_("try another voice"))
    return samples - samples.mean(), rate_hz


def _check_shape(block: Samples, rate_hz: int) -> None:
    if not _RATES_HZ[0] <= rate_hz <= _RATES_HZ[1]:
        raise AudioError(
            _("the sound has {rate} samples a second; {low} to {high} can be used").format(
                rate=rate_hz, low=_RATES_HZ[0], high=_RATES_HZ[1]
            )
        )
    if len(block) > rate_hz * _LONGEST_S:
        raise AudioError(
            _("one piece of sound lasts more than {minutes} minutes").format(minutes=_LONGEST_S // 60),
            hint=_("cut the file, or break the text into shorter paragraphs"),
        )
    if len(block) * 1000 < rate_hz * _SHORTEST_MS:
        raise _too_short()


def sound_span(samples: Samples, rate_hz: int) -> tuple[int, int]:
    """Return the first sample of sound and the one behind the last, to 2 ms; raise AudioError for silence."""
    size = max(1, round(rate_hz * _BLOCK_S))
    rms = np.sqrt(mean_squares(samples, size))
    loudest = float(rms.max(initial=0.0))
    if loudest < _QUIETEST_RMS:
        raise AudioError(
            _("the voice sent silence in place of words"),
            hint=_("try again, or try another voice; nothing is lost"),
        )
    sound = np.flatnonzero(rms > loudest * _SOUND_BELOW_LOUDEST)
    start, end = int(sound[0]) * size, min(len(samples), int(sound[-1] + 1) * size)
    if (end - start) * 1000 < rate_hz * _SHORTEST_MS:
        raise _too_short()
    return start, end


def _too_short() -> AudioError:
    return AudioError(
        _("the sound is shorter than {shortest} ms: no word is that short").format(shortest=_SHORTEST_MS),
        hint=_("try again, or try another voice"),
    )


def trim(samples: Samples, rate_hz: int, *, lead_ms: int, tail_ms: int) -> Samples:
    """Cut the silence at both ends, leaving a lead before the first sound and a tail that fades out."""
    start, end = sound_span(samples, rate_hz)
    lead, tail = rate_hz * lead_ms // 1000, rate_hz * tail_ms // 1000
    return fade(samples[max(0, start - lead) : end + tail], min(lead, start), tail)


def fade(samples: Samples, rise: int, fall: int) -> Samples:
    """Return a copy that rises from and falls to nothing in half cosines of so many samples."""
    faded = samples.copy()
    fade_here(faded, rise, fall)
    return faded


def fade_here(samples: Samples, rise: int, fall: int) -> None:
    """Fade as `fade` does, in place."""
    rise, fall = min(rise, len(samples)), min(fall, len(samples))
    samples[:rise] *= _slope(rise)
    samples[len(samples) - fall :] *= _slope(fall)[::-1]


def mean_squares(samples: Samples, size: int) -> Samples:
    """Return the mean square of each `size` samples; the last ones are filled up with silence."""
    count = len(samples) // size
    rows = samples[: count * size].reshape(count, size)
    rest = samples[count * size :]
    squares: Samples = np.einsum("ij,ij->i", rows, rows) / size
    return np.append(squares, np.dot(rest, rest) / size) if len(rest) else squares


def blocks(samples: Samples) -> Iterator[tuple[int, Samples]]:
    """Walk through samples in pieces, as views with their places, so that what is worked out stays small."""
    for at in range(0, len(samples), _PIECE):
        yield at, samples[at : at + _PIECE]


def _slope(length: int) -> Samples:
    slope: Samples = 0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / max(1, length))
    return slope
