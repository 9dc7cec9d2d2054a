"""What the checks say about the 25 published forms, read and judged one by one.

``reviewed.yaml`` holds the number of findings of each code, with the judgement beside it. A
change of the checks that changes a number must be read again before the number is changed.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from scoring.api import check
from scoring.checks import actuals, consistency, explanations, targets

FORMS = Path(__file__).parent
REVIEWED: dict[str, dict[str, int]] = yaml.safe_load((FORMS / "reviewed.yaml").read_text("utf-8"))
CODES = {
    check.code
    for family in (targets, actuals, explanations, consistency)
    for check in family.CHECKS
}


def test_every_form_was_reviewed() -> None:
    assert sorted(REVIEWED) == sorted(path.stem for path in FORMS.glob("[0-9]*.yaml"))


@pytest.mark.parametrize("name", REVIEWED)
def test_findings_are_those_reviewed(name: str) -> None:
    (file,) = check(FORMS / f"{name}.yaml").files
    counts = Counter(finding.code for finding in file.findings if finding.code in CODES)
    assert dict(counts) == REVIEWED[name]


def test_the_source_document() -> None:
    """These five must fire there, no other of these families, and nothing of severity error."""
    (file,) = check(FORMS / "000_xinzhou_jinbao.yaml").files
    found = {finding.code for finding in file.findings}
    families = {code for code in found if code.startswith(("TG", "AC", "EX", "CX"))}
    assert families == {"AC501", "AC502", "CX801", "CX804", "EX702"}
    assert all(finding.severity != "error" for finding in file.findings)
