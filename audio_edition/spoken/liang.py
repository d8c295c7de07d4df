"""Where a two is 两: before what is counted, not before what is named."""

from __future__ import annotations

import re
from functools import cache

from .context import COUNT_WORDS, COUNTED, words
from .lazy import Lazy

_COUNTED_TOO = frozenset(
    "番季球局任贴副道餐步集曲尊樘阵拨伙群窝茬罐捆摞担帖丸则桩车寸尺丈侧端岸翼厢省市国校县镇老科嫌胜扎缸坛听者站死伤亡码证毛旁梯派轴记"
)
"""Counted as well, but too common in front of other words to tell a count from a name by them."""
_COUNTED_WORDS = words(
    """
    昼夜 学期 学年 课时 连胜 连败 连冠 连平 连跳 连板 连击 地块 人 新 会 条 方面 校区 街镇 村居 企业 部门 单位
    医院 学校 班次 车道 村结 村合 村联 村共 党合 党共 区联 区共 单外 单生 单快 罚全 罚不 投全 男 委 开间
    被告 原告
    """
)
_GREAT = Lazy("大(?![队学道街夫会桥爷妈伯姐哥叔嫂姨娘厦楼专巴寒暑写报路])")
_NAMED = Lazy(
    "季度|车间|车[0-9]|[栋幢][0-9]+(?![0-9层])|梯[0-9]{3}|委[0-9]|段[0-9]|新[0-9]|对[0-9二]|记者|站台|"
    "[国市省县]道|老[年板]|市民|课堂|条例|[局科校镇市省]长|组组长|道[口岔]|部委|年级|分之|子女|"
    "次(?:供水|加压|污染|感染|元|创业|开发|利用|装修|革命|大战|搬迁|发酵|加工|分配|函数|曲线|方程|灾害|伤害|进宫|过滤)|"
    "类(?:疫苗|医疗|水|土地|高校|账户|卡|区|风险|企业|人才)|孩(?:政策|家庭|生育|时代|[、和与及或][0-9一二三]孩)|"
    "本(?:院校|线|批|录取|大学|分数|学校)"
)
_ORDINAL = Lazy(
    "(?:第(?:[0-9一二三四五六七八九十]{1,3}[、和与及至到-])?|老|百分之|千分之|万分之|分之|(?<![年月周期之起最当])初)$"
)
_SUMS = (
    "共|有|建|建成|盖|这|那|仅|只|等|了|完成|涉及|全部|约|近|各|每|分|成|为|包干|后排|前排|拆|拆除|新增|新添|改造|另|其余|剩|剩下|"
    "其中|连续|最后|办|举办|设|开设|含|负责|承包|占|超|达|过|管|带|买|购置|出租|腾出|封闭|封控|翻建|加盖|多|或|的"
)
_BUILT = (
    "楼(?![0-9])|高层|小高层|平房|[旧老新危房民]|厂房|别墅|大[楼厦]|建筑|商住|洋房|公寓|宿舍|教学|住宅|"
    "小楼|多层"
)
_SOMETIMES = {
    "栋": (_BUILT, f"(?:{_SUMS}|房|楼|别墅|建筑|高层)"),
    "幢": (_BUILT, f"(?:{_SUMS}|房|楼|别墅|建筑|高层)"),
    "层": (
        "小|楼|洋|别墅|建筑|老|砖|木|结构|平房|民房|口罩|防护|纱布|玻璃|棉|被|塑料|包装|保|意思|含义|关系|高",
        f"(?:{_SUMS}|高|加|加盖|隔|叠|搭|地上[0-9]{{1,2}}层[、，]?地下)(?<!的)(?<!为)",
    ),
    "班": (
        "倒|车|岗|轮|次|飞机|航班|公交|渡|地铁|列车|高铁|人马|志愿",
        "(?:停航|停开|停运|每天|每日|加开|增开|减少|减|增加|增至|各|共|加密|有|多|发车|早晚|轮换|分|分成|开行|航班|客轮|班车)",
    ),
    "期": (
        "培训班|讲座|沙龙|免息",
        "(?:分|共|连续|举办|办了|出版|出|每|各|后|前|近|开设|开办|开了|了|分为|分成|等|完成)",
    ),
    "队": (
        "各|战|打|会师|并列|同积|同分|携手|均|握手|积分|交手|之间|将|实力|均|都|人马|在|互|此前|历史|同分|民兵|志愿",
        "(?:共|有|分|成|出动|派出|组成|组建|各|淘汰|晋级)",
    ),
    "路": ("人马|大军|纵队|队伍|工作|记者|医疗|人员", "(?:分|兵分|分成)"),
    "床": ("被|棉|毯|褥|席|垫|凉", "(?:被|毯|褥|棉胎|被子|棉被|被褥|被套)"),
    "级": ("台阶|阶梯|联动|跳", "(?:降|(?<!晋)升|连升|连跳|分|分为|分成|提高|上调|下调|降低)"),
    "版": ("", "(?:共|出|各|每期|增|增加|扩)"),
    "档": ("节目|综艺", "(?:分|分为|分成|设|共|有)"),
    "室": ("[0-9一两二三]厅", "$^"),
    "房": ("[0-9一两二三]厅|户型|朝南", "$^"),
    "厅": ("", "[0-9一两二三][室房]"),
    "卫": ("", "[厅室房厨户]"),
    "负": ("[0-9一]?[胜平]", "[胜平战]"),
    "平": ("[0-9一][胜负]", "[胜负战]"),
    "战": ("", ""),
    "传": ("", "[射球]"),
    "子": ("", "(?:育有|有|生|膝下|养育|生育|生有)"),
    "金": ("[0-9一]|牌|[、，。]", "[夺获揽得收取下斩摘进]"),
    "银": ("[0-9一]|牌|[、，。]", "[夺获揽得收取下斩摘进金]"),
    "铜": ("[0-9一]|牌|[、，。]|$", "[夺获揽得收取下斩摘进金银]"),
    "荤": ("", ""),
    "素": ("", ""),
    "汤": ("", "[荤素菜饭]"),
    "菜": ("[0-9一两]?汤", "[荤素汤饭]"),
    "度": ("电|用电", "(?:曾|先后|又)"),
    "地": ("之|的|往返|相|合|共|联|警|民|政", "$^"),
    "代": ("人|同堂", "$^"),
    "日": ("游|内(?![部容地科心])|以内|之内|无理由", "(?:为期|历时|连续|持续|仅|短短|共)"),
}
"""Named as often as counted: what stands behind the measure, or before the number, where it is counted."""
_IN_ADDRESS = {
    "组": "(?:区|村|路|楼|座|社)",
    "期": "(?:区|村|路|楼|座)",
    "段": "(?:区|村|路|楼|座)",
    "支": "(?:区|村|路|楼|座)",
    "套": "(?:电视台|卫视|央视|CCTV|中央台|频道)",
    "座": "(?:区|村|路|楼|座|排|[0-9](?:号楼|栋|幢|号|弄|排))",
    "排": "$^",
    "门": "[0-9一二三四五六七八九十](?:号楼|栋|幢|楼|号院|号|单元)",
}
_SEATED = Lazy("[排座门队组][0-9]")
_IN_LINE = "栋幢层班组队期段座门床排版类级档列"
"""Measures that also number: 1组、2组."""


