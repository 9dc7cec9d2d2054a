"""The bad corpus: every file fires the check its name says (``<CODE>_<n>.yaml``, forms ``.csv``).

A file of the same name in ``rules`` is the rule set the reviewer checks it under.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from scoring.api import check
from scoring.model.codes import CODES

BAD = Path(__file__).parent / "bad"
FILES = sorted([*BAD.glob("*.yaml"), *BAD.glob("*.csv")])
ABOUT_THE_FILE = ("YM107", "YM109")
"""Found in the file as a whole, at no line and no cell."""
FAMILIES = ("YM", "CP", "WT", "FD", "SC", "GR")
VARIANTS = 3
OFTEN_ALONE = ("CP204", "CP206", "WT302", "FD408", "FD409", "SC601", "SC602", "SC604", "SC605",
               "SC607", "GR651", "GR652")  # fmt: skip
"""Checks whose slip brings no other finding of this family's own making."""


def code_of(path: Path) -> str:
    return path.stem.partition("_")[0]


def codes_in(path: Path) -> list[str]:
    """The codes of all findings about a file."""
    rules = BAD / "rules" / path.name
    report = check(path, rules if rules.exists() else None)
    assert not report.files[0].has_crashed
    findings = report.files[0].findings
    assert all(
        finding.line is not None or finding.cell is not None or finding.code in ABOUT_THE_FILE
        for finding in findings
    )
    return [finding.code for finding in findings]


def test_every_code_has_its_variants() -> None:
    counts = Counter(code_of(path) for path in FILES)
    assert set(counts) <= set(CODES)
    asked = {code for code in CODES if code.startswith(FAMILIES)}
    assert {code for code in asked if counts[code] < VARIANTS} == set()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_fires(path: Path) -> None:
    assert code_of(path) in codes_in(path)


@pytest.mark.parametrize("code", OFTEN_ALONE)
def test_one_slip_one_finding(code: str) -> None:
    """At least one variant of these brings nothing but its own finding, once."""
    assert any(codes_in(path) == [code] for path in FILES if code_of(path) == code)
