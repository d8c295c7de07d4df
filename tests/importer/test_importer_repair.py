"""Mechanical repair: blanks, breaks, width and quotation marks; everything else is the print."""

from __future__ import annotations

import pytest

from audio_edition.importer import read_page
from audio_edition.importer.repair import STEPS, repair
from tests.importer.pages import SOUND, sound_edition

PAGE = "标题\n\n东一居民区党总支书记王芳\n\n{}\n"

BLANKS = {
    "王芳组织党总支 下属的支部\n书记和委员": "王芳组织党总支下属的支部书记和委员",
    "近 5000 人的小区": "近5000人的小区",
    "“最后 1 公里”": "“最后1公里”",
    "２０２２ 年 6 月": "2022年6月",
    "她　是　王芳": "她是王芳",
    "面对挑战, 王芳说": "面对挑战，王芳说",
    "学会 C++ 和 Python 3.11": "学会C++和Python 3.11",
    "用 Apple Pay\nlater 付款": "用Apple Pay later付款",
    "电话 021-6234 5678 转 809": "电话021-6234 5678转809",
    "增长 3.5 %": "增长3.5%",
    "A\u200b座\ufeff3\u00ad楼": "A座3楼",
}
SIGNS = {
    "忙,累;但值得:因为有人问!对吗?对(真的).": "忙，累；但值得：因为有人问！对吗？对（真的）。",
    "等等...后来": "等等……后来",
    "等到半夜......": "等到半夜……",
    "好｡走､": "好。走、",
    "（见图)": "（见图）",
}
KEPT = (
    "上午8:30—11:30开门",
    "比分3:2，共5,000人",
    "网址www.example.com/a?b=1，邮箱zhang.san@example.cn。",
    "http://a.cn/b",
    "e-mail: a@b.cn",
    "A4纸、B超、PM2.5、5·12、K11、Wi-Fi、T恤",
    "I don't know.",
    "仙霞路123弄4号502室",
    "《读者》【快讯】「引」『文』〔注〕·—～％℃㎡",
    "𬱖䶮㐂〇々",
    "說繁體字",
)
QUOTES = {
    '"大白"下的衣服': "“大白”下的衣服",
    '他说:"去吧。"然后走了': "他说：“去吧。”然后走了",
    '"你好,"他说,"再见."': "“你好，”他说，“再见。”",
    '开展"敲门"行动、"拔钉子"行动': "开展“敲门”行动、“拔钉子”行动",
    "〝守门人〞＂热心＂": "“守门人”“热心”",
    "''后浪''来了": "“后浪”来了",
    "他叫它'家'": "他叫它‘家’",
    "“他说'好'”": "“他说‘好’”",
    "”反了“": "”反了“",
}
CUT_QUOTES = {
    '社区里人人都知道她从来不说空话。有一天,她对大家说:"我一个人去可以减少我': "说：“我一个人",
    '几个楼道跑下来,衣服干了又湿,湿了又干,可他还是成了健康安全的最"牢': "最“牢",
    '小区里的老人都认得他,孩子们也认得他。他说的话总是那样短。"话要好': "。“话要好",
    '只爱讲一个小战士教她认北斗星的夜晚。"他没有等到天亮,"她说,"我替他多看了七十多': "，“我替他",
    '老丁记得住六百多个孩子的名字,也认得出每一辆车。"哪辆车没见过,我就多看两眼,他说。': "。“哪辆",
    '桂花做的番茄炒蛋被孩子们称为"天下第一菜。为了少放一勺糖,她试了整整十一遍。': "“天下",
}


@pytest.mark.parametrize(("printed", "mended"), {**BLANKS, **SIGNS, **QUOTES}.items())
def test_blanks_signs_and_quotes_are_mended(printed: str, mended: str) -> None:
    assert repair(printed) == mended


@pytest.mark.parametrize("printed", KEPT)
def test_latin_words_numbers_times_and_addresses_stay_as_printed(printed: str) -> None:
    assert repair(printed) == printed


@pytest.mark.parametrize(("printed", "mended"), CUT_QUOTES.items())
def test_a_lone_mark_opens_where_the_text_behind_it_is_missing(printed: str, mended: str) -> None:
    text = repair(printed)
    assert mended in text
    assert text.count("“") == text.count("”") + 1


@pytest.mark.parametrize("printed", [*BLANKS, *SIGNS, *KEPT, *QUOTES, *CUT_QUOTES])
def test_repairing_twice_changes_nothing(printed: str) -> None:
    once = repair(printed)
    assert repair(once) == once
    for step in STEPS:
        assert step(once) == once


@pytest.mark.parametrize("path", sorted(SOUND.glob("*.md")), ids=lambda path: path.stem)
def test_straight_quotes_of_a_sound_text_become_the_printed_ones(path) -> None:
    straight = str.maketrans("“”", '""')
    for section in sound_edition(path.stem).sections:
        for profile in section.profiles:
            text = profile.paragraphs[0].text
            assert repair(text.translate(straight)) == text


@pytest.mark.parametrize("printed", [*BLANKS, *SIGNS, *KEPT, *QUOTES])
def test_a_body_holds_the_repaired_print(printed: str) -> None:
    edition, _findings = read_page(PAGE.format(printed), key="page")
    (profile,) = edition.sections[0].profiles
    assert "".join(paragraph.text for paragraph in profile.paragraphs) == repair(printed)
