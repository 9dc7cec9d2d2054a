"""Whether the numbers of a rule set fit together: bands without gap or overlap, weights that add up.

Bands are half-open and written by their lower end, so they cannot gap or overlap inside when they
fall from one to the next; what is left is their order, and that the last begins at 0.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from scoring.model.codes import found
from scoring.source.events import at

if TYPE_CHECKING:
    from scoring.model.ruleset import RuleSet
    from scoring.source.events import Mapping, Node
    from scoring.source.reading import Report


def check_bands(rules: RuleSet, tree: Mapping, report: Report) -> None:
    """RS872 for bands that gap, overlap or run the wrong way, and for weights that do not add up."""
    places = {key.text: value for key, value in tree.entries}

    def wrong(key: str, message: str, remedy: str) -> None:
        node: Node = places.get(key, tree)
        report.findings.append(at(found("RS872", message, remedy, f"/{key}"), node, report.file))

    grades = [(grade.name, grade.start) for grade in rules.grades]
    tiers = [(tier.name, tier.start) for tier in rules.tiers]
    for key, bands, top in (("grades", grades, rules.weights.total), ("tiers", tiers, Decimal(1))):
        fault = band_fault(bands, top)
        if fault:
            remedy = "从高到低写，每一等只写下限（含），最后一等从 0 起。"
            wrong(key, fault, remedy)
    for place, tier in enumerate(rules.tiers):
        above = rules.tiers[place - 1].start if place else None
        if tier.default is None:
            continue
        is_low, is_high = tier.default < tier.start, above is not None and tier.default >= above
        if is_low or is_high or tier.default > 1:
            wrong("tiers", f"“{tier.name}”的默认比例不在本档之内。", "默认比例应在本档上下限之间。")
    _check_weights(rules, wrong)
    limits = [cap.below for cap in rules.execution.caps]
    if any(not 0 < limit <= 1 for limit in limits) or len(set(limits)) != len(limits):
        wrong("execution", "封顶的执行率界限应在 0～100% 之间，不重复。", "改正 caps 的 below。")
    caps = sorted(rules.execution.caps, key=lambda cap: cap.below)
    if any(low.at_most > high.at_most for low, high in zip(caps, caps[1:], strict=False)):
        wrong("execution", "执行率越低封顶反而越高。", "改正 caps 的 at_most。")


def band_fault(bands: list[tuple[str, Decimal]], top: Decimal) -> str:
    """What is wrong with bands from the highest to the lowest, or an empty text.

    >>> band_fault([("优", Decimal(90)), ("差", Decimal(0))], Decimal(100))
    ''
    >>> band_fault([("优", Decimal(90)), ("良", Decimal(90))], Decimal(100))
    '“优”和“良”的下限都是 90，区间重叠。'
    """
    if not bands:
        return "一等也没有写。"
    names = [name for name, _ in bands]
    if len(set(names)) != len(names):
        return "名称有重复。"
    for (name, start), (other, below) in zip(bands, bands[1:], strict=False):
        if start == below:
            return f"“{name}”和“{other}”的下限都是 {start:f}，区间重叠。"
        if start < below:
            return f"“{name}”的下限 {start:f} 低于排在后面的“{other}”的 {below:f}，顺序或数字有误。"
    if bands[-1][1] != 0:
        return f"“{bands[-1][0]}”从 {bands[-1][1]:f} 起，0 到 {bands[-1][1]:f} 之间空缺。"
    if bands[0][1] > top:
        return f"“{bands[0][0]}”的下限 {bands[0][1]:f} 超过 {top:f}。"
    return ""


def _check_weights(rules: RuleSet, wrong: object) -> None:
    assert callable(wrong)
    weights = rules.weights
    if weights.total <= 0 or not 0 <= weights.execution <= weights.total:
        wrong("weights", "总分应大于 0，执行率分值应在 0 与总分之间。", "改正 total、execution。")
        return
    splits = [("classes", weights.classes), *(
        (f"without/{name}", split) for name, split in weights.without)]  # fmt: skip
    for label, split in splits:
        if not split:
            continue
        points = sum((number for _, number in split), Decimal(0))
        if any(number < 0 for _, number in split) or points + weights.execution != weights.total:
            wrong(
                "weights",
                f"weights/{label} 合计 {points:f}，加执行率 {weights.execution:f} 不等于总分 "
                f"{weights.total:f}。",
                "改正各类分值，使其合计等于总分减执行率分值。",
            )
