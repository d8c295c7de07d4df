"""Where finished sound is silent, and whether a chapter's mark stands there."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

import numpy as np

from ..verdicts import Stretch
from .measuring import HALVES, Measured

_BELOW_LOUDEST = 10 ** (-50 / 10)
"""The power below which sound is silence, by the loudest near it; as mastering finds a unit's first sound."""
_SLACK_MS = 3.0
"""Times are told in whole milliseconds, sound is looked for in steps of 2 ms."""
_TAIL_FRAMES = 2
"""A unit ends in so many frames of digital silence."""


def _at(measured: Measured, time_ms: float) -> int:
    """Return the half cell at a time."""
    place = int(time_ms * measured.rate_hz / 1000) * HALVES // measured.cell_samples
    return min(max(0, place), len(measured.powers))


def _time(measured: Measured, half: int) -> float:
    return half * measured.cell_samples / HALVES * 1000 / measured.rate_hz


def silences(measured: Measured, shortest_ms: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each silence that is longer."""
    powers = measured.powers
    silent = powers <= float(powers.max(initial=0.0)) * _BELOW_LOUDEST
    edges = np.flatnonzero(np.diff(silent.astype(np.int8), prepend=0, append=0))
    for start, end in edges.reshape(-1, 2):
        start_ms, end_ms = round(_time(measured, int(start))), round(_time(measured, int(end)))
        if end_ms - start_ms > shortest_ms:
            yield start_ms, end_ms


def mark_fault(
    measured: Measured, chapter: Stretch, mark_ms: int, words_before_ms: int, frame_ms: float
) -> str:
    """Say what is wrong with a chapter's mark; "" where nothing is.

    `words_before_ms` is where the last sentence before the chapter ends.
    """
    first_ms, is_sounding = _first_sound(measured, chapter, mark_ms, frame_ms)
    if mark_ms < words_before_ms - _TAIL_FRAMES * frame_ms:
        return _("the mark stands in the words of the chapter before")
    if first_ms is None:
        return _("no sound follows the mark")
    if mark_ms > first_ms + _SLACK_MS:
        return _("the mark comes {ms:.0f} ms too late: the first word is cut off").format(
            ms=mark_ms - first_ms
        )
    if is_sounding:
        return _("the mark stands in sound, not in silence")
    if first_ms - mark_ms > frame_ms + _SLACK_MS:
        message = _("the mark comes {ms:.0f} ms before the first sound")
        return message.format(ms=first_ms - mark_ms)
    return ""


def _first_sound(
    measured: Measured, chapter: Stretch, mark_ms: int, frame_ms: float
) -> tuple[float | None, bool]:
    """Return when a chapter's first sound begins, and whether there is sound right before its mark.

    A chapter begins with a tune, or with its first sentence; each is measured by its own loudest moment.
    """
    spoken = chapter.sentences[0] if chapter.sentences else None
    speech_ms = spoken.start_ms if spoken else chapter.end_ms
    powers, mark = measured.powers, _at(measured, mark_ms)
    start, end = mark, _at(measured, speech_ms)
    has_tune = speech_ms - mark_ms > _TAIL_FRAMES * frame_ms and powers[start:end].max(initial=0.0) > 0
    if not has_tune and spoken:
        start, end = min(mark, end), _at(measured, spoken.end_ms)
    floor = float(powers[start:end].max(initial=0.0)) * _BELOW_LOUDEST
    if floor <= 0:
        return None, False
    sound = np.flatnonzero(powers[start:end] > floor)
    return _time(measured, start + int(sound[0])), bool(powers[max(0, mark - 1)] > floor)
