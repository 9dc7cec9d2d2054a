"""Checks over many projects: what fires in bad sets, and silence over clean and published ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scoring.api import check_sources
from scoring.checks.inspection import report_on
from scoring.checks.portfolio import ALONE, Entry, entry_of, with_portfolio
from scoring.model.check_settings import CheckSettings, Override
from tests.checks.reporting import BoomError, card, codes, outcomes

if TYPE_CHECKING:
    from scoring.model.report import Report

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad_portfolio").iterdir())
CODES = ("PF851", "PF852", "PF853")
HITS = {
    "PF851": {"a.yaml", "b.yaml"},
    "PF852": {"a.yaml"},
    "PF853": {"a.yaml", "b.yaml"},
}


def checked(paths: list[Path], **options: object) -> Report:
    return check_sources([(str(path), path.read_bytes()) for path in paths], **options)  # type: ignore[arg-type]


def many(report: Report) -> set[tuple[str, str]]:
    return {
        (Path(str(file.file)).name, finding.code)
        for file in report.files
        for finding in file.findings
        if finding.code[:2] in {"PF", "EN"}
    }


def test_every_check_has_three_bad_sets() -> None:
    names = [folder.name.partition("_")[0] for folder in BAD]
    assert all(names.count(code) >= 3 for code in CODES)


@pytest.mark.parametrize("folder", BAD, ids=[folder.name for folder in BAD])
def test_bad_set_gives_its_code_alone_and_in_the_right_files(folder: Path) -> None:
    code = folder.name.partition("_")[0]
    report = checked(sorted(folder.glob("*.yaml")))
    assert many(report) == {(name, code) for name in HITS[code]}
    for file in report.files:
        is_hit = Path(str(file.file)).name in HITS[code]
        assert outcomes(file)[code] == ("found" if is_hit else "clean")
        for finding in file.findings:
            if finding.code == code:
                assert finding.file == file.file
                assert finding.line is not None
                assert finding.column is not None


@pytest.mark.parametrize("corpus", ["clean", "../forms"])
def test_silent_over_clean_and_published_projects(corpus: str) -> None:
    paths = sorted((HERE / corpus).glob("*.yaml"))
    paths = [path for path in paths if path.stem not in {"expected", "reviewed"}]
    assert len(paths) >= 15
    assert many(checked(paths)) == set()


def test_one_project_has_nothing_to_be_compared_with() -> None:
    (path, *_) = sorted((HERE / "clean").glob("*.yaml"))
    (file,) = checked([path]).files
    said = {one.code: one for one in file.checks}
    for code in CODES:
        assert (said[code].outcome, said[code].reason) == ("skipped", ALONE)


def test_place_is_that_of_the_text_and_names_the_other() -> None:
    report = checked(sorted((HERE / "bad_portfolio" / "PF853_1").glob("*.yaml")))
    (copy,) = [one for one in report.files[1].findings if one.code == "PF853"]
    assert (copy.path, copy.line, copy.column) == ("/实际完成情况", 7, 9)
    assert "a.yaml 第7行" in copy.message
    assert "送戏下乡" in copy.message


def test_settings_switch_off_and_change_severity() -> None:
    paths = sorted((HERE / "bad_portfolio" / "PF851_1").glob("*.yaml"))
    off = checked(paths, settings=CheckSettings((Override("PF851", off=True),)))
    assert many(off) == set()
    assert outcomes(off.files[0])["PF851"] == "skipped"
    milder = checked(paths, settings=CheckSettings((Override("PF851", severity="note"),)))
    said = [one for file in milder.files for one in file.findings if one.code == "PF851"]
    assert [one.severity for one in said] == ["note", "note"]


def text(name: str, words: str, key: str = "年度目标") -> bytes:
    money = "项目资金: {资金总额: {全年预算数: 1, 全年执行数: 1}}"
    return f"项目名称: {name}\n年度: 2023\n{money}\n{key}: {words}\n".encode()


OWN = "在城北新建标准化菜市场三座，安置流动摊贩四百余户，缓解周边道路拥堵"


@pytest.mark.parametrize(
    ("names", "words", "fires"),
    [
        (("菜市场", "停车场"), OWN, True),
        (("菜市场2022年", "菜市场2023年"), OWN, False),  # one project, year after year
        (("菜市场", "停车场"), "已按计划完成年度目标任务，达到预期目标，资金使用规范，未发现问题", False),
        (("菜市场", "停车场"), OWN[:20], False),  # short
        (("甲", "乙", "丙", "丁", "戊"), OWN, True),
        (("甲", "乙", "丙", "丁", "戊", "己"), OWN, False),  # a formula of the house
    ],
)  # fmt: skip
def test_what_counts_as_copied(names: tuple[str, ...], words: str, fires: bool) -> None:  # noqa: FBT001
    report = check_sources([(f"{name}.yaml", text(name, words)) for name in names])
    assert all(("PF853" in codes(file)) is fires for file in report.files)


def test_a_crash_is_reported_and_costs_no_other_check() -> None:
    def explode(entries: list[Entry]) -> list[tuple[int, object]]:
        raise BoomError(len(entries))

    scored = card()
    reports = [report_on(scored, name) for name in ("甲.yaml", "乙.yaml")]
    entries: list[Entry | None] = [entry_of(scored, name) for name in ("甲.yaml", "乙.yaml")]
    files = with_portfolio(reports, entries, (("PF851", explode),))  # type: ignore[arg-type]
    assert all(file.has_crashed for file in files)
    assert "EN891" in codes(files[0])
    assert outcomes(files[1])["PF851"] == "crashed"
