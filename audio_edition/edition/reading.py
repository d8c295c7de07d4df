"""edition.md → Edition: what a person edited, read without losing a word."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from gettext import gettext as _

from ..errors import EditionError, TextError
from ..model import Edition, Heading, Mark, Paragraph, Profile, Section
from ..yaml_text import Node, read_yaml

_FRONT = ("edition", "title", "kicker", "byline", "date", "readings")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*\.|public|published\.json", re.IGNORECASE)
"""Names of Windows' devices, and two of our own below output/."""
_FOLDER = re.compile(r'[^\s.\-<>:"/\\|?*\x00-\x1f]([^<>:"/\\|?*\x00-\x1f]{0,78}[^\s<>:"/\\|?*\x00-\x1f])?')
_COMMENT = re.compile(r"(?<!\\)<!--(.*?)-->", re.DOTALL)
_ORDER = re.compile(r"\s*(voice|声音|ok|不改)\s*[:：]\s*(.*?)\s*", re.DOTALL)
_HEADING = re.compile(r"([#＃]+)[ \t\u3000]*(.*)")
_PIECE = re.compile(
    r"\\(?P<escaped>[\\{}<〔#｛｝［\[【])"
    r"|[{｛](?P<printed>[^{}｛｝|｜]*)[|｜](?P<said>[^{}｛｝|｜]*)[}｝]"
    r"|〔残[:：](?P<broken>[^〔〕]*)〕"
    r"|[［\[【]残[:：](?P<typed>[^［\[【］\]】]*)[］\]】]"  # the brackets that a keyboard has
    r"|(?P<stray>[{}｛｝]|[〔［\[【]残[:：]|<!--)"
)
_MARKED = re.compile(r"[{｛\\〔［\[【]")
_ORDERS = {"voice": "voice", "声音": "voice", "ok": "ok", "不改": "ok"}
CheckReading = Callable[[str, str], None]


def parse_edition(text: str, *, where: str, check_reading: CheckReading, elsewhere: str = "") -> Edition:
    r"""Read an edition.md (decoded, \n line ends). Raises TextError with the line for what cannot be read.

    `elsewhere` holds words that are said beside the text: `readings:` may name them too.
    """
    front, body, body_line = _split(text, where)
    head = read_yaml(front, where=where, error=TextError, first_line=2).known(_FRONT)
    reader = _Reader(where, check_reading)
    reader.read(body, body_line)
    if not any(section.profiles for section in reader.sections):
        hint = _("begin each profile with a line such as: ## 绿八居民区党总支书记刘观锡")
        raise TextError(_("there is no profile in it"), where=where, hint=hint)
    title, kicker, byline = (reader.marked(head, name) for name in ("title", "kicker", "byline"))
    edition = Edition(
        key=_key(head, where),
        title=title.text,
        sections=tuple(reader.sections),
        kicker=kicker.text,
        byline=byline.text,
        date=_date(head.get("date")),
        lead=tuple(reader.lead),
        readings=_readings(head.get("readings"), check_reading),
        title_marks=title.marks,
        byline_marks=byline.marks,
    )
    _check_used(head.get("readings"), edition, elsewhere)
    return edition


def _check_used(node: Node | None, edition: Edition, elsewhere: str) -> None:
    """Raise TextError for a reading of a word that stands nowhere: a slip that would go unheard."""
    texts = [elsewhere, edition.title, edition.kicker, edition.byline, *(part.text for part in edition.lead)]
    for section in edition.sections:
        texts += [section.title, *(part.text for part in section.lead)]
        for profile in section.profiles:
            texts += [profile.heading.text, *(part.text for part in profile.paragraphs)]
    printed = "\n".join(texts)
    for word, said in node.items() if node else ():
        if word not in printed:
            hint = _("write the word as the text prints it, or take the line out")
            raise said.fail(_("the text has no word {word}").format(word=word), hint)


def read_marked(text: str, *, check_reading: CheckReading) -> Paragraph:
    """Read the marks of a single line. Raises TextError for one that is not complete."""
    return _Reader("", check_reading).paragraph([(text, 1)]) if _MARKED.search(text) else Paragraph(text, 1)


