"""A page as a browser sees it: elements, their attributes and their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "input", "br", "img", "link"})


@dataclass
class Element:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str, name: str = "") -> list[Element]:
        """The elements with this tag and, if one is given, this class, in order."""
        return [e for e in self.walk() if e.tag == tag and (not name or name in e.names)]

    @property
    def names(self) -> list[str]:
        return self.attrs.get("class", "").split()

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        parts = (
            child if isinstance(child, str) else child.text(without=without)
            for child in self.children
            if isinstance(child, str) or child.tag not in without
        )
        return "".join(parts)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(page: str) -> Element:
    """Read a page in which every element is closed in its turn."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    assert [element.tag for element in builder.open] == ["document"]
    return builder.open[0]
