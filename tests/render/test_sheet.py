"""The calculation sheet: its parts, finding a row by its name, its formats."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from scoring.analysis.explain import explain
from scoring.analysis.naming import UnknownNameError
from scoring.model.scorecard import AppliedCap
from scoring.render.sheet import write
from scoring.render.width import width
from tests.render import samples


def test_parts_stand_in_the_order_they_are_checked() -> None:
    sheet = explain(samples.jinbao())
    names = [part.name for part in sheet.parts]
    assert names[0] == "预算执行率"
    assert names[1:-1] == [row[2] for row in samples.JINBAO_ROWS]
    assert names[-1] == "总分和等级"


def test_the_total_is_added_up_class_by_class() -> None:
    steps = explain(samples.jinbao()).parts[-1].steps
    told = [(step.label, step.expression, step.result) for step in steps]
    assert ("总分", "9.97 + 50.00 + 30.00", "99.97") not in told
    assert told[0][0] == "产出指标小计"
    assert told[0][1].startswith("20.00 + 10.00 + 10.00 + 2.00")
    assert told[0][2] == "50.00"
    label, expression, result = told[-2]
    assert label == "总分"
    assert sum(map(Decimal, expression.split(" + "))) == Decimal(result)
    assert told[-1] == ("等级", "99.97 在 ≥90", "优")
    assert "财预〔2020〕10号第十三条" in steps[-1].source


def test_an_open_total_is_told_by_its_ends() -> None:
    part = explain(samples.unjudged()).parts[-1]
    told = [(step.label, step.expression, step.result) for step in part.steps]
    assert told[0][0] == "不适用"
    assert ("最低", "9.97 + 50.00 + 0.00", "59.97") in told
    assert ("最高", "9.97 + 50.00 + 30.00", "89.97") in told
    assert part.result == "59.97～89.97　差、中、良"


def test_caps_are_steps_of_the_total() -> None:
    cap = AppliedCap(Decimal(89), "执行率低于 80%", "某文件")
    card = samples.jinbao()._replace(caps=(cap,), total=Decimal(89), grade="良")
    steps = explain(card).parts[-1].steps
    assert steps[-2][:3] == ("封顶", "执行率低于 80%", "≤89")
    assert steps[-1][:3] == ("等级", "89 在 ≥80 且 <90", "良")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("劳务费", ["劳务费"]),
        ("畅通", ["信息网络畅通率"]),
        (" 宣传费 ", ["宣传费"]),
        ("执行率", ["预算执行率"]),
        ("总分", ["总分和等级"]),
    ],
)
def test_a_row_is_found_by_its_name_or_a_part_of_it(name: str, found: list[str]) -> None:
    assert [part.name for part in explain(samples.jinbao(), name).parts] == found


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("满意度", "名称里有“满意度”的不止一个；您是要“工作人员满意度”、“持卡人员满意度”吗？"),
        ("劳动费", "没有指标“劳动费”；您是要“劳务费”"),
        ("", "没有指标“”；您是要"),
        ("zzz", "没有指标“zzz”；您是要"),
    ],
)
def test_an_unknown_name_is_answered_with_suggestions(name: str, message: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        explain(samples.jinbao(), name)
    assert message in str(caught.value)


def test_an_exact_name_goes_before_longer_ones() -> None:
    card = samples.card([samples.row("培训"), samples.row("培训人数")])
    assert [part.name for part in explain(card, "培训").parts] == ["培训"]


def test_rows_of_one_name_are_all_shown() -> None:
    card = samples.card(
        [samples.row("人数", level2="数量指标"), samples.row("人数", level2="质量指标")]
    )
    assert [part.level2 for part in explain(card, "人数").parts] == ["数量指标", "质量指标"]


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_text_fits_the_width(columns: int) -> None:
    name = "很长的指标名称" * 20 + "\x1b[31m"
    text = write(explain(samples.card([samples.row(name)])), "table", columns).decode()
    assert max(map(width, text.split("\n"))) <= columns
    assert "\x1b" not in text


def test_every_step_is_numbered_and_names_its_rule() -> None:
    text = write(explain(samples.jinbao(), "执行率"), "table", 80).decode()
    assert "  1.1 执行率：82.731 ÷ 83 = 99.68%\n      依据 规则 /execution\n" in text
    assert "  1.2 得分：10 × 82.731 ÷ 83 = 9.97\n" in text


def test_json_and_markdown_hold_every_step() -> None:
    sheet = explain(samples.jinbao())
    document = json.loads(write(sheet, "json", 80))
    assert [part["name"] for part in document["parts"]] == [part.name for part in sheet.parts]
    assert [len(part["steps"]) for part in document["parts"]] == [
        len(part.steps) for part in sheet.parts
    ]
    text = write(sheet, "markdown", 80).decode()
    rows = [line for line in text.split("\n") if line.startswith("| ") and line[2].isdigit()]
    assert len(rows) == sum(len(part.steps) for part in sheet.parts)
