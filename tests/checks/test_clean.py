"""Clean, realistic projects on which no check says anything, reading and scoring included."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.api import check, score

CLEAN = sorted((Path(__file__).parent / "clean").glob("*.yaml"))
NAMES = [path.stem for path in CLEAN]


def test_corpus_is_broad() -> None:
    cards = [score(path) for path in CLEAN]
    assert len(cards) >= 15
    assert len({card.rules.id for card in cards}) >= 6
    assert {card.grade for card in cards} >= {"优", "良"}
    statuses = {row.status for card in cards for row in card.indicators}
    assert statuses >= {"met", "partly", "not_applicable"}
    # A claim that is not printed is not checked: nearly every row prints one, and it is right.
    rows = [row for card in cards for row in card.indicators if row.status != "not_applicable"]
    assert all(row.claimed is not None for row in rows)
    assert all(card.project.claimed.total == card.total for card in cards)
    assert any(row.evidence for card in cards for row in card.project.indicators)


@pytest.mark.parametrize("path", CLEAN, ids=NAMES)
def test_no_finding_at_all(path: Path) -> None:
    report = check(path)
    assert [(finding.code, finding.message) for finding in report.files[0].findings] == []
    assert not report.files[0].has_crashed
