"""A small rule set that says everything itself; tests break it in one place at a time."""

from __future__ import annotations

COMPLETE = """\
id: own
title: 自定规则
version: "1"
sources:
- {id: k, document: 本单位自定, evidence: choice}
form: mof
target: {value: initial, source: k}
weights: {total: 100, execution: 10, classes: {产出: 60, 效益: 30}, source: k}
execution: {zero_budget: unjudged, caps: [{below: 80%, at_most: 89}, {below: 60%, at_most: 69}], source: k}
ratio: {reverse: t/a, equal: at_least, floor: null, source: k}
tiers:
- {name: 达成, from: 80%, default: 100%, source: k}
- {name: 部分达成, from: 60%, default: null, source: k}
- {name: 未达成, from: 0%, default: null, source: k}
methods: {质量: {按量扣分: {每: 1, 扣: 0.5}, source: k}}
not_applicable: rescale
unjudged: open
rounding: {digits: 2, mode: half_up, source: k}
grades:
- {name: 优, from: 90, source: k}
- {name: 差, from: 0, source: k}
checks: {AC505: {limit: 130%, source: k}}
"""


def changed(old: str, new: str) -> str:
    """The complete set with one piece changed; the piece must be there."""
    assert COMPLETE.count(old) == 1, old
    return COMPLETE.replace(old, new)
