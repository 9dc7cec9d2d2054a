"""Self-evaluation and review side by side: whose points count, what differs, why, what is open."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring.analysis.pairing import pair
from scoring.model.project import Indicator

if TYPE_CHECKING:
    from scoring.model.review import Review, ReviewedRow

D = Decimal
FUNDS = {"资金总额": {"全年预算数": 100, "全年执行数": 90}}
PEOPLE = {"年初指标值": "≥100人", "实际完成值": "100人", "分值": 50, "得分": 50}
RATE = {"年初指标值": "≥90%", "实际完成值": "95%", "分值": 30, "得分": 30}
EFFECT = {"年初指标值": "提高", "实际完成值": "达成预期指标", "分值": 10, "得分": 10}


def project(**changes: object) -> dict[str, object]:
    """Three rows under three classes; a change of None leaves the row out."""
    rows: dict[str, object] = {"培训人数": PEOPLE, "合格率": RATE, "办事效率": EFFECT}
    rows |= {name: change for name, change in changes.items() if name in rows}
    tree = {
        "产出指标": {
            "数量指标": {"培训人数": rows["培训人数"]},
            "质量指标": {"合格率": rows["合格率"]},
        },
        "效益指标": {"社会效益指标": {"办事效率": rows["办事效率"]}},
    }
    levels = [(one, two, names) for one, twos in tree.items() for two, names in twos.items()]
    listed = [
        {"一级指标": one, "二级指标": two, "三级指标": name, **fields}
        for one, two, names in levels
        for name, fields in names.items()
        if isinstance(fields, dict)
    ]
    rest = {name: value for name, value in changes.items() if name not in rows}
    document = {"项目名称": "例", "年度": 2023, "项目资金": FUNDS, "绩效指标": listed, **rest}
    return {key: value for key, value in document.items() if value is not None}


def named(review: Review, name: str) -> ReviewedRow:
    return next(row for row in review.rows if row.name == name)


def codes(review: Review) -> list[str]:
    return [finding.code for finding in review.findings]


def test_the_second_files_actual_is_judged_by_the_same_rules() -> None:
    review = scoring.review(
        project(), project(培训人数={**PEOPLE, "实际完成值": "80人", "复核意见": "签到表80人"})
    )
    row = named(review, "培训人数")
    assert (row.own.actual, row.own.score) == ("100人", D(50))
    assert (row.review.actual, row.review.score) == ("80人", D("40.00"))
    assert (row.difference, row.deviation, row.basis) == (D("-10.00"), D("-20.00"), "computed")
    assert (row.reason, row.is_explained) == ("签到表80人", True)
    assert (review.own.total, review.review.total) == (D("99.00"), D("89.00"))
    assert (review.own.grade, review.review.grade, review.difference) == ("优", "良", D("-10.00"))
    assert "RV683" not in codes(review)


def test_written_review_points_go_before_the_rules() -> None:
    review = scoring.review(
        project(), project(培训人数={**PEOPLE, "实际完成值": "80人", "复核得分": 45})
    )
    row = named(review, "培训人数")
    assert (row.review.score, row.basis) == (D("45.00"), "written")
    assert review.review.total == D("94.00")


def test_one_file_holds_both() -> None:
    review = scoring.review(
        project(培训人数={**PEOPLE, "复核得分": "44.5", "复核意见": "缺签到表"})
    )
    row = named(review, "培训人数")
    assert (row.own.score, row.review.score, row.difference) == (D(50), D("44.50"), D("-5.50"))
    assert row.reason == "缺签到表"
    assert review.review.total == D("93.50")
    assert not codes(review)


def test_without_a_claim_the_computed_points_stand_for_the_unit() -> None:
    unclaimed = {key: value for key, value in PEOPLE.items() if key != "得分"}
    review = scoring.review(project(培训人数={**unclaimed, "实际完成值": "80人"}))
    row = named(review, "培训人数")
    assert (row.claimed, row.computed, row.own.score) == (None, D("40.00"), D("40.00"))


def test_claimed_and_computed_totals_are_both_there() -> None:
    wrong = project(培训人数={**PEOPLE, "实际完成值": "80人"}, 自评结果={"总分": 99, "等级": "优"})
    review = scoring.review(wrong)
    assert review.claimed.total == review.own.total == D(99)
    assert (review.computed.total, review.computed.grade) == (D("89.00"), "良")
    assert (review.review.total, review.difference) == (D("89.00"), D("-10.00"))
    # The rules give other points for the same actual: that is the reason, nobody need write it.
    row = named(review, "培训人数")
    assert row.is_explained
    assert "按规则计算" in str(row.reason)
    assert not codes(review)


@pytest.mark.parametrize("note", [None, "", "无", "/"])
def test_a_difference_without_a_reason_is_found(note: str | None) -> None:
    row = {**PEOPLE, "复核得分": 40, "复核意见": note, "偏差原因": "场地检修"}
    review = scoring.review(project(培训人数=row))
    (finding,) = [known for known in review.findings if known.code == "RV683"]
    assert finding.severity == "warning"
    assert finding.path.endswith("/复核意见")
    assert "50" in finding.message
    assert "40" in finding.message
    # What the unit had written is shown, and explains nothing of the review.
    shown = named(review, "培训人数")
    assert (shown.reason, shown.is_explained) == ("自评说明：场地检修", False)


@pytest.mark.parametrize("points", ["49.99", "50"])
def test_a_hundredth_needs_no_reason(points: str) -> None:
    assert not codes(scoring.review(project(培训人数={**PEOPLE, "复核得分": points})))


def test_an_explanation_new_in_the_reviewers_file_is_a_reason() -> None:
    unit = {**PEOPLE, "偏差原因": "场地检修"}
    copied = {**unit, "实际完成值": "80人"}
    own = project(培训人数=unit)
    assert codes(scoring.review(own, project(培训人数=copied))) == ["RV683"]
    other = project(培训人数={**copied, "偏差原因": "只核到80人"})
    assert not codes(scoring.review(own, other))


def test_the_rules_can_switch_the_finding_off_or_make_it_an_error() -> None:
    rules = scoring.load_rules()
    setting = type(rules.checks[0][1])
    row = {**PEOPLE, "复核得分": 40}
    off = rules._replace(checks=(("RV683", setting(off=True)),))
    assert not codes(scoring.review(project(培训人数=row), rules=off))
    grave = rules._replace(checks=(("RV683", setting(severity="error")),))
    (finding,) = scoring.review(project(培训人数=row), rules=grave).findings
    assert finding.severity == "error"


def test_the_execution_rate_is_reviewed_too() -> None:
    money = {"资金总额": {"全年预算数": 100, "全年执行数": 80}}
    review = scoring.review(project(自评结果={"执行率得分": 10}), project(项目资金=money))
    part = review.execution
    assert (part.claimed, part.computed) == (D(10), D("9.00"))
    assert (part.own.score, part.review.score, part.difference) == (D(10), D("8.00"), D("-2.00"))
    assert (part.own.actual, part.review.actual) == ("90.00%", "80.00%")
    (finding,) = review.findings
    assert finding.code == "RV683"
    assert finding.path == "/项目资金/资金总额/偏差原因"
    explained = {"资金总额": {**money["资金总额"], "偏差原因": "退回10万元"}}
    review = scoring.review(project(), project(项目资金=explained))
    assert (review.execution.reason, codes(review)) == ("退回10万元", [])


def test_a_row_the_reviewer_left_out_is_open_not_zero() -> None:
    review = scoring.review(project(), project(合格率=None))
    row = named(review, "合格率")
    assert (row.standing, row.review.score, row.difference) == ("self_only", None, None)
    assert (row.review.low, row.review.high) == (D("0.00"), D("30.00"))
    assert (review.review.total, review.review.grade, review.difference) == (None, None, None)
    bounds = review.review.bounds
    assert bounds is not None
    assert (bounds.low, bounds.high, bounds.grades) == (D("69.00"), D("99.00"), ("中", "良", "优"))
    assert review.own.total == D("99.00")
    assert any("“合格率”" in remark for remark in review.remarks)


def test_a_row_only_the_reviewer_has_is_shown_and_counts_for_the_review() -> None:
    review = scoring.review(project(合格率=None), project())
    row = review.rows[-1]
    assert (row.name, row.standing, row.own.score) == ("合格率", "review_only", None)
    assert review.own.total == D("69.00")
    assert review.review.total == D("99.00")
    assert row.remarks == ("自评文件中没有这一项",)


def test_an_unfilled_actual_of_the_reviewer_is_not_taken_from_the_unit() -> None:
    review = scoring.review(project(), project(培训人数={"复核意见": "没有材料"}))
    row = named(review, "培训人数")
    assert (row.review.score, row.review.high) == (None, D("50.00"))
    assert review.review.total is None


def test_targets_and_weights_come_from_the_self_evaluation_where_left_out() -> None:
    review = scoring.review(
        project(), project(培训人数={"实际完成值": "80人", "复核意见": "少"}, 项目资金=None)
    )
    assert named(review, "培训人数").review.score == D("40.00")
    assert review.execution.review.score == D("9.00")
    assert any("没有项目资金" in remark for remark in review.remarks)


def test_changed_targets_and_weights_are_remarked() -> None:
    other = {**PEOPLE, "年初指标值": "≥120人", "分值": 40}
    row = named(scoring.review(project(), project(培训人数=other)), "培训人数")
    assert row.remarks[:2] == (
        "指标值不同：自评 ≥100人，复核 ≥120人",
        "分值不同：自评 50，复核 40",
    )


def test_points_in_the_wrong_field_are_not_used_silently() -> None:
    row = named(scoring.review(project(), project(培训人数={**PEOPLE, "得分": 41})), "培训人数")
    assert row.review.score == D("50.00")
    assert "41" in row.remarks[0]


@pytest.mark.parametrize("points", ["50.01", "-1"])
def test_review_points_the_row_cannot_have_are_refused(points: str) -> None:
    review = scoring.review(project(培训人数={**PEOPLE, "复核得分": points}))
    assert "SC602" in codes(review)
    assert named(review, "培训人数").review.score is None
    assert review.review.total is None


def test_the_reviewer_can_settle_what_the_rules_cannot_judge() -> None:
    partly = {**EFFECT, "实际完成值": "部分达成预期指标"}
    partly.pop("得分")
    assert scoring.review(project(办事效率=partly)).review.total is None
    settled = {**partly, "复核得分": 7, "复核意见": "一半窗口"}
    review = scoring.review(project(), project(办事效率=settled))
    assert review.review.total == D("96.00")
    assert not codes(review)


def test_rows_that_do_not_apply_take_no_part() -> None:
    gone = {"分值": 10, "年初指标值": "提高", "不适用": "当年没有", "复核得分": 3}
    review = scoring.review(project(办事效率=gone))
    row = named(review, "办事效率")
    assert (row.review.score, row.is_applicable) == (None, False)
    assert "没有采用" in row.remarks[0]
    # The ten points are shared by the others; their claims stay claims.
    assert review.review.total == D("99.00")
    missing = scoring.review(project(办事效率=gone), project(办事效率=None))
    assert missing.review.bounds is None


def test_other_projects_and_years_are_remarked() -> None:
    review = scoring.review(project(), project(项目名称="别的", 年度=2022))
    assert any("项目名称不同" in remark for remark in review.remarks)
    assert any("年度不同" in remark for remark in review.remarks)


def test_json_holds_exact_numbers() -> None:
    review = scoring.review(project(培训人数={**PEOPLE, "复核得分": "44.50"}))
    text = review.to_json()
    assert '"difference": -5.50' in text
    document = json.loads(text, parse_float=str)
    assert document["schema"] == "jixiao.review/1"
    assert document["review"]["total"] == "93.50"
    assert document["self"]["total"] == "99.00"
    assert [row["name"] for row in document["indicators"]] == ["培训人数", "合格率", "办事效率"]
    assert document["findings"][0]["code"] == "RV683"


def test_without_any_row_nothing_is_known() -> None:
    review = scoring.review({"项目名称": "例", "年度": 2023})
    assert (review.own.total, review.review.total, review.rows) == (None, None, ())


def test_the_finding_stands_where_the_reviewer_wrote() -> None:
    text = json.dumps(project(培训人数={**PEOPLE, "复核得分": 40}), ensure_ascii=False, indent=1)
    (finding,) = scoring.review(text).findings
    assert finding.line is not None
    # 复核意见 is not there: the row is shown.
    assert "一级指标" in text.splitlines()[finding.line]


rows = st.lists(
    st.builds(
        Indicator,
        st.sampled_from(["甲", "乙", "丙"]),
        st.just(""),
        st.sampled_from([None, "产出", "产出指标（50分）", "效益指标"]),
        st.sampled_from([None, "数量指标", "质量指标"]),
    ),
    max_size=8,
)


@given(rows, rows)
def test_every_row_is_paired_once(own: list[Indicator], other: list[Indicator]) -> None:
    pairs = pair(own, other)
    assert [found.own for found in pairs if found.own is not None] == list(range(len(own)))
    others = [found.other for found in pairs if found.other is not None]
    assert sorted(others) == list(range(len(other)))
    for first, second in pairs:
        if first is not None and second is not None:
            assert own[first].name == other[second].name


@given(rows)
def test_the_same_rows_are_paired_with_themselves(own: list[Indicator]) -> None:
    assert all(first == second for first, second in pair(own, own))


points = st.decimals(0, 30, places=2)


@given(claimed=points, review=st.none() | points, actual=st.integers(0, 200))
def test_totals_are_the_sums_of_what_is_shown(
    claimed: Decimal, review: Decimal | None, actual: int
) -> None:
    row = {**RATE, "实际完成值": f"{actual}%", "得分": str(claimed)}
    if review is not None:
        row["复核得分"] = str(review)
    found = scoring.review(project(合格率=row))
    parts = [found.execution, *found.rows]
    own = sum((part.own.score or D(0) for part in parts), D(0))
    theirs = sum((part.review.score or D(0) for part in parts), D(0))
    assert (found.own.total, found.review.total) == (own, theirs)
    assert found.difference == sum((part.difference or D(0) for part in parts), D(0))
