"""What was measured of an episode held against what was wanted: one verdict a check, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from itertools import pairwise

from ..mp3 import frame_ms
from ..verdicts import Fault, Stretch, Told, Verdict, Wanted
from .measuring import Measured
from .silences import mark_fault, silences

TOLERANCE_LU = 0.1
"""As issue 5 promises for every episode and every chapter."""
_SHORT_MS, _SHORT_TOLERANCE_LU = 20_000, 0.2
"""In a sentence or two, the meter's blocks at both ends weigh more than that; nobody hears it."""
STEP_LU = 3.0
_ROUNDING = 0.005
_NO_SOUND_LUFS = -70.0
_REST_SLACK_MS = 400
"""A tune dies away so long below the level that counts as silence here."""
_PAUSE_MS = 2000
"""No voice waits so long within a sentence (the engines' proof "hole")."""


def judge(
    measured: Measured, told: Told, wanted: Wanted, marks: Sequence[tuple[int, int]]
) -> tuple[Verdict, ...]:
    """Return the verdicts on a decoded episode; `marks` are the chapters that its own tag lists.

    Of a file that gives no sound there is only the verdict on its decoding.
    """
    decoding = _decoding(measured, told)
    if not measured.samples:
        return (decoding,)
    return (
        decoding,
        _loudness(measured, wanted),
        _chapters(measured, told, wanted),
        _peak(measured, told, wanted),
        _clipping(measured, told),
        _marks(measured, told, marks),
        _holes(measured, told, wanted),
        _steps(measured, told),
    )


def _decoding(measured: Measured, told: Told) -> Verdict:
    length_ms = measured.ms(measured.samples)
    seconds = _("{seconds:.1f} s of sound").format(seconds=length_ms / 1000)
    if measured.trouble:
        message = _("cannot be decoded from here on: {reason}").format(reason=measured.trouble)
        return Verdict("decoding", seconds, (Fault(message, length_ms, told.words_at(length_ms)),))
    if abs(length_ms - told.duration_ms) > 1:
        message = _("lasts {seconds:.1f} s; {told:.1f} s were made")
        message = message.format(seconds=length_ms / 1000, told=told.duration_ms / 1000)
        end_ms = min(length_ms, told.duration_ms)
        return Verdict("decoding", seconds, (Fault(message, end_ms, told.words_at(end_ms)),))
    return Verdict("decoding", seconds)


def _loudness(measured: Measured, wanted: Wanted) -> Verdict:
    target = wanted.preset.loudness_lufs
    found = measured.lufs(0, measured.ms(measured.samples))
    message = _("{found:.2f} LUFS; {target:.1f} ±{tolerance:.1f} is wanted")
    message = message.format(found=found, target=target, tolerance=TOLERANCE_LU)
    fault = _level_fault(found, target, _tolerance_lu(measured.ms(measured.samples)))
    return Verdict("loudness", message, (Fault(fault),) if fault else ())


def _tolerance_lu(length_ms: float) -> float:
    return TOLERANCE_LU if length_ms >= _SHORT_MS else _SHORT_TOLERANCE_LU


def _level_fault(found: float, target: float, tolerance_lu: float) -> str:
    """Say by how much a level misses its target; "" where it does not."""
    off = found - target
    if found < _NO_SOUND_LUFS:
        return _("no sound at all")
    if abs(off) <= tolerance_lu + _ROUNDING:
        return ""
    louder, softer = _("{found:.2f} LUFS, {off:.2f} too loud"), _("{found:.2f} LUFS, {off:.2f} too soft")
    return (louder if off > 0 else softer).format(found=found, off=abs(off))


def chapter_levels(measured: Measured, told: Told) -> tuple[float, ...]:
    """Return the loudness of each chapter."""
    return tuple(measured.lufs(chapter.start_ms, chapter.end_ms) for chapter in told.chapters)


def _chapters(measured: Measured, told: Told, wanted: Wanted) -> Verdict:
    levels = chapter_levels(measured, told)
    sounding = [level for level in levels if level >= _NO_SOUND_LUFS]
    faults = []
    for chapter, level in zip(told.chapters, levels, strict=True):
        tolerance_lu = _tolerance_lu(chapter.end_ms - chapter.start_ms)
        fault = _level_fault(level, wanted.preset.loudness_lufs, tolerance_lu)
        if fault:
            faults.append(_in_chapter(chapter, fault))
    message = _("{low:.2f} to {high:.2f} LUFS; {target:.1f} ±{tolerance:.1f} is wanted").format(
        low=min(sounding, default=0),
        high=max(sounding, default=0),
        target=wanted.preset.loudness_lufs,
        tolerance=TOLERANCE_LU,
    )
    return Verdict("chapters", message, tuple(faults))


def _in_chapter(chapter: Stretch, message: str) -> Fault:
    words = chapter.sentences[0].written if chapter.sentences else ""
    named = _("{title}: {message}").format(title=chapter.title, message=message)
    return Fault(named, chapter.start_ms, words)


