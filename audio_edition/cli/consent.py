"""What an editor is told before the first text goes to the online voice."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from ..build.online import must_say, note_said
from ..config import Online


def say_where_texts_go(out: Path, online: Online) -> None:
    """Say once that texts go to Microsoft, unless voices.yaml has settled it."""
    if must_say(out, online):
        notice = _(
            "Note, said once: the online voice sends the texts to Microsoft's servers, which speak them. "
            "online: true in voices.yaml agrees to that, online: false forbids it for good."
        )
        click.echo(notice, err=True)
        note_said(out)
