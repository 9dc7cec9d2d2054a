"""What a row was to reach: which of its two targets counts, and how a bare number is meant."""

from __future__ import annotations

from scoring import notation
from scoring.model.codes import found
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.model.calculation import Entry
    from scoring.model.finding import Finding
    from scoring.model.project import Indicator
    from scoring.model.ruleset import RuleSet
    from scoring.notation import Blank, Dates, Interval, Measure, Operator, Words

INITIAL, ADJUSTED = "年初指标值", "调整后指标值"


class Aim(NamedTuple):
    """The target a row is judged by.

    ``value`` is the parsed target, ``None`` when there is none. ``operator`` is the one written or
    assumed, for a single number only. ``label`` is the printed name of the field it stands in.
    """

    text: str | None
    other: str | None
    label: str
    value: Measure | Interval | Dates | Words | Blank | None
    operator: Operator | None


def aim_of(
    row: Indicator, rules: RuleSet, findings: list[Finding], entries: list[Entry] | None
) -> Aim:
    """The target of a row, with what had to be assumed noted."""
    initial = _printed(row.initial_target, row)
    adjusted = _printed(row.adjusted_target, row)
    if (rules.target == "initial" and initial is not None) or adjusted is None:
        text, label, other, other_label = initial, INITIAL, adjusted, ADJUSTED
    else:
        text, label, other, other_label = adjusted, ADJUSTED, initial, INITIAL
    if other is not None and (text is None or text == other or notation.same_text(text, other)):
        other = None
    if text is None:
        findings.append(
            found(
                "CP201",
                f"“{row.name}”没有指标值",
                "补填年初指标值，如 ≥90%、=3次、2023年12月31日",
                f"{row.path}/{INITIAL}",
                rules=rules,
            )
        )
        return Aim(None, other, label, None, None)
    if entries is not None:
        source = rules.source(rules.target_source)
        entries.append(("target", (label, text, other_label, other), "/target", source))
    value = notation.parse(text)
    operator: Operator | None = None
    path = f"{row.path}/{label}"
    if isinstance(value, notation.Measure):
        operator = value.operator
        if operator is None:
            operator = _assumed(row, value, path, rules, findings, entries)
    elif isinstance(value, notation.Words) and notation.holds_number(text):
        findings.append(
            found(
                "TG459",
                f"指标值“{text}”含有数字，但读不成一个数、范围或日期，按定性指标处理",
                "把可衡量的数单独写，如 ≥100%，其余文字写进指标名称",
                path,
                rules=rules,
            )
        )
    return Aim(text, other, label, value, operator)


def _printed(text: str | None, row: Indicator) -> str | None:
    """The target as one text, joined with the columns 指标性质 and 计量单位; blank is none."""
    if text is None or isinstance(notation.parse(text), notation.Blank):
        return None
    if row.operator is None and row.measure_unit is None:
        return text
    return notation.combine(row.operator, text, row.measure_unit)


def _assumed(
    row: Indicator,
    value: Measure,
    path: str,
    rules: RuleSet,
    findings: list[Finding],
    entries: list[Entry] | None,
) -> Operator:
    number = value.quantity.number
    operator = notation.assumed_operator(number, row.name, row.level1, row.level2)
    if operator == "=":
        reason = "数为 0，按 = 判断"
    elif operator == "≤":
        reason = "属于成本或越低越好的指标，按 ≤ 判断"
    else:
        reason = "按 ≥ 判断"
    if entries is not None:
        entries.append(("assumed", (operator, reason), "/target", None))
    text = notation.show(value)
    findings.append(
        found(
            "TG451",
            f"指标值“{text}”没有写比较符号，{reason}",
            f"写明符号，如 {operator}{text}",
            path,
            rules=rules,
        )
    )
    return operator
