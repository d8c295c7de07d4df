"""How to ask a service that owes us nothing: slowly, few at once, and not again when it has said no."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

PARALLEL, MOST_PARALLEL = 2, 4
"""Connections by default and at all: more than 40 were called spam, limits are unknown (facts 4)."""
REFUSALS = 3
"""That many in a row, and we leave the service alone."""
REST_S = 300.0
"""The service forgave a flood after five minutes (rany2/edge-tts#51)."""
SPOILED = 12
"""So many answers in a row that were not whole are no chance: four faults in ten give that once in 60,000."""
UNREACHED = 5
"""So many connections in a row that came to nothing …"""
UNREACHED_S = 20.0
"""… over so long a time mean that the network is gone, not that it stumbled."""

_SEEN, _HURRIED = 8, 3
"""So many whole answers tell how quick a service is; so many tries of a text are hurried by it."""
_LEAST_S, _SLOWER = 2.0, 5.0
"""However quick it is, it may take that long, and so many times longer than the slowest so far."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how often the service is asked."""

    idle_s: float = 10
    """Between two messages at most; the client itself waits for ever."""
    total_s: float = 120
    """For one request."""
    tries: int = 8
    backoff_s: float = 0.5
    """Longest wait after the first failure; doubles with each."""
    backoff_cap_s: float = 15
    retry_after_cap_s: float = 60
    """Who is asked to wait longer does not wait but stops."""
    unreached_s: float = UNREACHED_S
    hanzi: int = 1_300
    octets: int = 4_096
    """Of one request, as UTF-8 after XML escaping: the client would cut a longer one anywhere."""


class Pace:
    """Keep starts apart and connections few, over all threads and engines that share it."""

    def __init__(self, gap_s: float = 0.3, parallel: int = PARALLEL) -> None:
        self._gap_s = gap_s
        self._next = 0.0
        self._open = 0
        self._most = parallel
        self._change = threading.Condition()

    def allow(self, parallel: int) -> int:
        """Let so many connections be open at once, from one to four; return how many."""
        with self._change:
            self._most = max(1, min(parallel, MOST_PARALLEL))
            self._change.notify_all()
            return self._most

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Begin when a connection is free and the next start is due; the end of the block frees it."""
        with self._change:
            self._change.wait_for(lambda: self._open < self._most)
            self._open += 1
        try:
            self._wait()
            yield
        finally:
            with self._change:
                self._open -= 1
                self._change.notify()

    def hold(self, seconds: float) -> None:
        """Let nobody start for some seconds: the service asked for it."""
        with self._change:
            self._next = max(self._next, time.monotonic() + seconds)

    def _wait(self) -> None:
        with self._change:
            now = time.monotonic()
            start = max(now, self._next)
            self._next = start + self._gap_s
        if start > now:
            time.sleep(start - now)


PACE = Pace()
"""The one that every engine of this process shares, unless a test brings its own."""


@dataclass(slots=True)
class Patience:
    """How long to wait for a message: less than at most, once the service was seen to be quick.

    A connection that stands still would cost an editor ten seconds each time.
    """

    most_s: float
    _longest_s: float = 0.0
    _seen: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def saw(self, longest_s: float) -> None:
        """Note the longest wait within a whole answer."""
        with self._lock:
            self._seen += 1
            self._longest_s = max(self._longest_s, longest_s)

    def idle_s(self, attempt: int) -> float:
        """Return the limit; who was cut off some times waits as long as may be."""
        with self._lock:
            if self._seen < _SEEN or attempt >= _HURRIED:
                return self.most_s
            return min(self.most_s, max(_LEAST_S, _SLOWER * self._longest_s))


@dataclass(slots=True)
class Breaker:
    """Count refusals and vain connections that follow each other, and rest after too many."""

    rest_s: float = REST_S
    unreached_s: float = UNREACHED_S
    why: str = ""
    """What it rests for: "refused", "unreached", "spoiled"; "" when it does not."""
    _refusals: int = 0
    _unreached: int = 0
    _spoiled: int = 0
    _since: float = 0.0
    """When the first of the vain connections ended."""
    _let_in: bool = False
    """Whether the service was ever reached: who never was has not stumbled."""
    _closed_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: threading.Event = field(default_factory=threading.Event)

    def answered(self) -> None:
        """Note that the service let us in."""
        with self._lock:
            self._refusals = self._unreached = 0
            self._let_in = True

    def whole(self) -> None:
        """Note an answer that was whole."""
        with self._lock:
            self._spoiled = 0

    def spoiled(self) -> bool:
        """Note an answer that was not whole; return whether it was one too many."""
        with self._lock:
            self._spoiled += 1
            return self._close("spoiled") if self._spoiled >= SPOILED else False

    def refused(self, *, at_once: bool = False) -> bool:
        """Note a refusal; return whether it was one too many."""
        with self._lock:
            self._refusals, self._unreached = self._refusals + 1, 0
            return self._close("refused") if at_once or self._refusals >= REFUSALS else False

    def unreached(self) -> bool:
        """Note a connection that came to nothing; return whether the network is gone."""
        with self._lock:
            if not self._unreached:
                self._since = time.monotonic()
            self._unreached += 1
            long = not self._let_in or time.monotonic() - self._since >= self.unreached_s
            gone = self._unreached >= UNREACHED and long
            return self._close("unreached") if gone else False

    def resting(self) -> bool:
        """Tell whether the service is to be left alone; the first asking after a rest is a new start."""
        with self._lock:
            if time.monotonic() < self._closed_until:
                return True
            if self._closed_until:
                self._closed_until, self.why = 0.0, ""
                self._refusals = self._unreached = self._spoiled = 0
                self._closed.clear()
            return False

    def sleep(self, seconds: float) -> None:
        """Wait, but not on when all asking was stopped meanwhile."""
        self._closed.wait(seconds)

    def _close(self, why: str) -> bool:
        self.why = why
        self._closed_until = time.monotonic() + self.rest_s
        self._closed.set()
        return True


def jitter(attempt: int, *, base_s: float, cap_s: float) -> float:
    """Return a random wait before trying again after `attempt` failures (full jitter)."""
    return random.uniform(0, min(cap_s, base_s * 2**attempt))  # noqa: S311  spreads load, guards nothing


def retry_after_s(value: str | None) -> float:
    """Return the seconds that a Retry-After header asks for; 0 without a usable one."""
    if not value:
        return 0.0
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return 0.0
