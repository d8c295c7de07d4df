"""What a build settles with the online voice: consent, connections, what is known of its voices."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from ..config.online import Online
from ..engines import Engine
from ..errors import VoicesError
from ..files import write_whole
from ..model import Key, Utterance
from ..store import Store

_LENGTHS = Key(hashlib.sha256(b"lengths of speech, edge, 1").hexdigest())
_NOTICE = "online-notice"


@dataclass(frozen=True, slots=True)
class Settlement:
    """Tell the online voice what the editor allows before it speaks; keep what it learned."""

    store: Store
    jobs: int = 0
    """How many connections the editor asked for; 0 takes what is polite."""
    without: frozenset[str] = frozenset()

    def begin(self, engine: Engine) -> None:
        """Set an engine up, if it is the online voice."""
        if engine.name != "edge":
            return
        from ..engines.edge import Edge
        from ..engines.manners import PARALLEL

        if isinstance(engine, Edge):
            engine.widen(self.jobs or PARALLEL)
            engine.drop(self.without)
            engine.belief.lengths.remember(self.store.read("lengths", _LENGTHS) or b"[]")

    def doubts(self, engine: Engine) -> frozenset[Utterance]:
        """Return what the online voice would not believe again."""
        if engine.name != "edge":
            return frozenset()
        from ..engines.edge import Edge

        return engine.doubts() if isinstance(engine, Edge) else frozenset()

    def end(self, engine: Engine) -> None:
        """Keep what the online voice learned; losing it costs only narrower proofs."""
        if engine.name != "edge":
            return
        from ..engines.edge import Edge

        if isinstance(engine, Edge):
            self.store.write("lengths", _LENGTHS, engine.belief.lengths.kept())


def refuse_forbidden(engine: str, online: Online) -> None:
    """Raise VoicesError where the online voice would be asked although voices.yaml says no."""
    if engine == "edge" and online.allowed is False:
        hint = _("use --engine espeak, or write online: true")
        message = _("online: false says that no text may go to the online voice")
        raise VoicesError(message, where="voices.yaml", hint=hint)


def must_say(out: Path, online: Online) -> bool:
    """Tell whether an editor has still to hear that texts go to Microsoft."""
    return online.allowed is None and not (out / ".store" / _NOTICE).is_file()


def note_said(out: Path) -> None:
    """Remember that an editor has heard it."""
    write_whole(out / ".store" / _NOTICE, b"said: the online voice sends texts to Microsoft's servers\n")
