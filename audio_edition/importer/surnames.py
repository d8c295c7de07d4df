"""Chinese surnames: evidence that the end of a short line is a person's name."""

from __future__ import annotations

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞"
    "任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成"
    "戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干"
    "解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀惠甄曲家封芮储靳汲焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇"
    "栾甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越"
    "夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查荆红游竺权盖益桓公佘佟覃岳帅缑亢况郈有琴仉商牟墨哈谯年爱"
    "阳辜冼付代闫肇种苑展仝操衣粟镡楼凡植揭原"
)
"""After the Hundred Family Surnames, with today's common ones added."""

_COMPOUND = (
    "欧阳司马上官诸葛尉迟夏侯东方皇甫公孙慕容令狐长孙宇文司徒司空端木百里呼延南宫独孤西门轩辕"
    "濮阳淳于单于太史申屠公羊澹台公冶宗政钟离闾丘鲜于赫连万俟闻人东郭南门第五梁丘左丘拓跋完颜"
    "纳兰叶赫那拉"
)
COMPOUND = frozenset(_COMPOUND[at : at + 2] for at in range(0, len(_COMPOUND), 2))
"""Surnames of two hanzi."""


def is_surname_first(name: str) -> bool:
    """Say whether a word begins with a surname and is as long as such a name."""
    compound = name[:2] in COMPOUND
    return 2 <= len(name) <= (4 if compound else 3) and (compound or name[0] in SURNAMES)
