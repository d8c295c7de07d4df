from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes.edge_server import EdgeServer

from audio_edition.engines.endpoint import URL_SETTING


@pytest.fixture
def service() -> Iterator[EdgeServer]:
    with EdgeServer() as running:
        yield running


@pytest.fixture(autouse=True)
def no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own setting must not reach the tests."""
    monkeypatch.delenv(URL_SETTING, raising=False)
