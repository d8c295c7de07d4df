"""A neural voice's lexicon, taught to say syllables: each gets a sign of its own, a rare hanzi.

Such a voice knows words and how they sound, and nothing of readings; what it does not know it leaves out
without a word. So it is given a copy of its lexicon with one more entry for each Mandarin syllable, and a
text in which every hanzi that it would misread is replaced by its syllable's sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from ..default_pinyin import default_pinyin
from ..model import Reading
from .homophones import homophones
from .neural_model import Model
from .words import DIGITS, HANZI, MARKS

_FIRST_SIGN, _LAST_SIGN = 0x3400, 0x4DBF
"""CJK extension A: hanzi to every kind of voice, and hardly ever in a text."""
_HANZI = re.compile(f"[{HANZI}]")
_PIECE = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|.", re.DOTALL)
_PARTICLES = {"de5": "的", "men5": "们", "ma5": "吗", "ba5": "吧", "ne5": "呢", "me5": "么"}
_Sounds = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a voice knows."""

    words: Mapping[str, _Sounds]
    syllables: Mapping[str, _Sounds]
    """Sounds of each tone-numbered syllable that it can say."""
    signs: Mapping[str, str]
    """The hanzi that stands for each of them in what the voice gets."""

    def lines(self) -> Iterator[str]:
        """Write the lexicon with the syllables before the words."""
        for syllable, sign in self.signs.items():
            yield f"{sign} {' '.join(self.syllables[syllable])}\n"
        for word, sounds in self.words.items():
            if not _is_sign(word):
                yield f"{word} {' '.join(sounds)}\n"

    def spell(self, words: str, readings: tuple[Reading, ...]) -> tuple[str, tuple[str, ...]]:
        """Write words so that the voice says every one of them; return also those that it cannot say."""
        given = {
            at: (syllable, reading.source)
            for reading in readings
            for at, syllable in zip(range(reading.start, reading.end), reading.pinyin, strict=True)
        }
        usual = default_pinyin(words)
        parts: list[str] = []
        unknown: dict[str, None] = {}
        for found in _PIECE.finditer(words):
            at, piece = found.start(), found[0]
            if _HANZI.match(piece):
                said = self._hanzi(DIGITS.get(piece, piece), *given.get(at, ("", "")), usual[at])
                shown = f"{piece}({given[at][0]})" if at in given else piece
            else:
                said, shown = self._other(piece), piece
            if said is None:
                unknown[shown] = None
            parts.append(said or "")
        return "".join(parts).strip(), tuple(unknown)

    def _hanzi(self, char: str, given: str, source: str, usual: str) -> str | None:
        """Return the hanzi itself where the voice would read it rightly, else its syllable's sign."""
        if given in self.signs:
            return self.signs[given]
        if given and not source and given != usual:
            return None
        own = None if _is_sign(char) else self.words.get(char)
        if own and self.syllables.get(usual, own) == own:
            return char
        return self.signs.get(usual) or (char if own else None)

    def _other(self, piece: str) -> str | None:
        if piece in MARKS:
            return MARKS[piece]
        plain = unicodedata.normalize("NFKC", piece) if piece.isalnum() else piece
        if plain in DIGITS:
            return self._hanzi(DIGITS[plain], "", "", "")
        if not plain[0].isalpha():
            return None if plain.isalnum() else " "
        if plain.lower() in self.words:
            return f" {plain} "
        letters = re.findall(r"[A-Za-z]", plain)
        spelled = letters and len(plain) == len(letters) and all(one.lower() in self.words for one in letters)
        return f" {' '.join(letters)} " if spelled else None


def read_lexicon(model: Model) -> Lexicon:
    """Read what a voice knows; a word with a sound that the voice lacks is none."""
    tokens = frozenset(_tokens((model.folder / model.files["tokens"]).read_text("utf-8", errors="replace")))
    words: dict[str, _Sounds] = {}
    for file in model.lexicons:
        for line in (model.folder / file).read_text("utf-8", errors="replace").splitlines():
            word, *sounds = line.split() or [""]
            checked = sounds[: len(sounds) // 2] if model.has_tones_apart else sounds
            if checked and tokens.issuperset(checked):
                words.setdefault(word.lower(), tuple(sounds))
    syllables = _syllables(words, frozenset() if model.has_tones_apart else tokens)
    places = range(_FIRST_SIGN, _LAST_SIGN + 1)
    return Lexicon(
        words, syllables, {one: chr(at) for one, at in zip(sorted(syllables), places, strict=False)}
    )


def _tokens(text: str) -> Iterator[str]:
    """Yield a token list's tokens; a line with a number alone stands for a blank."""
    for line in text.splitlines():
        parts = line.split()
        if parts:
            yield parts[0] if len(parts) > 1 else " "


def _is_sign(word: str) -> bool:
    return len(word) == 1 and _FIRST_SIGN <= ord(word) <= _LAST_SIGN


def _syllables(words: Mapping[str, _Sounds], tokens: frozenset[str]) -> dict[str, _Sounds]:
    """Learn how syllables sound from hanzi that can only be read so; work out the tones that have none."""
    found: dict[str, _Sounds] = {}
    for syllable, hanzi in (*homophones().items(), *_PARTICLES.items()):
        known = next((words[char] for char in hanzi if char in words), None)
        if known:
            found[syllable] = known
    for base in {syllable[:-1] for syllable in found}:
        tones = [tone for tone in "12345" if base + tone in found]
        pair = next(permutations(tones, 2), None)
        if not pair:
            continue
        for tone in set("12345") - set(tones):
            made = _with_tone(found[base + pair[0]], found[base + pair[1]], *pair, tone)
            if made and (not tokens or tokens.issuperset(made)):
                found[base + tone] = made
    return found


def _with_tone(one: _Sounds, other: _Sounds, tone: str, other_tone: str, wanted: str) -> _Sounds:
    """Say a syllable in a third tone: what differs between two tones must be their numbers alone."""
    if len(one) != len(other) or one == other:
        return ()
    pairs = list(zip(one, other, strict=True))
    if any(a != b and (tone not in a or a.replace(tone, other_tone) != b) for a, b in pairs):
        return ()
    return tuple(a if a == b else a.replace(tone, wanted) for a, b in pairs)
