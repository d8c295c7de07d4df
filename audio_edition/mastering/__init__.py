"""Mastering: one piece of speech or music becomes a unit of whole MP3 frames at the outlet's loudness.

A unit is a pure function of the sound and the preset. Importing this package loads no audio library.
"""

from __future__ import annotations

from functools import cache
from gettext import gettext as _

from ..errors import AudioError
from ..outlets import Preset, Unit
from ..versions import installed_version
from .packing import pack, unpack

__all__ = [
    "RECIPE",
    "compose",
    "encoder_version",
    "master",
    "open_with",
    "pack",
    "read_music",
    "silent_frame",
    "unpack",
]

RECIPE = 3
"""Part of a unit's key: raise it when the way that units are made changes."""


@cache
def encoder_version() -> str:
    """Return the encoder's version, which is part of a unit's key."""
    version = installed_version("lameenc", "lameenc")
    if not version:
        raise AudioError(
            _("the MP3 encoder lameenc is not installed"), hint=_("run `python make_audio.py doctor`")
        )
    return version


def master(speech: bytes, preset: Preset, *, level_lu: float = 0.0, keep_ends: bool = False) -> Unit:
    """Turn a WAV or MP3 of speech into a unit; depends on nothing but its arguments.

    `level_lu` raises or lowers it against the preset's loudness; `keep_ends` leaves the silence at both ends
    (music that fades). Raises AudioError for sound that cannot be read, is silent, too short or too long.
    """
    from .chain import make_unit

    return make_unit(speech, preset, level_lu=level_lu, keep_ends=keep_ends)


def open_with(speech: bytes, tune: bytes, preset: Preset, *, level_lu: float = 0.0) -> Unit:
    """Turn speech and a WAV of music into one unit: the tune opens, sinks and fades away under the words.

    Raises AudioError as `master` does.
    """
    from .opening import make_opened

    return make_opened(speech, tune, preset, level_lu=level_lu)


def read_music(data: bytes, preset: Preset) -> tuple[bytes, int, int]:
    """Read the editor's own music, in any format that soundfile reads.

    Returns a mono WAV that is trimmed, cut off where it is too long, and faded in and out; the seconds that
    the file lasts; and how many of them are heard. Raises AudioError for what is no music, and for
    what cannot be heard in the preset's band.
    """
    from .recording import LONGEST_S, read_recording

    recording = read_recording(data, preset)
    return recording.wav, recording.seconds, min(recording.seconds, LONGEST_S)


def silent_frame(preset: Preset) -> bytes:
    """Return one frame of digital silence in the preset's format, to be repeated for rests."""
    from .encoder import make_silent_frame

    return make_silent_frame(preset.sample_rate_hz, preset.bitrate_kbps)


def compose(name: str) -> bytes:
    """Return one of the project's own tunes (music.TUNES) as a 48 kHz mono WAV."""
    from .music import play

    return play(name)
