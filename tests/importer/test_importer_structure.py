"""Which line of a page is what: masthead, section titles, headings, paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from audio_edition.errors import TextError
from audio_edition.importer import read_page
from audio_edition.model import Edition, Heading, Paragraph, Profile, Section
from tests.importer.pages import Manner, mapped, print_page, sound_edition, texts
from tests.importer.test_importer_findings import SOUND_NAMES

MANNERS = {
    "newspaper columns": Manner(),
    "no blank lines": Manner(blank_lines=False),
    "Windows line ends": Manner(end="\r\n"),
    "old Macintosh line ends": Manner(end="\r"),
    "half-width signs and straight quotes": Manner(half_width=True, straight=True),
    "one paragraph a line": Manner(column=0),
    "one paragraph a line, no blank lines": Manner(column=0, blank_lines=False),
    "full-width indents": Manner(indent="　　"),
    "indents, no blank lines": Manner(indent="　　", blank_lines=False),
    "blanks for line breaks": Manner(spaced_lines=True, half_width=True, straight=True),
    "blanks behind commas": Manner(half_width=True, blank_after_comma=True),
    "a square before the byline": Manner(before_byline="□"),
    "narrow columns": Manner(column=11),
    "narrow columns, no blank lines": Manner(column=11, blank_lines=False, half_width=True, straight=True),
    "wide columns": Manner(column=36, end="\r\n"),
}
ONE = {
    "no kicker": lambda e: replace(e, kicker=""),
    "no byline": lambda e: replace(e, byline=""),
    "nothing but a title": lambda e: replace(e, kicker="", byline=""),
    "no section titles": lambda e: replace(
        e, sections=(Section("", tuple(p for s in e.sections for p in s.profiles), 1),)
    ),
    "a section for each profile": lambda e: replace(
        e,
        sections=tuple(
            Section(title, (profile,), 1)
            for title, profile in zip(
                (
                    "党旗在一线飘扬",
                    "情暖万家",
                    "点亮一盏灯",
                    "把路修到家门口",
                    "最美的风景",
                    "我们都在",
                    "听见花开",
                ),
                (p for s in e.sections for p in s.profiles),
                strict=False,
            )
        ),
    ),
    "two paragraphs in each profile": lambda e: mapped(e, in_two_paragraphs),
}


def in_two_paragraphs(profile: Profile) -> Profile:
    text = profile.paragraphs[0].text
    end = text.find("。") + 1
    if text[end : end + 1] in "”」":
        return profile
    return replace(profile, paragraphs=(Paragraph(text[:end], 1), Paragraph(text[end:], 1)))


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS.keys())
@pytest.mark.parametrize("name", SOUND_NAMES)
def test_a_sound_page_is_read_as_it_was_meant_and_without_findings(name: str, manner: Manner) -> None:
    edition = sound_edition(name)
    read, findings = read_page(print_page(edition, manner), key="page")
    assert (texts(read), findings) == (texts(edition), ())


@pytest.mark.parametrize("change", ONE.values(), ids=ONE.keys())
@pytest.mark.parametrize("name", SOUND_NAMES)
def test_a_page_of_another_make_is_read_as_it_was_meant(
    name: str, change: Callable[[Edition], Edition]
) -> None:
    edition = change(sound_edition(name))
    for manner in (Manner(indent="　　"), Manner(column=0, blank_lines=False)):
        read, findings = read_page(print_page(edition, manner), key="page")
        assert (texts(read), findings) == (texts(edition), ())


SLOGANS = (
    "把难题揣在兜里",
    "守住天空的人",
    "水管不等人",
    "一百零八盏灯",
    "听懂方言",
    "镜头里的楼道",
    "车棚里的课堂",
)
JOBS = ("快递员", "外卖骑手", "环卫工人", "公交司机", "菜场摊主", "小区保安", "社区民警")
FORMS: dict[str, Callable[[Heading, int], str]] = {
    "place and name": lambda h, at: h.place + h.name,
    "name first": lambda h, at: f"{h.name} {h.place}{h.committee}{h.office}",
    "office in brackets": lambda h, at: f"{h.name}（{h.place}{h.office}）",
    "name and slogan": lambda h, at: f"{h.name}：{SLOGANS[at]}",
    "dash": lambda h, at: f"{h.name}——{SLOGANS[at]}",
    "numbers": lambda h, at: f"{at + 1}.{h.text}",
    "Chinese numbers": lambda h, at: f"{'一二三四五六七'[at]}、{h.text}",
    "another office": lambda h, at: f"{h.place}楼组长{h.name}",
    "two offices": lambda h, at: f"{h.place}党总支书记、居委会主任{h.name}",
    "ordinal": lambda h, at: f"{h.place}驻点第一书记{h.name}",
    "name alone": lambda h, at: h.name,
    "place, blank, name": lambda h, at: f"{h.place} {h.name}",
    "bar, age and post": lambda h, at: f"{h.name}｜{61 + at}岁 退休教师",
    "half-width bar": lambda h, at: f"{h.name}|{61 + at}岁",
    "job and name": lambda h, at: f"{JOBS[at]}{h.name}",
    "job, blank, name": lambda h, at: f"{JOBS[at]} {h.name}",
    "quoted by-name": lambda h, at: f"“{JOBS[at]}”{h.name}",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_the_headings_form_is_learned_from_the_page(form: Callable[[Heading, int], str]) -> None:
    at = iter(range(9))
    edition = mapped(
        sound_edition("district"), lambda p: replace(p, heading=Heading(form(p.heading, next(at))))
    )
    for manner in (Manner(), Manner(blank_lines=False), Manner(column=0, half_width=True, straight=True)):
        read, findings = read_page(print_page(edition, manner), key="page")
        assert (texts(read), findings) == (texts(edition), ())


HEADINGS = {
    "绿八居民区党总支书记刘观锡": ("绿八居民区", "党总支", "书记", "刘观锡"),
    "虹康居民区党总支副书记王琪楠": ("虹康居民区", "党总支", "副书记", "王琪楠"),
    "文殊坊社区居委会主任欧阳慧": ("文殊坊社区", "居委会", "主任", "欧阳慧"),
    "望江社区居委会副主任司马楠楠": ("望江社区", "居委会", "副主任", "司马楠楠"),
    "云锦花园小区志愿者团团长单小萍": ("云锦花园小区", "志愿者团", "团长", "单小萍"),
    "石塘村党支部书记陈建国": ("石塘村", "党支部", "书记", "陈建国"),
    "曙光居民区党总支书记𬱖䶮": ("曙光居民区", "党总支", "书记", "𬱖䶮"),
    "新泾家苑 居民区党总支 书记钟 锋": ("新泾家苑居民区", "党总支", "书记", "钟锋"),
    "■怡景苑居民区党总支书记须利君": ("怡景苑居民区", "党总支", "书记", "须利君"),
    "【程桥居民区党总支书记韩为众】": ("程桥居民区", "党总支", "书记", "韩为众"),
}


@pytest.mark.parametrize(("printed", "parts"), HEADINGS.items())
def test_a_heading_is_split_into_place_committee_office_and_name(
    printed: str, parts: tuple[str, ...]
) -> None:
    edition, _findings = read_page(f"标题\n\n{printed}\n\n{parts[3]}来了。\n", key="page")
    (profile,) = edition.sections[0].profiles
    heading = profile.heading
    assert (heading.place, heading.committee, heading.office, heading.name) == parts
    assert heading.text == "".join(parts)


def test_a_heading_that_the_column_broke_in_two_is_one() -> None:
    page = print_page(sound_edition("district"), Manner())
    for broken in ("古浪路居民区\n党总支副书记翟一诺", "古浪路居民区党总支副\n书记翟一诺"):
        read, findings = read_page(page.replace("古浪路居民区党总支副书记翟一诺", broken), key="page")
        assert (texts(read), findings) == (texts(sound_edition("district")), ())


@pytest.mark.parametrize("behind", ["，大家都为他鼓掌。", "）和他的同事们鼓起掌来。"])
def test_a_heading_that_a_sentence_mentions_is_none(behind: str) -> None:
    page = print_page(sound_edition("district"), Manner(blank_lines=False)).replace(
        "人说。", f"人说。评选那天，坐在台上的正是\n丰庄居民区党总支书记曾昊\n{behind}"
    )
    headings = [p.heading.name for s in read_page(page, key="page")[0].sections for p in s.profiles]
    assert headings == [p.heading.name for s in sound_edition("district").sections for p in s.profiles]


TITLE, BYLINE = "居民区书记的“十二时辰”：用脚步丈量民情", "记者 陆一凡 采访整理"
KICKER = "问需于民 问计于民 问效于民"
MASTHEADS = {
    "a title that calls": ((TITLE, "居民区书记，好样的！"), (KICKER, "居民区书记，好样的！", BYLINE)),
    "a title that asks": ((TITLE, "谁来守护我们的楼道？"), (KICKER, "谁来守护我们的楼道？", BYLINE)),
    "a title on two lines": ((TITLE, "居民区书记的“十二时辰”：\n用脚步丈量民情"), (KICKER, TITLE, BYLINE)),
    "a subtitle": ((TITLE, f"{TITLE}\n——记七位书记"), (KICKER, f"{TITLE}——记七位书记", BYLINE)),
    "a title that ends like a byline": ((TITLE, "绘就治理新蓝图"), (KICKER, "绘就治理新蓝图", BYLINE)),
    "a kicker that ends like a byline": ((KICKER, "系列报道"), ("系列报道", TITLE, BYLINE)),
    "the byline above": ((f"{KICKER}\n\n{TITLE}\n\n{BYLINE}", f"{BYLINE}\n\n{TITLE}"), ("", TITLE, BYLINE)),
    "a reporter without a blank": ((BYLINE, "本报记者陆一凡"), (KICKER, TITLE, "本报记者陆一凡")),
    "another paper's reporter": ((BYLINE, "新民晚报记者 陆一凡"), (KICKER, TITLE, "新民晚报记者 陆一凡")),
    "words and pictures": ((BYLINE, "文/陆一凡 摄影/王晓"), (KICKER, TITLE, "文/陆一凡 摄影/王晓")),
    "OCR's blank": ((KICKER, "问需 于民 问计于民"), ("问需 于民 问计于民", TITLE, BYLINE)),
    "a lone hanzi": ((KICKER, "问 需于民 问计于民"), ("问需于民 问计于民", TITLE, BYLINE)),
}


@pytest.mark.parametrize(("change", "wanted"), MASTHEADS.values(), ids=MASTHEADS.keys())
def test_the_masthead_is_told_apart(change: tuple[str, str], wanted: tuple[str, str, str]) -> None:
    edition = sound_edition("district")
    read, findings = read_page(print_page(edition, Manner()).replace(*change), key="page")
    assert ((read.kicker, read.title, read.byline), findings) == (wanted, ())
    assert texts(read)[3] == texts(edition)[3]


@pytest.mark.parametrize("signed", ["（记者 陆一凡）", "□本报记者 陆一凡 文/图"])
def test_a_byline_at_the_pages_foot_is_no_part_of_the_last_profile(signed: str) -> None:
    edition = replace(sound_edition("district"), byline=signed.strip("（）□"))
    page = print_page(replace(edition, byline=""), Manner()) + f"\n{signed}\n"
    read, findings = read_page(page, key="page")
    assert (texts(read), findings) == (texts(edition), ())


LEAD = "编者按：基层治理，千头万绪。本报今起推出系列报道，走近七位书记，听他们讲楼道里的故事。"


@pytest.mark.parametrize("byline", [f"{BYLINE}\n\n", ""])
@pytest.mark.parametrize("lead", [LEAD, f"{LEAD[:20]}\n{LEAD[20:38]}\n{LEAD[38:]}"])
def test_a_paragraph_before_the_first_section_is_the_lead(lead: str, byline: str) -> None:
    page = print_page(sound_edition("district"), Manner()).replace(f"{BYLINE}\n\n", f"{byline}{lead}\n\n")
    read, findings = read_page(page, key="page")
    assert ([p.text for p in read.lead], read.title, findings) == ([LEAD], TITLE, ())


def test_the_end_of_another_text_above_the_title_is_lead_and_found() -> None:
    above = "员、群众打成一片，小区居民有问题总会先找徐\n书记求助，而她总能根据每个小区的不同特点分\n\n"
    read, findings = read_page(above + print_page(sound_edition("district"), Manner()), key="page")
    assert texts(read) == texts(sound_edition("district"))
    assert {f.code for f in findings} == {"TXT-001", "TXT-002"}


def test_a_label_above_a_text_is_a_paragraph_of_its_own() -> None:
    page = print_page(sound_edition("district"), Manner())
    page = page.replace(f"{BYLINE}\n", f"{BYLINE}\n\n编者按\n\n{LEAD[4:]}\n")
    page = page.replace("曾昊刚到", "社区新兵\n\n曾昊刚到")
    read, findings = read_page(page, key="page")
    assert [p.text for p in read.lead] == ["编者按", LEAD[4:]]
    assert [p.text[:4] for p in read.sections[1].profiles[0].paragraphs] == ["社区新兵", "曾昊刚到"]
    assert findings == ()


SECTIONS = ("谁说新手不行？", "新手上路，真不含糊！", "守望", "“新手”也有\n真功夫", "●“新手”也有真功夫")


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_title_may_ask_call_be_short_or_break(title: str) -> None:
    page = print_page(sound_edition("district"), Manner()).replace("“新手”也有真功夫", title)
    read, findings = read_page(page, key="page")
    wanted = title.replace("\n", "").strip("●")
    assert ([section.title for section in read.sections], findings) == (["“老法师”有新办法", wanted], ())


NUMBERED = {
    "signs": ("一、“老法师”有新办法", "二、“新手”也有真功夫"),
    "brackets": ("（一）老法师有新办法", "（二）新手也有真功夫"),
    "digits": ("1.老法师有新办法", "2.新手也有真功夫"),
    "digits and blank": ("01 老法师有新办法", "02 新手也有真功夫"),
    "chapters": ("第一章 老法师有新办法", "第二章 新手也有真功夫"),
    "square brackets": ("【老法师】", "【新手】"),
    "two hanzi": ("老兵", "新兵"),
    "phrases": ("老骥伏枥 志在千里", "初生牛犊 不畏虎狼"),
    "calls": ("老法师，好样的！", "新手，加油！"),
    "questions": ("“老法师”怎么办？", "“新手”行不行？"),
    "a bar": ("坚守 | 老法师有新办法", "成长 | 新手也有真功夫"),
    "a slash": ("坚守/老法师", "成长/新手"),
    "a number first": ("120分钟的坚守", "100%的热情"),
    "a name at the end": ("向王芳学习", "学习好榜样李明"),
    "long": ("“老法师”有新办法，走街串巷里弄解难题有妙招", "“新手”也有真功夫，从听不懂到说得溜只用三个月"),
}


@pytest.mark.parametrize("titles", NUMBERED.values(), ids=NUMBERED.keys())
def test_section_titles_of_any_make_are_told_from_texts_and_headings(titles: tuple[str, str]) -> None:
    edition = sound_edition("district")
    sections = tuple(replace(s, title=title) for s, title in zip(edition.sections, titles, strict=True))
    edition = replace(edition, sections=sections)
    for manner in (Manner(), Manner(blank_lines=False), Manner(column=0, half_width=True, straight=True)):
        read, findings = read_page(print_page(edition, manner), key="page")
        assert (texts(read), findings) == (texts(edition), ())


def test_a_page_without_headings_says_what_a_heading_is() -> None:
    with pytest.raises(TextError) as caught:
        read_page("今天天气很好。\n\n大家都出来散步。\n", key="page")
    assert "绿八居民区党总支书记刘观锡" in caught.value.hint


@pytest.mark.parametrize("page", ["", "  \n\u3000\n\ufeff", "\x00\x01居民区", "English only\n", "\ufffd" * 9])
def test_a_page_that_is_no_chinese_text_is_refused_with_its_name(page: str) -> None:
    with pytest.raises(TextError) as caught:
        read_page(page, key="page")
    assert caught.value.where == "page"
