"""From what is heard back to the text, and from a sentence to everything that was made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import cast

from .. import engines, mp3
from ..config import Config
from ..engines import homophones
from ..errors import AudioError, UsageError
from ..files import shown
from ..mastering import master, unpack
from ..model import Chapter, Role, Segment, Utterance
from ..plan import Sheet, Studio, Task
from ..proof import Heard
from ..spoken import speak
from ..store import Store
from .gather import casting
from .jobs import Job
from .manifest import Entry


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


def moments(job: Job) -> Iterator[Moment]:
    """Walk through everything that is spoken, in order, with the times of the last build."""
    for sheet in job.plan.sheets:
        spans = _spans(job.last.entries.get(sheet.file), sheet.file)
        tasks = iter(sheet.tasks)
        for chapter in sheet.episode.chapters:
            for part in chapter.parts:
                task = next(tasks)
                if isinstance(part, Segment):
                    yield Moment(sheet, chapter, task, spans.get((part.id, part.spoken)))


def heard_by_id(job: Job) -> dict[str, Heard]:
    """Return where each sentence is heard, by its id."""
    return {moment.segment.id: moment.heard for moment in moments(job) if moment.heard}


def _spans(entry: Entry | None, file: str) -> dict[tuple[str, str], Heard]:
    rows = cast(list[dict[str, object]], entry["segments"]) if entry else []
    return {
        (str(row["id"]), str(row["spoken"])): Heard(
            file, cast(int, row["start_ms"]), cast(int, row["end_ms"])
        )
        for row in rows
    }


def at_time(job: Job, episode: int, time_ms: int) -> Moment:
    """Find the sentence that is heard at a time, or the one before it in a rest. Raises UsageError."""
    sheets = [sheet for sheet in job.plan.sheets if sheet.episode.number == episode]
    if not sheets:
        numbers = ", ".join(f"{sheet.episode.number:02}" for sheet in job.plan.sheets)
        message = _("there is no episode {number}").format(number=episode)
        raise UsageError(message, hint=_("there are: {names}").format(names=numbers))
    found = [moment for moment in moments(job) if moment.sheet is sheets[0] and moment.heard]
    before = [moment for moment in found if moment.heard and moment.heard.start_ms <= time_ms]
    if not found:
        hint = _("run: python make_audio.py build {name}").format(name=job.loaded.name)
        raise UsageError(_("this episode is not made yet"), where=sheets[0].file, hint=hint)
    return before[-1] if before else found[0]


def of_person(job: Job, name: str, number: int) -> Moment:
    """Find a sentence of a profile: its heading is number 0, the first of its text 1. Raises UsageError."""
    chapters = dict.fromkeys(moment.chapter.title for moment in moments(job))
    titles = [title for title in chapters if name in title]
    if not titles:
        raise UsageError(
            _("no chapter is called {name}").format(name=name),
            hint=_("there are: {names}").format(names=", ".join(chapters)),
        )
    told = [moment for moment in moments(job) if moment.chapter.title == titles[0]]
    body = [m for m in told if m.segment.role is Role.NARRATOR] or told
    if number == 0:
        return told[0]
    if not 1 <= number <= len(body):
        message = _("{title} has the sentences 1 to {count}").format(title=titles[0], count=len(body))
        raise UsageError(message, hint=_("name the person and one of these numbers"))
    return body[number - 1]


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
    first, last = round(heard.start_ms / frame_ms), round(heard.end_ms / frame_ms)
    # The Info frame stands before the first frame of sound.
    return mp3.cut_frames(_behind_tag(data), first + 1, last + 1, preset.sample_rate_hz, preset.bitrate_kbps)


def _behind_tag(data: bytes) -> bytes:
    size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9] if data[:3] == b"ID3" else -10
    return data[10 + size :]


def narrator_studio(config: Config, models: Mapping[str, Path]) -> Studio:
    """Choose the voice that a text alone is spoken with: that of voices.yaml, or the best that answers."""
    engine = config.engine if config.engine != "auto" else engines.choose("auto", models)[0]
    preset = config.presets["podcast"]
    roles = casting(config, engine, preset.rate)
    revision = engines.revision(engine, models)
    return Studio(engine=engine, revision=revision, roles=roles, preset=preset, encoder="")


def speak_alone(
    words: str, readings: dict[str, str], studio: Studio, models: Mapping[str, Path]
) -> tuple[str, bytes]:
    """Say a text alone in the narrator's voice; return its words and an MP3. Raises SpeechError."""
    spoken = speak(words, (), readings)
    casting = studio.roles[Role.NARRATOR]
    utterance = Utterance(spoken.words, casting.voices[0], casting.rate, casting.pitch, spoken.readings)
    engine = engines.open_engine(studio.engine, models)
    try:
        return spoken.words, master(engine.speak(utterance), studio.preset).frames
    finally:
        engine.close()


def place_of(moment: Moment, job: Job) -> str:
    """Name the line of the text that a sentence comes from; voices.yaml for the announcer's own words."""
    line = moment.segment.line
    return f"{job.loaded.file}:{line}" if line else shown(Path("voices.yaml").resolve())
