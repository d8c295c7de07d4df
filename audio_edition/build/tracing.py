"""From what is heard back to the text, and from a sentence to everything that was made of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import cast

from .. import engines, mp3, spoken
from ..config import Config
from ..edition import read_marked
from ..engines import homophones
from ..errors import AudioError, TextError, UsageError
from ..files import shown
from ..mastering import master, unpack
from ..model import Chapter, Role, Segment, Utterance
from ..plan import Sheet, Studio, Task
from ..proof import Heard
from ..store import Store
from .gather import casting, work_folder
from .jobs import Job, Order, prepare
from .manifest import Entry
from .online import Settlement, refuse_forbidden


@dataclass(frozen=True, slots=True)
class Moment:
    """One sentence of an edition, and where it is heard."""

    sheet: Sheet
    chapter: Chapter
    task: Task
    heard: Heard | None
    """None where its episode was not made yet, or was made of other words."""

    @property
    def segment(self) -> Segment:
        """The sentence."""
        return cast(Segment, self.task.part)


@dataclass(frozen=True, slots=True)
class Sounding:
    """What the last build lets be heard at a time."""

    chapter: str
    written: str
    spoken: str
    heard: Heard
    moment: Moment | None
    """Its place in the text; None where the text was edited since."""


def prepare_as_made(folder: Path, config: Config, order: Order) -> Job:
    """Plan an edition with the voice that it was last made with, so that what is told is what is heard."""
    return prepare(folder, config, order, asking=False, as_made=True)


def moments(job: Job) -> Iterator[Moment]:
    """Walk through everything that is spoken, in order, with the times of the last build."""
    for sheet in job.plan.sheets:
        spans: dict[tuple[str, str], deque[Heard]] = defaultdict(deque)
        for row, heard in _rows(job.last.entries.get(sheet.file), sheet.file):
            spans[row["chapter"], row["spoken"]].append(heard)
        tasks = iter(sheet.tasks)
        for chapter in sheet.episode.chapters:
            for part in chapter.parts:
                task = next(tasks)
                if isinstance(part, Segment):
                    said = spans[chapter.title, part.spoken]
                    yield Moment(sheet, chapter, task, said.popleft() if said else None)


def heard_by_id(job: Job) -> dict[str, Heard]:
    """Return where each sentence is heard, by its id."""
    return {moment.segment.id: moment.heard for moment in moments(job) if moment.heard}


def _rows(entry: Entry | None, file: str) -> list[tuple[dict[str, str], Heard]]:
    rows = cast(list[dict[str, str]], entry["segments"]) if entry else []
    times = cast(list[dict[str, int]], rows)
    return [
        (row, Heard(file, time["start_ms"], time["end_ms"])) for row, time in zip(rows, times, strict=True)
    ]


def at_time(job: Job, episode: int, time_ms: int) -> Sounding:
    """Find what is heard at a time: in a rest the sentence before it. Raises UsageError."""
    files = {sheet.episode.number: sheet.file for sheet in job.plan.sheets}
    if episode not in files:
        numbers = ", ".join(f"{number:02}" for number in files)
        message = _("there is no episode {number}").format(number=episode)
        raise UsageError(message, hint=_("there are: {names}").format(names=numbers))
    file = files[episode]
    entry = job.last.entries.get(file)
    rows = _rows(entry, file)
    if entry is None or not rows:
        raise UsageError(_("this episode is not made yet"), where=file, hint=_build_it(job))
    length_ms = cast(int, entry["duration_ms"])
    if time_ms > length_ms:
        length = f"{length_ms // 60_000}:{length_ms // 1000 % 60:02}"
        message = _("this episode ends at {length}").format(length=length)
        raise UsageError(message, where=file, hint=_("name an earlier time, as minutes:seconds"))
    row, heard = next((pair for pair in reversed(rows) if pair[1].start_ms <= time_ms), rows[0])
    moment = next((moment for moment in moments(job) if moment.heard == heard), None)
    return Sounding(row["chapter"], row["written"], row["spoken"], heard, moment)


def _build_it(job: Job) -> str:
    return _("run: python make_audio.py build {name}").format(name=job.loaded.asked_for)


def of_person(job: Job, name: str, number: int) -> Moment:
    """Find a sentence of a profile: its heading is number 0, the first of its text 1. Raises UsageError."""
    title = _title(list(dict.fromkeys(moment.chapter.title for moment in moments(job))), name)
    told = [moment for moment in moments(job) if moment.chapter.title == title]
    body = [m for m in told if m.segment.role is Role.NARRATOR] or told
    if number == 0:
        return told[0]
    if not 1 <= number <= len(body):
        message = _("{title} has the sentences 1 to {count}").format(title=title, count=len(body))
        raise UsageError(message, hint=_("name the person and one of these numbers"))
    return body[number - 1]


def _title(titles: list[str], name: str) -> str:
    """Find the one chapter that is meant by a person's name, or by any part of its title."""
    whole = [title for title in titles if name in (title, title.partition("｜")[0])]
    found = whole or [title for title in titles if name in title]
    if len(found) == 1:
        return found[0]
    many = _("several chapters are called {name}") if found else _("no chapter is called {name}")
    hint = _("there are: {names}").format(names=", ".join(found or titles))
    raise UsageError(many.format(name=name), hint=hint)


