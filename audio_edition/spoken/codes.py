"""Numbers that name something: phones, plates, rooms, routes, records."""

from __future__ import annotations

import re

from .context import CALL_LIST, CALLED, DESIGNATED, DIALLED, LABELLED, SERVICE, is_counted
from .numerals import cardinal, dial, spell
from .rule import Rule, after, before, char_after, char_before, in_list, is_latin

_SPLIT = re.compile("[^0-9]+")


def _dial(found: re.Match[str]) -> str:
    return dial(_SPLIT.sub("", found[0]))


def _dial_parts(found: re.Match[str]) -> str:
    return "，".join(dial(_SPLIT.sub("", part)) for part in re.split("[转，]", found[0]))


def _extension(found: re.Match[str]) -> str:
    return dial(_SPLIT.sub("", found[1])) + "转" + dial(found[2])


def _spaced(found: re.Match[str]) -> str | None:
    return cardinal(found[0].replace(" ", "")) if is_counted(after(found)) else None


def _long_chain(found: re.Match[str]) -> str:
    parts = re.split("[^0-9]+", found[0])
    return "、".join(cardinal(part) if len(part) < 5 and part[0] != "0" else spell(part) for part in parts)


def _labelled(found: re.Match[str]) -> str | None:
    front = found.string[max(0, found.start() - 24) : found.start()]
    rest = after(found)
    if LABELLED.search(front):
        return _parts(found[0])
    if DIALLED.search(front) and not (is_counted(rest) and rest[:1] not in "支中分天日月"):
        return _parts(found[0])
    return None


def _parts(text: str) -> str:
    return dial(_SPLIT.sub("", text))


def _service(found: re.Match[str]) -> str | None:
    front, rest = before(found), after(found)
    alone = len(found.string) == len(found[0])
    if rest.startswith(("多", "余", "来", "几")) or (is_counted(rest) and not rest.startswith(SERVICE)):
        return None
    if rest.startswith(("平方", "分钟", "台电", "台阶", "台车", "站点", "送")) or before(found).endswith(
        ("第", "近", "约", "共", "超", "达")
    ):
        return None
    called = (front.endswith(CALLED) or in_list(found, CALL_LIST)) and not rest.startswith(tuple("米元人"))
    return dial(found[0]) if alone or called or rest.startswith(SERVICE) else None


def _hotline(found: re.Match[str]) -> str | None:
    front, rest = before(found), after(found)
    if is_counted(rest) and not rest.startswith(("热线", "平台", "台", "市民")):
        return None
    called = front.endswith(CALLED) or in_list(found, CALL_LIST)
    return dial(found[0]) if called or rest.startswith(SERVICE) or _alone(found) else None


def _alone(found: re.Match[str]) -> bool:
    """Tell whether nothing but a well-known number stands there."""
    if found[0].startswith("962") and len(found[0]) == 6:
        return True
    known = found[0][:2] in ("12", "95", "96") or found[0] in ("10086", "10010", "10099")
    return known and len(found.string) == len(found[0])


def _designated(found: re.Match[str]) -> str | None:
    digits = found[0]
    if not after(found).startswith(DESIGNATED) or before(found).endswith(("第", "共", "近", "约", "有")):
        return None
    if len(digits) < 3:
        return None
    return None if digits.endswith("000") else dial(digits)


def _known(found: re.Match[str]) -> str | None:
    alone = len(found.string) == len(found[0])
    named = after(found).startswith(
        (
            "高校",
            "大学",
            "工程",
            "院校",
            "、211",
            "新政",
            "大促",
            "购物节",
            "年中",
            "工作制",
            "政策",
            "新政策",
        )
    )
    return spell(found[0]) if alone or named else None


def _house(found: re.Match[str]) -> str | None:
    digits = found[1]
    if is_latin(char_before(found)):
        return None
    if digits[0] == "0":
        return spell(digits)
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
    return "杠".join(cardinal(part) if len(part) < 3 and part[0] != "0" else dial(part) for part in parts)


def _room(found: re.Match[str]) -> str:
    return "杠".join(
        cardinal(part) if len(part) < 3 and part[0] != "0" else dial(part) for part in found.groups()
    )


def _code(found: re.Match[str]) -> str | None:
    front = found.string[max(0, found.start() - 6) : found.start()]
    digits = found[0]
    if "." in digits:
        return "点".join(
            cardinal(part) if i == 0 else spell(part) for i, part in enumerate(digits.split("."))
        )
    if after(found).startswith(("公里", "千米")):
        return cardinal(digits)
    if len(digits) > 2 or digits[0] == "0" or front.endswith(("KN", "N")):
        return dial(digits) if len(digits) > 2 else spell(digits)
    return cardinal(digits)


