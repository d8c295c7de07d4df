"""Gather what a build starts from: the texts, the cast, what the last build left. Reads; makes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from gettext import gettext as _
from pathlib import Path

from .. import engines, importer, spoken
from ..config import Config, parse_config
from ..edition import parse_edition, read_marked
from ..errors import AudioError, EditionError, TextError, UsageError, VoicesError
from ..files import read_text, shown
from ..findings import Finding, FindingKind
from ..model import Edition, Mark, Paragraph, Role, Script, Spoken
from ..names import find_names
from ..plan import Casting
from ..script import OUR_TUNES, Rests, Say, Tunes, Wording, write_script
from .nameplate import load_names

PUBLIC = "public"
"""The folder below output/ that is copied to a web host."""
_TAKEN = (PUBLIC, ".store")
"""Folders below output/ that are no edition's."""
MAX_COVER_BYTES = 2_000_000
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""How a JPEG and a PNG begin."""
_PLAIN = re.compile(r"[\w./-]+")


@dataclass(frozen=True, slots=True)
class Loaded:
    """An edition as it lies on disk."""

    folder: Path
    edition: Edition
    findings: tuple[Finding, ...]
    encoding: str

    @property
    def name(self) -> str:
        """The folder's name, which is the edition's name on the screen and below output/."""
        return self.folder.name

    @property
    def file(self) -> str:
        """The text's place as the editor knows it."""
        return shown(self.folder / "edition.md")

    @property
    def asked_for(self) -> str:
        """What names it behind a command: its name, or its folder when that is not below scripts/."""
        below_scripts = self.folder.resolve().parent == (work_folder() / "scripts").resolve()
        typed = self.name if below_scripts else shown(self.folder)
        return typed if _PLAIN.fullmatch(typed) else f'"{typed}"'


def work_folder() -> Path:
    """Return the folder with voices.yaml and scripts/: where the editor stands, else the program's own."""
    here = Path.cwd()
    if (here / "scripts").is_dir() or (here / "voices.yaml").exists():
        return here
    return Path(__file__).resolve().parents[2]


def load_config(root: Path) -> Config:
    """Read voices.yaml, and the readings of names.yaml, which its own overrule. Raises VoicesError."""
    path = root / "voices.yaml"
    if not path.exists():
        hint = _("put the voices.yaml that was delivered back, or go to the folder that has it")
        raise VoicesError(_("there is no voices.yaml"), where=shown(path), hint=hint)
    text, _encoding = read_shown(path, VoicesError)
    config = parse_config(
        text,
        where=shown(path),
        known_voice=engines.known_voice,
        check_reading=spoken.check_reading,
        near_voice=engines.near_known,
    )
    return replace(config, readings=(*load_names(root).readings, *config.readings))


def read_shown(path: Path, error: type[EditionError] = TextError) -> tuple[str, str]:
    """Read a text file; an error names it as the editor knows it and says what to try."""
    try:
        return read_text(path, shown=shown(path), error=error)
    except EditionError as problem:
        hint = problem.hint or _("check the name and the folder")
        raise error(problem.message, where=problem.where, hint=hint) from problem


