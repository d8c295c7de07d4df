from __future__ import annotations

import os
import shutil

import pytest
from synthetic_speech import PODCAST, SPEAKER, as_mp3, as_wav, talk, with_silence

from audio_edition import mastering
from audio_edition.outlets import Unit


@pytest.fixture(scope="session")
def espeak_wav() -> bytes:
    return as_wav(with_silence(talk(4, 22050), 22050), 22050)


@pytest.fixture(scope="session")
def edge_mp3() -> bytes:
    return as_mp3(with_silence(talk(4, 24000, seed=2), 24000), 24000)


@pytest.fixture(scope="session", params=["espeak/podcast", "espeak/speaker", "edge/podcast", "edge/speaker"])
def unit(request: pytest.FixtureRequest, espeak_wav: bytes, edge_mp3: bytes) -> Unit:
    engine, outlet = request.param.split("/")
    preset = PODCAST if outlet == "podcast" else SPEAKER
    return mastering.master(espeak_wav if engine == "espeak" else edge_mp3, preset)


def _judge(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} judges the sound and must be there in CI")
        pytest.skip(f"{name} is not on this machine")
    return found
