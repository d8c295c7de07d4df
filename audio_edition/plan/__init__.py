"""Script + cast + what exists → Plan: what has to be made, and why. Nothing is made here."""

from __future__ import annotations

from .deciding import Past, Plan, Why, beside, decide
from .sheets import (
    MUSIC_LEVEL_LU,
    Casting,
    Sheet,
    Studio,
    Task,
    cast_values,
    kept_keys,
    lay_out,
    preset_values,
)

__all__ = [
    "MUSIC_LEVEL_LU",
    "Casting",
    "Past",
    "Plan",
    "Sheet",
    "Studio",
    "Task",
    "Why",
    "beside",
    "cast_values",
    "decide",
    "kept_keys",
    "lay_out",
    "preset_values",
]
