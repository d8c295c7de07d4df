"""Numbers that name something: phones, hotlines, records, codes."""

from __future__ import annotations

import re

from .context import CALL_LIST, CALLED, DIALLED, LABEL_LIST, LABELLED, PRIZE, SERVICE, is_counted
from .lazy import Lazy
from .numerals import cardinal, dial, spell
from .rule import Rule, after, before, char_after, char_before, in_list, just_before

_SPLIT = Lazy("[^0-9]+")
_KNOWN = (
    "123",
    "955",
    "9611",
    "9618",
    "12121",
    "12110",
    "12117",
    "12580",
    "10086",
    "10010",
    "10099",
    "10060",
    "11185",
)
_MORE = Lazy("[、，和与及或/至到~-]?[0-9]|[多余万亿%‰]")
_MEASURING = Lazy("(?:[增升涨达超逾约近计共为到由从第数总占减降有]|[增升涨降减跌扩提高达加]至)$")


def _dial(found: re.Match[str]) -> str:
    return dial(_SPLIT.sub("", found[0]))


def _extension(found: re.Match[str]) -> str:
    return dial(_SPLIT.sub("", found[1])) + "转" + dial(found[2])


def _long_chain(found: re.Match[str]) -> str:
    parts = re.split("[^0-9]+", found[0])
    return "、".join(cardinal(part) if len(part) < 5 and part[0] != "0" else spell(part) for part in parts)


def _labelled(found: re.Match[str]) -> str | None:
    lead, rest = just_before(found, 24), after(found)
    if LABELLED.search(lead) or _is_prize(lead, rest):
        return _parts(found[0])
    if not found[0][:3].isdigit():
        return None
    if found.string.startswith("**", found.end()):
        return _parts(found[0])
    if in_list(found, LABEL_LIST) and not is_counted(rest):
        return _parts(found[0])
    if DIALLED.search(lead) and not (is_counted(rest) and rest[:1] not in "支中分天日月"):
        return _parts(found[0])
    return None


def _is_prize(lead: str, rest: str) -> bool:
    """Tell whether the number of a ticket stands behind its prize."""
    return "等奖" in lead and bool(PRIZE.search(lead)) and not (is_counted(rest) or rest.startswith("元"))


def _parts(text: str) -> str:
    return dial(_SPLIT.sub("", text))


_CODE = "(?:1(?:10|19|20|22|14)|12[0-9]{3}|100[0-9]{2}|9[56][0-9]{3,4}|11[0-9]{3}|10[16][0-9]{2})"
_CODES_BEFORE = Lazy(f"(?<![0-9.])(?:{_CODE}[、，和与及或/])+$")
_CODES_BEHIND = Lazy(f"(?:[、，和与及或/]{_CODE}(?![0-9.:：%])){{1,8}}")
_EMERGENCY = Lazy("(?<![0-9])1(?:10|19|20|22|14)(?![0-9])")
_SIZED = Lazy(f"{_MEASURING.source}|[票高长重宽深价分速值各是第]$")
_NAMED = ("火警", "匪警", "急救", "报警", "救护", "消防", "交警", "公安", "急救中心", "指挥中心", "医疗急救")


def _among_services(found: re.Match[str]) -> bool:
    """Tell whether a list of such numbers stands here, one of which is surely dialled: 110、119等电话."""
    text, start, end = found.string, found.start(), found.end()
    ahead = _CODES_BEFORE.search(text, max(0, start - 48), start)
    behind = _CODES_BEHIND.match(text, end)
    if not (ahead or behind):
        return False
    start, end = ahead.start() if ahead else start, behind.end() if behind else end
    front, rest = text[max(0, start - 10) : start].rstrip("“\"‘'（("), text[end : end + 8].lstrip("”\"’'）)")
    if _MORE.match(rest):
        return False
    served = rest.lstrip("等这些类两三四个").startswith((*SERVICE, "号码"))
    if not served and (is_counted(rest) or _SIZED.search(front)):
        return False
    members = text[start:end]
    return (
        served
        or front.endswith(CALLED + _NAMED)
        or len(_EMERGENCY.pattern.findall(members)) > 1
        or any(member.startswith(_KNOWN) for member in _SPLIT.pattern.split(members))
    )


def _service(found: re.Match[str]) -> str | None:
    front, rest = before(found), after(found)
    alone = len(found.string) == len(found[0])
    if _among_services(found):
        return dial(found[0])
    if rest.startswith(("多", "余", "来", "几")) or (is_counted(rest) and not rest.startswith(SERVICE)):
        return None
    if _MORE.match(rest) and not front.endswith(CALLED + _NAMED):
        return None
    if rest.startswith(("平方", "分钟", "台电", "台阶", "台车", "站点", "送")) or before(found).endswith(
        ("第", "近", "约", "共", "超", "达")
    ):
        return None
    called = (
        front.rstrip("：:").endswith(CALLED + _NAMED) or in_list(found, CALL_LIST)
    ) and not rest.startswith(tuple("米元人"))
    return dial(found[0]) if alone or called or rest.startswith(SERVICE) else None


def _hotline(found: re.Match[str]) -> str | None:
    front, rest = before(found), after(found)
    if is_counted(rest) and not rest.startswith(("热线", "平台", "台", "市民")):
        return None
    called = front.endswith(CALLED) or in_list(found, CALL_LIST)
    told = called or rest.startswith(SERVICE) or _is_known(found, front, rest)
    return dial(found[0]) if told or _among_services(found) else None


