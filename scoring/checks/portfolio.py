"""Checks over many projects at once (PF): the same one twice, all at 100, copied texts.

Of each project only an ``Entry`` is kept: its identity, its total, and digests of its long texts.
With ``with_money`` its money too, for what compares with the accounts (``control``).
"""

from __future__ import annotations

from hashlib import blake2b

from scoring import notation
from scoring.checks.accounts import scale_of
from scoring.checks.inspection import SWITCHED_OFF, in_order
from scoring.checks.money_units import label_of, path_of
from scoring.engine.execution import funds_total
from scoring.engine.rounding import EXACT
from scoring.model.codes import found
from scoring.model.finding import Finding
from scoring.model.report import CheckOutcome
from scoring.notation import vocabulary
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from scoring.model.finding import Severity
    from scoring.model.project import Project
    from scoring.model.report import FileReport
    from scoring.model.scorecard import Scorecard

    Locate = Callable[[Finding, Project], Finding]
    Hits = Iterator[tuple[int, Finding]]
    Run = Callable[[Sequence["Entry"]], Hits]

ALONE = "只有一个项目，没有可比的"
_MANY = ("PF", "CX805")
"""What is found when all projects are there; its settings are kept beside each of them."""
FULL_MARKS = 100
DEPARTMENT_PROJECTS = 3
"""So many projects of a department, all at 100, are too many."""
GOAL_LENGTH = 25
"""A goal or its result is long from so many characters on, stock words and own name not counted."""
EXPLANATION_LENGTH = 50
"""Explanations and analyses are more alike by nature: only longer ones are compared."""
STOCK_PROJECTS = 5
"""A text that more differently named projects share is the house's formula, not a copy."""


class Text(NamedTuple):
    """A long text of a project: its digest, what it is called, and where it stands."""

    digest: bytes
    label: str
    at: Finding


class Money(NamedTuple):
    """The money of a project in 元, the unit it is written in, and where it stands."""

    annual_budget: Decimal | None
    executed: Decimal | None
    unit: str
    at_budget: Finding
    at_executed: Finding


class Entry(NamedTuple):
    """What is kept of one project; ``at`` is a finding without words that carries its place."""

    shown: str
    name: str
    year: int | None
    department: str
    unit: str
    code: str
    total: Decimal | None
    at: Finding
    texts: tuple[Text, ...]
    off: frozenset[str]
    severities: tuple[tuple[str, Severity], ...]
    money: Money | None = None


def entry_of(
    card: Scorecard,
    file: str | None = None,
    locate: Locate | None = None,
    *,
    with_money: bool = False,
) -> Entry:
    """What the checks over many projects keep of a scored one.

    Args:
        card: the project, scored.
        file: the name of its file.
        locate: gives paths their places in the project's file; without it there are none.
        with_money: keep its money too, to be held against the department's accounts.
    """
    project = card.project

    def at(path: str) -> Finding:
        place = Finding("", "", "note", "", "", path)
        return (place if locate is None else locate(place, project))._replace(file=file)

    settings = [(code, said) for code, said in card.rules.checks if code.startswith(_MANY)]
    name = notation.fold(project.name or "")
    code = _known(project.code)
    return Entry(
        shown=project.name or "",
        name=name,
        year=project.year,
        department=notation.fold(project.department or ""),
        unit=notation.fold(project.unit or ""),
        code=code,
        total=card.total,
        at=at("/项目编码" if code else "/项目名称"),
        texts=tuple(
            Text(digest, label, at(path))
            for path, label, text, length in _texts(project)
            for digest in _digests(text, name, length)
        ),
        off=frozenset(code for code, said in settings if said.off),
        severities=tuple((code, said.severity) for code, said in settings if said.severity),
        money=_money(project, at) if with_money else None,
    )


def _money(project: Project, at: Callable[[str], Finding]) -> Money:
    budget, executed, path = funds_total(project)
    at_budget = at_executed = path
    row = next((fund for fund in project.funds if fund.path == path), None)
    if row is not None:
        label = "全年预算数" if row.annual_budget is not None else label_of(row, "预算编制数")
        at_budget, at_executed = path_of(row, label), path_of(row, "全年执行数")
    scale = scale_of(project.money_unit)
    return Money(
        None if budget is None else EXACT.multiply(budget, scale),
        None if executed is None else EXACT.multiply(executed, scale),
        project.money_unit,
        at(at_budget),
        at(at_executed),
    )


