"""What an editor looks at beside the text: doubtful readings, names, the proof sheet, the listening test."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path

from ..config import Config
from ..default_pinyin import default_pinyin, with_marks
from ..engines import homophones
from ..errors import EditionError, TextError, UsageError
from ..files import read_text, replace_file
from ..findings import Finding, FindingKind
from ..importer import find_foreign
from ..model import Edition, Reading, Script, Segment
from ..names import Name, find_names, list_names
from ..polyphones import Doubt, find_doubts, second_reader
from ..proof import NameRow, Syllable, choose_sentences, write_listening, write_names, write_proof
from ..spoken import AMBIGUOUS_SURNAMES
from .gather import Loaded, people_of, say_with, script_of, work_folder
from .jobs import Job
from .nameplate import Nameplate, as_kept, known, load_names, part_of_plate
from .tracing import cut_sound, heard_by_id, moments

_STRANGE = re.compile(
    "[\U0001f000-\U0001faff\u0370-\u1fff\u2c00-\u2dff\u3040-\u30ff\u3130-\u318f\ua000-\ud7ff]"
)
"""Emoji, and letters of scripts that are neither Latin nor Chinese."""


def with_readings(loaded: Loaded, config: Config) -> Loaded:
    """Add the findings about readings to those about the text; none where the text cannot be built.

    Foreign lines show only on the printed page: those of the page.txt beside the text are added too.
    """
    loaded = _with_foreign(loaded)
    try:
        script = script_of(loaded, config)
    except TextError:
        return loaded
    found = reading_findings(loaded, script, load_names(work_folder()))
    findings = tuple(sorted((*loaded.findings, *found), key=lambda finding: finding.line))
    return replace(loaded, findings=findings)


def _with_foreign(loaded: Loaded) -> Loaded:
    try:
        page, _encoding = read_text(loaded.folder / "page.txt")
        found = find_foreign(loaded.edition, page, key=loaded.name)
    except EditionError:
        return loaded
    findings = tuple(sorted((*loaded.findings, *found), key=lambda finding: finding.line))
    return replace(loaded, findings=findings)


def reading_findings(loaded: Loaded, script: Script, plate: Nameplate) -> tuple[Finding, ...]:
    """Find the words whose reading only a person can settle, and those that the online voice cannot be told.

    Loads pypinyin and, where it is installed, g2pM.
    """
    names = {word: line for word, (is_person, line) in find_names(loaded.edition).items() if is_person}
    names = {word: line for word, line in names.items() if word not in plate.words}
    doubts = find_doubts([_told(segment, plate) for segment in script.segments], AMBIGUOUS_SURNAMES, names)
    found = [_doubtful(doubt) for doubt in doubts if doubt.word not in plate.words]
    found += _unsayable(script.segments) + _unread(script.segments)
    settled = _settled(loaded.edition)
    return tuple(finding for finding in found if finding.code not in settled.get(finding.line, ()))


def _told(segment: Segment, plate: Nameplate) -> Segment:
    """Add the readings of confirmed names, so that nobody is asked about a part of one."""
    confirmed = tuple(
        Reading(found.start(), found.end(), default_pinyin(word))
        for word, _said in plate.confirmed
        for found in re.finditer(re.escape(word), segment.spoken)
    )
    return replace(segment, readings=(*segment.readings, *confirmed))


def _doubtful(doubt: Doubt) -> Finding:
    first, second = with_marks(doubt.first), with_marks(doubt.second)
    message = _("two readings: {first}, or {second}; settle it once under readings: or in the text")
    suggestion = f"{{{doubt.word}|{first}}}"
    return Finding(
        FindingKind.READING, doubt.line, doubt.word, suggestion, message.format(first=first, second=second)
    )


def _unsayable(segments: Iterable[Segment]) -> list[Finding]:
    found: dict[tuple[str, str], Finding] = {}
    for segment in segments:
        for hanzi, syllable in homophones.unsayable(segment.spoken, segment.readings):
            message = _(
                "the online voice cannot be told that {hanzi} is read {pinyin} here: no homophone is safe; "
                "write other words, or take another voice"
            ).format(hanzi=hanzi, pinyin=with_marks((syllable,)))
            finding = Finding(FindingKind.NO_HOMOPHONE, segment.line, hanzi, "", message)
            found.setdefault((hanzi, syllable), finding)
    return list(found.values())


def _unread(segments: Iterable[Segment]) -> list[Finding]:
    """Find pictures and letters of other scripts: pictures are skipped, and a voice may skip the letters."""
    message = _("no Mandarin voice can be relied on to say these signs; write in hanzi what is to be heard")
    return [
        Finding(FindingKind.UNREAD, segment.line, "".join(dict.fromkeys(signs)), "", message)
        for segment in segments
        if (signs := _STRANGE.findall(segment.written))
    ]


def _settled(edition: Edition) -> dict[int, tuple[str, ...]]:
    """Return the codes that an editor let stand, by the lines of the profiles they stand in."""
    return {
        line: profile.settled
        for section in edition.sections
        for profile in section.profiles
        for line in (profile.line, *(paragraph.line for paragraph in profile.paragraphs))
    }


def names_of(loaded: Loaded, config: Config, plate: Nameplate) -> tuple[Name, ...]:
    """List the persons and places of an edition with their readings."""
    say = say_with((*config.readings, *loaded.edition.readings), people_of(loaded.edition))
    return list_names(
        loaded.edition,
        say=lambda word: say(word, ()),
        confirmed=plate.words,
        surnames=AMBIGUOUS_SURNAMES,
        second=second_reader(),
    )


def write_names_page(loaded: Loaded, names: Sequence[Name], plate: Nameplate, out: Path) -> Path:
    """Write the list of names below the output folder; return its place.

    It carries the names of other editions too, so that what it saves can take the place of names.yaml.
    """
    rows = [
        NameRow(
            name.word,
            name.is_person,
            name.line,
            tuple(with_marks((one,)) if one else "" for one in name.pinyin),
            name.source.value,
            with_marks(known(name.other)),
            kept=as_kept(name.word, name.pinyin),
            kept_under=part_of_plate(name, plate),
        )
        for name in names
    ]
    here = {name.word for name in names}
    others = {
        part: {word: said for word, said in pairs if word not in here}
        for part, pairs in (("confirmed", plate.confirmed), ("readings", plate.readings))
    }
    command = f"python make_audio.py check {loaded.asked_for} --names --confirm all"
    title = loaded.edition.title or loaded.name
    page = write_names(title, rows, others=others, command=command)
    return _write(out / loaded.name / "names.html", page)


def write_proof_page(job: Job, plate: Nameplate) -> Path:
    """Write the proof sheet beside the episodes; return its place."""
    findings = (*job.findings, *reading_findings(job.loaded, job.script, plate))
    page = write_proof(job.script, findings, heard_by_id(job), read=_read)
    return _write(job.folder / "proof.html", page)


def _read(segment: Segment) -> list[Syllable]:
    """Lay the readings that were set over those that the program guesses."""
    pinyin = list(default_pinyin(segment.spoken))
    sources = ["guess" if one else "" for one in pinyin]
    for reading in segment.readings:
        pinyin[reading.start : reading.end] = reading.pinyin
        sources[reading.start : reading.end] = [reading.source or "given"] * len(reading.pinyin)
    return [
        Syllable(char, with_marks((one,)) if one else "", source)
        for char, one, source in zip(segment.spoken, pinyin, sources, strict=True)
    ]


def write_listening_page(job: Job) -> Path:
    """Write the listening test beside the episodes; return its place. Raises UsageError before a build."""
    heard = heard_by_id(job)
    spoken = [m.segment for m in moments(job) if m.segment.id in heard and m.segment.line]
    if not spoken:
        hint = _("run: python make_audio.py build {name}").format(name=job.loaded.asked_for)
        raise UsageError(_("this edition is not made yet"), where=job.loaded.file, hint=hint)
    names = list(find_names(job.loaded.edition))
    chosen = choose_sentences(spoken, names, seed=job.script.edition)
    rows = [(segment, cut_sound(job, heard[segment.id])) for segment in chosen]
    return _write(job.folder / "listening.html", write_listening(job.script.title, rows))


def _write(path: Path, page: str) -> Path:
    replace_file(path, page.encode())
    return path