def _is_known(found: re.Match[str], front: str, rest: str) -> bool:
    """Tell a number that everybody knows, where nothing speaks of a quantity."""
    digits = found[0]
    if digits == "10000":
        return front.endswith("电信") or rest.startswith("号")
    if digits.startswith("962") and len(digits) == 6:
        return True
    if len(digits) > 5 or digits.endswith(("00", "50")) or rest[:1] in {"%", "‰", "℃"}:
        return False
    return digits.startswith(_KNOWN) and not _MEASURING.search(front)


def _code(found: re.Match[str]) -> str | None:
    digits, letter = found[0], char_before(found)
    size = len(digits)
    if size == 1:
        return cardinal(digits)
    if "." not in digits and (behind := char_after(found)).isascii() and behind.isupper():
        return dial(digits)
    if size == 2 and letter == "G" and digits != "20" and digits[0] != "0":
        return spell(digits)
    if "." in digits:
        return "点".join(
            cardinal(part) if i == 0 else spell(part) for i, part in enumerate(digits.split("."))
        )
    far = after(found).startswith(("公里", "千米"))
    if size > 2 and not far:
        return dial(digits)
    return spell(digits) if not far and (digits[0] == "0" or letter == "N") else cardinal(digits)


def _dotted(found: re.Match[str]) -> str:
    return "点".join(cardinal(part) if len(part) < 3 else spell(part) for part in found[0].split("."))


CHAINS = (
    Rule("long_digits", "nobody counts so far: digit by digit", "[0-9]{24,}", lambda m: spell(m[0])),
    Rule(
        "long_chain",
        "a column of numbers is said one after the other",
        r"[0-9]+(?:[^\w\n][0-9]+){12,}",
        _long_chain,
    ),
    Rule(
        "card",
        "6222 0210 0111 2345: the number of a card",
        r"[0-9]{4}(?: [0-9]{4}){2,4}(?: [0-9]{1,4})?(?![0-9 ]?[0-9:])",
        _dial,
    ),
    Rule(
        "mobile", "a mobile number, with 幺", r"(?:86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])", _dial
    ),
    Rule(
        "extension",
        "62598888转8012: the exchange keeps 转",
        r"((?:0[0-9]{2,3}[- ]?)?[0-9]{7,8}|0[0-9]{2,3}[- ][0-9]{4}[ -][0-9]{4})"
        r"(?:转|[-—](?![0-9]{5}))([0-9]{1,6})(?![0-9])",
        _extension,
    ),
    Rule(
        "area_phone",
        "021-62598888, 400-820-8820: separators are silent",
        r"(?:0[0-9]{2,3}[-)） —]{1,2}[0-9]{3,4}[- ]?[0-9]{4}|[48]00[- ][0-9]{3,4}[- ]?[0-9]{3,4}"
        r"|[48]00[0-9]{7}|[48]00[0-9]-[0-9]{3}-[0-9]{3}"
        r"|0[0-9]{2,3}-(?:9[56][0-9]{3,4}|1[02][0-9]{3}))(?![0-9])",
        _dial,
    ),
    Rule(
        "local_phone",
        "6259-8888: eight digits in two groups, where nothing is counted",
        r"(?!20)[2-9][0-9]{3}[- ][0-9]{4}(?![0-9年.])",
        lambda m: None if is_counted(after(m)) or after(m)[:1] in tuple("%‰℃㎡万亿余多") else _dial(m),
    ),
)

CODES = (
    Rule(
        "patent",
        "申请号202210123456.7: an application, digit by digit",
        r"20[0-9]{10}\.[0-9](?![0-9.%])",
        lambda m: spell(m[0]).replace(".", "点"),
    ),
    Rule("dotted", "127.0.0.1: every dot is 点", r"[0-9]+(?:\.[0-9]+){2,}", _dotted),
    Rule(
        "labelled",
        "a number behind 编号, 尾号, 电话 … is read digit by digit",
        r"[0-9]{3,}(?:[- ][0-9]{2,})*(?![0-9.])|[0-9]{1,2}-[0-9]{2,4}(?![0-9.-])",
        _labelled,
    ),
    Rule(
        "mixed",
        "91310105MA1FW2X82K: digits and letters of one code, all digit by digit",
        r"[0-9]{2,18}[A-Z]{1,6}[0-9A-Z]{4,20}+(?![A-Za-z0-9期型级类代标卷度区阶段])",
        lambda m: dial(m[0]),
    ),
    Rule(
        "emergency", "120运力, 打110: a service, not a count", r"1(?:10|19|20|22|14)(?![0-9.:：])", _service
    ),
    Rule(
        "hotline",
        "12345热线, 95588: digit by digit with 幺",
        r"(?:12[0-9]{3}|100[0-9]{2}|9[56][0-9]{3,4}|11[0-9]{3}|10[16][0-9]{2})(?![0-9.%:])",
        _hotline,
    ),
)
CODED = (
    Rule(
        "docket_year",
        "〔2022〕, （2022）沪: the year of a docket",
        r"(?<=[〔(（\[])((?:19|20)[0-9]{2})(?=[〕)）\]])",
        lambda m: spell(m[1]),
    ),
    Rule(
        "code",
        "A4, B1206, G60: letters stay, digits are read",
        r"(?:(?<=[A-Za-z])|(?<=[A-Za-z][-·_]))[0-9]+(?:\.[0-9]+)*",
        _code,
    ),
    Rule(
        "zero_led",
        "0306, 007: a leading zero makes it a name",
        r"0[0-9]+(?![0-9.,:]|秒[0-9])",
        lambda m: spell(m[0]),
    ),
)
