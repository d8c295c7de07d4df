"""Profiles whose first words are the end of a sentence."""

from __future__ import annotations

import re
from itertools import chain

from ..model import Edition, Heading, Profile
from .lines import has_ended
from .repair import HANZI
from .surnames import is_surname_first
from .titles import begins_in_mid_word

_LEAST = 5
"""Profiles from which on a page has a habit."""
_HABIT = 0.1
"""Share of a page's profiles that do not name their person, up to which one that does not has lost it."""
_FIRST_NAME = re.compile(rf"^([{HANZI}·]{{2,8}})[|｜丨/／ ：（，—]")
_LONE_END = re.compile(rf"^[{HANZI}]。")


def names_of(heading: Heading) -> tuple[str, ...]:
    """Return what a heading's person may be called; of a heading of unknown form its first or last hanzi."""
    if heading.name:
        return (heading.name,)
    first = _FIRST_NAME.match(heading.text)
    if first:
        return (first[1],) if is_surname_first(first[1]) else ()
    return tuple(heading.text[-size:] for size in (4, 3, 2) if is_surname_first(heading.text[-size:]))


def names_its_person(profile: Profile) -> bool:
    """Say whether the text holds the heading's name, or two hanzi of it where one may be misread."""
    names = names_of(profile.heading)
    parts = chain.from_iterable((name,) if len(name) < 3 else (name[:2], name[1:]) for name in names)
    text = "\n".join(paragraph.text for paragraph in profile.paragraphs)
    return any(part in text for part in parts)


def find_nameless(edition: Edition) -> tuple[Profile, ...]:
    """Return the profiles whose texts do not name the person of their heading."""
    return tuple(p for p in _with_text(edition) if names_of(p.heading) and not names_its_person(p))


def find_cut_heads(edition: Edition) -> tuple[Profile, ...]:
    """Return the profiles that begin in mid-sentence.

    Either the first hanzi cannot begin a text, or the person is never named though other texts name theirs.
    The name may stand in what a text lost at its end, where less than half of it is left.
    """
    profiles = _with_text(edition)
    headed = [profile for profile in profiles if names_of(profile.heading)]
    nameless = find_nameless(edition)
    habit = len(headed) >= _LEAST and len(nameless) <= max(1, _HABIT * len(headed))
    lines = {profile.line for profile in profiles if _begins_cut(profile)}
    lengths = sorted(_length(profile) for profile in profiles) or [0]
    whole = [
        p for p in nameless if has_ended(p.paragraphs[-1].text) or _length(p) * 2 > lengths[len(lengths) // 2]
    ]
    lines |= {profile.line for profile in whole if habit}
    return tuple(profile for profile in profiles if profile.line in lines)


def _length(profile: Profile) -> int:
    return sum(len(paragraph.text) for paragraph in profile.paragraphs)


def _with_text(edition: Edition) -> list[Profile]:
    return [p for s in edition.sections for p in s.profiles if p.paragraphs and p.paragraphs[0].text]


def _begins_cut(profile: Profile) -> bool:
    text = profile.paragraphs[0].text
    names = names_of(profile.heading)
    if any(text.startswith(name[0]) for name in names):
        return False
    if any(len(name) >= 3 and text.startswith(name[1:]) for name in names):
        return True
    return begins_in_mid_word(text) or _LONE_END.match(text) is not None
