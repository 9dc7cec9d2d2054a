"""Whether the form is filled in: printed guidance, missing classes, missing goals (CP204–206).

Missing targets, actuals and weights are reported by scoring itself.
"""

from __future__ import annotations

from functools import lru_cache

from scoring import notation
from scoring.checks.case import Case, Check
from scoring.checks.judged_rows import is_blank
from scoring.notation.vocabulary import words
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.model.finding import Finding
    from scoring.model.project import Indicator, Project

PARENTS = {
    "数量": "产出",
    "质量": "产出",
    "时效": "产出",
    "经济成本": "成本",
    "社会成本": "成本",
    "生态环境成本": "成本",
    "经济效益": "效益",
    "社会效益": "效益",
    "生态效益": "效益",
    "可持续影响": "效益",
    "服务对象满意度": "满意度",
}
"""The first-level class of each second-level one."""

_NUMBERING = "0123456789一二三四五六七八九十"
_DOTS = ":….。;、,"
_BRACKETS = "()[]{}<>"
_LEADING = "0123456789" + _DOTS + _BRACKETS
_LONGEST_GUIDANCE = 80
_SHOWN = 30


# ---------------------------------------------------------------- CP204


def template_left_in(case: Case) -> Iterator[Finding]:
    """CP204: printed guidance or a sample row was left in the form."""
    project = case.project
    for row in project.indicators:
        finding = _sample_row(case, row) or _guidance_in_row(case, row)
        if finding is not None:
            yield finding
    for label, text, path in _texts(project):
        if _is_guidance(text) or ("目标" in label and _has_empty_goal(text)):
            yield _left_in(case, label, text, path)


def _sample_row(case: Case, row: Indicator) -> Finding | None:
    is_sample = _is_sample_name(row.name)
    is_empty = (
        row.not_applicable is None
        and row.weight is None
        and row.claimed_score is None
        and is_blank(row.initial_target)
        and is_blank(row.adjusted_target)
        and is_blank(row.actual)
    )
    if not is_sample and not is_empty:
        return None
    if is_empty:
        message = f"“{row.name}”一行的指标值、实际完成值、分值、得分都是空的，像是表上的样例行"
    else:
        message = f"三级指标写的是“{row.name}”，是表上的样例，不是指标名称"
    return case.found("CP204", message, "写上真实的指标；多余的样例行整行删去", row.path)


_SAMPLE_HINTS = frozenset("标例如…")
"""Every sample name has one of these, or begins with a number, a dot or a bracket."""

_SAMPLE_STARTS = frozenset(_NUMBERING + _DOTS + _BRACKETS + "（［【：。．１２３４５６７８９")


def _is_sample_name(name: str) -> bool:
    if name[:1] not in _SAMPLE_STARTS and _SAMPLE_HINTS.isdisjoint(name):
        return False
    bare = notation.fold(name).lstrip(_BRACKETS)
    if bare.startswith(words("template", "examples")):
        return True
    rest = bare.strip(_BRACKETS + _DOTS).rstrip(_NUMBERING + _BRACKETS)
    return not rest or rest.lstrip(_LEADING) in words("template", "names")


def _guidance_in_row(case: Case, row: Indicator) -> Finding | None:
    cells = (
        ("三级指标", row.name),
        ("年初指标值", row.initial_target),
        ("调整后指标值", row.adjusted_target),
        ("实际完成值", row.actual),
        ("偏差原因", row.explanation),
        ("扣分原因", row.deduction_reason),
        *(("佐证材料", text) for text in row.evidence),
    )
    for label, text in cells:
        if text is not None and _is_guidance(text):
            path = row.path if label == "三级指标" else f"{row.path}/{label}"
            return _left_in(case, f"“{row.name}”的{label}", text, path)
    return None


def _left_in(case: Case, where: str, text: str, path: str) -> Finding:
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return case.found(
        "CP204",
        f"{where}还是表上印的填写说明或没有填的空：“{shown}”",
        "换成实际的内容；没有内容的写“无”，不要留下填写说明",
        path,
    )


def _texts(project: Project) -> Iterator[tuple[str, str, str]]:
    """The texts outside the indicators: what they are, what they say, where they stand."""
    for label, text in (
        ("项目名称", project.name),
        ("年度目标", project.goal),
        ("实际完成情况", project.goal_result),
    ):
        if text:
            yield label, text, f"/{label}"
    for fund in project.funds:
        if fund.explanation:
            yield f"“{fund.name}”的偏差原因", fund.explanation, f"{fund.path}/偏差原因"
    yield from _analysis(project.analysis, "/项目绩效分析")


