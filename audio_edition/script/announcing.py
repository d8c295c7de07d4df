"""The announcer's templates → sentences: fields filled in, sentences with an empty field dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import Formatter

from ..model import Heading, Mark, Paragraph
from .segments import Say

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*")
_STOPS = "。！？!?…"
_LONGEST_SHORT = 14
"""Hanzi of a short title: with more, a later episode would not open within twelve seconds (issue 2)."""
_THIS_TOPIC = "本次专题"

Fields = Mapping[str, Paragraph]
"""What stands for the names in braces, with the places that are said otherwise than they are printed."""


def plain(text: str) -> Paragraph:
    """Make a field of words that are said as they are printed."""
    return Paragraph(text, 0)


def part(text: Paragraph, start: int, end: int) -> Paragraph:
    """Cut a part out of a text, its marks with it."""
    marks = tuple(
        Mark(max(m.start, start) - start, min(m.end, end) - start, m.said)
        for m in text.marks
        if m.start < end and m.end > start
    )
    return Paragraph(text.text[start:end], text.line, marks)


def fill(template: str, fields: Fields) -> tuple[Paragraph, ...]:
    """Fill a template; return its sentences, without those that have an empty field."""
    sentences = []
    for sentence in _SENTENCE.findall(template.strip()):
        pieces = [(words, name) for words, name, *_rest in Formatter().parse(sentence)]
        if any(name and not fields[name].text for _words, name in pieces):
            continue
        sentences.append(_single_stop(_joined(pieces, fields)))
    return tuple(sentence for sentence in sentences if sentence.text.strip())


def _joined(pieces: Iterable[tuple[str, str | None]], fields: Fields) -> Paragraph:
    text = ""
    marks: list[Mark] = []
    for words, name in pieces:
        text += words
        if name:
            field = fields[name]
            marks += (replace(m, start=m.start + len(text), end=m.end + len(text)) for m in field.marks)
            text += field.text
    return Paragraph(text, 0, tuple(marks))


def _single_stop(sentence: Paragraph) -> Paragraph:
    """Let a title's own ！ or ？ stand for the full stop behind it."""
    text = sentence.text
    double = len(text) > 1 and text[-1] == "。" and text[-2] in _STOPS
    return replace(sentence, text=text[:-1]) if double else sentence


def count_people(headings: Iterable[Heading], say: Say) -> str:
    """Count people by their offices, in the order in which the offices first come: 八位书记、一位副书记."""
    offices = Counter(heading.office or "人物" for heading in headings)
    return "、".join(say(f"{count}位{office}", ()).words for office, count in offices.items())


def heading_fields(heading: Heading) -> dict[str, Paragraph]:
    """Fields of a profile's heading; those of a heading of another form are empty."""
    whole = Paragraph(heading.text, 0, heading.marks)
    place, name = _spaced(heading.place), _spaced(heading.name)
    found = re.search(rf"(?P<place>{place})\s*(?P<post>\S.*?)\s*(?P<name>{name})$", heading.text)
    if not (heading.place and heading.name and found):
        return {**dict.fromkeys(("place", "post", "name"), plain("")), "heading": whole}
    return {"heading": whole} | {key: part(whole, *found.span(key)) for key in ("place", "post", "name")}


def _spaced(words: str) -> str:
    """Return a pattern for words among which blanks may be printed (李 娜)."""
    return r"\s*".join(map(re.escape, words))


def short_title(title: Paragraph) -> Paragraph:
    """The part of a headline before its colon or dash; other words for one that stays too long."""
    short = re.split(r"[：:—]", title.text, maxsplit=1)[0].strip() or title.text
    return part(title, 0, len(short)) if len(short) <= _LONGEST_SHORT + 2 else plain(_THIS_TOPIC)


def byline_name(byline: Paragraph) -> Paragraph:
    """A byline without its closing 整理报道."""
    return part(byline, 0, len(re.sub(r"\s*(整理)?(报道|报导|摄影|文|整理)$", "", byline.text).rstrip()))
