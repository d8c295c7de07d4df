"""The project's own readings: places and surnames that voices are known to misread.

Two sources (pypinyin 0.55, g2pM 0.1.2.5) were run over some 340 places and 240 surnames; what either reads
wrong stands here. A place that could be part of other words (校长宁愿, 美丽水乡) stands with what makes it
certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

_PLACES = """
    长宁区 chang2 ning2 qu1  长宁路 chang2 ning2 lu4  长宁支路 chang2 ning2 zhi1 lu4
    长宁县 chang2 ning2 xian4  长宁 chang2 ning2  新泾 xin1 jing1  北新泾 bei3 xin1 jing1
    朱泾 zhu1 jing1  枫泾 feng1 jing1  徐泾 xu2 jing1  洋泾 yang2 jing1  泗泾 si4 jing1
    漕河泾 cao2 he2 jing1  华泾 hua2 jing1  中泾 zhong1 jing1  洙泾 zhu1 jing1  泾阳 jing1 yang2
    泾河 jing1 he2  泾县 jing1 xian4  吴淞 wu2 song1  淞南 song1 nan2  淞虹路 song1 hong2 lu4
    淞沪 song1 hu4  莘庄 xin1 zhuang1  莘松路 xin1 song1 lu4  莘闵 xin1 min3
    莘砖公路 xin1 zhuan1 gong1 lu4  闵行 min3 hang2  庄行镇 zhuang1 hang2 zhen4  北翟路 bei3 di2 lu4
    诸翟 zhu1 di2  新浜 xin1 bang1  肇嘉浜路 zhao4 jia1 bang1 lu4  陆家浜路 lu4 jia1 bang1 lu4
    沙家浜 sha1 jia1 bang1  长乐路 chang2 le4 lu4  长风公园 chang2 feng1 gong1 yuan2
    浒墅关 xu3 shu4 guan1  栟茶 ben1 cha2  句容市 ju4 rong2 shi4  六合区 lu4 he2 qu1
    台州 tai1 zhou1  天台县 tian1 tai1 xian4  天台山 tian1 tai1 shan1  丽水市 li2 shui3 shi4
    浙江丽水 zhe4 jiang1 li2 shui3  乐清市 yue4 qing1 shi4  会稽山 kuai4 ji1 shan1  六安 lu4 an1
    涡阳 guo1 yang2  枞阳 zong1 yang2  浍河 hui4 he2  铅山县 yan2 shan1 xian4  余干县 yu2 gan1 xian4
    番禺 pan1 yu2  斗门区 dou3 men2 qu1  尖沙咀 jian1 sha1 zui3  大角咀 da4 jiao3 zui3
    葵涌 kui2 chong1  东涌 dong1 chong1  监利市 jian4 li4 shi4  黄陂 huang2 pi2  沌口 zhuan4 kou3
    漯河 luo4 he2  渑池 mian3 chi2  泌阳县 bi4 yang2 xian4  济源市 ji3 yuan2 shi4  长垣 chang2 yuan2
    长葛市 chang2 ge3 shi4  东阿县 dong1 e1 xian4  长清区 chang2 qing1 qu1  乐亭县 lao4 ting2 xian4
    任丘市 ren2 qiu1 shi4  大城县 dai4 cheng2 xian4  泊头市 bo2 tou2 shi4  柴沟堡 chai2 gou1 bu3
    十里堡 shi2 li3 pu4  马家堡 ma3 jia1 pu4  什刹海 shi2 cha4 hai3  大栅栏 da4 shi2 lan4
    洪洞县 hong2 tong2 xian4  繁峙 fan2 shi4  长子县 zhang3 zi3 xian4  长治市 chang2 zhi4 shi4
    应县木塔 ying4 xian4 mu4 ta3  华阴市 hua4 yin1 shi4  华州区 hua4 zhou1 qu1  吴堡县 wu2 bu3 xian4
    瓦窑堡 wa3 yao2 bu3  柞水县 zha4 shui3 xian4  栎阳 yue4 yang2  子长市 zi3 chang2 shi4
    宕昌 tan4 chang1  张掖 zhang1 ye4  尉犁 yu4 li2  荥经 ying2 jing1  犍为 qian2 wei2
    筠连 jun1 lian2  郫都 pi2 du1  什邡 shi2 fang1  阆中 lang4 zhong1  都匀市 du1 yun2 shi4
    蒙自市 meng2 zi4 shi4  曲靖 qu1 jing4  闽侯 min3 hou4  将乐县 jiang1 le4 xian4
    长汀 chang2 ting1  珲春 hun2 chun1  桦甸 hua4 dian4  穆棱 mu4 ling2  内蒙古 nei4 meng3 gu3
    那曲市 na4 qu3 shi4  阿房宫 e1 pang2 gong1  尼泊尔 ni2 bo2 er3  几内亚 ji1 nei4 ya4
    朝鲜 chao2 xian3  蒙古 meng3 gu3  塞尔维亚 sai4 er3 wei2 ya4  高句丽 gao1 gou1 li2
