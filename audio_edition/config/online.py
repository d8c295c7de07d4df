"""online: in voices.yaml: whether texts may go to the online voice, and which proofs an editor dropped."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _

from ..yaml_text import Node

_YES, _NO = ("true", "yes", "是"), ("false", "no", "否")
DROPPABLE = ("frames", "loudness", "marks", "tail", "clipping", "hole", "twice", "length")
"""The proofs of engines.proofs that may be dropped; that the turn ended with these very words never is."""


@dataclass(frozen=True, slots=True)
class Online:
    """How far the online voice may be used."""

    allowed: bool | None = None
    """None while the editor has not said."""
    without: frozenset[str] = frozenset()
    """Names of proofs that speech need not pass."""


def read_online(node: Node | None) -> Online:
    """Read `true`, `false` or `{allowed: true, without: [tail]}`. Raises VoicesError."""
    if node is None or node.value == "":
        return Online()
    if isinstance(node.value, str) and "：" not in node.value:
        return Online(_allowed(node))
    found = node.known(("allowed", "without"))
    names = [] if "without" not in found or found["without"].value == "" else found["without"].several()
    for name in names:
        if name.text() not in DROPPABLE:
            hint = _("these may be dropped: {names}").format(names=", ".join(DROPPABLE))
            raise name.fail(_("no such proof may be dropped: {name}").format(name=name.text()), hint)
    allowed = _allowed(found["allowed"]) if "allowed" in found else None
    return Online(allowed, frozenset(name.text() for name in names))


def _allowed(node: Node) -> bool:
    word = node.text().strip().lower()
    if word not in (*_YES, *_NO):
        hint = _("write online: true or online: false")
        raise node.fail(_("unknown value: {value}").format(value=node.text()), hint)
    return word in _YES
