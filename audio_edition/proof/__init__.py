"""Pages for the editor: proof sheet, names, listening test, pictures of sound. Each works from disk."""

from .check_words import title_of
from .listening import choose_sentences, write_listening
from .names import NameRow, write_names
from .page import Heard, Syllable, write_proof
from .sound import write_sound

__all__ = [
    "Heard",
    "NameRow",
    "Syllable",
    "choose_sentences",
    "title_of",
    "write_listening",
    "write_names",
    "write_proof",
    "write_sound",
]
