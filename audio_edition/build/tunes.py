"""The music of a build: which tune stands where, and the editor's own files behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from gettext import gettext as _
from pathlib import Path

from ..config import Config, MusicChoice, Sound
from ..errors import AudioError, VoicesError
from ..files import shown
from ..mastering import compose, master, read_music
from ..model import Music
from ..outlets import Preset
from ..plan import MUSIC_LEVEL_LU, Task
from ..script import OUR_TUNES, Tunes

MOST_BYTES = 64_000_000
"""Of a file: six minutes of a CD's sound. Nothing larger is an opening tune, and all of it is read."""
_SIGN_PAUSE_MS = 300


@dataclass(frozen=True, slots=True)
class OwnMusic:
    """A sound file that voices.yaml names."""

    path: Path
    where: str
    """The line that names it."""

    def fail(self, message: str, hint: str) -> VoicesError:
        """Make the error that names both the line and the file."""
        return VoicesError(f"{shown(self.path)}: {message}", where=self.where, hint=hint)


Owned = Mapping[str, OwnMusic]
"""The editor's own music by the digest of its content."""


def gather_tunes(choice: MusicChoice, root: Path, preset: Preset) -> tuple[Tunes, Owned]:
    """Find what is played at each place of an outlet. Raises VoicesError for a file that cannot be read.

    An outlet for horns, which has a band, gets no music under words and no sign for each person: one opens a
    section (facts/audio.md 8).
    """
    for_horns = preset.band_hz is not None
    owned: dict[str, OwnMusic] = {}
    found = {place: _music(place, sound, root, owned) for place, sound in choice.places.items()}
    if for_horns:
        found["profile"] = None
    return Tunes(**found, under_intro=choice.under_intro and not for_horns), owned


def _music(place: str, sound: Sound, root: Path, owned: dict[str, OwnMusic]) -> Music | None:
    usual: Music = getattr(OUR_TUNES, place) or Music(place, _SIGN_PAUSE_MS)
    if sound.tune:
        return replace(usual, name=sound.tune)
    if not sound.file:
        return None
    own = OwnMusic(root / sound.file, f"{shown(root / 'voices.yaml')}:{sound.line}")
    digest = hashlib.sha256(_read(own)).hexdigest()
    owned.setdefault(digest, own)
    return replace(usual, digest=digest)


def _read(own: OwnMusic) -> bytes:
    if not own.path.is_file():
        raise own.fail(_("there is no such file"), _("check the name and the folder"))
    try:
        size = own.path.stat().st_size
        data = own.path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as problem:
        reason = problem.strerror or str(problem)
        message = _("the file cannot be read: {reason}").format(reason=reason)
        raise own.fail(message, _("check the name and the folder")) from problem
    if size > MOST_BYTES:
        message = _("this file has {megabytes} MB").format(megabytes=size // 1_000_000)
        raise own.fail(message, _("cut out what you want to hear, or save it as MP3"))
    if not data:
        raise own.fail(_("this file is empty"), _("choose another file, or write none"))
    return data


def sound_of(music: Music, owned: Owned, preset: Preset) -> bytes:
    """Return the WAV of a tune. Raises VoicesError for a file that is no music, or not the one any more."""
    if not music.digest:
        return compose(music.name)
    own = owned[music.digest]
    data = _read(own)
    if hashlib.sha256(data).hexdigest() != music.digest:
        raise own.fail(_("this file changed while it was used"), _("build again"))
    try:
        return read_music(data, preset)[0]
    except AudioError as problem:
        raise own.fail(problem.message, problem.hint) from problem


def prove(tasks: Iterable[Task], owned: Owned, preset: Preset) -> tuple[str, ...]:
    """Try the editor's own music that tasks need, before anything is spoken; return what is to be said of it.

    Raises VoicesError for a file that is no music or cannot be mastered.
    """
    played = [task.part if isinstance(task.part, Music) else task.part.opened_by for task in tasks]
    digests = dict.fromkeys(music.digest for music in played if music and music.digest)
    remarks = [_listen_to(owned[digest], preset) for digest in digests]
    return tuple(filter(None, remarks))


def listen_to_all(config: Config, root: Path) -> None:
    """Try all of the editor's own music. Raises VoicesError."""
    for preset in config.presets.values():
        _tunes, owned = gather_tunes(config.music, root, preset)
        for own in owned.values():
            _listen_to(own, preset)


def _listen_to(own: OwnMusic, preset: Preset) -> str:
    try:
        wav, seconds, heard = read_music(_read(own), preset)
        master(wav, preset, level_lu=MUSIC_LEVEL_LU, keep_ends=True)
    except AudioError as problem:
        raise own.fail(problem.message, problem.hint) from problem
    if heard == seconds:
        return ""
    message = _("{file} lasts {seconds} s: the first {heard} s are used and faded out at their end")
    return message.format(file=shown(own.path), seconds=seconds, heard=heard)
