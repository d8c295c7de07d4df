"""Several hands for many pieces of work, that a person can stop at once."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")

GRACE_S = 2.0
"""So long a build that is stopped waits for the pieces in hand; a slow network may take minutes."""
_LOOK_S = 0.2
"""On Windows, Ctrl-C is not seen while waiting without an end."""


def work_off(
    pieces: Sequence[T], do: Callable[[T], object], *, hands: int, grace_s: float = GRACE_S
) -> Iterator[tuple[T, BaseException | None]]:
    """Do every piece, `hands` at once; yield each as it ends, with what it raised.

    When the caller stops early, nothing more is begun, and what is not done after `grace_s` is left behind:
    the threads are daemons, so that the program can end, and products are whole or absent.
    """
    waiting = deque(pieces)
    ended: SimpleQueue[tuple[T, BaseException | None]] = SimpleQueue()

    def work() -> None:
        while True:
            try:
                piece = waiting.popleft()
            except IndexError:
                return
            try:
                do(piece)
            except BaseException as problem:
                ended.put((piece, problem))
            else:
                ended.put((piece, None))

    crew = [Thread(target=work, name="piece", daemon=True) for _hand in range(min(hands, len(pieces)))]
    try:
        for thread in crew:
            thread.start()
        for _piece in pieces:
            yield _next(ended)
    finally:
        waiting.clear()
        end = time.monotonic() + grace_s
        for thread in crew:
            if thread.is_alive():
                thread.join(max(0.0, end - time.monotonic()))


def _next(ended: SimpleQueue[T]) -> T:
    while True:
        try:
            return ended.get(timeout=_LOOK_S)
        except Empty:
            continue
