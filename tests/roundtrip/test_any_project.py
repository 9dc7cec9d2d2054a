"""Whatever an author may have written comes back: rows, targets, actuals, weights, points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring import notation
from scoring.engine import score_project
from scoring.notation.folding import fold
from scoring.render import render
from scoring.render.layouts import FORMS as LAYOUTS
from scoring.render.shown import shown
from tests.laws.test_scoring_laws import numbers, quantitative, rule_sets
from tests.roundtrip.comparing import execution_of, read_project, result_of, row_of

if TYPE_CHECKING:
    from scoring.model.project import Indicator, Project
    from scoring.model.ruleset import RuleSet

NASTY = (
    "=SUM(A1:A9)", "+1", "-1", "@甲", "'=1个", "1-2", "2023/1/5", "1e5", "0012", "0.30", "TRUE",
    "#REF!", "甲,乙;丙|丁", '他说"好"', "<b>甲</b>&amp;乙", "甲\n乙", "第一行\n\n第三行", "甲\t乙",
    "  甲  乙  ", "甲\u3000乙", "A\r\nB", "甲/乙/丙", "~甲", "甲: 乙", "- 甲", "# 甲", "[甲]", "{甲}",
    "😀甲", "𠮷野家", "甲\u200b乙", "甲\x07乙", "a" * 300, "甲" * 1200, "（甲）", "甲（2023）",
    "甲（乙）（丙）", "产出（50分）", "100%", "≥90%甲", "一、甲", "1.甲", "其中：甲", "备注甲", "\n=1", " =1",
)  # fmt: skip
"""Texts that some format takes for something else."""

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
    st.text("甲乙丙丁年月日数率=+-@1234567890.%≥≤/（）：，。 \n", min_size=1, max_size=20),
)


def squeezed(text: str | None) -> str:
    """A text as it can come back: what is hidden is shown, blanks do not count."""
    bare = "".join(fold(shown(text or "")).split())
    return bare.replace("\u200b", "").replace("\ufeff", "")


def is_blank(text: str) -> bool:
    return isinstance(notation.parse(text), notation.Blank)


names = texts.filter(lambda text: len(squeezed(text)) > 1 and not is_blank(text)).map(
    lambda text: f"{text}情况"
)

# The year stands in the title of the Hubei form, and a title is no longer than a label may be.
short_names = names.filter(lambda text: len(shown(text)) < 120)


@st.composite
def rows(draw: st.DrawFn) -> Indicator:
    """A row; qualitative ones with any words, numeric ones as the laws have them."""
    row = draw(quantitative())
    if draw(st.booleans()):
        row = row._replace(initial_target=draw(texts), actual=draw(texts))
    reason: str | None = draw(st.one_of(st.none(), texts))
    return row._replace(name=draw(names), explanation=reason)


@st.composite
def any_project(draw: st.DrawFn) -> Project:
    from scoring.model.project import Fund, Project

    fund = Fund(
        "资金总额",
        "/项目资金/资金总额",
        annual_budget=draw(numbers),
        executed=draw(numbers),
        is_total=True,
        explanation=draw(st.one_of(st.none(), texts)),
    )
    indicators = tuple(
        row._replace(path=f"/绩效指标/{place}")
        for place, row in enumerate(draw(st.lists(rows(), min_size=1, max_size=6)))
    )
    return Project(
        draw(short_names),
        draw(st.integers(2000, 2099)),
        department=draw(st.one_of(st.none(), names)),
        unit=draw(st.one_of(st.none(), names)),
        funds=(fund,),
        goal=draw(st.one_of(st.none(), texts)),
        goal_result=draw(st.one_of(st.none(), texts)),
        indicators=indicators,
        analysis=tuple((("主要经验做法", draw(texts)),) if draw(st.booleans()) else ()),
    )


@pytest.mark.parametrize("ending", ["xlsx", "docx", "html", "csv"])
@settings(max_examples=40)
@given(project=any_project(), rules=rule_sets, layout=st.sampled_from(sorted(LAYOUTS)))
def test_what_is_written_is_read(
    ending: str, project: Project, rules: RuleSet, layout: str
) -> None:
    written = score_project(project, rules)
    back = read_project(render(written, ending, layout), f"form.{ending}")
    assert (back.rules or "mof-2020") == rules.id
    for field in ("name", "department", "unit", "goal", "goal_result"):
        assert squeezed(getattr(back, field)) == squeezed(getattr(project, field)), field
    assert back.year == project.year
    assert len(back.indicators) == len(project.indicators)
    for was, now in zip(project.indicators, back.indicators, strict=True):
        assert squeezed(now.name) == squeezed(was.name)
        assert squeezed(now.actual) == squeezed(was.actual)
        if layout != "sichuan":
            assert squeezed(now.initial_target) == squeezed(was.initial_target)
        assert now.weight == was.weight
        if layout != "hubei":
            assert squeezed(now.explanation) == squeezed(was.explanation)
    assume(not any(hidden(row) for row in project.indicators))
    read = score_project(back, rules)
    assert execution_of(read.execution) == execution_of(written.execution)
    assert [row_of(row, {"name"}) for row in read.indicators] == [
        row_of(row, {"name"}) for row in written.indicators
    ]
    assert result_of(read) == result_of(written)


def hidden(row: Indicator) -> bool:
    """Whether a target or an actual holds what is shown differently from how it is written."""
    return any(shown(text) != text for text in (row.initial_target or "", row.actual or ""))
