"""Hold the real service against everything that the proofs assume of it: five sentences, measured."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _
from typing import TYPE_CHECKING

from ..model import Utterance
from .endpoint import UnreachableError
from .failures import RefusedError
from .lengths import Lengths
from .measured import Verdict, judge
from .proofs import PERMANENT, PROOFS, Answer, Case, NoSoundError, NotWholeError

if TYPE_CHECKING:
    from .edge import Edge

SENTENCES = (
    "你好，今天天气不错。",
    "居民的事，就是自己的事！",
    "防疫开始以来，绿八居民区党总支书记刘观锡每天工作十六个小时。",
    "两个多月里，他没有回过一次家；困了，就在居委会的沙发上睡一会儿。",
    "第一集，就播送到这里。谢谢收听，再会。",
)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence as the service spoke it."""

    words: str
    voice: str
    seconds: float
    """Till all had come."""
    sound_s: float
    verdicts: tuple[Verdict, ...]
    """One for each proof, in their order; () where nothing came."""
    trouble: str = ""
    """Why nothing came."""


@dataclass(frozen=True, slots=True)
class Row:
    """One proof over all sentences that were spoken."""

    name: str
    measured: tuple[str, ...]
    troubles: tuple[str, ...]
    permanent: bool

    @property
    def fails_always(self) -> bool:
        """Whether not one sentence passed: then the service is not as it was."""
        return bool(self.troubles) and all(self.troubles)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found out."""

    spoken: tuple[Spoken, ...]

    @property
    def answered(self) -> tuple[Spoken, ...]:
        """The sentences to which an answer came."""
        return tuple(one for one in self.spoken if one.verdicts)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every proof with its measured values."""
        columns = zip(*(one.verdicts for one in self.answered), strict=True)
        return tuple(
            Row(
                proof.name,
                tuple(verdict.measured for verdict in column),
                tuple(verdict.trouble for verdict in column),
                proof.name in PERMANENT,
            )
            for proof, column in zip(PROOFS, columns, strict=False)
        )

    @property
    def complete(self) -> bool:
        """Whether every sentence was answered; fewer say too little to drop a proof."""
        return len(self.answered) == len(self.spoken)

    @property
    def droppable(self) -> tuple[str, ...]:
        """The proofs that fail on all sentences and that an editor may drop."""
        if not self.complete or any(row.fails_always and row.permanent for row in self.rows):
            return ()
        return tuple(row.name for row in self.rows if row.fails_always)

    @property
    def broken(self) -> tuple[str, ...]:
        """The proofs that fail on all sentences and that nobody may drop."""
        return tuple(row.name for row in self.rows if row.fails_always and row.permanent)


def survey(voices: tuple[tuple[str, str, str], ...]) -> Iterator[Spoken]:
    """Have the service speak five sentences by (voice, rate, pitch) in turn; yield each as it comes.

    Raises SpeechError where the online voice cannot be had at all.
    """
    from .edge import Edge

    engine = Edge()
    for at, words in enumerate(SENTENCES):
        voice, rate, pitch = voices[at % len(voices)]
        yield _speak(engine, Utterance(words, voice, rate, pitch))


def _speak(engine: Edge, utterance: Utterance) -> Spoken:
    trouble, words = "", utterance.words
    for _try in range(_TRIES):
        since = time.monotonic()
        try:
            came = engine.answer(words, utterance)
        except NoSoundError:
            came = Answer(b"", (), ended=True)
        except RefusedError as error:
            return Spoken(words, utterance.voice, 0.0, 0.0, (), str(error))
        except (NotWholeError, UnreachableError) as error:
            trouble = str(error)
            continue
        limits_s = Lengths().limits_s(words, utterance.voice, utterance.rate)
        case = Case(came, words, utterance.rate, limits_s)
        verdicts = tuple(judge(proof, case) for proof in PROOFS)
        return Spoken(words, utterance.voice, time.monotonic() - since, case.seconds, verdicts)
    return Spoken(words, utterance.voice, 0.0, 0.0, (), trouble or _("no answer"))
