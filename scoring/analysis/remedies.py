"""The points a project has lost, the most first, each with the ways to win them back.

What needs no change of the truth stands first: a value still to be filled in, a result told in a
way that nobody can judge, evidence that is missing. Then what an assessor decides, then what would
have to have been otherwise. Nothing here says that a value should be changed: it says what the
points hang on.
"""

from __future__ import annotations

from decimal import Decimal

from scoring import notation
from scoring.analysis.appraisal import (
    Appraisal,
    ends,
    executed_with,
    execution_ends,
    result_with,
    scored_with,
)
from scoring.analysis.naming import EXECUTION
from scoring.analysis.needed import least_executed, needed_actual
from scoring.engine.execution import FUNDS, execution_rate, funds_total
from scoring.engine.rounding import EXACT, ZERO, exact_sum, fraction, percent, rounded
from scoring.model.calculation import plain
from scoring.model.sensitivity import Loss, Remedy, result_of
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scoring.model.finding import Finding
    from scoring.model.review import Result
    from scoring.model.scorecard import IndicatorScore, Scorecard
    from scoring.model.sensitivity import Basis

CAP = "总分封顶"
_ACTUAL, _DEGREE = "实际完成值", "完成程度"
_GAPS = ("CP201", "CP203", "WT303", "CP202", "AC503", "AC509", "AC508")
"""Findings that say what is missing, the one to mend first in front."""

_TOLD = ("AC501", "AC502", "AC510")
"""Findings that the actual is told in words, or copies the target."""

_NUMBER = "填写实际测得的数，不带比较符号"

_ORDER = ("evidence", "decision", "fact")
_HAIR = Decimal("0.01")
"""The step of a degree, in percent."""


def losses(card: Scorecard, appraisals: Sequence[Appraisal]) -> tuple[Loss, ...]:
    """The parts without full points, the most lost first, equal ones in the order of the form."""
    found = [*_execution(card)]
    for appraisal in appraisals:
        loss = _loss(card, appraisal)
        if loss.lost_high or loss.score is None:
            found.append(loss)
    found += _cap(card)
    return tuple(sorted(found, key=lambda loss: -loss.lost_high))


def _loss(card: Scorecard, appraisal: Appraisal) -> Loss:
    score = appraisal.score
    low, high = ends(score, card.rules)
    digits = card.rules.rounding.digits
    share = appraisal.share
    exact = ZERO if share is None or share.exact[0] < 0 else share.exact
    full = rounded(exact, digits)
    remedies = _Remedies(card, appraisal).found() if full > low or score.score is None else ()
    return Loss(
        score.level1, score.level2, score.name, score.path,
        None if share is None else share.printed, score.score, low, high,
        EXACT.subtract(full, high), EXACT.subtract(full, low), remedies,
    )  # fmt: skip


