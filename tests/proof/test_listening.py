"""The listening test: which sentences, always the same page, and sound that the page carries itself."""

from __future__ import annotations

import base64
import io
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio_edition.build import Job, load_config, load_edition
from audio_edition.build.gather import script_of
from audio_edition.build.pages import write_listening_page
from audio_edition.build.tracing import moments
from audio_edition.errors import UsageError
from audio_edition.model import Script
from audio_edition.names import find_names
from audio_edition.proof import choose_sentences
from tests.desk import ROOT, Desk
from tests.proof.conftest import HOSTILE, listening_test, prepared
from tests.proof.tree import Element, parse

FRAME_S = 0.024
_SOUND = re.compile('src="data:audio/mpeg;base64,([^"]*)"')


@pytest.fixture(scope="module")
def page(job: Job) -> Element:
    return listening_test(job)


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch) -> tuple[Script, list[str]]:
    """The script of the sample edition and the names in it."""
    monkeypatch.chdir(ROOT)
    loaded = load_edition(ROOT / "scripts" / "xinjing-2022")
    return script_of(loaded, load_config(ROOT)), list(find_names(loaded.edition))


def told(job: Job) -> int:
    return sum(1 for segment in job.script.segments if segment.line)


def test_an_edition_with_enough_gives_fifteen_with_numbers_and_with_names(
    sample: tuple[Script, list[str]],
) -> None:
    script, names = sample
    chosen = choose_sentences(script.segments, names, seed=script.edition)
    assert len(chosen) == len({segment.id for segment in chosen}) == 15
    assert sum(bool(re.search("[0-9]", segment.written)) for segment in chosen) >= 5
    assert sum(any(name in segment.written for name in names) for segment in chosen) >= 5
    assert all(len(segment.spoken) <= 60 for segment in chosen)
    order = [segment.id for segment in chosen]
    assert order != sorted(order), "they are not in the order of the text"
    assert chosen == choose_sentences(script.segments, names, seed=script.edition)
    assert chosen != choose_sentences(script.segments, names, seed="another")


def test_an_edition_with_fewer_gives_all_it_has(built: Desk) -> None:
    built.write("---\nedition: small\ntitle: 题\n---\n# 栏目\n## 甲村书记王琪楠\n他有 3 个人。\n")
    built.build("small")
    job = prepared(built)
    assert 0 < told(job) < 15
    assert len(listening_test(job).all("li")) == told(job)


def test_a_page_has_fifteen_sentences_of_the_text_and_a_field_for_each(job: Job, page: Element) -> None:
    written = {segment.id: segment.written for segment in job.script.segments if segment.line}
    items = page.all("li")
    assert len(items) == 15 <= told(job)
    assert all(written[item.attrs["data-id"]] == item.attrs["data-words"] for item in items)
    assert all(len(item.all("textarea")) == len(item.all("audio")) == 1 for item in items)
    assert [item.text().partition(".")[0] for item in items] == [str(n) for n in range(1, 16)]


def test_the_sentences_are_not_to_be_read_on_the_page(page: Element) -> None:
    assert [
        item.attrs["data-words"] for item in page.all("li") if item.attrs["data-words"] in page.text()
    ] == []


def test_the_same_edition_gives_the_same_bytes(job: Job) -> None:
    path = write_listening_page(job)
    first = path.read_bytes()
    assert write_listening_page(job).read_bytes() == first


def test_each_sound_is_the_whole_sentence_as_the_episode_has_it(job: Job, page: Element) -> None:
    moment = {m.segment.id: m for m in moments(job)}
    episodes = {sheet.file: soundfile.read(job.folder / sheet.file)[0] for sheet in job.plan.sheets}
    for item in page.all("li"):
        data = item.all("audio")[0].attrs["src"].removeprefix("data:audio/mpeg;base64,")
        samples, rate_hz = soundfile.read(io.BytesIO(base64.b64decode(data, validate=True)))
        heard = moment[item.attrs["data-id"]].heard
        assert heard is not None and rate_hz == 48000
        assert abs(len(samples) / rate_hz - (heard.end_ms - heard.start_ms) / 1000) <= FRAME_S
        # Alone the decoder's 529 samples of delay stay in; an episode's Info frame lets it take them off.
        start = round(heard.start_ms / 24) * 1152 - 529
        assert np.abs(episodes[heard.file][start : start + len(samples)] - samples).max() < 1e-5
        assert np.abs(samples).max() > 0.01


def test_before_a_build_there_is_no_page(written: Desk) -> None:
    with pytest.raises(UsageError, match="not made yet") as refused:
        write_listening_page(prepared(written))
    assert "build small" in refused.value.hint
    assert not (written.folder / "output/small/listening.html").exists()


def test_a_folder_with_blanks_is_named_so_that_the_command_can_be_typed(written: Desk) -> None:
    shutil.move(written.folder / "scripts/small", written.folder / "scripts/新泾 六月")
    with pytest.raises(UsageError) as refused:
        write_listening_page(prepared(written, "新泾 六月"))
    assert refused.value.hint.endswith('build "新泾 六月"')


def test_hostile_words_stay_words(built: Desk) -> None:
    built.write(HOSTILE)
    built.build("small")
    job = prepared(built)
    page = listening_test(job)
    written = {segment.id: segment.written for segment in job.script.segments}
    assert all(item.attrs["data-words"] == written[item.attrs["data-id"]] for item in page.all("li"))
    assert len(page.all("script")) == 1 and "alert" not in page.all("script")[0].text()
    assert all(not name.startswith("on") for element in page.walk() for name in element.attrs)
    assert job.script.title in page.all("h1")[0].text()


def test_nothing_is_fetched_from_anywhere(job: Job) -> None:
    page = write_listening_page(job).read_text(encoding="utf-8")
    assert not re.search(r"https?:|//|@import|url\(", _SOUND.sub("", page))
    sources = [element.attrs["src"] for element in parse(page).walk() if "src" in element.attrs]
    assert all(source.startswith("data:audio/mpeg;base64,") for source in sources)


def test_the_answers_go_to_a_table_of_their_own(page: Element) -> None:
    script = page.all("script")[0].text()
    assert '"listener", "id", "printed", "heard"' in script and "listening.csv" in script
    assert Path("output/small/listening.html").is_file()
