"""Words whose readings are known: what pypinyin misreads, and what needs no asking.

Both come of running pypinyin 0.55 and g2pM 0.1.2.5 over 2,830 newspaper words with polyphones; the right
reading was judged by hand.
"""

from __future__ import annotations

import re
from functools import cache

_MISREAD = """
    长达 chang2 da2  长效 chang2 xiao4  长三角 chang2 san1 jiao3  长椅 chang2 yi3
    一行字 yi1 hang2 zi4  总行 zong3 hang2  调休 tiao2 xiu1  调档 diao4 dang4  跑得快 pao3 de5 kuai4
    做得好 zuo4 de5 hao3  看得见 kan4 de5 jian4  说得好 shuo1 de5 hao3  慢慢地 man4 man4 de5
    高兴地 gao1 xing4 de5  积极地 ji1 ji2 de5  扎实地 zha1 shi2 de5  细腻地 xi4 ni4 de5
    耐心地 nai4 xin1 de5  不停地 bu4 ting2 de5  分门别类地 fen1 men2 bie2 lei4 de5  着实 zhuo2 shi2
    着了凉 zhao2 le5 liang2  找不着 zhao3 bu4 zhao2  用不着 yong4 bu4 zhao2  睡不着 shui4 bu4 zhao2
    数着 shu3 zhe5  湿了又干 shi1 le5 you4 gan1  不得了 bu4 de2 liao3  还款 huan2 kuan3
    南洋新都 nan2 yang2 xin1 du1  新都 xin1 du1  时差 shi2 cha1  电压差 dian4 ya1 cha1
    时间差 shi2 jian1 cha1  缘分 yuan2 fen4  福分 fu2 fen4  辈分 bei4 fen4
    干湿分离 gan1 shi1 fen1 li2  干垃圾 gan1 la1 ji1  擦干 ca1 gan1  给排水 ji3 pai2 shui3
    供养 gong1 yang3  冠以 guan4 yi3  开花结果 kai1 hua1 jie1 guo3  用尽 yong4 jin4
    量身定制 liang2 shen1 ding4 zhi4  率众 shuai4 zhong4  隐没 yin3 mo4  急难愁 ji2 nan2 chou2
    切菜 qie1 cai4  切换 qie1 huan4  散养 san3 yang3  猪舍 zhu1 she4  盛汤 cheng2 tang1
    盛满 cheng2 man3  数一数 shu3 yi1 shu3  细数 xi4 shu3  历数 li4 shu3  数钱 shu3 qian2
    为人民服务 wei4 ren2 min2 fu2 wu4  视为 shi4 wei2  名为 ming2 wei2  化身为 hua4 shen1 wei2
    广为 guang3 wei2  颇为 po1 wei2  变废为宝 bian4 fei4 wei2 bao3  列为 lie4 wei2  评为 ping2 wei2
    选为 xuan3 wei2  系红领巾 ji4 hong2 ling3 jin1  系上 ji4 shang4  相片 xiang4 pian4
    脏水 zang1 shui3  两只鸡 liang3 zhi1 ji1  中意 zhong4 yi4  中选 zhong4 xuan3  中肯 zhong4 ken3
    中签 zhong4 qian1  中枪 zhong4 qiang1  猜中 cai1 zhong4  接种 jie1 zhong4
    疫苗接种 yi4 miao2 jie1 zhong4  运转 yun4 zhuan3  连轴转 lian2 zhou2 zhuan4
    高效运转 gao1 xiao4 yun4 zhuan3  转一圈 zhuan4 yi1 quan1  围着转 wei2 zhe5 zhuan4
    教唱 jiao1 chang4  教做操 jiao1 zuo4 cao1  教课 jiao1 ke4  教你 jiao1 ni3
    背起装备 bei1 qi3 zhuang1 bei4  绵薄之力 mian2 bo2 zhi1 li4  创可贴 chuang1 ke3 tie1
    大夫 dai4 fu1  待在家里 dai1 zai4 jia1 li3  货郎担 huo4 lang2 dan4  一担米 yi1 dan4 mi3
    推倒 tui1 dao3  病倒 bing4 dao3  倒是 dao4 shi4  弹奏 tan2 zou4
    弹指一挥间 tan2 zhi3 yi1 hui1 jian1  弹唱 tan2 chang4  一斗米 yi1 dou3 mi3  美发 mei3 fa4
    发丝 fa4 si1  染发 ran3 fa4  发夹 fa4 jia1  玄妙观 xuan2 miao4 guan4  会稽 kuai4 ji1
    劲爆 jing4 bao4  劲歌 jing4 ge1  问卷 wen4 juan4  卷子 juan4 zi5  硕果累累 shuo4 guo3 lei2 lei2
    果实累累 guo3 shi2 lei2 lei2  落下 luo4 xia4  磨豆腐 mo4 dou4 fu3  照片 zhao4 pian4
    铺就 pu1 jiu4  质朴 zhi4 pu3  简朴 jian3 pu3  古朴 gu3 pu3  圈养 juan4 yang3
    腿折了 tui3 she2 le5  树枝折了 shu4 zhi1 she2 le5  整宿 zheng3 xiu3  两宿 liang3 xiu3
    英雄帖 ying1 xiong2 tie3  发帖 fa1 tie3  跟帖 gen1 tie3  马尾 ma3 wei3  朝鲜 chao2 xian3
    削苹果 xiao1 ping2 guo3  流血 liu2 xue4  咽拭子 yan1 shi4 zi5  鼻咽 bi2 yan1  炸鸡 zha2 ji1
    炸薯条 zha2 shu3 tiao2  精雕细琢 jing1 diao1 xi4 zhuo2  内蒙 nei4 meng3  剥毛豆 bao1 mao2 dou4
    剥虾 bao1 xia1  呛到 qiang1 dao4  脾气拗 pi2 qi4 niu4  直奔 zhi2 ben4
    各奔东西 ge4 ben4 dong1 xi1  奔七十 ben4 qi1 shi2  奔小康 ben4 xiao3 kang1
    一杆枪 yi1 gan3 qiang1  拉杆箱 la1 gan1 xiang1  大喝一声 da4 he4 yi1 sheng1  划水 hua2 shui3
    划伤 hua2 shang1  划破 hua2 po4  拧螺丝 ning3 luo2 si1  拧开 ning3 kai1  趟浑水 tang1 hun2 shui3
    哮喘 xiao4 chuan3  咆哮 pao2 xiao4  轧朋友 ga2 peng2 you3  颈椎 jing3 zhui1
"""

