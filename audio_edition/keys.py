"""Keys: names of content. Equal parts give the equal key, on every machine."""

from __future__ import annotations

import hashlib
import json

from .model import Key


def key_of(*parts: object) -> Key:
    """Name what these parts decide: the SHA-256 of their canonical JSON."""
    text = json.dumps(list(parts), ensure_ascii=False, separators=(",", ":"))
    return Key(hashlib.sha256(text.encode()).hexdigest())
