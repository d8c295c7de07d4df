"""Getting a neural voice into the folder where a build looks for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..config import Config
from ..engines.catalogue import Offer
from ..engines.getting import find_offer, get_model
from .gather import models_folder

MIRROR_SETTING = "AUDIO_EDITION_MODEL_MIRROR"
"""Environment variable that overrules mirror: in voices.yaml."""


@dataclass(frozen=True, slots=True)
class Steps:
    """A voice on its way; going through it fetches it."""

    offer: Offer
    folder: Path
    """Where it will lie."""
    mirror: str

    def __iter__(self) -> Iterator[int]:
        """Yield how many bytes have come."""
        yield from get_model(self.offer, self.folder.parent, mirror=self.mirror)


def get_voice(name: str, root: Path, config: Config, *, sha256: str = "") -> Steps:
    """Prepare to get a voice from the list. Raises UsageError; fetches nothing yet."""
    offer = find_offer(name, sha256)
    mirror = os.environ.get(MIRROR_SETTING, "").strip() or config.mirror
    return Steps(offer, models_folder(root) / name, mirror)
