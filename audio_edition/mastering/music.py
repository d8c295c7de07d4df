"""Cut, fade and lay sound over sound, in memory: all that pydub does here.

It reads no file, starts no ffmpeg and works on 16-bit samples alone; numpy makes the tones and all levels.
"""

from __future__ import annotations

import io
import math
import warnings
import wave
from gettext import gettext as _

import numpy as np

from ..errors import AudioError
from .decoder import Samples
from .tunes import RATE_HZ, TUNES, Tune, tone

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pydub warns that ffmpeg is missing; nothing here asks for it
    from pydub import AudioSegment

__all__ = ["ALONE_MS", "BED_BELOW_DB", "TUNES", "cut_and_fade", "lay_under", "play"]

ALONE_MS = 2400
"""So long a tune opens before the first word; of a short one two thirds."""
BED_BELOW_DB = 20.0
"""How far the loudest tenth of a second of the bed lies below the words (issue 5 wants 18)."""
_SINK_MS = 500
"""The tune has sunk to the bed when the first word comes."""
_BED_MS = 4000
"""So long the bed lies under the words at the most, its fading away included."""
_AWAY_DB = -40.0
_EDGE_MS = 60
_FADE_IN_MS = 20
_FADE_OUT_MS = 600
_FADE_CUT_MS = 2500
"""For a tune that is cut off in its midst."""


def play(name: str) -> bytes:
    """Return a tune of ours as a 48 kHz mono WAV; raise AudioError when there is none of that name."""
    tune = TUNES.get(name)
    if tune is None:
        raise AudioError(
            _("there is no tune named '{name}'").format(name=name),
            hint=_("choose one of: {names}").format(names=", ".join(TUNES)),
        )
    return _wav(_performed(tune))


def _performed(tune: Tune) -> AudioSegment:
    sound = AudioSegment.silent(duration=tune.length_ms, frame_rate=RATE_HZ)
    for start_ms, note, fall_ms, level in tune.notes:
        played = tone(note, fall_ms, tune.length_ms - start_ms, level)
        sound = sound.overlay(_segment(played, RATE_HZ), position=start_ms)
    return sound.fade_out(tune.fade_ms)


def cut_and_fade(samples: Samples, rate_hz: int, longest_ms: int) -> bytes:
    """Return samples within ±1 as a mono WAV that rises softly, lasts `longest_ms` at most and dies away."""
    sound = _segment(_pcm(samples), rate_hz)
    is_cut = len(sound) > longest_ms
    sound = sound[:longest_ms]
    fall_ms = min(_FADE_CUT_MS if is_cut else _FADE_OUT_MS, len(sound) // 3)
    return _wav(sound.fade_in(min(_FADE_IN_MS, len(sound) // 4)).fade_out(fall_ms))


def lay_under(tune: Samples, words: Samples, rate_hz: int) -> tuple[bytes, int]:
    """Let a tune open, sink and fade away under words; return a mono WAV and the sample of the first word.

    Both within ±1, at the levels that they are to have beside each other; together they are turned down as
    far as 16 bits need it.
    """
    tune = tune[: (ALONE_MS + _BED_MS) * rate_hz // 1000]
    room = 0.98 / max(1e-9, float(np.abs(tune).max()) + float(np.abs(words).max()))
    opening, said = (_segment(_pcm(part * room), rate_hz) for part in (tune, words))
    alone_ms = min(ALONE_MS, len(opening) * 2 // 3)
    bed_ms = min(_BED_MS, len(said), len(opening) - alone_ms)
    end_ms = alone_ms + bed_ms
    sunk_db = _bed_db(opening[alone_ms:end_ms], said)
    opening = opening.fade(to_gain=sunk_db, start=max(0, alone_ms - _SINK_MS), end=alone_ms)[:end_ms]
    opening = opening.fade(to_gain=_AWAY_DB, start=alone_ms + bed_ms // 3, end=end_ms)
    opening = opening.fade_out(min(_EDGE_MS, bed_ms))
    whole = AudioSegment.silent(duration=alone_ms + len(said) + 1, frame_rate=rate_hz)
    return _wav(whole.overlay(opening).overlay(said, position=alone_ms)), int(whole.frame_count(ms=alone_ms))


def _bed_db(tune: AudioSegment, words: AudioSegment) -> float:
    """Return the gain that brings a tune's loudest tenth of a second far enough below words."""
    loudest = max((float(piece.rms) for piece in tune[::100]), default=0.0)
    return min(0.0, 20 * math.log10(max(1.0, words.rms) / max(1.0, loudest)) - BED_BELOW_DB)


def _segment(pcm: bytes, rate_hz: int) -> AudioSegment:
    return AudioSegment(data=pcm, sample_width=2, frame_rate=rate_hz, channels=1)


def _pcm(samples: Samples) -> bytes:
    pcm: bytes = np.rint(np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()
    return pcm


def _wav(sound: AudioSegment) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, sound.frame_rate, 0, "NONE", ""))
        out.writeframes(sound.raw_data)
    return file.getvalue()
