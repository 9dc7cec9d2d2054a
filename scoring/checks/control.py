"""Findings about the department's accounts: CX805 of one project, PF854 of all that was handed in.

What disagrees is found by ``accounts.compare``; here it gets its words, its place and its report.
PF854 stands in a report about the control file itself, for what is missing has no other place.
"""

from __future__ import annotations

from scoring.checks.accounts import Handed, Outcome, compare, scale_of
from scoring.checks.inspection import SWITCHED_OFF, in_order
from scoring.checks.runner import ACCOUNTS, NO_CONTROL
from scoring.engine.rounding import EXACT
from scoring.model.calculation import plain
from scoring.model.codes import found
from scoring.model.finding import Related
from scoring.model.report import CheckOutcome, FileReport
from scoring.notation import vocabulary
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from scoring.checks.accounts import AmountApart, TotalApart
    from scoring.checks.portfolio import Entry
    from scoring.model.control import Control, ControlProject, Figure
    from scoring.model.finding import Finding
    from scoring.model.ruleset import CheckSetting

    Compare = Callable[[Control, Iterable[Handed]], Outcome]
    Placed = Figure | ControlProject

TOTAL = "PF854"
NOT_IN_CONTROL = "勾稽数文件里没有这个项目"


def with_control(
    reports: Sequence[FileReport],
    entries: Sequence[Entry | None],
    control: Control | None,
    settings: Iterable[tuple[str, CheckSetting]] = (),
    comparing: Compare = compare,
) -> tuple[FileReport, ...]:
    """The reports with what disagrees with the accounts, and one about the control file at the end.

    Args:
        reports: of every file, in their order.
        entries: of every file, with its money; ``None`` where there was no project to be read.
        control: the figures of the accounts; none gives no findings, and says so.
        settings: what is said of the checks, for the findings about the control file itself;
            those of a project are kept in its entry.
        comparing: how the two are compared.
    """
    numbers = [number for number, entry in enumerate(entries) if entry is not None]
    known = [entry for entry in entries if entry is not None]
    if control is None:
        outcome = (CheckOutcome(TOTAL, "skipped", NO_CONTROL),)
        ours = set(numbers)
        return tuple(
            _with(report, (), outcome if at in ours else ()) for at, report in enumerate(reports)
        )
    try:
        compared = comparing(control, map(handed, known))
    except Exception as error:  # noqa: BLE001 - it is reported, never hidden
        return _crashed(reports, numbers, control, type(error).__name__)
    own: list[list[Finding]] = [[] for _ in known]
    for one in compared.amounts:
        own[one.number].append(disagreement(one, known[one.number], control))
    for number in compared.unlisted:
        own[number].append(unlisted(known[number], control))
    changed = {
        number: (
            [_with_severity(one, entry) for one in findings if one.code not in entry.off],
            _outcomes(entry, findings, is_compared=position in compared.compared),
        )
        for position, (number, entry, findings) in enumerate(zip(numbers, known, own, strict=True))
    }
    files = tuple(_with(report, *changed.get(at, ([], ()))) for at, report in enumerate(reports))
    unread = [report for report, entry in zip(reports, entries, strict=True) if entry is None]
    return (*files, about_control(control, compared, _count_of(unread), dict(settings).get(TOTAL)))


def handed(entry: Entry) -> Handed:
    """What is compared of an entry."""
    money = entry.money
    return Handed(
        entry.name,
        entry.code,
        entry.department,
        entry.unit,
        entry.year,
        entry.at.file,
        None if money is None else money.annual_budget,
        None if money is None else money.executed,
    )


def _with(
    report: FileReport, findings: Sequence[Finding], outcomes: Iterable[CheckOutcome]
) -> FileReport:
    """The report with more findings, and with these outcomes in place of those it had."""
    ours = {outcome.code: outcome for outcome in outcomes}
    if not ours:
        return report
    others = (outcome for outcome in report.checks if outcome.code not in ours)
    checks = tuple(sorted((*others, *ours.values()), key=lambda one: one.code))
    if not findings:
        return report._replace(checks=checks)
    return report._replace(findings=in_order((*report.findings, *findings)), checks=checks)


