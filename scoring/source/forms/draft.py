"""What has been read of one form so far, cell by cell, and the document it becomes.

Every value keeps the cell it came from. What a value means is decided by the readers of the
blocks and, in the end, by the strict reader of project files.
"""

from __future__ import annotations

from scoring.model.codes import found
from scoring.model.finding import Place
from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.events import Document, Mapping, Scalar, Sequence, read_document
from scoring.source.forms.labels import bare, is_any_block, is_unused, word_set
from scoring.source.reading import is_placeholder

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.source.events import Mark, Node
    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormCell

MOST_LEFT = 40
"""So many cells that could not be placed are named one by one."""

LONGEST_NAME = 200
"""A key of a project file may not be much longer."""

_SHOWN = 24


class FundRow(NamedTuple):
    """One row of the funds block: its name and its values by field."""

    name: Scalar
    values: dict[str, Scalar]


class IndicatorRow(NamedTuple):
    """One indicator: its values by field, and the first cell of its row."""

    values: dict[str, Scalar]
    place: Place


class Analysed(NamedTuple):
    """A label of 项目绩效分析 with its text, or with labels and texts of its own."""

    label: Scalar
    text: Scalar | None
    inner: list[Analysed]


class Draft:
    """One form while it is read."""

    def __init__(self, file: str | None, sheet: str | None) -> None:
        self.file = file
        self.sheet = sheet
        self.titles: list[Scalar] = []
        self.values: dict[str, Scalar] = {}
        self.money_unit: Scalar | None = None
        self.funds: list[FundRow] = []
        self.goals: dict[str, list[Scalar]] = {}
        self.indicators: list[IndicatorRow] = []
        self.analysis: list[Analysed] = []
        self.claimed: dict[str, Scalar] = {}
        self.labels: set[str] = set()
        self.findings: list[Finding] = []
        self.blocks: set[str] = set()
        self.columns: frozenset[str] = frozenset()
        self._used: set[int] = set()
        self._left = 0

    def use(self, *cells: FormCell) -> None:
        """These cells have been read, or hold nothing to read."""
        self._used.update(map(id, cells))

    def see(self, row: Row, *cells: FormCell) -> None:
        """These cells are printed labels: they tell the layout, and hold nothing else."""
        del row
        for cell in cells:
            self._used.add(id(cell))
            self.labels.add(bare(cell.text))

    def put(self, field: str, value: Scalar) -> bool:
        """A value of the project's own; the first one stays. Whether it is this one or equal."""
        known = self.values.setdefault(field, value)
        return known.text == value.text

    def note(self, message: str, help_: str, place: Place | None, path: str = "") -> None:
        """YM109: what was assumed in reading."""
        self.findings.append(self._placed("YM109", message, help_, place, path))

    def left(self, place: Place, text: str, message: str | None = None) -> None:
        """YM108: something that could not be placed."""
        self._left += 1
        if self._left > MOST_LEFT:
            return
        self.findings.append(
            self._placed(
                "YM108",
                message or f"“{shortened(text)}”不知道是哪一项的内容，没有读入。",
                "看这一格左边和上面的标签是否写全；需要的内容请手工补到项目文件里。",
                place,
            )
        )

    def leave(self, row: Row) -> None:
        """Report the cells of a row nobody has used, unless they hold nothing."""
        for cell in row.cells:
            if id(cell) not in self._used and not is_empty(cell.text):
                self.left(row.place(cell), cell.text)
            self._used.add(id(cell))

    def is_used(self, cell: FormCell) -> bool:
        """Whether a cell has been read."""
        return id(cell) in self._used

    def _placed(
        self, code: str, message: str, help_: str, place: Place | None, path: str = ""
    ) -> Finding:
        finding = found(code, message, help_, path)._replace(file=self.file)
        if place is None:
            return finding._replace(sheet=self.sheet)
        return finding._replace(sheet=place.sheet, cell=place.cell)

    def document(self) -> Document:
        """The form as the document of a project file."""
        if self._left > MOST_LEFT:
            message = f"另有{self._left - MOST_LEFT}处内容没有读入，不再一一列出。"
            finding = found("YM108", message, "先改正上面列出的各处。")
            self.findings.append(finding._replace(file=self.file, sheet=self.sheet))
        return Document(self._root(), tuple(self.findings), "", self.file)

    def _root(self) -> Mapping:
        printed = labels("project").printed
        # A place even where no cell is known: without one the tree would count as one of no file.
        start = (self.titles[0].mark if self.titles else None) or Place(sheet=self.sheet)
        entries: list[tuple[Scalar, Node]] = []

        def add(field: str, node: Node | None) -> None:
            if node is not None:
                entries.append((Scalar(printed[field], node[1], plain=False), node))

        for field in ("name", "year", "department", "unit", "code", "rules"):
            add(field, self.values.get(field))
        add("money_unit", self.money_unit)
        add("funds", _funds(self.funds))
        for field in ("goal", "goal_result"):
            add(field, joined(self.goals.get(field, [])))
        add("indicators", _indicators(self.indicators))
        add("analysis", _analysis(self.analysis))
        add("claimed", record(self.claimed, "claimed"))
        add("note", self.values.get("note"))
        return Mapping(entries, start, flow=False)


def scalar(row: Row, cell: FormCell, text: str | None = None) -> Scalar:
    """The text of a cell, or what was made of it, at its place."""
    return Scalar((cell.text if text is None else text).strip(), row.place(cell), plain=False)


