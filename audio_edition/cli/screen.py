"""What the editor reads on the screen; results go to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections import Counter
from gettext import gettext as _
from gettext import ngettext

import click

from ..build import Job, Loaded, Report, shown, work_folder
from ..build.health import Check
from ..build.nameplate import load_names, unconfirmed
from ..errors import EditionError
from ..findings import Finding, FindingKind
from ..model import Edition, Role
from ..plan import Why
from .counts import episodes, minutes, places, profiles, sections, sentences
from .reasons import in_plain_words

COMMAND = "python make_audio.py"
OF_READINGS = (FindingKind.READING, FindingKind.NO_HOMOPHONE, FindingKind.UNREAD)


def say_error(message: str, *, where: str = "", hint: str = "") -> None:
    """Tell of a failure: what happened, where, what to try."""
    click.echo(_("error: {message}").format(message=in_plain_words(message)), err=True)
    if where:
        click.echo(_("  at:  {where}").format(where=where), err=True)
    if hint:
        click.echo(_("  try: {hint}").format(hint=hint), err=True)


def say_problem(problem: EditionError) -> None:
    """Tell of an expected failure."""
    say_error(problem.message, where=problem.where, hint=problem.hint)


def print_json(value: object) -> None:
    """Print one JSON object; in escapes where the console is not UTF-8."""
    utf8 = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(value, ensure_ascii=not utf8))


def page_values(edition: Edition, findings: tuple[Finding, ...]) -> dict[str, object]:
    """Describe a text and its findings for other programs (DESIGN.md, import --json)."""
    sections = [
        {
            "title": section.title,
            "line": section.line,
            "profiles": [
                {
                    "heading": profile.heading.text,
                    "line": profile.line,
                    "paragraphs": [paragraph.text for paragraph in profile.paragraphs],
                }
                for profile in section.profiles
            ],
        }
        for section in edition.sections
    ]
    rows = [
        {
            "code": finding.code,
            "kind": finding.kind.value,
            "line": finding.line,
            "quote": finding.quote,
            "suggestion": finding.suggestion,
            "message": finding.message,
        }
        for finding in findings
    ]
    head = {"title": edition.title, "kicker": edition.kicker, "byline": edition.byline}
    return {**head, "sections": sections, "findings": rows}


def show_findings(findings: tuple[Finding, ...], place: str, *, err: bool) -> None:
    """List the findings, each with its line and what to do."""
    for finding in findings:
        click.echo(f"{place}:{finding.line}  {finding.code}  {finding.message}", err=err)
        if finding.quote:
            click.echo(_("    printed: {words}").format(words=finding.quote), err=err)
        if finding.suggestion:
            click.echo(_("    perhaps: {words}").format(words=finding.suggestion), err=err)


def show_text(loaded: Loaded, *, err: bool) -> None:
    """Say in a line what a text holds."""
    pieces = sum(len(section.profiles) for section in loaded.edition.sections)
    if loaded.encoding != "UTF-8":
        click.echo(_("read as {encoding}").format(encoding=loaded.encoding), err=err)
    message = _("{title}: {sections}, {profiles}, {places}")
    click.echo(
        message.format(
            title=loaded.edition.title or loaded.name,
            sections=sections(len(loaded.edition.sections)),
            profiles=profiles(pieces),
            places=places(sum(finding.kind not in OF_READINGS for finding in loaded.findings)),
        ),
        err=err,
    )
    doubts = sum(finding.kind in OF_READINGS for finding in loaded.findings)
    if doubts:
        message = _("words whose reading is in doubt: {count}; settle them under readings: in voices.yaml")
        click.echo(message.format(count=doubts), err=err)


def show_plan(job: Job, *, err: bool) -> None:
    """Print what a build would do, and why."""
    name = job.loaded.name
    if job.plan.is_empty:
        click.echo(_("{name}: nothing to do, everything is up to date").format(name=name), err=err)
        return
    plan = job.plan
    message = _("{name}: {sentences} to speak, {episodes} to make")
    spoken, written = sentences(len(plan.speak)), episodes(len(plan.write))
    click.echo(message.format(name=name, sentences=spoken, episodes=written), err=err)
    for task, why in plan.speak:
        words = task.utterance.words if task.utterance else ""
        click.echo(_("  speak ({why}): {words}").format(why=why_words(why), words=words), err=err)
    for sheet, why in plan.write:
        click.echo(_("  make ({why}): {file}").format(why=why_words(why), file=sheet.file), err=err)
    for file in plan.stale:
        click.echo(_("  remove (no longer in the text): {file}").format(file=file), err=err)


def damage_words(name: str, count: int) -> str:
    """Say how many kept pieces were found damaged."""
    message = ngettext(
        "{name}: {count} kept piece was damaged or of an older version; it is made again",
        "{name}: {count} kept pieces were damaged or of an older version; they are made again",
        count,
    )
    return message.format(name=name, count=count)


def why_words(why: Why) -> str:
    """Put a reason into the editor's words."""
    return {
        Why.NEW_WORDS: _("new words"),
        Why.NEW_VOICE: _("another voice or pace"),
        Why.NEW_PRESET: _("another outlet"),
        Why.NEW_MUSIC: _("other music"),
        Why.LOST: _("it was lost"),
        Why.NEW_ORDER: _("another order, rest or title"),
    }[why]


