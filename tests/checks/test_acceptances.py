"""Acceptances: accepted findings stay visible and do not count; unused and expired ones are found."""

from __future__ import annotations

import pytest

from scoring.checks.acceptances import accept
from scoring.checks.inspection import report_on
from scoring.model.acceptance import Acceptance, Acceptances
from scoring.model.report import Report
from scoring.render.report_text import write
from scoring.source.acceptances import read_acceptances
from scoring.source.events import read_document
from tests.checks.reporting import CRASHING, MISSING, TEXT, card, codes, report

TODAY = "2024-06-30"
ENTRY = Acceptance("AC501", "/绩效指标", "已核原始名册", "张三", expires=TODAY)


def accepted(*entries: Acceptance, of: Report | None = None) -> Report:
    return accept(of or report(), Acceptances(tuple(entries), "受理.yaml"), TODAY)


def test_an_accepted_finding_is_visible_and_not_counted() -> None:
    before, after = report(), accepted(ENTRY)
    assert after.summary["warning"] == before.summary["warning"] - 1
    (one,) = after.files[0].accepted
    assert (one.finding.code, one.reason, one.name, one.expires) == (
        "AC501", "已核原始名册", "张三", TODAY,
    )  # fmt: skip
    assert one.finding in before.files[0].findings
    text = write(after)
    assert "已接受 AC501" in text
    assert "张三：已核原始名册，到 2024-06-30" in text
    document = after.to_dict()["files"][0]  # type: ignore[index]
    assert document["accepted"][0]["finding"]["code"] == "AC501"
    assert codes(after.files[1]) == set()


def test_an_acceptance_holds_to_the_end_of_its_last_day() -> None:
    late = accept(report(), Acceptances((ENTRY,), "受理.yaml"), "2024-07-01")
    assert "AC501" in codes(late.files[0])
    assert not late.files[0].accepted
    (expired,) = late.files[1].findings
    assert (expired.code, expired.severity, expired.file) == ("RV682", "warning", "受理.yaml")


@pytest.mark.parametrize(
    "change",
    [
        {"path": "/绩效指标/效益指标"},
        {"path": "/绩效指标/产出"},
        {"code": "AC505"},
        {"code": "CP901", "path": ""},
    ],
)
def test_an_acceptance_of_something_else_is_unused(change: dict[str, str]) -> None:
    own = report(settings=None)
    result = accepted(ENTRY._replace(**change), of=own)  # type: ignore[arg-type]
    assert "AC501" in codes(result.files[0])
    if change.get("code") != "CP901":
        assert codes(result.files[1]) == {"RV681"}
    else:
        # Nobody ran that check: whether it would still find something is not known.
        outcome = {one.code: one for one in result.files[1].checks}["RV681"]
        assert (outcome.outcome, codes(result.files[1])) == ("skipped", set())


def test_an_acceptance_of_a_file_that_was_not_checked_is_not_called_unused() -> None:
    result = accepted(ENTRY._replace(files="乙.yaml"))
    assert "AC501" in codes(result.files[0])
    assert codes(result.files[1]) == set()
    outcome = {one.code: one for one in result.files[1].checks}["RV681"]
    assert outcome.outcome == "skipped"
    assert outcome.reason


def test_an_acceptance_of_one_file_leaves_the_others() -> None:
    both = Report((*report(file="2023/甲.yaml").files, *report(file="2023/乙.yaml").files))
    result = accepted(ENTRY._replace(files="甲.yaml"), of=both)
    assert "AC501" not in codes(result.files[0])
    assert "AC501" in codes(result.files[1])


@pytest.mark.parametrize("path", ["", "/绩效指标"])
def test_crashes_and_unread_values_are_never_accepted(path: str) -> None:
    crashed = Report((report_on(card(), "甲.yaml", checks=[CRASHING]),))
    result = accepted(ENTRY._replace(code="EN891", path=path), of=crashed)
    assert "EN891" in codes(result.files[0])
    assert result.files[0].has_crashed
    unread = report(TEXT + "什么: 1\n")
    result = accepted(ENTRY._replace(code="YM103", path=path), of=unread)
    assert "YM103" in codes(result.files[0])


def test_no_finding_is_lost() -> None:
    entries = [
        ENTRY._replace(code=finding.code, path=finding.path)
        for finding in report(MISSING).files[0].findings
    ]
    result = accepted(*entries, of=report(MISSING))
    assert result.files[0].findings == ()
    kept = {one.finding for one in result.files[0].accepted}
    assert kept == set(report(MISSING).files[0].findings)
    assert result.summary == {"error": 0, "warning": 0, "note": 0}


GOOD = """\
受理:
- {代码: AC501, 文件: "乙局/*.yaml", 路径: /绩效指标/, 理由: 已核, 姓名: 张三, 到期: 2024-12-31}
- code: AC505
  path: /
  reason: 政策调整
  name: 李四
"""


def test_the_reviewers_file_is_read_in_both_languages() -> None:
    read = read_acceptances(read_document(GOOD, "受理.yaml"))
    assert read.findings == ()
    assert read.acceptances is not None
    first, second = read.acceptances.entries
    assert first[:6] == ("AC501", "/绩效指标", "已核", "张三", "乙局/*.yaml", "2024-12-31")
    assert (first.line, first.pointer) == (2, "/受理/0")
    assert (second.path, second.expires) == ("", None)
    assert read_acceptances(read_document("", "受理.yaml")).acceptances == Acceptances(
        (), "受理.yaml"
    )


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("- {代码: AC501, 路径: /a, 理由: 已核}", "YM104", "姓名"),
        ("- {代码: AC501, 路径: /a, 姓名: 张三}", "YM104", "理由"),
        ("- {代码: AC501, 理由: 已核, 姓名: 张三}", "YM104", "路径"),
        ("- {代码: EN891, 路径: /, 理由: 已核, 姓名: 张三}", "YM104", "不能受理"),
        ("- {代码: YM104, 路径: /, 理由: 已核, 姓名: 张三}", "YM104", "不能受理"),
        ("- {代码: RV682, 路径: /, 理由: 已核, 姓名: 张三}", "YM104", "不能受理"),
        ("- {代码: AC599, 路径: /, 理由: 已核, 姓名: 张三}", "YM103", "AC599"),
        ("- {代码: AC501, 路径: a, 理由: 已核, 姓名: 张三}", "YM104", "以 / 开头"),
        ("- {代码: AC501, 路径: /, 理由: 已核, 姓名: 张三, 到期: 明年}", "YM104", "日期"),
        ("- {代码: AC501, 路径: /, 理由: 已核, 姓名: 张三, 到期: 2023-02-29}", "YM104", "日期"),
        ("- {代码: AC501, 路径: /, 理由: 已核, 姓名: 张三, 期限: 1}", "YM103", "期限"),
        ("- AC501", "YM104", "一条受理"),
        ("甲: 1", "YM103", "甲"),
        ("甲", "YM104", "列表"),
        ("受理: 甲", "YM104", "列表"),
        ("- [", "YM101", ""),
    ],
)
def test_a_faulty_file_accepts_nothing_and_says_why(text: str, code: str, word: str) -> None:
    read = read_acceptances(read_document(text, "受理.yaml"))
    assert read.acceptances is None
    assert code in {finding.code for finding in read.findings}
    assert any(word in finding.message for finding in read.findings)
