"""Numbers that became names: 84消毒液, 996, “2035”远景目标."""

from __future__ import annotations

import re
from functools import cache

from .context import is_counted
from .numerals import spell
from .rule import Rule, after, before, char_after, char_before

_NAMES = {
    "84": "消毒|液|原液",
    "985": "高校|大学|工程|院校|、211|和211|/211|211|毕业|名校",
    "211": "高校|大学|工程|院校|、985|毕业|名校",
    "863": "计划|项目",
    "973": "计划|项目",
    "618": "大促|购物节|年中|期间|电商|狂欢|促销|活动",
    "818": "大促|购物节|期间|电商|促销",
    "930": "新政",
    "996": "的?公司|的?工作|的?生活|的节奏|福报|上班|加班|职场|打工|模式|作息|生活|、007|和007|式|政策|制",
    "955": "工作制|作息",
    "711": "便利|门店|店",
    "360": "安全|软件|浏览器|杀毒|公司|手机|摄像头|儿童|搜索|借条|集团|卫士",
    "502": "胶",
    "101": "毛发|生发",
    "999": "感冒|皮炎|足金|牌|急救|胃泰",
    "163": "邮箱",
    "126": "邮箱",
    "139": "邮箱",
    "189": "邮箱",
    "58": "同城|到家",
    "798": "艺术|园区",
    "751": "艺术|园区",
    "1933": "老场坊",
    "1862": "时尚|艺术",
    "315": "晚会|消费|维权|投诉|打假|国际",
    "38": "妇女节|节(?!日)|女神节|国际",
    "61": "儿童节|节(?!日)",
    "51": "劳动节|节(?!日)|假期|黄金周|小长假|长假",
    "54": "青年节|运动",
    "71": "建党|前夕",
    "81": "建军",
    "312": "植树",
    "626": "国际禁毒|禁毒",
    "512": "护士节|防灾|汶川|地震",
    "911": "事件|恐怖",
    "1024": "程序员",
    "520": "表白|告白|浪漫|情人|当天|领证|网络|这天|这一天",
    "1314": "$^",
    "404": "页面|错误",
    "3060": "目标|双碳",
    "2030": "目标|远景|愿景|规划|战略|计划|议程|年远景",
    "2035": "目标|远景|愿景|规划|战略|计划|总规|总体规划",
    "2049": "目标|远景|愿景|规划|战略|计划",
    "24365": "平台|招聘|校园|大学生",
    "8424": "西瓜|瓜|麒麟",
    "4050": "人员|就业|失业",
    "9073": "养老|格局",
    "9064": "养老|格局",
    "555": "牌|香烟",
}
_CRAFT = ("波音", "空客", "空中客车", "标致", "宝马", "马自达", "雪铁龙", "苏", "米格", "图", "麦道")
_OPEN, _CLOSED = tuple("“‘\"'「『《〈"), tuple("”’\"'」』》〉")


@cache
def _behind(digits: str) -> re.Pattern[str]:
    return re.compile(_NAMES[digits])


def _known(found: re.Match[str]) -> str | None:
    alone = len(found.string) == len(found[0]) and found[0] in (
        "985",
        "211",
        "618",
        "930",
        "996",
        "863",
        "973",
    )
    if alone or (
        _behind(found[0]).match(after(found)) and not before(found).endswith(("第", "近", "约", "共"))
    ):
        return spell(found[0])
    return None


def _craft(found: re.Match[str]) -> str | None:
    return (
        "杠".join(map(spell, found[0].split("-")))
        if before(found).rstrip("-").endswith(_CRAFT) and not is_counted(after(found))
        else None
    )


def _quoted(found: re.Match[str]) -> str | None:
    digits = found[0]
    if char_before(found) in ("《", "〈") and "1800" < digits < "2100" and not is_counted(after(found)):
        return spell(digits)
    if char_before(found) not in _OPEN or char_after(found) not in _CLOSED:
        return None
    if is_counted(after(found)) or (digits.endswith("00") and char_after(found) != "》"):
        return None
    return spell(digits)


NAMES = (
    Rule(
        "known",
        "985高校, 84消毒液, 996: numbers that are names",
        f"(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?![0-9.:%/])",
        _known,
    ),
    Rule("craft", "波音737-800, 空客320: a model", r"[1-9][0-9]{2}(?:-[0-9]{2,4})?(?![0-9.:%])", _craft),
    Rule(
        "quoted",
        "“996”, 《1921》: three digits and more that quotes make a name",
        r"[1-9][0-9]{2,4}(?![0-9.:%])",
        _quoted,
    ),
)
