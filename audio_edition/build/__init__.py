"""The one place that knows the order: gather → script → plan → carry out."""

from ..files import shown
from .carry import Progress, Wrote
from .gather import (
    Loaded,
    edition_folders,
    lines_of,
    load_config,
    load_edition,
    say_lines,
    work_folder,
)
from .importing import import_page
from .jobs import Job, Order, Report, carry, prepare

__all__ = [
    "Job",
    "Loaded",
    "Order",
    "Progress",
    "Report",
    "Wrote",
    "carry",
    "edition_folders",
    "import_page",
    "lines_of",
    "load_config",
    "load_edition",
    "prepare",
    "say_lines",
    "shown",
    "work_folder",
]
