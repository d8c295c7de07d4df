"""The nouns of looking at finished sound: what an episode is said to hold, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from .outlets import Preset


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something spoken, as the manifest tells it."""

    written: str
    """The printed words."""
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A chapter as the manifest tells it."""

    title: str
    start_ms: int
    end_ms: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What an episode is said to hold."""

    file: str
    """Relative to the manifest."""
    title: str
    duration_ms: int
    chapters: tuple[Stretch, ...]

    def words_at(self, time_ms: int) -> str:
        """Return the printed words that are heard at a time; in a rest those of the sentence before it."""
        sentences = [sentence for chapter in self.chapters for sentence in chapter.sentences]
        started = [sentence for sentence in sentences if sentence.start_ms <= time_ms]
        return (started[-1:] or sentences[:1] or [Sentence("", 0, 0)])[0].written


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an episode's sound is held against."""

    preset: Preset
    longest_rest_ms: int
    """The longest silence that the script has anywhere."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    message: str
    at_ms: int | None = None
    """Where it is heard; None where it is no place in the sound."""
    words: str = ""
    """The printed words that are heard there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of one check of one episode."""

    name: str
    """For programs: loudness, marks …"""
    message: str
    """What was measured, in an editor's words."""
    faults: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Picture:
    """An episode's sound as it is drawn, in columns and points of equal length."""

    duration_ms: int
    peaks: tuple[int, ...] = ()
    """Highest level in each column, in hundredths of full scale."""
    loudness: tuple[float, ...] = ()
    """Short-term loudness (3 s) in LUFS."""
    chapters: tuple[float, ...] = ()
    """Loudness of each chapter in LUFS."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One episode, looked at."""

    told: Told
    verdicts: tuple[Verdict, ...]
    picture: Picture

    @property
    def ok(self) -> bool:
        """Whether every check holds."""
        return all(verdict.ok for verdict in self.verdicts)


def clock(time_ms: int) -> str:
    """Write a time as an editor types it: 3:12, or 1:03:12."""
    seconds = time_ms // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return (f"{hours}:{minutes:02}" if hours else f"{minutes}") + f":{seconds % 60:02}"