def _outcomes(entry: Entry, own: Sequence[Finding], *, is_compared: bool) -> list[CheckOutcome]:
    """What the two checks came to in one project."""
    came: list[CheckOutcome] = []
    is_apart = any(one.code == ACCOUNTS for one in own)
    if ACCOUNTS in entry.off:
        came.append(CheckOutcome(ACCOUNTS, "skipped", SWITCHED_OFF))
    elif not is_compared:
        came.append(CheckOutcome(ACCOUNTS, "skipped", NOT_IN_CONTROL))
    else:
        came.append(CheckOutcome(ACCOUNTS, "found" if is_apart else "clean"))
    if TOTAL in entry.off:
        came.append(CheckOutcome(TOTAL, "skipped", SWITCHED_OFF))
    else:
        came.append(
            CheckOutcome(TOTAL, "found" if any(one.code == TOTAL for one in own) else "clean")
        )
    return came


def _with_severity(finding: Finding, entry: Entry) -> Finding:
    severity = dict(entry.severities).get(finding.code, finding.severity)
    return finding._replace(severity=severity)


def _count_of(unread: Iterable[FileReport]) -> int:
    """How many files may be projects that could not be read; a table that is no form is none."""
    return sum(all(finding.code != "YM107" for finding in file.findings) for file in unread)


def about_control(
    control: Control, compared: Outcome, unread: int, setting: CheckSetting | None
) -> FileReport:
    """The report about the control file: totals, and rows that nothing handed in answers to."""
    if setting is not None and setting.off:
        return FileReport(control.file, (), (CheckOutcome(TOTAL, "skipped", SWITCHED_OFF),))
    findings = [_total(one, control, unread) for one in compared.totals]
    findings += [_absent(row, control, unread) for row in compared.absent]
    findings += [_unclear(row, count, control) for row, count in compared.unclear]
    if setting is not None and setting.severity is not None:
        findings = [one._replace(severity=setting.severity) for one in findings]
    outcome = CheckOutcome(TOTAL, "found" if findings else "clean")
    return FileReport(control.file, in_order(findings), (outcome,))


def _crashed(
    reports: Sequence[FileReport], numbers: Iterable[int], control: Control, kind: str
) -> tuple[FileReport, ...]:
    """The reports after a fault of our own: nothing was compared, and it is said everywhere."""
    outcomes = [CheckOutcome(code, "crashed", kind) for code in (ACCOUNTS, TOTAL)]
    ours = set(numbers)
    finding = found(
        "EN891",
        f"检查 {ACCOUNTS}、{TOTAL} 运行出错（{kind}），这两项没有查",
        "这是软件的错误，请把文件和这条消息报给维护者",
    )._replace(file=control.file)
    files = (_with(report, (), outcomes if at in ours else ()) for at, report in enumerate(reports))
    return (*files, FileReport(control.file, (finding,), tuple(outcomes)))


# ---------------------------------------------------------------- the words


def _label(what: str) -> str:
    return vocabulary.labels("control_total").printed[what]


def _source(source: str | None) -> str:
    return f"（来源：{source}）" if source else ""


def _amount(number: Decimal, unit: str) -> str:
    """An amount in 元, told in a unit."""
    return f"{plain(EXACT.divide(number, scale_of(unit)))} {unit}"


def _apart(one: TotalApart | AmountApart, control: Control) -> str:
    figure = EXACT.multiply(one.figure.number, scale_of(control.money_unit))
    return _amount(abs(EXACT.subtract(figure, one.handed)), control.money_unit)


def _at_row(code: str, message: str, remedy: str, control: Control, at: Placed) -> Finding:
    made = found(code, f"{message}。", f"{remedy}。", at.pointer)
    return made._replace(file=control.file, line=at.line, column=at.column)


