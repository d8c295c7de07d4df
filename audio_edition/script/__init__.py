"""Edition → Script: what is heard, in order, by whom, with which rests."""

from .segments import Say, cut_paragraph
from .writing import OUR_TUNES, Rests, Tunes, Wording, write_script

__all__ = ["OUR_TUNES", "Rests", "Say", "Tunes", "Wording", "cut_paragraph", "write_script"]