def edition_folders(root: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Find the named editions, by folder or name; all below scripts/ without names. Raises UsageError."""
    scripts = root / "scripts"
    if names:
        return tuple(dict.fromkeys(_folder(scripts, name) for name in names))
    found = tuple(sorted(path.parent for path in scripts.glob("*/edition.md"))) if scripts.is_dir() else ()
    if not found:
        hint = _("import a page first: python make_audio.py import PAGE --to scripts/NAME")
        raise UsageError(_("there is no edition below scripts/"), where=shown(scripts), hint=hint)
    return found


def _folder(scripts: Path, name: str) -> Path:
    for path in (Path(name), scripts / name):
        folder = path.parent if path.name == "edition.md" and path.is_file() else path
        if folder.is_dir() and (folder / "edition.md").exists():
            return folder.resolve()
        if folder.is_dir() and name not in (".", ".."):
            hint = _("import the page first: python make_audio.py import PAGE --to {folder}")
            raise TextError(
                _("there is no edition.md in it"), where=shown(folder), hint=hint.format(folder=shown(folder))
            )
    known = ", ".join(sorted(path.parent.name for path in scripts.glob("*/edition.md"))) or "–"
    raise UsageError(
        _("no edition is called {name}").format(name=name), hint=_("there are: {names}").format(names=known)
    )


def load_edition(folder: Path, config: Config | None = None) -> Loaded:
    """Read and check an edition. Raises TextError for a text that cannot be read.

    With `config`, `readings:` may also name words that only the announcer says.
    """
    if folder.name.casefold() in _TAKEN:
        hint = _("give its folder another name, such as scripts/2026-11")
        message = _("the folder output/{name} has another use").format(name=folder.name)
        raise UsageError(message, where=shown(folder), hint=hint)
    path = folder / "edition.md"
    text, encoding = read_shown(path)
    announced = f"{config.label} {' '.join(asdict(config.lines).values())}" if config else ""
    edition = parse_edition(text, where=shown(path), check_reading=spoken.check_reading, elsewhere=announced)
    _check_voices(edition, shown(path))
    return Loaded(folder, edition, importer.find_doubts(edition), encoding)


def _check_voices(edition: Edition, where: str) -> None:
    for section in edition.sections:
        for profile in section.profiles:
            voice = profile.voice
            if voice and not any(voice in names for names in engines.VOICES.values()):
                hint = _("`python make_audio.py voices` lists the names")
                message = _("there is no voice called {voice}").format(voice=voice)
                raise TextError(message, where=f"{where}:{profile.line}", hint=hint)


def refuse_twins(loaded: Loaded) -> None:
    """Raise TextError when two profiles have one heading: chapters and voices could not tell them apart."""
    for finding in loaded.findings:
        if finding.kind is FindingKind.TWIN_HEADING:
            hint = _("change one of the two headings")
            raise TextError(finding.message, where=f"{loaded.file}:{finding.line}", hint=hint)


def script_of(loaded: Loaded, config: Config, tunes: Tunes = OUR_TUNES, rests: float = 1.0) -> Script:
    """Write the script of an edition; a title with an open finding stays unspoken.

    `rests` makes all rests so many times as long. Raises TextError when there is no title or nothing to say.
    """
    if not loaded.edition.title:
        hint = _("write the page's headline behind title:")
        raise TextError(_("the line title: is missing or empty"), where=f"{loaded.file}:1", hint=hint)
    doubtful = frozenset(f.line for f in loaded.findings if f.kind is FindingKind.DAMAGED_TITLE)
    script = write_script(
        loaded.edition,
        say=say_with((*config.readings, *loaded.edition.readings), people_of(loaded.edition)),
        wording=Wording(asdict(config.lines), config.label, config.paper, config.phone),
        rests=Rests(**{name: round(ms * rests) for name, ms in asdict(config.pauses).items()}),
        tunes=tunes,
        whole=config.whole,
        doubtful_titles=doubtful,
    )
    if not script.episodes:
        hint = _("write a text below a heading, or import the page again")
        raise TextError(_("there is nothing to say in it"), where=loaded.file, hint=hint)
    return script


def people_of(edition: Edition) -> tuple[str, ...]:
    """Return the names of the persons that an edition tells of."""
    return tuple(word for word, (is_person, _line) in find_names(edition).items() if is_person)


def say_with(pairs: tuple[tuple[str, str], ...], people: tuple[str, ...] = ()) -> Say:
    """Bind readings and people to the speaking of a text; a later pair for the same words wins."""
    readings = dict(pairs)

    def say(text: str, marks: tuple[Mark, ...]) -> Spoken:
        return spoken.speak(text, marks, readings, people)

    return say


def casting(config: Config, engine: str, rate: str) -> dict[Role, Casting]:
    """Pick each role's voices for an engine; a preset's own rate replaces the roles'.

    Raises EngineMissing for an engine that this version lacks, VoicesError for a role without a voice.
    """
    if engine not in engines.ENGINES:
        engines.open_engine(engine)
    for role, voices in config.roles.items():
        if not voices.voices.get(engine):
            message = _("{role}: has no voice for {engine}").format(role=role.value, engine=engine)
            hint = _("add a line {engine}: below it; `python make_audio.py voices` lists the names")
            if engine == "sherpa":
                hint = _(
                    "add a line {engine}: NAME below it; `python make_audio.py voices get` lists the names"
                )
            raise VoicesError(message, where="voices.yaml", hint=hint.format(engine=engine))
    return {
        role: Casting(voices.voices.get(engine, ()), rate or voices.rate, voices.pitch)
        for role, voices in config.roles.items()
    }


def models_of(config: Config, root: Path, voices: tuple[str, ...] = ()) -> dict[str, Path]:
    """Return the folders of the neural voices that are cast, or of these, by the models' names."""
    names = dict.fromkeys(engines.model_of(voice)[0] for voice in voices or config.neural)
    return {
        name: models_folder(root) / name if name not in config.models else root / config.models[name]
        for name in names
    }


def models_folder(root: Path) -> Path:
    """Return where neural voices lie unless voices.yaml says otherwise."""
    return root / "models"


def known_voices(config: Config, engine: str) -> tuple[str, ...]:
    """Return the voices that a profile may ask for with an engine."""
    return config.neural if engine == "sherpa" else engines.VOICES.get(engine, ())


def cover_of(folder: Path) -> bytes | None:
    """Read the edition's cover picture, if it has one. Raises AudioError for one that cannot be used."""
    for name in ("cover.jpg", "cover.jpeg", "cover.png"):
        path = folder / name
        if path.is_file():
            if path.stat().st_size > MAX_COVER_BYTES:
                hint = _("save it smaller: up to 2 MB, about 1400 × 1400")
                raise AudioError(_("the cover picture is too large"), where=shown(path), hint=hint)
            data = path.read_bytes()
            if not data.startswith(PICTURES):
                hint = _("save it as JPEG, 1400 to 3000 pixels wide")
                raise AudioError(_("the cover is no JPEG or PNG picture"), where=shown(path), hint=hint)
            return data
    return None


def digest(data: bytes | None) -> str:
    """Name a picture by its content; "" for none."""
    return hashlib.sha256(data).hexdigest() if data else ""


def say_lines(lines: list[str], readings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Say each line; marks such as {120|幺二零} hold, a stray brace is silent."""
    say = say_with(readings)
    for line in lines:
        try:
            paragraph = read_marked(line, check_reading=spoken.check_reading)
        except TextError:
            paragraph = Paragraph(line, 1)
        yield say(paragraph.text, paragraph.marks).words


def lines_of(data: bytes) -> Iterator[str]:
    """Split standard input at line feeds alone: one line in is one line out."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = data.decode("utf-8", errors="replace")
    lines = text.split("\n")
    yield from (line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines))
