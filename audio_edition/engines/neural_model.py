"""The folder of a neural voice: its kind, and whether it is whole, before anything of it is loaded."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import gettext as _
from pathlib import Path

from ..errors import EngineMissing
from ..files import shown
from .onnx_file import read_metadata

_NEEDED = {
    "vits": ("sample_rate", "n_speakers", "language", "comment"),
    "matcha": ("sample_rate", "n_speakers", "pad_id", "use_eos_bos"),
    "kokoro": ("sample_rate", "n_speakers", "style_dim"),
}
"""Metadata without which sherpa-onnx 2.0.1 ends its process."""
_NUMBERS = ("sample_rate", "n_speakers", "pad_id", "use_eos_bos")
_VOCODER = re.compile(r"vocos|hifigan|vocoder", re.IGNORECASE)
_BLOCKS, _BLOCK_BYTES = 64, 65_536


@dataclass(frozen=True, slots=True)
class Model:
    """A neural voice that has everything it needs."""

    name: str
    kind: str
    """vits, matcha or kokoro."""
    folder: Path
    files: Mapping[str, str]
    """Names of its files by their part: model, tokens and, where the kind has them, vocoder and voices."""
    lexicons: tuple[str, ...]
    speakers: int
    has_tones_apart: bool
    """Whether a word's sounds and its tones stand one behind the other in the lexicon (MeloTTS)."""


def find_model(name: str, folder: Path) -> Model:
    """Look at a model's folder. Raises EngineMissing that names what is missing or damaged."""
    if not folder.is_dir():
        raise _fault(name, folder, _("there is no model called {name}").format(name=name))
    models = _named(folder, "*.onnx")
    vocoders = [file for file in models if _VOCODER.search(file)]
    acoustic = _main([file for file in models if file not in vocoders])
    if not acoustic:
        raise _fault(name, folder / "model.onnx", _("this file is missing"))
    meta = _metadata(name, folder / acoustic)
    kind = _kind(folder, meta, vocoders)
    files = {"model": acoustic, "tokens": "tokens.txt"}
    if kind == "kokoro":
        files["voices"] = "voices.bin"
    if kind == "matcha":
        files["vocoder"] = vocoders[0] if vocoders else "vocos-22khz-univ.onnx"
    lexicons = [file for file in _named(folder, "lexicon*.txt") if "-gb-" not in file] or ["lexicon.txt"]
    _whole(name, folder, [*files.values(), *lexicons])
    if kind == "matcha":
        _metadata(name, folder / files["vocoder"])
    _judge(name, folder / acoustic, meta, kind)
    return Model(
        name,
        kind,
        folder,
        files,
        tuple(lexicons),
        max(1, int(meta["n_speakers"])),
        "melo" in meta.get("comment", ""),
    )


def fingerprint(folder: Path) -> str:
    """Name a model by what is in it: sizes, names and blocks spread over every file; "" without a folder."""
    try:
        stats = [
            (path, path.stat())
            for path in sorted(folder.iterdir())
            if path.suffix in (".onnx", ".txt", ".bin")
        ]
    except OSError:
        return ""
    stats = [(path, stat) for path, stat in stats if not path.name.startswith(".")]
    return _digest(tuple((path, stat.st_size, stat.st_mtime_ns) for path, stat in stats))


@lru_cache
def _digest(files: tuple[tuple[Path, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for path, size, _changed in files:
        digest.update(f"{path.name}\0{size}\0".encode())
        with path.open("rb") as file:
            for block in range(_BLOCKS):
                file.seek(max(0, size - _BLOCK_BYTES) * block // (_BLOCKS - 1))
                digest.update(file.read(_BLOCK_BYTES))
                if size <= _BLOCK_BYTES:
                    break
    return digest.hexdigest()[:16]


def _named(folder: Path, pattern: str) -> list[str]:
    return sorted(path.name for path in folder.glob(pattern) if not path.name.startswith("."))


def _main(models: list[str]) -> str:
    """Choose the model among those that lie there: the exact one before one that was made smaller."""
    return min(models, key=lambda file: ("int8" in file, file != "model.onnx", file), default="")


def _metadata(name: str, path: Path) -> dict[str, str]:
    try:
        return read_metadata(path)
    except (OSError, ValueError) as problem:
        message = _("this file is damaged: {reason}").format(reason=problem)
        raise _fault(name, path, message) from problem


def _kind(folder: Path, meta: Mapping[str, str], vocoders: list[str]) -> str:
    if (folder / "voices.bin").exists() or "style_dim" in meta:
        return "kokoro"
    return "matcha" if vocoders or "matcha" in meta.get("model_type", "") else "vits"


def _whole(name: str, folder: Path, files: Iterable[str]) -> None:
    for file in files:
        path = folder / file
        if not path.is_file():
            raise _fault(name, path, _("this file is missing"))
        if not path.stat().st_size:
            raise _fault(name, path, _("this file is empty"))


def _judge(name: str, path: Path, meta: Mapping[str, str], kind: str) -> None:
    missing = [key for key in _NEEDED[kind] if not meta.get(key)]
    if missing:
        message = _("this model does not say its {what}; sherpa-onnx cannot use it")
        raise _fault(name, path, message.format(what=", ".join(missing)))
    odd = [key for key in _NUMBERS if key in meta and not re.fullmatch(r"-?\d{1,6}", meta[key])]
    if odd or not 8_000 <= int(meta["sample_rate"]) <= 48_000:
        message = _("this model says something impossible of its {what}")
        raise _fault(name, path, message.format(what=", ".join(odd or ["sample_rate"])))


def _fault(name: str, path: Path, message: str) -> EngineMissing:
    hint = _("put the model there, or run: python make_audio.py voices get {name}").format(name=name)
    return EngineMissing(message, where=shown(path), hint=hint)
