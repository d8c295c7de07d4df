"""The online voice: Microsoft Edge's read-aloud service through edge-tts, whole speech or an error.

The only module that knows edge_tts. Its facts and faults: facts/edge-tts.md; the proofs: `proofs`.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field
from gettext import gettext as _
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import EngineMissing, SpeechError, VoicesError
from ..model import Utterance
from .belief import Belief
from .endpoint import URL_SETTING, UnreachableError, knock, look_up, loopback, proxy, within
from .failures import RefusedError, asked_to_wait, at_rest, gave_up, nothing_whole, stopped, unreachable
from .homophones import respell
from .manners import PACE, PARALLEL, Breaker, Limits, Pace, Patience, jitter, retry_after_s
from .proofs import Answer, NoSoundError, NotWholeError
from .silent_voices import SilentVoices
from .words import quote, said, split

if TYPE_CHECKING:
    import aiohttp

__all__ = ["Edge", "Limits", "ask"]

_ASKED = Utterance("你好，今天天气不错。", "zh-CN-XiaoxiaoNeural")


@dataclass(slots=True)
class _Heard:
    """What has come so far."""

    audio: bytearray = field(default_factory=bytearray)
    marks: list[tuple[float, str]] = field(default_factory=list)
    ended: bool = False
    at: float = field(default_factory=time.monotonic)
    """When the last message came."""
    longest_s: float = 0.0
    """The longest wait for one."""

    def now(self) -> None:
        """Note that a message came."""
        now = time.monotonic()
        self.longest_s, self.at = max(self.longest_s, now - self.at), now


class Edge:
    """Speak with the Edge service; as many threads as `parallel` may call at once, others wait."""

    name = "edge"

    def __init__(
        self,
        *,
        url: str | None = None,
        limits: Limits | None = None,
        pace: Pace | None = None,
        parallel: int = PARALLEL,
    ) -> None:
        """Use Microsoft's service, or the one on this machine that `url` or AUDIO_EDITION_EDGE_URL names."""
        self._url = loopback(os.environ.get(URL_SETTING, "") if url is None else url)
        self._limits = limits or Limits()
        self._pace = pace or PACE
        self._breaker = Breaker(unreached_s=self._limits.unreached_s)
        self._patience = Patience(self._limits.idle_s)
        self._silent = SilentVoices(lambda: listed_voices(self._url))
        self._host = _point_client(self._url)
        self.belief = Belief()
        self.widen(parallel)

    def widen(self, parallel: int) -> None:
        """Use so many connections at once, four at the most."""
        self.parallel = self._pace.allow(parallel)

    def drop(self, without: frozenset[str]) -> None:
        """Do without some proofs; those that cut speech would pass are never dropped."""
        self.belief.without = without

    def speak(self, utterance: Utterance) -> bytes:
        """Return an MP3 file of 24 kHz, mono, 48 kbit/s; hanzi with a reading are sent as homophones."""
        if not said(utterance.words):
            raise SpeechError(_("there is nothing to say here"), where=quote(utterance.words))
        words = respell(utterance.words, utterance.readings)
        pieces = split(words, hanzi=self._limits.hanzi, octets=self._limits.octets)
        return b"".join(self._insist(piece, utterance) for piece in pieces if said(piece))

    def close(self) -> None:
        """Do nothing: no connection outlives its request."""

    def doubts(self) -> frozenset[Utterance]:
        """Return what was believed and does not fit what is known by now; it is to be spoken again."""
        return self.belief.doubts()

    def answer(self, words: str, utterance: Utterance, attempt: int = 0) -> Answer:
        """Make one request in its turn and return what came, whole or not."""
        with self._pace.turn():
            by = None if self._url else proxy(self._host)
            if not self._url and not by:
                look_up(self._host, self._limits.idle_s)
            try:
                answer = asyncio.run(self._request(words, utterance, by, self._patience.idle_s(attempt)))
            except NotWholeError:
                self._breaker.answered()
                raise
        self._breaker.answered()
        return answer

    def _insist(self, words: str, utterance: Utterance) -> bytes:
        """Ask until the speech is whole, as often and as slowly as the limits say."""
        limits = self._limits
        failure: Exception | None = None
        lengths: list[float] = []
        tries = self._silent.tries(utterance.voice, limits.tries, words)
        for attempt in range(tries):
            if self._breaker.resting():
                raise at_rest(self._breaker.why, words)
            try:
                answer = self.answer(words, utterance, attempt)
                speech = self.belief.accept(answer, words, utterance, lengths)
            except (RefusedError, UnreachableError, NotWholeError) as error:
                failure = error
                self._consider(error, utterance.voice, words, attempt)
            else:
                self._breaker.whole()
                self._silent.spoke(utterance.voice)
                return speech
            if attempt + 1 < tries:
                self._breaker.sleep(jitter(attempt, base_s=limits.backoff_s, cap_s=limits.backoff_cap_s))
        if isinstance(failure, NoSoundError):
            self._silent.gave_up(utterance.voice)
        raise gave_up(failure, words, utterance.voice) from failure

    def _consider(self, failure: Exception, voice: str, words: str, attempt: int) -> None:
        """Raise SpeechError where asking again is in vain."""
        if isinstance(failure, RefusedError):
            self._step_back(failure, words)
        elif isinstance(failure, UnreachableError):
            if self._breaker.unreached():
                raise at_rest("unreached", words) from failure
        else:
            if isinstance(failure, NoSoundError):
                self._silent.missed(voice, attempt, words)
            if self._breaker.spoiled():
                raise nothing_whole(words, failure) from failure

    def _step_back(self, refusal: RefusedError, words: str) -> None:
        """Let all wait as the service asks. Raises SpeechError where that is too long or once too often."""
        asked_s = retry_after_s(refusal.retry_after)
        too_long = asked_s > self._limits.retry_after_cap_s
        if self._breaker.refused(at_once=too_long):
            raise (asked_to_wait(asked_s, words) if too_long else stopped(refusal.status, words)) from refusal
        self._pace.hold(asked_s)

    async def _request(self, words: str, utterance: Utterance, by: str | None, idle_s: float) -> Answer:
        """Collect the answer in a task of its own, so that nothing the client does can outlast the limits."""
        heard = _Heard()
        task = asyncio.create_task(_listen(words, utterance, heard, by))
        end = heard.at + self._limits.total_s
        while (left := min(end, heard.at + idle_s) - time.monotonic()) > 0:
            await asyncio.wait({task}, timeout=left)
            if task.done():
                task.result()
                if heard.ended:
                    self._patience.saw(heard.longest_s)
                return Answer(bytes(heard.audio), tuple(heard.marks), heard.ended)
        # The first cancelling makes aiohttp say goodbye, for which it waits 10 s; the second ends that.
        for _again in range(3):
            task.cancel()
            await asyncio.wait({task}, timeout=0.1)
        raise UnreachableError(_("nothing came for {seconds:g} s").format(seconds=idle_s))


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
            heard.now()
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
        return RefusedError(403, None)
    if isinstance(error, aiohttp.ClientResponseError):
        return _of_status(error)
    if isinstance(error, aiohttp.ClientError | OSError):
        return UnreachableError(_("no connection ({error})").format(error=error))
    return NotWholeError(_("its answer makes no sense ({error})").format(error=error))


