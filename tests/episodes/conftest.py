from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest
from whole_episodes import PODCAST, SPEAKER, Made, make


@pytest.fixture(scope="session", params=[PODCAST, SPEAKER], ids=["podcast", "speaker"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(request.param, tmp_path_factory.mktemp("集"))


@pytest.fixture(scope="session")
def podcast(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(PODCAST, tmp_path_factory.mktemp("集"))


@pytest.fixture(scope="session")
def judge() -> Callable[[str], str]:
    """Find a player of the system; without it a test is skipped, but fails in CI."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            if os.environ.get("CI") == "true":
                pytest.fail(f"{name} judges the episodes and must be there in CI")
            pytest.skip(f"{name} is not on this machine")
        return found

    return find
