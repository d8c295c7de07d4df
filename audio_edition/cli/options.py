"""Options that several commands share."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

json_option = click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON object, for other programs.")
)
out_option = click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Folder for everything made, instead of output/."),
)
