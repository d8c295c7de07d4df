"""Desks at which the command is run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desk import ROOT, SMALL, Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk without any text."""
    return make_desk(tmp_path / "desk")


@pytest.fixture
def written(desk: Desk) -> Desk:
    """A desk with a small edition that was never built."""
    desk.write(SMALL)
    return desk


@pytest.fixture(scope="session")
def _small_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = make_desk(tmp_path_factory.mktemp("small") / "desk")
    desk.write(SMALL)
    desk.build("small")
    return desk.folder


@pytest.fixture
def small(_small_built: Path, tmp_path: Path) -> Desk:
    """A desk with a small edition that is already built as a tune."""
    shutil.copytree(_small_built, tmp_path / "desk")
    desk = Desk(tmp_path / "desk")
    desk.cast("engine: auto ", "engine: tone ")
    return desk


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample edition, built as a tune; tests only look at it."""
    desk = make_desk(tmp_path_factory.mktemp("real") / "desk")
    shutil.copytree(ROOT / "scripts" / "xinjing-2022", desk.folder / "scripts" / "xinjing-2022")
    desk.build("xinjing-2022")
    return desk
