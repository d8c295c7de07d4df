"""Score `speak` on gold data: python tests/bench/score.py PATH (a jsonl; facts/reading-aloud.md, 4)."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from audio_edition.spoken import speak  # noqa: E402  (the script runs from any folder)

_LENIENT = str.maketrans("幺两至", "一二到")


def bare(text: str) -> str:
    """Strip a reading to what is scored: no width, punctuation, signs, blanks or case of Latin letters."""
    folded = unicodedata.normalize("NFKC", text).replace("〇", "零").upper()
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PSZ" and c != "\n")


def bare_spoken(text: str) -> str:
    """Strip what we say: a sign that was left unread must show, so it counts as a word."""
    unread = [c for c in text if c in "%‰℃㎡￥¥$+=×" or c.isdigit()]
    return bare(text) + "".join(unread)


def wanted(row: dict[str, object]) -> list[str]:
    accept = row.get("accept", row.get("spoken"))
    return [str(accept)] if isinstance(accept, str) else [str(a) for a in accept]  # type: ignore[attr-defined]


def main(path: str) -> int:
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if row.get("convention", "ours") == "ours"]
    total: Counter[str] = Counter()
    strict: Counter[str] = Counter()
    lenient: Counter[str] = Counter()
    for row in rows:
        got = bare_spoken(speak(row["written"]).words)
        accept = [bare(a) for a in wanted(row)]
        good = got in accept
        near = got.translate(_LENIENT) in [a.translate(_LENIENT) for a in accept]
        for name in (str(row.get("category", "")), "ALL"):
            total[name] += 1
            strict[name] += good
            lenient[name] += near
        if not good:
            mark = "~" if near else "✗"
            print(f"{mark} {row['written']!r}\n    got    {speak(row['written']).words}")
            print(f"    wanted {' | '.join(wanted(row)[:4])}")
    print(f"\n{'category':<28}{'rows':>6}{'strict':>9}{'lenient':>9}")
    for name in sorted(total, key=lambda key: (key == "ALL", key)):
        print(
            f"{name:<28}{total[name]:>6}{strict[name] / total[name]:>9.1%}{lenient[name] / total[name]:>9.1%}"
        )
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tests/bench/score.py PATH")
    sys.exit(main(sys.argv[1]))
