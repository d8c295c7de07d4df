"""The pages in a real browser: what their buttons do, and what they save."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from audio_edition.build import load_config, load_edition
from audio_edition.build.nameplate import load_names
from audio_edition.build.pages import names_of, write_listening_page, write_names_page, write_proof_page
from tests.conftest import judge
from tests.desk import Desk
from tests.proof.conftest import prepared
from tests.proof.tree import parse

_SAVED = """
URL.createObjectURL = (blob) => {
  blob.text().then((text) => { document.body.dataset.saved = JSON.stringify(text); });
  return "data:,";
};
"""


def shown(page: Path, script: str) -> str:
    """The page as the browser has it after a script has run on it."""
    acted = page.with_name("acted.html")
    text = page.read_text(encoding="utf-8")
    acted.write_text(text.replace("</html>", f"<script>{{{script}}}</script></html>"), encoding="utf-8")
    command = [judge("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000"]
    profile = f"--user-data-dir={page.parent / 'browser'}"
    done = subprocess.run(
        [*command, profile, "--dump-dom", acted.as_uri()], capture_output=True, check=True, timeout=180
    )
    return done.stdout.decode("utf-8")


def said(dom: str, name: str) -> str:
    """What a script has left in an attribute of the body, as JSON."""
    (body,) = parse(dom).all("body")
    text = json.loads(body.attrs[f"data-{name}"])
    assert isinstance(text, str)
    return text


def test_the_list_of_names_saves_what_is_ticked_and_keeps_all_that_was_there(built: Desk) -> None:
    kept = "confirmed:\n  王琪楠: wáng qí nán\n  鲁晓明: lǔ xiǎo míng\nreadings:\n  单伟: shàn wěi\n"
    (built.folder / "names.yaml").write_text(kept, encoding="utf-8")
    loaded, plate = load_edition(built.folder / "scripts/small"), load_names(built.folder)
    names = names_of(loaded, load_config(built.folder), plate)
    page = write_names_page(loaded, names, plate, built.folder / "output")
    script = """
    const tick = (word, said) => {
      const field = document.querySelector(`[data-word="${word}"]`);
      field.closest("tr").querySelector("input[type=checkbox]").checked = true;
      if (said) field.value = said;
    };
    tick("刘观锡"); tick("单晓红"); tick("虹康居民区", "hóng kàng jū mín qū");
    document.getElementById("save").click();
    """
    (built.folder / "names.yaml").write_text(said(shown(page, _SAVED + script), "saved"), encoding="utf-8")
    after = load_names(built.folder)
    assert dict(after.confirmed) == {
        **{"王琪楠": "wáng qí nán", "鲁晓明": "lǔ xiǎo míng", "刘观锡": "liú guān xī"},
    }
    assert dict(after.readings) == {
        **{"单伟": "shàn wěi", "单晓红": "shàn xiǎo hóng", "虹康居民区": "hóng kàng jū mín qū"},
    }


def test_the_listening_test_saves_the_answers_as_a_table(built: Desk) -> None:
    page = write_listening_page(prepared(built))
    script = """
    document.getElementById("who").value = '王阿姨, "83"';
    document.querySelectorAll("textarea")[1].value = '他说："好",\\n再说一遍';
    document.getElementById("save").click();
    """
    text = said(shown(page, _SAVED + script), "saved")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 15
    assert {row["listener"] for row in rows} == {'王阿姨, "83"'}
    assert [row["heard"] for row in rows][:3] == ["", '他说："好",\n再说一遍', ""]
    assert all(row["printed"] for row in rows)


def test_the_proof_sheet_plays_a_sentence_and_shows_readings_and_changes_on_demand(built: Desk) -> None:
    job = prepared(built)
    page = write_proof_page(job, load_names(built.folder))
    script = """
    const [first, second] = document.querySelectorAll("button[data-file]");
    const audio = document.getElementById("audio");
    const seen = [];
    audio.play = () => { seen.push(audio.src.split("/").slice(-2).join("/")); return Promise.resolve(); };
    const lit = () => document.querySelectorAll(".playing").length;
    first.click(); seen.push(lit(), first.parentNode.className.includes("playing"));
    second.click(); seen.push(lit(), second.parentNode.className.includes("playing"));
    second.click(); seen.push(lit());
    const style = (selector) => getComputedStyle(document.querySelector(selector)).display;
    seen.push(style(".guess > rt")); document.getElementById("ruby").click(); seen.push(style(".guess > rt"));
    document.getElementById("changed").click();
    seen.push(style(".row:not(.changed-row)"), style(".changed-row"));
    document.body.dataset.seen = JSON.stringify(JSON.stringify(seen));
    """
    file = "episodes/01-small.mp3"
    assert json.loads(said(shown(page, script), "seen")) == [
        *(file, 1, True, file, 1, True, 0),
        *("none", "ruby-text", "none", "grid"),
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_a_small_screen(built: Desk, width: int) -> None:
    page = write_proof_page(prepared(built), load_names(built.folder))
    script = f"""
    const frame = document.createElement("iframe");
    document.body.dataset.wide = JSON.stringify("?");
    frame.style.cssText = "width: {width}px; border: 0";
    frame.srcdoc = document.querySelector("style").outerHTML + document.querySelector("main").outerHTML;
    frame.onload = () => {{
      const root = frame.contentDocument.documentElement;
      document.body.dataset.wide = JSON.stringify(String(root.scrollWidth <= root.clientWidth));
    }};
    document.body.append(frame);
    """
    assert said(shown(page, script), "wide") == "true"
