"""Dates, clocks and days that became names."""

from __future__ import annotations

import re

from .context import EVENT, SCORE_LIST, SCORED, SCORING, is_counted
from .lazy import Lazy
from .liang import takes_liang
from .numerals import cardinal, counted, spell
from .rule import DASH, Rule, after, before, char_before, in_list, is_latin

_FULL = r"([0-9]{4})[-/.·]([0-9]{1,2})[-/.·]([0-9]{1,2})(?![0-9]|[/.·][0-9])"

_TO_DAY = rf"(?:(?:{DASH}|至|到)(?:([0-9]{{1,2}})[/.·])?([0-9]{{1,2}})(?![0-9.:/]|[^0-9]{{0,2}}%))?"

_CLOCK = (
    r"([0-9]{1,2})[:：]([0-5][0-9])(?:[:：]([0-5][0-9])(?![0-9]))?(?![0-9]|\.[0-9])"
    r"(?: ?([AaPp])\.?[Mm](?![A-Za-z])\.?)?"
)


def _day(month: str, day: str) -> str | None:
    if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
        return f"{cardinal(month)}月{cardinal(day)}日"
    return None


def _full_date(found: re.Match[str]) -> str | None:
    year, month, day, to_month, to_day = found.groups()
    words = _day(month, day)
    if words is None:
        return None
    words = f"{spell(year)}年{words}"
    if to_day:
        last = _day(to_month or month, to_day)
        if last is None:
            return None
        words += "到" + (last if to_month else last.partition("月")[2])
    if after(found)[:1] in ("日", "号") and char_before(found) != "0":
        words = words[:-1]
    return words


def _year_month(found: re.Match[str]) -> str | None:
    year, month = found.groups()
    padded = len(month) == 2 and "1800" <= year <= "2199"
    if not (padded or "1950" <= year <= "2049") or is_counted(after(found)):
        return None
    return f"{spell(year)}年{cardinal(month)}月"


def _month_day(found: re.Match[str]) -> str | None:
    return _day(found[1], found[2])


def _day_span(found: re.Match[str]) -> str | None:
    first, last = _day(found[1], found[2]), _day(found[3], found[4])
    rest = after(found)
    if first and last and _FEAST_BEHIND.match(rest):
        return f"{first}到{last}"
    told = char_before(found) in {"（", "("} and _TOLD.search(before(found, 14)) is not None
    timed = (
        told
        or before(found).endswith(("定于", "将于", "于", "自", "期间"))
        or bool(_LABEL.search(before(found, 12)))
    )
    if first is None or last is None or rest.startswith("日"):
        return None
    return (
        f"{first}到{last}" if timed or rest.startswith(("放假", "期间", "休", "展", "举行", "开展")) else None
    )


_FEAST = Lazy("(?:元旦|春节|清明|端午|中秋|国庆|七夕|重阳|元宵|除夕|冬至|立春|圣诞)[（(]?$")
_FEAST_BEHIND = Lazy("(?:元旦|春节|清明|端午|中秋|国庆|五一|劳动)")
_TOLD = Lazy("活动|展[览期出]|报名|促销|优惠|假期|[赛季节]")
_LABEL = Lazy("(?:时间|日期|展期|档期|期限|会期|假期|工期|预售期|有效期)[为是]?[：:]$")
_SINCE = ("自", "从", "于", "截至", "截止", "截止到", "截止至", "定于", "将于", "期间")
_PART = Lazy(
    " ?[0-9]{1,2}[:：点时]|起|止|后(?![来续面])|前(?![来往后])|"
    "当[天晚日]|上午|下午|中午|晚|早|凌晨|开[始放业幕学抢]|"
    " ?[（(]?(?:周|星期)[一二三四五六日天]|截止|发售|上线|正式|零点"
)
_SHARE = Lazy("(?:的|约|近|占|超|超过|不足|达|为|仅|剩下|剩余|另外|其中|完成|过)$")


