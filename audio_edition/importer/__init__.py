"""A scanned page becomes an Edition; what is doubtful becomes findings. Pure: reads and writes no file."""

from .doubts import find_doubts
from .page import read_page

__all__ = ["find_doubts", "read_page"]
