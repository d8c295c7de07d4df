"""Respelling for a voice that takes no phonemes: hanzi that have one reading and are known to everybody.

Made from pypinyin's and g2pM's lists of readings and jieba's frequencies: a hanzi stands here when neither
list, nor any phrase of pypinyin's, reads it otherwise in today's use. Some syllables have no such hanzi;
`check` names the words that need one.
"""

from __future__ import annotations

import re
from functools import cache

from ..default_pinyin import default_pinyin
from ..model import Reading

_TABLE = """
    ai1哀埃 ai3矮蔼 ai4爱碍 an1安鞍 an4岸案按 ang2昂 ao2翱鳌 ao3袄 ao4奥澳 ba1芭笆 ba2拔跋 ba3靶
    ba4坝霸爸 bai2白 bai3摆 bai4拜 ban1班颁搬 ban3版 ban4办瓣伴 bang1邦帮 bang3榜绑 bang4棒
    bao1包苞胞 bao3宝保饱 bao4报豹鲍 bei1杯碑悲 bei3北 bei4备贝辈 ben3本 beng1崩 bi1逼 bi2鼻 bi3笔彼
    bi4碧壁毕 bian1编鞭 bian4遍辩变 biao1标彪 biao3表 bin1宾滨彬 bing1冰兵 bing3炳饼秉 bo1波玻拨
    bo2博勃渤 bu3补捕 bu4布步部 ca1擦 cai1猜 cai2财材裁 cai3彩睬 cai4菜蔡 can1餐 can2蚕残 can4灿
    cang1苍仓舱 cao1操 cao2曹槽 cao3草 ce4策册测 cen2岑 ceng2层 cha1插 cha2茶察 chai1拆钗 chai2柴
    chan2蝉缠蟾 chan3产铲阐 chang1昌 chang2常尝偿 chang3敞昶厂 chang4畅唱 chao1超抄 chao2潮巢
    chao3炒吵 che4彻撤澈 chen1郴琛 chen2陈晨辰 chen4衬趁 cheng1撑 cheng2程成城 cheng3骋逞 chi2迟驰池
    chi3齿 chi4赤翅 chong1充 chong2崇虫 chong3宠 chou1抽 chou2筹绸酬 chu1初出 chu2厨橱除 chu3楚础
    chu4触 chuan1川穿 chuan2船 chuan4串 chuang1窗 chuang2床 chuang3闯 chui1吹炊 chui2锤垂 chun1春椿
    chun2纯醇 ci2词慈磁 ci4赐次 cong1聪葱匆 cong2丛 cu1粗 cu4醋促簇 cui1崔催 cui4翠脆 cun1村 cun2存
    cun4寸 cuo1磋搓 cuo4措错 da1搭 da2达 dai4代戴带 dan1丹 dan3胆 dan4旦诞淡 dang3党 dang4荡 dao1刀
    dao3岛导 dao4稻到道 de2德 deng1登灯 deng3等 deng4邓凳 di1低堤滴 di2迪笛敌 di3抵 di4帝第递
    dian1颠滇 dian3典 dian4电店殿 diao1雕貂 diao4吊钓掉 die1爹 die2蝶叠碟 ding1丁 ding3鼎顶
    ding4定订 dong1东冬 dong3董懂 dong4栋冻动 dou1兜 dou3抖陡 dou4豆逗 du1督 du2独犊 du3堵赌睹
    du4杜渡 duan1端 duan3短 duan4锻段断 dui1堆 dui4队对 dun1墩吨 dun4遁钝 duo1多 duo2夺 duo3躲
    duo4舵惰 e2鹅娥峨 e4鄂 en1恩 er3耳尔 fa2罚伐筏 fa3法 fa4珐 fan1翻帆 fan2凡繁烦 fan3返反
    fan4范饭贩 fang1芳方 fang2防妨 fang3访纺 fang4放 fei1飞扉非 fei2肥 fei3匪斐 fei4费肺 fen1芬氛纷
    fen2汾焚 fen3粉 fen4奋份 feng1丰峰风 feng2逢 feng4凤奉 fu1肤敷孵 fu2福扶符 fu3府斧辅 fu4富副付
    gai1该 gai3改 gai4概钙 gan1甘肝柑 gan3敢感赶 gan4赣 gang1刚钢纲 gang3港 gao1高糕羔 gao3稿搞
    gao4告诰 ge1歌哥割 ge2阁隔 gen1根跟 geng1耕庚 geng3耿梗 gong1工功宫 gong3巩拱 gong4贡共 gou1沟钩
    gou3狗苟 gou4购够构 gu1孤姑菇 gu3古鼓股 gu4顾固故 gua1瓜刮 gua4挂卦 guai1乖 guai3拐 guan1官关
    guan3馆管 guan4贯灌罐 guang1光 guang3广 guang4逛 gui1归规圭 gui3轨癸 gui4贵桂 gun3滚 gun4棍
    guo1郭锅 guo2国 guo3果裹 hai2孩 hai3海 han1憨酣 han2韩寒函 han3喊罕 han4汉旱翰 hang2航杭
    hao2豪毫 hao3郝 hao4浩耗 he2河禾何 he4贺鹤赫 hei1黑 hen2痕 heng2恒衡 hong1轰烘 hong2洪宏鸿
    hou2猴喉 hou3吼 hou4厚候后 hu1呼忽 hu2湖胡狐 hu3虎 hu4户沪护 hua1花 hua2滑猾 hua4画话
    huai2怀淮槐 huan1欢 huan2环桓 huan3缓 huan4换唤焕 huang1荒慌 huang2黄皇煌 huang3谎幌 hui1辉灰挥
    hui2回 hui3悔毁 hui4惠慧汇 hun1婚昏 hun2魂浑 huo2活 huo3火 huo4货获祸 ji1机鸡基 ji2吉级集
    ji3挤己 ji4计季寄 jia1佳嘉加 jia2颊荚 jia3甲钾 jia4架驾嫁 jian1坚尖兼 jian3简减剪 jian4建剑箭
    jiang1江姜疆 jiang3奖蒋讲 jiang4酱匠 jiao1交郊焦 jiao3搅饺绞 jiao4轿较叫 jie1街阶接 jie2杰洁捷
    jie3姐 jie4界届戒 jin1金津今 jin3锦紧谨 jin4进近晋 jing1京晶荆 jing3井警 jing4敬静镜 jiu1纠究揪
    jiu3久酒 jiu4旧救就 ju1居驹拘 ju2局菊橘 ju3举矩 ju4巨聚剧 juan1娟捐鹃 juan4绢眷 jue2决诀绝
    jun1军君均 jun4骏郡峻 kai1开 kai3凯慨 kan1刊勘堪 kan3坎砍 kan4瞰看 kang1康糠 kang4抗炕 kao3考烤
    kao4靠 ke1科棵柯 ke3渴 ke4客课刻 ken3肯垦恳 keng1坑铿 kong3孔恐 kong4控 kou3口 kou4扣寇 ku1枯窟
    ku3苦 ku4库裤酷 kua1夸 kua3垮 kua4跨 kuai4筷快 kuan1宽 kuan3款 kuang1筐匡 kuang2狂 kuang4矿况旷
    kui1盔亏 kui2葵奎魁 kui4愧馈 kun1昆坤 kun3捆 kun4困 kuo4扩阔廓 la4腊蜡辣 lai2来莱 lai4赖
    lan2兰蓝篮 lan3览懒揽 lang2狼廊琅 lang3朗 lang4浪 lao2劳牢 lao3老 lao4酪涝 lei2雷镭 lei3蕾磊垒
    lei4类泪 leng3冷 li2黎梨犁 li3李礼理 li4力利立 lian2莲联廉 lian3脸 lian4练恋链 liang2梁粮良
    liang4谅辆亮 liao2疗辽聊 liao4料廖 lie4烈列猎 lin2林临邻 lin3凛 ling2灵玲铃 ling3岭领 ling4另
    liu2刘流留 liu3柳 long2龙聋 long3陇拢垄 lou2楼娄 lou4漏陋 lu2卢炉芦 lu3鲁虏 lu4录鹿禄 luan2峦鸾
    lun2轮伦沦 lun4论 luo2锣螺萝 luo4洛骆 lv2驴 lv3旅铝履 lv4律滤 lve4略 ma1妈 ma2麻 ma3马码玛
    mai3买 mai4麦迈卖 man2蛮馒瞒 man3满 man4慢曼漫 mang2忙茫盲 mang3莽蟒 mao1猫 mao2毛茅矛 mao3铆卯
    mao4茂帽贸 mei2梅煤眉 mei3美每 mei4妹媚 men2门 meng2萌盟 meng3猛 meng4梦孟 mi1咪 mi2迷 mi3米
    mi4密蜜 mian2棉绵眠 mian3勉缅免 miao2苗描瞄 miao3渺秒 miao4庙妙 min2民 min3敏闽 ming2鸣铭名
    ming4命 miu4谬 mo1摸 mo2膜蘑摹 mo4墨漠默 mou2谋 mu3牡母亩 mu4木牧慕 na2拿 na4纳钠 nai4耐奈
    nan2男楠 nang2囊 nao2挠 nao3脑恼 nao4闹 nei3馁 nei4内 nen4嫩 neng2能 ni1妮 ni2尼倪霓 ni3拟你
    ni4逆腻 nian2年黏 nian3碾捻撵 nian4念 niang4酿 niao3鸟 nie1捏 nie4聂镍孽 ning2凝柠 niu1妞 niu2牛
    niu3纽扭 nong2农浓 nu2奴 nu3努 nu4怒 nuan3暖 nuo2挪 nuo4诺糯 nv3女 ou1欧鸥 ou3偶藕 pa1趴啪
    pa2爬琶 pa4帕怕 pai1拍 pai2牌徘 pai4派湃 pan1攀潘 pan2盘磐 pan4盼判 pang2庞旁 pao1抛 pao2袍咆
    pao3跑 pei1胚 pei2培陪赔 pei4配佩沛 pen1喷 pen2盆 peng1烹砰 peng2朋鹏彭 peng3捧 peng4碰 pi1批披
    pi2皮疲啤 pi4僻譬 pian1篇偏 pian2骈 piao1飘 piao2瓢 piao4票 pin1拼 pin2频贫 pin3品 pin4聘
    ping1乒 ping2平萍瓶 po1坡泼 po2鄱婆 po4破魄 pu1扑 pu2蒲葡菩 pu3普谱浦 pu4瀑 qi1漆戚 qi2旗棋齐
    qi3启起企 qi4汽器气 qia4恰洽 qian1迁谦签 qian2前钱潜 qian3遣谴 qian4欠嵌 qiang1枪腔羌 qiang2墙
    qiang3抢 qiao1敲锹 qiao2桥乔侨 qiao3巧 qiao4俏窍撬 qin1钦侵 qin2秦琴勤 qin3寝 qin4沁 qing1清青轻
    qing2晴擎情 qing3请 qing4庆 qiong2琼穷 qiu1秋丘邱 qiu2求球裘 qu1趋屈驱 qu2渠衢 qu3取 qu4趣去
    quan2泉权全 quan3犬 quan4劝 que1缺 que4却确鹊 qun2群裙 ran2然燃 ran3染冉 rang3壤 rao2饶 rao3扰
    rao4绕 re3惹 re4热 ren2仁壬人 ren3忍 ren4认刃韧 ri4日 rong2荣容融 rou2柔揉 rou4肉 ru2儒如
    ru3乳汝 ru4入褥 ruan3软阮 rui3蕊 rui4瑞锐 run4润闰 ruo4弱若 sa3洒 sa4萨 sai1腮 sai4赛 san3伞
    sang1桑 sang3嗓 sao3嫂 se4涩瑟 sen1森 seng1僧 sha1沙纱砂 shai1筛 shai4晒 shan1山珊衫 shan3闪陕
    shan4善膳擅 shang1商墒 shang3赏 shang4尚 shao1烧捎 shao2勺韶 shao4邵绍哨 she1奢赊 she2舌
    she4社设摄 shen1深身申 shen2神 shen3审婶 shen4慎肾渗 sheng1声升牲 sheng2绳 sheng4胜圣剩
    shi1诗师狮 shi2时实 shi3史使始 shi4市世士 shou1收 shou3首守 shou4寿受授 shu1书舒输 shu2熟赎
    shu3鼠署暑 shu4树束述 shua1刷 shua3耍 shuai1摔 shuai3甩 shuai4帅 shuan1栓拴 shuang1双霜
    shuang3爽 shui3水 shui4税睡 shun4顺舜 shuo1说 shuo4硕烁 si1丝司私 si4寺饲四 song1松嵩 song3耸怂
    song4宋送颂 sou1搜艘 su1苏酥 su2俗 su4素速塑 suan1酸 suan4算蒜 sui2随隋 sui3髓 sui4穗岁碎 sun1孙
    sun3笋损 suo1梭 suo3锁索所 ta3塔 ta4榻挞 tai1胎 tai2抬邰 tai4泰态太 tan1滩摊 tan2谈谭坛 tan3坦毯
    tan4探炭碳 tang1汤 tang2唐堂糖 tang3躺淌 tang4烫 tao1涛掏滔 tao2桃陶逃 tao3讨 tao4套 te4特
    teng2藤滕 ti1梯踢 ti2题啼蹄 ti3体 ti4替惕剃 tian1天添 tian2田甜填 tian3舔 tiao2条 tiao4跳眺
    tie1贴 tie3铁 ting1厅 ting2亭停庭 ting3挺艇 tong1通 tong2铜童桐 tong3统桶 tou2投 tou4透 tu1突秃
    tu2图途徒 tu3土 tu4兔 tuan2团 tui1推 tui2颓 tui3腿 tui4退蜕 tun1吞 tun2屯豚 tuo1托脱拖 tuo2驼
    tuo3妥椭 wa1挖蛙 wa2娃 wa4袜 wai4外 wan1湾弯 wan2玩完丸 wan3晚碗挽 wan4腕 wang1汪 wang2王
    wang3网往 wang4望旺 wei1威微 wei2围维 wei3伟纬苇 wei4卫位味 wen1温瘟 wen2文闻纹 wen3稳吻 wen4问
    weng1翁嗡 weng4瓮 wo1窝蜗 wo4握沃卧 wu1屋乌 wu2吴梧芜 wu3武舞午 wu4物务雾 xi1希锡溪 xi2席习袭
    xi3喜玺 xi4细戏 xia2霞峡侠 xia4夏下 xian1先仙 xian2贤闲弦 xian3显险 xian4现县线 xiang1香乡湘
    xiang2祥详翔 xiang3响享想 xiang4象向项 xiao1消宵萧 xiao3晓小 xiao4笑孝效 xie1歇些 xie2协鞋谐
    xie3写 xie4谢械卸 xin1新心欣 xin4信 xing1星猩 xing2形型刑 xing3醒 xing4杏姓幸 xiong1兄胸
    xiong2雄熊 xiu1修休 xiu4秀袖绣 xu1需须虚 xu2徐 xu3许 xu4序绪续 xuan1宣轩 xuan2玄悬 xuan3选
    xuan4炫绚 xue1靴薛 xue2学 xue3雪 xun1勋 xun2循巡询 xun4训迅汛 ya1鸭押 ya2牙芽崖 ya3雅 ya4亚讶
    yan1烟嫣 yan2岩颜严 yan3演眼 yan4艳雁宴 yang1秧鸯 yang2羊阳杨 yang3养氧 yang4样漾 yao1腰邀
    yao2姚摇遥 yao3咬 yao4药耀 ye1椰 ye2爷 ye3野冶 ye4业夜液 yi1医依伊 yi2移仪姨 yi3椅倚蚁 yi4艺义易
    yin1音因阴 yin2银寅吟 yin3引瘾 yin4印 ying1英鹰婴 ying2迎营赢 ying3影颖 ying4硬映 yong1庸雍拥
    yong3永勇泳 yong4用 you1优忧悠 you2油游由 you3友酉有 you4右又诱 yu1淤迂 yu2鱼余渔 yu3羽宇禹
    yu4玉育预 yuan1渊鸳 yuan2园圆原 yuan3远 yuan4院愿 yue1约曰 yue4岳越月 yun2云匀耘 yun3允
    yun4运韵孕 za2杂砸 zai1栽 zai3宰 zan4赞暂 zao2凿 zao3早枣澡 zao4造灶躁 ze2则责泽 zeng1增 zeng4赠
    zha1渣 zha2闸札 zha3眨 zha4榨诈 zhai1摘斋 zhai2宅 zhai3窄 zhai4寨债 zhan1沾瞻 zhan3展斩盏
    zhan4站战绽 zhang1章张彰 zhang3掌 zhang4帐仗账 zhao1招昭 zhao3找沼 zhao4照赵兆 zhe1遮 zhe2哲
    zhe4浙蔗 zhen1真珍针 zhen3诊枕 zhen4镇振震 zheng1征蒸争 zheng3整 zheng4政证郑 zhi1支芝枝
    zhi2直植职 zhi3纸指止 zhi4志治智 zhong1忠钟终 zhong3肿 zhong4众仲 zhou1周州舟 zhou3肘帚
    zhou4宙皱昼 zhu1朱珠猪 zhu2竹烛 zhu3主煮 zhu4住柱注 zhua1抓 zhuan1专砖 zhuan4撰篆 zhuang1庄装桩
    zhuang4壮状 zhui1追锥 zhun3准 zhuo1桌捉拙 zhuo2卓啄浊 zi1资姿滋 zi3紫籽梓 zi4字 zong1宗棕踪
    zong3总 zong4纵 zou1邹 zou3走 zou4奏揍 zu1租 zu2族 zu3组祖阻 zui3嘴 zun1尊遵 zuo2昨 zuo3左佐
    zuo4坐座做
"""


