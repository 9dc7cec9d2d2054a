"""The 自评报告: its outline, where its texts and numbers come from, its gaps, its two formats."""

from __future__ import annotations

import json
import pickle
import re
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.api import score
from scoring.model.document import json_text
from scoring.model.scorecard import AppliedCap, Section
from scoring.render.grid import placed
from scoring.render.layouts import lay_out
from scoring.render.markdown import escape
from scoring.render.self_report import FORMATS, UnknownReportFormatError, compose, write
from scoring.render.self_report.document import Heading, Paragraph, Table
from scoring.render.self_report.topics import Texts
from scoring.render.shown import shown
from tests.render import grids, samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.model.scorecard import Scorecard
    from scoring.render.self_report.document import Block, SelfReport

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(
    path for path in (ROOT / "examples").glob("*.yaml") if path.stem != "approved-targets"
)
FORMS = sorted((ROOT / "tests" / "forms").glob("[0-9]*.yaml"))
OUTLINE = [
    "一、基本情况",
    "二、自评工作开展情况",
    "三、综合评价结论",
    "四、绩效目标完成情况分析",
    "五、偏离绩效目标的原因和改进措施",
    "六、结果应用和公开情况",
    "七、其他",
]
NUMBER = re.compile(r"\d+(?:\.\d+)?")
ORDINAL = re.compile(r"^(?:附件：|　+)?\d+\.(?=\D)")
TRIAL = settings(max_examples=25)


@lru_cache(maxsize=64)
def card_of(path: Path) -> Scorecard:
    return score(str(path))


def headings(report: SelfReport, level: int) -> list[str]:
    return [
        block.text for block in report.body if isinstance(block, Heading) and block.level == level
    ]


