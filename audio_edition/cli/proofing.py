"""The commands for the five minutes after something wrong was heard: proof, hear, explain, and the names."""

from __future__ import annotations

import re
from gettext import gettext as _
from pathlib import Path

import click

from ..build import Job, Loaded, Order, edition_folders, load_config, shown, work_folder
from ..config import Config
from ..errors import EditionError, UsageError
from ..files import replace_file
from ..model import Segment
from ..store import Store
from .consent import say_where_texts_go
from .options import out_option
from .screen import COMMAND, names_left, say_problem, voice_words

_TIME = re.compile(r"(?:([0-9]{1,2})[:：])?([0-9]{1,3})[:：]([0-5][0-9])(?:[.,]([0-9]{1,3}))?")
_LIKE_A_TIME = re.compile(r"[-+]?[0-9]+[:：][0-9:：.,]*")
_EPISODE = re.compile("[0-9]{1,3}")
HEARD = "hear.mp3"


def _order(out: Path | None) -> Order:
    root = work_folder()
    return Order(root, (out or root / "output").absolute())


def _one_job(name: str, out: Path | None) -> Job:
    from ..build.tracing import prepare_as_made

    root = work_folder()
    folders = edition_folders(root, (name,) if name else ())
    if len(folders) > 1:
        names = ", ".join(folder.name for folder in folders)
        hint = _("there are: {names}").format(names=names)
        raise UsageError(_("there are several editions; say which"), hint=hint)
    return prepare_as_made(folders[0], load_config(root), _order(out))


@click.command(short_help=_("one page to read and hear an edition, sentence by sentence"))
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@click.option("--listening", is_flag=True, help=_("Write a listening test of fifteen sentences instead."))
@out_option
def proof(editions: tuple[str, ...], listening: bool, out: Path | None) -> None:
    """Write the proof sheets; one that fails does not stop the others. Raises the first failure."""
    from ..build.nameplate import load_names
    from ..build.pages import write_listening_page, write_proof_page
    from ..build.tracing import prepare_as_made

    root = work_folder()
    config, plate = load_config(root), load_names(root)
    failures: list[EditionError] = []
    for folder in edition_folders(root, editions):
        try:
            job = prepare_as_made(folder, config, _order(out))
            page = write_listening_page(job) if listening else write_proof_page(job, plate)
            click.echo(_("Open it in a browser: {file}").format(file=shown(page)))
        except EditionError as problem:
            failures.append(problem)
    for failure in failures[1:]:
        say_problem(failure)
    if failures:
        raise failures[0]


proof.help = _(
    "Write one page with every sentence as printed and as said, its readings, what wants a look, and its "
    "sound to click."
)


@click.command(short_help=_("find the words that were heard at a time, or hear a text"))
@click.argument("what", nargs=-1, required=True, metavar="[EDITION] EPISODE TIME | TEXT")
@click.option(
    "--silent", is_flag=True, help=_("Play nothing; only print the words and write the sound to a file.")
)
@out_option
def hear(what: tuple[str, ...], silent: bool, out: Path | None) -> None:
    """Hear a moment or a text."""
    time = _TIME.fullmatch(what[-1])
    if len(what) in (2, 3) and _EPISODE.fullmatch(what[-2]) and _LIKE_A_TIME.fullmatch(what[-1]):
        if not time:
            message = _("{time} is no time in an episode").format(time=what[-1])
            raise UsageError(message, hint=_("write it as minutes:seconds, such as 3:12"))
        _hear_moment(what[0] if len(what) == 3 else "", int(what[-2]), _ms(time), silent, out)
    else:
        _hear_text(" ".join(what), silent, out)


hear.help = _(
    "EPISODE and TIME, such as 02 3:12, print the line, the print and the words that are heard there, and "
    "play them. TEXT is spoken alone, as the narrator would say it."
)


