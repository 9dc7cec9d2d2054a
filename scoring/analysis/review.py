"""Self-evaluation and review side by side: points, differences, reasons, totals, what is missing.

Takes scorecards and puts them together; the points of the rules come from the engine, the
reviewer's own from 复核得分. Laying the result out is the business of ``scoring.render``.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.analysis import review_reasons as reasons
from scoring.analysis.pairing import pair
from scoring.engine.execution import funds_total
from scoring.engine.rounding import EXACT, ZERO, fraction, rounded
from scoring.engine.total import grade_of, sections_of, total_of
from scoring.model.calculation import plain
from scoring.model.codes import found
from scoring.model.review import Result, Review, ReviewedRow, Side
from scoring.record import TYPE_CHECKING
from scoring.source.places import locate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.model.finding import Finding
    from scoring.model.project import Indicator
    from scoring.model.review import Basis
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import ExecutionScore, IndicatorScore, Scorecard, Status

SETTLED = ("CP202", "AC508", "AC509")
"""Findings about a row that the rules cannot judge: no longer true where the reviewer has."""

TOLERANCE = Decimal("0.01")
"""Points may differ by so much without a reason."""

EXECUTION, EXECUTION_PATH = "预算执行率", "/项目资金"


def review(card: Scorecard, reviewed: Scorecard | None = None) -> Review:
    """The two sides of one project.

    Args:
        card: the self-evaluation as scored.
        reviewed: the reviewer's file, ``completed`` and scored by the same rules; without it
            复核得分 and 复核意见 are those of the self-evaluation's file.
    """
    return _Reviewing(card, reviewed).result()


class _Reviewing:
    """One review while it is being put together."""

    def __init__(self, card: Scorecard, reviewed: Scorecard | None) -> None:
        self.card = card
        self.other = card if reviewed is None else reviewed
        self.is_second = reviewed is not None
        self.rules = card.rules
        self.digits = card.rules.rounding.digits
        self.zero = rounded(ZERO, self.digits)
        self.findings: list[Finding] = []

    def result(self) -> Review:
        """The review."""
        card, other = self.card, self.other
        if self.is_second:
            pairs = pair(card.project.indicators, other.project.indicators)
            rows = tuple(self._row(first, second) for first, second in pairs)
        else:
            rows = tuple(self._row(at, at) for at in range(len(card.indicators)))
        execution = self._execution()
        claimed = Result(card.project.claimed.total, card.project.claimed.grade, None)
        # The rows of the self-evaluation come first, in its order.
        mine = [_scored(score, row.own) for score, row in zip(card.indicators, rows, strict=False)]
        theirs = [self._review_score(row) for row in rows]
        summed = self._total(card, mine, execution.own)
        final = self._total(other, theirs, execution.review)
        own = summed
        if claimed.total is not None:
            own = Result(claimed.total, grade_of(claimed.total, self.rules), None)
        if own.total is not None and claimed.grade is not None:
            own = own._replace(grade=claimed.grade)
        remarks = reasons.remarks_about(card, other if self.is_second else None, rows)
        if claimed.total is not None and summed.total not in {None, claimed.total}:
            text = f"自评所写总分 {claimed.total:f} 与各项自评得分之和 {summed.total:f} 不同。"
            remarks = (text, *remarks)
        return Review(
            card, other, self.is_second, execution, rows, claimed, own,
            Result(card.total, card.grade, card.bounds), final,
            _difference(own.total, final.total), remarks,
            (*self.findings, *self._findings_of_files(rows)),
        )  # fmt: skip

    def _findings_of_files(self, rows: Sequence[ReviewedRow]) -> tuple[Finding, ...]:
        """What reading and scoring found, but for rows that 复核得分 has settled."""
        settled = tuple(
            f"{row.review_path}/"
            for row in rows
            if row.basis == "written" and (self.is_second or row.own.score is not None)
        )
        known = [
            finding
            for finding in self.other.findings
            if finding.code not in SETTLED or not finding.path.startswith(settled)
        ]
        if self.is_second:
            known = [*self.card.findings, *known]
        return tuple(dict.fromkeys(known))

    def _row(self, first: int | None, second: int | None) -> ReviewedRow:
        own_row = None if first is None else self.card.project.indicators[first]
        other_row = None if second is None else self.other.project.indicators[second]
        own_score = None if first is None else self.card.indicators[first]
        other_score = None if second is None else self.other.indicators[second]
        shown = own_score or other_score
        assert shown is not None
        own = self._own_side(own_score)
        side, basis = self._review_side(own_row, other_row, other_score, shown)
        row = ReviewedRow(
            "" if other_row is None else other_row.path,
            "both" if own_row and other_row else ("self_only" if own_row else "review_only"),
            shown.level1, shown.level2, shown.name, shown.target, shown.weight,
            None if own_score is None else own_score.claimed,
            None if own_score is None else own_score.score,
            own, side, basis, _difference(own.score, side.score),
            None if other_score is None else other_score.deviation,
            None, None,
            is_applicable=(other_score or shown).status != "not_applicable",
        )  # fmt: skip
        reason, is_explained = reasons.reason_of(row, own_row, other_row)
        remarks = reasons.remarks_on(row, own_row, other_row, is_second=self.is_second)
        row = row._replace(reason=reason, is_explained=is_explained, remarks=remarks)
        if other_row is not None:
            self._check_reason(row, f"{other_row.path}/复核意见")
        return row

    def _own_side(self, score: IndicatorScore | None) -> Side:
        """The unit's side: what it claims, else what the rules give."""
        if score is None:
            return Side(None, None, self.zero, self.zero)
        points = score.claimed
        if score.status == "not_applicable" or points is None:
            return Side(score.actual, score.score, score.low, score.high)
        return Side(score.actual, points, points, points)

    def _review_side(
        self,
        own_row: Indicator | None,
        other_row: Indicator | None,
        score: IndicatorScore | None,
        shown: IndicatorScore,
    ) -> tuple[Side, Basis | None]:
        """The reviewer's side: 复核得分 of the second file or of the row, else the rules'."""
        if score is None or other_row is None:
            is_open = shown.status != "not_applicable"
            return self._open(_weight(shown) if is_open else None, None), None
        writer, project = other_row, self.other.project
        if writer.review_score is None and own_row is not None:
            writer, project = own_row, self.card.project
        written = writer.review_score
        if written is None or score.status == "not_applicable":
            basis: Basis | None = None if score.score is None else "computed"
            return Side(score.actual, score.score, score.low, score.high), basis
        weight = _weight(score)
        if written < 0 or (weight is not None and written > weight):
            finding = _out_of_range(writer, written, weight, self.rules)
            self.findings.append(locate(finding, project))
            return self._open(weight, score.actual), None
        points = rounded(fraction(written), self.digits)
        return Side(score.actual, points, points, points), "written"

    def _open(self, weight: Decimal | None, actual: str | None) -> Side:
        """Points nobody knows yet: from nothing to the whole weight."""
        high = self.zero
        if weight is not None and weight > 0:
            high = rounded(fraction(weight), self.digits)
        return Side(actual, None, self.zero, high)

    def _execution(self) -> ReviewedRow:
        """The execution rate: the unit's claim beside the rate of the reviewer's money."""
        mine, theirs = self.card.execution, self.other.execution
        claimed = self.card.project.claimed.execution_score
        own = self._execution_side(mine, mine.score if claimed is None else claimed)
        side = self._execution_side(theirs, theirs.score)
        row = ReviewedRow(
            EXECUTION_PATH, "both", None, None, EXECUTION, None, mine.weight, claimed, mine.score,
            own, side, None if theirs.score is None else "computed",
            _difference(own.score, side.score), None, None, None,
        )  # fmt: skip
        reason, is_explained = reasons.reason_of_execution(self.card, self.other, row)
        row = row._replace(reason=reason, is_explained=is_explained)
        self._check_reason(row, f"{funds_total(self.other.project)[2]}/偏差原因")
        return row

    def _execution_side(self, execution: ExecutionScore, points: Decimal | None) -> Side:
        rate = None if execution.rate is None else f"{execution.rate:f}%"
        if points is None:
            return self._open(execution.weight, rate)
        return Side(rate, points, points, points)

    def _review_score(self, row: ReviewedRow) -> IndicatorScore:
        template = (*self.card.indicators, *self.other.indicators)[0]
        status: Status = "unjudged" if row.is_applicable else "not_applicable"
        return _scored(template._replace(status=status), row.review)

    def _total(self, card: Scorecard, rows: Sequence[IndicatorScore], execution: Side) -> Result:
        """Total, grade and bounds of one side, by the rules' own way of adding up."""
        part = card.execution._replace(score=execution.score)
        known = tuple(rows)
        return Result(*total_of(part, known, sections_of(known), card.caps, self.rules))

    def _check_reason(self, row: ReviewedRow, path: str) -> None:
        """RV683: the reviewer's points differ and nobody says why."""
        difference = row.difference
        setting = self.rules.setting("RV683")
        if row.is_explained or difference is None or abs(difference) <= TOLERANCE:
            return
        if setting is not None and setting.off:
            return
        field = path.rpartition("/")[2]
        finding = found(
            "RV683",
            f"“{row.name}”自评 {plain(row.own.score)} 分，复核 {plain(row.review.score)} 分，"
            f"相差 {plain(abs(difference))} 分，没有说明原因",
            f"在{field}里写明为什么不同、依据什么",
            path,
            rules=self.rules,
        )
        self.findings.append(locate(finding, self.other.project))


def _scored(score: IndicatorScore, side: Side) -> IndicatorScore:
    return score._replace(score=side.score, low=side.low, high=side.high)


def _weight(score: IndicatorScore) -> Decimal | None:
    """The weight the row is scored with."""
    return score.weight if score.effective_weight is None else score.effective_weight


def _difference(own: Decimal | None, theirs: Decimal | None) -> Decimal | None:
    return None if own is None or theirs is None else EXACT.subtract(theirs, own)


def _out_of_range(
    row: Indicator, written: Decimal, weight: Decimal | None, rules: RuleSet
) -> Finding:
    """SC602: 复核得分 is none of the points the row can have."""
    most = "" if weight is None else f"～{weight:f} "
    return found(
        "SC602",
        f"“{row.name}”的复核得分 {written:f} 不在 0{most}分之间，没有采用",
        "改成不小于 0、不大于分值的数",
        f"{row.path}/复核得分",
        rules=rules,
    )
