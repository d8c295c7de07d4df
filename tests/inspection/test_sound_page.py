"""The page of an edition's sound, read as a browser reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.outlets import Preset
from audio_edition.proof.sound import write_sound
from audio_edition.verdicts import Fault, Inspection, Picture, Sentence, Stretch, Told, Verdict, clock
from tests.desk import Desk
from tests.inspection.damage import Episode
from tests.inspection.looking import CHECKS
from tests.proof.test_in_a_browser import said, shown
from tests.proof.tree import Element, parse

PODCAST = Preset("podcast", 48000, 96, -16.0, -1.0)
HOSTILE = st.text(
    st.sampled_from("<>&\"'/{}=甲乙 \U0001f600\u202e-!")
    | st.characters(codec="utf-8", exclude_categories=["Cc"]),
    min_size=1,
    max_size=24,
).filter(str.strip)
_OUTSIDE = re.compile(r"https?:|//[a-z]|url\(|@import|src=\"(?!episodes/)|<link|<iframe", re.IGNORECASE)


def written(desk: Desk) -> Path:
    assert desk.fork("doctor", "--sound", "small").code in (0, 6)
    return desk.folder / "output" / "small" / "sound.html"


@pytest.fixture(scope="module")
def page(good: Desk) -> str:
    return written(good).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tree(page: str) -> Element:
    return parse(page)


def test_each_episode_has_its_pictures_its_sound_and_all_checks(good: Desk, tree: Element) -> None:
    for section, entry in zip(tree.all("section"), good.manifest()["episodes"], strict=True):
        assert section.all("h2")[0].text().endswith(entry["title"])
        assert [svg.attrs["class"] for svg in section.all("svg")] == ["wave", "loud"]
        assert [audio.attrs["src"] for audio in section.all("audio")] == [entry["file"]]
        assert len(section.all("li", "check")) == len(CHECKS)


def test_each_chapter_is_marked_where_it_begins_and_listed_with_its_loudness(
    good: Desk, tree: Element
) -> None:
    for section, entry in zip(tree.all("section"), good.manifest()["episodes"], strict=True):
        marks, rows = section.all("span", "mark"), section.all("tr")[1:]
        for chapter, mark, row in zip(entry["chapters"], marks, rows, strict=True):
            left = float(re.findall(r"left:([\d.]+)%", mark.attrs["style"])[0])
            assert abs(left - 100 * chapter["start_ms"] / entry["duration_ms"]) < 0.01
            assert chapter["title"] in mark.text() and chapter["title"] in row.text()
            assert row.all("button")[0].attrs["data-at"] == str(chapter["start_ms"])
            assert re.search(r"-\d\d\.\d\d LUFS", row.text())


def test_the_wave_is_loud_where_the_sound_is_and_flat_in_the_rests(good: Desk, tree: Element) -> None:
    entry = good.manifest()["episodes"][0]
    (wave,) = tree.all("section")[0].all("path", "peaks")
    heights = [int(b) - int(a) for a, b in re.findall(r"M[\d.]+ (\d+)V(\d+)", wave.attrs["d"])]
    assert len(heights) == 1000
    row = max(entry["segments"], key=lambda row: row["end_ms"] - row["start_ms"])
    middle = (row["start_ms"] + row["end_ms"]) // 2
    rest = entry["chapters"][3]["start_ms"] - 900
    assert heights[middle * 1000 // entry["duration_ms"]] > 20
    assert heights[rest * 1000 // entry["duration_ms"]] == 0


def test_the_page_asks_for_nothing_but_the_episodes_and_is_small(good: Desk, page: str) -> None:
    assert _OUTSIDE.findall(page) == []
    assert len(page.encode()) < 60_000 * len(good.episodes())
    assert "prefers-color-scheme: dark" in page and "@media print" in page
    assert 'name="viewport"' in page


def test_a_fault_is_seen_by_sign_word_bar_and_words(episode: Episode) -> None:
    row = episode.longest
    middle = (row["start_ms"] + row["end_ms"]) // 2
    episode.louder(middle - 1200, middle + 1200, db=-200)
    section = parse(written(episode.desk).read_text(encoding="utf-8")).all("section")[0]
    (hole,) = [li for li in section.all("li", "bad") if "Silences" in li.text()]
    assert "✕ LOOK" in hole.text() and row["written"] in hole.text()
    (button,) = hole.all("button")
    at = int(button.attrs["data-at"])
    assert abs(at - (middle - 1200)) < 60 and clock(at) in button.text()
    bars = [float(rect.attrs["x"]) for rect in section.all("rect", "fault")]
    assert any(abs(x - 1000 * at / episode.entry["duration_ms"]) < 0.2 for x in bars)
    assert any(
        clock(at) in sign.attrs["title"] and sign.text() == "✕" for sign in section.all("span", "fault")
    )


def test_what_is_fine_says_so_in_a_word_too(tree: Element) -> None:
    for sign in tree.all("span", "sign"):
        good = "ok" in sign.names
        assert sign.text().startswith("✓ fine" if good else "✕ LOOK")


@given(title=HOSTILE, chapter=HOSTILE, words=HOSTILE, message=HOSTILE)
def test_titles_words_and_messages_stay_text(title: str, chapter: str, words: str, message: str) -> None:
    told = Told("episodes/01-a.mp3", title, 9000, (Stretch(chapter, 0, 9000, (Sentence(words, 0, 9000),)),))
    picture = Picture(9000, (0, 50, 100), (-70.0, -16.0), (-16.4,))
    bad = Verdict("holes", message, (Fault(message, 4000, words),))
    page = write_sound(title, [Inspection(told, (bad,), picture)], PODCAST, tolerance_lu=0.1)
    tree = parse(page)
    assert {e.tag for e in tree.walk()} == {e.tag for e in parse(_plain()).walk()}
    assert tree.all("h2")[0].text() == f"01 {title}"
    assert tree.all("span", "mark")[0].attrs["title"] == chapter
    assert [q.text() for q in tree.all("q")] == [words]
    assert message in tree.all("li", "check")[0].text()


def _plain() -> str:
    told = Told("episodes/01-a.mp3", "a", 9000, (Stretch("b", 0, 9000, (Sentence("c", 0, 9000),)),))
    bad = Verdict("holes", "d", (Fault("d", 4000, "c"),))
    episode = Inspection(told, (bad,), Picture(9000, (0, 50, 100), (-70.0, -16.0), (-16.4,)))
    return write_sound("a", [episode], PODCAST, tolerance_lu=0.1)


def test_a_thousand_faults_do_not_swell_the_page() -> None:
    told = Told("episodes/01-a.mp3", "a", 9000, (Stretch("b", 0, 9000, ()),))
    many = Verdict("steps", "d", tuple(Fault("一" * 20, at, "二" * 100) for at in range(1000)))
    page = write_sound("a", [Inspection(told, (many,), Picture(9000))], PODCAST, tolerance_lu=0.1)
    assert len(page.encode()) < 60_000 and "and 960 more" in page


def test_a_click_plays_the_place_that_was_clicked(good: Desk) -> None:
    script = """
    HTMLMediaElement.prototype.play = function () {
      (window.played ||= []).push(`${this.getAttribute("src")} ${this.currentTime.toFixed(2)}`);
      return Promise.resolve();
    };
    const section = document.querySelectorAll("section")[1];
    section.querySelectorAll("tr button")[1].click();
    const figure = section.querySelector(".figure"), box = figure.getBoundingClientRect();
    figure.dispatchEvent(new MouseEvent("click", {clientX: box.left + box.width / 2, bubbles: true}));
    document.body.dataset.played = JSON.stringify(window.played.join("\\n"));
    """
    entry = good.manifest()["episodes"][1]
    first, second = said(shown(written(good), script), "played").split("\n")
    assert first == f"{entry['file']} {entry['chapters'][1]['start_ms'] / 1000:.2f}"
    file, half = second.split()
    assert file == entry["file"] and abs(float(half) - entry["duration_ms"] / 2000) < 1


def test_it_is_chinese_on_a_chinese_desk(small: Desk) -> None:
    ran = small.fork("doctor", "--sound", "small", LANG="zh_CN.UTF-8")
    page = (small.folder / "output" / "small" / "sound.html").read_text(encoding="utf-8")
    words = re.sub(
        r"LUFS|dBTP|kB|dB|output/|small|episodes|sound|html|mp3|python make_audio.py|hear|build", "", ran.out
    )
    assert re.findall("[A-Za-z]{2,}", words) == []
    body = re.sub(r"LUFS|dBTP|kB|dB|episodes/\S+", "", parse(page).all("main")[0].text())
    assert re.findall("[A-Za-z]{2,}", body) == []
    assert json.dumps("合格", ensure_ascii=False).strip('"') in body
