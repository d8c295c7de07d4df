"""Pages for the editor: proof sheet, names, listening test, pictures of sound. Each works from disk."""

from .listening import choose_sentences, write_listening
from .names import NameRow, write_names
from .page import Heard, Syllable, write_proof

__all__ = [
    "Heard",
    "NameRow",
    "Syllable",
    "choose_sentences",
    "write_listening",
    "write_names",
    "write_proof",
]
