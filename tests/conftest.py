"""What tests share: the project's place, hypothesis without a clock, the outside judges."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
settings.register_profile("steady", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--save-golden", action="store_true", help="rewrite golden files; read the diff")
    parser.addoption(
        "--slow", action="store_true", help="also what takes longer than ten seconds, as CI does"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow") or os.environ.get("CI"):
        return
    skip = pytest.mark.skip(reason="slow: runs in CI, or with --slow")
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def save_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--save-golden"))


def judge(name: str) -> str:
    """Return an outside judge's path; without it the test is skipped, on CI it fails."""
    found = shutil.which(name)
    if not found and os.environ.get("CI"):
        pytest.fail(f"{name} is missing on CI: .ci/run installs it")
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture
def ffprobe() -> str:
    return judge("ffprobe")


@pytest.fixture
def mpg123() -> str:
    return judge("mpg123")


@pytest.fixture
def ffmpeg() -> str:
    return judge("ffmpeg")