def _split(text: str, where: str) -> tuple[str, str, int]:
    lines = text.removeprefix("\ufeff").split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise TextError(_("the text is empty"), where=where, hint=_("import the page again"))
    fence = re.compile(r"[-－—]{3,}\s*")
    hint = _("begin the text with: --- / edition: NAME / title: … / ---")
    if not fence.fullmatch(lines[first]):
        raise TextError(
            _("the lines between --- and --- are missing"), where=f"{where}:{first + 1}", hint=hint
        )
    for number in range(first + 1, len(lines)):
        if fence.fullmatch(lines[number]):
            front = "\n" * first + "\n".join(lines[first + 1 : number])
            return front, "\n".join(lines[number + 1 :]), number + 2
    raise TextError(_("the first --- has no second one"), where=f"{where}:{first + 1}", hint=hint)


def _front(head: dict[str, Node], name: str) -> str:
    return head[name].text().strip() if name in head else ""


def _key(head: dict[str, Node], where: str) -> str:
    hint = _("write for example: edition: 2022-06 (letters, digits and - only)")
    if "edition" not in head:
        raise TextError(_("the line edition: is missing"), where=f"{where}:1", hint=hint)
    key = _front(head, "edition")
    if not is_key(key):
        raise head["edition"].fail(_("this cannot name an edition: {key}").format(key=key or '""'), hint)
    return key


def is_key(text: str) -> bool:
    """Tell whether a text can name an edition in files and addresses on every system."""
    return bool(_KEY.fullmatch(text)) and not _RESERVED.fullmatch(text)


def is_folder_name(name: str) -> bool:
    """Tell whether every system can have a folder of this name, and a command can be given it."""
    return bool(_FOLDER.fullmatch(name)) and not _RESERVED.fullmatch(name)


def _date(node: Node | None) -> str:
    if node is None or not node.text().strip():
        return ""
    try:
        return datetime.date.fromisoformat(node.text().strip()).isoformat()
    except ValueError as problem:
        message = _("this is no date: {text}").format(text=node.text())
        raise node.fail(message, _("write year-month-day: 2022-06-15")) from problem


def _readings(node: Node | None, check_reading: CheckReading) -> tuple[tuple[str, str], ...]:
    pairs = []
    for word, said in node.items() if node else ():
        try:
            check_reading(word, said.text())
        except EditionError as problem:
            raise said.fail(problem.message, problem.hint) from problem
        pairs.append((word, said.text()))
    return tuple(pairs)


