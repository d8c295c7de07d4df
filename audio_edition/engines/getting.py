"""Get a neural voice: fetch its files, unpack them with care, look at them, then put them in place."""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path, PurePosixPath

from ..errors import AudioError, EngineMissing, SpeechError, UsageError
from ..files import shown
from .catalogue import OFFERS, Offer
from .fetching import fetch
from .neural_model import find_model

_MOST_BYTES = 2_000_000_000
_MOST_FILES = 5_000
_LONGEST_NAME = 200


def find_offer(name: str, sha256: str = "") -> Offer:
    """Return what the list has under a name; a sum that a person gives is for the file that has none.

    Raises UsageError for an unknown name and for a file whose sum nobody knows.
    """
    if name not in OFFERS:
        hint = _("there are: {names}").format(names=", ".join(OFFERS))
        raise UsageError(_("no voice is called {name}").format(name=name), hint=hint)
    return pinned(OFFERS[name], sha256)


def pinned(offer: Offer, sha256: str) -> Offer:
    """Give a file without a known sum the one that a person knows. Raises UsageError where it is missing."""
    unknown = [part for part in offer.parts if not part.sha256]
    if unknown and not sha256:
        message = _("the sum of {file} is not verified here, so it cannot be told from a forged one")
        hint = _("compute it where you trust the file, and give it with --sha256")
        raise UsageError(message.format(file=unknown[0].file), hint=hint)
    parts = (part if part.sha256 else replace(part, sha256=sha256.strip().lower()) for part in offer.parts)
    return replace(offer, parts=tuple(parts))


def get_model(offer: Offer, models: Path, *, mirror: str = "") -> Iterator[int]:
    """Put a voice into the folder models/NAME; yield how many bytes have come.

    Raises UsageError when it is there already, SpeechError when it cannot be fetched or is not what it
    should be, AudioError when it cannot be written. Afterwards the folder is whole, or absent as before.
    """
    place = models / offer.name
    if place.exists():
        message = _("the voice {name} is there already").format(name=offer.name)
        raise UsageError(message, where=shown(place), hint=_("delete its folder to fetch it anew"))
    workshop = models / f".{offer.name}"
    unpacked = workshop / "whole"
    done = 0
    for part in offer.parts:
        file = workshop / part.file
        if not file.is_file():
            for here in fetch(part, file, mirror=mirror):
                yield done + here
        done += part.size
        yield done
    shutil.rmtree(unpacked, ignore_errors=True)
    try:
        unpacked.mkdir(parents=True)
        for part in offer.parts:
            _lay_out(workshop / part.file, unpacked)
        _look(offer, unpacked)
        unpacked.replace(place)
    except OSError as problem:
        message = _("the voice cannot be unpacked: {reason}").format(reason=problem.strerror or problem)
        raise AudioError(
            message, where=shown(workshop), hint=_("make room, or allow writing there")
        ) from problem
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)
    shutil.rmtree(workshop, ignore_errors=True)


def _look(offer: Offer, folder: Path) -> None:
    try:
        find_model(offer.name, folder)
    except EngineMissing as problem:
        message = f"{Path(problem.where).name}: {problem.message}"
        raise SpeechError(message, where=offer.parts[0].url, hint=_("try another voice")) from problem


def _lay_out(file: Path, folder: Path) -> None:
    """Put a file into the folder, or what an archive holds below its own top folder."""
    if not file.name.endswith((".tar.bz2", ".tar.gz")):
        shutil.copyfile(file, folder / file.name)
        return
    try:
        with tarfile.open(file, "r:*") as archive:
            _unpack(archive, folder, file)
    except (tarfile.TarError, EOFError) as problem:
        raise _unsafe(file, _("it is damaged")) from problem


def _unpack(archive: tarfile.TarFile, folder: Path, file: Path) -> None:
    size = 0
    for count, member in enumerate(archive, 1):
        size += member.size
        if size > _MOST_BYTES or count > _MOST_FILES:
            raise _unsafe(file, _("it holds too much"))
        if member.isdir():
            continue
        source = archive.extractfile(member) if member.isfile() else None
        if source is None:
            raise _unsafe(file, _("{name} is no plain file").format(name=member.name))
        inner = _inner(member.name, file)
        target = folder / inner
        target.parent.mkdir(parents=True, exist_ok=True)
        with source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1_048_576)


def _inner(name: str, file: Path) -> PurePosixPath:
    """Return a member's path below the archive's top folder. Raises SpeechError where it leads elsewhere."""
    path = PurePosixPath(name)
    parts = path.parts[1:] if len(path.parts) > 1 else path.parts
    odd = any(sign in name for sign in '\\:*?"<>|\0') or len(name) > _LONGEST_NAME
    if odd or path.is_absolute() or ".." in path.parts or not parts:
        raise _unsafe(file, _("{name} would lie elsewhere").format(name=name))
    return PurePosixPath(*parts)


def _unsafe(file: Path, reason: str) -> SpeechError:
    file.unlink(missing_ok=True)
    message = _("{file} is not unpacked: {reason}").format(file=file.name, reason=reason)
    return SpeechError(message, hint=_("try again, or name another mirror: in voices.yaml"))
