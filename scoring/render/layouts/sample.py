"""A sample for review as two tables: the projects drawn, and the strata they were drawn from."""

from __future__ import annotations

from scoring.analysis.sampling import METHOD
from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.analysis.sampling import Sample

    Row = tuple[Cell, ...]

_LIST = ("序号", "主管部门", "金额档", "项目名称", "预算单位", "年度", "全年预算数（万元）", "文件")
_LIST_WIDTHS = (5, 20, 8, 26, 20, 6, 12, 26)
_STRATA = ("主管部门", "金额档", "项目数", "抽取数", "全年预算数合计（万元）")
_STRATA_WIDTHS = (36, 12, 12, 12, 20)
_SHOWN = 100


def lay_out_list(sample: Sample) -> Grid:
    """The projects drawn, one a row; below it what could not be read and how it was drawn."""
    rows: list[Row] = [_headings(_LIST)]
    for number, item in enumerate(sample.drawn, 1):
        project = item.candidate
        rows.append(
            (
                Cell(str(number), role="number"),
                Cell(item.department),
                Cell(item.band, align="center"),
                Cell(project.name or ""),
                Cell(project.unit or ""),
                Cell("" if project.year is None else str(project.year), align="center"),
                Cell(_money(project.budget), role="number"),
                Cell(project.file),
            )
        )
    return Grid(
        "复核抽样清单", _subtitle(sample), _LIST_WIDTHS, tuple(rows), _notes(sample), repeated=1
    )


def lay_out_strata(sample: Sample) -> Grid:
    """The strata, one a row, with the sums."""
    rows: list[Row] = [_headings(_STRATA)]
    rows += [
        (
            Cell(stratum.department),
            Cell(stratum.band, align="center"),
            Cell(str(stratum.size), role="number"),
            Cell(str(stratum.drawn), role="number"),
            Cell(_money(stratum.budget), role="number"),
        )
        for stratum in sample.strata
    ]
    rows.append(
        (
            Cell("合计", columns=2, role="label"),
            Cell(str(sample.size), role="total"),
            Cell(str(len(sample.drawn)), role="total"),
            Cell(""),
        )
    )
    return Grid("抽样分层", _subtitle(sample), _STRATA_WIDTHS, tuple(rows), repeated=1)


def _headings(texts: tuple[str, ...]) -> Row:
    return tuple(Cell(text, role="label") for text in texts)


def _subtitle(sample: Sample) -> str:
    return f"种子 {sample.seed}　从 {sample.size} 个项目中抽取 {len(sample.drawn)} 个"


def _money(amount: Decimal | None) -> str:
    return printed.money(amount, "万元")


def _notes(sample: Sample) -> tuple[str, ...]:
    notes = list(METHOD)
    if sample.wanted > sample.size:
        notes.append(f"要抽 {sample.wanted} 个，只有 {sample.size} 个项目，全部抽取。")
    if sample.without_place:
        notes.append(
            f"名额少于层数：{len(sample.strata)} 层中有 {sample.without_place} 层没有抽到。"
        )
    if sample.unread:
        notes.append(f"没有参加抽样的文件 {len(sample.unread)} 个：")
        notes += [f"{file}：{reason}" for file, reason in sample.unread[:_SHOWN]]
        if len(sample.unread) > _SHOWN:
            notes.append(f"另有 {len(sample.unread) - _SHOWN} 个未列出，-f json 给出全部。")
    return tuple(notes)
