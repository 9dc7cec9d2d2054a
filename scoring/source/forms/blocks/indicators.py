"""The block of indicators: header rows, classes that reach over rows, a row for each indicator."""

from __future__ import annotations

from scoring.notation.folding import fold
from scoring.notation.vocabulary import words
from scoring.record import TYPE_CHECKING
from scoring.source.classes import without_points
from scoring.source.forms.blocks.kinds import (
    CLASSES,
    further_headings,
    indicator_headings,
    is_note,
    kind_of,
    own_cells,
)
from scoring.source.forms.draft import IndicatorRow, joined, scalar
from scoring.source.forms.labels import (
    bare,
    is_any_block,
    is_one_of,
    spellings,
    without_breaks,
    word_set,
)
from scoring.source.forms.row_values import settle
from scoring.source.forms.rows import Columns, Heading
from scoring.source.reading import is_placeholder

if TYPE_CHECKING:
    from scoring.source.events import Scalar
    from scoring.source.forms.draft import Draft
    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormCell

_PARTS = ("level1", "level2", "name")
_WIDE = 3
"""A cell over so many fields is no value of a row."""


class Indicators:
    """The block while it is read; it may begin again with a repeated header on the next page."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.columns: Columns | None = None
        self.classes: dict[str, Scalar] = {}
        self.groups: list[int] = []
        self._unknown: dict[int, FormCell] = {}
        self._told: set[int] = set()

    def read(self, rows: list[Row], start: int) -> int:
        """The block whose header row is this one; how many rows were read."""
        at = self._header(rows, start)
        return at - start + self.go_on(rows, at)

    def go_on(self, rows: list[Row], start: int) -> int:
        """The rows of indicators from here on; how many there were."""
        at = start
        while at < len(rows):
            row = rows[at]
            if indicator_headings(row):
                at = self._header(rows, at)
                continue
            if self._ends(row):
                break
            if _is_subtotal(row, self.columns):
                self.draft.use(*row.cells)
            else:
                self._row(row)
            at += 1
        return at - start

    def _header(self, rows: list[Row], start: int) -> int:
        """Take the columns from the header rows; the row after them."""
        row = rows[start]
        self.draft.blocks.add("indicators")
        headings = indicator_headings(row)
        at = start + 1
        header_rows = [row]
        if at < len(rows) and not indicator_headings(rows[at]):
            below = further_headings(rows[at], "indicator")
            if below:
                headings += below
                header_rows.append(rows[at])
                at += 1
        # The same field twice: the first column is read, the other is named once.
        seen: dict[str, int] = {}
        for heading in headings:
            seen.setdefault(heading.field, heading.start)
        extra = {id(heading.cell) for heading in headings if seen[heading.field] != heading.start}
        named = {id(heading.cell) for heading in headings}
        others: list[Heading] = []
        for header in header_rows:
            for cell in header.cells:
                if id(cell) in named and id(cell) not in extra:
                    self.draft.see(header, cell)
                    continue
                self.draft.see(header, cell)
                if is_any_block(cell.text) and id(cell) not in extra:
                    continue
                others.append(
                    Heading(
                        "noted" if is_one_of("forms.columns", "noted", cell.text) else "unused"
                        if is_one_of("forms.columns", "unused", cell.text) else "unknown",
                        cell.text, cell, cell.column, cell.column + cell.columns,
                    )
                )  # fmt: skip
        # A label over further labels has no column of its own.
        known = [heading for heading in headings if id(heading.cell) not in extra]
        self.columns = Columns([*others, *known])
        self.draft.columns |= self.columns.fields
        return at

    def _ends(self, row: Row) -> bool:
        """Whether a row belongs to what comes after the indicators."""
        kind = kind_of(row)
        columns = self.columns
        if kind is None or columns is None:
            return _is_text_row(row, columns)
        cells = own_cells(row)
        first = cells[0]
        heading = columns.owner(first)
        if kind == "total":
            is_name = heading is not None and heading.field == "name" and first is row.cells[0]
            fields = {h.field for cell in row.cells if (h := columns.owner(cell)) is not None}
            return not (is_name and fields & {"initial_target", "actual"})
        if kind == "funds":
            return True
        return heading is None or heading.field in {"level1", "level2"} or len(row.cells) == 1

    def _row(self, row: Row) -> None:
        draft, columns = self.draft, self.columns
        if columns is None:
            return
        values: dict[str, Scalar] = {}
        noted: list[Scalar] = []
        for cell in row.cells:
            heading = columns.owner(cell)
            if heading is None or heading.field == "unused":
                if heading is not None or is_any_block(cell.text):
                    draft.use(cell)
            elif heading.field == "unknown":
                self._tell(row, cell, heading)
            elif heading.field == "noted":
                draft.use(cell)
                noted += _noted(row, cell, heading)
            elif heading.field not in values and not (
                heading.field in CLASSES and columns.reach(cell) >= _WIDE
            ):
                draft.use(cell)
                values[heading.field] = scalar(row, cell)
        note = joined(noted)
        if note is not None:
            values["note"] = note
        if values:
            self._add(row, values, columns.fields)
        draft.leave(row)

    def _tell(self, row: Row, cell: FormCell, heading: Heading) -> None:
        """A column nobody knows: named once, at its header, when it holds anything."""
        draft = self.draft
        draft.use(cell)
        if is_placeholder(cell.text) or id(heading.cell) in self._told:
            return
        self._told.add(id(heading.cell))
        place = row.place(cell)._replace(cell=heading.cell.address)
        draft.left(
            place, heading.label, f"“{without_breaks(heading.label)}”这一栏不知道是什么，没有读入。"
        )

    def _add(self, row: Row, values: dict[str, Scalar], columns: frozenset[str]) -> None:
        """An indicator with the classes it stands under; a sample row or a subtotal is none."""
        for field in _PARTS:
            if field in values:
                values[field] = _class_or_name(values[field], is_class=field != "name")
        if "name" not in columns:
            deepest = "level2" if "level2" in columns else "level1"
            if deepest in values:
                values["name"] = values.pop(deepest)
        own: dict[str, Scalar] = {
            field: values.pop(field) for field in ("level1", "level2") if field in values
        }
        self._enter(own)
        filled = {
            field
            for field, value in values.items()
            if field != "name" and not is_placeholder(value.text)
        }
        name = values.get("name")
        if (name is None or _is_sample(name.text)) and not filled:
            return
        heads = [*own.values(), name] if name is not None else [*own.values()]
        if any(is_one_of("forms.total", "subtotals", head.text) for head in heads):
            return
        start = name.mark if name is not None else row.place(row.cells[0])
        inner = own.get("level2") or own.get("level1")
        if name is None and inner is not None:
            values["name"] = inner
            if not filled & {"initial_target", "adjusted_target", "actual"}:
                # 产出指标 │ │ │ │ 50: the points of a class, unless nothing stands below it.
                self.groups.append(len(self.draft.indicators))
        found = {**self.classes, **values}
        settle(self.draft, found, columns)
        self.draft.indicators.append(IndicatorRow(found, start))  # type: ignore[arg-type]

    def _enter(self, own: dict[str, Scalar]) -> None:
        """The classes that begin in this row: a new first class ends the second."""
        if "level1" in own:
            self.classes = {}
        if "level2" in own:
            self.classes.pop("level2", None)
        for field, value in own.items():
            if not is_placeholder(value.text):
                self.classes[field] = value

    def finish(self) -> None:
        """Leave out the points of classes that have indicators of their own."""
        rows = self.draft.indicators
        dropped: set[int] = set()
        for at in self.groups:
            group = rows[at].values
            following = rows[at + 1].values if at + 1 < len(rows) else {}
            levels = [field for field in ("level1", "level2") if field in group]
            if levels and all(
                field in following and following[field].text == group[field].text
                for field in levels
            ):
                dropped.add(at)
        self.draft.indicators = [row for at, row in enumerate(rows) if at not in dropped]


def _noted(row: Row, cell: FormCell, heading: Heading) -> list[Scalar]:
    """The cell of a further column as a line of the row's remark, after what the column is called."""
    if is_placeholder(cell.text):
        return []
    label = without_breaks(heading.label).strip()
    text = cell.text.strip()
    is_plain = bare(label) in {"备注", "说明"}
    return [scalar(row, cell, text if is_plain else f"{label}：{text}")]


