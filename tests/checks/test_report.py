"""The report: findings in the order of the file with their places, all files, and its JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import jsonschema
import pytest

from scoring.api import check, check_sources, score
from scoring.checks.acceptances import accept
from scoring.checks.inspection import in_order, report_on
from scoring.model.acceptance import Acceptance, Acceptances
from scoring.model.codes import found
from scoring.model.report import Report
from scoring.render.report_schema import report_schema
from scoring.render.report_text import write
from scoring.render.width import width
from scoring.source.files import NoSuchPathError, candidates, is_like_project
from scoring.source.ruleset import RuleSetError
from tests.checks.reporting import CRASHING, MISSING, TEXT, card, codes, outcomes, report

if TYPE_CHECKING:
    from pathlib import Path


def test_findings_stand_where_they_are() -> None:
    (file,) = report(MISSING).files
    places = [(finding.line, finding.column) for finding in file.findings]
    assert places == sorted(places)
    lines = MISSING.split("\n")
    for finding in file.findings:
        assert finding.file == "甲.yaml"
        assert finding.line is not None
        assert finding.column is not None
        assert finding.column <= len(lines[finding.line - 1])
    (repeated,) = [finding for finding in file.findings if finding.code == "AC501"]
    assert lines[9][repeated.column - 1 :].startswith("≥100人, 分值")  # type: ignore[operator]


def test_findings_in_a_workbook_come_by_row_and_column() -> None:
    cells = ["AA2", "B10", "B2", "C2"]
    findings = [found("CP203", "", "")._replace(sheet="表", cell=cell) for cell in cells]
    assert [finding.cell for finding in in_order(findings)] == ["B2", "C2", "AA2", "B10"]


def test_the_same_sources_give_the_same_report() -> None:
    assert report().to_json() == report().to_json()
    reordered = in_order(reversed(report(MISSING).files[0].findings))
    assert reordered == report(MISSING).files[0].findings


def test_a_card_with_places_gives_each_finding_once() -> None:
    card = score(MISSING)
    file = report_on(card)
    assert len(file.findings) == len(set(file.findings))
    plain = [(one.code, one.path) for one in report(MISSING).files[0].findings]
    assert [(one.code, one.path) for one in file.findings if one.line] == [
        pair for pair in plain if pair in {(one.code, one.path) for one in card.findings}
    ]


def test_a_file_that_cannot_be_read_costs_no_other() -> None:
    both = check_sources([("坏.yaml", b"a: ["), ("好.yaml", TEXT.encode())])
    bad, good = both.files
    assert codes(bad) == {"YM101"}
    assert outcomes(bad)["YM101"] == "found"
    assert outcomes(bad)["YM102"] == "clean"
    assert outcomes(bad)["CP206"] == "skipped"
    assert good == report(TEXT, "好.yaml").files[0]
    assert both.summary["error"] >= 1


def test_rules_that_a_project_names_in_vain_are_its_finding() -> None:
    (file,) = report(TEXT + "评分规则: nosuch\n").files
    (unknown,) = [finding for finding in file.findings if finding.code == "YM104"]
    assert "nosuch" in unknown.message
    assert (unknown.line, unknown.path) == (17, "/评分规则")
    with pytest.raises(RuleSetError):
        report(TEXT, rules="nosuch")


OWN_RULES = """\
id: own
title: 自带
version: '1'
extends: mof-2020
sources: [{id: own, document: 自定, evidence: choice}]
checks: {AC501: {off: 'true'}, AC508: {severity: note}}
"""


def test_rules_brought_by_the_project_silence_nothing(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN_RULES, encoding="utf-8")
    project = str(tmp_path / "甲.yaml")
    (file,) = report(TEXT + "评分规则: own.yaml\n", project).files
    assert "AC501" in codes(file)
    # The same set given by whoever runs the checks is obeyed.
    (file,) = report(TEXT, project, rules=str(tmp_path / "own.yaml")).files
    assert "AC501" not in codes(file)
    assert outcomes(file)["AC501"] == "skipped"


def test_the_project_file_has_no_key_that_accepts() -> None:
    for key in ("受理", "检查", "accept", "checks"):
        (file,) = report(TEXT + f"{key}: {{AC501: {{停用: 是}}}}\n").files
        assert {"YM103", "AC501"} <= codes(file)


def test_the_twin_takes_mappings_paths_and_what_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(TEXT, encoding="utf-8")
    (from_path,) = check(path).files
    assert from_path.file == str(path)
    (from_text,) = check(TEXT).files
    assert [one.code for one in from_text.findings] == [one.code for one in from_path.findings]
    (unread,) = check("a: [").files
    assert codes(unread) == {"YM101"}
    (mapping,) = check({"项目名称": "例", "年度": 2023}, "hubei-2020").files
    assert "FD403" in codes(mapping)


def test_json_has_the_shape_of_the_contract() -> None:
    document = json.loads(report(MISSING).to_json(), parse_float=Decimal)
    assert document["schema"] == "jixiao.report/1"
    (file,) = document["files"]
    assert file["file"] == "甲.yaml"
    assert set(file["findings"][0]) == {
        "code", "name", "severity", "message", "help", "path", "file", "line", "column",
        "sheet", "cell", "related",
    }  # fmt: skip
    assert set(file["checks"][0]) == {"code", "outcome", "reason"}
    counted = dict.fromkeys(("error", "warning", "note"), 0)
    for finding in file["findings"]:
        counted[finding["severity"]] += 1
    assert document["summary"] == counted
    assert counted["error"]


@pytest.mark.parametrize("text", [TEXT, MISSING, "a: ["])
def test_json_fits_its_schema(text: str) -> None:
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    entry = Acceptance("AC501", "", "已核", "张三")
    both = accept(report(text), Acceptances((entry,), "受理.yaml"), "2024-06-30")
    for one in (report(text), both, Report((report_on(card(), checks=[CRASHING]),))):
        jsonschema.validate(json.loads(one.to_json()), schema)


def test_text_shows_the_line_with_a_mark_under_the_value() -> None:
    shown = write(report(), 100, lambda _: TEXT).split("\n")
    at = next(number for number, line in enumerate(shown) if line.startswith("警告 AC501"))
    line, mark = next(
        (shown[number], shown[number + 1])
        for number in range(at, at + 4)
        if "10 │" in shown[number]
    )
    before = line[: line.index("≥100人, 分值")]
    assert mark.rstrip().endswith("^")
    assert width(mark.rstrip()) - 1 == width(before)
    assert max(map(width, shown)) <= 100
    assert "共 1 个文件" in "\n".join(shown)


def test_text_names_related_places() -> None:
    twice = TEXT.replace("年度: 2023\n", "年度: 2023\n年度: 2024\n")
    shown = write(report(twice), 100, lambda _: twice)
    assert "YM102" in shown
    assert "参见（第2行）" in shown


def test_text_says_what_was_not_checked() -> None:
    one = write(report()).replace("\n    ", "")
    assert "没有查：" in one
    assert "WT305（按规则或设置不检查）" in one
    two = write(Report((*report().files, *report(file="乙.yaml").files))).replace("\n    ", "")
    assert "WT305" in two[two.index("在一些文件里没有查：") :]


def test_paths_become_files_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("乙/b.yaml", "乙/a.yml", "甲.json", ".git/x.yaml", "乙/读我.md", "乙/.b.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    files = [candidate.file for candidate in candidates([str(tmp_path)])]
    assert files == [str(tmp_path / name) for name in ("甲.json", "乙/a.yml", "乙/b.yaml")]
    again = candidates([str(tmp_path / "乙" / "b.yaml"), str(tmp_path), str(tmp_path / "**")])
    assert [one.file for one in again] == [files[2], files[0], files[1]]
    assert [one.is_named for one in again] == [True, False, False]
    with pytest.raises(NoSuchPathError):
        candidates([str(tmp_path / "*.txt")])
    with pytest.raises(NoSuchPathError):
        candidates([str(tmp_path / "无.yaml")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, True),
        ("项目名称：甲\n", True),
        ('{"项目名称": "甲"}', True),
        ('{"name": "甲", "year": 2023, "indicators": []}', True),
        ("year: 2023\nindicators: []\n", True),
        (OWN_RULES, False),
        ("cases:\n- project: {项目名称: 甲}\n", False),
        ("id: lib\ntitle: 库\nindicators: []\n", False),
        ('{"name": "web", "version": "1"}', False),
        ("", False),
    ],
)
def test_what_looks_like_a_project(text: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert is_like_project(text.encode()) is expected
    assert is_like_project(text.encode("gb18030")) is expected


def test_our_own_failure_over_one_file_is_a_crash_and_costs_no_other() -> None:
    class Broken(bytes):
        """Bytes that no reader can take: a fault no file can bring about, so it stands for ours."""

        def __len__(self) -> int:
            raise MemoryError

    bad, good = check_sources([("坏.yaml", Broken()), ("好.yaml", TEXT.encode())]).files
    assert codes(bad) == {"EN891"}
    assert bad.has_crashed
    assert not good.has_crashed
