"""Everything a rule set says, as a page of text: each number with the source it comes from."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.model.method import LABELS
from scoring.record import TYPE_CHECKING
from scoring.render.width import hanging

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.model.method import Method
    from scoring.model.ruleset import RuleSet

_TARGETS = {"initial": "年初指标值", "adjusted": "调整后指标值优先"}
_REVERSE = {"t/a": "分值 × 指标值 ÷ 完成值", "linear": "分值 ×（1 － 超出部分 ÷ 指标值），不低于 0"}
_EQUAL = {
    "at_least": "与 ≥ 相同",
    "exact": "必须相等，否则不得分",
    "two_sided": "高低都按偏差扣：分值 ×（1 － |偏差| ÷ 指标值）",
}
_NOT_APPLICABLE = {"rescale": "其余指标按比例折算", "lose": "分值不再计入", "move": "移给"}
_UNJUDGED = {"open": "总分未定，给出上下限", "zero": "按 0 分计"}
_BUDGET = {"unjudged": "无法评判", "zero": "0 分"}


def page(rules: RuleSet, columns: int) -> str:
    """The rule set as text, one thing a line, sources at the end of their lines."""
    lines = [f"{rules.id}　{rules.title}　版本 {rules.version}"]
    about = [
        ("发布机关", rules.issuer),
        ("适用地区", rules.region),
        ("施行日期", rules.effective_from),
        ("失效日期", rules.effective_to),
        ("基于", rules.extends),
        ("版式", rules.form),
    ]
    lines += [f"  {label}：{text}" for label, text in about if text]
    lines += ["", "分值", *_weights(rules)]
    lines += ["", "预算执行率", *_execution(rules)]
    lines += ["", "指标得分", *_indicators(rules)]
    lines += ["", "定性指标的档次", *_tiers(rules)]
    lines += ["", "等级", *_grades(rules)]
    if rules.checks:
        lines += ["", "检查项的设定", *_checks(rules)]
    lines += ["", "出处"]
    for source in rules.sources:
        note = f"：{source.note}" if source.note else ""
        lines.append(f"  [{source.id}] {source.citation}{note}")
    if rules.notes:
        lines += ["", "说明", *[f"  {note}" for note in rules.notes]]
    return "".join(f"{line}\n" for given in lines for line in hanging(given, columns))


def _line(label: str, text: str, source: str) -> str:
    mark = f"　[{source}]" if source else ""
    return f"  {label}：{text}{mark}"


def _share(share: Decimal) -> str:
    return f"{plain(share * 100)}%"


def _weights(rules: RuleSet) -> list[str]:
    weights = rules.weights
    lines = [
        _line(
            "总分",
            f"{plain(weights.total)} = 执行率 {plain(weights.execution)} + "
            f"指标 {plain(weights.indicators)}",
            weights.source,
        )
    ]
    if weights.classes:
        split = "，".join(f"{name} {plain(points)}" for name, points in weights.classes)
        lines.append(_line("一级指标", split, weights.source))
        lines.append(
            _line("可否另行分配", "不可" if weights.fixed else "可以，合计不变", weights.source)
        )
    else:
        lines.append(_line("一级指标", "自行分配", weights.source))
    for missing, classes in weights.without:
        split = "，".join(f"{name} {plain(points)}" for name, points in classes)
        lines.append(_line(f"没有{missing}指标时", split, weights.source))
    return lines


def _execution(rules: RuleSet) -> list[str]:
    execution = rules.execution
    lines = [
        _line(
            "得分",
            f"{plain(rules.weights.execution)} × 全年执行数 ÷ 全年预算数，不超过满分",
            execution.source,
        ),
        _line("预算为 0 或未填", _BUDGET[execution.zero_budget], execution.source),
    ]
    lines += [
        _line(
            "封顶", f"执行率低于 {_share(cap.below)}，总分不超过 {plain(cap.at_most)}", cap.source
        )
        for cap in execution.caps
    ]
    return lines


def _indicators(rules: RuleSet) -> list[str]:
    ratio = rules.ratio
    lines = [
        _line("采用的指标值", _TARGETS[rules.target], rules.target_source),
        _line("越低越好（≤、<）没有达到", _REVERSE[ratio.reverse], ratio.source),
        _line("等于（=）", _EQUAL[ratio.equal], ratio.source),
    ]
    if ratio.floor is not None:
        lines.append(_line("及格线", f"完成低于 {_share(ratio.floor)} 不得分", ratio.source))
    lines += [_line(f"{name}的赋分方法", method_text(known), known.source)
              for name, known in rules.methods]  # fmt: skip
    moved = _NOT_APPLICABLE[rules.not_applicable.mode] + (rules.not_applicable.move_to or "")
    lines.append(_line("不适用的指标", moved, rules.not_applicable.source))
    lines.append(_line("无法评判的指标", _UNJUDGED[rules.unjudged], ""))
    digits = f"四舍五入到小数点后 {rules.rounding.digits} 位"
    lines.append(_line("取舍", digits, rules.rounding.source))
    return lines


def method_text(method: Method) -> str:
    """A method with its parameters.

    >>> from scoring.model.method import Method
    >>> method_text(Method("direct"))
    '直接赋分'
    """
    details = []
    if method.passing is not None:
        details.append(f"及格 {_share(method.passing)}")
    details += [
        f"{plain(step.at_least)}{step.unit or ''} 以上得 {_share(step.share)}"
        for step in method.steps
    ]
    if method.every is not None and method.off is not None:
        details.append(f"每差 {plain(method.every)}{method.unit or ''}扣 {plain(method.off)} 分")
    return LABELS[method.name] + (f"（{'，'.join(details)}）" if details else "")


def _tiers(rules: RuleSet) -> list[str]:
    lines = []
    above = None
    for tier in rules.tiers:
        band = f"{_share(tier.start)} 以上" + (f"，不到 {_share(above)}" if above else "")
        default = (
            "由评价人定，没有默认值" if tier.default is None else f"默认 {_share(tier.default)}"
        )
        lines.append(_line(tier.name, f"得分占分值的 {band}；{default}", tier.source))
        above = tier.start
    return lines


def _grades(rules: RuleSet) -> list[str]:
    lines = []
    above = None
    for grade in rules.grades:
        if above is None:
            band = f"{plain(grade.start)} 分以上（含）"
        elif grade is rules.grades[-1]:
            band = f"{plain(above)} 分以下（不含）"
        else:
            band = f"{plain(grade.start)}（含）～{plain(above)}（不含）"
        lines.append(_line(grade.name, band, grade.source))
        above = grade.start
    return lines


def _checks(rules: RuleSet) -> list[str]:
    from scoring.render.outcome import SEVERITY_LABELS

    lines = []
    for code, setting in rules.checks:
        texts = []
        if setting.severity is not None:
            texts.append(SEVERITY_LABELS[setting.severity])
        if setting.limit is not None:
            texts.append(f"界限 {_share(setting.limit)}")
        if setting.off:
            texts.append("不检查")
        lines.append(_line(code, "，".join(texts), setting.source))
    return lines