def sent_words(moment: Moment, engine: str) -> str:
    """Return what the engine is sent: for edge with homophones in place of hanzi that have a reading."""
    segment = moment.segment
    return homophones.respell(segment.spoken, segment.readings) if engine == "edge" else segment.spoken


def frames_of(moment: Moment, store: Store) -> int:
    """Return how many MP3 frames the sentence has in the store; 0 when it is not there."""
    data = store.read("unit", moment.task.unit_key)
    try:
        return unpack(data).frame_count if data else 0
    except AudioError:
        return 0


def cut_sound(job: Job, heard: Heard) -> bytes:
    """Cut a sentence out of its episode as whole MP3 frames. Raises AudioError."""
    path = job.folder / heard.file
    preset = job.studio.preset
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise AudioError(problem.strerror or str(problem), where=shown(path)) from problem
    frame_ms = mp3.frame_ms(preset.sample_rate_hz)
    first, last = int(heard.start_ms / frame_ms), round(heard.end_ms / frame_ms)
    # The Info frame stands before the first frame of sound.
    return mp3.cut_frames(_behind_tag(data), first + 1, last + 1, preset.sample_rate_hz, preset.bitrate_kbps)


def _behind_tag(data: bytes) -> bytes:
    size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9] if data[:3] == b"ID3" else -10
    return data[10 + size :]


def narrator_studio(config: Config, models: Mapping[str, Path]) -> Studio:
    """Choose the voice that a text alone is spoken with: that of voices.yaml, or the best that answers.

    Raises VoicesError where that would be the online voice and the editor forbade it.
    """
    engine = config.engine
    if engine == "auto" and config.online.allowed is False:
        engine = engines.offline(models)[0] or "espeak"
    elif engine == "auto":
        engine = engines.choose("auto", models, config.online.without)[0]
    refuse_forbidden(engine, config.online)
    preset = config.presets["podcast"]
    roles = casting(config, engine, preset.rate)
    revision = engines.revision(engine, models)
    return Studio(engine=engine, revision=revision, roles=roles, preset=preset, encoder="")


def speak_alone(
    text: str, readings: dict[str, str], studio: Studio, models: Mapping[str, Path], online: Settlement
) -> tuple[str, bytes]:
    """Say a text alone in the narrator's voice; return its words and an MP3.

    Marks such as {重|chóng} hold. Raises SpeechError, TextError for a bad mark, UsageError for no words.
    """
    try:
        paragraph = read_marked(text, check_reading=spoken.check_reading)
    except TextError as problem:
        raise TextError(problem.message, hint=problem.hint) from problem
    said = spoken.speak(paragraph.text, paragraph.marks, readings)
    if not any(char.isalnum() for char in said.words):
        raise UsageError(_("there is nothing to say in it"), hint=_("write the words behind hear"))
    casting = studio.roles[Role.NARRATOR]
    utterance = Utterance(said.words, casting.voices[0], casting.rate, casting.pitch, said.readings)
    engine = engines.open_engine(studio.engine, models)
    online.begin(engine)
    try:
        return said.words, master(engine.speak(utterance), studio.preset).frames
    finally:
        engine.close()


def place_of(moment: Moment, job: Job) -> str:
    """Name the line of the text that a sentence comes from; voices.yaml for the announcer's own words."""
    line = moment.segment.line
    return f"{job.loaded.file}:{line}" if line else shown(work_folder() / "voices.yaml")