def _peak(measured: Measured, told: Told, wanted: Wanted) -> Verdict:
    most = wanted.preset.true_peak_dbtp
    message = _("{found:.2f} dBTP; at most {most:.1f} is allowed")
    message = message.format(found=measured.true_peak_db, most=most)
    if measured.true_peak_db <= most + _ROUNDING:
        return Verdict("peak", message)
    at_ms = measured.ms(measured.peak_at)
    fault = _("the loudest moment, {off:.2f} dB too high").format(off=measured.true_peak_db - most)
    return Verdict("peak", message, (Fault(fault, at_ms, told.words_at(at_ms)),))


def _clipping(measured: Measured, told: Told) -> Verdict:
    places: list[int] = []
    for at_ms in map(measured.ms, measured.clipped):
        if not places or told.words_at(at_ms) != told.words_at(places[-1]):
            places.append(at_ms)
    fault = _("the sound is cut off at its loudest: it crackles")
    faults = tuple(Fault(fault, at_ms, told.words_at(at_ms)) for at_ms in places)
    return Verdict("clipping", _("places: {count}").format(count=len(places)), faults)


def _marks(measured: Measured, told: Told, marks: Sequence[tuple[int, int]]) -> Verdict:
    wanted = [(chapter.start_ms, chapter.end_ms) for chapter in told.chapters]
    frame = frame_ms(measured.rate_hz)
    faults = []
    if len(marks) != len(wanted):
        message = _("the file lists {found} chapters, {told} were made")
        faults.append(Fault(message.format(found=len(marks), told=len(wanted))))
    before_ms = 0
    for chapter, mark in zip(told.chapters, marks, strict=False):
        message = mark_fault(measured, chapter, mark[0], before_ms, frame)
        if not message and mark != (chapter.start_ms, chapter.end_ms):
            message = _("the file's mark is not the one that was made")
        if message:
            fault = _in_chapter(chapter, message)
            faults.append(Fault(fault.message, mark[0], fault.words))
        before_ms = chapter.sentences[-1].end_ms if chapter.sentences else before_ms
    message = _("{count} marks; each wanted in silence, at most {frame:.0f} ms before the first sound")
    return Verdict("marks", message.format(count=len(marks), frame=frame), tuple(faults))


def _holes(measured: Measured, told: Told, wanted: Wanted) -> Verdict:
    limit_ms = wanted.longest_rest_ms + _REST_SLACK_MS
    inside_ms = min(limit_ms, _PAUSE_MS)
    sentences = [sentence for chapter in told.chapters for sentence in chapter.sentences]
    longest, faults = 0, []
    for start_ms, end_ms in silences(measured, inside_ms // 4):
        longest = max(longest, end_ms - start_ms)
        is_inside = any(s.start_ms < start_ms and end_ms < s.end_ms for s in sentences)
        if end_ms - start_ms > (inside_ms if is_inside else limit_ms):
            message = _("{seconds:.1f} s of silence").format(seconds=(end_ms - start_ms) / 1000)
            faults.append(Fault(message, start_ms, told.words_at(start_ms)))
    message = _("the longest silence lasts {seconds:.1f} s; the longest rest in the text {rest:.1f} s")
    message = message.format(seconds=longest / 1000, rest=wanted.longest_rest_ms / 1000)
    return Verdict("holes", message, tuple(faults))


def _steps(measured: Measured, told: Told) -> Verdict:
    """Compare each sentence with the one before it, and each chapter with both its neighbours."""
    sentences = [sentence for chapter in told.chapters for sentence in chapter.sentences]
    levels = [measured.lufs(sentence.start_ms, sentence.end_ms) for sentence in sentences]
    faults = []
    sounding = [level for level in levels if level >= _NO_SOUND_LUFS]
    highest = max((abs(level - before) for before, level in pairwise(sounding)), default=0.0)
    for (before, level), sentence in zip(pairwise(levels), sentences[1:], strict=True):
        if abs(level - before) > STEP_LU and min(level, before) >= _NO_SOUND_LUFS:
            louder, softer = (
                _("{off:.1f} dB louder than what was just heard"),
                _("{off:.1f} dB softer than what was just heard"),
            )
            message = (louder if level > before else softer).format(off=abs(level - before))
            faults.append(Fault(message, sentence.start_ms, sentence.written))
    faults += _odd_chapters(told, chapter_levels(measured, told))
    message = _("at most {step:.1f} dB from one sentence to the next; {most:.0f} are allowed")
    return Verdict("steps", message.format(step=highest, most=STEP_LU), tuple(faults))


def _odd_chapters(told: Told, levels: Sequence[float]) -> list[Fault]:
    faults = []
    for number, chapter in enumerate(told.chapters):
        beside = [levels[at] for at in (number - 1, number + 1) if 0 <= at < len(levels)]
        off = [levels[number] - level for level in beside]
        louder, softer = (
            _("the whole chapter is {off:.1f} dB louder than its neighbours"),
            _("the whole chapter is {off:.1f} dB softer than its neighbours"),
        )
        nearest = min(off, key=abs, default=0.0)
        if min([levels[number], *beside]) < _NO_SOUND_LUFS:
            continue
        if abs(nearest) > STEP_LU and all(one * nearest > 0 for one in off):
            message = (louder if nearest > 0 else softer).format(off=abs(nearest))
            faults.append(_in_chapter(chapter, message))
    return faults
