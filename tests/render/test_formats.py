"""Table, JSON and Markdown of a scorecard, and the lines under the form."""

from __future__ import annotations

import json
import pickle
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import jsonschema
import pytest

from scoring.model.codes import found
from scoring.model.finding import Related
from scoring.model.scorecard import AppliedCap
from scoring.render import (
    BINARY,
    FORMATS,
    FlatFormError,
    UnknownFormatError,
    encoded,
    render,
)
from scoring.render.layouts import UnknownFormError
from scoring.render.markdown import escape
from scoring.render.outcome import outcome
from scoring.render.problems import describe, excerpt
from scoring.render.scorecard_schema import scorecard_schema
from scoring.render.table import write
from scoring.render.width import width
from tests.render import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.scorecard import Scorecard

    Make = Callable[..., Scorecard]

CELL_BORDER = re.compile(r"(?<!\\)\|")


def cells(line: str) -> list[str]:
    """The cells of a line of a Markdown table."""
    return [cell.strip() for cell in CELL_BORDER.split(line)[1:-1]]


WRITTEN_WITH_CR = ("csv", *BINARY)
"""Texts end their lines with LF alone, but for csv."""

MAGIC = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("make", [samples.jinbao, samples.unjudged])
def test_the_same_scorecard_gives_the_same_bytes(make: Make, format: str) -> None:  # noqa: A002
    if format == "pdf":
        pytest.importorskip("typst")
    content = render(make(), format)
    assert content == render(make(), format)
    if format not in WRITTEN_WITH_CR:
        assert b"\r" not in content
    if format in BINARY:
        assert content.startswith(MAGIC[format])
    else:
        assert content.decode().endswith("\n")


def test_an_unknown_format_names_the_known() -> None:
    with pytest.raises(
        UnknownFormatError, match=r"没有格式“yaml”，可用：table、json、.*、docx、pdf"
    ):
        render(samples.jinbao(), "yaml")


@pytest.mark.parametrize("error", [UnknownFormatError("yaml"), FlatFormError("pdf")])
def test_misuse_can_be_sent_between_processes(error: ValueError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - ours
    assert type(again) is type(error)
    assert str(again) == str(error)


@pytest.mark.parametrize("format", sorted({*FORMATS} - {"json"}))
def test_an_unknown_form_is_refused(format: str) -> None:  # noqa: A002
    with pytest.raises(UnknownFormError):
        render(samples.jinbao(), format, "henan")


@pytest.mark.parametrize("make", [samples.jinbao, samples.unjudged])
def test_json_is_the_scorecard_and_fits_its_schema(make: Make) -> None:
    card: Scorecard = make()
    document = json.loads(render(card, "json"), parse_float=Decimal)
    jsonschema.Draft202012Validator.check_schema(scorecard_schema())
    jsonschema.validate(document, scorecard_schema())
    assert document["total"] == card.total
    assert [row["name"] for row in document["indicators"]] == [row.name for row in card.indicators]


def test_the_schema_refuses_what_is_no_scorecard() -> None:
    document = json.loads(render(samples.jinbao(), "json"))
    document["indicators"][0]["status"] = "done"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, scorecard_schema())


@pytest.mark.parametrize("form", ["shanxi", "mof"])
def test_markdown_is_one_table_with_every_cell_once(form: str) -> None:
    text = render(samples.jinbao(form), "markdown").decode()
    lines = [line for line in text.split("\n") if line.startswith("|")]
    columns = {"shanxi": 10, "mof": 11}[form]
    assert {len(cells(line)) for line in lines} == {columns}
    assert cells(lines[1]) == ["---"] * columns
    assert text.count("**产出指标**") == 0
    assert sum("产出指标" in cells(line) for line in lines) == 1
    assert "- 执行率得分 9.97" in text


def test_markdown_shows_hostile_text_letter_by_letter() -> None:
    hostile = "a|b\n<script>*x*</script> [链接](http://a) `c` \x1b[31m ~~d~~ \\"
    text = render(samples.card([samples.row(hostile)]), "markdown").decode()
    lines = [line for line in text.split("\n") if line.startswith("|")]
    assert {len(cells(line)) for line in lines} == {10}
    assert "<script>" not in text
    assert "\x1b" not in text
    assert escape(hostile) in text
    assert escape("a|b\n<c>") == "a\\|b<br>&lt;c&gt;"


def test_the_outcome_in_words() -> None:
    assert outcome(samples.jinbao())[0] == ("执行率得分 9.97　指标得分 90.00　总分 99.97　等级 优")
    lines = outcome(samples.unjudged())
    assert lines[0] == "执行率得分 9.97　指标得分 未定　总分 未定　等级 未定"
    assert "“办事效率”" in lines[1]
    assert "59.97～89.97 之间，等级可能是差、中或良" in lines[1]
    cap = AppliedCap(Decimal(89), "预算执行率低于 80%，总分不超过 89", "某文件第三条")
    capped = samples.jinbao()._replace(caps=(cap,))
    assert "封顶：预算执行率低于 80%，总分不超过 89（某文件第三条）" in outcome(capped)


def test_findings_name_code_place_message_and_help() -> None:
    text = write(samples.jinbao(), None, 80)
    flat = text.replace("\n    ", "")
    assert (
        "警告 AC501 第30行第9列 /绩效指标/效益指标/可持续影响指标/社保卡持有率/实际完成值：" in flat
    )
    assert "怎么改：填写实际测得的数，如 93%" in text
    assert "发现的问题：警告 1" in text
    assert "score explain FILE" in text


def test_the_line_of_the_file_is_shown_with_a_mark() -> None:
    finding = found("YM104", "应为数", "改成数", "/年度")._replace(line=2, column=5)
    source = "项目名称: 例\n年度: 二\r\n备注: x\n"
    lines = describe([finding], 80, source)
    assert lines[1:3] == ["    2 │ 年度: 二", "      │       ^"]
    mark = lines[2].index("^")
    assert width(lines[1][: lines[1].index("二")]) == mark


@pytest.mark.parametrize("column", [1, 50, 5000, 9999])
def test_a_long_line_is_cut_around_the_mark(column: int) -> None:
    line = "名称，" * 3333 + "完"
    shown, mark = excerpt(line, 12, column, 80)
    assert width(shown) <= 80
    assert width(mark) <= 80
    before = width(mark) - 1
    at = 0
    pointed = ""
    for character in shown:
        if at == before:
            pointed = character
            break
        at += width(character)
    assert pointed == line[column - 1]


def test_other_places_and_other_files_are_named() -> None:
    finding = found(
        "YM102", "键写了两次", "删去一个", related=(Related("/年度", 1, 1, "第一处"),)
    )._replace(line=9, column=1, file="库.yaml")
    lines = describe([finding], 80, "一行\n", "project.yaml")
    assert lines[0] == "错误 YM102 库.yaml 第9行第1列：键写了两次"
    assert "    参见（第1行）：第一处" in lines


def test_many_findings_are_counted_not_printed() -> None:
    finding = found("YM103", "不认识的键", "删去")
    lines = describe([finding] * 130, 80)
    assert lines[-1] == "另有 30 条未列出，-f json 给出全部。"


def test_half_a_surrogate_pair_stays_readable() -> None:
    assert json.loads(encoded('"半\ud800"')) == "半\ud800"
    card = samples.card([samples.row("半\ud800")])
    for format in ("table", "markdown"):  # noqa: A001
        assert b"U+D800" in render(card, format)
