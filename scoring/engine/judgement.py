"""Hold an actual against a target and say what came out; no points here.

The law of this module: what cannot be told is told as unjudged, never guessed.
"""

from __future__ import annotations

from decimal import Decimal

from scoring import notation
from scoring.engine.comparison import compare, numbers_of
from scoring.engine.rounding import EXACT, fraction
from scoring.engine.verdict import REPORTED, UPPER, Verdict, is_met
from scoring.model.codes import found
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.engine.target import Aim
    from scoring.engine.verdict import Kind
    from scoring.model.calculation import Entry
    from scoring.model.finding import Finding
    from scoring.model.project import Indicator, Project
    from scoring.model.ruleset import RuleSet
    from scoring.notation import Dates, Interval, Measure, Quantity, Statement

ACTUAL = "实际完成值"
TIER_LABELS = {"attained": 0, "partly": 1, "missed": -1}


class Bench(NamedTuple):
    """What judging one row needs at hand, and where it notes what it sees."""

    row: Indicator
    aim: Aim
    year: int | None
    rules: RuleSet
    findings: list[Finding]
    entries: list[Entry] | None

    def report(self, code: str, message: str, remedy: str) -> None:
        """Note a finding about the actual."""
        path = f"{self.row.path}/{ACTUAL}"
        name = self.row.name
        self.findings.append(found(code, f"“{name}”{message}", remedy, path, rules=self.rules))

    def note(self, kind: str, values: tuple[object, ...], rule: str = "") -> None:
        """Note a step of the calculation, when somebody asks for the steps."""
        if self.entries is not None:
            self.entries.append((kind, values, rule, None))


def judge(
    row: Indicator,
    aim: Aim,
    project: Project,
    rules: RuleSet,
    findings: list[Finding],
    entries: list[Entry] | None,
) -> Verdict:
    """The verdict on a row that has a target and an actual."""
    bench = Bench(row, aim, project.year, rules, findings, entries)
    text = row.actual or ""
    actual = notation.parse(_with_unit(text, row))
    if isinstance(aim.value, notation.Measure):
        return _against_number(bench, text, actual)
    if isinstance(aim.value, notation.Interval):
        return _against_range(bench, text, actual)
    if isinstance(aim.value, notation.Dates):
        return _against_date(bench, text, actual)
    return _against_words(bench, text)


def _with_unit(text: str, row: Indicator) -> str:
    """The actual with the unit of its own column, where the form prints that apart."""
    if row.measure_unit is None:
        return text
    parsed = notation.parse(text)
    if isinstance(parsed, notation.Measure) and parsed.quantity.unit is None:
        return notation.combine(None, text, row.measure_unit) or text
    return text


def _against_number(bench: Bench, text: str, actual: object) -> Verdict:
    target = bench.aim.value
    assert isinstance(target, notation.Measure)
    sign = bench.aim.operator or "≥"
    if isinstance(actual, notation.Measure):
        rules = bench.rules
        written = (text, bench.aim.text or "")
        verdict = compare(actual, target, sign, rules.ratio, rules.rounding.digits, written)
        if verdict is None:
            # ``完成100%`` reads as a number too; beside ``≥50个`` it tells how much was done.
            statement = notation.statement(text)
            if statement is not None and statement.completion is not None:
                return _stated(bench, text, statement, "number")
            return _unlike(bench, actual.quantity, target.quantity, "number")
        _note_operator(bench, text, actual)
        if bench.entries is not None:
            _tell(bench, verdict)
        return verdict
    if isinstance(actual, notation.Interval):
        return _range_against_number(bench, text, actual, target, sign)
    statement = notation.statement(text)
    if statement is not None and statement.is_zero and _is_zero_target(target, sign):
        _note_statement(bench, text, "数值 0")
        nothing = notation.Measure(None, target.quantity._replace(number=Decimal(0)))
        verdict = compare(nothing, target, sign, bench.rules.ratio, bench.rules.rounding.digits)
        assert verdict is not None
        return verdict
    return _stated(bench, text, statement, "number")


