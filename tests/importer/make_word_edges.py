"""Compute audio_edition/importer/word_edges.py: `python make_word_edges.py dict.txt` (jieba's, MIT).

Run by hand in development; nothing of it runs in the program, and the dictionary itself is not shipped.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from audio_edition.importer.surnames import SURNAMES

_NEWSROOM = (
    "书记居民社区党员群众疫情防控小区先锋楼组物资楼道力量职责一线坚守担当初心使命服务邻里"
    "基层党建街道志愿冲锋前线故事温暖守护真情战士英雄团队老人青年干部医生护士教师家园家庭"
    "幸福生活奉献榜样模范代表主任团长践行诠释引领行动成长"
)
NEWSROOM = tuple(_NEWSROOM[at : at + 2] for at in range(0, len(_NEWSROOM), 2))
MODERN = {
    "践行",
    "践诺",
    "筑牢",
    "筑梦",
    "织密",
    "织牢",
    "量身",
    "种粮",
    "线上",
    "线下",
    "员工",
    "疫线",
    "疫情",
}
"""Words that titles open with and that the dictionary, counted before 2012, hardly knows."""
ALIKE_IN_PRINT = {"里", "的", "了", "着", "们", "者", "吗", "呢", "吧"}

Words = dict[str, tuple[int, str]]


def read_words(path: str) -> Words:
    rows = (line.split() for line in Path(path).read_text("utf-8").splitlines())
    words = {row[0]: (int(row[1]), row[2] if len(row) > 2 else "") for row in rows}
    return {w: fact for w, fact in words.items() if all("一" <= c <= "鿿" for c in w)}


def shares(words: Words) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    alone, first, last, total = Counter(), Counter(), Counter(), Counter()
    for word, (count, kind) in words.items():
        if kind.startswith("nr"):
            continue
        for c in word:
            total[c] += count
        if len(word) == 1:
            alone[word] += count
        else:
            first[word[0]] += count
            last[word[-1]] += count
    return alone, first, last, total


def grouped(pairs: set[str]) -> dict[str, str]:
    table: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(pairs):
        table[a].append(b)
    return {a: "".join(found) for a, found in sorted(table.items())}


def write(name: str, doc: str, words: str) -> str:
    rows = [words[at : at + 50] for at in range(0, len(words), 50)] or [""]
    return f"{name} = (\n" + "".join(f'    "{row}"\n' for row in rows) + f')\n"""{doc}"""\n'


def main(path: str) -> str:
    words = read_words(path)
    alone, first, last, total = shares(words)
    by_count = sorted(words, key=lambda w: -words[w][0])
    known = [w for w in by_count if len(w) == 2 and words[w][1][:1] in ("n", "v") and words[w][1] != "nr"][
        :100
    ]
    known = sorted({w for w in known if w[1] not in "是的了有在会能个来去"} | set(NEWSROOM))
    common = {c for c in total if total[c] >= 3000 and c not in SURNAMES}
    never_first = {c for c in common if (alone[c] + first[c]) / total[c] < 0.2} | ALIKE_IN_PRINT
    never_alone = {c for c in common if alone[c] / total[c] < 0.1} - never_first
    never_last = {c for c in common if (alone[c] + last[c]) / total[c] < 0.1}
    initials = {w[0] for w in known}
    openings, endings = set(MODERN), set()
    for word, (count, _) in words.items():
        if len(word) > 1 and (
            (word[0] in never_first and count >= 100)
            or (word[0] in never_alone and word[1] in initials and count >= 50)
        ):
            openings.add(word[:2])
        if len(word) > 1 and word[-1] in never_last and count >= 20:
            endings.add(word[-2:])
    openings = {pair for pair in openings if pair[0] in never_first | never_alone}
    pairs = "|".join(a + b for a, b in grouped(openings).items())
    ends = "|".join(b + a for b, a in grouped({pair[::-1] for pair in endings}).items())
    return (
        '"""Which hanzi can stand at the edge of a title: facts counted from a dictionary, '
        "for damaged titles.\n\n"
        "Computed by tests/importer/make_word_edges.py from the word frequencies of "
        "jieba 0.42.1's dict.txt (MIT).\n"
        '"""\n\n'
        + write(
            "NEVER_FIRST",
            "Hanzi that stand behind others in a word and hardly ever begin one.",
            "".join(sorted(never_first)),
        )
        + write(
            "NEVER_ALONE",
            "Hanzi that begin words and are hardly ever a word of their own.",
            "".join(sorted(never_alone)),
        )
        + write("OPENINGS", "First hanzi and what may follow it all the same, groups parted by |.", pairs)
        + write("KNOWN", "Common words of two hanzi.", "".join(known))
        + write("NEVER_LAST", "Hanzi that begin words and hardly ever end one.", "".join(sorted(never_last)))
        + write("ENDINGS", "Last hanzi and what may stand before it all the same, groups parted by |.", ends)
    )


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1]))
