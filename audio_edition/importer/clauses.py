"""Can a sentence end here? Told from the words of a clause, without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(r"“[^“”]*”|（[^（）]*）|《[^《》]*》|「[^「」]*」")
_LINK = re.compile(r"^(?:但是?|而且?|并且?|且|于是|因此|所以|然后|同时|随后|接着|最终|最后|此外|另外|其中)")
_LEANING = re.compile(
    r"^(?:如果|假如|要是|倘若|若|只要|只有|虽然?|尽管|因为|由于|为了|随着|当|每当|每到|每次|每逢|即使|即便|哪怕|无论|不管|不论|不仅|"
    r"不但|不光|除了|与其|自从|面对|对于|关于|经过|根据|按照|作为|一旦|针对|围绕|得知|据|正如|通过|尤其是|特别是|比如|例如|即)"
)
"""A clause that begins so leans on the one behind it."""
_ANSWERS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"^(?:如果|假如|要是|倘若|若|只要|一旦)"), re.compile(r"[就便都也会能可则那还]|一定|必须")),
    (re.compile(r"^(?:只有)"), re.compile(r"[才方]")),
    (re.compile(r"^[谁哪](?!.*[都也])"), re.compile(r"[都也就便]")),
    (re.compile(r"^(?:虽然?|尽管)"), re.compile(r"[但却还也仍]|依然|依旧|不过|始终|总")),
    (re.compile(r"^(?:无论|不管|不论|即使|即便|哪怕)"), re.compile(r"[都也总还]|始终|一律")),
    (
        re.compile(r"^(?:不仅|不但|不光|除了|.{0,8}(?<!.次)既[要是能有会])"),
        re.compile(r"[还也更又]|而且|甚至"),
    ),
)
_TIME = re.compile(
    r"(?:[^准及按同随平临一那]时|[^落先背最前今以幕]后|[^在面提眼身窗从门]前|期间|以来|之际|时候|时刻|同时|过程中|工作中|"
    r"[月天年周日]里?来?|[月年]初|[月年]底|[上中下]旬|期|当中|之中|在[^，]{0,8}[中下上里内间])$"
)
_PLACE = re.compile(r"^(?:在|从|自|到了?|对|为|向|于).*(?:[中下上里内外间旁边起看来]|之余|来说|而言)$")
_PART = re.compile(
    r"了(?!解)|[^沿随接]着|把(?!关|握)|将(?!军|来)|被(?!子)|让|使(?!命|用者)|是(?!否)|称[为作]|[变当形组建]成|[送来带赶做找住走拿搬搭跑拉说看扛挑抓陪问守]到|"
    r"[给向][^，]+|[送拿搬发运带]给"
)
"""What only a predicate holds, wherever it stands."""
_MANNER = re.compile(
    r"[没不能会也都就还便又再总已正仍均皆才]|有(?!的|些|关)|可以|要(?!求)|始终|一直|纷纷|积极|主动|立即|马上|及时|迅速|耐心|有所|越来越|"
    r"[跑走拉搭拿送搬挑扛扶陪守护赶忙盼喊贴敲背捐做写教][上下起出进回遍完好满]|[一-鿿]得[一-鿿]"
)
"""What a predicate holds, and what may also stand before 的 in a mere name."""
_VERBS = re.compile(
    "进行|知道|起来|开始|成为|决定|认为|需要|组织|形成|出现|发现|发生|建立|参加|提出|增长|表示|得到|进入|举行|提高|提供|完成|准备|"
    "增加|获得|觉得|达到|实行|实现|继续|位于|执行|解决|成立|保护|负责|制定|学习|超过|希望|采用|引起|取得|了解|控制|受到|选择|加强|"
    "告诉|支持|处理|实施|接受|保持|坚持|改变|开发|采取|喜欢|感到|造成|召开|帮助|保证|结束|介绍|回答|来到|设立|扩大|考虑|拥有|"
    "结合|展开|完善|发表|安排|指挥|发布|治疗|找到|宣布|离开|恢复|解释|减少|参与|从事|开展|显示|属于|相信|确定|投入|创造|促进|"
    "带来|反映|变成|导致|构成|担任|保障|强调|重视|适应|面对|发挥|培养|听说|想到|发出|加上|留下|愿意|维护|体现|掌握|突出|修改|"
    "关注|表明|主持|遇到|欢迎|限制|推进|推动|加入|担心|满足|失去|配合|增强|购买|改善|缺乏|打开|协调|承担|争取|召集|推出|寻找|"
    "转移|出发|避免|休息|推荐|维持|上升|涉及|拒绝|举办|加速|加快|接近|接触|观察|吸引|做出|邀请|放弃|依靠|通知|到达|走出|保存|"
    "追求|取消|等待|贯彻|确保|服务|送去|送来|上门|探望|照顾|沟通|搬运|采购|发放|分发|运送|转运|安抚|劝说|报名|响应|驾车|赶去|"
    "奔波|奔走|值守|坚守|守护|守住|筑牢|织密|打通|化解|调解|调度|统筹|搭建|打造|创新|探索|总结|调整|动员|发动|号召|带领|率领|"
    "带头|冲锋|奋战|忙碌|陪伴|照料|关心|关爱|牵挂|倾听|走访|排查|登记|测量|消毒|消杀|清理|打扫|维修|教会|学会|挽起|拿起|拉起|"
    "扛起|挑起|传递|传播|普及|宣传|引导|疏导|劝导|护送|接送|返回|赶到|驻守|逆行|归队|感动|称赞|赞许|感谢|捐赠|募集|对接|落实|"
    "践行|诠释|书写|点亮|温暖|凝聚|汇聚|奉献|付出|牺牲|跟随|融入|扎根|成长|蔚然成风|获评|荣获|退休|创办|经营|生活"
)
_NAMES_SOMETHING = re.compile(r"^(?:(?P<of>.+)的)?(?P<it>[^的]{1,9})$")
_COUNTED = re.compile(
    r"^(?:这|那|每|某|一)(?:[一二两三几]?[位名个支群张条份次]|些)|^所有|^(?:许多|不少|众多|有的|其他)"
)


def _says_something(clause: str) -> bool:
    """Tell a clause with a predicate from the mere name of a thing (王亚玲书记和她的团队)."""
    if _PART.search(clause):
        return not (_COUNTED.match(clause) and re.search(r"的[^的]{1,4}$", clause) and "是" not in clause)
    named = _NAMES_SOMETHING.match(clause)
    if named and named["of"]:
        return not _COUNTED.match(clause) and _VERBS.search(named["of"]) is not None
    return bool(_MANNER.search(clause) or _VERBS.search(clause))


def can_end(clauses: Sequence[str]) -> bool:
    """Say whether the last clause, after the ones before it in its sentence, can be the sentence's end."""
    last = _LINK.sub("", _QUOTED.sub("某某", clauses[-1]).rstrip("…"))
    if len(last) < 3 or _LEANING.match(last) or _TIME.search(last) or _PLACE.match(last):
        return False
    if last.endswith(("的", "地", "得", "和", "与", "及", "或", "说", "道")):
        return False
    for leaning, answer in _ANSWERS:
        asked = next((at for at, clause in enumerate(clauses) if leaning.match(_LINK.sub("", clause))), None)
        if asked is not None and not answer.search("".join(clauses[asked + 1 :])):
            return False
    return _says_something(last)