def _tell(bench: Bench, verdict: Verdict) -> None:
    numbers = verdict.numbers
    assert numbers is not None
    shown = (numbers.shown_actual, numbers.sign, numbers.shown_target, numbers.unit)
    rule = "/ratio/equal" if numbers.sign == "=" else ""
    bench.note("compare", (*shown, verdict.is_met), rule)


def _is_zero_target(target: Measure, sign: str) -> bool:
    """Whether "none occurred" answers this target: 0, or an upper bound of a count."""
    unit = target.quantity.unit
    is_count = unit is None or unit.kind == "count"
    return target.quantity.number == 0 or (sign in UPPER and is_count)


def _range_against_number(
    bench: Bench, text: str, actual: Interval, target: Measure, sign: str
) -> Verdict:
    ends = [numbers_of(end, target.quantity, sign) for end in (actual.low, actual.high)]
    if any(end is None for end in ends):
        return _unlike(bench, actual.low, target.quantity, "number")
    equal = bench.rules.ratio.equal
    outcomes = {is_met(sign, end.actual, end.target, equal) for end in ends if end is not None}
    bench.note("actual", (text, "填报的是一个范围"))
    if outcomes == {True} and sign != "=":
        return Verdict("number", is_met=True)
    return Verdict("number", None, reason="实际完成值是一个范围，不能确定是否达到")


def _against_range(bench: Bench, text: str, actual: object) -> Verdict:
    target = bench.aim.value
    assert isinstance(target, notation.Interval)
    if isinstance(actual, notation.Interval):
        low = numbers_of(actual.low, target.low, "≥")
        high = numbers_of(actual.high, target.high, "≤")
        if low is None or high is None:
            return _unlike(bench, actual.low, target.low, "range")
        if low.actual >= low.target and high.actual <= high.target:
            if notation.same_text(text, bench.aim.text or ""):
                bench.report("AC501", f"的实际完成值重复了指标值“{text}”", "填写实际测得的数")
            bench.note("actual", (text, "填报的范围在指标值范围内"))
            return Verdict("range", is_met=True)
        return Verdict("range", None, reason="实际完成值是一个范围，超出指标值范围")
    if isinstance(actual, notation.Measure):
        _note_operator(bench, text, actual)
        return _number_against_range(bench, actual.quantity, target)
    return _stated(bench, text, notation.statement(text), "range")


def _number_against_range(bench: Bench, actual: Quantity, target: Interval) -> Verdict:
    low = numbers_of(actual, target.low, "≥" if target.low_closed else ">")
    high = numbers_of(actual, target.high, "≤" if target.high_closed else "<")
    if low is None or high is None:
        return _unlike(bench, actual, target.low, "range")
    over_low = is_met(low.sign, low.actual, low.target, "at_least")
    under_high = is_met(high.sign, high.actual, high.target, "at_least")
    met = over_low and under_high
    bench.note("range", (low.shown_actual, low.shown_target, high.shown_target, high.unit, met))
    return Verdict("range", met, high if over_low and not under_high else low)


def _against_date(bench: Bench, text: str, actual: object) -> Verdict:
    target = bench.aim.value
    assert isinstance(target, notation.Dates)
    if not isinstance(actual, notation.Dates):
        return _stated(bench, text, notation.statement(text), "date")
    deadline = _period(bench, target)
    done = _period(bench, actual)
    if deadline is None or done is None:
        return Verdict("date", None, reason="日期缺少年份，项目也没有写年度")
    last = deadline[1]
    if done[1] <= last:
        met: bool | None = True
    elif done[0] > last:
        met = False
    else:
        met = None
    outcome = "按时" if met else ("逾期" if met is False else "跨过截止日，不能确定")
    bench.note("date", (text, _day(last), outcome))
    return Verdict("date", met, reason="" if met is not None else "完成时间跨过截止日，请写到日")


def _period(bench: Bench, dates: Dates) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    return notation.resolve(dates, bench.year)


def _day(day: tuple[int, int, int]) -> str:
    year, month, number = day
    return f"{year}年{month}月{number}日"


