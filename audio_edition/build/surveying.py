"""`doctor --online`: hold the service against what the proofs assume of it, and keep what was measured."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from ..config import Config
from ..engines import near_voice
from ..engines.survey import Spoken, Survey, survey
from ..errors import SpeechError
from ..files import replace_file
from ..versions import installed_version
from .online import note_said, refuse_forbidden

REPORT = "online-report.txt"


@dataclass(frozen=True, slots=True)
class Finding:
    """The survey, and what the service's own list says of the voices that are cast."""

    survey: Survey
    gone: tuple[tuple[str, str], ...]
    """(voice, a name like it or "") of each voice that is cast and not on the list."""
    listed: int
    """How many voices the list has; 0 where it did not come."""
    report: Path


def survey_online(config: Config, out: Path, heard: Callable[[Spoken], None]) -> Finding:
    """Speak, compare, and save a report. Raises VoicesError where the editor forbade it, SpeechError."""
    refuse_forbidden("edge", config.online)
    note_said(out)
    cast = [
        (voice, role.rate, role.pitch)
        for role in config.roles.values()
        for voice in role.voices.get("edge", ())
    ]
    if not cast:
        raise SpeechError(_("no role has an online voice"), where="voices.yaml")
    spoken = []
    for one in survey(tuple(cast)):
        heard(one)
        spoken.append(one)
    listed = _listed()
    finding = Finding(Survey(tuple(spoken)), _missing(config, listed), len(listed), out / REPORT)
    replace_file(finding.report, report_of(finding).encode())
    return finding


def report_of(finding: Finding) -> str:
    """Write the report: for people, and for who looks after the program."""
    found = finding.survey
    lines = [
        _("What the online voice does, and what the program expects of it"),
        time.strftime("%Y-%m-%d %H:%M:%S %z"),
        f"Python {sys.version.split()[0]} ({sys.platform})",
        f"edge-tts {installed_version('edge-tts', 'edge_tts')}",
        "",
    ]
    for one in found.spoken:
        lines.append(f"{one.voice}: {one.words}")
        took = _("  {sound:.2f} s of sound in {seconds:.2f} s")
        trouble = _("  no answer: {trouble}").format(trouble=one.trouble)
        lines.append(took.format(sound=one.sound_s, seconds=one.seconds) if one.verdicts else trouble)
    for row in found.rows:
        passed = sum(not trouble for trouble in row.troubles)
        lines += ["", f"{row.name}: {expected(row.name)} [{passed}/{len(row.troubles)}]"]
        for value, trouble in zip(row.measured, row.troubles, strict=True):
            lines.append(f"  {value}" + (f"  !! {trouble}" if trouble else ""))
    lines += ["", _("voices on the service's list: {count}").format(count=finding.listed)]
    lines += [_("  not among them: {voice}").format(voice=voice) for voice, _near in finding.gone]
    return "\n".join(lines) + "\n"


def expected(name: str) -> str:
    """Say what a proof expects."""
    return {
        "turn": _("the service says when its turn is over"),
        "sound": _("sound comes"),
        "frames": _("it is MP3 of 24 kHz, mono, 48 kbit/s, in frames of 144 bytes"),
        "words": _("its sentence marks, joined, are the text that was sent"),
        "loudness": _("it is louder than -45 dB"),
        "marks": _("the last mark lies within the sound"),
        "tail": _("at least 0.2 s of silence at the end"),
        "clipping": _("less than 0.005 of it is clipped"),
        "hole": _("no silence of more than 2 s inside"),
        "twice": _("nothing is said twice (below 0.70)"),
        "length": _("its length fits the words"),
    }.get(name, name)


def withdrawn_voices(config: Config) -> tuple[tuple[str, str], ...]:
    """Return each voice that is cast and that the service's list has no more, with a name like it or ""."""
    return _missing(config, _listed())


def _missing(config: Config, listed: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    cast = dict.fromkeys(voice for role in config.roles.values() for voice in role.voices.get("edge", ()))
    return tuple((voice, near_voice(voice, listed)) for voice in cast if listed and voice not in listed)


def _listed() -> tuple[str, ...]:
    from ..engines.edge import listed_voices

    try:
        return listed_voices()
    except SpeechError:
        return ()
