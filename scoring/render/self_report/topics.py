"""What the free texts of a project are about, told by the words of their labels.

项目绩效分析 has other labels on every form. Each text goes to one part of the report and is printed
once; a part without a text of its own points to the one whose label names it, too, or leaves a gap.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.self_report.document import Gap, Paragraph, paragraph

if TYPE_CHECKING:
    from scoring.model.project import Project

PARTICULARS = "particulars"
EXECUTION, OUTPUTS, BENEFITS, SATISFACTION, COST = (
    "execution", "outputs", "benefits", "satisfaction", "cost",
)  # fmt: skip
MEASURES, REASONS, PROBLEMS, USE = "measures", "reasons", "problems", "use"
WORK, EXPERIENCE, CONCLUSION, CONTENT, BACKGROUND = (
    "work", "experience", "conclusion", "content", "background",
)  # fmt: skip
OTHER = "other"

_WORDS: dict[str, tuple[str, ...]] = {
    PARTICULARS: ("负责人", "主管", "日期", "类别", "属性", "项目类型", "联系"),
    EXECUTION: ("预算执行", "资金使用", "资金管理", "资金投入", "执行情况"),
    OUTPUTS: ("产出",),
    BENEFITS: ("效益",),
    SATISFACTION: ("满意度",),
    COST: ("成本",),
    MEASURES: ("改进", "整改", "建议", "下一步"),
    REASONS: ("偏差", "偏离", "未完成原因"),
    PROBLEMS: ("问题", "不足"),
    USE: ("结果应用", "应用", "公开"),
    WORK: ("自评工作", "评价工作", "工作开展", "评价方法", "自评组织"),
    EXPERIENCE: ("经验", "做法"),
    CONCLUSION: ("结论", "自评结果", "评价结果"),
    CONTENT: ("实施内容", "项目内容", "主要内容", "建设内容", "项目实施", "实施过程", "实施情况"),
    BACKGROUND: ("立项", "背景", "依据", "必要性", "概况", "基本情况", "简介"),
}
"""Topics in the order they are tried: a label belongs to the first one it has a word of."""


class Said(NamedTuple):
    """One text of the project with its label and its topic."""

    label: str
    text: str
    topic: str


class Texts:
    """The free texts of a project by topic."""

    def __init__(self, project: Project) -> None:
        self._said = list(_said(project.analysis))

    def of(self, topic: str) -> list[Said]:
        """The texts about a topic, in the project's order."""
        return [said for said in self._said if said.topic == topic]

    def paragraphs(self, topic: str, wanted: str) -> list[Paragraph]:
        """The texts about a topic as paragraphs, else where to find them, else a gap.

        Args:
            topic: one of this module's topics.
            wanted: what the gap asks for.
        """
        found = self.of(topic)
        if found:
            several = len(found) > 1
            return [
                line
                for said in found
                for line in _lines(said, is_named=several or _is_about_several(said.label))
            ]
        words = _WORDS.get(topic, ())
        for said in self._said:
            if any(word in said.label for word in words):
                return [paragraph(f"见“{said.label}”。")]
        return [paragraph(Gap(wanted))]

    def named(self, topic: str) -> list[Paragraph]:
        """The texts about a topic, each with its label."""
        return [line for said in self.of(topic) for line in _lines(said, is_named=True)]


def _said(pairs: tuple[tuple[str, object], ...], above: str = OTHER) -> list[Said]:
    found: list[Said] = []
    for label, value in pairs:
        topic = _topic(label)
        if topic == OTHER:
            topic = above
        if isinstance(value, tuple):
            found += _said(value, topic)
        elif value is not None and str(value).strip():
            found.append(Said(label.strip().rstrip("：:"), str(value), topic))
    return found


def _topic(label: str) -> str:
    for topic, words in _WORDS.items():
        if any(word in label for word in words):
            return topic
    return OTHER


def _is_about_several(label: str) -> bool:
    """Whether other parts of the report point to this text by its label."""
    return sum(any(word in label for word in words) for words in _WORDS.values()) > 1


def _lines(said: Said, *, is_named: bool) -> list[Paragraph]:
    lines = text_lines(said.text)
    if is_named:
        lines[0] = f"{said.label}：{lines[0]}"
    return [paragraph(line) for line in lines]


def text_lines(text: str) -> list[str]:
    r"""The lines of a text, each ended like a sentence.

    >>> text_lines("按计划完成\n\n群众满意")
    ['按计划完成。', '群众满意。']
    """
    return [ended(line.strip()) for line in text.splitlines() if line.strip()]


_ENDS = "。！？；…：.!?;:"


def ended(text: str) -> str:
    """A text with a full stop, unless it has an end of its own."""
    return text if text.endswith(tuple(_ENDS)) else f"{text}。"
