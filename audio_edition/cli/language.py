"""The language of the screen: Chinese under a Chinese locale, else English."""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

_CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def choose_language() -> None:
    """Take the language from the environment, on Windows from the system when the environment says nothing.

    click's own words are in the same catalogue, because it looks them up in gettext's default domain.
    """
    wanted = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")
    if not wanted and os.name == "nt":
        wanted = locale.getdefaultlocale()[0] or ""
    chinese = wanted.lower().replace("-", "_").startswith(("zh", "chinese"))
    os.environ["LANGUAGE"] = "zh_CN" if chinese else "en"
    gettext.bindtextdomain("messages", str(_CATALOGUES))
    gettext.textdomain("messages")
