"""YAML that a person typed, as values that know their line; nothing in it is ever executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _

import yaml

from .errors import EditionError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDE_COLON = re.compile(r"^(\s*(?:- )?[^\s:：#'\"{\[]+)：[ \u3000]*", re.MULTILINE)
_BLANK_ENDS = re.compile(r"[ \t\u3000]+$", re.MULTILINE)
_WIDE_INDENT = re.compile(r"^[ \u3000]*\u3000[ \u3000]*", re.MULTILINE)
_WIDE_REMARK = re.compile(r"^([ \u3000]*)＃", re.MULTILINE)
_WIDE_BRACES = re.compile(r"(?<=: )[｛［{\[].*[｝］}\]][ \u3000]*$", re.MULTILINE)
_WIDE_SIGNS = {
    "：": ": ",
    "｛": "{",
    "｝": "}",
    "［": "[",
    "］": "]",
    "，": ", ",
    "“": '"',
    "”": '"',
    "＂": '"',
}
_MAGIC = re.compile(r"(?:^|[:,\[{-])\s+[*&!@%`]")
_NEXT_PAIR = re.compile(r"\s+(?=[^\s：]+：)")


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar (always text), a mapping or a list, with the line it starts in."""

    value: str | dict[str, Node] | list[Node]
    line: int
    where: str
    """File name, for errors."""
    error: type[EditionError]

    def fail(self, message: str, hint: str = "") -> EditionError:
        """Make the error that points at this line."""
        return self.error(message, where=f"{self.where}:{self.line}", hint=hint)

    def text(self) -> str:
        """Return a scalar's text; "" for an empty one."""
        if not isinstance(self.value, str):
            raise self.fail(_("a single value was expected here"), _quote())
        return self.value

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield a mapping's pairs in the file's order; an empty value is an empty mapping."""
        if self.value == "":
            return
        pairs = _wide_mapping(self) if isinstance(self.value, str) else self.value
        if not isinstance(pairs, dict):
            hint = _("write each on a line of its own: name, colon, blank, value")
            raise self.fail(_("names with values were expected here (name: value)"), hint)
        yield from pairs.items()

    def several(self) -> list[Node]:
        """Return a list's values; a single value counts as a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    def whole_number(self, lowest: int, highest: int) -> int:
        """Return a whole number within the limits."""
        text = self.text()
        if not re.fullmatch(r"-?\d{1,9}", text) or not lowest <= int(text) <= highest:
            message = _("{text} is not a whole number from {lowest} to {highest}")
            hint = _("write digits alone, without ms or dB")
            raise self.fail(message.format(text=text or '""', lowest=lowest, highest=highest), hint)
        return int(text)

    def known(self, names: tuple[str, ...]) -> dict[str, Node]:
        """Return a mapping whose names are all known ones."""
        found = dict(self.items())
        for name, node in found.items():
            if name not in names:
                hint = _("known here: {names}").format(names=", ".join(names))
                raise node.fail(_("unknown name: {name}").format(name=name), hint)
        return found


def read_yaml(text: str, *, where: str, error: type[EditionError], first_line: int = 1) -> Node:
    """Read YAML into located values, forgiving an input method's full-width colons, braces and blanks.

    Raises `error` with the line for what is not YAML, for a name given twice, and for what would lose words
    or unfold without end: references (`*x`, `&x`) and tags (`!x`). `first_line` is the file's line in which
    `text` starts.
    """
    narrow = _narrow(text)
    try:
        found = _compose(text, where, error, first_line)
    except EditionError:
        if narrow == text:
            raise
        return _compose(narrow, where, error, first_line)
    if isinstance(found.value, str) and narrow != text:
        return _compose(narrow, where, error, first_line)
    return found