def _dotted(found: re.Match[str]) -> str:
    return "点".join(cardinal(part) if len(part) < 3 else spell(part) for part in found[0].split("."))


CHAINS = (
    Rule("long_digits", "nobody counts so far: digit by digit", "[0-9]{24,}", lambda m: spell(m[0])),
    Rule(
        "spaced_year",
        "2 0 2 2 年: blanks that OCR left inside a year",
        r"(?:(?:19|20) [0-9] ?[0-9]|(?:19|20)[0-9] [0-9]|(?:1 9|2 0) ?[0-9] ?[0-9])(?=年)",
        lambda m: spell(m[0].replace(" ", "")),
    ),
    Rule(
        "spaced_thousands",
        "5 000人: a blank instead of the comma",
        r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])",
        _spaced,
    ),
    Rule(
        "long_chain",
        "a column of numbers is said one after the other",
        r"[0-9]+(?:[^\w\n][0-9]+){12,}",
        _long_chain,
    ),
    Rule(
        "mobile", "a mobile number, with 幺", r"(?:86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])", _dial
    ),
    Rule(
        "extension",
        "62598888转8012: the exchange keeps 转",
        r"((?:0[0-9]{2,3}[- ]?)?[0-9]{7,8})(?:转|[-—](?![0-9]{5}))([0-9]{1,6})(?![0-9])",
        _extension,
    ),
    Rule(
        "area_phone",
        "021-62598888, 400-820-8820: separators are silent",
        r"(?:0[0-9]{2,3}[-)） —]{1,2}[0-9]{3,4}[- ]?[0-9]{4}|[48]00[- ][0-9]{3,4}[- ]?[0-9]{3,4}"
        r"|[48]00[0-9]{7}|(?!20)[2-9][0-9]{3}[- ][0-9]{4}(?=$|[^0-9年]))(?![0-9])",
        _dial,
    ),
)

CODES = (
    Rule("dotted", "127.0.0.1: every dot is 点", r"[0-9]+(?:\.[0-9]+){2,}", _dotted),
    Rule(
        "labelled",
        "a number behind 编号, 尾号, 电话 … is read digit by digit",
        r"[0-9]{3,}(?:[- ][0-9]{3,})*(?![0-9.])",
        _labelled,
    ),
    Rule(
        "emergency", "120运力, 打110: a service, not a count", r"1(?:10|19|20|22|14)(?![0-9.:：])", _service
    ),
    Rule(
        "hotline",
        "12345热线, 95588: digit by digit with 幺",
        r"(?:12[0-9]{3}|100[0-9]{2}|9[56][0-9]{3,4}|11[0-9]{3}|10[16][0-9]{2})(?![0-9.])",
        _hotline,
    ),
    Rule(
        "known",
        "985, 211, 618: numbers that are names",
        r"(?:985|211|618|930|996|863|973)(?![0-9.:%])",
        _known,
    ),
    Rule("hash", "1#楼, 12#: # is 号", r"([0-9]{1,4})#", _hash),
    Rule("room_path", "3-201室: building, stair, room", r"([0-9]{1,3})-([0-9]{3,4})(?=室|房)", _room),
    Rule("joined", "12-3-402: parts of one name", r"[0-9]+(?:[-–—][0-9]+){2,}", _joined),
    Rule(
        "house",
        "350弄, 1718号: three digits and more one by one",
        r"([0-9]{1,9})(?=[”\"]?号(?!召|称)|弄|支弄)",
        _house,
    ),
    Rule("route", "71路, 127路: bus lines", r"[0-9]{1,4}(?=路(?!人|程|径))", _route),
    Rule(
        "designated", "501室, 318国道, 101中学: a name, digit by digit", r"[0-9]{3,6}(?![0-9.])", _designated
    ),
    Rule(
        "docket_year",
        "〔2022〕, （2022）沪: the year of a docket",
        r"(?<=[〔(（\[])((?:19|20)[0-9]{2})(?=[〕)）\]])",
        lambda m: spell(m[1]),
    ),
    Rule(
        "code",
        "A4, B1206, G60: letters stay, digits are read",
        r"(?:(?<=[A-Za-z])|(?<=[A-Za-z][-·]))[0-9]+(?:\.[0-9]+)*",
        _code,
    ),
    Rule(
        "zero_led", "0306, 007: a leading zero makes it a name", r"0[0-9]+(?![0-9.,:])", lambda m: spell(m[0])
    ),
)
