"""The proof sheet: one page on which an editor reads and hears an edition, sentence by sentence."""

from .page import Heard, Syllable, write_proof

__all__ = ["Heard", "Syllable", "write_proof"]