def _narrow(text: str) -> str:
    """Make the signs half-width that YAML itself needs; the words stay as they are."""
    text = _WIDE_INDENT.sub(lambda found: found[0].replace("\u3000", "  "), _BLANK_ENDS.sub("", text))
    text = _WIDE_COLON.sub(r"\1: ", _WIDE_REMARK.sub(r"\1#", text))
    return _WIDE_BRACES.sub(lambda found: _narrow_signs(found[0]), text)


def _narrow_signs(text: str) -> str:
    wide = any(sign in text for sign in "｛｝［］")
    return "".join(_WIDE_SIGNS.get(sign, sign) for sign in text) if wide else text


def _wide_mapping(node: Node) -> str | dict[str, Node] | list[Node]:
    """Read again what YAML took for a text because its colons or braces are full-width."""
    text = str(node.value).strip()
    if text.startswith("｛") and text.endswith("｝"):
        return _compose(_narrow_signs(text), node.where, node.error, node.line).value
    if "：" in text:
        rows = _WIDE_COLON.sub(r"\1: ", "\n".join(_NEXT_PAIR.split(text)))
        return _compose(rows, node.where, node.error, node.line).value
    return text


def _compose(text: str, where: str, error: type[EditionError], first_line: int) -> Node:
    try:
        for event in yaml.parse(text, Loader=_Loader):
            _refuse_magic(event, where, error, first_line)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as problem:
        line, message, hint = _plain(problem, text)
        raise error(message, where=f"{where}:{line + first_line}", hint=hint) from problem
    except (RecursionError, ValueError) as problem:
        hint = _("write it as simply as the delivered one")
        raise error(_("cannot be read: nested too deeply or damaged"), where=where, hint=hint) from problem
    if root is None:
        return Node("", first_line, where, error)
    return _convert(root, first_line, where, error)


def _refuse_magic(event: yaml.Event, where: str, error: type[EditionError], first_line: int) -> None:
    """Refuse references and tags: YAML would drop their words from the text."""
    reference = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None)
    if reference or getattr(event, "tag", None):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        raise error(_no_sign(), where=f"{where}:{line}", hint=_quote())


def _plain(problem: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """Say in an editor's words why this is no YAML; the parser speaks of tokens, and only in English.

    Returns the line of `text` from 0, what is the matter and what to do.
    """
    said = f"{getattr(problem, 'context', '')} {getattr(problem, 'problem', '')}"
    mark: yaml.Mark | None = getattr(problem, "problem_mark", None)
    opened: yaml.Mark | None = getattr(problem, "context_mark", None)
    line = mark.line if mark else 0
    here = text.split("\n")[line] if line <= text.count("\n") else ""
    hint = _("check the colons, quotes, brackets and the blanks at the start of the line")
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return line, _("a tab stands at the beginning of this line; blanks are needed"), hint
    if _MAGIC.search(here):
        return line, _no_sign(), _quote()
    if "mapping values" in said:
        return line, _("there is a second colon on this line"), _quote()
    if opened and ("quoted scalar" in said or "flow" in said):
        return opened.line, _("a quotation mark, a bracket or a comma is missing"), hint
    return line, _("this line, or the one above it, cannot be understood"), hint


def _no_sign() -> str:
    return _("no value can begin with one of * & ! @ ` %")


def _quote() -> str:
    return _('put the words in quotes: "…"')


def _convert(node: yaml.Node, first_line: int, where: str, error: type[EditionError]) -> Node:
    line = node.start_mark.line + first_line
    if isinstance(node, yaml.ScalarNode):
        empty = node.style is None and node.value in ("~", "null")
        return Node("" if empty else node.value, line, where, error)
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(child, first_line, where, error) for child in node.value], line, where, error)
    pairs: dict[str, Node] = {}
    for key, value in node.value:
        name = _convert(key, first_line, where, error)
        if not isinstance(name.value, str) or name.value in pairs:
            hint = _("keep one of the two; put a name with brackets in quotes")
            raise name.fail(_("this name stands here twice, or is no plain name"), hint)
        pairs[name.value] = _convert(value, first_line, where, error)
    return Node(pairs, line, where, error)
