"""What the system and the network say when something cannot be used, in the words of the screen."""

from __future__ import annotations

import errno
import os
import re
from gettext import gettext as _

_CONNECTION = re.compile(r"Cannot connect to host \S+ ssl:(?:<[^>]*>|\S+) \[(.*?)\](?=[)）]|$)")
"""How the network library wraps a reason."""
_REFUSED = re.compile(r"(?:\[Errno \d+\] )?Connect call failed \([^()]*\)")

_NO_NAME = (
    *("Name or service not known", "Temporary failure in name resolution", "getaddrinfo failed"),
    *("nodename nor servname provided, or not known", "No address associated with hostname"),
)
"""What Linux, Windows and macOS say of an unknown address."""


def in_plain_words(message: str) -> str:
    """Put the system's own English inside a message ("Permission denied") into plain words."""
    message = _REFUSED.sub(lambda _found: os.strerror(errno.ECONNREFUSED), _CONNECTION.sub(r"\1", message))
    for said, words in (*_of_the_system().items(), *_of_the_network().items()):
        message = message.replace(said, words)
    return message


def _of_the_system() -> dict[str, str]:
    words = {
        errno.EACCES: _("it is not allowed"),
        errno.EPERM: _("the system does not allow it"),
        errno.EROFS: _("nothing can be written there"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("a file stands where a folder is needed"),
        errno.EEXIST: _("it is there already"),
        errno.ENOENT: _("the place does not exist"),
        errno.ENOSPC: _("the disk is full"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ELOOP: _("a link leads back to itself"),
        errno.EIO: _("the disk cannot be read"),
        errno.EINVAL: _("the name cannot be used"),
        errno.EBUSY: _("another program is using it"),
        errno.EMFILE: _("too many files are open"),
    }
    return {os.strerror(number): text for number, text in words.items()}


def _of_the_network() -> dict[str, str]:
    words = {
        errno.ECONNREFUSED: _("nobody answers there"),
        errno.ECONNRESET: _("the connection was cut"),
        errno.ENETUNREACH: _("there is no network"),
        errno.EHOSTUNREACH: _("there is no way there"),
        errno.ETIMEDOUT: _("no answer came"),
    }
    unknown = _("its address cannot be found; is there a network?")
    return {os.strerror(number): text for number, text in words.items()} | dict.fromkeys(_NO_NAME, unknown)