def _of_status(error: aiohttp.ClientResponseError) -> Exception:
    import aiohttp

    if isinstance(error, aiohttp.ClientHttpProxyError):
        return UnreachableError(_("the proxy refuses ({status})").format(status=error.status))
    if error.status in (403, 429, 503):
        return RefusedError(error.status, error.headers.get("Retry-After") if error.headers else None)
    return NotWholeError(_("it answered with error {status}").format(status=error.status))


def _turn_ended(state: object, octets: int) -> bool:
    """Tell whether the client saw the end of the turn: only then does it add up what came (7.3.1)."""
    if not isinstance(state, dict) or "cumulative_audio_bytes" not in state:
        raise EngineMissing(
            _("this version of edge-tts does not show whether speech is whole"),
            hint=_('run: pip install "edge-tts==7.3.1"'),
        )
    return bool(state["cumulative_audio_bytes"] == octets)


def ask(limit_s: float, without: frozenset[str] = frozenset()) -> None:
    """Have the service speak a few words, once and proven, within the limit, or raise SpeechError."""
    engine = Edge(limits=Limits(idle_s=limit_s, total_s=limit_s, tries=1))
    engine.drop(without)
    try:
        within(limit_s, lambda: engine.speak(_ASKED))
    except UnreachableError as error:
        raise SpeechError(
            _("the online voice did not answer within {seconds:g} s").format(seconds=limit_s)
        ) from error


def reach(limit_s: float) -> None:
    """Raise SpeechError where nobody is at the service's address; nothing is asked of it."""
    url = loopback(os.environ.get(URL_SETTING, ""))
    host = _point_client(url)
    by = None if url else proxy(host)
    try:
        knock(url, host, by, limit_s)
    except UnreachableError as error:
        raise unreachable(error, by=by or "") from error


def listed_voices(url: str | None = None, limit_s: float = 10) -> tuple[str, ...]:
    """Return the names on the service's own list of voices. Raises SpeechError where it does not come."""
    import aiohttp
    from edge_tts import constants, voices

    url = loopback(os.environ.get(URL_SETTING, "") if url is None else url)
    _point_client(url)
    by = None if url else proxy(urlsplit(constants.VOICE_LIST).hostname or "")
    try:
        rows = within(limit_s, lambda: asyncio.run(voices.list_voices(proxy=by)))
        return tuple(row["ShortName"] for row in rows)
    except (aiohttp.ClientError, UnreachableError, OSError, LookupError, TypeError, ValueError) as error:
        raise SpeechError(_("the list of voices did not come: {error}").format(error=error)) from error


def _point_client(url: str) -> str:
    """Tell the client where the service is; return the service's host."""
    try:
        from edge_tts import communicate, constants, voices
    except ImportError as error:
        raise EngineMissing(
            _("the online voice is not installed"), hint=_("run: pip install edge-tts")
        ) from error
    vars(communicate)["WSS_URL"] = url or constants.WSS_URL
    beside = url.replace("ws", "http", 1).replace("/edge/v1?", "/voices/list?")
    vars(voices)["VOICE_LIST"] = beside or constants.VOICE_LIST
    return urlsplit(constants.WSS_URL).hostname or ""
