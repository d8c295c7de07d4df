"""The store: products by key in a folder, each whole or absent; deleting it is always safe."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .errors import AudioError
from .files import write_whole
from .model import Key


class Store:
    """A folder with one file a product, under its kind and key."""

    def __init__(self, root: Path) -> None:
        self._root = root

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
            write_whole(path, data)
        except PermissionError as problem:
            if not path.is_file():  # on Windows another build may be reading the very same product
                raise AudioError(str(problem), where=str(path)) from problem

    def drop(self, kind: str, key: Key) -> None:
        """Forget a damaged product."""
        self._path(kind, key).unlink(missing_ok=True)

    def _path(self, kind: str, key: Key) -> Path:
        return self._root / kind / key[:2] / key
