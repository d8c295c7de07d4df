"""The voices on the screen: who is cast, which there are, and getting one that speaks without a network."""

from __future__ import annotations

import sys
from gettext import gettext as _

import click

from ..build import load_config, shown, work_folder
from ..config import Config
from ..engines import VOICES
from ..engines.catalogue import Offer
from .options import json_option
from .progress import ProgressBar
from .screen import COMMAND, print_json, role_words, voice_words

_MB = 1_000_000


@click.group(
    short_help=_("list the voices, or get one for use without a network"), invoke_without_command=True
)
@json_option
@click.pass_context
def voices(ctx: click.Context, as_json: bool) -> None:
    """List the voices when no command is given."""
    if ctx.invoked_subcommand is not None:
        return
    config = load_config(work_folder())
    if as_json:
        print_json(voices_values(config))
    else:
        show_voices(config)


voices.help = _(
    "List who speaks which role, and the names of all voices for voices.yaml. "
    "`voices get` lists the neural voices that speak without a network; `voices get NAME` fetches one."
)


@voices.command(short_help=_("fetch a neural voice"))
@click.argument("name", required=False)
@click.option("--sha256", metavar="SUM", default="", help=_("The sum of a file that the list has none for."))
def get(name: str | None, sha256: str) -> None:
    """Fetch a voice, or list those that can be fetched."""
    if not name:
        show_offers()
        return
    from ..build.voicebox import get_voice

    root = work_folder()
    steps = get_voice(name, root, load_config(root), sha256=sha256)
    click.echo(_("{name}: {megabytes} MB, licence {licence}").format(**offer_values(steps.offer)), err=True)
    with ProgressBar(name, steps.offer.size // _MB, sys.stderr) as bar:
        for done in steps:
            bar.show(done // _MB, "MB")
    message = _("The voice lies in {folder}. Next: write sherpa: {name} below both roles in voices.yaml.")
    click.echo(message.format(folder=shown(steps.folder), name=name))


def voices_values(config: Config) -> dict[str, object]:
    """Describe the cast and all known voices for other programs."""
    roles = {
        role.value: {
            "rate": cast.rate,
            "pitch": cast.pitch,
            "voices": {k: list(v) for k, v in cast.voices.items()},
        }
        for role, cast in config.roles.items()
    }
    return {"engine": config.engine, "roles": roles, "voices": {k: list(v) for k, v in VOICES.items()}}


def show_voices(config: Config) -> None:
    """List the cast, then all voices by engine."""
    for role, cast in config.roles.items():
        click.echo(_("{role}: pace {rate}").format(role=role_words(role), rate=cast.rate))
        for engine, names in cast.voices.items():
            click.echo(f"  {engine}: {', '.join(names)}")
    click.echo("")
    for engine, names in VOICES.items():
        click.echo(voice_words(engine))
        for name in names:
            click.echo(f"  {name}")


def show_offers() -> None:
    """List the neural voices that can be fetched."""
    from ..engines.catalogue import OFFERS

    click.echo(_("Neural voices that speak without a network:"))
    for offer in OFFERS.values():
        row = _("  {name}: {megabytes} MB, speakers: {speakers}, licence {licence}")
        click.echo(row.format(**offer_values(offer)))
    click.echo(_("Next: {command} voices get NAME").format(command=COMMAND))


def offer_values(offer: Offer) -> dict[str, object]:
    """Describe a voice that can be fetched."""
    licence = (
        offer.licence
        if offer.is_free
        else _("{licence}, not for commercial use").format(licence=offer.licence)
    )
    megabytes = round(offer.size / _MB)
    return {"name": offer.name, "megabytes": megabytes, "speakers": offer.speakers, "licence": licence}
