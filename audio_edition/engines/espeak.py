"""The offline voice: espeak-ng of the package espeakng-loader.

espeak-ng is GPL-3 and remembers what it said before, so this process never loads it: each text is spoken by
a process of its own (`espeak_worker`), which makes the same words the same samples in every run and order.

Measured with `cmn+f2` on the sample page, rests included: 4.2 hanzi/s at "+0%", 3.7 at "-10%", 3.0 at
"-25%". A sentence of 68 hanzi costs 40 ms of one core, 20 of them the start of the process.
"""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path

from ..default_pinyin import default_pinyin
from ..errors import EngineMissing, SpeechError, VoicesError
from ..model import Reading, Utterance
from . import espeak_worker as worker
from .espeak_library import Library, find_library
from .voices import known_voice
from .words import HANZI, MARKS, fits, pace, quote, said

_WORDS_PER_MINUTE = 200
_SLOWEST_WPM, _FASTEST_WPM = 80, 450
_VOLUME = 70
"""Percent: at 100 it peaks at full scale, at 70 1.6 dB below (facts/edge-tts.md 7)."""
_VOICE_HZ = 160
"""Middle of the variants' pitch, to turn a difference in Hz into a ratio."""
_WAV_HEADER = 44

# espeak-ng 1.52 has no sound for jiong, qiong and xiong: it spells their letters in English, in 英雄 and
# 贫穷 too. Without the i it says the very sound, as j, q and x are palatal already.
_IONG = {
    char: spelling
    for spelling, chars in {
        "jong1": "冂冋坰埛扃絅蘏蘔駉駫",
        "jong3": "侰僒冏囧泂澃炯烱煚煛熲窘綗褧迥逈颎顈㓏㢠㤯㷗㷡䌹䢛",
        "qong1": "芎",
        "qong2": "儝卭宆惸桏橩焪焭煢琼瓊睘瞏穷穹窮竆笻筇茕藑藭蛩赹跫邛銎㑋㒌㧭㮪㷀㼇䅃䆳䊄䓖䛪䠻",
        "xong1": "兄兇凶匈哅忷恟汹洶胷胸訩詾讻賯㐫",
        "xong2": "熊雄䧺",
        "xong4": "夐敻詗诇",
    }.items()
    for char in chars
}
_SILENT_I = re.compile(r"^([jqx])iong(?=[1-5]$)")
_DECIMAL = re.compile(r"(?<=[0-9])[.．](?=[0-9])")
_LATIN_DIGIT = re.compile(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_INSIDE_WORD = re.compile(r"(?<=[A-Za-z])['’-](?=[A-Za-z])")
_KEPT = "\ue000"


def read_all(words: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Add the readings that pypinyin gives to the other hanzi: espeak-ng's own dictionary says 北虹 wrong."""
    given = {at for reading in readings for at in range(reading.start, reading.end)}
    added = [
        Reading(at, at + 1, (syllable,))
        for at, syllable in enumerate(default_pinyin(words, sandhi=True))
        if syllable and at not in given and words[at] not in _IONG
    ]
    return tuple(sorted((*readings, *added), key=lambda one: one.start))


def spell(words: str, readings: tuple[Reading, ...] = ()) -> tuple[str, tuple[str, ...]]:
    """Write words so that espeak-ng says them in Mandarin; return them and the pinyin syllables among them.

    Signs that it would name in English (%, /, &) fall away: `spoken` turns those that are said into words.
    """
    parts: list[str] = []
    pinyin: list[str] = []
    done = 0
    for reading in sorted(readings, key=lambda one: one.start):
        spelled = [_SILENT_I.sub(r"\1ong", syllable) for syllable in reading.pinyin]
        parts += _plain(words[done : reading.start]), f" {' '.join(spelled)} "
        pinyin += spelled
        done = reading.end
    parts.append(_plain(words[done:]))
    return "".join(parts).strip(), tuple(pinyin)


def _plain(words: str) -> str:
    words = "".join(unicodedata.normalize("NFKC", char) if char.isalnum() else char for char in words)
    words = _LATIN_DIGIT.sub(" ", _DECIMAL.sub("点", words))
    return "".join(_mandarin(_INSIDE_WORD.sub(_KEPT, words)))


def _mandarin(words: str) -> Iterator[str]:
    for char in words:
        if char in _IONG:
            yield f" {_IONG[char]} "
        elif char in MARKS:
            yield MARKS[char]
        elif char == "〇":
            yield "零"
        elif char == _KEPT:
            yield "-"
        else:
            yield char if char.isalnum() and (char.isascii() or re.match(f"[{HANZI}]", char)) else " "


class _StumbleError(Exception):
    """The process ended wrongly, hung or broke off; another one may do better."""


class Espeak:
    """Speak with espeak-ng, one short process for each utterance; any number of threads may call."""

    name = "espeak"

    def __init__(
        self, *, library: Library | None = None, program: tuple[str, ...] = (), limit_s: float = 20
    ) -> None:
        """Take espeak-ng from the installed package and the worker from this one unless told otherwise."""
        found = library or find_library()
        if not found:
            raise EngineMissing(
                _("the offline voice is not installed"),
                hint=_('run: pip install "audio-edition[offline]" (or pip install espeakng-loader)'),
            )
        self.parallel = max(1, min(4, os.cpu_count() or 1))
        self._library = found
        self._program = program or (sys.executable, "-I", "-S", str(Path(worker.__file__).resolve()))
        self._limit_s = limit_s

    def speak(self, utterance: Utterance) -> bytes:
        """Return a WAV file of 22,050 Hz; the same utterance gives the same bytes."""
        if not known_voice(self.name, utterance.voice):
            raise _no_voice(utterance.voice)
        if not said(utterance.words):
            raise SpeechError(_("there is nothing to say here"), where=quote(utterance.words))
        try:
            return self._try(utterance)
        except _StumbleError:
            pass
        try:
            return self._try(utterance)
        except _StumbleError as again:
            raise SpeechError(
                _("the offline voice failed twice: {reason}").format(reason=again),
                where=quote(utterance.words),
                hint=_(
                    "shorten or reword this sentence; if it happens everywhere, reinstall espeakng-loader"
                ),
            ) from again

    def close(self) -> None:
        """Do nothing: no process outlives its utterance."""

    def _try(self, utterance: Utterance) -> bytes:
        text, pinyin = spell(utterance.words, read_all(utterance.words, utterance.readings))
        numbers = (_words_per_minute(utterance.rate), _VOLUME, _pitch(utterance.pitch))
        command = [*self._program, str(self._library.path), utterance.voice, *map(str, numbers)]
        try:
            ended = subprocess.run(  # noqa: S603  our own program, its arguments a list
                command,
                input=f"{' '.join(pinyin)}\n{text}".encode(),
                capture_output=True,
                cwd=self._library.folder,
                timeout=self._limit_s,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise _StumbleError(_("no end after {seconds:g} s").format(seconds=self._limit_s)) from error
        except OSError as error:
            raise EngineMissing(
                _("the offline voice cannot be started: {error}").format(error=error)
            ) from error
        _judge(ended.returncode, ended.stdout, ended.stderr, utterance)
        _check(ended.stdout, utterance)
        return ended.stdout


def _judge(code: int, out: bytes, err: bytes, utterance: Utterance) -> None:
    """Turn the worker's exit code into an error."""
    if code == worker.UNREADABLE:
        raise SpeechError(
            _("the offline voice cannot read {signs}").format(signs=out.decode("utf-8", "replace")),
            where=quote(utterance.words),
            hint=_("give its reading in the text, as in {{穇|cǎn}}").format(),
        )
    if code == worker.VOICE:
        raise _no_voice(utterance.voice)
    if code == worker.LIBRARY:
        raise EngineMissing(
            _("the offline voice cannot be loaded: {error}").format(
                error=err.decode("utf-8", "replace").strip()
            ),
            hint=_("reinstall it: pip install --force-reinstall espeakng-loader"),
        )
    if code:
        raise _StumbleError(_("its process ended with {code}").format(code=code))


def _check(wav: bytes, utterance: Utterance) -> None:
    """Refuse sound that is broken off, silent or too short or long for its words."""
    if wav[:4] != b"RIFF" or len(wav) != int.from_bytes(wav[4:8], "little") + 8 or len(wav) < _WAV_HEADER:
        raise _StumbleError(_("the sound was broken off"))
    speed = _words_per_minute(utterance.rate) / _WORDS_PER_MINUTE
    seconds = (len(wav) - _WAV_HEADER) / (22_050 * 2)
    if not fits(utterance.words, seconds, speed):
        raise _StumbleError(_("{seconds:.1f} s of sound do not fit the words").format(seconds=seconds))
    if not any(wav[_WAV_HEADER:]):
        raise _StumbleError(_("the sound was silent"))


def _words_per_minute(rate: str) -> int:
    return max(_SLOWEST_WPM, min(_FASTEST_WPM, round(_WORDS_PER_MINUTE * pace(rate))))


def _pitch(pitch: str) -> int:
    """Return espeak-ng's 0 to 100, of which 50 leaves the voice as it is and 100 doubles it."""
    ratio = max(0.5, 1 + int(pitch.removesuffix("Hz")) / _VOICE_HZ)
    return max(0, min(100, round(50 + 50 * math.log2(ratio))))


def _no_voice(voice: str) -> VoicesError:
    message = _("the offline voice has no voice called {voice}").format(voice=voice)
    return VoicesError(message, where="voices.yaml", hint=_("`voices` lists the names"))
