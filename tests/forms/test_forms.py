"""The 25 published forms, scored by the rules; where the unit's own figure differs, a finding says why.

``expected.yaml`` holds the points that the rules give, row by row (``~``: cannot be judged), and
for every row or figure that the unit printed otherwise the code of the finding that explains it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import scoring
from scoring.model.codes import CODES

if TYPE_CHECKING:
    from decimal import Decimal

FORMS = Path(__file__).parent
EXPECTED: dict[str, dict[str, Any]] = yaml.load(
    (FORMS / "expected.yaml").read_text("utf-8"),
    Loader=yaml.BaseLoader,  # noqa: S506 - makes nothing but texts, lists and mappings
)
NAMES = sorted(path.stem for path in FORMS.glob("[0-9]*.yaml"))


def shown(value: Decimal | None) -> str:
    return "~" if value is None else f"{value:f}"


@pytest.fixture(scope="module", params=NAMES)
def form(request: pytest.FixtureRequest) -> tuple[scoring.Scorecard, dict[str, Any]]:
    name = str(request.param)
    return scoring.score(FORMS / f"{name}.yaml"), EXPECTED[name]


def test_all_forms_are_expected() -> None:
    assert sorted(EXPECTED) == NAMES
    assert len(NAMES) == 25


def test_points(form: tuple[scoring.Scorecard, dict[str, Any]]) -> None:
    card, expected = form
    assert shown(card.execution.score) == expected["execution"]
    assert [shown(row.score) for row in card.indicators] == expected["scores"]
    assert shown(card.total) == expected["total"]
    assert (card.grade or "~") == expected["grade"]
    if "bounds" in expected:
        assert card.bounds is not None
        assert [shown(card.bounds.low), shown(card.bounds.high)] == expected["bounds"]
    else:
        assert card.bounds is None


def test_findings(form: tuple[scoring.Scorecard, dict[str, Any]]) -> None:
    card, expected = form
    counts: dict[str, int] = {}
    for finding in card.findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
        assert finding.line is not None, finding
    assert {code: str(count) for code, count in sorted(counts.items())} == expected["findings"]


def test_every_difference_from_the_printed_points_is_explained(
    form: tuple[scoring.Scorecard, dict[str, Any]],
) -> None:
    card, expected = form
    explained = dict(expected.get("differs", {}))
    found = {
        place: row
        for place, row in enumerate(card.indicators, 1)
        if row.claimed is not None and row.claimed != row.score
    }
    rows = {int(place): code for place, code in explained.items() if place.isdigit()}
    assert sorted(found) == sorted(rows)
    reported = {(finding.code, finding.path.rsplit("/", 1)[0]) for finding in card.findings}
    for place, row in found.items():
        code = rows[place]
        assert code in CODES
        if row.score is None:
            # Not judged: the finding that says so is part of the scorecard already.
            assert (code, row.path) in reported
    claimed = card.project.claimed
    for key, printed, computed in (
        ("total", claimed.total, card.total),
        ("execution", claimed.execution_score, card.execution.score),
    ):
        differs = printed is not None and printed != computed
        assert differs == (key in explained), (key, printed, computed)
        assert explained.get(key, "SC604") in CODES
