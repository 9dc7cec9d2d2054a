"""``NAME=VALUE``: which value of a project is meant, and the project with it changed.

What a value may look like is decided by the reader (``source.amendment``); nothing is scored here.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping

from scoring.analysis.naming import exactly_named, named, title
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.amendment import (
    AmendmentError,
    amended_money,
    amended_row,
    field_of,
    money_of,
    unknown_field,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    from scoring.model.project import Project
    from scoring.model.whatif import ChangedValue

    Changes: TypeAlias = Mapping[str, object] | Iterable[str]
    """Values by their names, or texts ``NAME=VALUE``."""

_MONEY_NAMES = ("全年执行数", "全年预算数")
_RATES = frozenset(("预算执行率", "执行率", "执行率得分", "预算执行率得分"))
_EQUALS = "=＝"
_EXAMPLE = "写成 名称=值（改实际完成值）、名称.字段=值 或 全年执行数=值，如 培训人数=100人。"


class ChangeError(ValueError):
    """A change that cannot be made; the message says which one, why, and what to write."""


class _Destination(NamedTuple):
    """The value that is meant: of a row, or of the funds (``at`` may be left to the reader)."""

    is_money: bool
    at: int | None
    field: str


def applied(project: Project, changes: Changes) -> tuple[Project, tuple[ChangedValue, ...]]:
    """The project with all changes made, one after the other, and what each of them changed.

    Args:
        project: stays as it is.
        changes: a mapping of names to values, or texts ``NAME=VALUE``. A name is that of an
            indicator (a part is enough where one alone has it; ``一级指标/二级指标/名称`` or
            ``名称#2`` where several share it), alone or with ``.字段``, or ``全年执行数`` or
            ``全年预算数``, alone or behind the name of a row of funds and a point.

    Raises ``ChangeError``.
    """
    made = []
    for name, value in _items(changes):
        written = name if value is None else f"{name}={value}"
        try:
            where, given = _split(project, name) if value is None else (_find(project, name), value)
            if where.is_money:
                project, change = amended_money(project, where.field, given, where.at)
            else:
                project, change = amended_row(project, where.at or 0, where.field, given)
        except (AmendmentError, LookupError) as error:
            message = f"不能改“{written}”：{error}"
            raise ChangeError(message) from None
        made.append(change)
    return project, tuple(made)


def _items(changes: Changes) -> Iterator[tuple[str, object]]:
    """Names with their values; a text still to be split has none."""
    if isinstance(changes, str):
        yield changes, None
    elif isinstance(changes, AbstractMapping):
        for name, value in changes.items():
            yield str(name), "" if value is None else value
    else:
        for text in changes:
            yield str(text), None


def _split(project: Project, text: str) -> tuple[_Destination, str]:
    """The value that ``NAME=VALUE`` means, and the new one.

    Names and values may hold equal signs themselves: the first sign counts whose left side is a
    name as written, else the first whose left side is a part of one.
    """
    places = [at for at, sign in enumerate(text) if sign in _EQUALS]
    if not places:
        message = f"没有写等号。{_EXAMPLE}"
        raise AmendmentError(message)
    for at in places:
        where = _as_written(project, text[:at].strip())
        if where is not None:
            return where, text[at + 1 :].strip()
    first: LookupError | AmendmentError | None = None
    for at in places:
        try:
            return _find(project, text[:at].strip()), text[at + 1 :].strip()
        except (LookupError, AmendmentError) as error:
            first = first or error
    assert first is not None
    raise first


def _as_written(project: Project, name: str) -> _Destination | None:
    """The value of exactly this name; none when no row has it, or several."""
    field = money_of(name)
    if field is not None:
        return _Destination(is_money=True, at=None, field=field)
    rows = _rows_as_written(project, name)
    if len(rows) == 1:
        return _Destination(is_money=False, at=rows[0], field="actual")
    for head, tail in _heads(name):
        field = field_of(tail)
        rows = _rows_as_written(project, head)
        if field is not None and len(rows) == 1:
            return _Destination(is_money=False, at=rows[0], field=field)
        amount = money_of(tail)
        funds = [at for at, fund in enumerate(project.funds) if fund.name == head]
        if amount is not None and len(funds) == 1:
            return _Destination(is_money=True, at=funds[0], field=amount)
    return None


def _find(project: Project, name: str) -> _Destination:
    """The value a name means. Raises ``LookupError`` or ``AmendmentError``."""
    name = name.strip()
    where = _as_written(project, name)
    if where is not None:
        return where
    if not name:
        message = f"等号前面没有名称。{_EXAMPLE}"
        raise AmendmentError(message)
    if name in _RATES:
        message = "执行率由金额算出；改金额：全年执行数=值 或 全年预算数=值。"
        raise AmendmentError(message)
    try:
        return _Destination(is_money=False, at=_one(project, name), field="actual")
    except LookupError as error:
        refused = error
    for head, tail in _heads(name):
        try:
            at = _one(project, head)
        except LookupError as error:
            if field_of(tail) is not None:
                raise error from None
            continue
        field = field_of(tail)
        if field is None:
            raise AmendmentError(unknown_field(tail))
        return _Destination(is_money=False, at=at, field=field)
    raise refused


def _heads(name: str) -> Iterator[tuple[str, str]]:
    """Both sides of each point, the last point first."""
    at = name.rfind(".")
    while at > 0:
        yield name[:at].strip(), name[at + 1 :].strip()
        at = name.rfind(".", 0, at)


def _rows_as_written(project: Project, name: str) -> list[int]:
    """The rows of this name, of these classes and name, or the one that ``名称#2`` counts to."""
    rows = project.indicators
    found = exactly_named(rows, name)
    if found:
        return found
    path = "/".join(part.strip() for part in name.split("/"))
    if "/" in path:
        found = [at for at, row in enumerate(rows) if f"/{title(row)}".endswith(f"/{path}")]
    head, sign, number = name.rpartition("#")
    if not found and sign and number.isascii() and number.isdigit():
        found = exactly_named(rows, head.strip())
        found = found[int(number) - 1 : int(number)] if 0 < int(number) <= len(found) else []
    return found


def _one(project: Project, name: str) -> int:
    """The row a name means. Raises ``LookupError`` when none does, or several do."""
    rows = project.indicators
    found = _rows_as_written(project, name) or named(rows, name, _MONEY_NAMES)
    if len(found) == 1:
        return found[0]
    titles = [title(rows[at]) for at in found]
    if len(set(titles)) < len(titles):
        titles = [f"{rows[at].name}#{number}" for number, at in enumerate(found, 1)]
    listed = "、".join(f"“{text}”" for text in titles)
    message = f"叫“{name}”的指标有 {len(found)} 个，写明是哪一个：{listed}。"
    raise LookupError(message)
