"""Years, decades and those born in them."""

from __future__ import annotations

import re

from .context import is_counted
from .lazy import Lazy
from .numerals import cardinal, spell
from .rule import DASH, SIGN, Rule, after, before

_LASTED = (
    "年多",
    "年来",
    "年以上",
    "年间",
    "年历史",
    "年的历史",
    "年党龄",
    "年树龄",
    "年工龄",
    "年教龄",
    "年历程",
    "年传承",
    "年之久",
    "年文明",
    "年古",
    "年前",
    "年不",
)


def _year(found: re.Match[str]) -> str | None:
    digits = found[1]
    era = before(found).endswith(("公元", "公元前", "纪元", "西元", "西历", "公历"))
    rest = found.string[found.end(1) : found.end(1) + 6]
    if era and rest.startswith("年"):
        return spell(digits)
    if len(digits) != 4 or digits == "1000" or not "1000" <= digits <= "2199":
        return None
    if rest.startswith(_LASTED) and not (rest.startswith("年前") and digits > "1900"):
        return None
    return spell(digits)


def _year_span(found: re.Match[str]) -> str | None:
    first, last = found.groups()
    rest = after(found)
    if (is_counted(rest) and rest[:1] not in "年届级") or first > "2199" or not first < ("20" + last)[-4:]:
        return None
    return f"{spell(first)}到{spell(last)}"


def _named_year(found: re.Match[str]) -> str | None:
    named = (
        "北京",
        "上海",
        "世博",
        "奥",
        "冬",
        "进博",
        "高考",
        "中考",
        "全国",
        "中国",
        "长宁",
        "杭州",
        "成都",
        "巴黎",
        "新春",
        "跨年",
        "毕业",
    )
    rest = found.string[found.end() : found.end() + 4]
    return (
        spell(found[0]) if rest.startswith(named) and not before(found).endswith(("第", "近", "共")) else None
    )


_DID = Lazy(
    "(?:[他她我你]|就|才|又|刚|在[一-鿿]{2,4})?(?:"
    "出生|生人|生的|生(?=[，。、于])|初|底|春|夏|秋|冬|末|毕业|考[入进上取]|入伍|参军|参加|参战|年份|抗洪|进[厂城沪校京入]|进[一-鿿]{1,4}(?:厂|校|公司|所|局|院|社)|进了|入[党团职学校厂行]|退[休伍役]|结婚|"
    "分配|下[乡岗放海]|插队|返[城沪]|回[城沪国到归]|调[入到任]|来[沪上到京]|转业|复员|提干|支[边内]|嫁|娶|搬[进入到来迁]|建[成造校厂的]|"
    "开[业工办馆园始播]|竣工|投产|通[车航水电]|改制|成立|创[办立业建]|出厂|获[得奖评]|被评|评为|当[上选兵]|上[大山任]|恢复高考|高考|香港|"
    "澳门|世博|奥运|唐山|汶川|洪水|大水|特大|非典|去世|病逝|离[休开]|接[任班手]|担任|任职|走上|考|从[一-鿿]{1,5}(?:复员|转业|退伍|退休|毕业|调|来|搬|到)|的事|认识|相识|生于|落户|定居|动迁|拆迁|"
    "中专|大专|中师|师范|知青|本科|研究生|国庆|元旦|春节|暑假|寒假|那[会年时次]|老房|的?拉菲|世界杯|亚运|全运|欧洲杯)"
)
_WORKED = Lazy(
    "(?:了|满|近|约|干|工作|整|足|历时|经过|超|达|这|过|后|前|共|用|花|每|第|逾|以上|长达|连续|坚持|时隔|阔别|相隔|积累|等|的)$"
)
_EARLIER = Lazy("(?<![0-9])(?:0[0-9]|[6-9][0-9](?=年[^来间多以]))年[^。；]{2,}[，、；]$")
_BORN_IN = (
    "生于",
    "出生于",
    "始于",
    "建于",
    "自",
    "早在",
    "毕业于",
    "成立于",
    "建成于",
    "参军于",
    "从",
    "到了",
    "直到",
    "早于",
)


_ERA = Lazy(
    "(?:民国|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|顺治|洪武|永乐|宣德|正统|成化|弘治|正德|嘉靖|隆庆|万历|天启|崇祯"
    "|贞观|开元|天宝|淳熙|绍兴|至元|至正|昭和|平成|令和|大正|明治)$"
)
_HAPPENED = Lazy(
    "[一-鿿]{0,6}(?:抗洪|抗战|地震|洪水|大水|雪灾|台风|合营|合作化|改制|恢复高考|下岗|回归|奥运|世界杯|非典|特大|严打|裁军|阅兵)"
)


_SEASON = Lazy("初(?!心)|底(?![蕴气色])|末|春(?!秋)|夏|秋|冬")


def _short_year(found: re.Match[str]) -> str | None:
    digits = found[1]
    front = before(found)
    rest = found.string[found.end() : found.end() + 10]
    if _ERA.search(front):
        return cardinal(digits) + "年"
    month = re.match("[0-9]{1,2}月", rest) or (
        digits in ("20", "21", "22") and rest.startswith(("疫情", "抗疫"))
    )
    ended = front.endswith(("到", "至", "截至", "自", "从")) and _SEASON.match(rest)
    since = front.endswith(_BORN_IN) and not rest.startswith(("前", "来", "的", "不", "间"))
    telling = _DID.match(rest) or (digits[1] != "0" and digits > "45" and _HAPPENED.match(rest))
    did = telling and digits > "09" and not _WORKED.search(front)
    told = _EARLIER.search(found.string, max(0, found.start() - 30), found.start())
    if (
        digits[0] == "0"
        or month
        or ended
        or (did and (told or _is_past(digits, front)))
        or (since and digits > "40")
    ):
        return spell(digits) + "年"
    return None