class _Remedies:
    """The ways to win back the points of one row."""

    def __init__(self, card: Scorecard, appraisal: Appraisal) -> None:
        self.card = card
        self.appraisal = appraisal
        self.low = ends(appraisal.score, card.rules)[0]
        self.about = _findings_about(card, appraisal.score.path)

    def found(self) -> tuple[Remedy, ...]:
        """All of them, in order."""
        verdict = self.appraisal.verdict
        known = self.appraisal.score.score is not None
        if verdict is None or self.appraisal.share is None or self.appraisal.row.weight is None:
            ways = self._gap()
        elif verdict.kind == "words":
            ways = self._words() if known else self._undecided()
        elif verdict.kind == "date":
            ways = self._date()
        else:
            ways = self._number()
        every = [*ways, *self._deduction()] if known else list(ways)
        return tuple(sorted(every, key=lambda remedy: _ORDER.index(remedy.basis)))

    def _remedy(
        self,
        basis: Basis,
        label: str,
        needed: str | None,
        score: IndicatorScore | None,
        text: str,
        least: str | None = None,
    ) -> Remedy:
        gain = Decimal(0)
        after = result_of(self.card)
        if score is not None and score.score is not None:
            gain = EXACT.subtract(score.score, self.low)
            after = result_with(self.card, self.appraisal.at, score)
        return Remedy(basis, label, needed, least, gain, after, text)

    def _help(self) -> tuple[str, str]:
        """What the findings say is to be done first, and the field it is about."""
        for code in _GAPS:
            if code in self.about:
                finding = self.about[code]
                text = _NUMBER if code == "AC509" else finding.help
                return f"{text}；据实填写", finding.path.rpartition("/")[2]
        return "按写法要求补填，使指标可以评判", _ACTUAL

    def _gap(self) -> Iterator[Remedy]:
        """A row without weight, target or actual."""
        text, label = self._help()
        needed = score = None
        if self.appraisal.share is not None and self.appraisal.aim.value is not None:
            label = _ACTUAL
            found = needed_actual(self.card, self.appraisal)
            if found is not None:
                needed, score = found.text, found.score
            else:
                needed, score = self._stated()
        yield self._remedy("evidence", label, needed, score, text)

    def _stated(self) -> tuple[str | None, IndicatorScore | None]:
        """The actual that would earn the most where the target is a date or words."""
        target = self.appraisal.aim.value
        if isinstance(target, notation.Dates):
            day = _deadline(self.appraisal, self.card.project.year)
            return day, None if day is None else self._with(actual=day)
        if isinstance(target, notation.Words):
            return "达成预期指标", self._with(
                actual="达成预期指标", degree=None, claimed_score=None
            )
        return None, None

    def _with(self, **fields: object) -> IndicatorScore:
        return scored_with(self.card, self.appraisal, **fields)

    def _number(self) -> Iterator[Remedy]:
        """A number against a number or a range."""
        found = needed_actual(self.card, self.appraisal)
        known = self.appraisal.score.score is not None
        told = next((self.about[code] for code in _TOLD if code in self.about), None)
        if not known:
            text = self._help()[0]
        elif told is not None:
            text = f"{told.help}；实测值达到后得分随之增加"
        else:
            text = "实际完成值达到后才能得回"
        basis: Basis = "fact" if known and told is None else "evidence"
        if found is None:
            if not known:
                yield self._remedy(basis, _ACTUAL, None, None, text)
            return
        yield self._remedy(basis, _ACTUAL, found.text, found.score, text, found.least)

    def _date(self) -> Iterator[Remedy]:
        day, score = self._stated()
        if self.appraisal.score.score is None:
            text = self._help()[0]
            yield self._remedy("evidence", _ACTUAL, day, score, text)
        elif score is not None and score.score is not None and score.score > self.low:
            text = "在截止日之前完成才能得回"
            yield self._remedy("fact", _ACTUAL, day, score, text)

    def _undecided(self) -> Iterator[Remedy]:
        """A qualitative result without a tier, or without a decision inside its tier."""
        verdict, given = self.appraisal.verdict, self.appraisal.award
        text = self._help()[0]
        if verdict is not None and verdict.tier is not None and given.low != given.high:
            degree = _top(given.high)
            judged = self._with(degree=degree)
            span = f"{_percent(given.low)}～{_percent(given.high)}"
            yield self._remedy(
                "evidence", _DEGREE, span, judged, f"由评价人在本档内给出完成程度，附依据（{span}）"
            )
            return
        needed, score = self._stated()
        yield self._remedy("evidence", _ACTUAL, needed, score, text)

    def _words(self) -> Iterator[Remedy]:
        """A qualitative result that was decided: more inside its tier, or a better tier."""
        verdict = self.appraisal.verdict
        assert verdict is not None
        tiers = self.card.rules.tiers
        place = {"attained": 0, "partly": 1, "missed": len(tiers) - 1}.get(verdict.tier or "")
        if place is not None:
            high = fraction(tiers[place - 1].start) if place else (1, 1)
            degree = _top(high)
            score = self._with(degree=degree)
            if score.score is not None and score.score > self.low:
                where = f"“{tiers[place].name}”一档最多到 {plain(degree)}%"
                needed = f"{plain(degree)}%"
                text = f"由评价人评定，须有依据；{where}"
                yield self._remedy("decision", _DEGREE, needed, score, text)
        if place != 0:
            needed = "达成预期指标"
            best = self._with(actual=needed, degree=Decimal(100), claimed_score=None)
            text = "事实上达成，并由评价人评定完成程度 100%"
            yield self._remedy("fact", _ACTUAL, needed, best, text)

    def _deduction(self) -> Iterator[Remedy]:
        """Points taken off by hand."""
        row = self.appraisal.row
        if row.deduction is None or row.deduction <= 0:
            return
        score = self._with(deduction=None)
        if score.score is None or score.score <= self.low:
            return
        if row.deduction_reason is None:
            text = f"扣了 {plain(row.deduction)} 分，没有写原因：核实该不该扣"
            yield self._remedy("evidence", "扣分", "0", score, text)
        else:
            text = f"扣了 {plain(row.deduction)} 分（{row.deduction_reason}）：由评价人决定"
            yield self._remedy("decision", "扣分", "0", score, text)


