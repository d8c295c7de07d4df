"""What `check` finds out about readings: a folder for each code, with an edition and what is found in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import ROOT, make_desk

TEXT = ROOT / "tests" / "text"


@pytest.mark.parametrize("folder", ["TXT-012", "TXT-013", "TXT-015"])
def test_the_edition_gives_the_golden_findings(folder: str, tmp_path: Path, save_golden: bool) -> None:
    desk = make_desk(tmp_path / "desk")
    desk.write((TEXT / folder / "in.txt").read_text(encoding="utf-8"), "one")
    findings = desk.run("check", "one", "--json").json["findings"]
    rows = [f"{f['code']} {f['kind']} line {f['line']}: {f['quote']} | {f['suggestion']}" for f in findings]
    golden = TEXT / folder / "golden.txt"
    if save_golden:
        golden.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert folder in {finding["code"] for finding in findings}
    assert "\n".join(rows) + "\n" == golden.read_text(encoding="utf-8")
