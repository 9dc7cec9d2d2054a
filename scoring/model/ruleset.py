"""A rule set: every number a score rests on, dated and sourced. Data only: no reading here."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

    from scoring.model.finding import Severity
    from scoring.model.method import Method

if TYPE_CHECKING:
    Evidence = Literal["document", "implementation", "form", "recalled", "choice"]

EVIDENCE: dict[str, str] = {
    "document": "见于公开文件",
    "implementation": "见于在用平台",
    "form": "见于已公开的表",
    "recalled": "凭专业知识，未核原文",
    "choice": "本项目设定，无文件依据",
}
"""The evidence levels and how each is printed."""


class Source(NamedTuple):
    """Where a number comes from: the document, its article, and how well it is known."""

    id: str
    document: str
    article: str | None
    evidence: Evidence
    note: str | None = None

    @property
    def citation(self) -> str:
        """Document, article and evidence in one line.

        >>> Source("w", "财预〔2020〕10号", "第十三条", "recalled").citation
        '财预〔2020〕10号第十三条（凭专业知识，未核原文）'
        """
        if self.evidence == "choice":
            return EVIDENCE["choice"]
        return f"{self.document}{self.article or ''}（{EVIDENCE[self.evidence]}）"


class Weights(NamedTuple):
    """Points of the execution rate and of the first-level classes.

    ``classes`` pairs a class (产出, without 指标) with its points; ``fixed`` says whether other
    splits are a deviation. ``without`` gives the split when a class has no row:
    ``(("成本", (("产出", 50), …)), …)``.
    """

    total: Decimal
    execution: Decimal
    classes: tuple[tuple[str, Decimal], ...]
    fixed: bool
    source: str
    without: tuple[tuple[str, tuple[tuple[str, Decimal], ...]], ...] = ()

    @property
    def indicators(self) -> Decimal:
        """The points left for the indicators."""
        return self.total - self.execution


class Cap(NamedTuple):
    """A total is at most ``at_most`` when the execution rate (a share) is below ``below``."""

    below: Decimal
    at_most: Decimal
    source: str


class Execution(NamedTuple):
    """How the execution rate is scored; ``zero_budget`` says what a budget of 0 or none means."""

    zero_budget: Literal["unjudged", "zero"]
    caps: tuple[Cap, ...]
    source: str


class Ratio(NamedTuple):
    """How ``ratio`` treats what is not met; below the share ``floor`` nothing is earned."""

    reverse: Literal["t/a", "linear"]
    equal: Literal["at_least", "exact", "two_sided"]
    floor: Decimal | None
    source: str


class Tier(NamedTuple):
    """A tier of qualitative results: from this share of the weight up to the tier above."""

    name: str
    start: Decimal
    default: Decimal | None
    source: str


class Grade(NamedTuple):
    """A grade: from this total up to the grade above."""

    name: str
    start: Decimal
    source: str


class NotApplicable(NamedTuple):
    """What becomes of the weight of a row that does not apply.

    ``move_to`` names the class that takes the weight; ``move_from`` the only class it is taken
    from (rows of other classes are re-scaled), or none for all.
    """

    mode: Literal["rescale", "lose", "move"]
    move_to: str | None = None
    move_from: str | None = None
    source: str = ""


class Rounding(NamedTuple):
    """Digits after the point of points and printed rates; always half up."""

    digits: int
    mode: Literal["half_up"]
    source: str


class CheckSetting(NamedTuple):
    """What a rule set says about one check."""

    severity: Severity | None = None
    limit: Decimal | None = None
    off: bool = False
    source: str = ""


class RuleSet(NamedTuple):
    """A dated, sourced set of rules.

    ``methods`` pairs a class name with a method, ``checks`` a code with its settings.
    """

    id: str
    title: str
    version: str
    issuer: str | None
    region: str | None
    effective_from: str | None
    effective_to: str | None
    extends: str | None
    sources: tuple[Source, ...]
    form: str
    target: Literal["initial", "adjusted"]
    target_source: str
    weights: Weights
    execution: Execution
    ratio: Ratio
    tiers: tuple[Tier, ...]
    methods: tuple[tuple[str, Method], ...]
    not_applicable: NotApplicable
    unjudged: Literal["open", "zero"]
    rounding: Rounding
    grades: tuple[Grade, ...]
    checks: tuple[tuple[str, CheckSetting], ...] = ()
    notes: tuple[str, ...] = ()

    def source(self, source_id: str) -> Source | None:
        """The source with this id, or none."""
        for source in self.sources:
            if source.id == source_id:
                return source
        return None

    def cite(self, source_id: str) -> str:
        """The citation of a source id, empty when there is none."""
        source = self.source(source_id)
        return source.citation if source else ""

    def setting(self, code: str) -> CheckSetting | None:
        """What this set says about a check."""
        for known, setting in self.checks:
            if known == code:
                return setting
        return None
