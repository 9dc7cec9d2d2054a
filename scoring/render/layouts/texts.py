"""The free texts of a project, 项目绩效分析, put into the cells a form has for them.

A text is found by its label or a near-synonym; what a form has no cell for stays over and is
printed in rows of its own. Nothing here knows where a form prints them.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.project import Project

IMPLEMENTATION = "项目实施和预算执行情况"
OUTPUTS = "产出情况及分析"
BENEFITS = "效益情况及分析"
SATISFACTION = "满意度情况及分析"
PROBLEMS = "项目管理中存在的主要问题及原因分析"
MEASURES = "下一步改进措施及管理建议"
PROCESS = "项目实施内容及过程概述"
CONCLUSION = "评价结论"
DEVIATIONS = "偏差大或目标未完成原因分析"
MANAGER = "项目负责人"
ACCOUNTANT = "财务负责人"
DATE = "填报日期"

_SYNONYMS: dict[str, str] = {
    IMPLEMENTATION: "项目实施情况和预算执行情况 项目实施及预算执行情况 项目实施和预算执行情况分析",
    OUTPUTS: "产出情况分析 产出指标完成情况分析 产出情况",
    BENEFITS: "效益情况分析 效益指标完成情况分析 效益情况",
    SATISFACTION: "满意度情况分析 满意度指标完成情况分析 满意度情况",
    PROBLEMS: """
存在问题 存在的问题 主要问题 存在的主要问题 项目存在的问题 项目管理中存在的问题 问题及原因分析
存在问题及原因分析
存在的问题及原因分析 存在的主要问题及原因分析 存在的问题和原因分析 项目管理中存在的主要问题
""",
    MEASURES: """
改进措施 下一步改进措施 改进措施及建议 改进措施及管理建议 下一步改进措施及建议 下一步工作措施 下一步工作建议
改进措施及结果应用方案 改进建议 整改措施
""",
    PROCESS: "项目实施内容 项目实施过程 项目实施情况 项目实施内容及过程 实施内容及过程概述 项目概况",
    CONCLUSION: "自评结论 综合评价结论 评价结果 自评总体结论 总体结论",
    DEVIATIONS: "未完成原因分析 目标未完成原因分析 偏差原因分析 偏差大或目标未完成的原因分析",
    MANAGER: "负责人 项目主管",
    ACCOUNTANT: "财务主管 财务科负责人 财务科长",
    DATE: "填表日期 填报时间 填表时间 填报日",
}
"""The label of a cell: other labels of texts that belong there, too."""


class Texts:
    """The texts of one project while a form takes them."""

    def __init__(self, project: Project) -> None:
        self._left = list(project.analysis)

    def take(self, label: str, *also: str) -> str:
        """The text for a cell, its own label first; taken once.

        Texts of near-synonyms follow with their labels where there are several.

        Args:
            label: the label of the cell as in this module, or one the form alone has.
            also: what the form prints instead.
        """
        spellings = [label, *also, *_SYNONYMS.get(label, "").split()]
        own = {_folded(text) for text in (label, *also)}
        found = [pair for name in spellings for pair in self._named(name)]
        found = list(dict.fromkeys(found))
        for pair in found:
            self._left.remove(pair)
        if len(found) == 1:
            return flat(found[0][1])
        return "\n".join(
            flat(text) if _folded(name) in own else f"{name}：{flat(text)}" for name, text in found
        )

    def _named(self, label: str) -> list[tuple[str, object]]:
        wanted = _folded(label)
        return [pair for pair in self._left if _folded(pair[0]) == wanted]

    def open_group(self, label: str) -> None:
        """Let the labels below a label stand on their own, so that each finds its cell."""
        opened: list[tuple[str, object]] = []
        for name, text in self._left:
            if _folded(name) == _folded(label) and isinstance(text, tuple):
                opened += text
            else:
                opened.append((name, text))
        self._left = opened

    def rest(self) -> list[tuple[str, object]]:
        """What no cell has taken, in the project's order."""
        left, self._left = self._left, []
        return left


def flat(value: object) -> str:
    r"""A text, or deeper labels and texts line by line.

    >>> flat((("产出", "完成"), ("效益", "较好")))
    '产出：完成\n效益：较好'
    """
    if isinstance(value, tuple):
        return "\n".join(f"{label}：{flat(text)}" for label, text in value)
    return "" if value is None else str(value)


def _folded(label: str) -> str:
    """A label without what is written around it: 1.存在问题（200字以内）： is 存在问题."""
    bare = "".join(label.split()).rstrip("：:").lstrip("0123456789.、")
    for start in ("（", "("):
        at = bare.find(start)
        if at > 0:
            bare = bare[:at]
    return bare