@cache
def homophones() -> dict[str, str]:
    """Return for each tone-numbered syllable (ü as v) its hanzi, the best first."""
    return dict(re.findall(r"([a-z]+[1-5])([^\sa-z0-9]+)", _TABLE))


def respell(words: str, readings: tuple[Reading, ...]) -> str:
    """Put homophones for the hanzi that have a reading; the number of characters stays.

    A hanzi that can only be read so stays itself, and so does one without a safe homophone (`unsayable` names
    it). Where the reading comes from the project's table, only what would be misread is respelled.
    """
    signs = list(words)
    for at, syllable, expected in _readings(words, readings):
        safe = homophones().get(syllable, "")
        if syllable != expected and safe and signs[at] not in safe:
            signs[at] = safe[0]
    return "".join(signs)


def unsayable(words: str, readings: tuple[Reading, ...]) -> tuple[tuple[str, str], ...]:
    """Return (hanzi, syllable) of each reading that no homophone can give to such a voice."""
    return tuple(
        (words[at], syllable)
        for at, syllable, expected in _readings(words, readings)
        if syllable != expected and syllable not in homophones()
    )


def _readings(words: str, readings: tuple[Reading, ...]) -> list[tuple[int, str, str]]:
    """List each hanzi that has a reading: its place, its syllable, the one that is expected unaided."""
    by_table = any(reading.source for reading in readings)
    expected = default_pinyin(words) if by_table else ()
    return [
        (at, syllable, expected[at] if reading.source else "")
        for reading in readings
        for at, syllable in zip(range(reading.start, reading.end), reading.pinyin, strict=True)
    ]