def _is_subtotal(row: Row, columns: Columns | None) -> bool:
    """Whether a row begins with 小计 reaching over the classes: it is no indicator without a name."""
    first = row.cells[0]
    return (
        columns is not None
        and columns.reach(first) >= _WIDE
        and is_one_of("forms.total", "subtotals", first.text)
    )


def _is_text_row(row: Row, columns: Columns | None) -> bool:
    """A row of one text over the whole width: a note, a title, no indicator."""
    if len(row.cells) != 1 or columns is None:
        return False
    cell = row.cells[0]
    if bare(cell.text) in word_set("forms", "printed_notes"):
        return False
    heading = columns.owner(cell)
    return is_note(cell.text) or (
        columns.reach(cell) >= _WIDE or (heading is None and not is_any_block(cell.text))
    )


def _class_or_name(value: Scalar, *, is_class: bool) -> Scalar:
    """A class or name in one line; the points printed behind a class are no part of it."""
    text = without_breaks(value.text)
    if is_class:
        text = without_points(text)
        half = fold(text)
        cut = half.removesuffix("分").rstrip("0123456789.")
        if half.endswith("分") and cut != half.removesuffix("分") and cut.endswith("指标"):
            text = cut
    return value._replace(text=text)


def _is_sample(name: str) -> bool:
    """Whether a name is what an empty template prints: 指标1, 指标2：, ……, /.

    >>> [_is_sample(name) for name in ("指标2：", "……", "/", "指标1：培训人次")]
    [True, True, True, False]
    """
    if is_placeholder(name):
        return True
    half = bare(name).strip("….:;、()")
    stem = half.strip("0123456789.…:;、()xX×")
    return not stem or any(
        spelling.rstrip("0123456789") in words("template", "names")
        for spelling in (half, stem, *spellings(stem))
    )
