"""How long a voice takes for a text at a pace, learned from speech that was proven whole.

Before enough is known, only wide limits hold that no Mandarin voice leaves.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .words import further_rests, pace, rests, syllables

if TYPE_CHECKING:
    import numpy as np

FASTEST, SLOWEST = 8.0, 2.0
"""Hanzi a second, at "+0%"; Mandarin voices lie between 3 and 6."""
_REST_S, _MARGIN_S, _SOFT_S = 0.9, 3.0, 0.15
"""A long rest, what may be slower than all that, what is too soft at both ends to be heard."""
ENOUGH = 12
"""So many texts must be known before the learned limits hold."""
_SHARE, _FLOOR_S = 0.2, 0.4
"""How far a length may lie from the learned one: a fifth, or this where a fifth is less than a pause."""
_SPREADS = 5.0
"""A voice that varies much widens its own limits: so many times its spread."""
_KEPT = 400
"""Texts that are remembered for a voice and pace; the oldest go."""
_PRIOR = (0.24, 0.2, 0.45, 0.1)
"""Seconds for a hanzi, a small rest, a stop and the rest, at "+0%": where fitting starts from."""
_TRUST = (0.1, 0.3, 0.4, 0.4)
"""How far each of them may well lie off."""
_SMALL = re.compile(r"[，、,：:]+")
_UNSURE = re.compile(r"[.…—]+")
"""Some voices rest here, some do not, or not always."""
_EDGES = "，、,：:。！？；.!?;…—\n “”‘’（）《》"

Row = tuple[float, float, float, float]


@dataclass(slots=True)
class _Known:
    """What a voice was heard to take at one pace."""

    rows: list[tuple[Row, float]] = field(default_factory=list)
    fitted: tuple[np.ndarray, float] | None = None
    """Seconds for each feature, and the share by which lengths spread about them."""
    fitted_rows: int = 0
    """How many texts that was fitted to; a tenth more moves it little."""


class Lengths:
    """Lengths of speech by voice and pace; several threads may ask and tell."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], _Known] = {}
        self._lock = threading.Lock()

    def limits_s(self, words: str, voice: str, rate: str) -> tuple[float, float]:
        """Return the shortest and the longest that the words may sound, from first sound to last."""
        least, most = syllables(words)
        speed = max(0.2, pace(rate))
        shortest = (least / FASTEST - _SOFT_S) / speed
        longest = (most / SLOWEST + rests(words) * _REST_S + _MARGIN_S) / speed
        with self._lock:
            learned = self._learned(_shortest_row(words, least), _longest_row(words, most), (voice, rate))
        return (max(shortest, learned[0]), min(longest, learned[1])) if learned else (shortest, longest)

    def learn(self, words: str, voice: str, rate: str, heard_s: float) -> None:
        """Remember what proven speech took; what may be said in several ways teaches nothing."""
        least, most = syllables(words)
        if least != most or _UNSURE.search(words.strip(_EDGES)):
            return
        with self._lock:
            known = self._known.setdefault((voice, rate), _Known())
            known.rows.append((_row(words, least), heard_s))
            del known.rows[:-_KEPT]
            if len(known.rows) > 1.1 * known.fitted_rows:
                known.fitted = None

    def forget(self, words: str, voice: str, rate: str, heard_s: float) -> None:
        """Take back what `learn` was told."""
        row = (_row(words, syllables(words)[0]), heard_s)
        with self._lock:
            known = self._known.get((voice, rate))
            if known and row in known.rows:
                known.rows.remove(row)
                known.fitted = None

    def _learned(self, least: Row, most: Row, key: tuple[str, str]) -> tuple[float, float] | None:
        known = self._known.get(key)
        if known is None or len(known.rows) < ENOUGH:
            return None
        counts = sorted(row[0] for row, _s in known.rows)
        if not 0.5 * counts[1] <= least[0] <= most[0] <= 1.5 * counts[-2]:
            return None  # outside of what was heard, a straight line is a guess
        if known.fitted is None:
            known.fitted, known.fitted_rows = _fit(known.rows), len(known.rows)
        seconds, spread = known.fitted
        low, high = (sum(a * b for a, b in zip(row, seconds, strict=True)) for row in (least, most))
        share = max(_SHARE, _SPREADS * spread)
        return float(low - max(share * low, _FLOOR_S)), float(high + max(share * high, _FLOOR_S))

    def kept(self) -> bytes:
        """Return all that was learned, to be remembered till the next build."""
        with self._lock:
            rows = [[*key, *row, s] for key, known in self._known.items() for row, s in known.rows]
        return json.dumps(rows).encode()

    def remember(self, kept: bytes) -> None:
        """Take up what `kept` gave; anything else is passed over."""
        try:
            for voice, rate, hanzi, small, stops, one, heard_s in _tuples(json.loads(kept)):
                known = self._known.setdefault((str(voice), str(rate)), _Known())
                numbers = tuple(map(float, (hanzi, small, stops, one, heard_s)))
                known.rows.append(((numbers[0], numbers[1], numbers[2], numbers[3]), numbers[4]))
        except (ValueError, TypeError):
            self._known.clear()


def _tuples(rows: object) -> Iterable[tuple[str | float, ...]]:
    if not isinstance(rows, list):
        raise TypeError
    return (tuple(row) for row in rows)


def _row(words: str, count: int) -> Row:
    words = words.strip(_EDGES)
    small = len(_SMALL.findall(words))
    return float(count), float(small), float(rests(words) - small), 1.0


def _shortest_row(words: str, count: int) -> Row:
    """As `_row`, for a voice that does not rest at what is no rest everywhere."""
    return _row(_UNSURE.sub("", words), count)


def _longest_row(words: str, count: int) -> Row:
    """As `_row`, with a stop for each further sign of a rest: some voices rest twice at ：…"""
    hanzi, small, stops, one = _row(words, count)
    return hanzi, small, stops + further_rests(words.strip(_EDGES)), one


def _fit(rows: list[tuple[Row, float]]) -> tuple[np.ndarray, float]:
    """Fit seconds to features by least squares of the relative errors, drawn towards the prior.

    What lies far off the first fit is left out of the second: it may be a fault that passed while nothing
    was known.
    """
    seconds, errors = _squares(rows)
    spread = float(sorted(errors)[len(errors) // 2]) * 1.48
    near = [row for row, error in zip(rows, errors, strict=True) if error <= max(0.1, 4 * spread)]
    return _squares(near)[0] if len(near) > len(rows) / 2 else seconds, spread


def _squares(rows: list[tuple[Row, float]]) -> tuple[np.ndarray, list[float]]:
    import numpy as np

    features, heard = np.array([row for row, _s in rows]), np.array([s for _row, s in rows])
    weight = 1 / np.maximum(heard, 0.5)
    pull = 0.05 / np.array(_TRUST)
    # The prior is for "+0%"; a slower voice stretches all of it alike.
    stretch = float(np.median(heard / np.maximum(features @ np.array(_PRIOR), 0.1)))
    matrix = np.vstack((features * weight[:, None], np.diag(pull)))
    target = np.concatenate((heard * weight, pull * np.array(_PRIOR) * stretch))
    seconds = np.linalg.lstsq(matrix, target, rcond=None)[0]
    return seconds, list(np.abs(features @ seconds - heard) * weight)
