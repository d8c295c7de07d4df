"""`publish` on the screen."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from ..build import Order, edition_folders, load_config, shown, work_folder
from ..build.publishing import publish_edition, refuse_one_name
from ..errors import EditionError
from .counts import episodes
from .making import several_failed
from .options import json_option, out_option
from .screen import print_json, say_problem


@click.command(short_help=_("put what was made where subscribers find it"))
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@click.option("--accept-draft", is_flag=True, help=_("Publish a trial recording, too."))
@out_option
@json_option
def publish(editions: tuple[str, ...], accept_draft: bool, out: Path | None, as_json: bool) -> None:
    """Publish."""
    root = work_folder()
    order, config = Order(root, (out or root / "output").absolute()), load_config(root)
    rows = []
    folders = edition_folders(root, editions)
    refuse_one_name(root, folders, config)
    failures: list[EditionError] = []
    for folder in folders:
        try:
            done = publish_edition(folder, config, order, accept_draft=accept_draft)
        except EditionError as problem:
            if len(folders) > 1:
                say_problem(problem)
            failures.append(problem)
            continue
        message = _("{name}: {episodes} published, {new} of them new: {folder}/")
        place = shown(done.files[0].parent)
        words = message.format(
            name=folder.name, episodes=episodes(len(done.files)), new=len(done.new), folder=place
        )
        click.echo(words, err=as_json)
        rows.append(
            {
                "key": done.key,
                "engine": done.engine,
                "episodes": [shown(file) for file in done.files],
                "new": [shown(file) for file in done.new],
            }
        )
    if as_json:
        print_json({"editions": rows})
    if failures:
        raise failures[0] if len(folders) == 1 else several_failed(failures, len(folders))


publish.help = _(
    "Put the episodes of an edition (or of all) into output/public/, under names that change only with the "
    "sound. From then on the edition keeps its voice."
)
