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
            raise self.fail(_("a single value was expected here"))
        return self.value

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield a mapping's pairs in the file's order; an empty value is an empty mapping."""
        if self.value == "":
            return
        if not isinstance(self.value, dict):
            raise self.fail(_("names with values were expected here (name: value)"))
        yield from self.value.items()

    def several(self) -> list[Node]:
        """Return a list's values; a single value counts as a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    def whole_number(self, lowest: int, highest: int) -> int:
        """Return a whole number within the limits."""
        text = self.text()
        if not re.fullmatch(r"-?\d{1,9}", text) or not lowest <= int(text) <= highest:
            message = _("{text} is not a whole number from {lowest} to {highest}")
            raise self.fail(message.format(text=text or '""', lowest=lowest, highest=highest))
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
    """Read YAML into located values, forgiving full-width colons behind names.

    Raises `error` with the line for what is not YAML, for a name given twice, and for references (`*x`),
    which could unfold without end. `first_line` is the file's line in which `text` starts.
    """
    narrow = _WIDE_COLON.sub(r"\1: ", text)
    try:
        found = _compose(text, where, error, first_line)
    except EditionError:
        if narrow == text:
            raise
        return _compose(narrow, where, error, first_line)
    if isinstance(found.value, str) and narrow != text:
        return _compose(narrow, where, error, first_line)
    return found


def _compose(text: str, where: str, error: type[EditionError], first_line: int) -> Node:
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                line = first_line + (event.start_mark.line if event.start_mark else 0)
                raise error(_("references (*name) cannot be used here"), where=f"{where}:{line}")
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as problem:
        mark: yaml.Mark | None = getattr(problem, "problem_mark", None)
        line = mark.line + first_line if mark else first_line
        said = getattr(problem, "problem", None) or _("this is not YAML")
        hint = _("check the colons, quotes and the blanks at the start of the line")
        raise error(
            _("cannot be read: {problem}").format(problem=said), where=f"{where}:{line}", hint=hint
        ) from problem
    except (RecursionError, ValueError) as problem:
        raise error(_("cannot be read: nested too deeply or damaged"), where=where) from problem
    if root is None:
        return Node("", first_line, where, error)
    return _convert(root, first_line, where, error)


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
            raise name.fail(_("this name stands here twice, or is no plain name"))
        pairs[name.value] = _convert(value, first_line, where, error)
    return Node(pairs, line, where, error)
