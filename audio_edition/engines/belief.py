"""What is taken for whole speech, and what is doubted again once more is known."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Utterance
from .lengths import Lengths
from .proofs import Answer, Case, WrongLengthError, prove
from .twins import Twins

_AGREEING = 3
"""So many answers of one length are the voice's own, whatever was expected."""


@dataclass(frozen=True, slots=True)
class _Believed:
    """An answer that was taken for whole, as far as was known then."""

    utterance: Utterance
    words: str
    heard_s: float
    name: bytes


class Belief:
    """The proofs, and what was learned from the answers that passed them."""

    def __init__(self) -> None:
        self.lengths = Lengths()
        self.without: frozenset[str] = frozenset()
        """Proofs that the editor dropped."""
        self._twins = Twins()
        self._believed: list[_Believed] = []

    def accept(self, answer: Answer, words: str, utterance: Utterance, lengths: list[float]) -> bytes:
        """Hold an answer against all proofs, learn from it, return the speech. Raises NotWholeError.

        `lengths` holds what earlier answers for these words took that were refused for that alone.
        """
        voice, rate = utterance.voice, utterance.rate
        name = self._twins.meet(answer.audio, words) if answer.ended and answer.audio else b""
        case = Case(answer, words, rate, self.lengths.limits_s(words, voice, rate))
        try:
            prove(case, self.without)
        except WrongLengthError:
            lengths.append(case.sound.heard_s)
            if not _is_its_own(lengths, Lengths().limits_s(words, voice, rate)):
                raise
        if "length" not in self.without:
            self._believed.append(_Believed(utterance, words, case.sound.heard_s, name))
            self.lengths.learn(words, voice, rate, case.sound.heard_s)
        return case.speech

    def doubts(self) -> frozenset[Utterance]:
        """Look again at what was believed; return what does not fit what is known by now, once."""
        doubted = set()
        for one in self._believed:
            voice, rate = one.utterance.voice, one.utterance.rate
            shortest, longest = self.lengths.limits_s(one.words, voice, rate)
            if self._twins.strange(one.name, one.words) or not shortest <= one.heard_s <= longest:
                self.lengths.forget(one.words, voice, rate, one.heard_s)
                doubted.add(one.utterance)
        self._believed.clear()
        return frozenset(doubted)


def _is_its_own(lengths: list[float], widest: tuple[float, float]) -> bool:
    """Tell whether answers agree so often on a length that it is how long the voice takes."""
    alike = [one for one in lengths if abs(one - lengths[-1]) <= 0.01 * one]
    return len(alike) >= _AGREEING and widest[0] <= lengths[-1] <= widest[1]
