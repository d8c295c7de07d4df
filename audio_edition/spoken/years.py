"""Years, decades and those born in them."""

from __future__ import annotations

import re

from .context import is_counted
from .numerals import cardinal, spell
from .rule import DASH, Rule, after, before

_LASTED = (
    "年多",
    "年来",
    "年以上",
    "年间",
    "年历史",
    "年的历史",
    "年党龄",
    "年之久",
    "年文明",
    "年古",
    "年前",
    "年不",
)


def _year(found: re.Match[str]) -> str | None:
    digits = found[1]
    era = before(found).endswith(("公元", "公元前", "纪元", "西元", "西历", "公历"))
    rest = found.string[found.end(1) : found.end(1) + 6]
    if era and rest.startswith("年"):
        return spell(digits)
    if len(digits) != 4 or digits == "1000" or not "1000" <= digits <= "2199":
        return None
    if rest.startswith(_LASTED) and not (rest.startswith("年前") and digits > "1900"):
        return None
    return spell(digits)


def _year_span(found: re.Match[str]) -> str | None:
    first, last = found.groups()
    rest = after(found)
    if (is_counted(rest) and rest[:1] not in "年届级") or first > "2199" or not first < ("20" + last)[-4:]:
        return None
    return f"{spell(first)}到{spell(last)}"


def _named_year(found: re.Match[str]) -> str | None:
    named = (
        "北京",
        "上海",
        "世博",
        "奥",
        "冬",
        "进博",
        "高考",
        "中考",
        "全国",
        "中国",
        "长宁",
        "杭州",
        "成都",
        "巴黎",
        "新春",
        "跨年",
        "毕业",
    )
    rest = found.string[found.end() : found.end() + 4]
    return (
        spell(found[0]) if rest.startswith(named) and not before(found).endswith(("第", "近", "共")) else None
    )


def _short_year(found: re.Match[str]) -> str | None:
    digits = found[1]
    born = (
        "出生",
        "生人",
        "初",
        "底",
        "春",
        "夏",
        "秋",
        "冬",
        "末",
        "毕业",
        "考入",
        "入伍",
        "参军",
        "年份",
        "抗洪",
        "版",
        "款",
    )
    rest = found.string[found.end() : found.end() + 5]
    month = re.match("[0-9]{1,2}月", rest)
    since = before(found).endswith(("生于", "出生于", "始于", "建于", "自", "早在")) and not rest.startswith(
        ("前", "来", "的")
    )
    if digits[0] == "0" or month or (rest.startswith(born) and digits > "30") or (since and digits > "40"):
        return spell(digits) + "年"
    return None


def _decade(found: re.Match[str]) -> str | None:
    return (spell(found[1]) if len(found[1]) == 4 else cardinal(found[1])) + "年代"


def _cohort(found: re.Match[str]) -> str | None:
    return spell(found[1])


YEARS = (
    Rule(
        "year_span",
        "2021-2022: two years, digit by digit",
        rf"((?:1[89]|20)[0-9]{{2}}){DASH}((?:1[89]|20)?[0-9]{{2}})(?=学年|年(?!龄)|赛季|财年|届|级|[)）])",
        _year_span,
    ),
    Rule(
        "year_pair",
        "1949—2019: two years without a measure",
        rf"((?:1[89]|20)[0-9]{{2}}){DASH}((?:1[89]|20)[0-9]{{2}})(?![0-9])",
        _year_span,
    ),
    Rule(
        "year_list",
        "2022至2023学年, 2020、2021年: the first year too",
        r"((?:19|20)[0-9]{2})(?=[、和与至到及,，/](?:(?:19|20)[0-9]{2}[、和与至到及,，/]){0,6}(?:19|20)[0-9]{2}(?:年|学年|赛季|届|级))",
        lambda m: spell(m[1]),
    ),
    Rule(
        "year",
        "1958年, 2022届: digit by digit; 2000多年 is a number",
        r"([0-9]{4}|(?:(?<=公元)|(?<=公元前)|(?<=纪元)|(?<=西元))[0-9]{1,3})(?=年(?!级|多|来|以上|代)|年级学生|学年|届|级(?!别)|赛季|财年|版|款|秋季|春季)(?<![0-9.,][0-9]{4})",
        _year,
    ),
    Rule(
        "named_year",
        "2022北京冬奥会: a year stands before the name",
        r"(?:19[5-9]|20[0-4])[0-9](?=[一-鿿])",
        _named_year,
    ),
    Rule(
        "short_year",
        "08年, 86年8月: a two-digit year of the calendar",
        r"([0-9]{2})年(?!级|代|龄)",
        _short_year,
    ),
    Rule("decade", "80年代 is a number, 1980年代 goes digit by digit", r"([0-9]{4}|[0-9]{2})年代", _decade),
    Rule(
        "cohort",
        "85后: born in 1985, digit by digit, in lists too",
        r"([0-9][05])(?=(?:[、，,/和与及至到~-]{1,2}[0-9][05]){0,5}[后前](?![面续勤台排门座半天])|后(?!续|勤))(?!后[0-9])",
        _cohort,
    ),
)
