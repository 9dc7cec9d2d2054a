"""Flat portfolios made by chance, and the two roads they are scored on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from hypothesis import strategies as st

from scoring.portfolio import columnar
from scoring.portfolio.flat import read_slice, slices_of
from scoring.portfolio.parts import Part
from scoring.portfolio.records import Rows

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    import pyarrow as pa

SETS = ("mof-2020", "mof-2021", "shanxi-2023", "hubei-2020", "sichuan-2023", "guangxi", "platform")
NAMES = ("培训人数", "投诉次数", "覆盖率", "劳务费", "群众满意度", "完成时间", "事故发生率")
CLASSES = (
    ("产出指标", "数量指标"), ("产出", "成本指标"), ("效益指标（30分）", "社会效益指标"),
    ("满意度指标", "服务对象满意度"), ("成本指标", None), (None, None),
)  # fmt: skip
UNITS = ("%", "人", "名", "万元", "元", "亿元", "个", "次", "万亩", "亩", "‰", "天", "", "", "")
SIGNS = ("≥", ">", "≤", "<", "=", "", "不低于", ">=", "＝")
TEXTS = (
    "提高", "有效提升", "达成预期指标", "部分达成", "未达成", "未发生", "指标完成率87.5%",
    "完成100%", "2023年12月31日前", "2023年12月", "2024年1月5日", "第三季度", "80%-90%", "5~10个",
    "[80,90]", "/", "—", "无", "明显", "是", "三次", "百分之九十", "12,000人", "0", "0次", "≥90%",
    "约90%", "-5", "1e3", "90.5‰", "null", "~", "0.95",
)  # fmt: skip
METHODS = (
    "完成比例", "直接赋分", "评判等级", "ratio", '{"区间赋分": [[90, "100%"], [60, "50%"]]}',
    '{"按量扣分": {"每": 1, "扣": 0.5}}', '{"完成比例": {"及格": "60%"}}', "没有的方法", "{坏",
)  # fmt: skip

numbers = st.one_of(
    st.integers(0, 120).map(str),
    st.decimals("0", "200", places=2).map(str),
    st.decimals("0", "3", places=4).map(str),
    st.sampled_from(("100", "90", "95.00", "0", "99999999999", "0.000000001", "3000000")),
)


@st.composite
def _measure(draw: st.DrawFn, unit: str) -> str:
    return f"{draw(st.sampled_from(SIGNS))}{draw(numbers)}{unit}"


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str | None]:
    """The cells of one indicator: most are plain, some are not."""
    unit = draw(st.sampled_from(UNITS))
    own = unit if draw(st.integers(0, 3)) else draw(st.sampled_from(UNITS))
    target = draw(st.one_of(_measure(unit), _measure(unit), _measure(unit), st.sampled_from(TEXTS)))
    actual = draw(
        st.one_of(
            numbers.map(lambda number: number + own),
            numbers.map(lambda number: number + own),
            st.sampled_from((*TEXTS, target, None)),
            st.text(max_size=6),
        )
    )
    level1, level2 = draw(st.sampled_from(CLASSES))
    row: dict[str, str | None] = {
        "level1": level1,
        "level2": level2,
        "indicator": draw(st.sampled_from(NAMES)),
        "target": target,
        "actual": actual,
        "weight": draw(st.sampled_from(("10", "7.5", "15.00", "20分", "33.33", "40", "5"))),
    }
    if not draw(st.integers(0, 2)):
        odd: dict[str, st.SearchStrategy[str | None]] = {
            "target": st.sampled_from((None, "提高", "100%")),
            "adjusted_target": st.one_of(_measure(unit), st.sampled_from(TEXTS)),
            "operator": st.sampled_from(("≥", "≤", "定性", "=")),
            "measure_unit": st.sampled_from(("%", "人", "万元")),
            "weight": st.sampled_from((None, "0", "-3", "12.345", "很多", "1000", "9999")),
            "method": st.sampled_from(METHODS),
            "degree": st.sampled_from(("95", "70%", "30", "110", "好")),
            "claimed_score": st.sampled_from(("10", "8", "4.5", "x", "7.5")),
            "deduction": st.sampled_from(("1", "0.5", "100", "-2", "1.234")),
            "not_applicable": st.sampled_from(("未开展", "否", "/")),
            "review_score": st.sampled_from(("9", "y")),
            "explanation": st.sampled_from(("设备老化" * 20, "无")),
            "indicator": st.sampled_from((None, "  劳务费 ", "甲\x07", "第\n一")),
        }
        column = draw(st.sampled_from(sorted(odd)))
        row[column] = draw(odd[column])
    return row


@st.composite
def projects(draw: st.DrawFn) -> list[dict[str, str | None]]:
    """The rows of one project, without its id."""
    head = {
        "name": draw(st.sampled_from(("甲项目", "乙项目", "丙 项目"))),
        "department": draw(st.sampled_from(("教育局", "卫健委", None))),
        "unit": draw(st.sampled_from(("一中", "医院", None))),
        "year": draw(st.sampled_from(("2023", "2023", "2023年", "2024年度"))),
        "rules": draw(st.sampled_from(SETS)),
        "annual_budget": draw(st.sampled_from(("100", "83", "0", None, "3.333", "1,000", "20万"))),
        "executed": draw(st.sampled_from(("100", "82.731", "0", None, "12.5", "99.995", "120"))),
    }
    if not draw(st.integers(0, 7)):
        column, text = draw(
            st.sampled_from(
                (("name", None), ("year", "很久"), ("rules", "没有"), ("rules", None), ("year", None),
                 ("annual_budget", "很多"), ("executed", "-5"), ("annual_budget", "123456789012345"))
            )
        )  # fmt: skip
        head[column] = text
    made = [{**head, **row} for row in draw(st.lists(rows(), max_size=6))]
    if made and not draw(st.integers(0, 15)):
        made[-1]["department"] = "别的局"
    return made or [head]


portfolios = st.lists(projects(), min_size=1, max_size=6)


def table_of(portfolio: list[list[dict[str, str | None]]]) -> pl.DataFrame:
    """A flat table of projects, each with an id."""
    cells = [
        {"project_id": f"P{number:04d}", "indicator": None, **row}
        for number, project in enumerate(portfolio)
        for row in project
    ]
    names = dict.fromkeys(name for row in cells for name in row)
    return pl.DataFrame(
        [{name: row.get(name) for name in names} for row in cells],
        schema=dict.fromkeys(names, pl.String),
    )


def in_columns(paths: list[Path], out: Path) -> list[dict[str, pa.Table]]:
    """The tables of every part, by the columnar road."""
    return [columnar.score_slice(part)[0] for part in _parts(paths, out)]


def one_by_one(paths: list[Path], out: Path) -> list[dict[str, pa.Table]]:
    """The tables of every part, each project scored whole by the scalar engine."""
    tables = []
    for part in _parts(paths, out):
        assert part.rows is not None
        frame = columnar.cleaned(read_slice(part.rows))
        whole = Rows(part.number, part.further)
        columnar.add_projects(frame, set(frame[columnar.NUMBER]), whole)
        tables.append(whole.tables())
    return tables


def _parts(paths: list[Path], out: Path) -> list[Part]:
    (out / ".parts").mkdir(parents=True, exist_ok=True)
    slices, further = slices_of([str(path) for path in paths], str(out))
    return [Part(number, "", rows=rows, further=further) for number, rows in enumerate(slices)]


def shuffled(table: pl.DataFrame, random: Random) -> pl.DataFrame:
    """The same rows with the projects mixed, the rows of each in their order."""
    order = list(range(table.height))
    keys = {project: random.random() for project in table["project_id"].unique().sort()}
    drawn = [random.random() * keys[project] for project in table["project_id"]]
    places: dict[str, list[float]] = {}
    for project, place in zip(table["project_id"], drawn, strict=True):
        places.setdefault(project, []).append(place)
    ranks = {project: iter(sorted(values)) for project, values in places.items()}
    wanted = [next(ranks[project]) for project in table["project_id"]]
    return table[sorted(order, key=wanted.__getitem__)]