def _total(one: TotalApart, control: Control, unread: int) -> Finding:
    total, label, unit = one.total, _label(one.what), control.money_unit
    who = "、".join(part for part in (total.department, total.unit) if part) or "全部"
    year = f" {total.year} 年度" if total.year is not None else ""
    if one.what == "project_count":
        found_ = f"{one.figure.number:f} 个，收到 {one.projects} 个"
    else:
        found_ = (
            f"{one.figure.number:f} {unit}，收到的 {one.projects} 个项目合计 "
            f"{_amount(one.handed, unit)}，相差 {_apart(one, control)}"
        )
    if one.unfilled:
        found_ += f"，其中 {one.unfilled} 个项目没有填"
    if unread:
        found_ += f"；另有 {unread} 个文件读不出来，没有算在内"
    return _at_row(
        TOTAL,
        f"{who}{year}的项目，{label}部门账上是 {found_}{_source(total.source)}",
        "补齐没有交来的，去掉重复的，改正填错的金额；账上的数抄错的，改正勾稽数文件",
        control,
        one.figure,
    )


def _absent(row: ControlProject, control: Control, unread: int) -> Finding:
    also = f"（另有 {unread} 个文件读不出来）" if unread else ""
    return _at_row(
        TOTAL,
        f"部门账上有{_shown(row)}，收到的自评表里没有{also}{_source(row.source)}",
        "补交它的自评表；名称、编码、单位或年度写得不一样的，改成一致",
        control,
        row,
    )


def _unclear(row: ControlProject, count: int, control: Control) -> Finding:
    return _at_row(
        TOTAL,
        f"收到的项目里有 {count} 个符合{_shown(row)}，分不清是哪一个，没有比较",
        "在这一行补写项目编码、预算单位、年度或文件",
        control,
        row,
    )


def _shown(row: ControlProject) -> str:
    said = f"“{row.name or row.code or row.files}”"
    more = [part for part in (row.code if row.name else None, row.unit) if part]
    if row.year is not None:
        more.append(f"{row.year} 年度")
    return f"{said}（{'，'.join(more)}）" if more else said


def unlisted(entry: Entry, control: Control) -> Finding:
    """PF854: a project that a complete list of the accounts lacks."""
    made = found(
        TOTAL,
        f"部门账上没有“{entry.shown}”：{control.file or '勾稽数文件'} 写明项目齐全，里面没有它。",
        "核对名称和编码；确有这个项目的，在勾稽数文件里补上。",
        entry.at.path,
    )
    at = entry.at
    return made._replace(file=at.file, line=at.line, column=at.column, sheet=at.sheet, cell=at.cell)


def disagreement(one: AmountApart, entry: Entry, control: Control) -> Finding:
    """CX805: an amount of a project, kept with its money, that is not that of the accounts."""
    money, figure, unit = entry.money, one.figure, control.money_unit
    assert money is not None
    label = _label(one.what)
    at = money.at_budget if one.what == "annual_budget" else money.at_executed
    line = "" if figure.line is None else f" 第{figure.line}行"
    accounts = f"{figure.number:f} {unit}"
    made = found(
        ACCOUNTS,
        f"“{entry.shown}”的{label}填 {_amount(one.handed, money.unit)}，部门账上是 {accounts}，"
        f"相差 {_apart(one, control)}（{control.file or '勾稽数'}{line}"
        f"{'，来源：' + one.row.source if one.row.source else ''}）。",
        "以账为准，改正自评表；账上的数抄错的，改正勾稽数文件。",
        at.path,
        related=(
            Related(
                figure.pointer,
                figure.line,
                figure.column,
                f"部门账上的{label} {accounts}{_source(one.row.source)}",
                control.file,
            ),
        ),
    )
    return made._replace(file=at.file, line=at.line, column=at.column, sheet=at.sheet, cell=at.cell)
