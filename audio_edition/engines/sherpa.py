"""The neural offline voice: sherpa-onnx with a model that lies in a folder.

A bad model ends the process that loads it, so this one never does: a worker (`sherpa_worker`) loads it once
and speaks text after text; one that hangs or dies is replaced. Noise is nought and every worker has one
thread, so that the same words are the same bytes in every run and order; only a Kokoro may bring noise of
its own.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import wave
from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import gettext as _
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from ..errors import AudioError, EngineMissing, SpeechError, VoicesError
from ..files import write_whole
from ..model import Utterance
from . import sherpa_worker
from .lexicon import Lexicon, read_lexicon
from .neural_model import Model, find_model
from .voices import model_of
from .words import fits, pace, quote, said, syllables
from .worker import StumbleError, Worker

RECIPE = "1"
"""Raised whenever the same utterance would sound otherwise."""

_LOAD_LIMIT_S = 180.0
"""A Kokoro of 360 MB from a slow disk."""
_OUR_LEXICON = ".audio-edition-lexicon.txt"
_QUIETEST = 33
"""Peak of 16-bit samples that counts as silence: 60 dB below full scale."""


@dataclass(slots=True)
class _Voice:
    """A model in use."""

    model: Model
    lexicon: Lexicon
    lexicon_file: str
    idle: list[Worker] = field(default_factory=list)
    """Workers that have it loaded and nothing to do."""


class Sherpa:
    """Speak with sherpa-onnx; as many threads may call as `parallel` says."""

    name = "sherpa"

    def __init__(
        self, models: Mapping[str, Path], *, program: tuple[str, ...] = (), limit_s: float = 0.0
    ) -> None:
        """Take the models' folders by name; another worker or time limit only for tests."""
        if not find_spec("sherpa_onnx"):
            raise not_installed()
        self.parallel = max(1, min(4, os.cpu_count() or 1))
        self._models = models
        self._program = program or (sys.executable, "-P", str(Path(sherpa_worker.__file__).resolve()))
        self._limit_s = limit_s
        self._voices: dict[str, _Voice] = {}
        self._opening = Lock()
        self._own: tempfile.TemporaryDirectory[str] | None = None

    def speak(self, utterance: Utterance) -> bytes:
        """Return a WAV file at the model's own sampling rate; the same utterance gives the same bytes."""
        name, speaker = model_of(utterance.voice)
        voice = self._open(name, utterance.voice)
        if speaker >= voice.model.speakers:
            message = _("the model {name} has {count} speakers, from 0; there is no {number}")
            raise VoicesError(
                message.format(name=name, count=voice.model.speakers, number=speaker),
                where="voices.yaml",
                hint=_("write a smaller number behind the colon, or none"),
            )
        if not said(utterance.words):
            raise SpeechError(_("there is nothing to say here"), where=quote(utterance.words))
        text, unknown = voice.lexicon.spell(utterance.words, utterance.readings)
        if unknown:
            message = _("the voice {name} does not know {signs}")
            hint = _("write how it is said: {{CEO|总裁}}, {{龘|dá}}").format()
            signs = "、".join(unknown)
            raise SpeechError(message.format(name=name, signs=signs), where=quote(utterance.words), hint=hint)
        request = {"text": text, "speaker": speaker, "speed": pace(utterance.rate)}
        try:
            return self._try(voice, request, utterance)
        except StumbleError:
            pass
        try:
            return self._try(voice, request, utterance)
        except StumbleError as again:
            message = _("the neural voice failed twice: {reason}").format(reason=again)
            hint = _("shorten or reword this sentence; if it happens everywhere, try another model")
            raise SpeechError(message, where=quote(utterance.words), hint=hint) from again

    def close(self) -> None:
        """End all workers."""
        for voice in self._voices.values():
            while voice.idle:
                voice.idle.pop().close()
        if self._own:
            self._own.cleanup()

    def _open(self, name: str, voice: str) -> _Voice:
        """Return a model in use; look at it when it is first asked for. Raises EngineMissing."""
        with self._opening:
            if name not in self._models:
                message = _("voices.yaml casts no model called {voice}").format(voice=voice)
                raise VoicesError(message, where="voices.yaml", hint=_("`voices` lists the names"))
            if name not in self._voices:
                model = find_model(name, self._models[name])
                lexicon = read_lexicon(model)
                self._voices[name] = _Voice(model, lexicon, self._write(model, lexicon))
            return self._voices[name]

    def _write(self, model: Model, lexicon: Lexicon) -> str:
        """Write the lexicon that the worker gets; return its name.

        It lies in the model's folder, if that can be written: on Windows sherpa-onnx may not find a file
        below a folder with a Chinese name, but always one in the folder where it stands.
        """
        data = "".join(lexicon.lines()).encode()
        path = model.folder / _OUR_LEXICON
        try:
            if not path.is_file() or path.read_bytes() != data:
                write_whole(path, data)
        except (AudioError, OSError):
            self._own = self._own or tempfile.TemporaryDirectory(prefix="audio-edition-")
            path = Path(self._own.name) / f"{model.name}{_OUR_LEXICON}"
            path.write_bytes(data)
            return str(path)
        return _OUR_LEXICON

    def _try(self, voice: _Voice, request: Mapping[str, object], utterance: Utterance) -> bytes:
        worker = self._worker(voice)
        limit_s = self._limit_s or 30 + 2.0 * syllables(utterance.words)[1] / pace(utterance.rate)
        head, samples = worker.ask(request, limit_s)
        voice.idle.append(worker)
        rate_hz = head.get("rate_hz")
        if not isinstance(rate_hz, int) or "error" in head:
            raise StumbleError(_("the sound was damaged"))
        _check(samples, rate_hz, utterance)
        return _wav(samples, rate_hz)

    def _worker(self, voice: _Voice) -> Worker:
        """Take an idle worker, or start one; one that cannot load the model twice never will."""
        with self._opening:
            if voice.idle:
                return voice.idle.pop()
        try:
            return self._start(voice)
        except StumbleError as first:
            if first.code == sherpa_worker.MISSING:
                raise not_installed() from first
        try:
            return self._start(voice)
        except StumbleError as again:
            message = _("the model {name} cannot be loaded: {reason}")
            hint = _("delete its folder and run: python make_audio.py voices get {name}")
            name = voice.model.name
            raise EngineMissing(
                message.format(name=name, reason=again),
                where=str(voice.model.folder),
                hint=hint.format(name=name),
            ) from again

    def _start(self, voice: _Voice) -> Worker:
        try:
            worker = Worker(self._program, voice.model.folder)
        except OSError as error:
            message = _("the neural voice cannot be started: {error}").format(error=error)
            raise EngineMissing(message) from error
        files = dict(voice.model.files)
        setup = {"kind": voice.model.kind, "files": files, "lexicon": voice.lexicon_file}
        worker.ask(setup, self._limit_s or _LOAD_LIMIT_S)
        return worker


def not_installed() -> EngineMissing:
    """Make the error that says what to install."""
    hint = _("run: {python} -m pip install sherpa-onnx").format(python=sys.executable)
    return EngineMissing(_("the neural offline voice (sherpa) is not installed"), hint=hint)


def _check(samples: bytes, rate_hz: int, utterance: Utterance) -> None:
    """Refuse sound that is silent or too short or long for its words."""
    import numpy as np

    seconds = len(samples) / 2 / rate_hz
    if not fits(utterance.words, seconds, pace(utterance.rate)):
        raise StumbleError(_("{seconds:.1f} s of sound do not fit the words").format(seconds=seconds))
    if np.abs(np.frombuffer(samples, "<i2").astype(int)).max() < _QUIETEST:
        raise StumbleError(_("the sound was silent"))


def _wav(samples: bytes, rate_hz: int) -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples)
    return held.getvalue()
