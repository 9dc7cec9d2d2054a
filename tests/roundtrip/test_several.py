"""Several forms in one file: on sheets, below each other, table after table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import scoring
from scoring.loading import read_every
from tests.roundtrip.as_printed import FORMS, NAMES, habits_of, printed
from tests.roundtrip.comparing import execution_of, heading_of, result_of, row_of
from tests.roundtrip.printed_files import document, page, text_table, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.roundtrip.as_printed import Printed


def stacked(forms: Sequence[Printed]) -> bytes:
    return workbook(forms, one_sheet=True)


MAKERS = [
    (workbook, "xlsx"),
    (stacked, "xlsx"),
    (document, "docx"),
    (page, "html"),
    (text_table, "csv"),
]


def _groups() -> list[tuple[str, ...]]:
    """Three published forms at a time; those without a name cannot be told apart, and stay out."""
    named = [name for name in NAMES if name not in {"038_daying_tielu", "039_daying_gongzi"}]
    return [tuple(named[start : start + 3]) for start in range(0, len(named), 3)]


@pytest.mark.parametrize("group", _groups(), ids=lambda group: group[0][:3])
@pytest.mark.parametrize(
    ("make", "ending"), MAKERS, ids=["sheets", "stacked", "document", "page", "csv"]
)
def test_each_form_of_a_file_scores_as_its_project_file(
    make: object, ending: str, group: tuple[str, ...]
) -> None:
    assert callable(make)
    # One office's file: the same habits on each form of it.
    habits = habits_of(len(group[0]) + int(group[0][:3]))
    every = read_every(make([printed(name, habits) for name in group]), f"forms.{ending}")
    assert len(every) == len(group), [one.findings for one in every]
    for name, loaded in zip(group, every, strict=True):
        assert loaded.project is not None, loaded.findings
        meant = scoring.load_project(FORMS / f"{name}.yaml")
        read, expected = (scoring.score(one, meant.rules) for one in (loaded.project, meant))
        assert heading_of(loaded.project) == heading_of(meant)
        has_money = not habits.is_money_in_yuan
        assert execution_of(read.execution, has_money=has_money) == execution_of(
            expected.execution, has_money=has_money
        )
        assert [row_of(row) for row in read.indicators] == [
            row_of(row) for row in expected.indicators
        ]
        assert result_of(read) == result_of(expected)
