"""The command line: arguments in, words out."""

from __future__ import annotations

import errno
import os
import sys
from gettext import gettext as _
from io import TextIOWrapper

import click

from ..errors import AudioError, EditionError
from .language import choose_language
from .screen import say_error, say_problem

INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C."""


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code; expected failures are told without a traceback."""
    choose_language()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a GBK console lacks some hanzi; the program goes on
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    from .commands import program  # its help texts are in the language that was just chosen

    try:
        code = program.main(arguments, prog_name="make_audio.py", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except EditionError as problem:
        say_problem(problem)
        return problem.exit_code
    except click.ClickException as problem:
        say_error(_tidy(problem.format_message()), hint=_("`python make_audio.py --help` lists the commands"))
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo(_("Stopped. What is finished is kept; the next build goes on from there."), err=True)
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click itself leaves so when nobody reads on
        return _nobody_reads()
    except OSError as problem:
        return _system_failed(problem)
    return code if isinstance(code, int) else 0


def _tidy(message: str) -> str:
    """Let click's sentences end and join as ours do."""
    return message.rstrip(".").replace("。 ", "。")


def _nobody_reads() -> int:
    """Go quietly when the reader of a pipe has seen enough, as `| head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def _system_failed(problem: OSError) -> int:
    full = problem.errno == errno.ENOSPC
    hint = _("make room on the disk and try again") if full else _("check that the folder can be used")
    say_error(problem.strerror or str(problem), where=str(problem.filename or ""), hint=hint)
    if full:
        _nobody_reads()
    return AudioError.exit_code
