"""What a unit hands in: one project, its money and its indicators, as plain frozen values.

Texts stay as written; weights, points and money are exact decimals. Places in the file are
kept in ``Project.places``, a map beside the values. Nothing here reads files or scores.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from scoring.model.finding import Finding, Place
    from scoring.model.method import Method


class Fund(NamedTuple):
    """One row of the funds block; money in the project's ``money_unit``.

    ``claimed_weight``, ``claimed_rate`` and ``claimed_score`` are what the form prints; they are
    only ever checked. ``is_total`` marks the row 资金总额; ``is_part`` a row that is part of the
    row above it (一般公共预算 under 财政拨款) and is not added again.
    """

    name: str
    path: str
    requested: Decimal | None = None
    approved: Decimal | None = None
    annual_budget: Decimal | None = None
    executed: Decimal | None = None
    balance: Decimal | None = None
    claimed_weight: Decimal | None = None
    claimed_rate: str | None = None
    claimed_score: Decimal | None = None
    explanation: str | None = None
    note: str | None = None
    is_total: bool = False
    is_part: bool = False

    @property
    def budget(self) -> Decimal | None:
        """The denominator of the execution rate: 全年预算数, else 预算编制数 (年初预算数)."""
        return self.approved if self.annual_budget is None else self.annual_budget


class Indicator(NamedTuple):
    """One row of the form: what was aimed at, what was reached, what it is worth.

    ``path`` is the JSON pointer of the row in the file. Blank texts are ``None``; placeholders
    (``/``, ``—``, ``无``) stay as written and are recognised by the notation.
    """

    name: str
    path: str
    level1: str | None = None
    level2: str | None = None
    initial_target: str | None = None
    adjusted_target: str | None = None
    operator: str | None = None
    measure_unit: str | None = None
    actual: str | None = None
    weight: Decimal | None = None
    claimed_score: Decimal | None = None
    method: Method | None = None
    degree: Decimal | None = None
    deduction: Decimal | None = None
    deduction_reason: str | None = None
    explanation: str | None = None
    evidence: tuple[str, ...] = ()
    not_applicable: str | None = None
    review_score: Decimal | None = None
    review_note: str | None = None
    id: str | None = None
    note: str | None = None


class Claimed(NamedTuple):
    """What the unit wrote as its own result; only ever checked."""

    execution_score: Decimal | None = None
    total: Decimal | None = None
    grade: str | None = None


class Project(NamedTuple):
    """One project of one year, as read.

    ``analysis`` holds the texts of the form's last block in order: pairs of a label and a text, or
    of a label and further pairs. ``rules`` is the id or path of the rule set the file names.
    ``places`` maps JSON pointers to places in the file and ``findings`` are what reading it
    brought to light; neither they nor ``file`` take part in the digest.
    """

    name: str | None
    year: int | None
    department: str | None = None
    unit: str | None = None
    code: str | None = None
    rules: str | None = None
    money_unit: str = "万元"
    funds: tuple[Fund, ...] = ()
    goal: str | None = None
    goal_result: str | None = None
    indicators: tuple[Indicator, ...] = ()
    analysis: tuple[tuple[str, object], ...] = ()
    claimed: Claimed = Claimed()
    note: str | None = None
    indicator_library: tuple[str, ...] = ()
    places: Mapping[str, Place] = {}
    file: str | None = None
    findings: tuple[Finding, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The project as a mapping with English keys, readable again by ``load_project``."""
        from scoring.model.project_document import project_document

        return project_document(self)
