"""Every check has a page, and the examples of the pages behave as the pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scoring.analysis.ruleset_cases import run_cases
from scoring.api import check_sources
from scoring.model.codes import CODES
from scoring.source.control import read_control
from scoring.source.events import read_document

PAGES = Path(__file__).resolve().parents[2] / "docs" / "checks"
HEADINGS = ["查什么", "为什么", "不好的写法", "好的写法", "怎么改", "级别与设置"]
SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}
FENCE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
EXAMPLE = re.compile(r"```(yaml|csv)\n(.*?)```", re.DOTALL)
RULES = re.compile(r'```yaml title="[^"]+"\n(.*?)```', re.DOTALL)
WORDS_ALONE = ("PF", "EN", "RV", "CX805")
"""Without an example that `score check` could look at by itself; CX805 and PF854 ask for a control
file, which their pages print."""
SHOWN = [code for code in CODES if not code.startswith((*WORDS_ALONE, "RS"))]


def sections(code: str) -> dict[str, str]:
    """The parts of a page by their headings."""
    _, *parts = (PAGES / f"{code}.md").read_text(encoding="utf-8").split("\n## ")
    return {part.split("\n", 1)[0]: part.split("\n", 1)[1] for part in parts}


def found_in(kind: str, text: str, rules: Path | None = None) -> list[str]:
    """The codes of all findings about an example: a project file, or a form as a table of text."""
    (file,) = check_sources([(f"例.{kind}", text.encode())], rules).files
    assert not file.has_crashed
    return [finding.code for finding in file.findings]


def test_every_code_has_its_page_and_no_other() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_page_has_its_parts(code: str) -> None:
    name, severity = CODES[code]
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code} {name}\n")
    parts = sections(code)
    assert list(parts) == HEADINGS
    assert all(text.strip() for text in parts.values())
    assert parts["级别与设置"].lstrip().startswith(SEVERITIES[severity])


@pytest.mark.parametrize("code", SHOWN)
def test_examples_behave_as_printed(code: str, tmp_path: Path) -> None:
    parts = sections(code)
    # Rules that a page prints are those its examples are checked under.
    rules = None
    for text in RULES.findall(parts["查什么"]):
        rules = tmp_path / "rules.yaml"
        rules.write_text(text, encoding="utf-8")
    for heading, fires in (("不好的写法", True), ("好的写法", False)):
        examples = EXAMPLE.findall(parts[heading])
        assert examples
        for kind, text in examples:
            assert (code in found_in(kind, text, rules)) is fires, (heading, text)


@pytest.mark.parametrize("code", ["RS871", "RS872", "RS873"])
def test_rule_sets_behave_as_printed(code: str, tmp_path: Path) -> None:
    parts = sections(code)
    path = tmp_path / "rules.yaml"
    for key, fires in (("不好的写法", True), ("好的写法", False)):
        (text,) = FENCE.findall(parts[key])
        path.write_text(text, encoding="utf-8")
        found = {finding.code for finding in run_cases(str(path)).all_findings}
        assert (code in found) is fires


CONTROL = re.compile(r'```yaml title="勾稽数.yaml"\n(.*?)```', re.DOTALL)


@pytest.mark.parametrize("code", ["CX805", "PF854"])
def test_control_figures_behave_as_printed(code: str) -> None:
    parts = sections(code)
    for key, fires in (("不好的写法", True), ("好的写法", False)):
        (figures,), (project,) = CONTROL.findall(parts[key]), FENCE.findall(parts[key])
        control, findings = read_control(read_document(figures, "勾稽数.yaml"))
        assert findings == ()
        report = check_sources([("甲.yaml", project.encode())], control=control)
        assert all(not file.has_crashed for file in report.files)
        found = {finding.code for file in report.files for finding in file.findings}
        assert (code in found) is fires
