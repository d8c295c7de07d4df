"""The listening test: fifteen sentences in random order, “what did you hear?”, answers to a CSV."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Sequence
from gettext import gettext as _
from html import escape

from ..model import Segment
from .template import filled

SENTENCES = 15
_NUMBER = re.compile("[0-9０-９]")
_LONGEST_HANZI = 60


def choose_sentences(segments: Sequence[Segment], names: Sequence[str], *, seed: str) -> tuple[Segment, ...]:
    """Choose fifteen sentences: with numbers, with names, then others, in an order that the seed decides.

    The same edition gives the same page, so that the answers of several listeners can be compared.
    """
    order = random.Random(seed)  # noqa: S311 - the order guards nothing
    short = [segment for segment in segments if len(segment.spoken) <= _LONGEST_HANZI] or list(segments)
    numbers = [segment for segment in short if _NUMBER.search(segment.written)]
    named = [s for s in short if s not in numbers and any(name in s.written for name in names)]
    others = [segment for segment in short if segment not in numbers and segment not in named]
    for group in (numbers, named, others):
        order.shuffle(group)
    third = SENTENCES // 3
    chosen = numbers[:third] + named[: 2 * third]
    rest = [segment for segment in (*numbers[third:], *named[2 * third :], *others) if segment not in chosen]
    chosen += rest[: SENTENCES - len(chosen)]
    order.shuffle(chosen)
    return tuple(chosen)


def write_listening(title: str, sentences: Sequence[tuple[Segment, bytes]]) -> str:
    """Write the page; each sentence comes with its sound as an MP3, which the page carries itself."""
    heading = _("Listening test: {title}").format(title=title)
    intro = _(
        "Let the listener hear each sentence once or twice, at arm's length from the loudspeaker, and write "
        "down what was heard. Then save the answers. The sentences are not shown before."
    )
    fields = {
        "title": escape(heading),
        "heading": escape(heading),
        "intro": escape(intro),
        "save": escape(_("save the answers (CSV)")),
        "who": escape(_("listener (age, hearing aid?)")),
        "rows": "".join(_row(number, segment, sound) for number, (segment, sound) in enumerate(sentences, 1)),
    }
    return filled("listening.html", fields)


def _row(number: int, segment: Segment, sound: bytes) -> str:
    source = "data:audio/mpeg;base64," + base64.b64encode(sound).decode("ascii")
    question = escape(_("What did you hear?"))
    return (
        f'<li data-id="{escape(segment.id)}" data-words="{escape(segment.written)}">'
        f'<audio controls preload="none" src="{source}"></audio>'
        f"<label>{number}. {question}<textarea rows='2'></textarea></label></li>\n"
    )
