"""The commands, grouped by what an editor does."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path

import click

from .. import __version__
from ..build import (
    Loaded,
    Order,
    edition_folders,
    import_page,
    lines_of,
    load_config,
    load_edition,
    prepare,
    say_lines,
    shown,
    work_folder,
)
from ..config import ENGINE_CHOICES
from ..errors import EditionError, TextError, VoicesError
from ..model import FindingKind
from .making import build_all
from .screen import (
    COMMAND,
    page_values,
    print_json,
    say_error,
    show_checks,
    show_findings,
    show_text,
    show_voices,
    standing,
    voices_values,
)

_json = click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object, for other programs."))
_out = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Folder for everything made, instead of output/."),
)


class Grouped(click.Group):
    """A group whose help lists the commands by what an editor does."""

    sections = (
        (lambda: _("The text"), ("import", "check", "say")),
        (lambda: _("The sound"), ("build", "voices")),
        (lambda: _("When something is wrong"), ("doctor",)),
    )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        for title, names in self.sections:
            rows = [(name, self.commands[name].get_short_help_str(70)) for name in names]
            with formatter.section(title()):
                formatter.write_dl(rows)


@click.group(
    cls=Grouped,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_(
        "Turn a newspaper's page of profiles into chaptered audio. Without a command: where the work stands."
    ),
)
@click.version_option(__version__, prog_name="audio-edition")
@click.pass_context
def program(ctx: click.Context) -> None:
    """Show where the work stands when no command is given."""
    if ctx.invoked_subcommand is None:
        show_standing()


def show_standing() -> None:
    """Say for each edition where it stands and what comes next."""
    root = work_folder()
    if not any((root / "scripts").glob("*/edition.md")):
        step = _("There is no text yet. Next: {command} import PAGE.txt --to scripts/NAME")
        click.echo(step.format(command=COMMAND))
        return
    config = load_config(root)
    order = Order(root, root / "output")
    for folder in edition_folders(root, ()):
        try:
            click.echo(standing(prepare(folder, config, order, asking=False)))
        except EditionError as problem:
            say_error(problem.message, where=problem.where, hint=problem.hint)


@program.command("import", short_help=_("a scanned page → a text to edit"))
@click.argument("page", type=click.Path(path_type=Path))
@click.option(
    "--to",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="scripts/NAME",
    help=_("Folder for the text."),
)
@_json
def import_(page: Path, to: Path, as_json: bool) -> None:
    """Read a page of profiles (plain text) and write edition.md; what looks damaged is listed, never changed."""
    loaded = import_page(page, to)
    if as_json:
        print_json(page_values(loaded.edition, loaded.findings))
    show_findings(loaded.findings, shown(to / "page.txt"), err=as_json)
    show_text(loaded, err=as_json)
    message = _("The text lies in {file}. Next: look at these places, then {command} build {name}")
    click.echo(message.format(file=loaded.file, command=COMMAND, name=loaded.name), err=as_json)


import_.help = _(
    "Read a page of profiles (plain text) and write edition.md. "
    "What looks damaged is listed, and never changed silently."
)


@program.command(short_help=_("list what wants a look in a text"))
@click.argument("edition", required=False)
@_json
def check(edition: str | None, as_json: bool) -> None:
    """Check one text or all."""
    root = work_folder()
    load_config(root)
    loadeds = [load_edition(folder) for folder in edition_folders(root, (edition,) if edition else ())]
    if as_json:
        values = [page_values(loaded.edition, loaded.findings) for loaded in loadeds]
        print_json(values[0] if len(values) == 1 else {"editions": values})
    for loaded in loadeds:
        show_findings(loaded.findings, loaded.file, err=as_json)
        show_text(loaded, err=as_json)
    _refuse_what_build_refuses(loadeds)


check.help = _("List the places in a text (or in all) that want a look: cut-off sentences, damaged titles …")


def _refuse_what_build_refuses(loadeds: list[Loaded]) -> None:
    for loaded in loadeds:
        for finding in loaded.findings:
            if finding.kind is FindingKind.TWIN_HEADING:
                where = f"{loaded.file}:{finding.line}"
                raise TextError(finding.message, where=where, hint=_("change one of the two headings"))


@program.command(short_help=_("show how a text will be said"))
@click.argument("text", nargs=-1)
def say(text: tuple[str, ...]) -> None:
    """Say lines."""
    try:
        readings = load_config(work_folder()).readings
    except VoicesError as problem:
        say_error(problem.message, where=problem.where, hint=problem.hint)
        readings = ()
    if text:
        lines = [line for words in text for line in words.split("\n")]
    elif sys.stdin is None or sys.stdin.isatty():
        click.echo(_("Type a line and press Enter; end with Ctrl-D (on Windows Ctrl-Z)."), err=True)
        lines = list(lines_of(click.get_binary_stream("stdin").read()))
    else:
        lines = list(lines_of(click.get_binary_stream("stdin").read()))
    click.echo("".join(f"{words}\n" for words in say_lines(lines, readings)), nl=False)


say.help = _(
    "Show how a text will be said: numbers and signs as words. Without TEXT, lines of standard input."
)


@program.command(short_help=_("make the episodes; only what changed is made again"))
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@click.option("--engine", type=click.Choice(ENGINE_CHOICES), help=_("Which voice speaks."))
@click.option(
    "--preset", default="podcast", show_default=True, help=_("Outlet, from presets: in voices.yaml.")
)
@_out
@click.option("--dry-run", is_flag=True, help=_("Only print what would be made, and why."))
@click.option("--jobs", type=click.IntRange(1, 64), help=_("How many pieces are worked on at once."))
@_json
def build(
    editions: tuple[str, ...],
    engine: str | None,
    preset: str,
    out: Path | None,
    dry_run: bool,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Build."""
    root = work_folder()
    order = Order(root, (out or root / "output").absolute(), engine or "", preset, jobs or 0)
    build_all(edition_folders(root, editions), load_config(root), order, dry_run=dry_run, as_json=as_json)


build.help = _(
    "Make the episodes of an edition (or of all). After an edit only what changed is spoken again."
)


@program.command(short_help=_("list the voices"))
@_json
def voices(as_json: bool) -> None:
    """List."""
    config = load_config(work_folder())
    if as_json:
        print_json(voices_values(config))
    else:
        show_voices(config)


voices.help = _("List who speaks which role, and the names of all voices for voices.yaml.")


@program.command(short_help=_("find out why something does not work"))
@_json
@_out
def doctor(as_json: bool, out: Path | None) -> None:
    """Check up."""
    from ..build.health import check_up

    root = work_folder()
    checks = check_up(root, (out or root / "output").absolute())
    show_checks(checks, as_json=as_json)
    broken = [check for check in checks if not check.ok and check.exit_code]
    if broken:
        sys.exit(broken[0].exit_code)


doctor.help = _(
    "Look at Python, packages, voices, folders and network, and say what to do where one is missing."
)
