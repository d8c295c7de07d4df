"""How to ask a service that owes us nothing: slowly, few at once, and not again when it has said no."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

PARALLEL = 2
REFUSALS = 3
"""That many in a row, and we leave the service alone."""
REST_S = 300.0
"""The service forgave a flood after five minutes (rany2/edge-tts#51)."""


class Pace:
    """Keep starts apart and connections few, over all threads and engines that share it."""

    def __init__(self, gap_s: float = 0.3, parallel: int = PARALLEL) -> None:
        self._gap_s = gap_s
        self._lock = threading.Lock()
        self._next = 0.0
        self.connections = threading.BoundedSemaphore(parallel)

    def wait(self) -> None:
        """Return when the next start is due."""
        with self._lock:
            now = time.monotonic()
            start = max(now, self._next)
            self._next = start + self._gap_s
        if start > now:
            time.sleep(start - now)


PACE = Pace()
"""The one that every engine of this process shares, unless a test brings its own."""


@dataclass(slots=True)
class Breaker:
    """Count refusals that follow each other, and rest after too many."""

    rest_s: float = REST_S
    _refusals: int = 0
    _closed_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self) -> None:
        """Note that the service let us in."""
        with self._lock:
            self._refusals = 0

    def refused(self) -> bool:
        """Note a refusal; return whether it was one too many."""
        with self._lock:
            self._refusals += 1
            if self._refusals < REFUSALS:
                return False
            self._closed_until = time.monotonic() + self.rest_s
            return True

    def resting(self) -> bool:
        """Tell whether the service is to be left alone; the first asking after a rest is a new start."""
        with self._lock:
            if time.monotonic() < self._closed_until:
                return True
            if self._closed_until:
                self._closed_until, self._refusals = 0.0, 0
            return False


def jitter(attempt: int, *, base_s: float, cap_s: float) -> float:
    """Return a random wait before trying again after `attempt` failures (full jitter)."""
    return random.uniform(0, min(cap_s, base_s * 2**attempt))  # noqa: S311  spreads load, guards nothing


def retry_after(value: str | None, *, cap_s: float) -> float:
    """Return the seconds that a Retry-After header asks for, at most `cap_s`; 0 without a usable one."""
    if not value:
        return 0.0
    if value.strip().isdigit():
        return min(float(value), cap_s)
    try:
        seconds = parsedate_to_datetime(value).timestamp() - time.time()
    except ValueError:
        return 0.0
    return max(0.0, min(seconds, cap_s))
