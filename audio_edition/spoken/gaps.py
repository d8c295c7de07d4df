"""Blanks that a scan left inside a number: 1 20 户 is 120户, 3. 5 万 is 3.5万."""

from __future__ import annotations

from collections.abc import Callable

from .context import DIALLED, LABELLED, is_counted
from .lazy import Lazy

_REACH = 24
_LONGEST = 7
"""Digits of a number in a text; a telephone has more."""
_NAMING = Lazy(
    "[室弄座栋幢路线版页班届周初号月日时点年%‰℃㎡°]|单元|多|余|来|分|后|以上|元|热线|电话|平台|专线|救护|急救|厘米|平方|周年|余"
)
_UNIT = Lazy("[%‰℃㎡°]|(?:kg|km|cm|mm|mL|ml|mg|m|g|L)(?![A-Za-z])")
_BARS, _COLONS, _POINTS = frozenset("/-"), frozenset(":："), frozenset(".:：")
_GROUPS = Lazy("[0-9]+(?: [0-9]+)*")
_THOUSANDS = Lazy("[1-9][0-9]{0,2}(?: [0-9]{3})+")
_MINUTES_IN_FRONT = Lazy("[0-9] ?[:：]$")
_CLOCK_BEHIND = Lazy("[:：][0-5] ?[0-9]")
_RANGE_BEHIND = Lazy("(?:[-–—~至到]|到)[0-9]")
_LIST_FRONT = Lazy("(?:^|[\\n。；;：:！？!?])\\s*$")
_PAUSE_FRONT = Lazy("[，,]\\s*$")
_SCALE = Lazy("[万亿%‰℃]")
_SCANNED = Lazy(" (?:(?<=[一-鿿] )[一-鿿0-9]|(?<=[0-9] )[一-鿿])")


def joins(text: str, start: int, end: int) -> bool:
    """Tell whether the blank between these two digits stands inside one number."""
    front = text[max(0, start - _REACH) : start]
    lead = front.rstrip("0123456789 ")
    if not lead and start > _REACH:
        return False
    ahead = front[len(lead) :].lstrip(" ")
    behind = _GROUPS.match(text, end, end + _REACH)
    if behind is None:
        return False
    run = f"{ahead} {behind[0]}"
    rest = text[behind.end() : behind.end() + 10].replace(" ", "")
    return _is_number(run.split(" "), lead, rest, scanned=lambda: _scanned(text, start))


def _is_number(groups: list[str], lead: str, rest: str, *, scanned: Callable[[], bool]) -> bool:
    digits = "".join(groups)
    single = [*map(len, groups)].count(1)
    if len(digits) == 2 and lead[-1:] in _COLONS and _MINUTES_IN_FRONT.search(lead):
        return digits < "60"
    if single >= 3 and single >= len(groups) - 1 and _is_labelled(lead):
        return True
    last = lead[-1:]
    parted = last in _BARS or (last in _POINTS and not (len(digits) < 4 and scanned()))
    if parted or _CLOCK_BEHIND.match(rest):
        return not parted and len(groups) == 2 == single and int(digits) < 25 and (lead != "" or scanned())
    if not _has_size(groups, digits, rest):
        return False
    if is_counted(rest) or _NAMING.match(rest) or _UNIT.match(rest):
        return len(groups) == 2 or single < len(groups) or scanned()
    ranged = rest[:1] == "." or (len(digits) < 5 and rest[:1] >= "一") or bool(_RANGE_BEHIND.match(rest))
    return ranged and single > 0 and scanned()


def _is_labelled(lead: str) -> bool:
    plain = lead.replace(" ", "")
    return bool(LABELLED.search(plain) or DIALLED.search(plain))


def _has_size(groups: list[str], digits: str, rest: str) -> bool:
    """Tell whether these groups together are as long as a number of a text, or a year."""
    if rest.startswith("年") and len(digits) == 4:
        return "1800" < digits < "2200"
    short = len(digits) <= _LONGEST or _THOUSANDS.fullmatch(" ".join(groups)) is not None
    return short and digits[0] != "0" and (len(digits) < 6 or is_counted(rest))


def _scanned(text: str, at: int) -> bool:
    """Tell whether blanks stand between hanzi nearby, as a scan leaves them."""
    return bool(_SCANNED.search(text, max(0, at - 40) + 1, at + 40))


def is_decimal(text: str, dot: int, end: int) -> bool:
    """Tell whether the blank behind this dot stands in a decimal, not behind the number of a list."""
    lead = text[max(0, dot - 10) : dot].rstrip("0123456789 ")
    behind = _GROUPS.match(text, end, end + 8)
    if behind is None or _LIST_FRONT.search(lead):
        return False
    rest = text[behind.end() : behind.end() + 8].lstrip(" ")
    if _PAUSE_FRONT.search(lead):
        return _SCALE.match(rest) is not None
    return (is_counted(rest) and rest[:1] not in "月年日号楼幢栋") or bool(_UNIT.match(rest))
