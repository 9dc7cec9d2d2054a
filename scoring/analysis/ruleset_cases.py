"""The cases of a rule set: small projects with the points expected of them, run and compared.

The expected numbers are the independent word, so nothing is compared loosely: a case that checks
nothing, names a row that is not there or holds a project with errors fails as well.
"""

from __future__ import annotations

import os

from scoring.engine import score_project
from scoring.model.codes import found
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.events import Document, Mapping, Scalar, Sequence, at, is_null
from scoring.source.project import read_project
from scoring.source.ruleset import load_cases, read_rules
from scoring.source.ruleset_reader import plain_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence as Several
    from decimal import Decimal

    from scoring.model.finding import Finding
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import IndicatorScore, Scorecard
    from scoring.source.events import Node

ABOUT = ("name", "project")
EXPECTED = ("scores", "execution", "total", "grade", "unjudged", "bounds")
FAILED = "RS873"


class Outcome(NamedTuple):
    """One case and what was wrong with it; nothing wrong means passed."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return not self.findings


class CaseRun(NamedTuple):
    """The cases of one rule set.

    ``rules`` is none when the set itself cannot be used; ``findings`` are about the set or the
    file, those of the cases stand in their outcomes.
    """

    name: str
    rules: RuleSet | None
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether there are cases and nothing at all is wrong: not run is not passed."""
        return (
            bool(self.outcomes) and not self.findings and all(one.passed for one in self.outcomes)
        )

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings of the set and of its cases."""
        return (*self.findings, *[each for one in self.outcomes for each in one.findings])


def run_cases(name: str | os.PathLike[str], *, folders: Several[str] = ()) -> CaseRun:
    """Run the cases of a rule set, given by id or path.

    Raises ``RuleSetError`` only when there is no such set; a faulty one gives findings.

    >>> run_cases("mof-2020").passed
    True
    """
    rules, found_ = read_rules(name, folders=folders)
    cases, document = load_cases(name, folders=folders)
    # The text with its cases may be wrong where the text without them is not.
    findings = list(dict.fromkeys((*found_, *document.findings)))
    if rules is None or document.root is None:
        return CaseRun(os.fspath(name), None, (), tuple(findings))
    if not cases:
        finding = found(FAILED, "没有算例。", "在 cases 下面写算例，边界都要有。", "/cases")
        findings.append(at(finding, document.root, document.file))
    outcomes = tuple(
        run_case(case, f"/cases/{position}", rules, document) for position, case in enumerate(cases)
    )
    return CaseRun(os.fspath(name), rules, outcomes, tuple(findings))


def run_case(case: Node, path: str, rules: RuleSet, document: Document) -> Outcome:
    """Run one case as it stands in a file.

    Args:
        case: the mapping of the case.
        path: its JSON pointer.
        rules: the set it is scored under.
        document: the file it stands in.
    """
    judge = _Judge(path, document.file)
    if not isinstance(case, Mapping):
        judge.fail(
            case, "", "算例应是一组“名称: 值”。", "写成 - name: …，下面是 project 和期望的数。"
        )
        return Outcome("", tuple(judge.findings))
    fields = judge.fields(case)
    named = fields.get("name")
    name = named.text if isinstance(named, Scalar) else ""
    if not name.strip():
        judge.fail(case, "", "算例没有 name。", "写一句话说明它检查什么。")
    expected = {key: value for key, value in fields.items() if key in EXPECTED}
    if not any(_says_something(value) for value in expected.values()):
        judge.fail(
            case, "", "算例没有期望的数，什么也没有检查。", f"至少写一项：{'、'.join(EXPECTED)}。"
        )
    node = fields.get("project")
    if not isinstance(node, Mapping):
        judge.fail(
            node or case, "/project", "算例没有 project。", "写一个项目，与项目文件的写法相同。"
        )
        return Outcome(name, tuple(judge.findings))
    reading = read_project(Document(node, (), "", document.file))
    judge.findings += [
        finding._replace(path=f"{path}/project{finding.path}") for finding in reading.findings
    ]
    if reading.project is None:
        return Outcome(name, tuple(judge.findings))
    if reading.project.rules not in {None, rules.id}:
        judge.fail(node, "/project", f"算例的评分规则写的是 {reading.project.rules}，"
                   f"这里按 {rules.id} 打分。", "删去算例里的评分规则。")  # fmt: skip
    card = score_project(reading.project, rules)
    for key, value in expected.items():
        _COMPARE[key](judge, value, card)
    return Outcome(name, tuple(judge.findings))


def _says_something(node: Node) -> bool:
    """Whether an expectation can fail: ``total: null`` can, ``scores: {}`` cannot."""
    if isinstance(node, Mapping):
        return bool(node.entries)
    return not isinstance(node, Sequence) or bool(node.items)


class _Judge:
    """Notes how what came out differs from what was expected."""

    def __init__(self, path: str, file: str | None) -> None:
        self.path = path
        self.file = file
        self.findings: list[Finding] = []

    def fail(self, node: Node, pointer: str, message: str, help_: str) -> None:
        self.findings.append(
            at(found(FAILED, message, help_, self.path + pointer), node, self.file)
        )

    def differ(self, node: Node, pointer: str, what: str, wanted: str, got: str) -> None:
        self.fail(
            node,
            pointer,
            f"{what}应为 {wanted}，算出来是 {got}。",
            "核对手算的数；手算无误的，是规则或程序错了。",
        )

    def fields(self, case: Mapping) -> dict[str, Node]:
        known = (*ABOUT, *EXPECTED)
        for key, _ in case.entries:
            if key.text not in known:
                self.fail(
                    key,
                    f"/{key.text}",
                    f"算例里没有“{key.text[:80]}”这个键。",
                    f"可用的键：{'、'.join(known)}。",
                )
        return {key.text: value for key, value in case.entries if key.text in known}

    def number(
        self, node: Node, pointer: str, what: str, got: Decimal | None, open_: str = "未定"
    ) -> None:
        """Compare a number; ``null`` expects that there is none."""
        shown = open_ if got is None else f"{got:f}"
        if is_null(node):
            if got is not None:
                self.differ(node, pointer, what, open_, shown)
            return
        wanted = plain_number(node.text.strip()) if isinstance(node, Scalar) else None
        if wanted is None:
            self.fail(node, pointer, f"{what}期望的不是一个数。", "写成数字，未定的写 null。")
        elif got is None or wanted != got:
            self.differ(node, pointer, what, f"{wanted:f}", shown)

    def row(self, node: Node, pointer: str, name: str, card: Scorecard) -> IndicatorScore | None:
        """The one row of a name."""
        rows = [row for row in card.indicators if row.name == name]
        if len(rows) == 1:
            return rows[0]
        message = f"算例的项目里有{len(rows)}个叫“{name[:80]}”的指标，应恰好有一个。"
        self.fail(node, pointer, message, "期望里写的名称与项目里的指标一一对应。")
        return None


def _scores(judge: _Judge, node: Node, card: Scorecard) -> None:
    if not isinstance(node, Mapping):
        judge.fail(node, "/scores", "scores 应是“指标名称: 得分”。", "如 scores: {培训人数: 8}。")
        return
    for key, value in node.entries:
        pointer = f"/scores/{key.text}"
        row = judge.row(key, pointer, key.text, card)
        if row is not None:
            judge.number(value, pointer, f"“{key.text}”得分", row.score, "没有得分")


def _execution(judge: _Judge, node: Node, card: Scorecard) -> None:
    judge.number(node, "/execution", "执行率得分", card.execution.score)


def _total(judge: _Judge, node: Node, card: Scorecard) -> None:
    judge.number(node, "/total", "总分", card.total)


def _grade(judge: _Judge, node: Node, card: Scorecard) -> None:
    wanted = node.text.strip() if isinstance(node, Scalar) and not is_null(node) else None
    if wanted != card.grade or not isinstance(node, Scalar):
        judge.differ(node, "/grade", "等级", wanted or "未定", card.grade or "未定")


def _unjudged(judge: _Judge, node: Node, card: Scorecard) -> None:
    """Exactly these rows are unjudged."""
    items = node.items if isinstance(node, Sequence) else []
    if not isinstance(node, Sequence) or not all(isinstance(item, Scalar) for item in items):
        judge.fail(node, "/unjudged", "unjudged 应是指标名称的列表。", "如 unjudged: [培训人数]。")
        return
    wanted = sorted(item.text for item in items if isinstance(item, Scalar))
    got = sorted(row.name for row in card.indicators if row.status == "unjudged")
    if wanted != got:
        shown, found_ = ("、".join(names) or "没有" for names in (wanted, got))
        judge.differ(node, "/unjudged", "无法评判的指标", shown, found_)


def _bounds(judge: _Judge, node: Node, card: Scorecard) -> None:
    if is_null(node):
        if card.bounds is not None:
            judge.differ(node, "/bounds", "总分的上下限", "没有", "有")
        return
    fields = {key.text: value for key, value in node.entries} if isinstance(node, Mapping) else {}
    if not fields or not fields.keys() <= {"low", "high", "grades"}:
        help_ = "写成 bounds: {low: 82, high: 92, grades: [良, 优]}。"
        judge.fail(node, "/bounds", "bounds 只有 low、high 和 grades。", help_)
        return
    bounds = card.bounds
    for key, what in (("low", "总分下限"), ("high", "总分上限")):
        if key in fields:
            got = None if bounds is None else getattr(bounds, key)
            judge.number(fields[key], f"/bounds/{key}", what, got, "没有")
    if "grades" in fields:
        grades = fields["grades"]
        items = grades.items if isinstance(grades, Sequence) else []
        wanted = [item.text for item in items if isinstance(item, Scalar)]
        reached = [] if bounds is None else [*bounds.grades]
        if wanted != reached or not wanted:
            shown, got_ = ("、".join(names) or "没有" for names in (wanted, reached))
            judge.differ(grades, "/bounds/grades", "可能的等级", shown, got_)


_COMPARE: dict[str, Callable[[_Judge, Node, Scorecard], None]] = {
    "scores": _scores,
    "execution": _execution,
    "total": _total,
    "grade": _grade,
    "unjudged": _unjudged,
    "bounds": _bounds,
}
