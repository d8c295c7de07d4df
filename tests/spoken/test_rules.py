"""Each rule on its table of cases, and the gold data where it lies."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from audio_edition.spoken import speak
from audio_edition.spoken.rules import RULES

HERE = Path(__file__).parent
GOLD = Path("/work/shared/text")
SCORE = HERE.parent / "bench" / "score.py"
CASES = [json.loads(line) for line in (HERE / "cases" / "rules.jsonl").read_text("utf-8").splitlines()]


def test_every_rule_has_cases_in_which_it_speaks():
    spoken_for = {case["rule"] for case in CASES if case["claims"]}
    assert {rule.name for rule in RULES} == spoken_for


def test_every_rule_has_its_own_name_and_a_reason():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.reason for rule in RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['written']}")
def test_a_case_is_said_as_its_table_says(case):
    spoken = speak(case["written"])
    assert spoken.words == case["words"]
    assert (case["rule"] in {change.rule for change in spoken.changes}) == case["claims"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ＡＢ", "AB"),
        ("⻓宁⺠政", "长宁民政"),
        ("⽂⼼", "文心"),
        ("這裡發生的", "這裡發生的"),
        ("骉䶮㙍𠮷", "骉䶮㙍𠮷"),
        ("在 社 区 里", "在社区里"),
        ("iPad Pro", "iPad Pro"),
        ("三心二意，七上八下", "三心二意，七上八下"),
        ("一会儿啊", "一会儿啊"),
        ("１２　个", "十二个"),
        ("二○二二年", "二〇二二年"),
        ("二OO八年", "二〇〇八年"),
        ("○春季版", "春季版"),
        ("", ""),
        ("\ud800甲", "甲"),
    ],
)
def test_the_print_is_folded_and_otherwise_kept(written, words):
    assert speak(written).words == words


@pytest.mark.skipif(not GOLD.exists(), reason="the gold data of /work/shared/text is not on this machine")
@pytest.mark.parametrize(("name", "column"), [("newspaper_visible", "strict"), ("public_cases", "lenient")])
def test_the_gold_rows_are_all_right(name, column):
    done = subprocess.run(
        [sys.executable, SCORE, GOLD / f"{name}.jsonl"], capture_output=True, text=True, check=True
    )
    strict, lenient = done.stdout.splitlines()[-1].split()[-2:]
    assert {"strict": strict, "lenient": lenient}[column] == "100.0%", done.stdout
