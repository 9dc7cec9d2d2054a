"""The department's accounts: what fires in bad sets, what agrees, and that nothing silences it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.api import check, check_sources, score_source
from scoring.checks.acceptances import accept
from scoring.checks.accounts import Handed, agrees, body, compare, is_same_body
from scoring.checks.control import NOT_IN_CONTROL, with_control
from scoring.checks.runner import NO_CONTROL
from scoring.model.acceptance import Acceptance, Acceptances
from scoring.model.check_settings import CheckSettings, Override
from scoring.model.control import Control, ControlProject, ControlTotal, Figure
from scoring.render.sarif import sarif_log
from scoring.source.control import read_control
from scoring.source.events import read_document
from tests.checks.reporting import BoomError, codes, outcomes

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.model.report import Report

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BAD = sorted((HERE / "bad_control").iterdir())
JINBAO = ROOT / "examples" / "jinbao-2023.yaml"
HITS = {
    "CX805_1": {("a.yaml", "CX805", "/项目资金/资金总额/全年执行数")},
    "CX805_2": {("a.yaml", "CX805", "/项目资金/资金总额/全年预算数")},
    "CX805_3": {("a.yaml", "CX805", "/项目资金/资金总额/全年执行数")},
    "PF854_1": {("control.yaml", "PF854", "/合计/0/项目数")},
    "PF854_2": {("control.yaml", "PF854", "/合计/全年执行数")},
    "PF854_3": {("control.yaml", "PF854", "/项目/1")},
    "PF854_4": {("b.yaml", "PF854", "/项目名称")},
    "PF854_5": {("control.yaml", "PF854", "/项目/0")},
}


def control_of(text: str, file: str = "control.yaml") -> Control:
    control, findings = read_control(read_document(text, file))
    assert control is not None, findings
    return control


def checked(paths: list[Path], control: str, **options: object) -> Report:
    sources = [(path.name, path.read_bytes()) for path in paths]
    return check_sources(sources, control=control_of(control), **options)  # type: ignore[arg-type]


def against(report: Report) -> list[Finding]:
    """The findings about the accounts, and any crash."""
    return [
        finding
        for file in report.files
        for finding in file.findings
        if finding.code in {"CX805", "PF854", "EN891"}
    ]


def test_both_checks_have_three_bad_sets() -> None:
    assert set(HITS) == {folder.name for folder in BAD}
    names = [folder.name.partition("_")[0] for folder in BAD]
    assert all(names.count(code) >= 3 for code in ("CX805", "PF854"))


@pytest.mark.parametrize("folder", BAD, ids=[folder.name for folder in BAD])
def test_bad_set_gives_its_finding_alone_and_in_its_place(folder: Path) -> None:
    control = (folder / "control.yaml").read_text("utf-8")
    report = checked(sorted(folder.glob("[ab].yaml")), control)
    found = against(report)
    assert {(one.file, one.code, one.path) for one in found} == HITS[folder.name]
    assert len(found) == 1
    assert all(one.line and one.column and one.help for one in found)
    assert report.files[-1].file == "control.yaml"
    for file in report.files:
        here = codes(file) & {"CX805", "PF854"}
        assert all(outcomes(file)[code] == "found" for code in here)
        assert "found" not in {outcomes(file).get(code) for code in {"CX805", "PF854"} - here}


def test_the_source_documents_own_figures() -> None:
    """82.73 of the accounts and 82.731 of the form agree, 83 does not."""
    example = (ROOT / "examples" / "control" / "jinbao-2023.yaml").read_text("utf-8")
    assert against(checked([JINBAO], example)) == []
    text = JINBAO.read_text("utf-8").replace("全年执行数: 82.731", "全年执行数: 83")
    report = check_sources([("甲.yaml", text.encode())], control=control_of(example))
    money, total = against(report)
    assert (money.code, money.severity, money.line) == ("CX805", "warning", 14)
    assert "填 83 万元" in money.message
    assert "82.73 万元，相差 0.27 万元" in money.message
    assert "来源：公开03表" in money.message
    (related,) = money.related
    assert (related.path, related.line, related.file) == ("/项目/0/全年执行数", 19, "control.yaml")
    assert (total.code, total.severity) == ("PF854", "error")
    assert "收到的 1 个项目合计 83 万元" in total.message


@pytest.mark.parametrize(
    ("figure", "handed", "same"),
    [
        ("82.73", "82.731", True),
        ("82.73", "82.83", True),  # just 0.1
        ("82.73", "82.8301", False),
        ("82.73", "83", False),
        ("83", "82.731", True),  # the accounts print whole numbers
        ("83.00", "82.731", False),
        ("83", "82.4", False),
        ("0", "0.3", False),
        ("0", "0.1", True),
        ("-0.3", "0", False),
    ],
)
def test_tolerance(figure: str, handed: str, *, same: bool) -> None:
    scale = Decimal(10000)
    assert agrees(Decimal(figure), Decimal(handed) * scale, scale) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("304-某局", "某局", True),
        ("304-某局", "某局（304）", True),
        ("３０４－某局", "304 某局", True),
        ("304-某局", "305-某局", False),
        ("304", "304-某局", True),
        ("某局", "某某局", False),
        ("", "", False),
        ("304", "某局", False),
        ("某局（筹）", "某局", False),
    ],
)
def test_departments(one: str, other: str, *, same: bool) -> None:
    assert is_same_body(body(one), body(other)) is same
    assert is_same_body(body(other), body(one)) is same


@pytest.mark.parametrize("corpus", ["clean", "../forms"])
def test_silent_over_projects_that_agree(corpus: str) -> None:
    paths = [path for path in sorted((HERE / corpus).glob("*.yaml"))
             if path.stem not in {"expected", "reviewed"}]  # fmt: skip
    rows = []
    for path in paths:
        card, _ = score_source(path.read_bytes(), path.name)
        assert card is not None
        money, unit = card.execution, card.project.money_unit
        amounts = [("全年预算数", money.annual_budget), ("全年执行数", money.executed)]
        said = {label: f"{amount}{unit}" for label, amount in amounts if amount is not None}
        rows.append({"文件": path.name, **said})
    document = {"合计": [{"项目数": len(paths)}], "项目": rows, "项目齐全": "是"}
    report = checked(paths, json.dumps(document, ensure_ascii=False))
    assert against(report) == []
    assert outcomes(report.files[-1]) == {"PF854": "clean"}
    assert {outcomes(file)["CX805"] for file in report.files[:-1]} == {"clean"}


def test_without_a_control_file_it_is_said_how_to_give_one() -> None:
    for report in (check(JINBAO), check_sources([("甲.yaml", JINBAO.read_bytes())])):
        said = {one.code: one for one in report.files[0].checks}
        for code in ("CX805", "PF854"):
            assert (said[code].outcome, said[code].reason) == ("skipped", NO_CONTROL)
    assert "--control" in NO_CONTROL


def test_what_the_file_says_nothing_about_is_skipped() -> None:
    report = checked([JINBAO], "合计: [{主管部门: 别的局, 项目数: 0}]")
    assert against(report) == []
    said = {one.code: one.reason for one in report.files[0].checks if one.outcome == "skipped"}
    assert said["CX805"] == NOT_IN_CONTROL
    assert outcomes(report.files[0])["PF854"] == "clean"


def test_amounts_that_nobody_filled_in_are_no_disagreement_but_the_total_says_so() -> None:
    text = b"\xe9\xa1\xb9\xe7\x9b\xae\xe5\x90\x8d\xe7\xa7\xb0: a\n\xe5\xb9\xb4\xe5\xba\xa6: 2023\n"
    control = control_of("合计: {全年执行数: 5}\n项目: [{项目名称: a, 全年执行数: 5}]")
    report = check_sources([("a.yaml", text), ("b.yaml", b"a: [")], control=control)
    (total,) = against(report)
    assert total.code == "PF854"
    assert "其中 1 个项目没有填" in total.message
    assert "另有 1 个文件读不出来" in total.message
    assert outcomes(report.files[0])["CX805"] == "clean"


OWN = """\
项目名称: 职业技能培训
年度: 2023
评分规则: {rules}
项目资金: {{资金总额: {{全年预算数: 200, 全年执行数: 196.4}}}}
"""
FIGURES = "合计: {项目数: 2}\n项目: [{项目名称: 职业技能培训, 全年执行数: 150.00}]\n项目齐全: 是\n"


def test_the_author_cannot_silence_them(tmp_path: Path) -> None:
    rules = tmp_path / "own.yaml"
    head = "id: own\ntitle: 例\nversion: '1'\nextends: mof-2020\n"
    off = "checks: {CX805: {off: true}, PF854: {off: true}}\n"
    rules.write_text(head + off, encoding="utf-8")
    project = tmp_path / "甲.yaml"
    project.write_text(OWN.format(rules="./own.yaml"), encoding="utf-8")
    sources = [(str(project), project.read_bytes())]
    assert [one.code for one in against(check_sources(sources, control=control_of(FIGURES)))] == [
        "CX805", "PF854",
    ]  # fmt: skip
    # The reviewer, who gives the rules, may.
    report = check_sources(sources, str(rules), control=control_of(FIGURES))
    assert against(report) == []
    assert outcomes(report.files[0])["CX805"] == outcomes(report.files[1])["PF854"] == "skipped"


def test_settings_and_acceptances_of_the_reviewer() -> None:
    sources = [("甲.yaml", OWN.format(rules="mof-2020").encode())]
    milder = [Override(code, severity="note") for code in ("CX805", "PF854")]
    settings = CheckSettings(tuple(milder))
    report = check_sources(sources, settings=settings, control=control_of(FIGURES))
    assert [one.severity for one in against(report)] == ["note", "note"]
    entry = Acceptance("PF854", "/合计", "另一个项目下月交", "张三", files="control.yaml")
    after = accept(report, Acceptances((entry,), "受理.yaml"), "2024-06-30")
    assert [one.code for one in against(after)] == ["CX805"]
    assert [len(file.accepted) for file in after.files] == [0, 1, 0]


def test_scores_never_change() -> None:
    before, _ = score_source(JINBAO.read_bytes(), "甲.yaml")
    checked([JINBAO], "合计: {项目数: 9}")
    after, _ = score_source(JINBAO.read_bytes(), "甲.yaml")
    assert before == after


def test_json_and_sarif_carry_the_place_in_the_other_file() -> None:
    report = check_sources(
        [("甲.yaml", OWN.format(rules="mof-2020").encode())], control=control_of(FIGURES)
    )
    files = json.loads(report.to_json())["files"]
    (found,) = [one for one in files[0]["findings"] if one["code"] == "CX805"]
    assert set(found["related"][0]) == {"path", "line", "column", "message"}
    assert files[1]["checks"] == [{"code": "PF854", "outcome": "found", "reason": None}]
    results = sarif_log(report, {})["runs"][0]["results"]  # type: ignore[index]
    (result,) = [one for one in results if one["ruleId"] == "CX805"]
    (place,) = result["relatedLocations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "control.yaml"


def test_a_crash_is_reported_and_hides_nothing() -> None:
    def explode(control: Control, _: object) -> None:
        raise BoomError(control.file)

    report = check(JINBAO)
    figures = control_of(FIGURES)
    files = with_control(report.files, [None], figures, (), explode)  # type: ignore[arg-type]
    assert files[-1].has_crashed
    assert codes(files[-1]) == {"EN891"}
    assert files[0].findings == report.files[0].findings


AMOUNTS = st.decimals("0", "99999999", places=6)
PROJECTS = st.lists(
    st.builds(
        Handed,
        st.sampled_from(["甲", "乙", "丙", "丁"]),
        st.sampled_from(["", "001", "002", "003"]),
        st.sampled_from(["", "304-某局", "某局", "另局"]),
        st.sampled_from(["", "一处", "二处"]),
        st.sampled_from([None, 2022, 2023]),
        st.none(),
        st.none() | AMOUNTS,
        st.none() | AMOUNTS,
    ),
    max_size=12,
)
TOTALS = st.builds(
    ControlTotal,
    st.sampled_from([None, "某局", "304-某局", "另局"]),
    st.sampled_from([None, "一处"]),
    st.sampled_from([None, 2023]),
    st.none() | st.builds(Figure, st.integers(0, 9).map(Decimal)),
    st.none() | st.builds(Figure, AMOUNTS),
    st.none() | st.builds(Figure, AMOUNTS),
)
ROWS = st.builds(
    ControlProject,
    st.sampled_from([None, "甲", "乙"]),
    st.sampled_from([None, "001", "002"]),
    st.sampled_from([None, "一处"]),
    st.sampled_from([None, 2023]),
    st.none(),
    st.none() | st.builds(Figure, AMOUNTS),
    st.none(),
).filter(lambda row: row.name or row.code)
CONTROLS = st.builds(
    Control,
    st.lists(TOTALS, max_size=3).map(tuple),
    st.lists(ROWS, max_size=3).map(tuple),
    st.sampled_from(["元", "万元"]),
    st.booleans(),
)


@given(CONTROLS, PROJECTS, st.randoms())
def test_the_order_of_the_projects_is_irrelevant(
    control: Control, projects: list[Handed], random: object
) -> None:
    order = list(range(len(projects)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one = compare(control, projects)
    other = compare(control, [projects[number] for number in order])
    assert one.totals == other.totals
    assert (one.absent, one.unclear) == (other.absent, other.unclear)
    assert set(one.unlisted) == {order[number] for number in other.unlisted}
    assert one.compared == {order[number] for number in other.compared}
    assert {(found.number, *found[1:]) for found in one.amounts} == {
        (order[found.number], *found[1:]) for found in other.amounts
    }


@given(PROJECTS)
def test_totals_of_the_projects_themselves_agree_and_of_fewer_do_not(
    projects: list[Handed],
) -> None:
    def total(of: list[Handed]) -> ControlTotal:
        budget = sum((one.annual_budget or Decimal(0) for one in of), Decimal(0))
        executed = sum((one.executed or Decimal(0) for one in of), Decimal(0))
        count = Figure(Decimal(len(of)))
        return ControlTotal(None, None, None, count, Figure(budget), Figure(executed))

    control = Control((total(projects),), (), "元")
    assert compare(control, projects).totals == ()
    if projects:
        fewer = compare(control, projects[1:])
        assert fewer.totals[0].what == "project_count"
