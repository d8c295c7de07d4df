"""Words around a number that decide how it is said."""

from __future__ import annotations

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COUNTED = frozenset(
    "个名位户人家次天岁块条张份只支件套间座辆台艘架本册篇首部场批组队所种类项轮周对双瓶箱袋盒包杯碗盘桌束"
    "朵棵株匹头口把顶门面幅句声步趟遍回颗粒片滴股段节堂桶盏根排列圈针剂处米斤克吨升里亩倍成元秒千万亿字款"
    "例起宗封枚员筐筒笔顿餐串样兆届点枪艇尾篮叠卷颈钵壶锅垛沓扇床票"
)
"""After these a count stands, and two is 两."""
_MEASURES = frozenset(
    "栋幢层楼户度多余来几百角分毛日月号期级等时年旬刻刀平英公厘毫立纳微海光摄华瓦伏安赫焦卡帕牛克板管支副道环"
)
COUNT_WORDS = _words(
    """
    小时 分钟 平方 立方 公里 公斤 公顷 公分 厘米 毫米 毫升 毫克 千克 星期 英寸 美元 欧元 英镑 日元 日游
    居 点 英里 海里 港元 小区 楼栋 层楼 户籍 秒钟 村民 党员 居民 志愿者 刻钟 晚 夜 载 代人 老人 女 孩 成
    """
)


_NO_MEASURE = re.compile(
    "分之|角度|角色|角落|平台|平安|天山|天气|天然|千方|万分|口罩|口号|车牌|家长|日报|日前|年货|分享|分别|度过|度假"
)


def is_counted(text: str) -> bool:
    """Tell whether the words behind a number count something."""
    if text[:1] == "来":
        return text[1:2] in COUNTED or text[1:2] in _MEASURES
    if _NO_MEASURE.match(text):
        return False
    return text[:1] in COUNTED or text[:1] in _MEASURES or text.startswith(COUNT_WORDS)


_ORDINAL = _words("第 初 老 周 星期 礼拜 百分之 千分之 万分之 分之")


def takes_liang(text: str, front: str) -> bool:
    """Tell whether a two between these words is 两."""
    one = text[:1]
    if front.endswith(_ORDINAL):
        return one == "点" and front.endswith(("周", "星期", "礼拜"))
    if one in "组期段支" and front.endswith(("区", "村", "路", "楼", "座")):
        return False
    if one in _LIANG_AFTER:
        return front.endswith(_LIANG_AFTER[one])
    if one == "年":
        return not text.startswith("年级")
    if one == "分":
        return not (text.startswith("分之") or front.endswith(("点", "时", "角", "元", "毛")))
    return one in COUNTED or text.startswith(COUNT_WORDS)


_SUMS = ("共", "有", "建", "这", "的", "仅", "等", "了", "完成", "涉及", "全部")
_LIANG_AFTER = {"栋": _SUMS, "幢": _SUMS, "层": _SUMS, "路": ("分",), "队": ("共", "有", "分", "成")}


CALLED = _words(
    """
    打 拨 叫 呼 报 致电 联系 求助 打了 叫了 拨了 报了 叫来 接通 打通 拨通 等 坐 派 通过 召 催 由 及时 向
    给 用 乘 上 全市 协调 对接 请
    """
)
SERVICE = _words(
    """
    救护 急救 运力 民警 接警 出警 指挥 报警 中心 调度 电话 急诊 车 热线 火警 消防 转运 医生 平台 警 处警
    联动 工单 打 来 送 接 司机 医护 求 救援 交通 客服 投诉 呼 网站 短信 专线 站 市民 政务 反诈 预警 和
    或 、 宣传 咨询 诉求 举报 维权 购票 分中心 查号 担架 系统 小程序 总机 台
    """
)
LABELLED = re.compile(
    "(?:编号|尾号|证号|证号码|身份证|证件号|号码|验证码|校验码|取件码|提货码|邮编|邮政编码|QQ|QQ号|QQ群|群号|微信|微信号|账号|帐号|户号|卡号|学号|工号|"
    "密码|房号|车牌|单号|订单号|批号|代码|档案号|信箱|编码|序列号|流水号|警号|胸牌号|学籍号|许可证|备案号|条形码|统一书号|邮发代号|代号|"
    '(?<!个)分机|转|会议号|文号|字第|准字[A-Z]?|股票|股份|证券|频道号)(?:[(（][^()（）]{0,8}[)）])?[号码]?(?:分别)?[：:是为]?["“]?(?:[A-Za-z]{0,4}-?)$'
)
DIALLED = re.compile(
    "(?:电话|热线|拨打|致电|手机|手机号码?|传真|专线|咨询|座机|值班|报修|联系方式|客服|监督|投诉|服务号|直拨|拨|打电话给|来电|号码)"
    '[号码]?(?:[(（][^()（）]{0,8}[)）])?(?:[^，。；！？：:0-9]{0,8}[：:])?[是为]?[：:]?["“(（]?$'
)
DESIGNATED = _words(
    """
    中学 医院 胶水 工程 高校 大学 高地 团 国道 省道 县道 乡道 厂 部队 单元 次列车 次航班 次特快 次动车 次高铁
    会议室 室 房间 病房 教室 新政 弄 航班 列车 房 诊室 车间 信箱 办公室 车牌 窑 包厢 信道 次火车 次旅客
    号段 大促 购物节 年中 院校 阵地
    """
)
SCORE_LIST = re.compile(
    "(?:比分|胜|负|局|赢|输|[0-9]比|以[0-9]{1,3}[:：-][0-9])[^。；]{0,36}[0-9][、，,和及]$"
)
CALL_LIST = re.compile("(?:热线|拨打|电话|打|1(?:10|19|20|22))[^。；元人户]{0,24}[0-9][、，,和及或/]$")
SCORED = _words(
    """
    比分 比分为 比分是 比分定格在 战胜 胜 负 平 击败 领先 落后 不敌 大胜 险胜 告负 惜败 逆转 总分 以
    大比分 战平 打成 扳成 改写为 锁定为 惨败 完败 完胜 力克 比分测试 爆冷 横扫 首局 末局 取胜 获胜 追成
    追至 战成 队 国 局 比例 比例为 比例是 比为 配比 稀释比 按 按照 浓度 兑水 比 比率 男篮 女篮 男排 女排
    男足 女足 比值 小分 半场 主场 客场 申花 海港
    """
)
SCORING = _words(
    """
    配比 稀释 比例 混 兑 获胜 战胜 击败 领先 落后 大胜 险胜 告负 不敌 逆转 取胜 的比分 的比例 负于 胜
    战平 负 的总比分 的大比分 惜败 完胜 的配比 力克 横扫 淘汰 比分 拿下 还原 仿真 比
    """
)
EVENT = _words(
    """
    假期 妇女节 劳动节 国际 国家 国庆 黄金周 节 晚会 事变 地震 消费者 建党 建军 学雷锋 运动 宣传 活动
    大促 抗震 植树 读书 阅读 纪念 讲话 全国 世界 汶川 公祭 安全生产 禁毒 小长假 长假 消防 青年节 儿童节 护士节
    教师节 大地震 惨案 案 空难 事故 事件 宪法 光棍 购物 促销 假日 放假 防灾 期间 前后 系列 主题
    """
)
