"""The announcer's templates → sentences: fields filled in, sentences with an empty field dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from string import Formatter

from ..model import Heading
from .segments import Say

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*")
_STOPS = "。！？!?…"


def fill(template: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Fill a template; return its sentences, without those that have an empty field."""
    sentences = []
    for sentence in _SENTENCE.findall(template):
        names = [name for _words, name, _form, _conversion in Formatter().parse(sentence) if name]
        if any(not fields.get(name) for name in names):
            continue
        text = "".join(_part(words, name, fields) for words, name, *_rest in Formatter().parse(sentence))
        sentences.append(_single_stop(text.strip()))
    return tuple(sentence for sentence in sentences if sentence)


def _part(words: str, name: str | None, fields: Mapping[str, str]) -> str:
    return words + (fields[name] if name else "")


def _single_stop(text: str) -> str:
    """Let a title's own ！ or ？ stand for the full stop behind it."""
    return text[:-1] if len(text) > 1 and text[-1] == "。" and text[-2] in _STOPS else text


def count_people(headings: Iterable[Heading], say: Say) -> str:
    """Count people by their offices, in the order in which the offices first come: 八位书记、一位副书记."""
    offices = Counter(heading.office or "人物" for heading in headings)
    return "、".join(say(f"{count}位{office}", ()).words for office, count in offices.items())


def heading_fields(heading: Heading) -> dict[str, str]:
    """Fields of a profile's heading; those of a heading of another form are empty."""
    known = bool(heading.place and heading.name)
    return {
        "place": heading.place if known else "",
        "post": heading.committee + heading.office if known else "",
        "name": heading.name if known else "",
        "heading": heading.text,
    }


def short_title(title: str) -> str:
    """The part of a headline before its colon or dash."""
    return re.split(r"[：:—]", title, maxsplit=1)[0].strip() or title


def byline_name(byline: str) -> str:
    """A byline without its closing 整理报道."""
    return re.sub(r"\s*(整理)?(报道|报导|摄影|文|整理)$", "", byline).strip()
