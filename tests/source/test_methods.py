from decimal import Decimal

import pytest

from scoring.model.finding import Finding
from scoring.model.method import Method, Step
from scoring.source.events import Mapping, read_document
from scoring.source.methods import read_method


def method(written: str) -> tuple[Method | None, list[Finding]]:
    root = read_document(f"赋分方法: {written}").root
    assert isinstance(root, Mapping)
    findings: list[Finding] = []
    return read_method(root.entries[0][1], "/甲/赋分方法", findings), findings


def steps(*pairs: tuple[str, str | None, str]) -> tuple[Step, ...]:
    return tuple(Step(Decimal(start), unit, Decimal(share)) for start, unit, share in pairs)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("直接赋分", Method("direct")),
        ("direct", Method("direct")),
        ("完成比例赋分", Method("ratio")),
        ("评判等级", Method("tiers")),
        ("{直接赋分: }", Method("direct")),
        ("{完成比例: {及格: 60%}}", Method("ratio", passing=Decimal("0.60"))),
        ("{ratio: {passing: 0.6, 备注: x}}", Method("ratio", passing=Decimal("0.6"))),
        ("{完成比例: {}}", Method("ratio")),
        (
            "{区间赋分: [[60, 50%], [90, 100%], [80, 80%]]}",
            Method(
                "bands", steps=steps(("90", None, "1"), ("80", None, "0.8"), ("60", None, "0.5"))
            ),
        ),
        (
            "{区间赋分: [[90%, 1], [80%, 0.8]], 备注: x}",
            Method("bands", steps=steps(("90", "%", "1"), ("80", "%", "0.8"))),
        ),
        (
            "{按量扣分: {每: 1, 扣: 0.5}}",
            Method("per_point", every=Decimal(1), off=Decimal("0.5")),
        ),
        (
            "{按量扣分: {每: 1个, 扣: 0.5分}}",
            Method("per_point", every=Decimal(1), unit="个", off=Decimal("0.5")),
        ),
        ("", None),
    ],
)
def test_methods(written: str, expected: Method | None) -> None:
    read, findings = method(written)
    assert findings == []
    assert read == expected


def test_shares_and_values_keep_no_float() -> None:
    read, _ = method("{区间赋分: [[0.1, 33.3%]]}")
    assert read is not None
    assert read.steps[0].share == Decimal("0.333")


@pytest.mark.parametrize(
    ("written", "code", "path"),
    [
        ("随便", "YM104", ""),
        ("区间赋分", "YM104", ""),
        ("按量扣分", "YM104", ""),
        ("[直接赋分]", "YM104", ""),
        ("{}", "YM104", ""),
        ("{区间: [[1, 1]]}", "YM103", "/区间"),
        ("{直接赋分: , 评判等级: }", "YM104", "/评判等级"),
        ("{直接赋分: 5}", "YM104", "/直接赋分"),
        ("{区间赋分: 90}", "YM104", "/区间赋分"),
        ("{区间赋分: []}", "YM104", "/区间赋分"),
        ("{区间赋分: [90, 100%]}", "YM104", "/区间赋分/0"),
        ("{区间赋分: [[90, 101%]]}", "YM104", "/区间赋分/0/1"),
        ("{区间赋分: [[90, 2]]}", "YM104", "/区间赋分/0/1"),
        ("{区间赋分: [[90, -1%]]}", "YM104", "/区间赋分/0/1"),
        ("{区间赋分: [[高, 100%]]}", "YM104", "/区间赋分/0/0"),
        ("{区间赋分: [[90, 100%], [90, 80%]]}", "YM104", "/区间赋分/1"),
        ("{按量扣分: }", "YM104", "/按量扣分"),
        ("{按量扣分: {每: 1}}", "YM104", "/按量扣分"),
        ("{按量扣分: {每: 0, 扣: 1}}", "YM104", "/按量扣分/每"),
        ("{按量扣分: {每: 1, 扣: -1}}", "YM104", "/按量扣分/扣"),
        ("{按量扣分: {每: 1, 扣: 1, 共: 5}}", "YM103", "/按量扣分/共"),
        ("{按量扣分: {每: 1, every: 2, 扣: 1}}", "YM102", "/按量扣分/every"),
        ("{完成比例: {及格: 六成半}}", "YM104", "/完成比例/及格"),
        ("{完成比例: 60%}", "YM104", "/完成比例"),
    ],
)
def test_what_is_refused(written: str, code: str, path: str) -> None:
    read, findings = method(written)
    assert [(found.code, found.path) for found in findings][:1] == [(code, f"/甲/赋分方法{path}")]
    if code == "YM104" and "评判等级" not in written:
        assert read is None
    assert all(found.line == 1 and found.column for found in findings)
