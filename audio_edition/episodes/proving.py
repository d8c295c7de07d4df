"""What an episode's bytes say of themselves, held against each other: one verdict for each check."""

from __future__ import annotations

from gettext import gettext as _

from ..mp3 import frame_ms
from ..verdicts import Fault, Told, Verdict
from .looking import Layout


def prove(layout: Layout, told: Told, sample_rate_hz: int) -> tuple[Verdict, ...]:
    """Return the verdicts on a file: is it whole, and is every frame of one format?"""
    return _whole(layout), _frames(layout, told, sample_rate_hz)


def _whole(layout: Layout) -> Verdict:
    size = _("{count} kB").format(count=layout.file_bytes // 1000)
    if layout.stamp is None or not layout.stamp.key:
        return Verdict("file", size, (Fault(_("its beginning is damaged: the program's stamp is missing")),))
    missing = layout.stamp.total_bytes - layout.file_bytes
    if missing > 0:
        return Verdict("file", size, (Fault(_("{count} bytes are missing").format(count=missing)),))
    if missing < 0:
        return Verdict("file", size, (Fault(_("{count} bytes too many").format(count=-missing)),))
    return Verdict("file", size)


def _frames(layout: Layout, told: Told, sample_rate_hz: int) -> Verdict:
    message = _("{count} frames of one format").format(count=layout.frames)
    faults: list[Fault] = []
    at_ms = round(layout.frames * frame_ms(sample_rate_hz))
    if not layout.is_even:
        faults.append(Fault(_("from here on the sound is damaged"), at_ms, told.words_at(at_ms)))
    if layout.info_frames < 0:
        faults.append(Fault(_("the count at the beginning is missing: players guess the length")))
    elif (layout.info_frames, layout.info_bytes) != (layout.frames, layout.sound_bytes):
        wrong = _("the beginning counts {told} frames, there are {found}")
        faults.append(Fault(wrong.format(told=layout.info_frames, found=layout.frames)))
    return Verdict("frames", message, tuple(faults))
