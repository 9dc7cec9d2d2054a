"""What was handed in held against the department's accounts (CX805, PF854), part by part.

The comparison and its words are those of ``scoring.checks``; here the projects pass by one after
the other, and only those that disagree are kept.
"""

from __future__ import annotations

from scoring.checks.accounts import Handed, compare
from scoring.checks.control import about_control, disagreement, unlisted
from scoring.checks.portfolio import Entry, Money
from scoring.engine.rounding import EXACT
from scoring.model.finding import Finding
from scoring.portfolio.parts import table_path
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from typing import Any

    from scoring.model.control import Control
    from scoring.portfolio.parts import Part

    Where = tuple[int, int]

POWER_OF_YUAN = 4
"""From 万元, as the tables hold money, to 元."""

_PLACE = ("path", "file", "line", "column", "sheet", "cell")
_MONEY = ("annual_budget", "executed")


def findings_about_accounts(
    folder: str, parts: Sequence[Part], control: Control
) -> tuple[dict[Where, list[Finding]], tuple[Finding, ...]]:
    """The findings of each project, by its part and its row, and those about the control file."""
    compared = compare(control, (_handed(row) for _, row in _rows(folder, parts)))
    amounts: dict[int, list[Any]] = {}
    for one in compared.amounts:
        amounts.setdefault(one.number, []).append(one)
    strangers = set(compared.unlisted)
    found: dict[Where, list[Finding]] = {}
    wanted = strangers | amounts.keys()
    for number, (where, row) in enumerate(_rows(folder, parts) if wanted else ()):
        if number in wanted:
            entry = _entry(row)
            said = [disagreement(one, entry, control) for one in amounts.get(number, ())]
            if number in strangers:
                said.append(unlisted(entry, control))
            found[where] = said
    unread = sum(_projects(folder, part) for part in parts) - sum(1 for _ in _rows(folder, parts))
    return found, about_control(control, compared, unread, None).findings


def _projects(folder: str, part: Part) -> int:
    from pyarrow import parquet

    return int(parquet.read_metadata(table_path(folder, part.number, "projects")).num_rows)


def _rows(folder: str, parts: Sequence[Part]) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Every project that could be read, with its money."""
    from pyarrow import parquet

    for part in parts:
        entries = parquet.read_table(table_path(folder, part.number, "entries")).to_pylist()
        money = parquet.read_table(
            table_path(folder, part.number, "projects"), columns=list(_MONEY)
        ).to_pylist()
        for entry in entries:
            yield (part.number, entry["number"]), {**entry, **money[entry["number"]]}


def _in_yuan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else EXACT.scaleb(amount, POWER_OF_YUAN)


def _handed(row: dict[str, Any]) -> Handed:
    known = (row["name"], row["code"], row["department"], row["unit"], row["year"], row["file"])
    return Handed(*known, *(_in_yuan(row[column]) for column in _MONEY))


def _entry(row: dict[str, Any]) -> Entry:
    path, *where = (row[column] for column in _PLACE)
    place = Finding("", "", "note", "", "", path, *where)
    money = place._replace(path="/项目资金")
    return Entry(
        shown=row["shown"],
        name=row["name"],
        year=row["year"],
        department=row["department"],
        unit=row["unit"],
        code=row["code"],
        total=row["total"],
        at=place,
        texts=(),
        off=frozenset(),
        severities=(),
        money=Money(
            _in_yuan(row["annual_budget"]), _in_yuan(row["executed"]), "万元", money, money
        ),
    )
