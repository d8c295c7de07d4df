"""A differential run against wetext: each place where it says something else is of a kind that was decided.

wetext comes with the extra `dev`; its sentences are those of the sample page and, where they lie beside the
project, the visible newspaper cases (facts, read from there and never shipped).
"""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from audio_edition.spoken import speak
from tests.desk import ROOT

VISIBLE = ROOT.parent / "shared" / "text" / "newspaper_visible.jsonl"

DECIDED = (
    ("85后 is the cohort born in 1985, digit by digit; never eighty-five", "[0-9]0?5?后"),
    ("a plus between words or numbers is said: 加", r"\+"),
    ("a year is said digit by digit, also before 至", "(?:19|20)[0-9]{2}[至、-]"),
    ("event days are names: 三一五, 十二四, 五一", r"[0-9]{1,2}[·.][0-9]{1,2}(?![0-9]|元)"),
    ("hotlines are dialled, with 幺", "12[0-9]{3}|9[56][0-9]{3}"),
    ("a telephone number is dialled", "电话"),
    ("two o'clock is 两点, 时 takes 二", "2[点时]"),
    ("the second end of a percent range is no minus", "[0-9]+%-[0-9]+%"),
    ("～ and a dash between numbers are 到", "[0-9]+[%天]?[～-][0-9]+"),
    ("two thousand is 两千, two hundred 二百", "2[0-9]{2,3}|12,?000"),
    ("two before a measure is 两", "2次"),
    (
        "house numbers from three digits, rooms and lines are digit by digit",
        "[0-9]{3,4}(?:号|弄|室|路|国道|中学)",
    ),
    ("stairs and buildings are numbered: 二单元", "2单元"),
    ("what is labelled as a number is digit by digit", "邮编|编号|QQ群|验证码|身份证号|胶水"),
    ("# is 号", "#"),
    ("two-digit motorways go digit by digit", "G60"),
    ("100% is 百分之百, a full-width ％ is a percent sign", "100%|％"),
    ("a price for each unit is said in the printed order", "元/"),
    ("㎡ and g are units", "㎡|[0-9]g"),
    ("7×24 is a product of two numbers", "7×24"),
    ("numbers in circles and Roman numerals are numbers", "[①-⑳ⅠⅡⅢ]"),
)
"""(why ours, what the printed text has)."""


def bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("〇", "零").replace("\\", "")
    return "".join(char.upper() for char in folded if unicodedata.category(char)[0] not in "PSZ")


def sentences() -> list[str]:
    edition = (ROOT / "scripts" / "xinjing-2022" / "edition.md").read_text("utf-8")
    rows = [
        row for row in re.split("(?<=[。！？])|\n", re.sub("<!--.*?-->|〔残：|〕|[{}]", "", edition)) if row
    ]
    if VISIBLE.is_file():
        rows += [json.loads(line)["written"] for line in VISIBLE.read_text("utf-8").splitlines()]
    return rows


def test_every_disagreement_with_wetext_is_of_a_kind_that_was_decided() -> None:
    wetext = pytest.importorskip("wetext")
    theirs = wetext.Normalizer(
        lang="zh",
        operator="tn",
        remove_erhua=False,
        remove_interjections=False,
        traditional_to_simple=False,
        full_to_half=False,
    )
    rows = [row for row in sentences() if not row.startswith(("edition:", "date:"))]
    apart = [row for row in rows if bare(speak(row).words) != bare(theirs.normalize(row))]
    open_ones = [
        (row, speak(row).words, theirs.normalize(row))
        for row in apart
        if not any(re.search(printed, unicodedata.normalize("NFC", row)) for _why, printed in DECIDED)
    ]
    assert open_ones == []
    assert len(apart) < len(rows) / 4, "they agree on most: the run compares what it should"
