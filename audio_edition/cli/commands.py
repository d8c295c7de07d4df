"""The commands, grouped by what an editor does."""

from __future__ import annotations

import re
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
from ..build.gather import refuse_twins
from ..errors import EditionError, VoicesError
from .making import build
from .options import json_option, out_option
from .proofing import explain, hear, proof, show_names
from .pruning import prune
from .publishing import publish
from .screen import (
    COMMAND,
    page_values,
    print_json,
    say_problem,
    show_checks,
    show_findings,
    show_text,
    standing,
)
from .voicing import voices


class Grouped(click.Group):
    """A group whose help lists the commands by what an editor does."""

    sections = (
        (_("The text"), ("import", "check", "say")),
        (_("The sound"), ("build", "voices")),
        (_("Where something sounds wrong"), ("proof", "hear", "explain")),
        (_("The public"), ("publish",)),
        (_("When something is wrong"), ("doctor", "prune")),
    )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        for title, names in self.sections:
            rows = [(name, self.commands[name].get_short_help_str(70)) for name in names]
            with formatter.section(title):
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
def program(ctx: click.Context) -> int:
    """Show where the work stands when no command is given."""
    return show_standing() if ctx.invoked_subcommand is None else 0


def show_standing() -> int:
    """Say for each edition where it stands and what comes next; return an exit code."""
    root = work_folder()
    if not any((root / "scripts").glob("*/edition.md")):
        step = _("There is no text yet. Next: {command} import PAGE.txt --to scripts/NAME")
        click.echo(step.format(command=COMMAND))
        return 0
    config = load_config(root)
    order = Order(root, root / "output")
    code = 0
    for folder in edition_folders(root, ()):
        try:
            click.echo(standing(prepare(folder, config, order, asking=False)))
        except EditionError as problem:
            say_problem(problem)
            code = code or problem.exit_code
    return code


@program.command("import", short_help=_("a scanned page → a text to edit"))
@click.argument("page", type=click.Path(path_type=Path))
@click.option(
    "--to",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="scripts/NAME",
    help=_("Folder for the text."),
)
@json_option
def import_(page: Path, to: Path, as_json: bool) -> None:
    """Read a page and write edition.md."""
    loaded = import_page(page, to)
    if as_json:
        print_json(page_values(loaded.edition, loaded.findings))
    show_findings(loaded.findings, shown(loaded.folder / "page.txt"), err=as_json)
    show_text(loaded, err=as_json)
    look = _("The text lies in {file}. Next: look at these places, then {command} build {name}")
    plain = _("The text lies in {file}. Next: {command} build {name}")
    untitled = _(
        "The text lies in {file}. Next: write the headline behind title: there, then {command} build {name}"
    )
    message = look if loaded.findings else plain
    message = message if loaded.edition.title else untitled
    click.echo(message.format(file=loaded.file, command=COMMAND, name=loaded.asked_for), err=as_json)


import_.help = _(
    "Read a page of profiles (plain text) and write edition.md. "
    "What looks damaged is listed, and never changed silently."
)


@program.command(short_help=_("list what wants a look in a text"))
@click.argument("edition", required=False)
@click.option("--names", is_flag=True, help=_("Write the list of names and their readings, to be ticked."))
@click.option(
    "--confirm",
    multiple=True,
    metavar="NAME",
    help=_("With --names: this name (or all) is read right; keep it in names.yaml."),
)
@json_option
def check(edition: str | None, names: bool, confirm: tuple[str, ...], as_json: bool) -> None:
    """Check one text or all; one that cannot be read does not hide the others. Raises the first failure."""
    from ..build.pages import with_readings

    root = work_folder()
    config = load_config(root)
    folders = edition_folders(root, (edition,) if edition else ())
    loadeds: list[Loaded] = []
    failures: list[EditionError] = []
    for folder in folders:
        try:
            loadeds.append(with_readings(load_edition(folder, config), config))
            refuse_twins(loadeds[-1])
        except EditionError as problem:
            failures.append(problem)
    if as_json and loadeds:
        values = [page_values(loaded.edition, loaded.findings) for loaded in loadeds]
        print_json(values[0] if len(folders) == 1 else {"editions": values})
    for loaded in loadeds:
        show_findings(loaded.findings, loaded.file, err=as_json)
        show_text(loaded, err=as_json)
    if names or confirm:
        show_names(loadeds, config, confirm, err=as_json)
    for failure in failures[1:]:
        say_problem(failure)
    if failures:
        raise failures[0]


check.help = _("List the places in a text (or in all) that want a look: cut-off sentences, damaged titles …")


class Saying(click.Command):
    """A command whose text may begin with a minus: -5℃ is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the sign for "no options from here" before the first such text."""
        at = next((at for at, words in enumerate(args) if re.match("-[^A-Za-z-]", words)), len(args))
        return super().parse_args(ctx, args if "--" in args[:at] else [*args[:at], "--", *args[at:]])


@program.command(cls=Saying, short_help=_("show how a text will be said"))
@click.argument("text", nargs=-1)
def say(text: tuple[str, ...]) -> None:
    """Say lines."""
    try:
        readings = load_config(work_folder()).readings
    except VoicesError as problem:
        say_problem(problem)
        readings = ()
    if text:
        lines = [line for words in text for line in words.split("\n")]
    elif sys.stdin is None:
        lines = []
    else:
        if sys.stdin.isatty():
            click.echo(_("Type a line and press Enter; end with Ctrl-D (on Windows Ctrl-Z)."), err=True)
        lines = list(lines_of(sys.stdin.buffer.read()))
    click.echo("".join(f"{words}\n" for words in say_lines(lines, readings)), nl=False)


say.help = _(
    "Show how a text will be said: numbers and signs as words. Without TEXT, lines of standard input."
)


@program.command(short_help=_("find out why something does not work"))
@click.option(
    "--online", is_flag=True, help=_("Have the online voice speak five sentences and measure all it does.")
)
@click.option(
    "--thorough", is_flag=True, help=_("Also read all kept pieces and count those that are damaged.")
)
@json_option
@out_option
def doctor(online: bool, thorough: bool, as_json: bool, out: Path | None) -> int:
    """Check up; return the exit code of the first thing that a build cannot do without."""
    from ..build.health import check_up
    from .surveying import doctor_online

    root = work_folder()
    place = (out or root / "output").absolute()
    if online:
        return doctor_online(load_config(root), place, as_json=as_json)
    checks = check_up(root, place, thorough=thorough)
    show_checks(checks, as_json=as_json)
    return next((check.exit_code for check in checks if not check.ok and check.exit_code), 0)


doctor.help = _(
    "Look at Python, packages, voices, folders and network, and say what to do where one is missing."
)

for command in (build, voices, proof, hear, explain, publish, prune):
    program.add_command(command)
