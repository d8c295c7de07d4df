"""edition.md ⇄ Edition: the text that a person edits."""

from .reading import is_folder_name, is_key, parse_edition, read_marked
from .writing import write_edition

__all__ = ["is_folder_name", "is_key", "parse_edition", "read_marked", "write_edition"]
