"""`prune` on the screen: how much goes and how much stays."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from ..build import Order, load_config, work_folder
from ..build.health import in_megabytes
from ..build.pruning import remove, sort_out
from ..errors import EditionError
from ..store import Product
from .counts import pieces


@click.command(short_help=_("make room: remove kept pieces that no edition needs"))
@click.option("--dry-run", is_flag=True, help=_("Only say how much would be removed."))
@click.option(
    "--older-than",
    metavar="DAYS",
    type=click.IntRange(0, 36_500),
    default=0,
    help=_("Keep what was made in so many days."),
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Folder for everything made, instead of output/."),
)
def prune(dry_run: bool, older_than: float, out: Path | None) -> None:
    """Remove what no edition needs, or say what would be removed. Raises EditionError; nothing goes then."""
    root = work_folder()
    order = Order(root, (out or root / "output").absolute())
    try:
        pruning = sort_out(load_config(root), order, older_than_days=older_than)
    except EditionError:
        click.echo(_("Nothing was removed: what is still needed cannot be known."), err=True)
        raise
    if dry_run:
        message = _("No longer needed: {gone}. Needed: {kept}. Nothing was removed.")
    else:
        message, pruning = _("Removed: {gone}. Kept: {kept}."), remove(pruning, order.out)
    click.echo(message.format(gone=_amount(pruning.goes), kept=_amount(pruning.stays)))


prune.help = _(
    "Remove kept pieces that no edition needs: not its text as it stands, not its episodes, for no outlet, "
    "not a build that is running or was broken off."
)


def _amount(products: tuple[Product, ...]) -> str:
    size = in_megabytes(sum(product.size_bytes for product in products))
    return _("{pieces}, {megabytes} MB").format(pieces=pieces(len(products)), megabytes=size)
