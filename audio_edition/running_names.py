"""Persons and places that the running text names, found where a name surely stands.

No word list is asked: a person stands behind an office or before a form of address, a place behind a word
such as 在 or a mark, and ends like a place. What stands elsewhere is not found; a wrong find costs a row on a
page to be ticked, and changes nothing that is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁卢姚沈钟姜崔谭陆范汪廖"
    "石韦贾夏傅邹熊孟秦邱侯江尹薛闫雷龙陶贺毛郝顾龚邵武钱戴莫孔汤洪季柳殷宗翁倪盛屈鲁须单仇柏费岑凌葛俞祝褚芮储裴庄柴"
    "瞿阎慕茹艾戈庾耿匡瞿詹"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "端木")
_OFFICES = (
    *(
        "书记",
        "主任",
        "站长",
        "队长",
        "组长",
        "团长",
        "社长",
        "院长",
        "校长",
        "园长",
        "所长",
        "科长",
        "处长",
        "局长",
    ),
    *(
        "会长",
        "经理",
        "委员",
        "干事",
        "社工",
        "民警",
        "医生",
        "护士",
        "教师",
        "老师",
        "教练",
        "志愿者",
        "党员",
    ),
    *("居民", "业主", "老人", "司机", "师傅", "保安", "保洁员", "职工", "记者", "通讯员", "同志", "代表"),
)
_ADDRESSES = (
    *("老师", "医生", "护士", "先生", "女士", "阿姨", "爷叔", "师傅", "同志", "老人", "奶奶", "爷爷", "老伯"),
    *("书记", "主任", "站长", "队长", "组长", "教授"),
)
_NOT_GIVEN = "老的了在说是对和与及跟同把被向从都也就又还便即则等给让为将着过一这那有没不很最更第每各们地"
_BEHIND = f"$|[^㐀-鿿]|[{_NOT_GIVEN}带告介表组主负率今早晚曾正已刚先后才却因]"
_ENDS = ("路", "公路", "大道", "新村", "家苑", "花苑", "花园", "高速", "地铁站")
"""A name ends so; 小区, 医院 or 街道 end as many things that have none: 封控期间小区, 就近医院."""
_NO_NAME = (
    "各本该全这那某每我你他她它此同邻几多两一二三四五六七八九十新老大小上下前后里外不无没有条段沿走修铺让给道"
    "马公"
)
_BEFORE = "在往至沿经、，。；：（《“！？ 　\n"


@cache
def _person() -> re.Pattern[str]:
    name = f"(?:{'|'.join(_COMPOUND)}|[{_SURNAMES}])"
    given = f"(?![{_NOT_GIVEN}])[㐀-鿿]"
    address = f"(?:{'|'.join(_ADDRESSES)})"
    behind = f"(?:{'|'.join(_OFFICES)})({name}(?!{address}){given}(?:{given})??)(?={_BEHIND})"
    before = f"(?:^|(?<=[{_BEFORE}]))({name}(?!{address}){given}{{1,2}}?)(?={address})"
    return re.compile(f"{behind}|{before}")


@cache
def _place() -> re.Pattern[str]:
    ends = "|".join(_ENDS)
    return re.compile(
        f"(?:^|(?<=[{_BEFORE}]))(?![{_NO_NAME}])(?:(?![在往至沿经到从住去])[㐀-鿿]){{2,4}}?(?:{ends})(?![口边线上])"
    )


def find_in_text(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the names in a paragraph and whether each is a person's, in no certain order."""
    for found in _person().finditer(text):
        yield found[1] or found[2], True
    for found in _place().finditer(text):
        yield found[0], False