def texts_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text in order, a table cell by cell."""
    for block in blocks:
        if isinstance(block, Table):
            if block.grid.title:
                yield block.grid.title
            yield from (place.cell.text for place in placed(block.grid))
        else:
            yield block.text


def below(report: SelfReport, heading: str) -> str:
    """What is printed below a heading, up to the next of its level."""
    found: list[str] = []
    level = 0
    for block in report.body:
        if isinstance(block, Heading) and level and block.level <= level:
            break
        if isinstance(block, Heading) and block.text == heading:
            level = block.level
        elif level:
            found += texts_of((block,))
    return "\n".join(found)


@pytest.mark.parametrize("path", [*EXAMPLES, *FORMS], ids=lambda path: path.stem)
def test_the_outline_is_whole(path: Path) -> None:
    report = compose(card_of(path))
    assert headings(report, 1) == OUTLINE
    second = headings(report, 2)
    assert second[:2] == ["（一）项目概况", "（二）绩效目标"]
    for name in ("产出", "效益", "满意度"):
        assert any(f"{name}指标完成情况" in text for text in second)
    assert headings(report, 3) == ["1.立项背景", "2.实施内容", "3.资金投入和使用"]
    for heading in (*OUTLINE, *second):
        assert below(report, heading).strip()


@pytest.mark.parametrize("path", [*EXAMPLES, *FORMS], ids=lambda path: path.stem)
def test_every_number_is_the_scorecard_s(path: Path) -> None:
    card = card_of(path)
    rules, execution = card.rules, card.execution
    known = json_text(card.project.to_dict()) + card.to_json()
    known += (
        f"{rules.id} {rules.title} {rules.version} {[source.citation for source in rules.sources]}"
    )
    numbers = {Decimal(found) for found in NUMBER.findall(known)}
    # Counts of rows and of lines, money in 万元 with its balance, and points missing at a weight.
    numbers |= set(map(Decimal, range(len(card.indicators) + 10)))
    numbers |= set(map(Decimal, NUMBER.findall(str([row[:17] for row in card.indicators]))))
    form = " ".join(place.cell.text for place in placed(lay_out(card, "shanxi")))
    numbers |= set(map(Decimal, NUMBER.findall(form)))
    for row in card.indicators:
        if row.score is not None and row.effective_weight is not None:
            numbers.add(round(row.effective_weight, 2) - row.score)
    if execution.score is not None:
        numbers.add(execution.weight - execution.score)
    report = compose(card)
    for text in (report.title, *texts_of(report.body), *texts_of(report.evidence)):
        told = ORDINAL.sub("", text)
        assert {Decimal(found) for found in NUMBER.findall(told)} <= numbers, text


@pytest.mark.parametrize("path", [*EXAMPLES, *FORMS], ids=lambda path: path.stem)
def test_every_text_of_the_project_is_in_it_once(path: Path) -> None:
    card = card_of(path)
    project = card.project
    printed = "\n".join(texts_of(compose(card).body))
    said = [
        line for text in (project.goal, project.goal_result) if text for line in text.split("\n")
    ]
    said += [part.strip() for text in _leaves(project.analysis) for part in text.split("\n")]
    for text in filter(None, said):
        assert text in printed
    for text in _leaves(project.analysis):
        if len(text) > 20:
            assert printed.count(text.split("\n")[0].strip()) == 1


def _leaves(pairs: object) -> list[str]:
    if isinstance(pairs, tuple):
        return [text for _, value in pairs for text in _leaves(value)]
    return [] if pairs is None else [str(pairs)]


def test_labels_of_all_forms_find_their_part() -> None:
    project = samples.jinbao().project._replace(
        analysis=(
            ("项目负责人", "张三"),
            ("自评结果分析", (("项目实施和预算执行情况", "一"), ("产出情况及分析", "二"),
                         ("效益情况及分析", "三"), ("满意度情况及分析", "四"), ("总体", "五"))),
            ("主要经验做法", "六"),
            ("项目管理中存在的主要问题及原因分析", "七"),
            ("下一步改进措施及管理建议", "八"),
            ("项目实施内容及过程概述", "九"),
            ("评价结论", "十"),
            ("偏差大或目标未完成原因分析", "十一"),
            ("改进措施及结果应用方案", "十二"),
            ("立项依据", "十三"),
            ("其他", (("别的", "十四"),)),
            ("自评工作开展情况", "十五"),
            ("空的", "  "),
        )
    )  # fmt: skip
    texts = Texts(project)
    topics = ["particulars", "execution", "outputs", "benefits", "satisfaction", "conclusion",
              "experience", "problems", "measures", "content", "reasons", "background", "other",
              "work"]  # fmt: skip
    found = {topic: [said.text for said in texts.of(topic)] for topic in topics}
    assert found == {
        "particulars": ["张三"], "execution": ["一"], "outputs": ["二"], "benefits": ["三"],
        "satisfaction": ["四"], "conclusion": ["五", "十"], "experience": ["六"],
        "problems": ["七"], "measures": ["八", "十二"], "content": ["九"], "reasons": ["十一"],
        "background": ["十三"], "other": ["十四"], "work": ["十五"],
    }  # fmt: skip
    report = compose(samples.jinbao()._replace(project=project))
    assert below(report, "六、结果应用和公开情况") == "见“改进措施及结果应用方案”。"
    assert "改进措施及结果应用方案：十二。" in below(report, "（三）改进措施")
    assert "项目负责人：张三。" in below(report, "（一）项目概况")


def test_nothing_given_leaves_gaps_and_invents_nothing() -> None:
    report = compose(score({"项目名称": "甲", "年度": 2024}))
    assert [gap.wanted for gap in report.gaps] == [
        "主管部门",
        "预算单位",
        "立项依据和背景",
        "项目实施内容和过程",
        "资金的预算、来源和使用情况",
        "年度绩效目标",
        "自评工作的组织、过程和方法",
        "年度绩效目标的实际完成情况",
        "全年预算数和全年执行数",
        "项目管理中存在的主要问题；没有的写“无”",
        "下一步改进措施",
        "自评结果拟怎样应用，何时、在哪里公开",
        "其他需要说明的问题；没有的写“无”",
        "单位名称",
        "报告日期",
        "各项指标的佐证材料",
    ]
    assert "本项目没有设置产出指标。" in below(report, "四、绩效目标完成情况分析")
    assert "总分无法确定" in below(report, "三、综合评价结论")


def test_a_total_that_is_open_is_told_with_its_bounds() -> None:
    card = card_of(ROOT / "examples" / "unjudged.yaml")
    text = below(compose(card), "三、综合评价结论")
    assert "总分未定：最低53.84分，最高96.84分；在此之间，等级可能是差、中、良或优。" in text
    assert (
        "“设备更新完成时间”无法评判：完成时间跨过截止日，请写到日。填写实际完成的日期，写到日。"
        in text
    )
    assert "等级为" not in text
    open_rows = [row for row in card.indicators if row.status == "unjudged"]
    assert all(f"“{row.name}”" in text for row in open_rows)
    shortfall = below(compose(card), "（一）偏离绩效目标的情况和原因")
    assert shortfall.count("无法评判，要补齐的内容见第三部分。") == len(open_rows)


def test_what_is_needed_is_told_whatever_the_keys_of_the_file() -> None:
    rows = [{"level1": "产出指标", "level2": "数量指标", "name": "甲", "initial_target": "≥1个",
             "weight": 90}]  # fmt: skip
    card = score({"name": "乙", "year": 2024, "indicators": rows})
    text = below(compose(card), "三、综合评价结论")
    assert "没有填项目资金，执行率无法计算。" in text
    assert "“甲”没有实际完成值。" in text


def test_lost_points_are_listed_with_their_reasons() -> None:
    text = below(compose(card_of(ROOT / "examples" / "lost-points.yaml")),
                 "（一）偏离绩效目标的情况和原因")  # fmt: skip
    assert (
        "1.预算执行率（分值10分）：执行率86.20%，得8.62分，失1.38分。原因：两期培训班因场地检修取消。"
        in text
    )
    assert (
        "2.“培训人次”（产出指标／数量指标，分值8分）：指标值≥1200人次，实际完成值1050人次，"
        "完成率87.50%，得7.00分，失1.00分。原因：两期培训班取消。"
    ) in text
    assert "指标值“明显提升”，实际完成值“部分达成预期指标”，得7.00分，失3.00分。" in text
    assert "原因：扣1分，抽查发现两份签到表缺失。" in text
    assert "请补充" not in text


def test_lost_points_without_a_reason_leave_a_gap() -> None:
    row = {"年初指标值": "≥100人", "实际完成值": "80人", "分值": 90, "偏差原因": "无"}
    project = {
        "项目名称": "例",
        "年度": 2023,
        "项目资金": {"资金总额": {"全年预算数": 10, "全年执行数": 10}},
        "绩效指标": {"产出指标": {"数量指标": {"人数": row}}},
    }
    name = "（一）偏离绩效目标的情况和原因"
    assert "失18.00分。【请补充：偏离的原因和改进措施】" in below(compose(score(project)), name)
    as_a_whole = {**project, "项目绩效分析": {"偏差大或目标未完成原因分析": "报名不足"}}
    text = below(compose(score(as_a_whole)), name)
    assert "偏差大或目标未完成原因分析：报名不足。" in text
    assert "请补充" not in text
    met = {**row, "实际完成值": "100人"}
    project["绩效指标"] = {"产出指标": {"数量指标": {"人数": met}}}
    assert "都没有失分。" in below(compose(score(project)), name)


def test_a_row_left_out_is_told_and_what_the_others_count_for() -> None:
    left_out = {"年初指标值": "≥1个", "分值": 10, "不适用": "当年没有开展"}
    half = {"年初指标值": "≥100人", "实际完成值": "50人", "分值": 80}
    project = {
        "项目名称": "例",
        "年度": 2023,
        "项目资金": {"资金总额": {"全年预算数": 10, "全年执行数": 10}},
        "绩效指标": {"产出指标": {"数量指标": {"甲": left_out, "乙": half}}},
    }
    text = below(compose(score(project)), "（一）偏离绩效目标的情况和原因")
    assert "分值80分，折算后90分" in text
    assert "得45.00分，失45.00分。" in text
    assert "“甲”（产出指标／数量指标，分值10分，折算后0分）" not in text
    assert "不适用，不参加评分。当年没有开展。" in text


def test_caps_are_told() -> None:
    cap = AppliedCap(Decimal(89), "预算执行率低于 80%，总分不超过 89", "某办法第三条")
    text = below(compose(samples.jinbao()._replace(caps=(cap,))), "三、综合评价结论")
    assert "封顶：预算执行率低于 80%，总分不超过 89（某办法第三条）。" in text


def test_cost_has_its_part_where_it_is_a_class() -> None:
    rows = [samples.row("人均成本", "≤10元", "9元", "20", "成本指标", "经济成本指标")]
    card = samples.card(rows)._replace(
        sections=(Section("成本指标", Decimal(20), Decimal("20.00")),)
    )
    report = compose(card)
    assert "（二）成本指标完成情况" in headings(report, 2)
    assert "【请补充：成本情况及分析】" in below(report, "（二）成本指标完成情况")


def test_evidence_is_listed_and_what_has_none_is_named() -> None:
    card = samples.card(
        [
            samples.row("甲", evidence=("合同", "验收单")),
            samples.row("乙", evidence=("台账",)),
            samples.row("丙"),
            samples.row("丁", not_applicable="没有开展"),
        ]
    )
    table, note = compose(card).evidence
    assert isinstance(table, Table)
    assert isinstance(note, Paragraph)
    rows = [[cell.text for cell in row] for row in table.grid.rows]
    assert rows[1:] == [["1", "甲", "95%", "（1）合同\n（2）验收单"], ["2", "乙", "95%", "台账"]]
    assert note.text == "没有列出佐证材料的指标1项：丙。【请补充：这些指标的佐证材料】"


def word_texts(content: bytes) -> list[str]:
    """The texts of a document in order, a table cell by cell."""
    found = []
    for block in Document(BytesIO(content)).iter_inner_content():
        if isinstance(block, WordTable):
            seen = set()
            for row in block.rows:
                for cell in row.cells:
                    # A merged cell comes again in every place it covers.
                    if cell._tc not in seen:  # noqa: SLF001
                        seen.add(cell._tc)  # noqa: SLF001
                        found += cell.text.split("\n")
        else:
            found.append(block.text)
    return [text for text in found if text]


def all_texts(report: SelfReport) -> list[str]:
    form = report.form
    pieces = [report.title, *texts_of(report.body), *(line.text for line in report.signature)]
    pieces += ["附件1", form.title, form.subtitle, *(place.cell.text for place in placed(form))]
    pieces += [*form.notes, "附件2", report.evidence_title, *texts_of(report.evidence)]
    return [line for text in pieces for line in shown(text).split("\n") if line]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_both_formats_say_the_same(path: Path) -> None:
    report = compose(card_of(path))
    words = word_texts(write(report, "docx"))
    text = write(report).decode().replace("**", "").replace("\\.", ".")
    # A long title is set in two lines.
    assert "".join(words) == "".join(all_texts(report))
    at = 0
    for line in all_texts(report):
        found = text.find(escape(line), at)
        assert found >= at, line
        at = found
    assert text.count("【请补充：") == len(report.gaps)


def test_gaps_are_marked_in_yellow_and_nothing_else_is() -> None:
    report = compose(card_of(ROOT / "examples" / "unjudged.yaml"))
    document = Document(BytesIO(write(report, "docx")))
    marked = [
        run.text
        for line in document.paragraphs
        for run in line.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert marked == [gap.text for gap in report.gaps]


def test_the_form_lies_down_between_upright_pages() -> None:
    report = compose(samples.jinbao())
    document = Document(BytesIO(write(report, "docx")))
    turned = [section.orientation for section in document.sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    feet = [section.footer.paragraphs[0].text for section in document.sections]
    assert feet[0] == feet[2] == "—  —"
    assert feet[1].startswith(report.form.footer)
    styles = {line.style.name for line in document.paragraphs if line.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "正文文字", "表名"} <= styles


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_gives_the_same_bytes(format: str) -> None:  # noqa: A002
    made = [write(compose(samples.unjudged()), format) for _ in range(2)]
    assert made[0] == made[1]


@TRIAL
@given(grids.texts, grids.texts)
def test_any_text_is_written(one: str, other: str) -> None:
    card = score(
        {
            "项目名称": one,
            "年度": 2024,
            "主管部门": other,
            "年度目标": one,
            "实际完成情况": other,
            "绩效指标": [
                {"一级指标": "产出指标", "二级指标": other, "三级指标": f"甲{one}",
                 "年初指标值": other, "实际完成值": one, "分值": 50, "偏差原因": other,
                 "佐证材料": [one, other]}
            ],
            "项目绩效分析": {f"产出{one}": other, f"丙{other}": one},
            "备注": other,
        }
    )  # fmt: skip
    report = compose(card)
    assert headings(report, 1) == OUTLINE
    words = word_texts(write(report, "docx"))
    assert "".join(words) == "".join(all_texts(report))
    text = write(report).decode()
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")][:7] == OUTLINE
    assert "<script>" not in text


@TRIAL
@given(st.text(max_size=30))
def test_a_line_of_markdown_is_never_a_list(text: str) -> None:
    made = compose(samples.jinbao())
    lines = write(made._replace(body=(Paragraph((text,)),))).decode().split("\n")
    assert not re.match(r"\s*(\d+[.)]\s|[-+*]\s)", lines[2])


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownReportFormatError, match="自评报告没有格式“pdf”") as caught:
        write(compose(samples.jinbao()), "pdf")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_the_report_needs_no_more_than_the_scorecard() -> None:
    card = card_of(EXAMPLES[0])
    before = json.loads(card.to_json())
    compose(card)
    assert json.loads(card.to_json()) == before
