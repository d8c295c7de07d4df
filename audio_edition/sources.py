"""From which addresses anything may be fetched."""

from __future__ import annotations

import re

_SAFE = re.compile(
    r"https://[^\s/]+(?:/\S*)?|http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?(?:/\S*)?"
)


def is_safe_source(address: str) -> bool:
    """Tell whether an address is https, or this machine itself: nobody between can change what comes."""
    return bool(_SAFE.fullmatch(address))
