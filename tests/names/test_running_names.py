"""Names in the running text: found where a name surely stands, common words never."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio_edition.build import load_edition
from audio_edition.names import all_names, find_names
from audio_edition.running_names import find_in_text
from tests.desk import Desk, make_desk


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("居民区主任钟咏，每天第一个到岗。", "钟咏"),
        ("医生李明和护士守了一夜。", "李明"),
        ("志愿者欧阳修文在门口登记。", "欧阳修文"),
        ("楼组长单国强带领大家", "单国强"),
        ("昨天，李秀英阿姨送来了姜茶。", "李秀英"),
        ("社区民警仇建华", "仇建华"),
    ],
)
def test_a_person_behind_an_office_or_before_a_form_of_address(text: str, person: str) -> None:
    assert [name for name, is_person in find_in_text(text) if is_person] == [person]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("他住在剑河路一带。", "剑河路"),
        ("沿途经天山路、延安西路到岗。", "天山路"),
        ("搬到这里以前，在曹杨新村住。", "曹杨新村"),
    ],
)
def test_a_place_behind_a_word_that_leads_to_one(text: str, place: str) -> None:
    assert (place, False) in list(find_in_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "沈书记都看在眼里。",
        "居民高兴地说，志愿者方便了大家。",
        "党员任务重，居民时间紧，主任和书记都来了。",
        "封控期间小区的道路，在这条路上，在马路边，沿路",
        "郭老先生说，周先生和林女士也来了。",
        "志愿者解决了困难，医生常常加班，保安严格把关。",
        "他了解到小区里有老人，返回小区，就近医院",
        "",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    assert list(find_in_text(text)) == []


def test_the_sample_page_gives_no_name_that_is_none(root: Path) -> None:
    edition = load_edition(root / "scripts" / "xinjing-2022").edition
    assert set(all_names(edition)) == set(find_names(edition))


def test_they_are_listed_and_counted_with_their_line(tmp_path: Path) -> None:
    desk: Desk = make_desk(tmp_path / "desk")
    desk.write(
        "---\nedition: small\ntitle: 一\n---\n# 二\n## 虹康小区主任王琪楠\n王琪楠说，好。\n\n"
        "志愿者单国强在门口，住在剑河路。\n"
    )
    edition = load_edition(desk.text().parent).edition
    assert all_names(edition) == {
        **{"王琪楠": (True, 6), "虹康小区": (False, 6)},
        **{"单国强": (True, 9), "剑河路": (False, 9)},
    }
