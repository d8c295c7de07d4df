"""The list of names: every person and place with its reading, to be ticked on paper or on the screen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from html import escape

from .template import filled, ruby


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name as the page shows it."""

    word: str
    is_person: bool
    line: int
    pinyin: tuple[str, ...]
    """With tone marks, one syllable for each hanzi."""
    source: str
    """confirmed, given, table, guess or conflict."""
    other: str = ""
    """How it may be read too."""
    kept: str = ""
    """How names.yaml has its reading, or will have it."""
    kept_under: str = "confirmed"
    """Where names.yaml has it, or will have it when it is ticked as it is: confirmed or readings."""


def write_names(
    title: str, rows: Sequence[NameRow], *, others: Mapping[str, Mapping[str, str]], command: str
) -> str:
    """Write the page; `command` is what confirms names at the keyboard.

    `others` has the names that names.yaml knows from elsewhere: heading → word → how it is said.
    """
    heading = _("Names and their readings: {title}").format(title=title)
    intro = _(
        "Read each aloud and ask the person where in doubt. Tick what is right; correct the pinyin where it "
        "is wrong. The button saves names.yaml: put it beside voices.yaml. Or at the keyboard: {command}"
    )
    fields = {
        "title": escape(heading),
        "heading": escape(heading),
        "intro": escape(intro.format(command=command)),
        "others": escape(json.dumps(others, ensure_ascii=False)),
        "save": escape(_("save what is ticked as names.yaml")),
        "head": "".join(
            f"<th>{escape(words)}</th>"
            for words in (_("right?"), _("name"), _("reading"), _("source"), _("perhaps"), _("line"))
        ),
        "rows": "".join(map(_row, rows)),
    }
    return filled("names.html", fields)


def _row(row: NameRow) -> str:
    sources = {
        "confirmed": _("confirmed"),
        "given": _("set in the text or voices.yaml"),
        "table": _("the program's table"),
        "guess": _("a guess"),
        "conflict": _("two readings"),
    }
    name = "".join(ruby(char, pinyin) for char, pinyin in zip(row.word, row.pinyin, strict=True))
    ticked = " checked" if row.source == "confirmed" else ""
    reading = escape(row.kept)
    label = escape(_("reading"))
    person = _("person") if row.is_person else _("place")
    return (
        f'<tr class="{escape(row.source)}">'
        f'<td><input type="checkbox"{ticked} aria-label="{escape(row.word)}"></td>'
        f'<td class="name" title="{escape(person)}">{name}</td>'
        f'<td><input class="reading" value="{reading}" data-word="{escape(row.word)}" data-own="{reading}"'
        f' data-under="{escape(row.kept_under)}" aria-label="{label}"></td>'
        f"<td>{escape(sources[row.source])}</td><td>{escape(row.other)}</td><td>{row.line}</td></tr>\n"
    )
