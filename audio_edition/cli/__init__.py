"""The command line: arguments in, words out."""

from __future__ import annotations

import errno
import os
import sys
from gettext import gettext as _

import click

from ..errors import EditionError
from .language import choose_language
from .screen import say_error

INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C."""


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code; expected failures are told in words, never as a traceback."""
    choose_language()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a GBK console lacks some hanzi; the program goes on
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    from .commands import program  # its help texts are in the language that was just chosen

    try:
        code = program.main(arguments, prog_name="make_audio.py", standalone_mode=False)
        sys.stdout.flush()
    except EditionError as problem:
        say_error(problem.message, where=problem.where, hint=problem.hint)
        return problem.exit_code
    except click.ClickException as problem:
        say_error(problem.format_message(), hint=_("`python make_audio.py --help` lists the commands"))
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo(_("Stopped. What is finished is kept; the next build goes on from there."), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as problem:
        full = problem.errno == errno.ENOSPC
        hint = _("make room on the disk and try again") if full else _("check that the folder can be used")
        say_error(problem.strerror or str(problem), where=str(problem.filename or ""), hint=hint)
        return 6
    return code if isinstance(code, int) else 0
