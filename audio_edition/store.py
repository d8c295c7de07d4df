"""The store: products by key in a folder, each whole or absent; deleting it is always safe."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from .errors import AudioError
from .files import sweep_parts, write_whole
from .model import Key

_SEAL = b"\naudio-edition, whole: "
_SEAL_BYTES = len(_SEAL) + hashlib.sha256().digest_size
_PLACE = re.compile(r"(?P<kind>[a-z]+)/(?P<folder>[0-9a-f]{2})/(?P<key>(?P=folder)[0-9a-f]{62})")


@dataclass(frozen=True, slots=True)
class Product:
    """A product's file as it lies there, whole or not."""

    kind: str
    key: Key
    size_bytes: int
    written_ns: int
    """Time of its last writing, in nanoseconds since 1970."""


class Store:
    """A folder with one file a product, under its kind and key.

    Behind the product's own bytes stands a seal: a sha256 of them with the kind and the key. So a file that
    was cut, changed, lengthened or put in another's place is known; players take no notice of a seal.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._parts = root / "parts"
        self._damaged: set[tuple[str, Key]] = set()

    @property
    def damaged(self) -> frozenset[tuple[str, Key]]:
        """Kind and key of each damaged product that was met so far."""
        return frozenset(self._damaged)

    def among(self, kind: str, keys: Iterable[Key]) -> frozenset[Key]:
        """Return those of the keys whose product is here and whole."""
        return frozenset(key for key in keys if self.read(kind, key) is not None)

    def read(self, kind: str, key: Key) -> bytes | None:
        """Return a product, or None when it is not here or damaged."""
        try:
            data = self._path(kind, key).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            data = b""
        product, seal = data[:-_SEAL_BYTES], data[-_SEAL_BYTES:]
        if seal == _seal(kind, key, product):
            return product
        self._damaged.add((kind, key))
        return None

    def write(self, kind: str, key: Key, data: bytes) -> None:
        """Keep a product. Raises AudioError when it cannot be written."""
        path = self._path(kind, key)
        try:
            write_whole(path, data + _seal(kind, key, data), parts=self._parts)
        except PermissionError as problem:
            if self.read(kind, key) is None:  # on Windows another build may be reading the very same product
                hint = _("close the program that has it open and try again")
                message = _("this file cannot be replaced")
                raise AudioError(message, where=str(path), hint=hint) from problem

    def drop(self, kind: str, key: Key) -> None:
        """Forget a product."""
        with suppress(OSError):  # the product that is made instead takes its place in any case
            self._path(kind, key).unlink(missing_ok=True)

    def products(self) -> Iterator[Product]:
        """Look at all that is here without reading it; what lies here and is not ours is passed over."""
        for kind, folder, file in _three_deep(self._root):
            place = _PLACE.fullmatch(f"{kind}/{folder}/{file.name}")
            with suppress(OSError):  # it may just be removed
                if place and file.is_file(follow_symlinks=False):
                    about = file.stat(follow_symlinks=False)
                    yield Product(kind, Key(place["key"]), about.st_size, about.st_mtime_ns)

    def remove(self, product: Product) -> bool:
        """Remove a product unless it was written again since it was looked at; tell whether it is gone."""
        path = self._path(product.kind, product.key)
        try:
            if path.stat().st_mtime_ns == product.written_ns:
                path.unlink()
                return True
        except FileNotFoundError:
            return True
        except OSError:
            pass
        return False

    def sweep(self) -> None:
        """Remove what killed builds left half-written."""
        sweep_parts(self._parts)

    def _path(self, kind: str, key: Key) -> Path:
        return self._root / kind / key[:2] / key


def _seal(kind: str, key: Key, data: bytes) -> bytes:
    told = hashlib.sha256(f"{kind}/{key}\n".encode())
    told.update(data)
    return _SEAL + told.digest()


def _three_deep(root: Path) -> Iterator[tuple[str, str, os.DirEntry[str]]]:
    for kind in _entries(root):
        for folder in _entries(kind.path):
            for file in _entries(folder.path):
                yield kind.name, folder.name, file


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:  # no folder, or none that can be read
        return []
