"""One value of a project changed to another, read by the same converters as a project file.

The project stays the one value it was; a changed one is made beside it. Which row is meant has been
decided before; nothing is scored here.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.model.calculation import plain
from scoring.model.method import LABELS, Method
from scoring.model.project import Fund, Indicator
from scoring.model.whatif import ChangedValue
from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING
from scoring.source.events import Scalar, escape
from scoring.source.funds import TOTAL
from scoring.source.indicators import CONVERTERS
from scoring.source.keys import matched, nearest
from scoring.source.reading import Report, money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scoring.model.finding import Finding
    from scoring.model.project import Project
    from scoring.source.events import Node

MONEY = ("annual_budget", "executed")
"""The amounts that the execution rate is made of."""

_STRUCTURED = ("method", "evidence")
"""Fields whose value may be a list or a mapping, written in brackets as in a file."""

_FUNDS = "/项目资金"


class AmendmentError(ValueError):
    """A value that cannot be put in; the message says what was found and what was expected."""


def field_of(written: str) -> str | None:
    """The field of an indicator that a spelling means; none when it means none.

    >>> field_of("权重"), field_of("weight"), field_of("人数")
    ('weight', 'weight', None)
    """
    return _meant("indicator", written, CONVERTERS)


def money_of(written: str) -> str | None:
    """The amount of the execution rate that a spelling means; none when it means none.

    >>> money_of("全年执行数"), money_of("executed"), money_of("资金结余")
    ('executed', 'executed', None)
    """
    return _meant("fund", written, MONEY)


def _meant(mapping: str, written: str, fields: Iterable[str]) -> str | None:
    english = labels(mapping).english
    spelling = matched(english, written)
    if spelling is None or english[spelling] not in fields:
        return None
    return english[spelling]


def unknown_field(written: str) -> str:
    """What to say about a field that an indicator does not have, or that cannot be changed."""
    fields = [labels("indicator").printed[field] for field in CONVERTERS]
    near = nearest(written, fields)
    hint = f"是不是“{near}”？" if near else ""
    return f"指标没有可以改的字段“{written}”。{hint}可以改：{'、'.join(fields)}。"


def node_of(value: object, field: str) -> Node:
    """A value of the command line or of Python as the reader takes it.

    A method or a list of evidence may be written in brackets, as in a file. Raises
    ``AmendmentError``.
    """
    if isinstance(value, str):
        if field in _STRUCTURED and value.strip()[:1] in {"{", "["}:
            return _structured(value)
        return Scalar(value, None, plain=True)
    from scoring.source.python_values import tree_of

    node, findings = tree_of(value)
    if node is None or findings:
        raise AmendmentError(_told(findings))
    return node


def _structured(text: str) -> Node:
    from scoring.source.events import Mapping, read_document

    document = read_document(f"值: {text}\n", None)
    root = document.root
    if document.findings or not isinstance(root, Mapping):
        raise AmendmentError(_told(document.findings))
    return root.entries[0][1]


def amended_row(
    project: Project, at: int, field: str, value: object
) -> tuple[Project, ChangedValue]:
    """The project with one field of one indicator changed.

    Args:
        project: stays as it is.
        at: the position of the row.
        field: the English name of the field.
        value: what a file would hold there; an empty text makes it blank.

    Raises ``AmendmentError`` for a value the reader would refuse.
    """
    row = project.indicators[at]
    label = labels("indicator").printed[field]
    read = _read(
        lambda node, key, report: CONVERTERS[field](node, row.path, key, report),
        node_of(value, field),
        label,
    )
    if field == "evidence" and read is None:
        read = ()
    changed = Indicator._make(
        read if name == field else value for name, value in row._asdict().items()
    )
    rows = (*project.indicators[:at], changed, *project.indicators[at + 1 :])
    path = f"{row.path}/{label}"
    findings = _settled(project.findings, row.path, "indicator", field)
    changed_value = ChangedValue(
        row.name, field, label, path, shown(getattr(row, field)), shown(getattr(changed, field))
    )
    return project._replace(indicators=rows, findings=findings), changed_value


def amended_money(
    project: Project, field: str, value: object, at: int | None = None
) -> tuple[Project, ChangedValue]:
    """The project with one amount changed.

    Args:
        project: stays as it is.
        field: ``annual_budget`` or ``executed``.
        value: what a file would hold there, in the project's money unit unless it names another.
        at: the position of the row of funds; by default the one the execution rate is made of.

    Raises ``AmendmentError`` for a bad value, and where several rows are added up and none is named.
    """
    funds = project.funds
    if at is None:
        at = _counting(project, field)
    fund = funds[at] if at < len(funds) else Fund(TOTAL, f"{_FUNDS}/{escape(TOTAL)}", is_total=True)
    label = labels("fund").printed[field]
    unit = project.money_unit
    read = _read(
        lambda node, key, report: money(node, fund.path, key, report, unit),
        node_of(value, field),
        label,
    )
    assert read is None or isinstance(read, Decimal)
    changed = Fund._make(read if name == field else value for name, value in fund._asdict().items())
    findings = _settled(project.findings, fund.path, "fund", field)
    changed_value = ChangedValue(
        fund.name, field, label, f"{fund.path}/{label}",
        _amount(getattr(fund, field), unit), _amount(read, unit),
    )  # fmt: skip
    return project._replace(
        funds=(*funds[:at], changed, *funds[at + 1 :]), findings=findings
    ), changed_value


def _counting(project: Project, field: str) -> int:
    """The row of funds the rate is made of: the total, else the only one; one more if none."""
    for at, fund in enumerate(project.funds):
        if fund.is_total:
            return at
    rows = [at for at, fund in enumerate(project.funds) if not fund.is_part]
    if len(rows) > 1:
        label = labels("fund").printed[field]
        names = "、".join(f"{project.funds[at].name}.{label}" for at in rows)
        message = f"资金分 {len(rows)} 行，没有“资金总额”一行，不知道改哪一行；写明：{names}。"
        raise AmendmentError(message)
    return rows[0] if rows else len(project.funds)


def _read(convert: Callable[[Node, Scalar, Report], object], node: Node, label: str) -> object:
    report = Report(None)
    read = convert(node, Scalar(label, None, plain=True), report)
    if report.findings:
        raise AmendmentError(_told(report.findings))
    return read


def _told(findings: Iterable[Finding]) -> str:
    return "".join(f"{finding.message}{finding.help}" for finding in list(findings)[:1])


def _settled(
    findings: tuple[Finding, ...], path: str, mapping: str, field: str
) -> tuple[Finding, ...]:
    """What reading found, without what it found about the value that is no more."""
    english = labels(mapping).english
    gone = []
    for finding in findings:
        head, _, last = finding.path.rpartition("/")
        spelling = matched(english, last) if head == path else None
        inner = finding.path.startswith(tuple(f"{path}/{key}/" for key in english
                                              if english[key] == field))  # fmt: skip
        if inner or (spelling is not None and english[spelling] == field):
            gone.append(finding)
    return tuple(finding for finding in findings if finding not in gone)


def shown(value: object) -> str | None:
    """A value of a field as text; ``None`` when there is none.

    >>> shown(Decimal("8.50")), shown(()), shown(Method("direct"))
    ('8.50', None, '直接赋分')
    """
    if value is None or value == ():
        return None
    if isinstance(value, Method):
        return _method(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return "；".join(value)
    return str(value)


def _method(method: Method) -> str:
    details = [
        f"{plain(step.at_least)}{step.unit or ''}→{plain(step.share * 100)}%"
        for step in method.steps
    ]
    if method.passing is not None:
        details.append(f"及格 {plain(method.passing * 100)}%")
    if method.every is not None and method.off is not None:
        details.append(f"每 {plain(method.every)}{method.unit or ''}扣 {plain(method.off)}")
    return " ".join([LABELS[method.name], *details])


def _amount(amount: Decimal | None, unit: str) -> str | None:
    return None if amount is None else f"{amount:f}{unit}"
