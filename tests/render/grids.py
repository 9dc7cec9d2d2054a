"""Grids for the tests of the writers: a form with merges, and texts that break careless writers."""

from __future__ import annotations

from typing import Literal

from hypothesis import strategies as st

from scoring.render.grid import Cell, Grid

NASTY = (
    "",
    "=1个",
    '=HYPERLINK("http://a.example","点")',
    "+3.2%",
    "-5.00",
    "-2+3",
    "@SUM(A1)",
    "＝1个",
    "'=1个",
    "''=1个",
    "'abc",
    "  =1",
    "—",
    "-",
    "/",
    "a,b;c\"d'e",
    "第一行\n第二行",
    "</td><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; & &amp;",
    "]]><!-- --> {{x}} ${y} #let $z$ *粗* _斜_ `码` ~ \\u{41} @b <c>",
    "http://a.example/x//注",
    "甲\u3000乙",
    "≥90% ⩾ ≧ ％ ㎡ № ①",
)
"""Texts of people and of attackers, all of them printable."""

HIDDEN = ("a\x00b", "a\tb", "a\r\nb", "a\rb", "\x1b[31m红", "零\u200b宽", "反\u202e向", "半\ud800")
"""Texts with characters that nobody sees, or that are none."""

texts = st.one_of(st.sampled_from(NASTY + HIDDEN), st.text(max_size=12))


def form(text: str = "内容", repeated: int = 0) -> Grid:
    """A small form with merges to the right, downwards and both."""
    label: Literal["label"] = "label"
    rows = (
        (Cell("项目名称", 2, role=label), Cell(text, 2, align="center")),
        (Cell("资金", rows=3, role=label), Cell("", role=label), Cell("预算", role=label),
         Cell("执行", role=label)),
        (Cell("总额", role=label), Cell("83.00", role="number"), Cell("-5.00", role="number")),
        (Cell(text, 3, rows=1),),
        (Cell("产出指标", rows=2, role="group"), Cell("数量", role="group"), Cell(text), Cell("优")),
        (Cell(text, 2, 2), Cell("右下", role="total")),
        (Cell("左下"), Cell("末", role="total")),
    )  # fmt: skip
    return Grid(f"标题{text}", "（2023年度）", (8, 10, 20, 12), rows, (f"备注：{text}", "2."),
                f"评分规则 例（{text}）", repeated)  # fmt: skip


def table(count: int, text: str = "内容") -> Grid:
    """A list of so many rows under one row of headings."""
    head = tuple(Cell(name, role="label") for name in ("序号", "名称", "说明"))
    rows = (
        (Cell(str(number), role="number"), Cell(f"名称{number}"), Cell(text))
        for number in range(count)
    )
    return Grid("清单", "", (5, 20, 40), (head, *rows), repeated=1)


def texts_of(grid: Grid) -> list[str]:
    """Every text of the grid that a writer prints."""
    cells = [cell.text for row in grid.rows for cell in row]
    return [grid.title, grid.subtitle, *cells, *grid.notes, grid.footer]
