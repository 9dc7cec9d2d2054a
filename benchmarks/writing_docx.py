"""Writing Word documents: a form to docx, against python-docx building the same table cell by cell.

The peer does what the library's guide shows: a table, each text through ``table.cell``, each merge
through ``merge``, then ``save``. Opening the library's template and saving it again, without any
table, stands beside as what a template filler pays at least. The form is measured from the
scorecard on, laying it out included.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING

from docx import Document
from interleaved import Goal, report, take_turns

import scoring
from scoring.render.docx import write_form
from scoring.render.grid import placed
from scoring.render.layouts import lay_out
from scoring.render.self_report import compose, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from scoring.render.grid import Grid

    Item = TypeVar("Item")

ROWS = 22
ROUNDS, QUICK_ROUNDS = 15, 5
PROJECTS = 20
"""So many different forms, so that no text is seen again in the next turn."""

BASE = "python-docx cell by cell"


def _project(number: int) -> dict[str, object]:
    """A form of 22 rows, most of them met, with texts as long as on filled forms."""
    classes = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"))
    rows = [
        {
            "一级指标": classes[row * 3 // ROWS][0],
            "二级指标": classes[row * 3 // ROWS][1],
            "三级指标": f"第{row + 1}项培训任务的完成数量{number}",
            "年初指标值": f"≥{100 + row}人次",
            "实际完成值": f"{98 + row + number % 5}人次",
            "分值": "4",
            "偏差原因": f"报名人数少于预期{number}，已列入下一年度计划",
        }
        for row in range(ROWS)
    ]
    return {
        "项目名称": f"职业技能提升培训{number}",
        "年度": 2024,
        "评分规则": "shanxi-2023",
        "主管部门": "示例市人力资源和社会保障局",
        "预算单位": "示例市就业服务中心",
        "项目资金": {"资金总额": {"全年预算数": "200", "全年执行数": "172.4"}},
        "年度目标": f"全年培训{number}人次，取证率达到90%以上。" * 4,
        "实际完成情况": f"全年培训{number}人次，取证率86.2%。" * 4,
        "绩效指标": rows,
    }


def _cell_by_cell(grid: Grid) -> bytes:
    document = Document()
    document.add_paragraph(grid.title)
    table = document.add_table(len(grid.rows), len(grid.widths), style="Table Grid")
    for row, column, cell in placed(grid):
        corner = table.cell(row, column)
        if cell.rows > 1 or cell.columns > 1:
            corner = corner.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
        corner.text = cell.text
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _bare() -> bytes:
    content = BytesIO()
    Document().save(content)
    return content.getvalue()


def _each(items: Sequence[Item], call: Callable[[Item], object]) -> Callable[[], object]:
    turn = cycle(items)
    return lambda: call(next(turn))


def main() -> int:
    """Measure, print, and say by the exit code whether the goals were reached."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = QUICK_ROUNDS if parser.parse_args().quick else ROUNDS
    cards = [scoring.score(_project(number)) for number in range(PROJECTS)]
    laid_out = [lay_out(card) for card in cards]
    timings = take_turns(
        {
            BASE: _each(laid_out, _cell_by_cell),
            "python-docx, no table": _bare,
            "form": _each(cards, write_form),
            "self report": _each(cards, lambda card: write(compose(card), "docx")),
        },
        rounds=rounds,
    )
    cells = len(placed(laid_out[0]))
    title = f"a form of {ROWS} indicators ({cells} cells) to docx, {rounds} rounds"
    goals = {"form": [Goal(40), Goal(1, "python-docx, no table")]}
    return 0 if report(title, timings, BASE, goals) else 1


if __name__ == "__main__":
    sys.exit(main())
