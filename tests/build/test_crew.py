"""Many pieces, several hands, and an end that comes when it is asked for."""

from __future__ import annotations

import threading
import time

import pytest

from audio_edition.build.crew import work_off


def crew() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "piece"]


def test_every_piece_is_done_once_and_no_thread_is_left() -> None:
    done: list[int] = []
    results = list(work_off(range(200), done.append, hands=4))
    assert sorted(done) == sorted(piece for piece, _problem in results) == list(range(200))
    assert all(problem is None for _piece, problem in results)
    assert crew() == []


def test_no_more_hands_work_than_are_asked_for_and_all_of_them_do() -> None:
    together = threading.Barrier(3, timeout=10)
    busy, most, lock = 0, 0, threading.Lock()

    def do(_piece: int) -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        together.wait()
        with lock:
            busy -= 1

    assert [problem for _piece, problem in work_off(range(9), do, hands=3)] == [None] * 9
    assert most == 3


def test_a_piece_that_fails_is_told_with_its_error_and_the_others_are_done() -> None:
    def do(piece: int) -> None:
        if piece == 3:
            raise ValueError("three")

    results = dict(work_off(range(6), do, hands=2))
    assert sorted(results) == list(range(6))
    assert [piece for piece, problem in results.items() if problem] == [3]
    assert isinstance(results[3], ValueError)


def test_nothing_to_do_starts_nothing() -> None:
    assert list(work_off([], int, hands=4)) == []


def test_stopping_begins_nothing_more_and_waits_for_what_is_in_hand() -> None:
    begun: list[int] = []
    ended: list[int] = []
    go_on = threading.Event()

    def do(piece: int) -> None:
        begun.append(piece)
        if piece:
            go_on.wait(10)
        ended.append(piece)

    work = work_off(range(100), do, hands=2)
    assert next(work) == (0, None)
    threading.Timer(0.3, go_on.set).start()
    work.close()
    assert sorted(begun) == sorted(ended)
    assert len(begun) < 5
    assert crew() == []


def test_a_piece_that_does_not_end_is_left_behind() -> None:
    stuck = threading.Event()
    work = work_off([0, 1], lambda piece: piece and stuck.wait(60), hands=2, grace_s=0.2)
    assert next(work) == (0, None)
    since = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        work.throw(KeyboardInterrupt)
    assert 0.2 <= time.monotonic() - since < 10
    assert all(thread.daemon for thread in crew())
    stuck.set()
