"""What went wrong with the online voice, and what an editor is told of it."""

from __future__ import annotations

from gettext import gettext as _

from ..errors import SpeechError
from .endpoint import UnreachableError, hide_password
from .proofs import NoSoundError
from .words import quote


class RefusedError(Exception):
    """The service did not let us in."""

    def __init__(self, status: int, retry_after: str | None) -> None:
        super().__init__(_("it refuses to answer ({status})").format(status=status))
        self.status = status
        self.retry_after = retry_after


def gave_up(failure: Exception | None, words: str, voice: str) -> SpeechError:
    """Say that a text was not spoken, however often it was asked for."""
    message, hint = _("the online voice did not speak this whole: {trouble}"), _("try again later")
    if isinstance(failure, UnreachableError):
        return unreachable(failure, words)
    if isinstance(failure, NoSoundError):
        hint = _("does the voice {voice} still exist? `voices` lists the names").format(voice=voice)
    if isinstance(failure, RefusedError):
        hint = _refused_hint(failure.status)
    return SpeechError(message.format(trouble=failure), where=quote(words), hint=hint)


def unreachable(trouble: UnreachableError, words: str = "", by: str = "") -> SpeechError:
    """Say that there is no way to the service, or to the proxy."""
    message = _("the online voice cannot be reached: {trouble}")
    hint = _("check the network, or use --engine espeak")
    if by:
        hint = _("is this proxy right? it is set by HTTPS_PROXY or WSS_PROXY, or in the system's settings")
    where = hide_password(by) if by else quote(words) if words else ""
    return SpeechError(message.format(trouble=trouble), where=where, hint=hint)


def withdrawn(words: str, voice: str, near: str) -> SpeechError:
    """Say that the service has a voice no more, and what it has instead."""
    message = _("the online voice no longer has {voice}").format(voice=voice)
    hint = _("write another voice in voices.yaml; `voices` lists the names")
    if near:
        hint = _("write {near} in place of {voice} in voices.yaml").format(near=near, voice=voice)
    return SpeechError(message, where=quote(words), hint=hint)


def stopped(status: int, words: str) -> SpeechError:
    """Say that the service refuses and is left alone."""
    message = _("the online voice refuses to answer ({status})")
    if not status:
        message = _("the online voice refused three times and is left alone for five minutes")
    return SpeechError(message.format(status=status), where=quote(words), hint=_refused_hint(status))


def asked_to_wait(seconds: float, words: str) -> SpeechError:
    """Say that the service wants to be left alone for longer than a build waits."""
    message = _("the online voice asks to be left alone for {minutes} minutes")
    hint = _("build again after that, or use --engine espeak")
    minutes = max(1, round(seconds / 60))
    return SpeechError(message.format(minutes=minutes), where=quote(words), hint=hint)


def at_rest(why: str, words: str) -> SpeechError:
    """Say why the service is not asked any more."""
    if why == "refused":
        return stopped(0, words)
    return network_gone(words) if why == "unreached" else nothing_whole(words)


def nothing_whole(words: str, trouble: Exception | None = None) -> SpeechError:
    """Say that many answers in a row were not whole speech."""
    message = _("many answers of the online voice in a row were not whole speech")
    if trouble:
        message = _("many answers of the online voice in a row were not whole speech: {trouble}")
    hint = _("try again later; if it stays so, `doctor --online` tells whether the service has changed")
    return SpeechError(message.format(trouble=trouble), where=quote(words), hint=hint)


def network_gone(words: str) -> SpeechError:
    """Say that nothing can be reached any more and nothing more was tried."""
    message = _("the online voice cannot be reached any more")
    hint = _("check the network and build again; what is spoken is kept")
    return SpeechError(message, where=quote(words), hint=hint)


def _refused_hint(status: int) -> str:
    if status == 403:
        return _("upgrade edge-tts (pip install -U edge-tts) or check the clock of this computer")
    return _("wait five minutes and build again, or use --engine espeak")
