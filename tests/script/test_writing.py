"""What the announcer says, what becomes a chapter, who speaks."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from audio_edition.config import Lines
from audio_edition.model import (
    Edition,
    Heading,
    Mark,
    Music,
    Paragraph,
    Profile,
    Role,
    Script,
    Section,
    Segment,
    Spoken,
)
from audio_edition.script import Rests, Wording, write_script
from audio_edition.spoken import speak

RESTS = Rests(sentence=1, paragraph=2, heading=3, profile=4, section=5)
WORDING = Wording(asdict(Lines()), "本节目由人工智能合成语音播报")


def say(text: str, marks: tuple[Mark, ...]) -> Spoken:
    return speak(text, marks)


def profile(heading: str, *texts: str) -> Profile:
    return Profile(Heading.parse(heading), tuple(Paragraph(text, 1) for text in texts), 1)


EDITION = Edition(
    key="sample",
    title="居民区书记在“疫”线：用坚守诠释初心",
    byline="记者 陈瑜琪 整理报道",
    sections=(
        Section("红色力量", (profile("绿八居民区党总支书记刘观锡", "他在岗位上，一直都在。"),), 10),
        Section(
            "“硬核”书记",
            (
                profile("刘一居民区党总支书记鲁晓明", "她睡在居委，睡了好久。"),
                profile("虹康居民区党总支副书记王琪楠", "第一段在这里。", "第二段在那里。后一句也在那里。"),
                profile("福泉居民区党总支书记唐爱萍"),
            ),
            20,
        ),
        Section("后浪", (profile("平塘居民区党总支书记林韵", "她照顾独居老人。"),), 30),
    ),
)


def write(edition: Edition = EDITION, **more: object) -> Script:
    return write_script(edition, say=say, wording=WORDING, rests=RESTS, **more)  # type: ignore[arg-type]


def words(script: Script, episode: int) -> list[str]:
    return [p.spoken for p in script.episodes[episode - 1].parts if isinstance(p, Segment)]


def test_every_episode_opens_with_its_tune_title_byline_and_label() -> None:
    script = write()
    for episode in script.episodes:
        first, *rest = episode.parts
        assert isinstance(first, Music)
        opening = "".join(p.spoken for p in episode.chapters[0].parts if isinstance(p, Segment))
        for said in ("居民区书记在疫线", "记者陈瑜琪", "本节目由人工智能合成语音播报"):
            assert said in opening
        assert ("整理报道" in opening) == (episode.number == 1), "the others are to open in 12 seconds"
        assert rest


def test_people_are_counted_by_their_offices_and_a_profile_without_text_does_not_count() -> None:
    script = write()
    assert "这一集，介绍一位书记、一位副书记。" in words(script, 2)
    assert "三位书记、一位副书记，他们的故事，分三集播送。" in words(script, 1)
    assert script.silent == (("福泉居民区党总支书记唐爱萍", 1),)
    assert not any("唐爱萍" in said for said in words(script, 2))


def test_two_is_said_liang_when_people_are_counted() -> None:
    section = EDITION.sections[1]
    two = replace(section, profiles=(*section.profiles[:1], profile("曙光居民区党总支书记朱晨华", "他在。")))
    assert "这一集，介绍两位书记。" in words(write(replace(EDITION, sections=(two,))), 1)


def test_a_heading_is_said_in_parts_by_the_announcer_and_the_body_by_the_narrator() -> None:
    chapter = write().episodes[1].chapters[3]
    assert chapter.title == "王琪楠｜虹康居民区"
    parts = [p for p in chapter.parts if isinstance(p, Segment)]
    assert parts[0].spoken == "虹康居民区，党总支副书记，王琪楠。"
    assert [p.role for p in parts] == [Role.ANNOUNCER, *[Role.NARRATOR] * 3]
    assert [p.pause_ms for p in parts] == [3, 2, 1, 5]
    assert parts[1].seed == "虹康居民区党总支副书记王琪楠"


def test_a_heading_of_another_form_is_said_as_it_is_printed() -> None:
    section = Section("", (profile("老街坊的故事", "他在这里住了一辈子。"),), 1)
    script = write(replace(EDITION, sections=(section,)))
    assert "老街坊的故事。" in words(script, 1)
    assert "这一集，介绍一位人物。" in words(script, 1)


def test_each_episode_signs_off_and_names_the_next() -> None:
    script = write()
    assert "下一集：硬核书记。" in words(script, 1)
    assert "下一集，也是最后一集：后浪。" in words(script, 2)
    assert "三集，全部播送完了。" in words(script, 3)
    assert words(script, 3)[-1] == "再会。" or words(script, 3)[-1].endswith("再会。")


def test_a_doubtful_title_is_shown_but_never_spoken() -> None:
    script = write(doubtful_titles=frozenset({20}))
    assert script.episodes[1].title == "“硬核”书记"
    assert not any("硬核" in said for number in (1, 2, 3) for said in words(script, number))
    assert "下一集：介绍一位书记、一位副书记。" in words(script, 1)


def test_the_whole_edition_can_be_one_episode() -> None:
    script = write(whole=True)
    assert [episode.title for episode in script.episodes] == [EDITION.title]
    said = words(script, 1)
    assert not any("集" in words and "一集" in words for words in said)
    assert "这一部分，介绍一位书记、一位副书记。" in said


@pytest.mark.parametrize("whole", [False, True])
def test_ids_are_unique_and_everything_is_in_a_chapter(whole: bool) -> None:
    script = write(whole=whole)
    ids = [segment.id for segment in script.segments]
    assert len(ids) == len(set(ids)) == len(script.segments)


def test_a_sentence_with_an_empty_field_is_dropped_and_a_filled_one_said() -> None:
    assert not any("有声版" in said for said in words(write(), 1))
    wording = replace(WORDING, paper="新泾报", phone="62345678")
    script = write_script(EDITION, say=say, wording=wording, rests=RESTS)
    assert "这里是新泾报有声版。" in words(script, 1)
    assert any("六二三四五六七八" in said for said in words(script, 3))


def test_a_mark_in_a_title_holds_at_its_place_alone() -> None:
    first, *rest = EDITION.sections
    section = replace(first, title="红重力量重", marks=(Mark(1, 2, "虫"),))
    heading = replace(first.profiles[0].heading, marks=(Mark(0, 1, "路"), Mark(10, 11, "硫")))
    section = replace(section, profiles=(replace(first.profiles[0], heading=heading),))
    script = write(replace(EDITION, sections=(section, *rest), title_marks=(Mark(2, 3, "敏"),)))
    said = words(script, 1)
    assert "这次播送的专题是：居民敏书记在疫线：用坚守诠释初心。" in said
    assert "红虫力量重。" in said
    assert "先从路八居民区说起。" in said
    assert "路八居民区，党总支书记，硫观锡。" in said
    assert not any("敏" in line for line in words(script, 2)[1:])


def test_a_marked_title_is_said_so_where_the_episode_before_names_it() -> None:
    first, second, *rest = EDITION.sections
    second = replace(second, title="乙核栏", marks=(Mark(1, 2, "河"),))
    script = write(replace(EDITION, sections=(first, second, *rest)))
    assert "下一集：乙河栏。" in words(script, 1)
    assert "乙河栏。" in words(script, 2)


def test_broken_off_words_of_titles_and_headings_stay_silent() -> None:
    first, *rest = EDITION.sections
    section = replace(first, title="红色力量", marks=(Mark(2, 4, ""),))
    script = write(replace(EDITION, sections=(section, *rest)))
    assert "红色。" in words(script, 1)


def test_a_headline_that_stays_too_long_is_not_said_again_in_later_episodes() -> None:
    script = write(replace(EDITION, title="这一版的大标题有四十个字那么长没有冒号也没有破折号一口气念不完"))
    assert "本次专题，第二集。" in words(script, 2)
    assert any("四十个字那么长" in line for line in words(script, 1))
