"""One answer for two texts: a service that mixes its answers up gives whole speech of the wrong words."""

from __future__ import annotations

import hashlib
import threading
from gettext import gettext as _

from ..default_pinyin import default_pinyin
from .proofs import NotWholeError
from .words import quote, said


class Twins:
    """Which answer came for which words, in this run; several threads may meet."""

    def __init__(self) -> None:
        self._words: dict[bytes, str] = {}
        self._twice: set[bytes] = set()
        self._lock = threading.Lock()

    def meet(self, audio: bytes, words: str) -> bytes:
        """Note an answer, good or not, and name it.

        Raises NotWholeError when it came for other words, said otherwise, before: one of the two is wrong,
        and `strange` then tells of both.
        """
        name = hashlib.sha256(audio).digest()
        with self._lock:
            before = self._words.setdefault(name, words)
        if said(before) != said(words) and default_pinyin(said(before)) != default_pinyin(said(words)):
            with self._lock:
                self._twice.add(name)
            message = _("the same sound came for this and for {other}")
            raise NotWholeError(message.format(other=quote(before)))
        return name

    def strange(self, name: bytes) -> bool:
        """Tell whether an answer came for two texts."""
        with self._lock:
            return name in self._twice