def _analysis(pairs: tuple[tuple[str, object], ...], path: str) -> Iterator[tuple[str, str, str]]:
    for label, value in pairs:
        below = f"{path}/{label.replace('~', '~0').replace('/', '~1')}"
        if isinstance(value, str):
            yield label, value, below
        elif isinstance(value, tuple):
            yield from _analysis(value, below)


@lru_cache(maxsize=1)
def _hints() -> frozenset[str]:
    """Characters of which printed guidance has at least one; most cells have none."""
    return frozenset(word[0] for word in words("template", "guidance")) | set("字X×xＸ")


@lru_cache(maxsize=1024)
def _is_guidance(text: str) -> bool:
    """Whether a text is printed guidance, or has a number left as XX."""
    if _hints().isdisjoint(text):
        return False
    bare = notation.fold(text)
    if "××" in bare or "XX" in bare or "xx" in bare:
        capital = bare.replace("×", "X").replace("xx", "XX")
        for word in words("template", "redacted"):
            capital = capital.replace(word, "")
        if any(word in capital for word in words("template", "unfilled")):
            return True
    if len(bare) > _LONGEST_GUIDANCE:
        return False
    place = bare.find("字以内")
    if place > 0 and bare[place - 1].isdigit():
        return True
    return bare.lstrip(_BRACKETS).startswith(words("template", "guidance")) and not any(
        word in bare for word in words("template", "mishaps")
    )


def _has_empty_goal(text: str) -> bool:
    """Whether a goal like ``目标2：……`` was left open."""
    if "目标" not in text:
        return False
    return any(
        not piece.strip(_NUMBERING + _DOTS) and (":" in piece or "…" in piece)
        for piece in notation.fold(text).split("目标")[1:]
    )


# ---------------------------------------------------------------- CP205


def missing_class(case: Case) -> list[Finding]:
    """CP205: a first-level class that the rule set asks for has no indicator."""
    rows = case.project.indicators
    if not rows:
        message = "没有填写绩效指标"
        return [case.found("CP205", message, "按一级、二级、三级指标填写绩效指标", "/绩效指标")]
    present = {key for row in rows for key in _classes_of(row)}
    missing = [name for name in _asked_for(case) if name not in present]
    # A form with first levels of its own (决策、过程 …) follows another scheme altogether.
    if not missing or not present & {"产出", "效益", "满意度", "成本"}:
        return []
    names = "、".join(f"{name}指标" for name in missing)
    return [
        case.found(
            "CP205",
            f"没有{names}",
            f"补上{names}；确实没有的，写出这一行并注明“不适用: 原因”",
            "/绩效指标",
        )
    ]


def _asked_for(case: Case) -> list[str]:
    """产出 and 效益, and 满意度 where the rule set gives it points that cannot go elsewhere."""
    classes = [notation.class_key(name) for name, _ in case.rules.weights.classes]
    moved = case.rules.not_applicable
    asked = ["产出", "效益"]
    if "满意度" in classes and not (moved.mode == "move" and moved.move_from == "满意度"):
        asked.append("满意度")
    return asked if not classes else [name for name in asked if name in classes]


def _classes_of(row: Indicator) -> Iterator[str]:
    """The first-level classes a row counts for: 满意度 may stand under 效益."""
    for level in (row.level1, row.level2):
        if level is not None:
            key = notation.class_key(level)
            yield PARENTS.get(key, key)
            if "满意度" in key:
                yield "满意度"


# ---------------------------------------------------------------- CP206


def missing_goal(case: Case) -> list[Finding]:
    """CP206: no yearly goal, or nothing said about what became of it."""
    project = case.project
    missing = [
        label
        for label, text in (("年度目标", project.goal), ("实际完成情况", project.goal_result))
        if is_blank(text)
    ]
    if not missing:
        return []
    names = "和".join(missing)
    remedy = f"补写{names}：年度目标写要做成什么，实际完成情况逐条写做成了什么"
    return [case.found("CP206", f"没有填写{names}", remedy, f"/{missing[0]}")]


CHECKS = (
    Check("CP204", template_left_in),
    Check("CP205", missing_class),
    Check("CP206", missing_goal),
)
