"""What every refusal has to be: the right code, the place, a way out, two languages, nothing touched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.desk import Desk, Ran

CHINESE = {"LANG": "zh_CN.UTF-8"}
_TYPED = re.compile(
    r"`[^`]*`|python make_audio\.py[^\n]*|pip install[^\n）]*|'[^'\n]*'|\"[^\"\n]*\"|/[^\s：]*"
)
_SENTENCE = re.compile(r"[A-Za-z']{2,}(?:[ ,]+[A-Za-z']{2,}){2,}")
_NAMES = re.compile(r"(?:试试：(?:这里可以写|请从这些里选一个|可以用的有|voices\.yaml 里有|现有)：)[^\n]*")


@dataclass
class Refusal:
    english: Ran
    chinese: Ran


def english_left(screen: str) -> list[str]:
    """English of three words and more on a Chinese screen, apart from what is typed and lists of names."""
    return _SENTENCE.findall(_NAMES.sub("", _TYPED.sub("", screen)))


def both(desk: Desk, *command: object, **env: str) -> tuple[Ran, Ran]:
    """Run a command that changes nothing in English and in Chinese."""
    return desk.fork(*command, **env), desk.fork(*command, **{**env, **CHINESE})


def files_of(desk: Desk) -> dict[str, bytes | None]:
    """Everything that lies on a desk."""
    found = sorted(path for path in desk.folder.rglob("*"))
    return {
        path.relative_to(desk.folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in found
    }


def refused(desk: Desk, *command: object, code: int, where: str = "", **env: str) -> Refusal:
    """Run a command that has to be refused, and check what holds for every refusal."""
    before = files_of(desk)
    english, chinese = both(desk, *command, **env)
    assert files_of(desk) == before, "something was written"
    for ran, error, place, way in (
        (english, "error: ", "  at:  ", "  try: "),
        (chinese, "出错：", "  位置：", "  试试："),
    ):
        assert ran.code == code, ran.err
        assert ran.out == ""
        assert "Traceback" not in ran.err and "Warning" not in ran.err
        lines = ran.err.splitlines()
        assert sum(line.startswith(error) for line in lines) == 1, ran.err
        assert any(line.startswith(way) for line in lines), "it does not say what to do: " + ran.err
        assert [line.removeprefix(place) for line in lines if line.startswith(place)] == [where][
            : bool(where)
        ]
    assert english_left(chinese.err) == []
    return Refusal(english, chinese)
