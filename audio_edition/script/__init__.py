"""Edition → Script: what is heard, in order, by whom, with which rests."""

from .segments import Say, cut_paragraph
from .writing import Rests, Wording, write_script

__all__ = ["Rests", "Say", "Wording", "cut_paragraph", "write_script"]
