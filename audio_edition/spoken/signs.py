"""Signs that are heard, make a rest, or are silent."""

from __future__ import annotations

import re

from .clean import HANZI
from .lazy import Lazy
from .rule import SIGN, Rule, char_after, char_before, is_latin, is_word
from .units import PLAIN_SIGNS, UNIT_PATTERN, UNITS

_QUIET = f"\\w{HANZI}，。！？；：、"

_HEARD = "+±=<>≥≤≦≧≠≈×✕÷/→↑↓" + "".join(PLAIN_SIGNS)

_REST = frozenset("—–…⋯（）()【】〔〕[]{}「」『』\n|")

_CLOSE = frozenset("”’》〉」』】")

_OPEN = frozenset("“‘《〈「『【")

_RANGE_LEFT = frozenset(
    "年月日号时点分秒元度米层楼岁期周万亿千百十路里斤克吨升人户个名级%℃‰㎡”幢栋室届章条版天线季一二三四五六七八九末前晨午晚初"
)

_PER_LEFT = frozenset(
    "尔元步板粒片场间床晚株棵盆袋杯碗对组班趟角分次人户天年月日米克升斤吨个件份套张课时辆台周平方度瓦里秒钟卡只位名支剂瓶箱盒针亩万亿千"
)

_SIGNED = Lazy("[0-9.]+[%‰℃]")
_ALONE = tuple("比率量值差温额速幅入年月，（(：:、")
_CODED = Lazy(r"([A-Z])[0-9+]{1,7}$")
_CRAFT = Lazy(
    "(?:[歼轰教苏图]|[^客货海陆空搬转营][运直]|^[运直]|东风|神舟|嫦娥|长征|天舟|天问|巨浪|红旗|鹰击|米格)$"
)
_PRICED = Lazy("[¥$][0-9.]{1,6}$")
_CLOCK = Lazy("[0-9]{1,2}[:：][0-5][0-9]")
_NUMBERED = Lazy("[0-9]+[号幢栋座楼层弄#]")
_STOPS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "｡": "。", "､": "、"}
_MATHS = {
    "=": "等于",
    ">": "大于",
    "<": "小于",
    "≥": "大于等于",
    "≤": "小于等于",
    "≠": "不等于",
    "≈": "约等于",
    "<=": "小于等于",
    ">=": "大于等于",
    "≦": "小于等于",
    "≧": "大于等于",
    "==": "等于",
}

_COLD = Lazy(r"[0-9.]+(?:℃|°C|º|°|摄氏度|度|(?:~|-|–|到|至)-?[0-9.]+(?:℃|°C|°|摄氏度|度))")


def _dash(found: re.Match[str]) -> str | None:
    front, back = char_before(found), char_after(found)
    if (
        back.isdigit()
        or (back in {"¥", "$", "第"} and front)
        or found.string.startswith("百分之", found.end())
    ):
        return _dash_before_number(found, front)
    if front.isdigit() and (coded := _CODED.search(found.string, max(0, found.start() - 8), found.start())):
        return "到" if coded[1] == back else None
    if is_latin(front) and is_latin(back):
        return " "
    if found[0] in ("-", "~") or back in {"周", "次", "翌"}:
        joins = front in _RANGE_LEFT and back in tuple(
            "一二三四五六七八九十周星上下次今明翌当早晚中日①②③④⑤⑥⑦⑧⑨⑩"
        )
        if (joins and is_word(front)) or (
            front.isdigit() and back in {"周", "次", "翌", "当", "明", "下", "晚"}
        ):
            return "到"
    return None


def _dash_before_number(found: re.Match[str], front: str) -> str:
    sign, end = found[0], found.end()
    if _CRAFT.search(found.string, max(0, found.start() - 2), found.start()):
        return ""
    if front in {"号", "幢", "栋", "座", "楼"} and sign == "-" and not _NUMBERED.match(found.string, end):
        return "杠"
    if front.isdigit() or front in _RANGE_LEFT:
        return "到"
    if is_latin(front):
        return "到" if sign[0] in "~—" else ""
    if sign not in "-–" or (front and front in "）)"):
        return "，" if is_word(front) else ""
    return "零下" if front and _COLD.match(found.string, end) else "负"


def _plus(found: re.Match[str]) -> str:
    front, back = char_before(found), char_after(found)
    if _SIGNED.match(found.string, found.end()) and front in _ALONE:
        return "正"
    if (
        is_word(front)
        or front in {"”", "’", "》", '"', "'", "％", "%", ")", "）"}
        or (is_word(back) and not back.isdigit())
    ):
        return "加" * len(found[0])
    if back.isdigit():
        return "" if found.string.startswith("86", found.end()) else "正"
    return ""


def _maths(found: re.Match[str]) -> str | None:
    front, back = char_before(found), char_after(found)
    number_near = front.isdigit() or back.isdigit() or is_latin(front) or is_latin(back)
    heard = back != "" and (is_word(back) or back in "-+±¥$(（") and (number_near or found[0] not in "<>")
    return (
        _MATHS[found[0]]
        if heard and (is_word(front) or front in {"）", ")", "%", "℃"} or found[0] in "≥≤<>≈")
        else None
    )


def _cross(found: re.Match[str]) -> str | None:
    if char_after(found).isdigit() or (char_before(found).isdigit() and len(found[0]) == 1):
        return "乘"
    return "某" * min(len(found[0]), 2) if is_word(char_before(found)) or is_word(char_after(found)) else None


def _plus_minus(found: re.Match[str]) -> str | None:
    return "正负" if char_after(found).isdigit() else None


