"""Houses, staircases and rooms, bus lines."""

from __future__ import annotations

import re

from .context import DESIGNATED, is_counted
from .lazy import Lazy
from .numerals import cardinal, dial, spell
from .rule import Rule, after, before, char_after, char_before, in_list, is_latin

_HOUSED = Lazy(
    "(?:[0-9A-Za-z一二三四五六七八九十甲乙丙丁东西南北](?:单元|座|门|幢|栋|号楼|号院|号|#|#楼|楼|层|梯|舍|宿舍|斋)|公寓|大厦)$"
)
_HOUSES = frozenset("元座门幢栋号院楼#层梯舍斋寓厦")
"""How what `_HOUSED` matches ends."""
_ROOM_LIST = Lazy(
    "(?:单元|座|门|幢|栋|号楼|号|楼|#)[0-9]{3,4}(?:室)?(?:[、和及与][0-9]{3,4}室?){0,8}[、和及与]$"
)


def _designated(found: re.Match[str]) -> str | None:
    digits = found[0]
    if not after(found).startswith(DESIGNATED) or before(found).endswith(("第", "共", "近", "约", "有")):
        return None
    return None if digits.endswith("000") else dial(digits)


def _room(found: re.Match[str]) -> str | None:
    low, high = found.groups()
    rest = after(found)
    front = before(found)
    housed = front[-1:] in _HOUSES and _HOUSED.search(front)
    if not (housed or in_list(found, _ROOM_LIST)):
        return None
    unlike = (rest[:1].isascii() and rest[:1].isalpha()) or rest[:1] in tuple("%‰℃㎡.-:：年路弄号")
    if unlike or (is_counted(rest) and not (rest[0] == "户" and front.endswith("单元"))):
        return None
    return f"{dial(low)}到{dial(high)}" if high else dial(low)


def _listed(found: re.Match[str]) -> str | None:
    if before(found).endswith(("第", "共", "近", "约")):
        return None
    return dial(found[0])


def _house(found: re.Match[str]) -> str | None:
    digits = found[1]
    if is_latin(char_before(found)):
        return None
    if digits[0] == "0" or len(digits) > 5:
        return spell(digits) if digits[0] == "0" else dial(digits)
    if len(digits) < 3 or before(found).endswith("第"):
        return cardinal(digits) if int(digits) else spell(digits)
    return cardinal(digits) if digits.endswith("00") and len(digits) == 3 else dial(digits)


def _route(found: re.Match[str]) -> str | None:
    digits = found[0]
    if before(found).endswith(("分", "第")) or after(found, 4).startswith(
        ("路人", "路径", "路大军", "路小分")
    ):
        return None
    return cardinal(digits) if len(digits) < 3 else dial(digits)


def _hash(found: re.Match[str]) -> str:
    digits, rest = found[1], char_after(found)
    words = cardinal(digits) if len(digits) < 3 else dial(digits)
    return words + ("" if rest == "号" else "号")


def _joined(found: re.Match[str]) -> str | None:
    parts = re.split("[-–—]", found[0])
    if len(parts) > 3 or max(map(len, parts)) > 4 or sum(map(len, parts)) > 9:
        return "，".join(map(dial, parts))
    return _barred(parts)


def _barred(parts: list[str]) -> str:
    return "杠".join(cardinal(part) if len(part) < 3 and part[0] != "0" else dial(part) for part in parts)


ADDRESSES = (
    Rule("hash", "1#楼, 12#: # is 号", r"([0-9]{1,4})#", _hash),
    Rule(
        "listed",
        "301、302室, 501-505室, 127、739路: the first of a list too",
        r"[0-9]{3,4}(?=(?:[、和及与至到，,][0-9]{3,4}){1,8}(?:室|号(?!召|称|线|文|令)|弄|路(?!人|程|径)|病房|教室|房间|国道))"
        r"|[0-9]{3}(?=[-—~][0-9]{3}(?:室|房|号))|[0-9]{4}(?=[-—~][0-9]{4}(?:室|房|号))",
        _listed,
    ),
    Rule(
        "room_path",
        "3-201室: building, stair, room",
        r"[0-9]{1,3}-[0-9]{3,4}(?=室|房)",
        lambda m: _barred(m[0].split("-")),
    ),
    Rule("joined", "12-3-402: parts of one name", r"[0-9]+(?:[-–—][0-9]+){2,}", _joined),
    Rule(
        "house",
        "350弄, 1718号: three digits and more one by one",
        r"([0-9]{1,24})(?=[”\"]?号(?!召|称)|弄|支弄)",
        _house,
    ),
    Rule("route", "71路, 127路: bus lines", r"[0-9]{1,4}(?=路(?!人|程|径))", _route),
    Rule(
        "designated", "501室, 318国道, 101中学: a name, digit by digit", r"[0-9]{3,6}(?![0-9.])", _designated
    ),
    Rule(
        "room",
        "2单元602, B座901: a room without 室",
        r"([0-9]{3,4})(?:[-—~]([0-9]{3,4}))?(?![0-9.,])",
        _room,
    ),
)
