"""Small editions that are built already, to be looked at or damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desk import SMALL, Desk, make_desk
from tests.inspection.damage import Episode


@pytest.fixture(scope="session")
def _good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = make_desk(tmp_path_factory.mktemp("sound") / "desk")
    desk.cast("engine: auto ", "engine: tone ")
    desk.write(SMALL)
    desk.build("small")
    return desk.folder


@pytest.fixture(scope="session")
def good(_good: Path) -> Desk:
    """A desk with an edition built as a tune; tests only look at it."""
    return Desk(_good)


@pytest.fixture(scope="session", params=["tone", "espeak"])
def spoken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with an edition built by each voice; tests only look at it."""
    desk = make_desk(tmp_path_factory.mktemp("spoken") / "desk")
    desk.write(SMALL)
    desk.build("small", engine=request.param)
    return desk


@pytest.fixture
def small(_good: Path, tmp_path: Path) -> Desk:
    """The same, to be damaged."""
    shutil.copytree(_good, tmp_path / "desk")
    return Desk(tmp_path / "desk")


@pytest.fixture
def episode(small: Desk) -> Episode:
    return Episode(small)
