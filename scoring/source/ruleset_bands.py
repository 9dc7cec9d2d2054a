"""Whether the numbers of a rule set can be right together: bands without gaps, weights that add up.

Each band reaches from its own start to the start of the one before it. So bands have neither gap
nor overlap when their starts fall, none is repeated, and the last begins at 0.
"""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.model.ruleset import Execution, RuleSet, Tier, Weights
    from scoring.source.ruleset_reader import Reader

TIERS_NEEDED = 2
"""达成 and 未达成: what is said of a result must find its tier."""

BAD = "RS872"


def check_bands(rules: RuleSet, reader: Reader) -> None:
    """Find RS872: bands with gaps or overlaps, and weights that cannot make the total."""
    _check_weights(rules.weights, reader)
    _check_tiers(rules.tiers, reader)
    grades = [(grade.name, grade.start) for grade in rules.grades]
    _check_starts(grades, "/grades", "等级", reader)
    if grades and grades[0][1] > rules.weights.total:
        reader.wrong(
            "/grades/0/from",
            f"{grades[0][0]}从 {plain(grades[0][1])} 分起，超过总分 {plain(rules.weights.total)}，"
            "谁也得不到。",
            "起点不超过总分。",
            BAD,
        )
    _check_caps(rules.execution, rules.weights.total, reader)
    _check_move(rules, reader)


def _check_weights(weights: Weights, reader: Reader) -> None:
    if weights.total <= 0:
        reader.wrong("/weights/total", "总分是 0。", "写成大于 0 的数，如 100。", BAD)
        return
    if weights.execution > weights.total:
        reader.wrong(
            "/weights/execution",
            f"执行率 {plain(weights.execution)} 分，超过总分 {plain(weights.total)}。",
            "执行率的分值不超过总分。",
            BAD,
        )
        return
    splits = [("/weights/classes", weights.classes)] if weights.classes else []
    splits += [(f"/weights/without/{missing}", split) for missing, split in weights.without]
    for pointer, split in splits:
        points = sum((value for _, value in split), start=weights.execution)
        if points != weights.total:
            terms = "＋".join(plain(value) for _, value in split)
            reader.wrong(
                pointer,
                f"执行率 {plain(weights.execution)}＋一级指标 {terms} = {plain(points)}，"
                f"应为总分 {plain(weights.total)}。",
                "调整各一级指标的分值；自行分配的写 classes: {}。",
                BAD,
            )
    names = {name for name, _ in weights.classes}
    for missing, split in weights.without:
        strange = [name for name, _ in split if name == missing or name not in names]
        if missing not in names or strange:
            shown = missing if missing not in names else strange[0]
            reader.wrong(
                f"/weights/without/{missing}",
                f"没有{missing}时的分配里，{shown} 不是其余的一级指标。",
                "只写 classes 里其余的一级指标。",
                BAD,
            )


def _check_starts(
    bands: list[tuple[str, Decimal]], pointer: str, what: str, reader: Reader, unit: str = ""
) -> None:
    """Names once each, starts falling, the last at 0."""
    if not bands:
        reader.wrong(pointer, f"一个{what}也没有。", f"至少写一个{what}，最低的从 0 起。", BAD)
        return
    shown = [plain(start * 100 if unit else start) + unit for _, start in bands]
    names: set[str] = set()
    for position, (name, start) in enumerate(bands):
        if name in names:
            reader.wrong(
                f"{pointer}/{position}/name", f"{what}{name}写了两次。", "每个名称只用一次。", BAD
            )
        names.add(name)
        if position and start >= bands[position - 1][1]:
            relation = "重叠" if start == bands[position - 1][1] else "顺序不对"
            reader.wrong(
                f"{pointer}/{position}/from",
                f"{name}从 {shown[position]} 起，与前面从 {shown[position - 1]} 起的"
                f"{bands[position - 1][0]}{relation}。",
                "从高到低写，起点各不相同。",
                BAD,
            )
    if bands[-1][1] != 0:
        reader.wrong(
            f"{pointer}/{len(bands) - 1}/from",
            f"最后一个{what}{bands[-1][0]}从 {shown[-1]} 起，0 到 {shown[-1]} 之间没有着落。",
            "最后一个从 0 起。",
            BAD,
        )


def _check_tiers(tiers: tuple[Tier, ...], reader: Reader) -> None:
    _check_starts([(tier.name, tier.start) for tier in tiers], "/tiers", "档次", reader, "%")
    if len(tiers) < TIERS_NEEDED:
        reader.wrong("/tiers", "档次不足两个。", "至少写达成和未达成两档。", BAD)
    above = None
    for position, tier in enumerate(tiers):
        if tier.default is not None and not (
            tier.start <= tier.default and (above is None or tier.default < above)
        ):
            reader.wrong(
                f"/tiers/{position}/default",
                f"{tier.name}默认取 {plain(tier.default * 100)}%，不在这一档之内。",
                "写成这一档之内的百分数，或 null。",
                BAD,
            )
        above = tier.start


def _check_caps(execution: Execution, total: Decimal, reader: Reader) -> None:
    """Each cap a rate of its own; the lower the rate, the lower the cap."""
    pointer = "/execution/caps"
    for position, cap in enumerate(execution.caps):
        if cap.below <= 0:
            reader.wrong(
                f"{pointer}/{position}/below",
                "低于 0% 的执行率不存在。",
                "写成大于 0% 的界限。",
                BAD,
            )
        if cap.at_most > total:
            reader.wrong(
                f"{pointer}/{position}/at_most",
                f"封顶 {plain(cap.at_most)} 分，超过总分 {plain(total)}。",
                "写成不超过总分的数。",
                BAD,
            )
        for other in execution.caps[:position]:
            if other.below == cap.below or (
                (other.below < cap.below) != (other.at_most < cap.at_most)
            ):
                reader.wrong(
                    f"{pointer}/{position}",
                    f"执行率低于 {plain(cap.below * 100)}% 封顶 {plain(cap.at_most)} 分，"
                    f"与低于 {plain(other.below * 100)}% 封顶 {plain(other.at_most)} 分矛盾。",
                    "执行率越低封顶越低，界限各不相同。",
                    BAD,
                )


def _check_move(rules: RuleSet, reader: Reader) -> None:
    """The class that takes the weight is one of the set's, and not the one it is taken from."""
    rule = rules.not_applicable
    names = [name for name, _ in rules.weights.classes]
    for key, name in (("move_to", rule.move_to), ("from", rule.move_from)):
        if name is not None and names and name not in names:
            reader.wrong(
                f"/not_applicable/{key}",
                f"{key} 写的是 {name}，不在一级指标里。",
                f"改成其中之一：{'、'.join(names)}。",
                BAD,
            )
    if rule.move_to is not None and rule.move_to == rule.move_from:
        reader.wrong(
            "/not_applicable/from",
            f"分值从 {rule.move_to} 移给它自己。",
            "改成另一类，或删去 from。",
            BAD,
        )