def _loose_day(found: re.Match[str]) -> str | None:
    """Say 6/20 8:00, 12/1起, 时间：5.18-6.18 as days where a day is told."""
    month, sign, day, to_month, to_day = found.groups()
    first = _day(month, day)
    last = _day(to_month or month, to_day) if to_day else None
    front = before(found, 12)
    rest = found.string[found.end() : found.end() + 8]
    if (
        first is None
        or (to_day and last is None)
        or is_counted(rest.lstrip(" 起"))
        or rest[:1] in ("元", "%")
    ):
        return None
    labelled = bool(_LABEL.search(front) or (_FEAST.search(front) and (sign == "/" or to_day)))
    dated = bool(_PART.match(rest)) and not _SHARE.search(front)
    if rest.startswith("后") and int(month) < int(day):
        dated = dated and front.endswith(("年", "自", "从", "于"))
    if sign == ".":
        closed = rest[:1] in tuple("，。；、（( ") or not rest
        since = (front.endswith(_SINCE) and dated) or (closed and front.endswith(_UNTIL))
        clear = (
            labelled
            or since
            or bool(_PART_OF_DAY.match(rest))
            or (_pauses(front) and bool(_HELD.match(rest)))
        )
    else:
        clear = (
            labelled or dated or front.endswith(_SINCE) or bool(to_month) or after(found).startswith(EVENT)
        )
    if not clear or (sign == "/" and front.endswith("血压")):
        return None
    if last is None:
        return first
    return f"{first}到{last if to_month else last.partition('月')[2]}"


def _pauses(front: str) -> bool:
    return front[-1:] in tuple("，。；、：:")


_UNTIL = ("截至", "截止", "截止到", "截止至", "定于", "将于", "延至", "改至")
_HELD = Lazy("正式|上班|放假|收假|补班|公布|揭晓|开[课幕班赛奖展]|报名|面试|考试|揭幕|放榜")
_PART_OF_DAY = Lazy(" ?[0-9]{1,2}[:：][0-5][0-9]| ?[（(](?:周|星期)[一二三四五六日天]")


_TIMED = Lazy(
    "赶到|到达|到场|抵达|出发|发车|开始|结束|比赛|起(?!色)|准时|左右|许|之前|以前|前往|后|开门|关门|集合|报到|打卡"
)
_RECORD = Lazy("刷新|完赛|夺冠|获|的成绩|冲线|冲过|跑完|创造?|打破|率先|到达|抵达|[，。；、]|$")


def _clock(found: re.Match[str]) -> str | None:
    hour, minute, second, half = found.groups()
    front, rest = before(found), after(found)
    scored = (
        in_list(found, SCORE_LIST) or (front.rstrip("：: ").endswith(SCORED) and not front.endswith("上午按"))
    ) or rest.startswith(SCORING)
    if second and scored and _RECORD.match(rest):
        return f"{counted(str(int(hour)))}小时{_two(minute)}分{_two(second)}秒"
    timed = _TIMED.match(rest) and (front[-1:] in {"队", "国", "局"} or not front.endswith(SCORED))
    if int(hour) > 24 or (scored and not half and not timed):
        return None
    words = ("上午" if half in "Aa" else "下午") if half else ""
    words += counted(str(int(hour))) + "点"
    if front[-1:] in tuple("一二三四五") and int(hour) > 9 and front[-2:-1] in ("周", "期"):
        words = "，" + words
    if second:
        return f"{words}{_two(minute)}分{_two(second)}秒"
    return words + (_two(minute) + "分" if minute != "00" else "")


def _two(digits: str) -> str:
    return spell(digits) if digits[0] == "0" else cardinal(digits)


_EVENT_DAYS = frozenset(
    [
        "1·10",
        "3·5",
        "3·8",
        "3·12",
        "3·15",
        "4·15",
        "4·23",
        "4·26",
        "5·1",
        "5·4",
        "5·8",
        "5·10",
        "5·12",
        "5·15",
        "5·20",
        "5·30",
        "6·1",
        "6·5",
        "6·6",
        "6·18",
        "6·26",
        "7·1",
        "7·7",
        "7·20",
        "8·1",
        "8·8",
        "8·15",
        "9·3",
        "9·9",
        "9·10",
        "9·18",
        "10·1",
        "10·10",
        "11·9",
        "11·11",
        "12·1",
        "12·2",
        "12·4",
        "12·5",
        "12·9",
        "12·12",
        "12·13",
    ]
)