def _per_unit(found: re.Match[str]) -> str | None:
    return "每" + UNITS[found[1]] if char_before(found) in _PER_LEFT else None


def _arrow(found: re.Match[str]) -> str | None:
    if found[0] == "→":
        return "到" if is_word(char_before(found)) and is_word(char_after(found)) else None
    return {"↑": "上升", "↓": "下降"}[found[0]] if char_after(found).isdigit() else None


def _slash(found: re.Match[str]) -> str | None:
    back = char_after(found)
    if back in PLAIN_SIGNS:
        return "每"
    if not is_word(back):
        return None
    front = char_before(found)
    if not (is_word(front) or front in {"%", "‰", "℃", "㎡", "¥", "$", "€", "£"}):
        return None
    if is_latin(front) or is_latin(back):
        return " " if is_latin(front) and is_latin(back) else "、"
    return "每" if _is_rate(found, front, back) else "、"


def _is_rate(found: re.Match[str], front: str, back: str) -> bool:
    """Tell whether so much of one thing comes with one of the other."""
    window = found.string[max(0, found.start() - 8) : found.start()]
    if back.isdigit():
        return front == "元"
    if front in tuple("%‰℃㎡²³¥$€£"):
        return front in {"¥", "$", "€", "£"} or back in {"年", "月", "日", "天", "人", "户"}
    if front.isdigit():
        return _PRICED.search(window) is not None
    return front in _PER_LEFT and (re.search("[0-9]", window[-5:]) is not None or front in "元次")


def _stop(found: re.Match[str]) -> str | None:
    if found[0] != ".":
        return _STOPS[found[0]]
    front, back = char_before(found), char_after(found)
    if (
        front in {"A", "B", "C", "D", "E", "F"}
        and back.isdigit()
        and not found.string[max(0, found.start() - 2) : found.start() - 1].isalnum()
    ):
        return "，"
    if is_latin(front) and (is_latin(back) or back.isdigit()):
        return "点"
    return "。" if is_word(front) and not back.isdigit() else None


def _plain_sign(found: re.Match[str]) -> str:
    return PLAIN_SIGNS[found[0]]


def _silent(found: re.Match[str]) -> str:
    front = char_before(found)
    if not front.isalnum():
        return ""
    run, back = found[0], char_after(found)
    if is_latin(front) and is_latin(back):
        return " "
    if not back:
        return "。" if "…" in run or "..." in run else ""
    if not is_word(back):
        return ""
    if any(sign in _REST for sign in run) or ".." in run:
        return "，"
    closes = next((i for i, sign in enumerate(run) if sign in _CLOSE), None)
    return "、" if closes is not None and any(sign in _OPEN for sign in run[closes:]) else ""


def _blank(found: re.Match[str]) -> str:
    front, back = char_before(found), char_after(found)
    if front.isdigit() and back.isdigit():
        return "" if _CLOCK.match(found.string, found.end()) else "，"
    return " "


SIGNS = (
    Rule(
        "dash",
        "3月28日-4月1日 is 到, -5℃ is 零下, -2层 is 负",
        r"(?:-{1,2}|–|—{1,2}(?=[0-9]|[A-Z][0-9]|周[一二三四五六日]|[次翌][日年])|~)(?![^\w¥$])",
        _dash,
        SIGN,
    ),
    Rule("plus", "楼组长+志愿者, 互联网+: 加", r"\++", _plus, SIGN),
    Rule(
        "maths",
        "1+1>2, 2=1+1, ≥100: signs of comparison",
        r"(?:[<>]=|==?|[<>≥≤≦≧≠≈])(?![^\w+±¥$(（-])",
        _maths,
        SIGN,
    ),
    Rule("cross", "王××: somebody", r"[×✕]{1,6}|\*(?=[0-9]+[片粒板盒瓶支袋克包枚])", _cross, SIGN),
    Rule("plus_minus", "±2: 正负", r"±(?!\W)", _plus_minus, SIGN),
    Rule("arrow", "A→B is 到, ↑5% is 上升", "[→↑↓]", _arrow, SIGN),
    Rule("per_dot", "元/㎡·月: 每平方米每月", "·(?=[月天日年])(?<=[㎡米]·)", lambda _: "每", SIGN),
    Rule("per_unit", "元/m³, 元/kg: 每", f"/ ?({UNIT_PATTERN})(?![A-Za-z0-9])", _per_unit, SIGN),
    Rule("slash", "元/人 is 每, 党员/群众 makes a rest", f"/(?![^\\w{''.join(PLAIN_SIGNS)}])", _slash, SIGN),
    Rule("stop", "ASCII stops are the Chinese ones", r"[,;:!?｡､]|\.(?!\.)", _stop, SIGN),
    Rule(
        "lone_unit",
        "a unit without a number",
        f"[{''.join(sign for sign in UNITS if len(sign) == 1 and not sign.isalpha())}](?<![°″])",
        lambda m: UNITS[m[0]],
        SIGN,
    ),
    Rule("plain_sign", "℃, ㎡, %, & that stand alone", f"[{''.join(PLAIN_SIGNS)}]", _plain_sign, SIGN),
    Rule(
        "blank",
        "a blank between numbers is a rest; any other stays",
        r" (?<![\WA-Za-z] )(?![\WA-Za-z])",
        _blank,
        SIGN,
    ),
)

SILENT = Rule(
    "silent",
    "quotes, brackets, dashes, dots and pictures are silent or a rest",
    f"(?:[^{_QUIET}{_HEARD} .]+|_+|\\.{{2,}})+|[{_HEARD}.]",
    _silent,
    SIGN,
)