"""

_SURNAMES = """
    万俟 mo4 qi2  尉迟 yu4 chi2  长孙 zhang3 sun1  澹台 tan2 tai2  单于 chan2 yu2  令狐 ling2 hu2
    诸葛 zhu1 ge3  拓跋 tuo4 ba2  夹谷 jia2 gu3  乐正 yue4 zheng4  耶律 ye1 lv4  单 shan4  仇 qiu2
    区 ou1  任 ren2  华 hua4  解 xie4  查 zha1  曾 zeng1  朴 piao2  缪 miao4  翟 zhai2  燕 yan1
    应 ying1  洗 xian3  冯 feng2  员 yun4  贠 yun4  曲 qu1  晁 chao2  訾 zi1  佴 nai4  祭 zhai4
    种 chong2  秘 bi4  繁 po2  葛 ge3  哈 ha3  钭 tou3  车 che1  卜 bu3  强 qiang2  盛 sheng4
    石 shi2  沈 shen3  俞 yu2  於 yu1  呙 guo1  肖 xiao1  句 gou1  勾 gou1  尉 wei4  贾 jia3
    贲 ben1  费 fei4  柏 bai3  薄 bo2  阚 kan4  莘 shen1  么 yao1  眭 sui1  臧 zang1  瞿 qu2  逯 lu4
    陆 lu4  乜 nie4  粘 nian2  郄 qie4  郗 xi1  阮 ruan3  宿 su4  仝 tong2  万 wan4  鲜 xian1
    叶 ye4  殷 yin1  蔚 yu4  占 zhan1  别 bie2  伯 bo2  褚 chu3  啜 chuai4  都 du1  宓 mi4  干 gan1
    谷 gu3  冠 guan4  炅 gui4  过 guo1  和 he2  侯 hou2  隽 juan4  角 jue2  茆 mao2  蒙 meng2
    糜 mi2  阙 que1  要 yao1  台 tai2  须 xu1  尹 yin3
"""

AMBIGUOUS_SURNAMES: dict[str, tuple[str, ...]] = {
    "盖": ("ge3", "gai4"),
    "乐": ("yue4", "le4"),
    "宁": ("ning2", "ning4"),
    "覃": ("qin2", "tan2"),
    "谌": ("chen2", "shen4"),
    "隗": ("wei3", "kui2"),
    "黑": ("hei1", "he4"),
    "郇": ("xun2", "huan2"),
    "牟": ("mou2", "mu4"),
    "重": ("chong2", "zhong4"),
    "折": ("she2", "zhe2"),
    "纪": ("ji3", "ji4"),
    "那": ("na1", "na4"),
    "召": ("shao4", "zhao4"),
    "相": ("xiang4", "xiang1"),
    "晟": ("cheng2", "sheng4"),
    "能": ("nai4", "neng2"),
    "撒": ("sa3", "sa4"),
    "镡": ("tan2", "xin2"),
}
"""Surnames that families read in more than one way: only they can say."""

_ONLY_WHERE = {
    "长宁": "长宁(?<![校局院会部队班组站所处科镇乡村州省县家首船行学店厂司团营连排市]长宁)(?![愿可死静肯缺])",
    "台州": "台州(?<![舞讲窗]台州)",
}
_TITLES = (
    "(?:[副总]{0,2}书记|副?主任|老师|先生|女士|阿姨|叔叔|大爷|大妈|师傅|医生|同志|奶奶|爷爷|老伯"
    "|团长|队长|组长|经理)"
)
"""What stands behind a surname alone: 单书记."""


@cache
def surnames() -> dict[str, tuple[str, ...]]:
    """Return the surnames that are read in one way only as names, with their syllables."""
    return _pairs(_SURNAMES)


@cache
def places() -> dict[str, tuple[str, ...]]:
    """Return the places with their syllables."""
    return _pairs(_PLACES)


def _pairs(table: str) -> dict[str, tuple[str, ...]]:
    rows = (row.split() for row in re.split(r" {2,}|\n", table) if row.strip())
    return {word: tuple(syllables) for word, *syllables in rows}


@lru_cache(maxsize=8)
def pattern(people: tuple[str, ...]) -> re.Pattern[str]:
    """Match the places, and the surnames of these people in their names or before a title."""
    longest = sorted(places(), key=len, reverse=True)
    ways = [_ONLY_WHERE.get(word, re.escape(word)) for word in longest]
    given: dict[str, list[str]] = {}
    for name in people:
        surname = next((name[:size] for size in (2, 1) if name[:size] in surnames()), "")
        if surname and len(name) > len(surname):
            given.setdefault(surname, []).append(re.escape(name[len(surname) :]))
    ways += [f"{surname}(?={'|'.join(names)}|{_TITLES})" for surname, names in given.items()]
    return re.compile("|".join(ways))


def reading(found: str) -> Iterable[str]:
    """Return the syllables of what `pattern` matched."""
    return places().get(found) or surnames()[found]