def show_report(report: Report, *, err: bool) -> None:
    """Say what a build did, where it lies and what comes next."""
    job = report.job
    click.echo(_done(report), err=err)
    click.echo(_("Here they lie: {folder}/").format(folder=shown(job.folder / "episodes")), err=err)
    for path in report.episodes:
        click.echo(f"  {path.name}", err=err)
    for heading, line in job.script.silent:
        message = _("Not spoken, because nothing is written below it: {heading} ({place}:{line})")
        click.echo(message.format(heading=heading, place=job.loaded.file, line=line), err=err)
    left = unconfirmed(job.loaded.edition, load_names(work_folder()))
    if left:
        click.echo(names_left(job.loaded, left), err=err)
    click.echo(next_step(job), err=err)


def _done(report: Report) -> str:
    job, plan, name = report.job, report.job.plan, report.job.loaded.name
    written, total = len(report.episodes_written), len(report.episodes)
    if plan.is_empty:
        return _("{name}: nothing changed, nothing had to be done.").format(name=name)
    if job.is_first:
        length = minutes(max(1, round(report.duration_ms / 60_000)))
        message = _("{name}: {episodes} made, {minutes}. Voice: {voice}")
        voice = voice_words(job.studio.engine)
        return message.format(name=name, episodes=episodes(total), minutes=length, voice=voice)
    message = _("{name}: {sentences} spoken anew, {episodes} renewed, {rest} untouched.")
    spoken, renewed = sentences(len(plan.speak)), episodes(written)
    return message.format(name=name, sentences=spoken, episodes=renewed, rest=total - written)


def names_left(loaded: Loaded, count: int) -> str:
    """Say how many names nobody has confirmed yet."""
    if not count:
        return _("The readings of all names are confirmed.")
    message = _("Names whose reading nobody has confirmed: {count}. See: {command} check {name} --names")
    return message.format(count=count, command=COMMAND, name=loaded.asked_for)


def next_step(job: Job) -> str:
    """Name the next thing to do once an edition is made."""
    name, count = job.loaded.asked_for, len(job.findings)
    if count:
        message = ngettext(
            "{count} place in the text wants a look. Next: {command} check {name}",
            "{count} places in the text want a look. Next: {command} check {name}",
            count,
        )
        return message.format(count=count, command=COMMAND, name=name)
    return _("Next: listen; after an edit: {command} build {name}").format(command=COMMAND, name=name)


def standing(job: Job) -> str:
    """Say in a line where an edition stands and what comes next."""
    name, plan = job.loaded.name, job.plan
    build = f"{COMMAND} build {job.loaded.asked_for}"
    if job.is_first:
        return _("{name}: not made yet. Next: {command}").format(name=name, command=build)
    if plan.is_empty:
        return _("{name}: up to date. {next}").format(name=name, next=next_step(job))
    whys = Counter(why for _task, why in plan.speak)
    if set(whys) == {Why.NEW_WORDS}:
        message = _("{name}: {sentences} edited, not made again yet. Next: {command}")
        return message.format(name=name, sentences=sentences(whys[Why.NEW_WORDS]), command=build)
    if not plan.speak:
        message = _("{name}: {episodes} to make anew, nothing to speak. Next: {command}")
        return message.format(name=name, episodes=episodes(len(plan.write)), command=build)
    message = _("{name}: {sentences} to speak, {episodes} to make. Next: {command}")
    spoken, written = sentences(len(plan.speak)), episodes(len(plan.write))
    return message.format(name=name, sentences=spoken, episodes=written, command=build)


def voice_words(engine: str) -> str:
    """Name an engine as an editor knows it."""
    names = {
        "edge": _("online (edge)"),
        "sherpa": _("offline, natural (sherpa)"),
        "espeak": _("offline, robotic, a trial recording (espeak)"),
        "tone": _("a tune instead of a voice, a trial recording (tone)"),
    }
    return names.get(engine, engine)


def role_words(role: Role) -> str:
    """Name a role as an editor knows it."""
    return {Role.ANNOUNCER: _("announcer"), Role.NARRATOR: _("narrator")}[role]


def show_checks(checks: tuple[Check, ...], *, as_json: bool) -> None:
    """Show what the doctor found."""
    if as_json:
        rows = [{"name": c.name, "ok": c.ok, "message": c.message, "hint": c.hint} for c in checks]
        print_json({"checks": rows})
    for check in checks:
        sign = _("fine") if check.ok else _("LOOK")
        click.echo(f"[{sign}] {in_plain_words(check.message)}", err=as_json)
        if check.hint and not check.ok:
            click.echo(_("    try: {hint}").format(hint=check.hint), err=as_json)
