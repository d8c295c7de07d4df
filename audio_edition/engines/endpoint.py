"""Where the online voice is reached, and how long one waits on the way."""

from __future__ import annotations

import base64
import http.client
import ipaddress
import re
import socket
import threading
import urllib.request
from collections.abc import Callable
from gettext import gettext as _
from typing import TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

from ..errors import SpeechError, VoicesError

URL_SETTING = "AUDIO_EDITION_EDGE_URL"
_T = TypeVar("_T")


class UnreachableError(Exception):
    """The service did not answer, or not in time."""


def loopback(url: str) -> str:
    """Return the address if it lies on this machine or is ""; a setting must not send texts to a stranger."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        here = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = False
    if url and not (here and parts.scheme in ("ws", "wss") and parts.query):
        raise VoicesError(
            _("{setting} may only name a test server on this machine").format(setting=URL_SETTING),
            where=url,
            hint=_("unset it, or use ws://127.0.0.1:PORT/…?TrustedClientToken=x"),
        )
    return url


def proxy(host: str = "") -> str | None:
    """Return the proxy that the system or the environment sets for the service, if aiohttp can use it.

    WSS_PROXY goes before HTTPS_PROXY; NO_PROXY takes a host out. Raises SpeechError for another kind.
    """
    known = urllib.request.getproxies()
    found = known.get("wss") or known.get("https") or ""
    if not found or (host and urllib.request.proxy_bypass(host)):
        return None
    found = found if "://" in found else f"http://{found}"
    if not found.startswith("http://"):
        hint = _("set HTTPS_PROXY to an address that begins with http://")
        message = _("this kind of proxy cannot be used")
        raise SpeechError(message, where=hide_password(found), hint=hint)
    return found


def hide_password(url: str) -> str:
    """Show a proxy's address without who uses it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def look_up(host: str, limit_s: float) -> None:
    """Find a host's address, or raise UnreachableError.

    Done before asyncio does it: asyncio.run would wait at its end for a name server that never answers.
    """
    try:
        within(limit_s, lambda: socket.getaddrinfo(host, 443))
    except OSError as error:
        raise UnreachableError(_("no connection ({error})").format(error=error.strerror or error)) from error


def knock(url: str, host: str, by: str | None, limit_s: float) -> None:
    """Raise UnreachableError unless somebody is at the service's address, or the proxy `by` lets us through.

    Nothing is asked of the service, and it is sent no text.
    """
    parts = urlsplit(url)
    try:
        within(limit_s, lambda: _pass_through(by, host, limit_s) if by else _greet(parts, host, limit_s))
    except OSError as error:
        raise UnreachableError(_("no connection ({error})").format(error=error.strerror or error)) from error


def _greet(parts: SplitResult, host: str, limit_s: float) -> None:
    port = parts.port or (80 if parts.scheme == "ws" else 443)
    socket.create_connection((parts.hostname or host, port), limit_s).close()


def _pass_through(by: str, host: str, limit_s: float) -> None:
    proxy_parts = urlsplit(by)
    through = http.client.HTTPConnection(proxy_parts.hostname or "", proxy_parts.port or 80, timeout=limit_s)
    who = f"{unquote(proxy_parts.username or '')}:{unquote(proxy_parts.password or '')}"
    basic = {"Proxy-Authorization": f"Basic {base64.b64encode(who.encode()).decode()}"}
    through.set_tunnel(host, 443, basic if proxy_parts.username else {})
    try:
        through.connect()
    except OSError as error:
        status = re.search(r"Tunnel connection failed: (\d+)", str(error))
        if status:
            raise UnreachableError(_("the proxy refuses ({status})").format(status=status[1])) from error
        raise
    finally:
        through.close()


def within(limit_s: float, act: Callable[[], _T]) -> _T:
    """Return what `act` returns, or leave it behind in its thread and raise UnreachableError."""
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(act())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(limit_s)
    if errors:
        raise errors[0]
    if not results:
        raise UnreachableError(_("nothing came for {seconds:g} s").format(seconds=limit_s))
    return results[0]
