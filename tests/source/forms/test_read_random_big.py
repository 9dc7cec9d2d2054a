"""Whatever cells a sheet has, reading it ends in forms or a finding, and never raises."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.model.digest import project_digest
from scoring.notation.vocabulary import tables
from scoring.source.events import read_document
from scoring.source.forms.sheet import FormCell, FormSheet
from scoring.source.forms.writing import project_text
from scoring.source.project import read_project
from tests.source.forms.sheet_building import address, read

LABELS = [
    "项目名称", "年度", "主管部门", "实施单位", "项目资金（万元）", "年初预算数", "全年预算数",
    "全年执行数",
    "执行率", "分值", "得分", "年度资金总额", "其中：财政拨款", "其他资金", "年度总体目标", "预期目标",
    "实际完成情况", "绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "调整后指标值",
    "实际完成值", "指标性质", "度量单位", "偏差原因分析及改进措施", "产出指标（50分）", "数量指标",
    "指标1：", "……",
    "总分", "自评等级", "优", "100", "9.97", "0.9968", "99.68%", "≥90%", "=1个", "/", "—", "项目绩效分析",
    "自评结果分析", "存在问题", "主要经验做法", "备注：1.说明", "2023年度某项目支出绩效自评表",
    "（2023年度）",
    "评分规则 mof-2020（办法，版本 1）", "无法评判\n1～2", "不适用", "不适用：没有", "扣2分：迟报",
    "项目类别",
    "1、一次性□ 2、经常性■", "单位：元", "预算数：", "执行数：", "项目名称：某项目", "复核完成值",
    "project_id",
    "indicator", "target", "actual", "总分：95 等级：优", "90\n（调整后：95）", "（90分）", "：", "(", "）",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(LABELS),
    st.sampled_from(sorted({word for text in tables()["forms"].values() for word in text.split()})),
    st.text(min_size=1, max_size=12),
)
PIECES = st.tuples(
    st.integers(0, 14), st.integers(0, 10), TEXTS, st.integers(1, 6), st.integers(1, 6)
)


def form_sheet(pieces: list[tuple[int, int, str, int, int]], name: str | None) -> FormSheet:
    places: dict[tuple[int, int], FormCell] = {}
    for row, column, text, rows, columns in pieces:
        cell = FormCell(row, column, text, address(row, column), rows, columns)
        places.setdefault((row, column), cell)
    return FormSheet(name, tuple(places[key] for key in sorted(places)), ("年度自评表",), ("备注",))


def check(*sheets: FormSheet) -> None:
    reading = read(*sheets)
    assert reading.forms or reading.findings
    for form in reading.forms:
        project = read_project(form.document).project
        assert project is not None
        for finding in form.document.findings:
            assert finding.sheet in {sheet.name for sheet in sheets}
        again = read_project(read_document(project_text(form.document))).project
        assert again is not None
        assert project_digest(again) == project_digest(project)


@settings(max_examples=2500, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_scattered_cells_with_overlapping_merges(
    pieces: list[tuple[int, int, str, int, int]],
) -> None:
    check(form_sheet(pieces, "Sheet1"))


@settings(max_examples=2500, deadline=None)
@given(st.lists(st.lists(TEXTS, max_size=10), max_size=14), st.lists(PIECES, max_size=20))
def test_full_rows_and_a_second_table(
    rows: list[list[str]], pieces: list[tuple[int, int, str, int, int]]
) -> None:
    full = [
        (at, column, text, 1, 1) for at, row in enumerate(rows) for column, text in enumerate(row)
    ]
    check(form_sheet(full, "表1"), form_sheet(pieces, "表2"))


@settings(max_examples=2500, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=3, max_size=10), max_size=10))
def test_rows_below_a_true_header(rows: list[list[str]]) -> None:
    header = [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
    ]
    money = ["项目资金", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    all_rows = [["项目名称", "甲"], money, *rows[:4], header, *rows[4:]]
    full = [
        (at, column, text, 1, 1)
        for at, row in enumerate(all_rows)
        for column, text in enumerate(row)
        if text
    ]
    check(form_sheet(full, "Sheet1"))
