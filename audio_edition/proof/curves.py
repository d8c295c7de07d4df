"""Pictures of sound as SVG: the waveform, and loudness over time. Words stand beside them, in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from html import escape

from ..verdicts import Picture, Stretch

_WIDE = 1000
_MIDDLE = 100
_ABOVE_LU, _BELOW_LU = 6, 14
"""What is seen of loudness, by the target."""
_PER_LU = 15


def percent(time_ms: int, duration_ms: int) -> str:
    """Return a place along a picture."""
    return f"{min(100.0, 100 * time_ms / max(1, duration_ms)):.2f}%"


def _x(time_ms: int, duration_ms: int) -> float:
    return round(_WIDE * min(1.0, time_ms / max(1, duration_ms)), 1)


def _svg(kind: str, height: int, name: str, inside: str) -> str:
    return (
        f'<svg class="{kind}" viewBox="0 0 {_WIDE} {height}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(name)}">{inside}</svg>'
    )


def waveform(picture: Picture, faults_ms: Sequence[int]) -> str:
    """Draw the highest level in each column, with a bar wherever something is wrong."""
    step = _WIDE / max(1, len(picture.peaks))
    strokes = "".join(
        f"M{(number + 0.5) * step:g} {_MIDDLE - peak}V{_MIDDLE + peak}"
        for number, peak in enumerate(picture.peaks)
    )
    bars = "".join(
        f'<rect class="fault" x="{_x(time_ms, picture.duration_ms)}" y="0" width="3" height="{2 * _MIDDLE}"/>'
        for time_ms in dict.fromkeys(faults_ms)
    )
    line = f'<path class="zero" d="M0 {_MIDDLE}H{_WIDE}"/>'
    sound = f'<path class="peaks" stroke-width="{step:g}" d="{strokes}"/>' if strokes else ""
    return _svg("wave", 2 * _MIDDLE, _("waveform"), f"{line}{sound}{bars}")


def loudness_curve(
    picture: Picture, chapters: Sequence[Stretch], target_lufs: float, tolerance_lu: float
) -> str:
    """Draw loudness over time and each chapter's own, against the target and its tolerance."""
    height = (_ABOVE_LU + _BELOW_LU) * _PER_LU

    def y(level: float) -> float:
        return round(min(height, max(0.0, (target_lufs + _ABOVE_LU - level) * _PER_LU)), 1)

    step = _WIDE / max(1, len(picture.loudness) - 1)
    points = " ".join(f"{number * step:.0f},{y(level):g}" for number, level in enumerate(picture.loudness))
    band_top = y(target_lufs + tolerance_lu)
    levels = "".join(
        f'<path class="level {"ok" if abs(level - target_lufs) < tolerance_lu + 0.005 else "bad"}" '
        f'd="M{_x(one.start_ms, picture.duration_ms)} {y(level):g}H{_x(one.end_ms, picture.duration_ms)}"/>'
        for one, level in zip(chapters, picture.chapters, strict=False)
    )
    inside = (
        f'<rect class="band" x="0" y="{band_top:g}" width="{_WIDE}" '
        f'height="{y(target_lufs - tolerance_lu) - band_top:g}"/>'
        f'<path class="target" d="M0 {y(target_lufs):g}H{_WIDE}"/>'
        f'<polyline class="loudness" points="{points}"/>{levels}'
    )
    drawn = _svg("loud", height, _("loudness over time"), inside)
    label = _("wanted: {target:.1f} LUFS ±{tolerance:.1f}").format(target=target_lufs, tolerance=tolerance_lu)
    top = f"{100 * _ABOVE_LU / (_ABOVE_LU + _BELOW_LU):.0f}%"
    return f'{drawn}<span class="label" style="top:{top}">{escape(label)}</span>'
