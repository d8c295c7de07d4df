"""Scores, ratios, records: 2-0, 1:100, 9秒83, 1米82."""

from __future__ import annotations

import re
from functools import cache

from .context import SCORE_LIST, SCORED, SCORING, is_counted
from .lazy import Lazy
from .numerals import cardinal, counted, number, spell
from .rule import DASH, NUM, Rule, after, before, in_list

_REACH = 30
_NEXT = Lazy("[0-9]-[0-9]{1,3}[、，]$")
_NO_SCORE = ("月", "日", "号", "楼", "层", "级", "年", "点", "时", "室", "弄", "单元", "幢", "栋", "座", "度")


@cache
def _sport() -> re.Pattern[str]:
    return re.compile(
        "比赛|决赛|联赛|杯赛|小组赛|淘汰赛|预赛|首轮|次轮|首回合|次回合|半场|主场|客场|加时|点球|首局|次局|局点|女排|男排|女篮|男篮|"
        "女足|男足|国足|国乒|女单|男单|女双|男双|混双|单打|双打|球队|对手|决胜|抢七|赛点|国乒|男队|女队|助攻|进球|破门|球员|大满贯|锦标赛|公开赛|世界杯|世界波|皇马|巴萨|曼联|拜仁|英超|中超|西甲|德甲|NBA|CBA|对阵|迎战|终场|乒乓|羽毛球"
    )


def _ratio(found: re.Match[str]) -> str:
    return "比".join(number(part) for part in re.split("[:：]", found[0]))


def _score(found: re.Match[str]) -> str | None:
    one, other = found.groups()
    front, rest = before(found).rstrip("：: "), after(found)
    if front.endswith(("以上", "第")) or (front[-1:].isascii() and front[-1:].isalnum()):
        return None
    if is_counted(rest) and not rest.startswith(("平", "胜", "负")):
        return None
    if one == other and rest[:1] in ("平", "，", "。", "、", "战", "收", "") and front[-1:] >= "一":
        return f"{cardinal(one)}比{cardinal(other)}"
    told = front.endswith(SCORED) or in_list(found, SCORE_LIST) or rest.startswith(SCORING)
    return f"{cardinal(one)}比{cardinal(other)}" if told or _is_played(found, front, rest) else None


def _is_played(found: re.Match[str], front: str, rest: str) -> bool:
    """Tell a score without a word beside it: nothing that is named so stands behind, and a match is told."""
    if rest.startswith(_NO_SCORE) or (rest[:1].isascii() and rest[:1].isalnum()) or rest[:1] in ("%", "℃"):
        return False
    if not (front[-1:] >= "一" or front[-1:] in ("", "，", "、", "。", "；")) or front.endswith(_NO_SCORE):
        return False
    falls = int(found[1]) > int(found[2])
    text, start = found.string, found.start()
    told = _sport().search(text, max(0, start - _REACH), found.end() + _REACH)
    return told is not None and (
        falls or front[-1:] not in ("、", "组", "前") or _NEXT.search(front) is not None
    )


def _hundredths(found: re.Match[str]) -> str | None:
    whole, unit, part = found.groups()
    rest = after(found)
    if is_counted(rest) or (rest[:1].isascii() and rest[:1].isalnum()) or rest[:1] in tuple("%℃‰年月"):
        return None
    return (spell(whole) if whole[0] == "0" else counted(whole)) + unit + spell(part)


SCORES = (
    Rule("ratio", "20:1, 比分3:2: 比", rf"{NUM}(?:[:：]{NUM})+", _ratio),
    Rule(
        "score",
        "比分3-5, 中国1-2, 1—0领先: a dash where a match is told is 比",
        rf"([0-9]{{1,3}}){DASH}([0-9]{{1,3}})(?![0-9.%:-])",
        _score,
    ),
)
RECORDS = (
    Rule(
        "hundredths",
        "9秒83, 1米82: the part behind the unit goes digit by digit",
        r"([0-9]{1,3})([米秒])([0-9]{2,3})(?![0-9.:,-])",
        _hundredths,
    ),
)
