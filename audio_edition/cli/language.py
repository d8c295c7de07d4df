"""The language of the screen: Chinese under a Chinese locale, else English."""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

_CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(*, windows: bool = os.name == "nt") -> None:
    """Take the language from the environment, on Windows from the system when the environment says nothing.

    click's own words are in the same catalogue, because it looks them up in gettext's default domain.
    """
    wanted = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")
    if not wanted and windows:
        wanted = locale.windows_locale.get(_windows_language(), "")
    chinese = wanted.lower().replace("-", "_").startswith(("zh", "chinese"))
    os.environ["LANGUAGE"] = "zh_CN" if chinese else "en"
    gettext.bindtextdomain("messages", str(_CATALOGUES))
    gettext.textdomain("messages")


def _windows_language() -> int:
    """Number of the language in which Windows shows its own menus."""
    import ctypes

    windll = getattr(ctypes, "windll", None)
    return int(windll.kernel32.GetUserDefaultUILanguage()) if windll else 0
