"""The block of money: header rows, a row for each source, the rate and its points."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from scoring.record import TYPE_CHECKING
from scoring.source.events import Scalar
from scoring.source.forms.blocks.kinds import (
    MONEY,
    fund_headings,
    further_headings,
    is_fund_pairs,
    is_number,
    kind_of,
)
from scoring.source.forms.draft import FundRow, scalar
from scoring.source.forms.labels import (
    bare,
    field_of,
    is_any_block,
    is_one_of,
    money_unit,
    without_breaks,
    word_set,
)
from scoring.source.forms.rows import Columns
from scoring.source.reading import is_placeholder, quantity

if TYPE_CHECKING:
    from scoring.source.forms.draft import Draft
    from scoring.source.forms.rows import Heading, Row
    from scoring.source.forms.sheet import FormCell

TOTAL = "资金总额"
HUNDRED = Decimal(100)
NUMBERS = MONEY | {"claimed_weight", "claimed_rate", "claimed_score"}
_SOURCE_WORDS = (
    "资金",
    "拨款",
    "结转",
    "其中",
    "预算",
    "其他",
    "补助",
    "收入",
    "专户",
    "债券",
    "贷款",
)


def read_funds(draft: Draft, rows: list[Row], start: int) -> int:
    """The block whose header row is this one; how many rows were read."""
    draft.blocks.add("funds")
    row = rows[start]
    headings = fund_headings(row)
    if not headings:
        return _read_pairs(draft, rows, start)
    at = start + 1
    _see_header(draft, row, headings)
    if at < len(rows):
        below = further_headings(rows[at], "fund")
        if below and not fund_headings(rows[at]):
            _see_header(draft, rows[at], below)
            headings += below
            at += 1
    columns = Columns(headings)
    first = min(
        (heading.start for heading in columns.headings if heading.field in NUMBERS),
        default=columns.first,
    )
    while at < len(rows):
        row = rows[at]
        if fund_headings(row):
            if {heading.start for heading in fund_headings(row)} - {h.start for h in headings}:
                break
            _see_header(draft, row, fund_headings(row))
        elif not _read_row(draft, row, columns, first):
            break
        at += 1
    return at - start


def _see_header(draft: Draft, row: Row, headings: list[Heading]) -> None:
    """The header row: its labels, and the money unit it names first."""
    for cell in row.cells:
        take_unit(draft, row, cell)
        if cell in [heading.cell for heading in headings] or is_any_block(cell.text):
            draft.see(row, cell)
        elif cell.column < min(heading.start for heading in headings):
            # The label over the names of the sources, whatever it says: 年度预算数（万元）.
            draft.see(row, cell)


def _read_row(draft: Draft, row: Row, columns: Columns, first: int) -> bool:
    """One source, or the total; whether the row was one."""
    names: list[FormCell] = []
    values: list[tuple[Heading, FormCell]] = []
    for cell in row.cells:
        if cell.column >= first:
            heading = columns.owner(cell)
            if heading is not None:
                values.append((heading, cell))
        elif not _is_block_label(row, cell, first):
            names.append(cell)
    name = "".join(without_breaks(cell.text) for cell in names).strip().rstrip(":：")
    has_numbers = any(is_number(cell.text) for _, cell in values)
    if not _is_source(row, name, has_numbers=has_numbers) or (
        len(names) == 1 and columns.reach(names[0]) > 1
    ):
        return False
    draft.use(*names)
    fields: dict[str, Scalar] = {}
    for heading, cell in values:
        if heading.field in fields or heading.field == "name":
            continue
        draft.use(cell)
        value = _value(draft, row, cell, heading)
        if value is not None:
            fields[heading.field] = value
    draft.leave(row)
    if fields:
        _settle_rate(draft, fields)
        draft.funds.append(FundRow(scalar(row, names[0], name), fields))
    return True


def _is_block_label(row: Row, cell: FormCell, first: int) -> bool:
    """Whether a cell is the label of the block and not the name of a source: 项目资金 is both."""
    if cell is not row.cells[0] or not is_any_block(cell.text) or len(row.cells) == 1:
        return False
    return cell.rows > 1 or row.cells[1].column < first


def _is_source(row: Row, name: str, *, has_numbers: bool) -> bool:
    """Whether a row with such a name belongs to the block."""
    if not name:
        return False
    kind = kind_of(row)
    if kind is not None and not (kind == "total" and has_numbers):
        return False
    return has_numbers or any(word in name for word in _SOURCE_WORDS)


def _value(draft: Draft, row: Row, cell: FormCell, heading: Heading) -> Scalar | None:
    """The value of a cell, an amount in the unit of its own column."""
    text = cell.text.strip()
    field = heading.field
    if field == "explanation":
        return None if is_placeholder(text) else scalar(row, cell)
    if is_placeholder(text) or text.startswith(tuple(word_set("forms", "unjudged"))):
        return None
    if field in MONEY:
        unit = money_unit(heading.label)
        main = draft.money_unit.text if draft.money_unit is not None else None
        read = quantity(text)
        if unit is not None and main not in {None, unit} and read is not None and read.unit is None:
            text += unit
    return scalar(row, cell, text)


def _settle_rate(draft: Draft, fields: dict[str, Scalar]) -> None:
    """A rate without its sign, 0.9968, is a share when the money says so: 99.68%."""
    written = fields.get("claimed_rate")
    read = quantity(written.text) if written is not None else None
    if written is None or read is None or read.unit is not None:
        return
    rate = read.number
    if len(rate.as_tuple().digits) > 30 or not Decimal(0) < rate <= Decimal("1.5"):  # noqa: PLR2004
        return
    budget, spent = (_amount(fields.get(field)) for field in ("annual_budget", "executed"))
    if budget is None:
        budget = _amount(fields.get("approved") or fields.get("initial_budget"))
    if budget and spent is not None:
        share = spent / budget
        if abs(rate - share) > abs(rate / HUNDRED - share):
            return
    elif rate > 1:
        return
    shown = f"{(rate * HUNDRED).normalize():f}%"
    fields["claimed_rate"] = written._replace(text=shown)
    draft.note(
        f"执行率写的是{written.text}，没有百分号，读作{shown}。",
        "核对执行率；表上最好写成带百分号的数。",
        written.mark,  # type: ignore[arg-type]
    )


def _amount(value: Scalar | None) -> Decimal | None:
    read = quantity(value.text) if value is not None else None
    return None if read is None or abs(read.number.adjusted()) > 40 else read.number  # noqa: PLR2004


def _read_pairs(draft: Draft, rows: list[Row], start: int) -> int:
    """Amounts each behind its label: 预算数： │ 100 │ 执行数： │ 95; below them those of sources."""
    fields_at: dict[int, str] = {}
    at = start
    while at < len(rows):
        row = rows[at]
        if at > start and (is_fund_pairs(row) or kind_of(row) not in {None, "funds"}):
            break
        sources = _paired(draft, row, fields_at, is_first=at == start)
        if at > start and not sources:
            break
        for cell in row.cells:
            if is_any_block(cell.text):
                take_unit(draft, row, cell)
        draft.leave(row)
        for source in sources:
            if source.values:
                _settle_rate(draft, source.values)
                draft.funds.append(source)
        at += 1
    return max(at - start, 1)


def _paired(draft: Draft, row: Row, fields_at: dict[int, str], *, is_first: bool) -> list[FundRow]:
    """The amounts of one row by source; the first row says what stands in which column."""
    sources: dict[str, FundRow] = {}
    for label, value in pairwise(row.cells):
        if draft.is_used(label) or not is_number(value.text):
            continue
        field = field_of("fund", label.text) if is_first else fields_at.get(label.column)
        if field not in NUMBERS:
            continue
        fields_at[label.column] = field
        name = TOTAL if is_first else without_breaks(label.text).rstrip(":：")
        source = sources.setdefault(name, FundRow(scalar(row, label, name), {}))
        if not is_placeholder(value.text):
            source.values.setdefault(field, scalar(row, value))
        take_unit(draft, row, label)
        draft.see(row, label)
        draft.use(value)
    return list(sources.values())


def take_unit(draft: Draft, row: Row, cell: FormCell) -> None:
    """The money unit a label names, if none was named before."""
    unit = money_unit(cell.text)
    if unit is not None and draft.money_unit is None:
        draft.money_unit = Scalar(unit, row.place(cell), plain=False)


def share_reasons(draft: Draft, text: Scalar) -> Scalar | None:
    """预算执行偏差原因 of a form without a column for it: to the total and to the sources."""
    by_name = {bare(row.name.text): row for row in draft.funds}
    total = next((row for row in draft.funds if is_one_of("funds", "total", row.name.text)), None)
    left: list[str] = []
    for line in text.text.split("\n"):
        name, colon, reason = line.partition("：")
        row = by_name.get(bare(name)) if colon else total
        if row is None or not give_reason(
            row.values, text._replace(text=reason if colon else line)
        ):
            left.append(line)
    return text._replace(text="\n".join(left)) if left else None


def give_reason(values: dict[str, Scalar], reason: Scalar) -> bool:
    """Add a reason to a row; whether there was anything to add."""
    known = values.get("explanation")
    if not reason.text.strip():
        return False
    if known is not None:
        reason = known._replace(text=f"{known.text}\n{reason.text}")
    values["explanation"] = reason
    return True