def _findings_about(card: Scorecard, path: str) -> dict[str, Finding]:
    """The findings about the values of one row, the first of each code."""
    about: dict[str, Finding] = {}
    for finding in card.findings:
        if finding.path == path or finding.path.startswith(f"{path}/"):
            about.setdefault(finding.code, finding)
    return about


def _deadline(appraisal: Appraisal, year: int | None) -> str | None:
    target = appraisal.aim.value
    assert isinstance(target, notation.Dates)
    days = notation.resolve(target, year)
    if days is None:
        return None
    last = days[1]
    return f"{last[0]}年{last[1]}月{last[2]}日"


def _top(high: tuple[int, int]) -> Decimal:
    """The highest degree of a tier that ends below ``high``; 100 belongs to the top one."""
    degree = percent(high, 2)
    return Decimal(100) if high[0] == high[1] else EXACT.subtract(degree, _HAIR)


def _percent(share: tuple[int, int]) -> str:
    return f"{plain(percent(share, 2))}%"


def _execution(card: Scorecard) -> Iterator[Loss]:
    """The execution rate: the whole budget, and the smallest amount with the same points."""
    execution = card.execution
    low, high = execution_ends(card)
    full = rounded(fraction(execution.weight), card.rules.rounding.digits)
    if execution.score is not None and low >= full:
        return
    budget, executed, path = funds_total(card.project)
    unit = card.project.money_unit
    if budget is None or budget <= 0:
        text = "补填全年预算数（未调整的填预算编制数），执行率才能计算"
        remedy = Remedy("evidence", "全年预算数", None, None, Decimal(0), result_of(card), text)
    else:
        after, result = executed_with(card, budget)
        assert after.score is not None
        gain = EXACT.subtract(after.score, low)
        needed = f"{budget:f}{unit}"
        if executed is None:
            text = "补填全年执行数（一分未支出的填 0）"
            remedy = Remedy("evidence", "全年执行数", needed, None, gain, result, text)
        else:
            least = least_executed(card, budget, executed, budget)
            text = "按实际支付填写；核对有无已支付而未计入的支出"
            remedy = Remedy(
                "fact", "全年执行数", needed, None if least is None else f"{least:f}{unit}",
                gain, result, text,
            )  # fmt: skip
    yield Loss(
        None, None, EXECUTION, path, execution.weight, execution.score, low, high,
        EXACT.subtract(full, high), EXACT.subtract(full, low), (remedy,),
    )  # fmt: skip


def _cap(card: Scorecard) -> Iterator[Loss]:
    """What a cap takes off the total, and the execution that would lift it."""
    budget, executed, path = funds_total(card.project)
    if not card.caps or card.total is None or budget is None or executed is None:
        return
    scores = [row.score for row in card.indicators if row.score is not None]
    points = exact_sum([*scores, card.execution.score or Decimal(0)])
    lost = EXACT.subtract(points, card.total)
    if lost <= 0:
        return
    unit = card.project.money_unit
    remedies = []
    rate = execution_rate(card.project)
    for cap in sorted(card.rules.execution.caps, key=lambda known: known.below):
        needed = EXACT.multiply(budget, cap.below)
        result: Result = executed_with(card, needed)[1]
        if rate is None or needed <= executed or result.total is None:
            continue
        gain = EXACT.subtract(result.total, card.total)
        text = f"执行率达到 {plain(cap.below * 100)}% 后不再按此封顶"
        remedies.append(
            Remedy("fact", "全年执行数", f"{plain(needed)}{unit}", None, gain, result, text)
        )
    zero = rounded(ZERO, card.rules.rounding.digits)
    yield Loss(
        None, None, CAP, path or FUNDS, None, card.total, card.total, card.total, lost, lost,
        tuple(remedies) if zero <= lost else (),
    )  # fmt: skip
