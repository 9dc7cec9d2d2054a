"""Forms built as offices print them, by means of our own nowhere: read, they score as the YAML does."""

from __future__ import annotations

import pytest

import scoring
from tests.roundtrip.as_printed import FORMS, NAMES, ODDITIES, Habits, habits_of, printed
from tests.roundtrip.comparing import (
    codes_of,
    exact,
    execution_of,
    heading_of,
    read_project,
    result_of,
    row_of,
)
from tests.roundtrip.printed_files import FORMATS, written

CASES = [
    (name, ending, place + 7 * turn)
    for place, name in enumerate(NAMES)
    for turn, ending in enumerate(FORMATS)
]


ODD = [
    (name, oddity, number)
    for number, oddity in enumerate(ODDITIES)
    for name in (
        "000_xinzhou_jinbao",
        "006_huanggang_shuibao",
        "010_langfang_nuantong",
        "020_suining_anju_shipin",
        "033_qingshen_gongzi_blank",
    )
]


@pytest.mark.parametrize(("name", "ending", "number"), CASES)
def test_a_form_as_printed_scores_as_its_project_file(name: str, ending: str, number: int) -> None:
    compare(name, ending, habits_of(number))


@pytest.mark.parametrize(("name", "oddity", "number"), ODD)
def test_what_only_some_offices_do(name: str, oddity: str, number: int) -> None:
    habits = habits_of(number)._replace(
        oddity=oddity, is_money_in_yuan=oddity == "unit in the label"
    )
    if oddity == "unit in the label":
        habits = habits._replace(wording=0)
    if oddity == "heading again after a page":
        habits = habits._replace(classes="repeated")
    for ending in ("xlsx",) if oddity == "other sheets" else ("xlsx", "html", "csv"):
        compare(name, ending, habits)


def compare(name: str, ending: str, habits: Habits) -> None:
    """Read a printed form, and compare everything with the project file of the same form."""
    read = read_project(written(printed(name, habits), ending), f"{name}.{ending}")
    meant = scoring.load_project(FORMS / f"{name}.yaml")
    assert meant.rules is not None
    card, expected = scoring.score(read, meant.rules), scoring.score(meant, meant.rules)
    assert heading_of(read) == heading_of(meant)
    has_money = not habits.is_money_in_yuan
    assert execution_of(card.execution, has_money=has_money) == execution_of(
        expected.execution, has_money=has_money
    )
    assert [row_of(row) for row in card.indicators] == [row_of(row) for row in expected.indicators]
    assert result_of(card) == result_of(expected)
    # What the unit claimed is kept, too.
    assert [exact(row.claimed) for row in card.indicators] == [
        exact(row.claimed) for row in expected.indicators
    ]
    assert exact(read.claimed.total) == exact(meant.claimed.total)
    assert (read.claimed.grade or "") == (meant.claimed.grade or "")
    # No false alarm, and no finding lost.
    found, known = codes_of(read, meant.rules), codes_of(meant, meant.rules)
    del found["YM109"]
    assert found == known
