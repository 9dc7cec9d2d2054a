"""SARIF: valid against the schema of the standard, and saying what the report says.

``sarif-schema-2.1.0.json`` is the schema that OASIS publishes with SARIF 2.1.0 (errata 01),
unchanged.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scoring.checks.acceptances import accept
from scoring.checks.inspection import report_on
from scoring.model.acceptance import Acceptance, Acceptances
from scoring.model.codes import CODES, found
from scoring.model.finding import Related
from scoring.model.report import FileReport, Report
from scoring.render.sarif import uri_of, write
from tests.checks.reporting import CRASHING, MISSING, TEXT, card, report

SCHEMA = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def run_of(of: Report, **options: Any) -> dict[str, Any]:  # noqa: ANN401
    """The one run of the log of a report, once the log is known to be valid."""
    log = json.loads(write(of, **options))
    VALIDATOR.validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run  # type: ignore[no-any-return]


def test_the_schema_can_refuse() -> None:
    log = json.loads(write(report()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(log)


@pytest.mark.parametrize("text", [TEXT, MISSING, "a: [", TEXT.replace("年度: 2023", "年度: [")])
def test_every_finding_is_a_result(text: str) -> None:
    checked = report(text)
    run = run_of(checked)
    rules = run["tool"]["driver"]["rules"]
    findings = checked.files[0].findings
    assert findings
    assert len(run["results"]) == len(findings)
    for result, finding in zip(run["results"], findings, strict=True):
        assert result["ruleId"] == finding.code == rules[result["ruleIndex"]]["id"]
        assert result["level"] == finding.severity
        assert finding.message in result["message"]["text"]
        assert finding.help in result["message"]["text"]
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "%E7%94%B2.yaml"
        assert physical["region"] == {"startLine": finding.line, "startColumn": finding.column}
    for rule in rules:
        assert rule["name"] == CODES[rule["id"]][0]


def test_columns_count_characters() -> None:
    assert run_of(report())["columnKind"] == "unicodeCodePoints"


def test_texts_of_the_codes_are_taken() -> None:
    run = run_of(report(), texts={"AC501": "照抄了比较符号"})
    (rule,) = [one for one in run["tool"]["driver"]["rules"] if one["id"] == "AC501"]
    assert rule["shortDescription"]["text"] == "照抄了比较符号"


def test_accepted_findings_are_suppressed_results() -> None:
    entry = Acceptance("AC501", "", "已核", "张三", None, "2024-12-31")
    run = run_of(accept(report(), Acceptances((entry,), "受理.yaml"), "2024-06-30"))
    assert len(run["results"]) == len(report().files[0].findings)
    suppressed = [one for one in run["results"] if one.get("suppressions")]
    assert {one["ruleId"] for one in suppressed} == {"AC501"}
    assert suppressed[0]["suppressions"][0]["justification"] == "张三：已核，到 2024-12-31"


def test_a_crash_makes_the_run_unsuccessful() -> None:
    assert run_of(report())["invocations"] == [{"executionSuccessful": True}]
    run = run_of(Report((report_on(card(), "甲.yaml", checks=[CRASHING]),)))
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert "CP206" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_related_places_and_cells() -> None:
    twice = found(
        "TG458", "重复", "删去", "/绩效指标/1", related=(Related("/绩效指标/0", 3, 5, "第一处"),)
    )
    in_workbook = found("CP203", "无分值", "补上")._replace(sheet="自评表", cell="F9")
    run = run_of(Report((FileReport("a b.xlsx", (twice, in_workbook), ()),)))
    first, second = run["results"]
    (related,) = first["relatedLocations"]
    assert related["message"]["text"] == "第一处"
    assert related["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    assert second["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "自评表!F9"


def test_fingerprints_outlive_a_moved_line() -> None:
    def prints(text: str) -> list[str]:
        results = run_of(report(text))["results"]
        return sorted(one["partialFingerprints"]["jixiao/v1"] for one in results)

    assert prints(TEXT) == prints("# 说明\n\n" + TEXT)
    assert len(set(prints(TEXT))) == len(prints(TEXT))


def test_nothing_to_report_is_a_valid_log() -> None:
    assert run_of(Report(()))["results"] == []


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("C:\\项目\\a.yaml", "file:///C:/%E9%A1%B9%E7%9B%AE/a.yaml"),
        ("乙局\\a.yaml", "%E4%B9%99%E5%B1%80/a.yaml"),
        ("a#1?.yaml", "a%231%3F.yaml"),
        ("-", "-"),
    ],
)
def test_file_names_become_uris(file: str, uri: str) -> None:
    assert uri_of(file) == uri


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write(report()) == write(report())
