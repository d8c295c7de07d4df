"""A desk as an editor has it: a folder with voices.yaml and scripts/, and the real command."""

from __future__ import annotations

import importlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[1]

SMALL = """---
edition: small
title: 居民区书记在“疫”线：用坚守诠释初心
byline: 记者 陈瑜琪 整理报道
date: 2022-06-15
---
# 红色力量
## 绿八居民区党总支书记刘观锡
防疫开始以来，带伤复工的刘观锡始终坚持在岗位上。85后的他，带领近5000人的小区。
## 南洋新都居民区党总支书记郁丽燕
郁丽燕摔伤了膝盖，又带着团队忙开了〔残：，带来〕
# “硬核”书记
## 刘一居民区党总支书记鲁晓明
晚上就临时搭张床，睡在居委。
## 虹康居民区党总支副书记王琪楠
把“最后 100 米”扩大到“最后 1 公里”。120运力紧张。
"""


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.out.count("\n") == 1, self.out + self.err
        return json.loads(self.out)


@dataclass
class Desk:
    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: object, stdin: bytes = b"", **env: str) -> Ran:
        done = self.run_bytes(*arguments, stdin=stdin, **env)
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def run_bytes(
        self, *arguments: object, stdin: bytes = b"", **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, str(ROOT / "make_audio.py"), *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(env),
            input=stdin,
            capture_output=True,
            check=False,
            timeout=300,
        )

    def fork(self, *arguments: object, **env: str) -> Ran:
        """Like `run`, in a copy of this process, which has all loaded: it starts in a tenth of the time."""
        if not hasattr(os, "fork"):
            return self.run(*arguments, **env)
        importlib.import_module("audio_edition.cli.commands")
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                become_the_command(self.folder, self.environment(env), list(map(str, arguments)))
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode("utf-8"))
            return Ran(code, *texts)

    def environment(self, more: dict[str, str]) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONIO"))}
        return {**kept, "LANG": "C.UTF-8", "AUDIO_EDITION_INSIDE": "1", **self.env, **more}

    def build(self, *arguments: object, engine: str = "tone", **env: str) -> Any:
        ran = self.run("build", *arguments, "--engine", engine, "--json", **env)
        assert ran.code == 0, ran.err
        return ran.json["editions"][0]

    def text(self, name: str = "small") -> Path:
        return self.folder / "scripts" / name / "edition.md"

    def write(self, text: str, name: str = "small") -> None:
        self.text(name).parent.mkdir(parents=True, exist_ok=True)
        self.text(name).write_text(text, encoding="utf-8")

    def edit(self, old: str, new: str, name: str = "small") -> None:
        text = self.text(name).read_text(encoding="utf-8")
        assert old in text
        self.write(text.replace(old, new), name)

    def cast(self, old: str, new: str) -> None:
        path = self.folder / "voices.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def manifest(self, name: str = "small") -> Any:
        return json.loads((self.folder / "output" / name / "manifest.json").read_bytes())

    def episodes(self, name: str = "small") -> list[Path]:
        return sorted((self.folder / "output" / name / "episodes").glob("*"))

    def products(self) -> dict[str, bytes]:
        """Everything made for people and other programs, by place."""
        out = self.folder / "output"
        files = (path for path in out.rglob("*") if path.is_file() and ".store" not in path.parts)
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def become_the_command(folder: Path, environment: dict[str, str], arguments: list[str]) -> NoReturn:
    """Run the command and leave this process, whatever happens."""
    code: Any = 1
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(number, "r" if number == 0 else "w", closefd=False), encoding="utf-8")
            for number in range(3)
        )
        for name in [name for name in sys.modules if name.startswith("audio_edition.cli")]:
            del sys.modules[name]  # its help is in the language of the moment when it is loaded
        importlib.import_module("audio_edition.cli").main(arguments)
    except SystemExit as leaving:
        code = leaving.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def make_desk(folder: Path) -> Desk:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "voices.yaml", folder)
    (folder / "scripts").mkdir()
    return Desk(folder)
