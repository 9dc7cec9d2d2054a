"""The numbers of every output, held against sums made plainly from the same rows."""

from __future__ import annotations

import json
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import jsonschema
import openpyxl
import pytest

from scoring.loading import load_rules
from scoring.portfolio.outputs import write_outputs
from scoring.portfolio.outputs.schema import summary_schema
from tests.portfolio.made_tables import repeated, unread, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.portfolio.made_tables import Row

COUNT = 160


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    made = repeated(COUNT)
    made["projects"].append(unread("坏的.yaml"))
    return made


@pytest.fixture(scope="module")
def folder(rows: dict[str, list[Row]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = write(tmp_path_factory.mktemp("portfolio"), rows)
    write_outputs(str(made))
    return made


@pytest.fixture(scope="module")
def summary(folder: Path) -> Row:
    made: Row = json.loads(
        (folder / "summary.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    return made


def half_up(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain_figures(rows: list[Row]) -> Row:
    """What the figures of a group must be, with nothing but Decimal."""
    read = [row for row in rows if row["rules"] is not None]
    totals = [row["total"] for row in read if row["total"] is not None]
    budgets = [row["annual_budget"] for row in read if row["annual_budget"] is not None]
    spent = [row["executed"] for row in read if row["executed"] is not None]
    pairs = [
        (row["annual_budget"], row["executed"])
        for row in read
        if row["annual_budget"] is not None and row["executed"] is not None
    ]
    weighed = [
        (row["annual_budget"], row["total"])
        for row in read
        if row["annual_budget"] is not None and row["total"] is not None
    ]
    paired = sum(budget for budget, _ in pairs)
    weight = sum(budget for budget, _ in weighed)
    return {
        "projects": len(rows),
        "judged": len(totals),
        "unread": len(rows) - len(read),
        "undetermined": len(read) - len(totals),
        "full_marks": totals.count(Decimal(100)),
        "annual_budget": sum(budgets) if budgets else None,
        "executed": sum(spent) if spent else None,
        "execution_rate": half_up(sum(e for _, e in pairs) * 100 / paired) if paired else None,
        "mean": half_up(sum(totals) / len(totals)) if totals else None,
        "weighted_mean": half_up(sum(b * t for b, t in weighed) / weight) if weight else None,
    }


def shown(figures: Row, like: Row) -> Row:
    return {key: figures[key] for key in like}


def test_all_projects(rows: dict[str, list[Row]], summary: Row) -> None:
    expected = plain_figures(rows["projects"])
    assert shown(summary["all"], expected) == expected
    findings = Counter(row["severity"] for row in rows["findings"])
    told = {key: sum(row[key] for row in rows["projects"]) for key in findings}
    assert summary["all"]["findings"] == {**dict.fromkeys(("error", "warning", "note"), 0), **told}


@pytest.mark.parametrize(("key", "column"), [("by_department", "department"), ("by_year", "year")])
def test_groups(rows: dict[str, list[Row]], summary: Row, key: str, column: str) -> None:
    groups: dict[object, list[Row]] = {}
    for row in rows["projects"]:
        groups.setdefault(row[column], []).append(row)
    assert {group[column] for group in summary[key]} == set(groups)
    for group in summary[key]:
        expected = plain_figures(groups[group[column]])
        assert shown(group, expected) == expected
        grades = Counter(row["grade"] for row in groups[group[column]])
        found = {one["grade"]: one["projects"] for one in group["grades"] if one["projects"]}
        assert found == grades


def test_grades(rows: dict[str, list[Row]], summary: Row) -> None:
    for one in summary["by_grade"]:
        group = [row for row in rows["projects"] if row["grade"] == one["grade"]]
        budgets = [row["annual_budget"] for row in group if row["annual_budget"] is not None]
        assert one["projects"] == len(group)
        assert (one["annual_budget"] or 0) == sum(budgets)


def test_distribution_and_cells(rows: dict[str, list[Row]], summary: Row) -> None:
    totals = [row["total"] for row in rows["projects"] if row["total"] is not None]
    for one in summary["distribution"]:
        below = one["below"] or Decimal("inf")
        assert one["projects"] == sum(one["from"] <= total < below for total in totals)
    assert sum(one["projects"] for one in summary["distribution"]) == len(totals)
    both = [
        (row["execution_rate"], row["total"])
        for row in rows["projects"]
        if row["total"] is not None and row["execution_rate"] is not None
    ]
    for one in summary["execution_against_total"]:
        assert one["projects"] == sum(
            one["rate_from"] <= rate < (one["rate_below"] or Decimal("inf"))
            and one["total_from"] <= total < (one["total_below"] or Decimal("inf"))
            for rate, total in both
        )
    assert sum(one["projects"] for one in summary["execution_against_total"]) == len(both)


def test_lost_points(rows: dict[str, list[Row]], summary: Row) -> None:
    known: dict[tuple[object, object], list[Row]] = {}
    for row in rows["indicators"]:
        known.setdefault((row["level1"], row["level2"]), []).append(row)
    for one in summary["by_class"]:
        group = known.pop((one["level1"], one["level2"]))
        judged = [row for row in group if row["status"] in {"met", "partly", "missed"}]
        losses = [row["effective_weight"] - row["score"] for row in judged]
        assert one["rows"] == len(group)
        assert one["judged"] == len(judged)
        assert one["lost"] == sum(losses)
        assert one["losing"] == sum(loss > 0 for loss in losses)
        worst = sorted((loss for loss in losses if loss > 0), reverse=True)
        assert [row["lost"] for row in one["worst"]] == worst[: len(one["worst"])]
    assert not known


def test_execution_losses(rows: dict[str, list[Row]], summary: Row) -> None:
    scored = [row for row in rows["projects"] if row["execution_score"] is not None]
    weights = [load_rules(row["rules"]).weights.execution for row in scored]
    points = sum(row["execution_score"] for row in scored)
    assert summary["execution"]["lost"] == sum(weights) - points


def test_codes_count_each_project_once(rows: dict[str, list[Row]], summary: Row) -> None:
    findings = Counter(row["code"] for row in rows["findings"])
    pairs = Counter(
        code for code, _ in {(row["code"], row["project_id"]) for row in rows["findings"]}
    )
    assert {one["code"]: one["findings"] for one in summary["by_code"]} == findings
    assert {one["code"]: one["projects"] for one in summary["by_code"]} == pairs


def test_codes_across_batches(rows: dict[str, list[Row]], tmp_path: Path) -> None:
    """A project whose findings are cut by the end of a batch is still one project."""
    from scoring.portfolio.outputs.reading import open_tables
    from scoring.portfolio.outputs.tally import COLUMNS, codes_of

    tables = open_tables(str(write(tmp_path, rows)))
    whole = codes_of(tables.frames("findings", COLUMNS["findings"]), lambda _: None)
    for size in (3, 64):
        assert (
            codes_of(tables.frames("findings", COLUMNS["findings"], size), lambda _: None) == whole
        )


def test_schema_and_sorted_keys(folder: Path, summary: Row) -> None:
    text = (folder / "summary.json").read_text(encoding="utf-8")
    document = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(summary_schema())
    jsonschema.validate(document, summary_schema())
    ordered = json.loads(text, object_pairs_hook=list)
    assert [key for key, _ in ordered] == sorted(summary)


def test_workbook(rows: dict[str, list[Row]], folder: Path, summary: Row) -> None:
    book = openpyxl.load_workbook(folder / "汇总表.xlsx")
    assert book.sheetnames == ["汇总表", "分部门", "未定和没有读出", "各类指标失分", "问题"]
    cells = [[cell.value for cell in row] for row in book["汇总表"].iter_rows()]
    head = next(row for row in cells if row[0] == "序号")
    assert head == [
        "序号", "项目编码", "项目名称", "主管部门", "实施单位", "年初预算数", "全年预算数",
        "全年执行数", "执行率（%）", "自评得分", "自评等级", "偏差/预警", "备注",
    ]  # fmt: skip
    start = cells.index(head) + 1
    listed = cells[start : start + len(rows["projects"])]
    assert [row[0] for row in listed] == list(range(1, len(listed) + 1))
    for shown_, row in zip(listed, rows["projects"], strict=True):
        assert shown_[2] == (row["name"] or row["project_id"])
        if row["annual_budget"] is not None:
            assert Decimal(str(shown_[6])) == row["annual_budget"]
        if row["total"] is not None:
            assert Decimal(str(shown_[9])) == row["total"]
        elif row["low"] is not None:
            assert shown_[9] == f"{row['low']}～{row['high']}"
    total, mean, weighted = cells[start + len(listed) :][:3]
    assert total[0] == "合计"
    assert Decimal(str(total[6])) == summary["all"]["annual_budget"]
    assert Decimal(str(total[8])) == summary["all"]["execution_rate"]
    assert (mean[2], Decimal(str(mean[9]))) == ("得分算术平均", summary["all"]["mean"])
    assert weighted[2] == "得分按全年预算数加权平均"
    assert Decimal(str(weighted[9])) == summary["all"]["weighted_mean"]
    grades = {row[0]: row[1:4] for row in cells if row[0] in {"优", "良", "中", "差", "未定"}}
    for one in summary["by_grade"]:
        number, budget, executed = grades[one["grade"] or "未定"]
        assert number == one["projects"]
        assert Decimal(str(budget)) == one["annual_budget"]
        assert Decimal(str(executed)) == one["executed"]
    departments = {row[1]: row for row in book["分部门"].iter_rows(values_only=True)}
    for one in summary["by_department"]:
        assert departments[one["department"] or "（未填主管部门）"][2] == one["projects"]


def test_disclosure(rows: dict[str, list[Row]], folder: Path, summary: Row) -> None:
    text = (folder / "披露.md").read_text(encoding="utf-8")
    for year in summary["by_year"]:
        read = year["projects"] - year["unread"]
        if read and year["year"]:
            start = f"\n{year['year']}年项目绩效自评个数{read}个，涉及资金"
            line = text[text.index(start) :].strip().split("\n")[0]
            for one in year["grades"]:
                if one["grade"]:
                    assert f"{one['projects']}个项目自评等级为“{one['grade']}”" in line
    assert text.count("\n1. ") == 1
    assert f"\n{len(rows['projects'])}. " in text
    assert "坏的.yaml：没有读出。" in text


def test_source_sentence(tmp_path: Path) -> None:
    """The source document's own sentence, from its own project."""
    base = repeated(1)
    write_outputs(str(write(tmp_path, base)))
    text = (tmp_path / "披露.md").read_text(encoding="utf-8")
    assert (
        "2023年项目绩效自评个数1个，涉及资金83万元，执行数82.731万元，执行率99.68%："
        "1个项目自评等级为“优”，0个项目自评等级为“良”，0个项目自评等级为“中”，"
        "0个项目自评等级为“差”。"
    ) in text
    assert (
        "自评得分99.97分，等级为“优”。全年预算数83万元，执行数82.731万元，完成预算的99.68%。"
        in text
    )


def test_lost_points_across_batches(rows: dict[str, list[Row]], tmp_path: Path) -> None:
    """The rows that lost most are the same however the table is cut."""
    from scoring.portfolio.outputs.reading import open_tables
    from scoring.portfolio.outputs.tally import COLUMNS, losses_of

    tables = open_tables(str(write(tmp_path, rows)))
    whole = losses_of(tables.frames("indicators", COLUMNS["indicators"]), lambda _: None)
    assert any(loss.worst for loss in whole)
    for size in (5, 100):
        cut = losses_of(tables.frames("indicators", COLUMNS["indicators"], size), lambda _: None)
        assert cut == whole