def _ms(time: re.Match[str]) -> int:
    hours, minutes, seconds, part = time.groups()
    thousandths = int((part or "0").ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + thousandths


def _hear_moment(name: str, episode: int, time_ms: int, silent: bool, out: Path | None) -> None:
    from ..build.tracing import at_time, cut_sound, place_of

    job = _one_job(name, out)
    found = at_time(job, episode, time_ms)
    place = place_of(found.moment, job) if found.moment else job.loaded.file
    click.echo(f"{place}  {found.chapter}")
    _show_words(found.written, found.spoken)
    if found.moment is None:
        message = _("    edited since then; to hear it as it is now: {command} build {name}")
        click.echo(message.format(command=COMMAND, name=job.loaded.asked_for))
    kbps = job.studio.preset.bitrate_kbps
    _sound(job.folder.parent, cut_sound(job, found.heard), kbps, silent)


def _show_words(written: str, said: str) -> None:
    click.echo(_("    printed: {words}").format(words=written))
    click.echo(_("    said: {words}").format(words=said))


def _hear_text(text: str, silent: bool, out: Path | None) -> None:
    from ..build.gather import models_of
    from ..build.health import require_answer
    from ..build.online import Settlement
    from ..build.tracing import narrator_studio, speak_alone

    root = work_folder()
    config = load_config(root)
    models = models_of(config, root)
    studio = narrator_studio(config, models)
    folder = (out or root / "output").absolute()
    if studio.engine == "edge":
        say_where_texts_go(folder, config.online)
        require_answer(studio.engine)
    online = Settlement(Store(folder / ".store"), without=config.online.without)
    words, sound = speak_alone(text, dict(config.readings), studio, models, online)
    click.echo(_("    said: {words}").format(words=words))
    click.echo(_("    voice: {voice}").format(voice=voice_words(studio.engine)), err=True)
    _sound(folder, sound, studio.preset.bitrate_kbps, silent)


def _sound(folder: Path, sound: bytes, kbps: int, silent: bool) -> None:
    from .playing import play

    path = folder / HEARD
    replace_file(path, sound)
    if silent or not play(path, len(sound) / (kbps * 125)):
        click.echo(_("The sound lies in {file}").format(file=shown(path)))


@click.command(short_help=_("show everything that was made of one sentence"))
@click.argument("edition")
@click.argument("person")
@click.argument("number", type=click.IntRange(0), default=1)
@out_option
def explain(edition: str, person: str, number: int, out: Path | None) -> None:
    """Explain a sentence."""
    from ..build.tracing import frames_of, of_person, place_of, sent_words

    job = _one_job(edition, out)
    moment = of_person(job, person, number)
    segment, task = moment.segment, moment.task
    click.echo(f"{place_of(moment, job)}  {moment.chapter.title}")
    click.echo(_("    printed: {words}").format(words=segment.written))
    for change in segment.changes:
        printed = segment.written[change.start : change.end]
        click.echo(f"      {printed or '·'} → {change.words or '–'}  ({change.rule})")
    click.echo(_("    said: {words}").format(words=segment.spoken))
    _show_readings(segment)
    if task.utterance is not None:
        sent = sent_words(moment, job.studio.engine)
        if sent != segment.spoken:
            click.echo(_("    sent: {words}").format(words=sent))
        voice = f"{task.utterance.voice} {task.utterance.rate} {task.utterance.pitch}"
        click.echo(_("    voice: {voice}").format(voice=f"{job.studio.engine} {voice}"))
    click.echo(
        _("    keys: speech {speech}, sound {sound}").format(speech=task.speech_key, sound=task.unit_key)
    )
    count = frames_of(moment, Store(job.folder.parent / ".store"))
    click.echo(_("    frames: {count}").format(count=count or "–"))
    if moment.heard is None:
        click.echo(
            _("    not made yet: {command} build {name}").format(command=COMMAND, name=job.loaded.asked_for)
        )
    else:
        start, end = moment.heard.start_ms, moment.heard.end_ms
        click.echo(
            _("    heard: {file} from {start} to {end}").format(
                file=moment.heard.file, start=_clock(start), end=_clock(end)
            )
        )


explain.help = _(
    "Walk one sentence of a person's text: print, rules, words, voice, keys, frames, and when it is heard. "
    "NUMBER counts the sentences from 1; 0 is the heading."
)


def _show_readings(segment: Segment) -> None:
    from ..default_pinyin import with_marks

    for reading in segment.readings:
        word = segment.spoken[reading.start : reading.end]
        source = {"": _("set"), "table": _("the program's table")}[reading.source]
        click.echo(
            _("    read: {word} {pinyin} ({source})").format(
                word=word, pinyin=with_marks(reading.pinyin), source=source
            )
        )


def _clock(time_ms: int) -> str:
    minutes, rest = divmod(time_ms, 60_000)
    return f"{minutes}:{rest / 1000:06.3f}"


def show_names(loadeds: list[Loaded], config: Config, confirmed: tuple[str, ...], *, err: bool) -> None:
    """Confirm what was asked for, then write the list of names of each edition and say how many are open."""
    from ..build.nameplate import confirm, load_names, unconfirmed
    from ..build.pages import names_of, write_names_page

    root = work_folder()
    plate = load_names(root)
    listed = [names_of(loaded, config, plate) for loaded in loadeds]
    if confirmed and loadeds:
        found = [name for names in listed for name in names]
        missing = set(confirmed) - {"all"} - {name.word for name in found}
        if missing:
            files = ", ".join(loaded.file for loaded in loadeds)
            message = _("no such name in {file}: {names}").format(
                file=files, names=", ".join(sorted(missing))
            )
            raise UsageError(message, hint=_("`check --names` lists them"))
        wanted = [name for name in found if "all" in confirmed or name.word in confirmed]
        plate = confirm(root, wanted)
        unread = sorted({name.word for name in wanted} - plate.words)
        if unread:
            message = _("no reading is known for {names}; write it under readings: in names.yaml")
            click.echo(message.format(names=", ".join(unread)), err=True)
        listed = [names_of(loaded, config, plate) for loaded in loadeds]
    for loaded, names in zip(loadeds, listed, strict=True):
        page = write_names_page(loaded, names, plate, root / "output")
        click.echo(_("Open it in a browser or print it: {file}").format(file=shown(page)), err=err)
        click.echo(names_left(loaded, unconfirmed(loaded.edition, plate)), err=err)