def _known(text: str | None) -> str:
    """A folded text; a placeholder (``/``, 无) is none."""
    if text is None or isinstance(notation.parse(text), notation.Blank):
        return ""
    return notation.fold(text)


def _texts(project: Project) -> Iterator[tuple[str, str, str, int]]:
    """Each text that should be a project's own: path, label, text and the length that is long."""
    if project.goal:
        yield "/年度目标", "年度目标", project.goal, GOAL_LENGTH
    if project.goal_result:
        yield "/实际完成情况", "实际完成情况", project.goal_result, GOAL_LENGTH
    for fund in project.funds:
        if fund.explanation:
            path = f"{fund.path}/{vocabulary.labels('fund').printed['explanation']}"
            yield path, f"{fund.name}的说明", fund.explanation, EXPLANATION_LENGTH
    for row in project.indicators:
        if row.explanation:
            yield f"{row.path}/偏差原因", "偏差原因", row.explanation, EXPLANATION_LENGTH
    heading = vocabulary.labels("project").printed["analysis"]
    yield from _analysis(project.analysis, f"/{heading}")


def _analysis(
    parts: tuple[tuple[str, object], ...], path: str
) -> Iterator[tuple[str, str, str, int]]:
    for label, said in parts:
        below = f"{path}/{label.replace('~', '~0').replace('/', '~1')}"
        if isinstance(said, str):
            yield below, label, said, EXPLANATION_LENGTH
        elif isinstance(said, tuple):
            yield from _analysis(said, below)


def _digests(text: str, name: str, length: int) -> tuple[bytes, ...]:
    """The digests of a text without signs: as it is, and without the project's own name.

    None when the text is not long; stock words count for nothing towards the length.
    """
    if len(text) < length:
        return ()
    said = notation.fold(text)
    variants = {said: None, (said.replace(name, "") if name else said): None}
    digests = []
    for variant in variants:
        own = bare = "".join(filter(str.isalnum, variant))
        if len(bare) < length:
            continue
        for words in vocabulary.words("portfolio", "stock"):
            own = own.replace(words, "")
        if len(own) >= length:
            digests.append(blake2b(bare.encode(), digest_size=16).digest())
    return tuple(digests)


