"""One answer for two texts: a service that mixes its answers up gives whole speech of the wrong words."""

from __future__ import annotations

import hashlib
import threading
from gettext import gettext as _

from ..default_pinyin import default_pinyin
from .proofs import NotWholeError
from .words import quote, said


class Twins:
    """What was said by which answer, in this run; several threads may meet."""

    def __init__(self) -> None:
        self._words: dict[bytes, str] = {}
        self._lock = threading.Lock()

    def meet(self, audio: bytes, words: str) -> None:
        """Note an answer. Raises NotWholeError when it was given for other words, said otherwise, before."""
        digest = hashlib.sha256(audio).digest()
        with self._lock:
            before = self._words.setdefault(digest, words)
        if said(before) != said(words) and default_pinyin(said(before)) != default_pinyin(said(words)):
            message = _("the same sound came for this and for {other}")
            raise NotWholeError(message.format(other=quote(before)))