def shortened(text: str) -> str:
    """A text as messages quote it."""
    one = " ".join(text.split())
    return one if len(one) <= _SHOWN else f"{one[:_SHOWN]}……"


def is_empty(text: str) -> bool:
    """Whether a text says nothing that could be lost: a placeholder, a printed remark."""
    half = bare(text)
    return (
        is_placeholder(text)
        or half in word_set("forms", "printed_notes")
        or is_unused(text.replace("：", ":", 1).partition(":")[0])
        or is_any_block(text)
        or is_page_number(half)
    )


def is_page_number(half: str) -> bool:
    """Whether a folded text only counts pages or names an attachment.

    >>> is_page_number("第1页,共3页"), is_page_number("附件2-1"), is_page_number("第三方评价")
    (True, True, False)
    """
    if half.startswith(("附件", "附表")):
        return not half[2:].strip("0123456789-一二三四五六七八九十.:()")
    return half.startswith(("第", "共")) and not half.strip("第共页0123456789/,;-")


def joined(parts: list[Scalar]) -> Scalar | None:
    """Texts of several cells as one, a line each, at the place of the first."""
    parts = [part for part in parts if part.text]
    if not parts:
        return None
    return parts[0]._replace(text="\n".join(part.text for part in parts))


def record(values: dict[str, Scalar], mapping: str) -> Mapping | None:
    """Values by field as a mapping with the labels of the project file, in their order."""
    printed = labels(mapping).printed
    entries: list[tuple[Scalar, Node]] = [
        (
            Scalar(printed[field], values[field].mark, plain=False),
            with_parameters(values[field]) if field == "method" else values[field],
        )
        for field in printed
        if field in values
    ]
    return Mapping(entries, entries[0][1][1], flow=False) if entries else None


def with_parameters(method: Scalar) -> Node:
    """A method as a cell holds it: its name, or its name with parameters as JSON.

    >>> with_parameters(Scalar('{"per_point": {"every": "1"}}', None, plain=False)).entries[0][
    ...     0
    ... ].text
    'per_point'
    """
    if method.text.lstrip()[:1] != "{":
        return method
    root = read_document(method.text).root
    return method if root is None else _standing(root, method.mark)


def _standing(node: Node, mark: Mark | Place | None) -> Node:
    """A node read out of one cell: all of it stands there."""
    if isinstance(node, Mapping):
        entries = [(key._replace(mark=mark), _standing(value, mark)) for key, value in node.entries]
        return Mapping(entries, mark, flow=True)
    if isinstance(node, Sequence):
        return Sequence([_standing(item, mark) for item in node.items], mark, flow=True)
    return node._replace(mark=mark)


def _funds(rows: list[FundRow]) -> Node | None:
    """The rows by name, or as a list where a name is repeated or means something else."""
    if not rows:
        return None
    names = [row.name.text for row in rows]
    taken = labels("fund").english
    listed = len(set(names)) < len(names) or any(
        bare(name) in taken or len(name) > LONGEST_NAME for name in names
    )
    sources: list[tuple[Scalar, Mapping]] = []
    for row in rows:
        values = dict(row.values)
        budget: dict[str, Scalar] = {
            field: values.pop(field) for field in ("requested", "approved") if field in values
        }
        mapping = record(values, "fund") or Mapping([], row.name.mark, flow=False)
        pair = record(budget, "budget")
        if pair is not None:
            printed = Scalar(labels("fund").printed["initial_budget"], pair.mark, plain=False)
            mapping.entries.insert(0, (printed, pair))
        sources.append((row.name, mapping))
    if not listed:
        return Mapping(list(sources), rows[0].name.mark, flow=False)
    items: list[Node] = []
    for name, mapping in sources:
        label = Scalar("资金来源", name.mark, plain=False)
        items.append(Mapping([(label, name), *mapping[0]], name.mark, flow=False))
    return Sequence(items, rows[0].name.mark, flow=False)


def _indicators(rows: list[IndicatorRow]) -> Node | None:
    items: list[Node] = [
        Mapping(mapping.entries, row.place, flow=False)
        for row in rows
        if (mapping := record(row.values, "indicator")) is not None
    ]
    return Sequence(items, rows[0].place, flow=False) if items else None


def _analysis(parts: list[Analysed]) -> Node | None:
    """Labels with texts; a label that comes again keeps its texts together."""
    merged: dict[str, tuple[Scalar, list[Scalar], dict[str, tuple[Scalar, list[Scalar]]]]] = {}
    for part in parts:
        _, texts, inner = merged.setdefault(part.label.text, (part.label, [], {}))
        if part.text is not None:
            texts.append(part.text)
        for below in part.inner:
            if below.text is not None:
                inner.setdefault(below.label.text, (below.label, []))[1].append(below.text)
    entries: list[tuple[Scalar, Node]] = []
    for label, texts, inner in merged.values():
        text = joined(texts)
        if inner:
            below_entries: list[tuple[Scalar, Node]] = []
            if text is not None and label.text not in inner:
                below_entries.append((label, text))
            below_entries += [
                (name, node)
                for name, parts_ in inner.values()
                if (node := joined(parts_)) is not None
            ]
            if below_entries:
                entries.append((label, Mapping(below_entries, label.mark, flow=False)))
        elif text is not None:
            entries.append((label, text))
    return Mapping(entries, entries[0][0].mark, flow=False) if entries else None