def duplicate_project(entries: Sequence[Entry]) -> Hits:
    """PF851: the same code and year, or the same name, unit and year, more than once."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.code and entry.year is not None:
            groups.setdefault((entry.code, entry.year), []).append(number)
        if entry.name and entry.unit and entry.year is not None:
            groups.setdefault((entry.name, entry.unit, entry.year), []).append(number)
    told: set[tuple[int, int]] = set()
    for key, numbers in groups.items():
        is_code = len(key) == len(("code", "year"))
        what = "项目编码和年度" if is_code else "项目名称、单位和年度"
        for number in numbers if len(numbers) > 1 else ():
            first = numbers[0] if number != numbers[0] else numbers[1]
            if (number, first) in told:
                continue
            told.add((number, first))
            yield (
                number,
                _found(
                    "PF851",
                    f"“{entries[number].shown}”与{_where(entries[first].at)}的"
                    f"“{entries[first].shown}”{what}相同，同一个项目出现了 {len(numbers)} 次",
                    "删去重复的文件；确是两个项目的，改正编码或名称",
                    entries[number].at,
                ),
            )


def all_full_marks(entries: Sequence[Entry]) -> Hits:
    """PF852: a department's projects of a year, three or more, are all at 100."""
    groups: dict[tuple[str, int | None], list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.department:
            groups.setdefault((entry.department, entry.year), []).append(number)
    for (department, _), numbers in groups.items():
        projects = {(entries[one].name, entries[one].unit) for one in numbers}
        if len(projects) < DEPARTMENT_PROJECTS:
            continue
        if any(entries[one].total != FULL_MARKS for one in numbers):
            continue
        yield (
            numbers[0],
            _found(
                "PF852",
                f"{department}的 {len(projects)} 个项目全部是 100 分",
                "逐个复核：指标值是否定低了，完成值有没有佐证材料",
                entries[numbers[0]].at,
            ),
        )


def copied_text(entries: Sequence[Entry]) -> Hits:
    """PF853: the same long text in projects of different names."""
    groups: dict[bytes, list[tuple[int, Text]]] = {}
    for number, entry in enumerate(entries):
        for text in entry.texts if _series(entry.name) else ():
            groups.setdefault(text.digest, []).append((number, text))
    told = set()
    for places in groups.values():
        names = {_series(entries[number].name) for number, _ in places}
        if not 1 < len(names) <= STOCK_PROJECTS:
            continue
        first = places[0]
        series = _series(entries[first[0]].name)
        second = next(one for one in places if _series(entries[one[0]].name) != series)
        for number, text in places:
            other, copy = second if _series(entries[number].name) == series else first
            if (number, text.at.path) in told:
                continue
            told.add((number, text.at.path))
            yield (
                number,
                _found(
                    "PF853",
                    f"“{entries[number].shown}”的{text.label}与{_where(copy.at)}"
                    f"“{entries[other].shown}”的{copy.label}雷同",
                    "按本项目的实际重写",
                    text.at,
                ),
            )


def _series(name: str) -> str:
    """A name without years and numbers: what stays the same from year to year."""
    bare = name.replace("年度", "").replace("年", "")
    return "".join(sign for sign in bare if not sign.isdigit())


def _where(at: Finding) -> str:
    if at.cell is not None:
        place = f" {at.sheet or ''} {at.cell} "
    else:
        place = f" 第{at.line}行" if at.line is not None else ""
    return f" {at.file}{place}" if at.file else place


def _found(code: str, message: str, remedy: str, at: Finding) -> Finding:
    made = found(code, f"{message}。", f"{remedy}。", at.path)
    return made._replace(file=at.file, line=at.line, column=at.column, sheet=at.sheet, cell=at.cell)


CHECKS: tuple[tuple[str, Run], ...] = (
    ("PF851", duplicate_project),
    ("PF852", all_full_marks),
    ("PF853", copied_text),
)


def with_portfolio(
    reports: Sequence[FileReport],
    entries: Sequence[Entry | None],
    checks: Sequence[tuple[str, Run]] = CHECKS,
) -> tuple[FileReport, ...]:
    """The reports with what shows only when the projects are seen together.

    Args:
        reports: of every file, in their order.
        entries: of every file; ``None`` where there was no project to be read.
        checks: what is to be run.
    """
    numbers = [number for number, entry in enumerate(entries) if entry is not None]
    known = [entry for entry in entries if entry is not None]
    added: dict[int, list[Finding]] = {number: [] for number in numbers}
    outcomes: dict[int, list[CheckOutcome]] = {number: [] for number in numbers}
    for code, run in checks:
        crash: CheckOutcome | None = None
        hits: list[tuple[int, Finding]] = []
        if len(known) > 1:
            try:
                hits = list(run(known))
            except Exception as error:  # noqa: BLE001 - it is reported, never hidden
                kind = type(error).__name__
                crash = CheckOutcome(code, "crashed", kind)
                added[numbers[0]].append(_crash(code, kind, known[0]))
        mine = {position for position, _ in hits}
        for position, entry in enumerate(known):
            outcome = crash or CheckOutcome(code, "found" if position in mine else "clean")
            if code in entry.off:
                outcome = crash or CheckOutcome(code, "skipped", SWITCHED_OFF)
            elif len(known) == 1:
                outcome = CheckOutcome(code, "skipped", ALONE)
            outcomes[numbers[position]].append(outcome)
        for position, finding in hits:
            entry = known[position]
            if code in entry.off:
                continue
            severity = dict(entry.severities).get(code, finding.severity)
            added[numbers[position]].append(finding._replace(severity=severity))
    return tuple(
        report._replace(
            findings=in_order((*report.findings, *added[number])),
            checks=tuple(sorted((*report.checks, *outcomes[number]), key=lambda one: one.code)),
        )
        if number in added
        else report
        for number, report in enumerate(reports)
    )


def _crash(code: str, kind: str, entry: Entry) -> Finding:
    return found(
        "EN891",
        f"检查 {code} 运行出错（{kind}），这一项没有查",
        "这是软件的错误，请把文件和这条消息报给维护者",
    )._replace(file=entry.at.file)
