"""Csv: the grid comes back, no text becomes a formula, flat rows are what portfolios read."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.model.method import Method, Step
from scoring.render import FlatFormError, flat, render
from scoring.render.csv_text import guarded, unguarded, write
from scoring.render.grid import placed
from scoring.render.layouts import lay_out
from scoring.render.shown import shown
from tests.render import grids, samples

D = Decimal
SIGNS = "=+-@＝＋－＠\t\r\n"


def rows_of(content: str | bytes) -> list[list[str]]:
    """The rows as a reader of csv finds them, the guards taken off."""
    text = content.decode() if isinstance(content, bytes) else content
    assert text.startswith("\ufeff")
    read = csv.reader(StringIO(text[1:], newline=""))
    return [[unguarded(cell) for cell in row] for row in read]


def flat_rows(card: object) -> list[dict[str, str]]:
    head, *rows = rows_of(render(card, "csv", "flat"))  # type: ignore[arg-type]
    return [dict(zip(head, row, strict=True)) for row in rows]


@given(grids.texts)
def test_the_grid_comes_back(text: str) -> None:
    grid = grids.form(text)
    written = write(grid)
    lines = [[""] * 4 for _ in grid.rows]
    for row, column, cell in placed(grid):
        lines[row][column] = shown(cell.text)
    above = [[shown(line), "", "", ""] for line in (grid.title, grid.subtitle)]
    below = [[shown(line), "", "", ""] for line in (*grid.notes, grid.footer)]
    assert rows_of(written) == [*above, *lines, *below]


@pytest.mark.parametrize("form", ["shanxi", "mof", "sichuan", "hubei"])
def test_a_form_has_every_cell_once(form: str) -> None:
    card = samples.unjudged(form)
    grid = lay_out(card)
    found = [cell for row in rows_of(render(card, "csv")) for cell in row if cell]
    cells = [place.cell.text for place in placed(grid) if place.cell.text]
    around = [text for text in (grid.title, grid.subtitle, *grid.notes, grid.footer) if text]
    assert sorted(found) == sorted([*cells, *around])


def test_lines_end_as_spreadsheets_expect() -> None:
    content = render(samples.jinbao(), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    # Inside a cell a line ends with LF, as spreadsheets write it.
    assert re.sub(rb'"[^"]*"', b"", content).count(b"\n") == content.count(b"\r\n")


@given(
    st.text() | st.text(alphabet="'=+-@＝＋ -1.%\ta\n", max_size=8) | st.sampled_from(grids.NASTY)
)
def test_the_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="'=+-@＝＋－＠ \u3000-1.5%\t\r\na", max_size=6))
def test_no_formula_gets_through(text: str) -> None:
    written = guarded(text)
    first = written.strip(" \u3000")[:1]
    if first and first in SIGNS:
        number = written.lstrip("+-").removesuffix("%")
        assert written.strip("-") == "" or (
            written[0] in "+-" and number.replace(".", "", 1).isdigit()
        )


@pytest.mark.parametrize("text", ["-5.00", "+3.2%", "-0.5%", "-1", "-", "—", "≤19.5万元", "", "5"])
def test_numbers_and_harmless_texts_stay_plain(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text",
    ["=1个", "-2+3", "+1.2.3", "-5万元", "+86 10", "@a", "\t=1", " =1", "＝1", "-1%%", "+.5"],
)
def test_what_may_be_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_flat_rows_have_the_columns_of_portfolios() -> None:
    card = samples.jinbao()
    rows = flat_rows(card)
    assert list(rows[0])[:16] == [
        "project_id", "name", "department", "unit", "year", "rules", "annual_budget", "executed",
        "level1", "level2", "indicator", "target", "adjusted_target", "actual", "weight", "method",
    ]  # fmt: skip
    assert list(rows[0])[16:] == [
        "explanation", "effective_weight", "completion", "deviation", "score", "status",
    ]  # fmt: skip
    assert len(rows) == len(card.indicators) == 13
    assert rows[4] == {
        "project_id": "金保工程信息系统日常运营维护",
        "name": "金保工程信息系统日常运营维护",
        "department": "304-忻州市人力资源和社会保障局",
        "unit": "304006-忻州市社会保障卡服务中心",
        "year": "2023",
        "rules": "shanxi-2023",
        "annual_budget": "83",
        "executed": "82.731",
        "level1": "产出指标",
        "level2": "成本指标",
        "indicator": "宣传费",
        "target": "≤5年/万元",
        "adjusted_target": "≤5年/万元",
        "actual": "≤3.77年/万元",
        "weight": "2",
        "method": "",
        "explanation": "偏差较小，节约了成本",
        "effective_weight": "2",
        "completion": "100.00",
        "deviation": "0.00",
        "score": "2.00",
        "status": "met",
    }


def test_flat_rows_keep_what_a_row_adds() -> None:
    bands = Method("bands", steps=(Step(D(90), "%", D(1)), Step(D(0), None, D("0.5"))))
    card = samples.card(
        [
            samples.row("甲", operator="≥", measure_unit="人", evidence=("签到表", "照片")),
            samples.row("乙", score=None, status="not_applicable", not_applicable="未开展"),
        ]
    )
    first = card.project.indicators[0]._replace(method=bands, deduction=D("0.5"))
    card = card._replace(
        project=card.project._replace(
            indicators=(first, card.project.indicators[1]), file="./市级/甲.yaml", money_unit="元"
        )
    )
    one, other = flat_rows(card)
    assert one["operator"] == "≥"
    assert one["evidence"] == "签到表\n照片"
    assert one["deduction"] == "0.5"
    assert json.loads(one["method"]) == {"bands": [["90%", "100%"], ["0", "50.0%"]]}
    assert one["project_id"] == "市级/甲.yaml"
    assert (one["annual_budget"], one["executed"]) == ("0.0083", "0.0082731")
    assert other["not_applicable"] == "未开展"
    assert (other["score"], other["status"]) == ("", "not_applicable")
    assert "degree" not in one


def test_a_method_of_the_rules_is_not_the_row_s() -> None:
    card = samples.card([samples.row("甲", method=Method("direct", source="f"))])
    assert flat_rows(card)[0]["method"] == ""


def test_flat_texts_are_as_written_but_do_not_steer_a_terminal() -> None:
    card = samples.card([samples.row("零\u200b宽\x1b[31m\t甲\n乙", target="=1个")])
    row = flat_rows(card)[0]
    assert row["indicator"] == "零\u200b宽␛[31m\t甲\n乙"
    assert row["target"] == "=1个"
    assert "'=1个" in render(card, "csv", "flat").decode()


def test_a_project_without_indicators_is_not_lost() -> None:
    rows = flat_rows(samples.card([]))
    assert [(row["name"], row["indicator"]) for row in rows] == [
        ("金保工程信息系统日常运营维护", "")
    ]


def test_projects_share_one_head() -> None:
    text = flat.write([samples.jinbao(), samples.unjudged()])
    head, *rows = rows_of(text)
    assert len(rows) == 16
    assert {len(row) for row in rows} == {len(head)}


@pytest.mark.parametrize("format", ["table", "json", "markdown", "html", "xlsx", "docx", "pdf"])
def test_flat_is_for_csv_only(format: str) -> None:  # noqa: A002
    with pytest.raises(FlatFormError, match=f"只用于 csv，不用于 {format}.*-f csv --form flat"):
        render(samples.jinbao(), format, "flat")
