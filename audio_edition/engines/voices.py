"""The voices that each engine is known to have, as literals: looking one up imports nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

# facts/edge-tts.md 6; `doctor --online` compares them with the service's own list.
_EDGE = (
    "zh-CN-XiaoxiaoNeural",
    "zh-CN-XiaoyiNeural",
    "zh-CN-YunjianNeural",
    "zh-CN-YunxiNeural",
    "zh-CN-YunxiaNeural",
    "zh-CN-YunyangNeural",
    "zh-CN-liaoning-XiaobeiNeural",
    "zh-CN-shaanxi-XiaoniNeural",
    "zh-HK-HiuGaaiNeural",
    "zh-HK-HiuMaanNeural",
    "zh-HK-WanLungNeural",
    "zh-TW-HsiaoChenNeural",
    "zh-TW-HsiaoYuNeural",
    "zh-TW-YunJheNeural",
)

# The files of espeak-ng-data/voices/!v in espeakng-loader 0.2.4. espeak-ng takes an unknown variant for none
# at all, without a word, so this list is the only thing that catches a slip.
_VARIANTS = """
    Alex, Alicia, Andrea, Andy, Annie, AnxiousAndy, Demonic, Denis, Diogo, Gene, Gene2, Henrique,
    Hugo, Jacky, Lee, Marco, Mario, Michael, Mike, Mr serious, Nguyen, Reed, RicishayMax,
    RicishayMax2, RicishayMax3, Storm, Tweaky, UniRobot, adam, anika, anikaRobot, announcer,
    antonio, aunty, belinda, benjamin, boris, caleb, croak, david, ed, edward, edward2, f1, f2, f3,
    f4, f5, fast, grandma, grandpa, gustave, ian, iven, iven2, iven3, iven4, john, kaukovalta,
    klatt, klatt2, klatt3, klatt4, klatt5, klatt6, linda, m1, m2, m3, m4, m5, m6, m7, m8, marcelo,
    max, michel, miguel, mike2, norbert, pablo, paul, pedro, quincy, rob, robert, robosoft,
    robosoft2, robosoft3, robosoft4, robosoft5, robosoft6, robosoft7, robosoft8, sandro, shelby,
    steph, steph2, steph3, travis, victor, whisper, whisperf, zac
"""

VOICES: dict[str, tuple[str, ...]] = {
    "edge": _EDGE,
    "espeak": ("cmn", *(f"cmn+{name.strip()}" for name in _VARIANTS.split(","))),
    "tone": ("low", "high"),
}

NEURAL = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]{0,80})(?::(?P<speaker>\d{1,4}))?", re.ASCII)
"""How voices.yaml names a neural voice: its model and, where that has several people, which of them."""


_NEW = re.compile(r"zh-[A-Z]{2}(-[a-z]+)?-[A-Z][A-Za-z]+Neural")
"""How a voice is named that the service may have got since."""


def known_voice(engine: str, voice: str) -> bool:
    """Tell whether the engine has the voice, or may have.

    tone takes any name and makes a pitch of it; sherpa takes any that can be a model's: whether that lies
    there is looked at when it is to speak. edge takes a name that is new, but not one that looks like a slip.
    """
    if engine == "edge" and voice not in _EDGE and _NEW.fullmatch(voice):
        return not near_voice(voice, _EDGE, alike=0.9)
    if engine == "sherpa":
        return bool(NEURAL.fullmatch(voice))
    return bool(voice) if engine == "tone" else voice in VOICES.get(engine, ())


def near_voice(voice: str, names: Iterable[str], alike: float = 0.5) -> str:
    """Return the name that is most like one that nobody has; "" where none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(voice, list(names), 1, alike)), "")


def near_known(engine: str, voice: str) -> str:
    """Return the known voice of an engine that is most like a name; "" where none is."""
    return near_voice(voice, VOICES.get(engine, ()))


def model_of(voice: str) -> tuple[str, int]:
    """Split "matcha-zh" or "kokoro:45" into the model's name and the speaker's number."""
    found = NEURAL.fullmatch(voice)
    return (found["name"], int(found["speaker"] or 0)) if found else ("", 0)