@dataclass
class _Reader:
    """Reads the body line by line; what is open at the moment is its state."""

    where: str
    check_reading: CheckReading
    lead: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    _open: list[tuple[str, int]] = field(default_factory=list)
    _orders: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    _remarks: set[int] = field(default_factory=set)

    def fail(self, message: str, line: int, hint: str = "") -> TextError:
        return TextError(message, where=f"{self.where}:{line}", hint=hint)

    def read(self, body: str, first_line: int) -> None:
        plain = self._without_comments(body, first_line)
        for number, line in enumerate(plain.split("\n"), first_line):
            words = line.strip()
            if words.startswith(("#", "＃")):
                self._close_paragraph()
                self._heading(words, number)
            elif words:
                self._open.append((words, number))
            elif number not in self._remarks:
                self._close_paragraph()
            for name, value in self._orders.get(number, ()):
                self._order(name, value, number)
        self._close_paragraph()

    def _without_comments(self, body: str, first_line: int) -> str:
        """Take remarks out, keeping the line count; note the orders to us and the lines of mere remarks."""

        def take_out(match: re.Match[str]) -> str:
            line = first_line + body.count("\n", 0, match.start())
            order = _ORDER.fullmatch(match[1])
            if order:
                self._orders.setdefault(line, []).append((_ORDERS[order[1]], order[2]))
            breaks = match[1].count("\n")
            self._remarks.update(range(line, line + breaks + 1))
            return "\n" * breaks

        plain = _COMMENT.sub(take_out, body)
        stray = re.search(r"(?<!\\)<!--", plain)
        if stray:
            line = first_line + plain.count("\n", 0, stray.start())
            raise self.fail(_("a remark begins here and never ends"), line, _("end the remark with -->"))
        return plain

    def _order(self, name: str, value: str, line: int) -> None:
        if not self.sections:
            hint = _("move it to the line below a # or ## line")
            raise self.fail(_("this remark belongs under a heading"), line, hint)
        self._close_paragraph()
        section = self.sections[-1]
        owner: Section | Profile = section.profiles[-1] if section.profiles else section
        if name == "ok":
            codes = tuple(re.findall(r"[A-Z]{3}-\d{3}", value))
            self._replace(replace(owner, settled=(*owner.settled, *codes)))
        elif isinstance(owner, Profile):
            self._replace(replace(owner, voice=value))
        else:
            hint = _("move it to the line below a ## line")
            raise self.fail(_("a voice is set under a profile's heading"), line, hint)

    def _replace(self, owner: Section | Profile) -> None:
        if isinstance(owner, Section):
            self.sections[-1] = owner
        else:
            section = self.sections[-1]
            self.sections[-1] = replace(section, profiles=(*section.profiles[:-1], owner))

    def _heading(self, words: str, line: int) -> None:
        found = _HEADING.match(words)
        marks, title = (found[1], found[2].strip()) if found else ("", "")
        if len(marks) > 2:
            hint = _("a line that is no heading and begins with # is written \\#")
            raise self.fail(_("only # (section) and ## (profile) are known"), line, hint)
        if len(marks) == 2 and not title:
            raise self.fail(_("this heading has no words"), line, _("write who the profile is of"))
        text = self.paragraph([(title, line)]) if title else Paragraph("", line)
        if len(marks) == 1:
            self.sections.append(Section(text.text, (), line, marks=text.marks))
            return
        if not self.sections:
            self.sections.append(Section("", (), line))
        section = self.sections[-1]
        profile = Profile(replace(Heading.parse(text.text), marks=text.marks), (), line)
        self.sections[-1] = replace(section, profiles=(*section.profiles, profile))

    def marked(self, head: dict[str, Node], name: str) -> Paragraph:
        """Read a line of the front matter with its marks; an empty text where there is none."""
        words = _front(head, name)
        return self.paragraph([(words, head[name].line)]) if words else Paragraph("", 0)

    def _close_paragraph(self) -> None:
        if not self._open:
            return
        paragraph = self.paragraph(self._open)
        self._open = []
        if not self.sections:
            self.lead.append(paragraph)
        elif not self.sections[-1].profiles:
            section = self.sections[-1]
            self.sections[-1] = replace(section, lead=(*section.lead, paragraph))
        else:
            profile = self.sections[-1].profiles[-1]
            self._replace(replace(profile, paragraphs=(*profile.paragraphs, paragraph)))

    def paragraph(self, lines: list[tuple[str, int]]) -> Paragraph:
        printed, marks, size = [], [], 0
        for text, mark in self._pieces(lines):
            if mark is not None:
                marks.append(Mark(size, size + len(text), mark))
            printed.append(text)
            size += len(text)
        return Paragraph("".join(printed), lines[0][1], tuple(marks))

    def _pieces(self, lines: list[tuple[str, int]]) -> Iterator[tuple[str, str | None]]:
        text, line = _joined([words for words, _line in lines]), lines[0][1]
        end = 0
        for found in _PIECE.finditer(text):
            yield text[end : found.start()], None
            end = found.end()
            if found["stray"]:
                hint = _("{printed|said} and 〔残：…〕 are the marks; a brace that is meant is written \\{")
                raise self.fail(_("a mark is not complete: {mark}").format(mark=found[0]), line, hint)
            if found["escaped"]:
                yield found["escaped"], None
            elif found["broken"] is not None or found["typed"] is not None:
                yield found["broken"] or found["typed"] or "", ""
            else:
                yield found["printed"], self._said(found["printed"], found["said"], line)
        yield text[end:], None

    def _said(self, printed: str, said: str, line: int) -> str:
        try:
            self.check_reading(printed, said.strip())
        except EditionError as problem:
            raise self.fail(problem.message, line, problem.hint) from problem
        return said.strip()


def _joined(lines: list[str]) -> str:
    text = ""
    for words in lines:
        gap = " " if text and text[-1].isascii() and text[-1].isalnum() and words[0].isascii() else ""
        text += gap + words
    return text
