"""Profiles whose first words are the end of a sentence."""

from __future__ import annotations

from ..model import Edition, Profile
from .titles import begins_in_mid_word

_LEAST = 5
"""Profiles from which on a page has a habit."""
_HABIT = 0.9
"""Share of a page's profiles that name their person, from which on one that does not has lost it."""


def names_its_person(profile: Profile) -> bool:
    """Say whether the text holds the heading's name, or two hanzi of it where one may be misread."""
    name = profile.heading.name
    parts = (name,) if len(name) < 3 else (name[:2], name[1:])
    return any(part in paragraph.text for paragraph in profile.paragraphs for part in parts)


def find_cut_heads(edition: Edition) -> tuple[Profile, ...]:
    """Return the profiles that begin in mid-sentence.

    Either the first hanzi cannot begin a word, or the person is never named though the page's other texts name theirs.
    """
    profiles = [p for s in edition.sections for p in s.profiles if p.paragraphs and p.paragraphs[0].text]
    headed = [profile for profile in profiles if profile.heading.name]
    nameless = [profile for profile in headed if not names_its_person(profile)]
    habit = len(headed) >= _LEAST and len(nameless) <= (1 - _HABIT) * len(headed)
    cut = [p for p in profiles if begins_in_mid_word(p.paragraphs[0].text) and not _begins_with_name(p)]
    lines = {profile.line for profile in cut} | {profile.line for profile in nameless if habit}
    return tuple(profile for profile in profiles if profile.line in lines)


def _begins_with_name(profile: Profile) -> bool:
    name = profile.heading.name
    return bool(name) and profile.paragraphs[0].text.startswith(name[0])
