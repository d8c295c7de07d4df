"""What the announcer says: templates with fields in braces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from string import Formatter

from ..yaml_text import Node


@dataclass(frozen=True, slots=True)
class Lines:
    """What the announcer says: templates with fields in braces (facts/spoken-lines.md)."""

    opening: str = (
        "居民朋友们，大家好。这里是{paper}有声版。{label}。这次播送的专题是：{title}。{byline}。"
        "{total}，他们的故事，分{episodes}集播送。"
    )
    """Opens the first episode."""
    opening_next: str = "{short_title}，第{number}集。{byline_name}。{label}。"
    """Opens the others; kept short."""
    section: str = "第{number_first}集。{section}。这一集，介绍{count}。先从{first}说起。"
    """Introduces an episode that is one section."""
    section_whole: str = "{section}。这一部分，介绍{count}。"
    """Introduces a section of an episode that holds all."""
    heading: str = "{place}，{post}，{name}。"
    """Announces a profile; a heading of another form is said as it is printed."""
    closing: str = "第{number}集，就播送到这里。下一集：{next}。谢谢收听。"
    closing_before_last: str = "第{number}集，就播送到这里。下一集，也是最后一集：{next}。谢谢收听。"
    closing_last: str = (
        "{episodes}集，全部播送完了。整理报道：{byline_name}。"
        "您要是听出哪里念得不对，请打电话告诉我们，{phone}。谢谢收听，祝您身体健康。再会。"
    )


FIELDS: Mapping[str, str] = {
    "title": "标题",
    "short_title": "标题冒号前的部分",
    "byline": "记者署名",
    "byline_name": "署名中去掉末尾的“整理报道”",
    "label": "合成语音标识",
    "paper": "报纸名称",
    "phone": "电话",
    "episodes": "共几集",
    "number": "第几集",
    "number_first": "第几集，只在第一集念",
    "section": "栏目标题",
    "count": "这一集介绍几位",
    "total": "全版介绍几位",
    "first": "第一位的单位",
    "next": "下一集的标题",
    "place": "单位",
    "post": "职务",
    "name": "姓名",
    "heading": "小标题全文",
}
"""Every field of the lines and what it holds."""


def read_lines(node: Node | None) -> Lines:
    """Read the templates; one that is left out keeps its usual words."""
    names = tuple(Lines.__dataclass_fields__)
    found = node.known(names) if node else {}
    for name, value in found.items():
        _check_template(value)
        if name in ("opening", "opening_next") and "{label}" not in value.text():
            hint = _("every episode must say that its voice is synthetic: put {label} back")
            raise value.fail(_("{label} is missing here").format(label="{label}"), hint)
    return Lines(**{name: " ".join(value.text().split("\n")).strip() for name, value in found.items()})


def _check_template(node: Node) -> None:
    hint = _("the fields are: {fields}").format(fields=" ".join(f"{{{field}}}" for field in FIELDS))
    try:
        parts = list(Formatter().parse(node.text()))
    except ValueError as problem:
        raise node.fail(_("a brace is missing its partner"), hint) from problem
    for _words, field, form, conversion in parts:
        if field is not None and (field not in FIELDS or form or conversion):
            raise node.fail(_("unknown field: {field}").format(field=f"{{{field}}}"), hint)
