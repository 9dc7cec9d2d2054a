"""Where the free texts of a project are printed, and how a target is split: nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import notation
from scoring.model.project import Indicator, Project
from scoring.render.grid import placed
from scoring.render.layouts import FORMS, lay_out
from scoring.render.layouts.target_cells import cells_of, split
from scoring.render.layouts.texts import MEASURES, PROBLEMS, Texts
from tests.render import samples


def own(*analysis: tuple[str, object]) -> Texts:
    return Texts(Project("甲", 2023, analysis=analysis))


def test_a_text_is_taken_once_by_its_label_or_a_synonym() -> None:
    texts = own(
        ("存在的问题", "问题"), ("3.下一步改进措施（200字以内）：", "措施"), ("经费说明", "其他")
    )
    assert texts.take(PROBLEMS) == "问题"
    assert texts.take(PROBLEMS) == ""
    assert texts.take(MEASURES) == "措施"
    assert texts.rest() == [("经费说明", "其他")]
    assert texts.rest() == []


def test_several_texts_for_one_cell_keep_their_labels_but_for_its_own() -> None:
    texts = own(("存在问题", "甲"), (PROBLEMS, "乙"))
    assert texts.take(PROBLEMS) == "乙\n存在问题：甲"


def test_deeper_labels_are_printed_line_by_line_or_opened() -> None:
    deeper = (("产出情况及分析", "好"), ("其他", "有"))
    assert own(("存在问题", deeper)).take(PROBLEMS) == "产出情况及分析：好\n其他：有"
    texts = own(("自评结果分析", deeper))
    texts.open_group("自评结果分析")
    assert texts.take("产出情况及分析") == "好"
    assert texts.rest() == [("其他", "有")]


LABELS = st.sampled_from(
    ["主要经验做法", "存在问题", "改进措施", "评价结论", "项目实施情况", "自评结果分析", "项目负责人",
     "财务负责人", "填报日期", "项目类别", "项目类型", "偏差原因分析", "自拟的一段", PROBLEMS, MEASURES]
)  # fmt: skip
MARKED = st.integers(0, 10**6).map("文字第{}号".format)


@given(
    st.dictionaries(
        LABELS, MARKED | st.lists(st.tuples(LABELS, MARKED), min_size=1, max_size=3).map(tuple)
    )
)
def test_no_text_is_lost_on_any_form(analysis: dict[str, object]) -> None:
    card = samples.card([samples.row("甲")])
    card = card._replace(project=card.project._replace(analysis=tuple(analysis.items())))
    said = []
    for text in analysis.values():
        said += [inner for _, inner in text] if isinstance(text, tuple) else [text]
    for form in FORMS:
        printed = "\n".join(cell.text for row in lay_out(card, form).rows for cell in row)
        assert [text for text in said if str(text) not in printed] == []


DEEP = ("sichuan", "hubei")
"""With room for one label below another; what is deeper is printed line by line."""


@pytest.mark.parametrize("form", FORMS)
def test_labels_below_a_label_keep_their_own_cells(form: str) -> None:
    analysis = (("经费说明", (("人员", "三人"), ("设备", (("购置", "两台"), ("维修", "无"))))),)
    card = samples.card([samples.row("甲")])
    card = card._replace(project=card.project._replace(analysis=analysis))
    grid = lay_out(card, form)
    cells = [cell for row in grid.rows for cell in row]
    assert next(cell for cell in cells if cell.text == "经费说明").rows == 2 + (form not in DEEP)
    assert next(cell for cell in cells if cell.text == "三人").rows == 1
    assert placed(grid)


@pytest.mark.parametrize("form", FORMS)
def test_code_and_note_are_printed(form: str) -> None:
    card = samples.card([samples.row("甲")])
    card = card._replace(project=card.project._replace(code="0015", note="随决算公开"))
    rows = [[cell.text for cell in row] for row in lay_out(card, form).rows]
    assert ["项目编码", "0015"] in rows
    assert ["备注", "随决算公开"] in rows


@pytest.mark.parametrize(
    ("target", "cells"),
    [
        ("≥95%", ("≥", "95", "%")),
        ("=1个", ("=", "1", "个")),
        ("不低于90%", ("≥", "90", "%")),
        ("≤8.40万元", ("≤", "8.40", "万元")),
        ("≥12,000份", ("≥", "12000", "份")),
        ("300公里", ("", "300", "公里")),
        ("0", ("", "0", "")),
        ("≥8万亩", ("≥", "8", "万亩")),
        ("80%-90%", ("区间", "80%-90%", "")),
        ("2023年12月底前", ("期限", "2023年12月底前", "")),
        ("提高", ("定性", "提高", "")),
        ("定性 优良中低差", ("定性", "优良中低差", "")),
        ("定性", ("", "定性", "")),
        ("达到3项标准和4项要求", ("", "达到3项标准和4项要求", "")),
        ("/", ("", "/", "")),
        ("", ("", "", "")),
        (None, ("", "", "")),
    ],
)
def test_a_target_is_split(target: str | None, cells: tuple[str, str, str]) -> None:
    assert split(target) == cells


TARGETS = st.one_of(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "≥", "≤", "=", ">", "<", "不少于", "定性", "约"]),
        st.decimals(-10, 10**7, places=2).map(str) | st.integers(0, 10**7).map("{:,}".format),
        st.sampled_from(
            ["", "%", "万元", "人次", "年/万元", "元/人", "万", "以上", "‰", "个工作日"]
        ),
    ),
    st.text(max_size=15),
)


@given(TARGETS)
def test_the_cells_give_the_same_target_together(target: str) -> None:
    nature, value, unit = split(target)
    together = notation.combine(nature or None, value, unit or None)
    if nature == "定性":
        assert together is not None
        assert together.endswith(value)
        assert value in target
    else:
        assert together is not None
        assert notation.parse(together) == notation.parse(target)


def test_the_rows_own_parts_are_printed_where_the_whole_cannot_be_split() -> None:
    row = Indicator(
        "甲", "/", initial_target="3项标准和4项要求", operator="符合", measure_unit="项"
    )
    whole = notation.combine(row.operator, row.initial_target, row.measure_unit)
    assert whole is not None
    assert cells_of(whole, row) == ("符合", "3项标准和4项要求", "项")
