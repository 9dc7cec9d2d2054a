"""What-if: names, fields, strict values, what changes and what does not."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import jsonschema
import pytest

import scoring
from scoring.analysis.changes import ChangeError
from scoring.analysis.whatif import whatif
from scoring.model.project import Fund, Indicator
from scoring.render.analysis_page import FORMATS, write_whatif
from scoring.render.analysis_schema import whatif_schema
from tests.building import project, row

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard

TEXT = """\
项目名称: 培训
年度: 2023
项目资金: {资金总额: {全年预算数: 100, 全年执行数: 90}}
绩效指标:
  产出指标:
    数量指标:
      培训人数: {年初指标值: ≥100人, 实际完成值: 80人, 分值: 40, 得分: 32}
      培训场次: {年初指标值: ≥10场, 实际完成值: ≥10场, 分值: 10}
    质量指标:
      "PM2.5=0的天数": {年初指标值: ≥300天, 实际完成值: 300天, 分值: 10}
      满意度: {年初指标值: ≥90%, 实际完成值: 95%, 分值: 10}
  效益指标:
    社会效益指标:
      满意度: {年初指标值: ≥90%, 实际完成值: 45%, 分值: 10}
      风气: {年初指标值: 改善, 实际完成值: 部分达成, 分值: 很多}
      技能: {年初指标值: 改善, 实际完成值: 部分达成, 分值: 10}