def _is_past(digits: str, front: str) -> bool:
    """Tell a year of the last century, or of this one behind a person or a pause; 20, 30, 40 are spans."""
    if digits > "50" or (digits > "30" and digits[1] != "0"):
        return True
    return digits[1] != "0" and digits < "30" and (front[-1:] in "他她我们，。；：、（(" or not front)


def _class_of(found: re.Match[str]) -> str | None:
    """Say 92届毕业生, 98级学生, 86版《西游记》 as years."""
    digits, kind = found[1], found[2]
    if before(found).endswith(("第", "共", "近", "约", "达")):
        return None
    rest = found.string[found.end() : found.end() + 6]
    if kind == "版":
        return (
            spell(digits) + kind if digits > "59" and rest[:1] in tuple('《“"电西红水三天新射神的') else None
        )
    return spell(digits) + kind if _CLASS.match(rest) else None


_CLASS = Lazy(
    "[^，。；0-9]{0,5}(?:新生|学生|本科|研究生|硕士|博士|校友|同学|毕业|学员|考生|学[长姐弟妹]|高三|初三|大[一二三四]|班|系|专业)"
)


def _decade(found: re.Match[str]) -> str | None:
    return (spell(found[1]) if len(found[1]) == 4 else cardinal(found[1])) + "年代"


YEARS = (
    Rule(
        "year_span",
        "2021-2022: two years, digit by digit",
        rf"((?:1[89]|20)[0-9]{{2}}){DASH}((?:1[89]|20)?[0-9]{{2}})(?=学年|年(?!龄)|赛季|财年|届|级|[)）])",
        _year_span,
    ),
    Rule(
        "old_year_span",
        "1403—1424年 in brackets: years of a reign",
        rf"(?<=[（(])([1-9][0-9]{{2,3}}){DASH}([1-9][0-9]{{2,3}})(?=年[)）])",
        lambda m: f"{spell(m[1])}到{spell(m[2])}",
    ),
    Rule(
        "short_year_list",
        "85、86年出生: the first year too",
        r"([4-9][0-9])(?=(?:[、和与至到,，-][0-9]{2}){1,4}年(?:出生|生|毕业|入|参[军加]|退|进|考))",
        lambda m: spell(m[1]),
    ),
    Rule(
        "year_pair",
        "1949—2019: two years without a measure",
        rf"((?:1[89]|20)[0-9]{{2}}){DASH}((?:1[89]|20)[0-9]{{2}})(?![0-9])",
        _year_span,
    ),
    Rule(
        "year_list",
        "2022至2023学年, 2020、2021年: the first year too",
        r"((?:19|20)[0-9]{2})(?=[、和与至到及,，/](?:(?:19|20)[0-9]{2}[、和与至到及,，/]){0,6}(?:19|20)[0-9]{2}(?:年|学年|赛季|届|级))",
        lambda m: spell(m[1]),
    ),
    Rule(
        "year",
        "1958年, 2022届: digit by digit; 2000多年 is a number",
        r"([0-9]{4}|(?:(?<=公元)|(?<=公元前)|(?<=纪元)|(?<=西元))[0-9]{1,3})(?=年(?!级|多|来|以上|代)|年级学生|学年|届|级(?!别)|赛季|财年|版|款|秋季|春季)(?<![0-9][0-9]{4})(?<![0-9][.,][0-9]{4})",
        _year,
    ),
    Rule(
        "named_year",
        "2022北京冬奥会: a year stands before the name",
        r"(?:19[5-9]|20[0-4])[0-9](?=[一-鿿])",
        _named_year,
    ),
    Rule(
        "short_year",
        "08年, 86年8月: a two-digit year of the calendar",
        r"([0-9]{2})年(?!级|代|龄)",
        _short_year,
    ),
    Rule(
        "class_of",
        "92届毕业生, 98级学生, 86版《西游记》: two digits of a year",
        r"([0-9]{2})(届|级|版)(?=[^，。；0-9])",
        _class_of,
    ),
    Rule("decade", "80年代 is a number, 1980年代 goes digit by digit", r"([0-9]{4}|[0-9]{2})年代", _decade),
    Rule(
        "cohort",
        "85后: born in 1985, digit by digit, in lists too",
        r"([0-9][05])(?=(?:[、，,/和与及至到~-]{1,2}[0-9][05]){0,5}[后前](?![面续勤台排门座半天])|后(?!续|勤))(?!(?:0[^05]|[1-4][0-9])后[0-9])",
        lambda m: spell(m[1]),
    ),
)
SHORTENED = Rule(
    "shortened_year",
    "'98年, ’98抗洪: an apostrophe for the century",
    "(?<![0-9A-Za-z])['’‘]([0-9]{2})(?=(?:年(?![代级龄多来])|世界杯|奥运|亚运|抗洪|春晚)(?![^，。；]{0,6}['’]))",
    lambda m: spell(m[1]),
    SIGN,
)
