"""The online voice: Microsoft Edge's read-aloud service through edge-tts, whole speech or an error.

The only module that knows edge_tts. Its facts and faults: facts/edge-tts.md; the proofs: `proofs`.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field
from gettext import gettext as _
from urllib.parse import urlsplit

from ..errors import EngineMissing, SpeechError, VoicesError
from ..model import Utterance
from .endpoint import URL_SETTING, UnreachableError, look_up, loopback, proxy, within
from .homophones import respell
from .manners import PACE, PARALLEL, Breaker, Pace, jitter, retry_after
from .proofs import Answer, NoSoundError, NotWholeError, prove
from .words import said, split

_ASKED = Utterance("你好，今天天气不错。", "zh-CN-XiaoxiaoNeural")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how often the service is asked."""

    idle_s: float = 10
    """Between two messages; the client itself waits for ever."""
    total_s: float = 120
    """For one request."""
    tries: int = 8
    backoff_s: float = 0.5
    """Longest wait after the first failure; doubles with each."""
    backoff_cap_s: float = 15
    retry_after_cap_s: float = 60
    hanzi: int = 1_300
    octets: int = 4_096
    """Of one request, as UTF-8 after XML escaping: the client would cut a longer one anywhere."""


@dataclass(slots=True)
class _Heard:
    """What has come so far."""

    audio: bytearray = field(default_factory=bytearray)
    marks: list[tuple[float, str]] = field(default_factory=list)
    ended: bool = False
    at: float = field(default_factory=time.monotonic)
    """When the last message came."""


class _RefusedError(Exception):
    """The service did not let us in."""

    def __init__(self, status: int, retry_after: str | None) -> None:
        super().__init__(_("it refuses to answer ({status})").format(status=status))
        self.status = status
        self.retry_after = retry_after


class Edge:
    """Speak with the Edge service; two threads may call at once, a third waits."""

    name = "edge"
    parallel = PARALLEL

    def __init__(
        self, *, url: str | None = None, limits: Limits | None = None, pace: Pace | None = None
    ) -> None:
        """Use Microsoft's service, or the one on this machine that `url` or AUDIO_EDITION_EDGE_URL names."""
        self._url = loopback(os.environ.get(URL_SETTING, "") if url is None else url)
        self._limits = limits or Limits()
        self._pace = pace or PACE
        self._breaker = Breaker()
        self._mute: set[str] = set()  # voices that gave no sound however often asked: withdrawn, perhaps
        self._host = _point_client(self._url)

    def speak(self, utterance: Utterance) -> bytes:
        """Return an MP3 file of 24 kHz, mono, 48 kbit/s; hanzi with a reading are sent as homophones."""
        if not said(utterance.words):
            raise SpeechError(_("there is nothing to say here"), where=_quote(utterance.words))
        words = respell(utterance.words, utterance.readings)
        pieces = split(words, hanzi=self._limits.hanzi, octets=self._limits.octets)
        return b"".join(self._insist(piece, utterance) for piece in pieces if said(piece))

    def close(self) -> None:
        """Do nothing: no connection outlives its request."""

    def _insist(self, words: str, utterance: Utterance) -> bytes:
        """Ask until the speech is whole, as often and as slowly as the limits say."""
        limits = self._limits
        failure: Exception | None = None
        tries = 1 if utterance.voice in self._mute else limits.tries
        for attempt in range(tries):
            if self._breaker.resting():
                raise _stopped(0, words)
            wait_s = jitter(attempt, base_s=limits.backoff_s, cap_s=limits.backoff_cap_s)
            try:
                speech = self._once(words, utterance)
                self._mute.discard(utterance.voice)
                return speech
            except _RefusedError as error:
                if self._breaker.refused():
                    raise _stopped(error.status, words) from error
                asked_s = retry_after(error.retry_after, cap_s=limits.retry_after_cap_s)
                failure, wait_s = error, max(wait_s, asked_s)
            except (NotWholeError, UnreachableError) as error:
                failure = error
            if attempt + 1 < tries:
                time.sleep(wait_s)
        if isinstance(failure, NoSoundError):
            self._mute.add(utterance.voice)
        raise _gave_up(failure, words, utterance.voice) from failure

    def _once(self, words: str, utterance: Utterance) -> bytes:
        """Make one request and return proven speech."""
        if not self._pace.connections.acquire(timeout=self._limits.total_s * self._limits.tries):
            raise UnreachableError(_("no connection became free"))
        try:
            self._pace.wait()
            if not self._url and not proxy():
                look_up(self._host, self._limits.idle_s)
            answer = asyncio.run(self._request(words, utterance))
            self._breaker.answered()
        except NotWholeError:
            self._breaker.answered()
            raise
        finally:
            self._pace.connections.release()
        prove(answer, words, utterance.rate)
        return answer.audio

    async def _request(self, words: str, utterance: Utterance) -> Answer:
        """Collect the answer in a task of its own, so that nothing the client does can outlast the limits."""
        heard = _Heard()
        task = asyncio.create_task(_listen(words, utterance, heard, None if self._url else proxy()))
        end = heard.at + self._limits.total_s
        while (left := min(end, heard.at + self._limits.idle_s) - time.monotonic()) > 0:
            await asyncio.wait({task}, timeout=left)
            if task.done():
                task.result()
                return Answer(bytes(heard.audio), tuple(heard.marks), heard.ended)
        # The first cancelling makes aiohttp say goodbye, for which it waits 10 s; the second ends that.
        for _again in range(3):
            task.cancel()
            await asyncio.wait({task}, timeout=0.1)
        raise UnreachableError(_("nothing came for {seconds:g} s").format(seconds=self._limits.idle_s))


