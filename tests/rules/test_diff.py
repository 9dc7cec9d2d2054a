"""Where two rule sets differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scoring.analysis.ruleset_diff import Difference, diff
from scoring.source.ruleset import load_rules
from tests.rules.complete import COMPLETE

if TYPE_CHECKING:
    from collections.abc import Callable

MOF = "mof-2020"


@pytest.mark.parametrize("name", [MOF, "mof-2021", "platform"])
def test_a_set_does_not_differ_from_itself(name: str) -> None:
    assert diff(load_rules(name), load_rules(name)) == ()


def test_values_stand_with_their_sources() -> None:
    rows = {row.path: row for row in diff(load_rules(MOF), load_rules("hubei-2020"))}
    execution = rows["/weights/execution"]
    assert (execution.first, execution.second) == ("10", "20")
    assert execution.first_source.startswith("财预〔2020〕10号第十三条")
    assert execution.second_source.startswith("湖北省项目自评表")
    assert rows["/tiers/部分达成/from"][1:3] == ("60%", "50%")
    assert rows["/weights/classes/产出"][1:] == ("50", "—", execution.first_source, "")


def test_the_other_way_round_is_the_mirror() -> None:
    one, other = load_rules(MOF), load_rules("mof-2021")
    mirrored = {
        Difference(row.path, row.second, row.first, row.second_source, row.first_source)
        for row in diff(other, one)
    }
    assert set(diff(one, other)) == mirrored


CHANGES = [
    ("form: mof", "form: hubei", "/form", "mof", "hubei"),
    ("value: initial", "value: adjusted", "/target/value", "initial", "adjusted"),
    ("zero_budget: unjudged", "zero_budget: zero", "/execution/zero_budget", "unjudged", "zero"),
    ("at_most: 69", "at_most: 59", "/execution/caps/60%", "69", "59"),
    ("equal: at_least", "equal: exact", "/ratio/equal", "at_least", "exact"),
    ("floor: null", "floor: 60%", "/ratio/floor", "—", "60%"),
    ("default: 100%", "default: 90%", "/tiers/达成/default", "100%", "90%"),
    ("扣: 0.5", "扣: 1", "/methods/质量", "按量扣分 每 1扣 0.5", "按量扣分 每 1扣 1"),
    ("not_applicable: rescale", "not_applicable: {move_to: 效益}", "/not_applicable", "rescale", "→效益"),
    ("unjudged: open", "unjudged: zero", "/unjudged", "open", "zero"),
    ("digits: 2", "digits: 1", "/rounding/digits", "2", "1"),
    ("from: 90", "from: 85", "/grades/优/from", "90", "85"),
    ("limit: 130%", "limit: 120%", "/checks/AC505/limit", "130%", "120%"),
    ("limit: 130%", "limit: 130%, off: true", "/checks/AC505/off", "—", "true"),
    ("效益: 30}", "效益: 30}, fixed: true", "/weights/fixed", "false", "true"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "first", "second"), CHANGES)
def test_every_kind_of_value_is_seen(
    old: str, new: str, path: str, first: str, second: str, write: Callable[..., str]
) -> None:
    assert old in COMPLETE
    one = load_rules(write(COMPLETE))
    other = load_rules(write(COMPLETE.replace(old, new, 1), "other.yaml"))
    assert [row[:3] for row in diff(one, other)] == [(path, first, second)]