"""


@pytest.fixture
def card() -> Scorecard:
    return scoring.score(TEXT)


def test_an_actual_by_its_name(card: Scorecard) -> None:
    found = whatif(card, ["培训人数=100人"])
    assert [change.before for change in found.changes] == ["80人"]
    changed = [row for row in found.rows if row.is_changed]
    assert [(row.before.name, row.before.score, row.after.score) for row in changed] == [
        ("培训人数", Decimal("32.00"), Decimal("40.00"))
    ]
    assert changed[0].difference == Decimal("8.00")
    assert card.project.indicators[0].actual == "80人"


def test_an_actual_may_begin_with_a_sign(card: Scorecard) -> None:
    assert whatif(card, ["培训人数==100人"]).after.project.indicators[0].actual == "=100人"
    assert whatif(card, ["培训人数＝100人"]).after.project.indicators[0].actual == "100人"


@pytest.mark.parametrize(
    ("written", "position", "field", "value"),
    [
        ("人数.分值=30", 0, "weight", Decimal(30)),
        ("人数.weight=30分", 0, "weight", Decimal(30)),
        ("培训人数.年度指标值=≥60人", 0, "initial_target", "≥60人"),
        ("培训人数.调整后指标值=≥60人", 0, "adjusted_target", "≥60人"),
        ("培训人数.佐证材料=[签到表, 照片]", 0, "evidence", ("签到表", "照片")),
        ("培训人数.佐证材料=", 0, "evidence", ()),
        ("PM2.5=0的天数=290天", 2, "actual", "290天"),
        ("PM2.5=0的天数.分值=5", 2, "weight", Decimal(5)),
        ("质量指标/满意度=80%", 3, "actual", "80%"),
        ("产出指标 / 质量指标 / 满意度.分值=8", 3, "weight", Decimal(8)),
        ("满意度#2=80%", 4, "actual", "80%"),
        ("技能.完成程度=75%", 6, "degree", Decimal(75)),
        ("技能.不适用=任务取消", 6, "not_applicable", "任务取消"),
        ("技能=", 6, "actual", None),
    ],
)
def test_names_and_fields(
    card: Scorecard, written: str, position: int, field: str, value: object
) -> None:
    after = whatif(card, [written]).after.project
    assert getattr(after.indicators[position], field) == value
    untouched = [at for at in range(len(after.indicators)) if at != position]
    assert all(after.indicators[at] == card.project.indicators[at] for at in untouched)


def test_a_method_with_parameters(card: Scorecard) -> None:
    found = whatif(card, ["培训人数.赋分方法={区间赋分: [[100, 100%], [80, 50%]]}"])
    assert found.after.indicators[0].score == Decimal("20.00")
    assert found.changes[0].after == "区间赋分 100→100% 80→50%"


def test_values_of_python(card: Scorecard) -> None:
    changes = {"培训人数.分值": 20.5, "培训场次": None, "技能.完成程度": Decimal(70)}
    after = whatif(card, changes).after.project
    assert after.indicators[0].weight == Decimal("20.5")
    assert after.indicators[1].actual is None
    assert after.indicators[6].degree == Decimal(70)


def test_money(card: Scorecard) -> None:
    found = whatif(card, ["全年执行数=1000000元", "annual_budget=200"])
    assert found.after.execution.executed == Decimal(100)
    assert found.after.execution.score == Decimal("5.00")
    assert found.is_execution_changed
    assert [change.after for change in found.changes] == ["100万元", "200万元"]


def test_money_of_several_rows_must_be_named() -> None:
    given = project(row("≥1人", "1人", 90))
    funds = tuple(
        Fund(name, f"/项目资金/{name}", annual_budget=Decimal(50), executed=Decimal(10))
        for name in ("市级资金", "县级资金")
    )
    card = scoring.score(given._replace(funds=funds))
    with pytest.raises(ChangeError, match=r"市级资金\.全年执行数、县级资金\.全年执行数"):
        whatif(card, ["全年执行数=50"])
    found = whatif(card, ["市级资金.全年执行数=50"])
    assert found.after.execution.rate == Decimal("60.00")


def test_money_where_there_is_none() -> None:
    card = scoring.score(project(row("≥1人", "1人", 90))._replace(funds=()))
    found = whatif(card, ["全年预算数=10", "全年执行数=5"])
    assert found.after.total == Decimal("95.00")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("培训=1", "名称里有“培训”的不止一个；您是要“培训人数”、“培训场次”吗"),
        ("不存在的名字=1", "没有指标“不存在的名字”"),
        ("满意度=80%", "叫“满意度”的指标有 2 个.*质量指标/满意度.*社会效益指标/满意度"),
        ("培训人数.人=1", "没有可以改的字段“人”"),
        ("培训人数.完成程读=1", "是不是“完成程度”"),
        ("培训人数.分值=很多", "“分值”写的是“很多”，应是一个分数"),
        ("全年执行数=3个", "应是一个金额"),
        ("技能.完成程度=高", "应是0到100的百分数"),
        ("培训人数.赋分方法={区间赋分: 3}", "应是各档的列表"),
        ("培训人数.赋分方法={区间", "不能改"),
        ("培训人数", "没有写等号"),
        ("=5", "等号前面没有名称"),
        ("预算执行率=99%", "改金额：全年执行数=值"),
    ],
)
def test_what_cannot_be_changed_is_told(card: Scorecard, written: str, message: str) -> None:
    with pytest.raises(ChangeError, match=message):
        whatif(card, [written])


def test_findings_appear_and_vanish(card: Scorecard) -> None:
    found = whatif(card, ["风气.分值=10", "风气.完成程度=70", "培训场次=10场", "技能=空话"])
    assert {finding.code for finding in found.vanished} >= {"YM104", "AC501", "CP203"}
    assert "YM104" not in {finding.code for finding in found.appeared}
    assert all(finding.line is not None for finding in found.vanished)


def test_what_the_unit_claims_is_no_new_finding(card: Scorecard) -> None:
    # 得分 32 was right for 80人 and belongs to it.
    found = whatif(card, ["培训人数=100人"])
    assert not [one for one in found.appeared if one.code in {"SC601", "SC606"}]
    wrong = scoring.score(TEXT.replace("得分: 32", "得分: 40"))
    assert "SC607" in {one.code for one in whatif(wrong, ["培训人数=100人"]).vanished}


def test_rows_of_one_name_and_class_are_counted() -> None:
    twice = (row("≥1人", "1人", 45), row("≥1人", "1人", 45))
    card = scoring.score(project(*twice))
    with pytest.raises(ChangeError, match=r"某项指标#1.*某项指标#2"):
        whatif(card, ["某项指标=0人"])
    found = whatif(card, ["某项指标#2=0人"])
    assert [row.is_changed for row in found.rows] == [False, True]


def test_an_empty_name_never_matches() -> None:
    card = scoring.score(project(Indicator("", "/绩效指标/0")))
    with pytest.raises(ChangeError):
        whatif(card, ["甲=1"])


@pytest.mark.parametrize("changes", [["培训人数=100人"], ["全年执行数="], ["技能.完成程度=75"]])
def test_json_fits_its_schema(card: Scorecard, changes: list[str]) -> None:
    schema = whatif_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(whatif(card, changes).to_json()), schema)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_repeatable(card: Scorecard, format: str) -> None:  # noqa: A002
    found = whatif(card, ["培训人数=100人"])
    assert write_whatif(found, format, 80) == write_whatif(found, format, 80)


def test_the_table_has_changed_rows_only(card: Scorecard) -> None:
    found = whatif(card, ["培训人数=100人"])
    few = write_whatif(found, "markdown", 80).decode()
    every = write_whatif(found, "markdown", 80, every=True).decode()
    assert "培训场次" not in few
    assert "其余 6 个指标没有变化" in few
    assert "培训场次" in every
