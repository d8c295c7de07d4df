"""Inspections of finished episodes → one HTML page with their pictures and verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from html import escape

from ..outlets import Preset
from ..verdicts import Fault, Inspection, Stretch, Verdict, clock
from .check_words import meaning_of, title_of
from .curves import loudness_curve, percent, waveform
from .template import filled

_MOST_FAULTS = 40
"""Of one check; more would only bury the first."""


def write_sound(title: str, episodes: Sequence[Inspection], preset: Preset, *, tolerance_lu: float) -> str:
    """Write the page; it plays the episodes that lie beside it."""
    count = sum(not episode.ok for episode in episodes)
    summary = _("Episodes that want a look: {count} of {all}.") if count else _("Every episode is fine.")
    scale = _(
        "Loudness is measured against {target:.1f} LUFS ±{tolerance:.1f}, the highest peak {peak:.1f} dBTP."
    )
    scale = scale.format(target=preset.loudness_lufs, tolerance=tolerance_lu, peak=preset.true_peak_dbtp)
    numbered = list(enumerate(episodes, start=1))
    fields = {
        "title": escape(title),
        "heading": escape(_("The sound of: {title}").format(title=title)),
        "summary": _signed(not count, summary.format(count=count, all=len(episodes))),
        "intro": escape(f"{scale} " + _("Click a picture or a time to hear that place.")),
        "contents": "".join(_entry(number, episode) for number, episode in numbered),
        "body": "".join(_episode(number, episode, preset, tolerance_lu) for number, episode in numbered),
    }
    return filled("sound.html", fields)


def _signed(ok: bool, words: str) -> str:
    """Mark words as good or bad by sign, word and colour."""
    kind, sign, name = ("ok", "✓", _("fine")) if ok else ("bad", "✕", _("LOOK"))
    return f'<span class="sign {kind}"><b>{sign} {escape(name)}</b> {escape(words)}</span>'


def _entry(number: int, episode: Inspection) -> str:
    link = f'<a href="#e{number}">{number:02} {escape(episode.told.title)}</a>'
    return f"<li>{_signed(episode.ok, _standing(episode))} {link}</li>"


def _standing(episode: Inspection) -> str:
    bad = [verdict for verdict in episode.verdicts if not verdict.ok]
    if not bad:
        return _("all {count} checks hold").format(count=len(episode.verdicts))
    return _("{count} of {all} checks fail").format(count=len(bad), all=len(episode.verdicts))


def _episode(number: int, episode: Inspection, preset: Preset, tolerance_lu: float) -> str:
    told, picture = episode.told, episode.picture
    faults = [fault for verdict in episode.verdicts for fault in verdict.faults[:_MOST_FAULTS]]
    signs = _mark_signs(told.chapters, picture.duration_ms) + _fault_signs(faults, picture.duration_ms)
    wave = waveform(picture, [fault.at_ms for fault in faults if fault.at_ms is not None])
    curve = loudness_curve(picture, told.chapters, preset.loudness_lufs, tolerance_lu)
    hear = f'<audio controls preload="none" src="{escape(told.file)}"></audio>'
    verdicts = "".join(map(_verdict, sorted(episode.verdicts, key=lambda verdict: verdict.ok)))
    return (
        f'<section id="e{number}" data-ms="{picture.duration_ms}">'
        f"<h2>{number:02} {escape(told.title)}</h2>"
        f"<p>{_signed(episode.ok, _standing(episode))} <small>{escape(told.file)} · "
        f"{clock(picture.duration_ms)}</small></p>"
        f'<div class="figure">{wave}{signs}<i class="head"></i></div>'
        f'<div class="figure">{curve}<i class="head"></i></div>'
        f'{hear}<ul class="checks">{verdicts}</ul>{_chapters(episode, preset, tolerance_lu)}</section>\n'
    )


def _mark_signs(chapters: Sequence[Stretch], duration_ms: int) -> str:
    return "".join(
        f'<span class="mark" style="left:{percent(one.start_ms, duration_ms)};'
        f'width:{percent(one.end_ms - one.start_ms, duration_ms)}" title="{escape(one.title)}">'
        f"{number} {escape(one.title)}</span>"
        for number, one in enumerate(chapters, start=1)
    )


def _fault_signs(faults: Sequence[Fault], duration_ms: int) -> str:
    return "".join(
        f'<span class="fault" style="left:{percent(fault.at_ms, duration_ms)}" '
        f'title="{escape(f"{clock(fault.at_ms)} {fault.message}")}">✕</span>'
        for fault in faults
        if fault.at_ms is not None
    )


def _verdict(verdict: Verdict) -> str:
    kind = "ok" if verdict.ok else "bad"
    message = _("{title}: {message}").format(title=title_of(verdict.name), message=verdict.message)
    faults = "".join(_fault(fault) for fault in verdict.faults[:_MOST_FAULTS])
    more = len(verdict.faults) - _MOST_FAULTS
    left = _("and {count} more").format(count=more)
    if more > 0:
        faults += f"<li>{escape(left)}</li>"
    listed = f"<ul>{faults}</ul>" if faults else ""
    return (
        f'<li class="check {kind}">{_signed(verdict.ok, message)}'
        f"<br><small>{escape(meaning_of(verdict.name))}</small>{listed}</li>"
    )


def _fault(fault: Fault) -> str:
    words = f" <q>{escape(fault.words)}</q>" if fault.words else ""
    return f"<li>{_button(fault.at_ms)} {escape(fault.message)}{words}</li>"


def _button(time_ms: int | None) -> str:
    if time_ms is None:
        return ""
    hear = _("hear {time}").format(time=clock(time_ms))
    return f'<button data-at="{time_ms}" aria-label="{escape(hear)}">▶ {clock(time_ms)}</button>'


def _chapters(episode: Inspection, preset: Preset, tolerance_lu: float) -> str:
    heads = (_("chapter"), _("begins"), _("loudness"))
    head = "".join(f"<th>{escape(words)}</th>" for words in heads)
    rows = "".join(_rows(episode, preset.loudness_lufs, tolerance_lu))
    return f"<table><thead><tr><th>#</th>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _rows(episode: Inspection, target_lufs: float, tolerance_lu: float) -> Iterator[str]:
    levels = episode.picture.chapters or (None,) * len(episode.told.chapters)
    for number, (chapter, level) in enumerate(zip(episode.told.chapters, levels, strict=True), start=1):
        figure = "–"
        if level is not None and level > -70:
            figure = _signed(abs(level - target_lufs) < tolerance_lu + 0.005, f"{level:.2f} LUFS")
        yield (
            f"<tr><td>{number}</td><td>{escape(chapter.title)}</td><td>{_button(chapter.start_ms)}</td>"
            f"<td>{figure}</td></tr>"
        )