def _event_day(found: re.Match[str]) -> str | None:
    month, dot, day = found.groups()
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31) or before(found).endswith("第"):
        return None
    quoted = char_before(found) in "“\"'‘「" and found.string[found.end() : found.end() + 1] in tuple(
        "”\"'’」"
    )
    if dot == "." and not (after(found).startswith(EVENT) or (quoted and f"{month}·{day}" in _EVENT_DAYS)):
        return None
    if month == "10" and len(day) == 1:
        return "十" + spell(day)
    return spell(month + day)


def _shopping_day(found: re.Match[str]) -> str | None:
    return cardinal(found[0]) if before(found).endswith("双") else None


def _calendar(found: re.Match[str]) -> str | None:
    digits, sign = found.groups()
    if sign == "日" and digits == "2" and takes_liang("日" + after(found), before(found)):
        return "两日"
    if int(digits) > 31 or is_latin(char_before(found)) or before(found).endswith("第"):
        return None
    return cardinal(digits) + sign


DATES = (
    Rule("full_date", "2022-03-28, 2022.3.28-4.1: separators are 年月日", _FULL + _TO_DAY, _full_date),
    Rule("clock", "8:30 is 八点三十分 unless a score or a mixture is told", _CLOCK, _clock),
    Rule(
        "year_month",
        "2008-08, 2008.08: a year and its month",
        r"([0-9]{4})[-/.·](0?[1-9]|1[0-2])(?![0-9.·/%]|-[0-9])",
        _year_month,
    ),
    Rule(
        "month_span",
        "2022.3-2023.6: from month to month",
        rf"((?:19|20)[0-9]{{2}})[./](0?[1-9]|1[0-2]){DASH}((?:19|20)[0-9]{{2}})[./](0?[1-9]|1[0-2])(?![0-9./%])",
        lambda m: f"{spell(m[1])}年{cardinal(m[2])}月到{spell(m[3])}年{cardinal(m[4])}月",
    ),
    Rule(
        "day_span",
        "3.28-4.1 beside 放假 or 于: two days, not decimals",
        rf"([0-9]{{1,2}})\.([0-9]{{1,2}}){DASH}([0-9]{{1,2}})\.([0-9]{{1,2}})(?![0-9.%])",
        _day_span,
    ),
    Rule(
        "loose_day",
        "6/20 8:00, 12/1起, 展期：5.18: a day where something behind or in front tells so",
        rf"([1-9]|1[0-2])([/.])([1-9]|[12][0-9]|3[01])(?![0-9/.])(?:{DASH}(?:([1-9]|1[0-2])[/.])?([1-9]|[12][0-9]|3[01])(?![0-9/.:%]))?",
        _loose_day,
    ),
    Rule(
        "point_day",
        "3.28日: the dot is 月",
        r"([0-9]{1,2})[./]([0-9]{1,2})(?=日(?!元|均|产))",
        lambda m: (_day(m[1], m[2]) or "")[:-1] or None,
    ),
    Rule(
        "padded_day",
        "08-08: month and day when both are padded",
        r"(0[1-9])[-/.·](0[1-9]|[12][0-9]|3[01])(?![0-9.·/%-])",
        _month_day,
    ),
)

DAYS = (
    Rule(
        "event_day",
        "5·12, 3.8妇女节: days that became names, the dot is silent",
        r"(?<![0-9.])([0-9]{1,2})([·.])([0-9]{1,2})(?![0-9]|[.·][0-9]|%|[元万亿])",
        _event_day,
    ),
    Rule("shopping_day", "双11 is 双十一", r"1[12](?![0-9.:])", _shopping_day),
    Rule(
        "calendar",
        "08日, 05月, 2号: a day or month, never 两",
        r"([0-9]{1,2})(月(?!份?后)|日(?!元|游|均)|号|时(?!间|候|代))",
        _calendar,
    ),
)
