"""`doctor --online` on the screen."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from ..build import shown
from ..build.surveying import Finding, expected, survey_online
from ..config import Config
from ..engines.survey import Row, Spoken
from ..errors import SpeechError
from .reasons import in_plain_words
from .screen import print_json


def doctor_online(config: Config, out: Path, *, as_json: bool) -> int:
    """Have the service speak, show what was measured, say what follows; return an exit code."""
    click.echo(_("Five sentences are sent to Microsoft's servers; this takes up to a minute."), err=True)
    finding = survey_online(config, out, _show_spoken)
    rows = finding.survey.rows
    if as_json:
        print_json(_values(finding))
    for row in rows:
        _show_row(row, err=as_json)
    for line in _conclusion(finding):
        click.echo(line, err=as_json)
    click.echo(_("All measured values: {file}").format(file=shown(finding.report)), err=as_json)
    well = finding.survey.complete and not any(row.fails_always for row in rows) and not finding.gone
    return 0 if well else SpeechError.exit_code


def _show_spoken(one: Spoken) -> None:
    trouble = in_plain_words(one.trouble)
    sign = f"{one.sound_s:.1f} s" if one.verdicts else _("no answer: {trouble}").format(trouble=trouble)
    click.echo(f"  {one.words} {sign}", err=True)


def _show_row(row: Row, *, err: bool) -> None:
    passed = sum(not trouble for trouble in row.troubles)
    sign = _("fine") if passed == len(row.troubles) else f"{passed}/{len(row.troubles)}"
    click.echo(f"[{sign}] {row.name}: {expected(row.name)}", err=err)
    click.echo(f"    {' · '.join(row.measured)}", err=err)


def _conclusion(finding: Finding) -> list[str]:
    """Say what an editor is to do."""
    found, lines = finding.survey, []
    if not found.complete:
        message = _("{count} of {all} sentences were not answered; try again before concluding anything.")
        count = len(found.spoken) - len(found.answered)
        lines.append(message.format(count=count, all=len(found.spoken)))
    if found.broken:
        message = _(
            "The service has changed: {names} failed on all sentences. The online voice cannot be used."
        )
        lines.append(message.format(names=", ".join(found.broken)))
        lines.append(
            _("    try: pip install -U edge-tts, or another engine; this proof can never be dropped")
        )
    if found.droppable:
        names = ", ".join(found.droppable)
        message = _("The service has changed: {names} failed on all sentences.")
        lines.append(message.format(names=names))
        lines.append(
            _("    First listen whether the speech is good. If you consent to do without this proof,")
        )
        lines.append(_("    write into voices.yaml:  online: {consent}").format(consent=_consent(names)))
    for voice, near in finding.gone:
        message = _("the service no longer has the voice {voice}; there is {near}")
        lines.append(message.format(voice=voice, near=near or "–"))
    if not lines:
        lines.append(_("The service does all that the program expects of it."))
    return lines


def _consent(names: str) -> str:
    return f"{{allowed: true, without: [{names}]}}"


def _values(finding: Finding) -> dict[str, object]:
    proofs = [
        {"name": row.name, "holds": not any(row.troubles), "measured": list(row.measured)}
        for row in finding.survey.rows
    ]
    return {
        "sentences": len(finding.survey.spoken),
        "answered": len(finding.survey.answered),
        "proofs": proofs,
        "changed": [*finding.survey.broken, *finding.survey.droppable],
        "voices_gone": [voice for voice, _near in finding.gone],
        "report": shown(finding.report),
    }