async def _listen(words: str, utterance: Utterance, heard: _Heard, by: str | None) -> None:
    """Take in what the client receives; raise one of our own errors for what it raises."""
    import aiohttp
    from edge_tts import Communicate
    from edge_tts.exceptions import EdgeTTSException

    try:
        asking = Communicate(words, utterance.voice, rate=utterance.rate, pitch=utterance.pitch, proxy=by)
    except ValueError as error:
        raise VoicesError(
            _("the online voice cannot speak like this: {error}").format(error=error), where="voices.yaml"
        ) from error
    try:
        async for chunk in asking.stream():
            heard.at = time.monotonic()
            if chunk["type"] == "audio":
                heard.audio += chunk["data"]
            else:
                heard.marks.append((chunk["offset"] + chunk["duration"], chunk["text"]))
    except (EdgeTTSException, aiohttp.ClientError, OSError, LookupError, TypeError, ValueError) as error:
        raise _in_our_words(error) from error
    heard.ended = _turn_ended(asking.state, len(heard.audio))


def _in_our_words(error: Exception) -> Exception:
    """Tell a refusal, no connection and an answer without sense from each other."""
    import aiohttp
    from edge_tts import exceptions

    if isinstance(error, exceptions.NoAudioReceived):
        return NoSoundError(_("no sound came back"))
    if isinstance(error, exceptions.SkewAdjustmentError):
        return _RefusedError(403, None)
    if isinstance(error, aiohttp.ClientResponseError) and not isinstance(error, aiohttp.ClientHttpProxyError):
        if error.status in (403, 429, 503):
            return _RefusedError(error.status, error.headers.get("Retry-After") if error.headers else None)
        return NotWholeError(_("it answered with error {status}").format(status=error.status))
    if isinstance(error, aiohttp.ClientError | OSError):
        return UnreachableError(_("no connection ({error})").format(error=error))
    return NotWholeError(_("its answer makes no sense ({error})").format(error=error))


def _turn_ended(state: object, octets: int) -> bool:
    """Tell whether the client saw the end of the turn: only then does it add up what came (7.3.1)."""
    if not isinstance(state, dict) or "cumulative_audio_bytes" not in state:
        raise EngineMissing(
            _("this version of edge-tts does not show whether speech is whole"),
            hint=_('run: pip install "edge-tts==7.3.1"'),
        )
    return bool(state["cumulative_audio_bytes"] == octets)


def ask(limit_s: float) -> None:
    """Have the service speak a few words, once and proven, within the limit, or raise SpeechError."""
    limits = Limits(idle_s=limit_s, total_s=limit_s, tries=1)
    try:
        within(limit_s, lambda: Edge(limits=limits).speak(_ASKED))
    except UnreachableError as error:
        raise SpeechError(
            _("the online voice did not answer within {seconds:g} s").format(seconds=limit_s)
        ) from error


def _point_client(url: str) -> str:
    """Tell the client where the service is; return the service's host."""
    try:
        from edge_tts import communicate, constants
    except ImportError as error:
        raise EngineMissing(
            _("the online voice is not installed"), hint=_("run: pip install edge-tts")
        ) from error
    vars(communicate)["WSS_URL"] = url or constants.WSS_URL
    return urlsplit(constants.WSS_URL).hostname or ""


def _gave_up(failure: Exception | None, words: str, voice: str) -> SpeechError:
    message, hint = _("the online voice did not speak this whole: {trouble}"), _("try again later")
    if isinstance(failure, UnreachableError):
        message = _("the online voice cannot be reached: {trouble}")
        hint = _("check the network, or use --engine espeak")
    if isinstance(failure, NoSoundError):
        hint = _("does the voice {voice} still exist? `voices` lists the names").format(voice=voice)
    return SpeechError(message.format(trouble=failure), where=_quote(words), hint=hint)


def _stopped(status: int, words: str) -> SpeechError:
    if status == 403:
        hint = _("upgrade edge-tts (pip install -U edge-tts) or check the clock of this computer")
    else:
        hint = _("wait five minutes and build again, or use --engine espeak")
    message = _("the online voice refuses to answer ({status})")
    if not status:
        message = _("the online voice refused three times and is left alone for five minutes")
    return SpeechError(message.format(status=status), where=_quote(words), hint=hint)


def _quote(words: str) -> str:
    words = words.strip()
    return f"“{words[:40]}…”" if len(words) > 40 else f"“{words}”"
