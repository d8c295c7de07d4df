"""Editions whose pages are looked at: built as a tune, and planned again in this process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from audio_edition.build import Job, Order, load_config
from audio_edition.build.nameplate import load_names
from audio_edition.build.pages import write_listening_page, write_proof_page
from audio_edition.build.tracing import prepare_as_made
from tests.desk import Desk, make_desk
from tests.proof.tree import Element, parse

TEXT = """---
edition: small
title: 居民区书记在“疫”线：用坚守诠释初心
byline: 记者 陈瑜琪 整理报道
date: 2022-06-15
readings: {应急: yìng jí}
---
# 红色力量
## 绿八居民区党总支书记刘观锡
防疫开始以来，带伤复工的刘观锡始终坚持在岗位上。85后的他，带领近5000人的小区。{重|chóng}启那天是6月1日。
## 长宁新村居委会主任盖建国
盖建国勇挑重担，又带着团队忙开了〔残：，带来〕
# “硬核”书记
## 刘一居民区党总支书记鲁晓明
晚上就临时搭张床，睡在居委。应急小组成立了{120|幺二零}小队。
## 虹康居民区党总支副书记单晓红
把“最后 100 米”扩大到“最后 1 公里”。120运力紧张。
"""
HOSTILE = r"""---
edition: small
title: '居民<script>alert(1)</script>\{\{body\}\}&amp;"书记"'
byline: 记者 <b>陈瑜琪</b>
date: 2022-06-15
---
# 红色<img src=x onerror=alert(1)>力量
## 绿八居民区书记阿卜杜拉·买买提
防疫"开始"以来，\{\{heading\}\}<script>alert('x')</script>。他说a<b>&lt;c，要约见。
## 南洋\{\{rows\}\}居民区书记王琪楠
"双引号' onclick='alert(1)' x="。--><!doctype html>
"""


def prepared(desk: Desk, name: str = "small") -> Job:
    """Plan an edition as the commands for proof-hearing do; the process stands at the desk."""
    order = Order(desk.folder, desk.folder / "output")
    return prepare_as_made(desk.folder / "scripts" / name, load_config(desk.folder), order)


def proof_sheet(job: Job) -> Element:
    page = write_proof_page(job, load_names(Path.cwd()))
    return parse(page.read_text(encoding="utf-8"))


def listening_test(job: Job) -> Element:
    return parse(write_listening_page(job).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = make_desk(tmp_path_factory.mktemp("proof") / "desk")
    desk.write(TEXT)
    desk.build("small")
    return desk.folder


@pytest.fixture
def built(_built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk of its own at which this process stands, the edition built as a tune."""
    shutil.copytree(_built, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    return Desk(tmp_path / "desk")


@pytest.fixture(scope="module")
def job(_built: Path) -> Iterator[Job]:
    """The built edition, to be looked at only; this process stands at its desk."""
    before = Path.cwd()
    os.chdir(_built)
    yield prepared(Desk(_built))
    os.chdir(before)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk at which this process stands, with an edition that was never built."""
    desk = make_desk(tmp_path / "desk")
    desk.write(TEXT)
    monkeypatch.chdir(desk.folder)
    return desk
