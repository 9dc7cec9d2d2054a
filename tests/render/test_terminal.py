"""The form in the terminal: exact width, closed frame, merged cells, hostile text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.render.grid import Cell, Grid, placed
from scoring.render.layouts import FORMS, lay_out
from scoring.render.table import write
from scoring.render.terminal import draw
from scoring.render.width import width
from tests.render import samples
from tests.render.frames import canvas, frame_lines, loose_ends

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.scorecard import Scorecard

    Make = Callable[..., Scorecard]

WIDTHS = [80, 81, 100, 119, 120, 160]
TEXT = st.one_of(
    st.text(st.sampled_from("绩效指标（）≥90.5%万元 abc/\n，。"), max_size=40),
    st.text(st.characters(exclude_categories=("Cs", "Mc")), max_size=20),
)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("make", [samples.jinbao, samples.unjudged])
def test_every_line_fits_and_the_frame_is_exact(make: Make, form: str, columns: int) -> None:
    text = write(make(form), None, columns)
    assert max(map(width, text.split("\n"))) <= columns
    assert {width(line) for line in frame_lines(text)} == {columns}
    assert not loose_ends(text)


def test_widths_outside_the_range_are_clamped() -> None:
    card = samples.jinbao()
    assert write(card, None, 20) == write(card, None, 80)
    assert write(card, None, 999) == write(card, None, 160)


@given(st.lists(TEXT, min_size=12, max_size=12), st.sampled_from(WIDTHS))
def test_any_text_leaves_the_frame_closed(texts: list[str], columns: int) -> None:
    first, second, third, *rest = texts
    grid = Grid(
        first,
        "",
        (6, 10, 20, 8),
        (
            (Cell(first, rows=3, role="group"), Cell(second, columns=2), Cell(third)),
            (Cell(rest[0], rows=2), Cell(rest[1]), Cell(rest[2], role="number")),
            (Cell(rest[3]), Cell(rest[4])),
            (Cell(rest[5], columns=3), Cell(rest[6])),
        ),
        (rest[7],),
    )
    text = draw(grid, columns)
    lines = frame_lines(text)
    assert max(map(width, text.split("\n"))) <= columns
    corners = [line for line in lines if line[0] in "┌└"]
    assert all(width(line) == columns for line in corners)


@given(st.data())
def test_random_merges_are_drawn_without_loose_ends(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    free = [[True] * columns for _ in range(rows)]
    laid: list[list[Cell]] = [[] for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if not free[row][column]:
                continue
            right = 1
            while column + right < columns and free[row][column + right]:
                right += 1
            wide = data.draw(st.integers(1, right))
            high = data.draw(st.integers(1, rows - row))
            for covered in range(row, row + high):
                free[covered][column : column + wide] = [False] * wide
            text = data.draw(st.sampled_from(["", "指标", "100", "很长的文字" * 9]))
            laid[row].append(Cell(text, wide, high, "text"))
    grid = Grid("题", "", (10,) * columns, tuple(tuple(cells) for cells in laid))
    text = draw(grid, 80)
    assert {width(line) for line in frame_lines(text)} == {80}
    assert not loose_ends(text)
    drawn = text.replace("│", "").replace("\n", "")
    for place in placed(grid):
        assert all(character in drawn for character in place.cell.text)


def test_a_merged_cell_has_no_lines_inside_and_prints_its_text_once() -> None:
    text = draw(lay_out(samples.jinbao()), 120)
    assert text.count("产出指标") == 1
    assert text.count("│ 满意度指") <= 1
    rows = canvas(frame_lines(text))
    first = next(y for y, row in enumerate(rows) if "信息网络软件" in "".join(row))
    last = next(y for y, row in enumerate(rows) if "运行维护费" in "".join(row))
    column = next(x for x in range(1, 120) if rows[first][x] == "│") + 1
    assert {rows[y][column] for y in range(first, last)} <= {" ", ""}


def test_numbers_and_words_are_not_broken() -> None:
    text = write(samples.jinbao(), None, 80)
    for number in ("≤26.12年", "82.731", "99.68%", "20.00", "99.97", "304006"):
        assert number in text


def test_steering_characters_never_reach_the_terminal() -> None:
    hostile = "\x1b[31m红\x1b[0m\u202e反\u200b\x07" + "长" * 10_000 + "x" * 10_000
    made = samples.card([samples.row(hostile, hostile, hostile)])
    made = made._replace(
        project=made.project._replace(name=hostile, department=hostile, unit=hostile, goal=hostile)
    )
    for columns in (80, 120):
        text = write(made, None, columns)
        assert not {"\x1b", "\u202e", "\u200b", "\x07"} & set(text)
        assert max(map(width, text.split("\n"))) <= columns
        assert {width(line) for line in frame_lines(text)} == {columns}
        assert "␛[31m红" in text


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (((Cell("a", columns=3),),), "does not fit"),
        (((Cell("a"),),), "not filled"),
        (((Cell("a", rows=2), Cell("b", rows=2)),), "below the last row"),
    ],
)
def test_cells_that_do_not_fill_the_rectangle_are_refused(
    rows: tuple[tuple[Cell, ...], ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        placed(Grid("", "", (1, 1), rows))
