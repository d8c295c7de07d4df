"""The store: products by key in a folder, each whole or absent; deleting it is always safe."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from gettext import gettext as _
from pathlib import Path

from .errors import AudioError
from .files import sweep_parts, write_whole
from .model import Key


class Store:
    """A folder with one file a product, under its kind and key."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._parts = root / "parts"

    def among(self, kind: str, keys: Iterable[Key]) -> frozenset[Key]:
        """Return those of the keys whose product is here."""
        return frozenset(key for key in keys if self._path(kind, key).is_file())

    def read(self, kind: str, key: Key) -> bytes | None:
        """Return a product, or None when it is not here."""
        try:
            return self._path(kind, key).read_bytes()
        except OSError:
            return None

    def write(self, kind: str, key: Key, data: bytes) -> None:
        """Keep a product. Raises AudioError when it cannot be written."""
        path = self._path(kind, key)
        try:
            write_whole(path, data, parts=self._parts)
        except PermissionError as problem:
            if not path.is_file():  # on Windows another build may be reading the very same product
                hint = _("close the program that has it open and try again")
                message = _("this file cannot be replaced")
                raise AudioError(message, where=str(path), hint=hint) from problem

    def drop(self, kind: str, key: Key) -> None:
        """Forget a damaged product."""
        with suppress(OSError):  # the product that is made instead takes its place in any case
            self._path(kind, key).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what killed builds left half-written."""
        sweep_parts(self._parts)

    def _path(self, kind: str, key: Key) -> Path:
        return self._root / kind / key[:2] / key