_SURE = """
    长者 长辈 延长 特长 专长 擅长 长假 身长 周长 拉长 长大 长高 长势 长相 河长制 林长制 重阳 重阳节
    重播 重启 重病 重申 重温 重担 双重 重现 重头戏 卷土重来 重蹈覆辙 行业 行长 同行 内行 外行 行家
    行情 排行 排行榜 行列 商行 道行 各行各业 三百六十行 行当 央行 支行长 分行 协调 调解 调节 调试
    调控 空调 调料 下调 烹调 失调 处罚 处分 相处 处方 处暑 处于 用处 难处 处世 处女作 惩处 出处
    和睦相处 设身处地 必得 总得 非得 得亏 舍得 得当 目的地 目的 的确 的士 众矢之的 有的放矢 目的性
    打的 无的放矢 标的 标的物 一语中的 着急 着手 着力 着眼 着重 着火 着落 着凉 衣着 着陆 着想 执着
    附着 沉着 不着急 点着 着装 着迷 着色 犯不着 着数 高着 着魔 了解 了结 受不了 了不起 为了 一目了然
    不了了之 没完没了 了如指掌 大不了 免不了 少不了 干不了 明了 了断 了却 吃不了 未了 偿还 还书 还原
    返还 生还 还清 还乡 还给 还债 都市 都江堰 都会 古都 都城 建都 出差 差点 参差 差事 误差 差劲
    差旅费 邮差 交差 公差 差役 差评 参差不齐 部分 成分 过分 分内 分外 分量 水分 养分 充分 本分
    知识分子 积极分子 恰如其分 安分守己 分子 天分 盐分 树干 干货 干脆 干戈 干涸 单干 给予 供给 补给
    给水 给养 自给自足 配给 家给人足 给付 物资供给 变更 三更半夜 更正 更衣室 打更 自力更生 更年期
    更迭 更生 口供 供认 供品 供不应求 供职 上供 翻供 桂冠 鸡冠 冠状病毒 冠心病 树冠 弱冠 张冠李戴
    爱好 好奇 好学 好客 嗜好 好胜 好高骛远 同好 好动 投其所好 好大喜功 附和 暖和 和面 掺和 唱和
    和稀泥 搅和 软和 热和 华山 华佗 华发 将士 将领 上将 干将 麻将 将帅 老将 主将 结实 结巴 尽心 尽先
    空闲 填空 抽空 空白 空缺 有空 空地 空隙 空余 空格 丈量 量体温 商量 估量 掂量 量杯 衡量 考量
    量血压 思量 车载斗量 草率 统率 坦率 轻率 表率 没落 神出鬼没 吞没 没入 急难 患难 责难 难友
    难兄难弟 发难 多难兴邦 宁可 宁愿 宁死不屈 宁肯 宁缺毋滥 强迫 勉强 倔强 强求 强词夺理 牵强
    强人所难 切实 切身 切合 切勿 切记 切忌 曲折 曲线 扭曲 曲解 曲水流觞 评弹曲调 歪曲 是非曲直 散发
    零散 散心 散装 散户 懒散 闲散 披头散发 男女老少 老少 少爷 稀少 少量 舍不得 舍弃 取舍 施舍
    舍己为人 依依不舍 锲而不舍 恋恋不舍 内省 不省人事 省亲 发人深省 省察 盛饭 数数 数不清 数落
    屈指可数 数一数二 数以万计 数九寒天 数典忘祖 如数家珍 倒数第一 不可胜数 似的 飞也似的 雪花似的
    提防 提溜 为民 为何 为此 为居民 为民服务 为老服务 助人为乐 为什么 为国争光 系鞋带 系好安全带
    相机 相声 亮相 相册 相貌 看相 相面 吉人天相 出洋相 高兴 兴致 尽兴 扫兴 即兴 助兴 兴高采烈 兴冲冲
    雅兴 应当 应届 应付 理应 应约 应允 一应俱全 应声 应届生 应接不暇 记载 刊载 转载 三年五载
    千载难逢 登载 载入史册 一年半载 连载 脏衣服 脏乱差 脏话 弄脏 涨红 头昏脑涨 泡涨 船只 只身
    形单影只 几只 只言片语 只字不提 命中 中奖 看中 中毒 中暑 中标 击中 中风 百发百中 中招 切中 中伤
    打中 种植 种田 种树 种菜 栽种 耕种 种地 种花 点种 刀耕火种 转圈 团团转 转椅 转悠 转盘 自转 转速
    空转 今朝 朝气 朝夕 朝霞 朝三暮四 有朝一日 朝思暮想 朝令夕改 降服 降伏 空降 角落 名角 教书 教给
    背包 背负 背带 便宜 大腹便便 刀把 话把儿 单薄 厚薄 薄被 储藏 珍藏 藏文 矿藏 称心 称职 匀称 相称
    称心如意 史乘 千乘之国 自传 传记 水浒传 传略 外传 小传 评传 列传 树碑立传 经传 创伤 创口 重创
    创面 创巨痛深 答理 滴答 羞答答 担子 扁担 挑担 勇挑重担 反倒 倒茶 潦倒 弹琴 评弹 弹钢琴 弹力 动弹
    适当 上当 当作 妥当 当真 恰当 当铺 典当 不当 安步当车 漏斗 北斗 熨斗 翻斗车 斗笠 斗室 烟斗 可恶
    憎恶 好恶 头发 理发 发型 白发 发髻 毛发 发廊 令人发指 千钧一发 须发皆白 怒发冲冠 理发师 义务理发
    脱发 见缝插针 中缝 一服药 道观 乐观 白云观 号叫 哀号 号啕 北风呼号 横祸 横财 骄横 飞来横祸 会计
    财会 会计师 不会 总会计师 茶几 几率 窗明几净 济济一堂 人才济济 共济失调 假期 寒假 年假 假日 间隔
    间断 不间断 间接 离间 间歇 间谍 间隙 黑白相间 间或 间作 反间计 亲密无间 图穷匕见 押解 解元 解送
    浑身解数 情不自禁 不禁 禁受 禁不住 忍俊不禁 劲头 劲往一处使 花卷 案卷 卷尺 胶卷 长卷 卷曲 春卷
    外壳 蛋壳 贝壳 果壳 看守 看护 看门 看管 看家 看押 乐意 欢乐 乐于助人 乐呵呵 乐天派 连累 累赘
    拖累 日积月累 伤痕累累 累死 凉一凉 露面 露馅 露一手 露脸 露怯 丢三落四 落枕 落色 莲花落 论语
    绿林 鸭绿江 绿林好汉 抹墙 转弯抹角 抹灰 拐弯抹角 抹桌子 石磨 推磨 磨面 模具 模板 大模大样
    装模作样 模糊 铜模 泡桐 炮制 如法炮制 炮烙 喷香 漂洗 迫击炮 铺路 铺张 铺天盖地 铺床 朴刀 奇数
    奇偶 翘首 翘楚 翘首以盼 翘望 羊圈 塞车 塞进 阻塞 闭塞 茅塞顿开 敷衍塞责 耳塞 填塞 搪塞 血管栓塞
    充塞 梗塞 心肌梗塞 瓶塞 扫帚 扫把 色子 华厦 上声 折腾 折本 博闻强识 款识 属意 白术 苍术 一宿
    露宿 体己 挑起 挑剔 挑重担 挑食 挑水 挑担子 挑毛病 挑刺 字帖 妥帖 碑帖 服帖 俯首帖耳 画帖 吐血
    上吐下泻 倾吐 拓片 碑拓 拓本 瓦刀 委靡 虚与委蛇 鲜见 海鲜 鲜有 削皮 削铅笔 校对 校正 校准 校验
    校订 一针见血 压根儿 咽口水 要挟 要约 叶公好龙 叶韵 与会 与会者 与会人员 晕车 晕船 晕头转向 包扎
    挣扎 结扎 捆扎 炸酱面 炸油条 炸糕 占卜 占卦 正月十五 新正 症结 骨殖 粘贴 粘连 粘住 粘性 压轴
    压轴戏 压轴大戏 仔猪 仔鸡 作坊 小作坊 气喘吁吁 长吁短叹 熨帖 工尺谱 车马炮 丢卒保车 蒙骗 蒙蒙亮
    瞎蒙 蒙蒙细雨 咀嚼 择菜 择席 剥花生 钥匙 勒紧 勒死 不肖 晃眼 虚晃 明晃晃 闹哄哄 乱哄哄 呛水 拗口
    拗断 屏息 屏气 屏除 埋怨 埋头苦干 纤夫 拉纤 纤绳 龟裂 龟兹 劈柴 劈叉 掺杂 掺假 顶呱呱 呱呱叫
    巷道 弄清 弄虚作假 粮囤 囤货 场院 打场 一场雨 赶场 一场大雨 一场 奔头 梁山泊 罗布泊 澄沙 两幢
    幢幢 揣度 猜度 审时度势 以己度人 测度 油坊 菲薄 妄自菲薄 杠杆 笔杆 杆秤 瓜葛 纠葛 勾当 骨朵
    一骨碌 鸿鹄 鹄的 喝彩 喝令 喝止 喝倒彩 荷枪实弹 感荷 划船 划算 划拳 划不来 稽首 夹袄 夹克 夹衣
    节骨眼 咖喱 关卡 发卡 卡脖子 哨卡 卡壳 税卡 可汗 坷垃 伎俩 打擂 一溜烟 檐溜 笼罩 笼络 佝偻 碌碡
    脉脉 含情脉脉 温情脉脉 闷闷不乐 闷头干 婀娜 拘泥 泥古 泥子 拧毛巾 拧干 刨土 刨除 虎跑 一撇
    前仆后继 栖栖 期年 悄声 亲家 亲家母 稍息 半身不遂 趟水 舌苔 殷红 殷切 饮马 咋呼 轧马路 挣脱
    椎心泣血 钻井 钻空子 蛤蟆 哈达 哈巴狗 尿泡 柏树 十里堡 煞车
"""


@cache
def misread() -> dict[str, tuple[str, ...]]:
    """Return the words that pypinyin reads wrong, with their tone-numbered syllables."""
    rows = (row.split() for row in re.split(r" {2,}|\n", _MISREAD) if row.strip())
    return {word: tuple(syllables) for word, *syllables in rows}


@cache
def sure() -> frozenset[str]:
    """Return the words that pypinyin reads right though another source reads them otherwise."""
    return frozenset(_SURE.split()) | frozenset(misread())