def _against_words(bench: Bench, text: str) -> Verdict:
    target = bench.aim.text or ""
    # 定性 is what the column 指标性质 says of the target, no part of its words.
    if notation.same_text(text, target) or notation.same_text(text, target.removeprefix("定性")):
        bench.report(
            "AC510",
            f"的实际完成值照抄了指标值“{text}”，按达成计",
            "写明实际做到了什么，并附佐证材料",
        )
        _note_tier(bench, text, "attained")
        return Verdict("words", is_met=True, tier="attained")
    statement = notation.statement(text)
    if statement is None:
        return Verdict("words", None, reason=f"看不出“{text}”属于哪一档")
    if statement.completion is not None:
        bench.note("statement", (text, f"完成 {statement.completion:f}%"))
        if statement.completion >= 100:  # noqa: PLR2004 - all of it, in percent
            return Verdict("words", is_met=True, tier="attained")
        return Verdict("words", None, reason=f"“{text}”没有说明属于哪一档")
    if statement.tier is None:
        return Verdict("words", None, reason=f"看不出“{text}”属于哪一档")
    _note_tier(bench, text, statement.tier)
    return Verdict("words", statement.tier == "attained", tier=statement.tier)


def _note_tier(bench: Bench, text: str, tier: str) -> None:
    if bench.entries is None:
        return
    known = bench.rules.tiers[TIER_LABELS[tier]]
    source = bench.rules.source(known.source)
    bench.entries.append(("statement", (text, known.name), "/tiers", source))


def _stated(bench: Bench, text: str, statement: Statement | None, kind: Kind) -> Verdict:
    """A text where a number or a date was asked for."""
    if statement is not None and statement.completion is not None:
        _note_statement(bench, text, f"完成 {statement.completion:f}%")
        share = fraction(EXACT.divide(statement.completion, Decimal(100)))
        if kind == "number":
            return Verdict("number", share[0] >= share[1], completion=share)
        if share[0] >= share[1]:
            return Verdict(kind, is_met=True)
        reason = f"“{text}”不能与指标值比较"
        return Verdict(kind, None, reason=reason)
    if statement is not None and statement.tier is not None:
        _note_statement(bench, text, "达成" if statement.tier == "attained" else "未全部达成")
        if statement.tier == "attained":
            target = bench.aim.value
            stated = target.quantity if isinstance(target, notation.Measure) else None
            return Verdict(kind, is_met=True, stated=stated)
        reason = f"“{text}”没有说明完成了多少"
        return Verdict(kind, None, reason=reason)
    if kind == "date":
        return Verdict("date", None, reason=f"“{text}”不是日期，也不是完成情况的说明")
    bench.report(
        "AC509",
        f"的指标值是数，实际完成值却是文字“{text}”，无法评判",
        f"填写实际测得的数，如 {bench.aim.text}",
    )
    return Verdict(kind, None, reason=REPORTED)


def _note_operator(bench: Bench, text: str, actual: Measure) -> None:
    if actual.operator is None:
        bench.note("actual", (text, ""))
        return
    number = notation.show(notation.Measure(None, actual.quantity))
    bench.note("actual", (number, f"填报“{text}”重复了符号，按其中的数判断"))
    bench.report(
        "AC501",
        f"的实际完成值“{text}”重复了比较符号，按 {number} 判断",
        f"填写实际测得的数，不带符号，如 {number}",
    )


def _note_statement(bench: Bench, text: str, meaning: str) -> None:
    bench.note("statement", (text, meaning))
    bench.report(
        "AC502",
        f"的指标值是数或日期，实际完成值却写“{text}”，按“{meaning}”理解",
        "填写实际测得的数或完成日期",
    )


def _unlike(bench: Bench, actual: Quantity, target: Quantity, kind: Kind) -> Verdict:
    shown = notation.show(notation.Measure(None, actual))
    wanted = notation.show(notation.Measure(None, target))
    bench.report(
        "AC503",
        f"的实际完成值 {shown} 与指标值 {wanted} 的单位不能换算，无法评判",
        f"按指标值的单位填写实际完成值（指标值：{wanted}）",
    )
    return Verdict(kind, None, reason=REPORTED)
