"""Voices that give no sound: withdrawn, perhaps; the service's own list tells."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..errors import SpeechError
from .failures import withdrawn
from .voices import near_voice

_SILENT = 2
"""After so many answers without a sound one may ask whether the voice is still there."""


class SilentVoices:
    """What became of voices that gave no sound, in this run."""

    def __init__(self, listed: Callable[[], tuple[str, ...]]) -> None:
        """Take how the service's list is got; that may raise SpeechError."""
        self._listed = listed
        self._mute: set[str] = set()
        self._sought: set[str] = set()
        self._gone: dict[str, str] = {}

    def tries(self, voice: str, most: int, words: str) -> int:
        """Return how often to ask: once for a voice that gave no sound however often. Raises SpeechError."""
        self._refuse(voice, words)
        return 1 if voice in self._mute else most

    def missed(self, voice: str, attempt: int, words: str) -> None:
        """Note an answer without sound; look for the voice on the list, once. Raises SpeechError if gone."""
        if attempt + 1 >= _SILENT and voice not in self._sought:
            self._sought.add(voice)
            with suppress(SpeechError):
                listed = self._listed()
                if listed and voice not in listed:
                    self._gone[voice] = near_voice(voice, listed)
        self._refuse(voice, words)

    def gave_up(self, voice: str) -> None:
        """Note that a voice gave no sound however often it was asked."""
        self._mute.add(voice)

    def spoke(self, voice: str) -> None:
        """Note that a voice is well."""
        self._mute.discard(voice)

    def _refuse(self, voice: str, words: str) -> None:
        if voice in self._gone:
            raise withdrawn(words, voice, self._gone[voice])
