"""Every number of the shipped sets is guarded by a case: change it, and a case fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scoring.analysis.ruleset_cases import run_cases
from scoring.source import library

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGES = {
    "mof-2020": [
        ("value: initial", "value: adjusted"),
        ("zero_budget: unjudged", "zero_budget: zero"),
        ("caps: []", "caps: [{below: 20%, at_most: 89}]"),
        ("reverse: t/a", "reverse: linear"),
        ("equal: at_least", "equal: exact"),
        ("equal: at_least", "equal: two_sided"),
        ("floor: null", "floor: 5%"),
        ("from: 80%", "from: 81%"),
        ("from: 80%", "from: 79.95%"),
        ("default: 100%", "default: 99%"),
        ("from: 60%", "from: 61%"),
        ("from: 60%", "from: 59.9%"),
        ("from: 60%, default: null", "from: 60%, default: 70%"),
        ("from: 0%, default: null", "from: 0%, default: 30%"),
        ("methods: {}", "methods: {满意度: {区间赋分: [[90%, 100%], [80%, 80%]], source: r}}"),
        ("not_applicable: rescale", "not_applicable: lose"),
        ("unjudged: open", "unjudged: zero"),
        ("digits: 2", "digits: 3"),
        ("digits: 2", "digits: 1"),
        ("from: 90,", "from: 90.01,"),
        ("from: 90,", "from: 89.99,"),
        ("from: 80,", "from: 80.01,"),
        ("from: 80,", "from: 79.99,"),
        ("from: 60,", "from: 60.01,"),
        ("from: 60,", "from: 59.99,"),
        ("execution: 10, classes: {产出: 50,", "execution: 9, classes: {产出: 51,"),
    ],
    "mof-2021": [
        ("[90%, 100%]", "[91%, 100%]"),
        ("[80%, 80%]", "[79%, 80%]"),
        ("[80%, 80%]", "[80%, 81%]"),
        ("[60%, 50%]", "[61%, 50%]"),
        ("[60%, 50%]", "[60%, 51%]"),
        ("from: 满意度", "from: 产出"),
        ("not_applicable: {move_to: 效益, from: 满意度, source: t}", "not_applicable: rescale"),
    ],
    "shanxi-2023": [("value: adjusted", "value: initial")],
    "hubei-2020": [
        ("execution: 20", "execution: 10"),
        ("reverse: t/a", "reverse: linear"),
        ("from: 80%", "from: 81%"),
        ("from: 50%", "from: 51%"),
        ("from: 50%", "from: 49.9%"),
    ],
    "sichuan-2023": [("execution: 10", "execution: 20")],
    "platform": [("value: adjusted", "value: initial"), ("reverse: linear", "reverse: t/a")],
}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [(name, old, new) for name, pairs in CHANGES.items() for old, new in pairs],
)
def test_a_changed_number_fails_a_case(
    name: str, old: str, new: str, write: Callable[..., str]
) -> None:
    values, mark, cases = library.read_shipped("rules", name).decode().partition("\ncases:")
    assert old in values
    run = run_cases(write(values.replace(old, new, 1) + mark + cases))
    assert run.rules is not None
    assert not all(one.passed for one in run.outcomes)
