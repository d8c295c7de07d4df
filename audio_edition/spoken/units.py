"""Signs and letters for units, as they are said."""

from __future__ import annotations

import re


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


UNITS = _pairs(
    """
    kg 千克  g 克  mg 毫克  μg 微克  µg 微克  ug 微克  t 吨  KG 千克  Kg 千克  km 公里  m 米  dm 分米
    cm 厘米  mm 毫米  μm 微米  um 微米  nm 纳米  KM 公里  CM 厘米  MM 毫米  km² 平方千米  km2 平方千米
    ㎢ 平方千米  m² 平方米  m2 平方米  ㎡ 平方米  M² 平方米  cm² 平方厘米  cm2 平方厘米
    mm² 平方毫米  mm2 平方毫米  ㎝² 平方厘米  m³ 立方米  m3 立方米  ㎥ 立方米  cm³ 立方厘米
    cm3 立方厘米  dm³ 立方分米  hm² 公顷  ha 公顷  ㎏ 千克  ㎎ 毫克  ㎜ 毫米  ㎝ 厘米  ㎞ 公里
    ㏄ 毫升  ㎖ 毫升  ℓ 升  L 升  l 升  mL 毫升  ml 毫升  ML 毫升  μL 微升  dL 分升  dl 分升  cc 毫升
    h 小时  min 分钟  s 秒  ms 毫秒  d 天  V 伏  kV 千伏  KV 千伏  mV 毫伏  W 瓦  kW 千瓦  KW 千瓦
    MW 兆瓦  GW 吉瓦  kWh 千瓦时  kwh 千瓦时  KWh 千瓦时  mAh 毫安时  mA 毫安  Hz 赫兹  kHz 千赫兹
    KHz 千赫兹  MHz 兆赫兹  GHz 吉赫兹  Pa 帕  hPa 百帕  kPa 千帕  MPa 兆帕  mmHg 毫米汞柱
    mmhg 毫米汞柱  mol 摩尔  mmol 毫摩尔  μmol 微摩尔  umol 微摩尔  nmol 纳摩尔  IU 国际单位  U 单位
    dB 分贝  db 分贝  cal 卡  kcal 千卡  J 焦  kJ 千焦  kj 千焦  KJ 千焦  N 牛  kN 千牛  lm 流明
    lx 勒克斯  Mbps 兆比特每秒  mSv 毫西弗  bpm 次每分钟  rpm 转每分钟  w 万  ℃ 摄氏度  °C 摄氏度
    º℃ 摄氏度  °c 摄氏度  ºC 摄氏度  ℉ 华氏度  °F 华氏度  ° 度  ″ 英寸  ㎾ 千瓦  ㎐ 赫兹
    ㏕ 密耳  ㎍ 微克  ㎛ 微米  ㎟ 平方毫米  ㎠ 平方厘米  ㎤ 立方厘米  ㎧ 米每秒  ㎳ 毫秒  ㎸ 千伏
    kVA 千伏安  KVA 千伏安  kva 千伏安  MVA 兆伏安  VA 伏安  kvar 千乏  Ah 安时  Wh 瓦时  MWh 兆瓦时
    GWh 吉瓦时  TWh 太瓦时
    kW·h 千瓦时  KW·h 千瓦时  KWH 千瓦时  kWH 千瓦时  kWp 千瓦峰  kw 千瓦  kv 千伏  mah 毫安时  mW 毫瓦
    TW 太瓦  Ω 欧姆  kΩ 千欧
    MΩ 兆欧  μA 微安  kA 千安  μF 微法  pF 皮法  bar 巴  mbar 毫巴  Mpa 兆帕  MPA 兆帕  KPa 千帕  Kpa 千帕
    hpa 百帕  kpa 千帕  cmH2O 厘米水柱
    mm² 平方毫米  dm² 平方分米  dm2 平方分米  hm2 公顷  mm³ 立方毫米  mm3 立方毫米  km³ 立方千米  Km 公里
    N·m 牛米  MJ 兆焦  GJ 吉焦
    Kcal 千卡  KCAL 千卡  cl 厘升  cL 厘升  fL 飞升  pg 皮克  ng 纳克  pmol 皮摩尔  mIU 毫国际单位
    μIU 微国际单位  uIU 微国际单位
    mU 毫单位  μU 微单位  KU 千单位  kU 千单位  mEq 毫当量  Bq 贝可  kBq 千贝可  MBq 兆贝可  Gy 戈瑞
    cGy 厘戈瑞  mGy 毫戈瑞  Sv 西弗  μSv 微西弗
    nSv 纳西弗  lux 勒克斯  klx 千勒克斯  cd 坎德拉  dB(A) 分贝  dBA 分贝  kbps 千比特每秒
    Kbps 千比特每秒  Gbps 吉比特每秒  KHZ 千赫兹
    MHZ 兆赫兹  GHZ 吉赫兹  kN 千牛  oz 盎司  lb 磅  ft 英尺  mol 摩尔  ″ 英寸  Nm³ 标准立方米
    Nm3 标准立方米  tce 吨标准煤
    ㏒ 对数  ㏈ 分贝
    """
)
BEGINNINGS = "".join(sorted({unit[0] for unit in UNITS}))
UNIT_PATTERN = f"(?=[{BEGINNINGS}])(?:{'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})"
"""Any unit; the long list is entered only where its first character stands."""
PLAIN_SIGNS = _pairs(
    """
    ℃ 摄氏度  ℉ 华氏度  ㎡ 平方米  ㎥ 立方米  ㎢ 平方千米  ㎏ 千克  ㎎ 毫克  ㎜ 毫米  ㎝ 厘米  ㎞ 公里
    ㏄ 毫升  ㎖ 毫升  % 百分号  ‰ 千分号  & 和  @ 艾特  ÷ 除以  № 第  ² 平方  ³ 立方
    """
)
MONEY = _pairs(
    """
    ¥ 元  CNY 元  RMB 元  $ 美元  US$ 美元  USD 美元  HK$ 港元  HKD 港元  A$ 澳元  AUD 澳元  € 欧元
    EUR 欧元  £ 英镑  GBP 英镑  ₩ 韩元  KRW 韩元  JPY 日元  NT$ 新台币  C$ 加元  CAD 加元  S$ 新元
    SGD 新元
    """
)
"""A currency before the amount is said behind it."""