def takes_liang(text: str, front: str) -> bool:
    """Tell whether a two between these words is 两."""
    one = text[:1]
    if one not in _firsts():
        return False
    evening = text.startswith("晚") and front.endswith(("周", "星期", "礼拜"))
    if evening or _NAMED.match(text) or _ORDINAL.search(front) or _is_named(one, text, front):
        return False
    if one == "分":
        return not front.endswith(("点", "时", "角", "元", "毛"))
    if one in _SOMETIMES and not text.startswith(("层楼", "代人")):
        behind, ahead = _SOMETIMES[one]
        return bool((behind and _compiled(behind).match(text, 1)) or _ends(ahead, front))
    return one == "年" or one in COUNTED or one in _COUNTED_TOO or _is_great(text)


_ALL_WORDS = COUNT_WORDS + _COUNTED_WORDS


@cache
def _firsts() -> frozenset[str]:
    """Give what any word that is counted begins with."""
    return COUNTED | _COUNTED_TOO | {"分", "年", "大", *_SOMETIMES, *(word[0] for word in _ALL_WORDS)}


def _is_great(text: str) -> bool:
    """Tell whether words of more than one character are counted: 2大举措, 2学期."""
    return text.startswith(_ALL_WORDS) or _GREAT.match(text) is not None


def _is_named(one: str, text: str, front: str) -> bool:
    """Tell whether the number names a seat, a staircase, a group: 3排2座, 1组、2组."""
    if one in _IN_LINE and _ends(rf"[0-9]{one}[、和与及,，至到或]", front):
        return True
    seated = _SEATED.match(text) is not None and front[-1:] not in {"，", "。", "；", "、"}
    return one in _IN_ADDRESS and (seated or _ends(_IN_ADDRESS[one], front))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _ends(pattern: str, front: str) -> bool:
    return bool(_compiled(f"(?:{pattern})$").search(front))
