"""One answer for two texts: a service that mixes its answers up gives whole speech of the wrong words."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from gettext import gettext as _

from ..default_pinyin import default_pinyin
from .proofs import NotWholeError
from .words import quote, said, shape

_OWNER = 2
"""A text that gets a sound so often, and oftener than any other, is the one that it belongs to."""


class Twins:
    """Which answer came for which words, and how often, in this run; several threads may meet."""

    def __init__(self) -> None:
        self._given: dict[bytes, Counter[str]] = {}
        self._lock = threading.Lock()

    def meet(self, audio: bytes, words: str) -> bytes:
        """Note an answer, good or not, and name it. Raises NotWholeError where it seems another text's."""
        name = hashlib.sha256(audio).digest()
        with self._lock:
            self._given.setdefault(name, Counter())[words] += 1
        other = self._other(name, words)
        if other:
            message = _("the same sound came for this and for {other}")
            raise NotWholeError(message.format(other=quote(other)))
        return name

    def strange(self, name: bytes, words: str) -> bool:
        """Tell whether an answer that was believed came for another text since."""
        return bool(self._other(name, words))

    def _other(self, name: bytes, words: str) -> str:
        """Return a text, said otherwise, that the answer may belong to just as well; "" for none."""
        with self._lock:
            given = dict(self._given.get(name, ()))
        own = given.pop(words, 0)
        for other, count in given.items():
            if not _alike(other, words) and not own >= max(_OWNER, count + 1):
                return other
        return ""


def _alike(one: str, other: str) -> bool:
    """Tell whether both may well sound the same: of one reading or, in a simple voice, of one shape."""
    if shape(one) == shape(other):
        return True
    one, other = said(one), said(other)
    return one == other or default_pinyin(one) == default_pinyin(other)
