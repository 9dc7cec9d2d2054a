"""The pages agree with the code and with each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import scoring
from scoring.model.codes import CODES
from scoring.notation import parse, show

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
CODE = re.compile(r'"([A-Z]{2}\d{3})"')
SEVERITIES = {"错误": "error", "警告": "warning", "提示": "note"}


def rows_of(page: Path) -> list[list[str]]:
    """The cells of all table rows of a page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows]


def pages(checkout: Path) -> list[Path]:
    return [*checkout.glob("*.md"), *(checkout / "docs").glob("*.md")]


def test_links_lead_somewhere(checkout: Path) -> None:
    broken = []
    for page in pages(checkout):
        for target, _ in LINK.findall(page.read_text(encoding="utf-8")):
            if target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert not broken


def test_every_page_of_docs_can_be_reached(checkout: Path) -> None:
    named = set(LINK.findall((checkout / "README.md").read_text(encoding="utf-8")))
    names = {target.removeprefix("docs/") for target, _ in named}
    assert {page.name for page in (checkout / "docs").glob("*.md")} <= names


def test_readme_starts_with_two_commands(checkout: Path) -> None:
    text = (checkout / "README.md").read_text(encoding="utf-8")
    first = text.split("```")[1].splitlines()[1:]
    assert len(first) == 2
    assert first[0].endswith("score examples/jinbao-2023.yaml")
    assert first[1].endswith("python -m pytest -q")


def test_codes_page_has_the_codes_that_are_raised(checkout: Path) -> None:
    def codes_in(*packages: str) -> set[str]:
        paths = [path for package in packages for path in (checkout / package).rglob("*.py")]
        return {code for path in paths for code in CODE.findall(path.read_text(encoding="utf-8"))}

    described = {row[0].strip("`"): row for row in rows_of(checkout / "docs" / "codes.md")}
    listed = {code for code in described if code in CODES}
    # Reading and scoring: the checks of `score check` have pages of their own.
    assert codes_in("scoring/source", "scoring/engine") <= listed
    assert listed <= codes_in("scoring/source", "scoring/engine", "scoring/analysis")
    for code in listed:
        name, severity = CODES[code]
        assert described[code][1] == f"`{name}`"
        assert SEVERITIES[described[code][2]] == severity


def test_notation_page_reads_as_it_says(checkout: Path) -> None:
    """The tables whose first two headings are 写法 and 读作."""
    said = {}
    for row in rows_of(checkout / "docs" / "notation.md"):
        if len(row) > 1 and row[0].startswith("`") and not row[1].startswith("`"):
            said[row[0].strip("`")] = row[1]
    assert len(said) > 15
    assert {text: show(parse(text)) for text in said} == said


def keys_of(document: object) -> set[str]:
    """Every key at any depth."""
    if isinstance(document, dict):
        below = [keys_of(value) for value in document.values()]
        return set(document).union(*below)
    if isinstance(document, (list, tuple)):
        return set[str]().union(*(keys_of(item) for item in document))
    return set()


def test_json_page_has_every_key(checkout: Path) -> None:
    words = set(re.findall(r"`([a-z0-9_]+)`", (checkout / "docs/json.md").read_text("utf-8")))
    for example in (checkout / "examples").glob("*.yaml"):
        if example.name != "approved-targets.yaml":
            assert keys_of(scoring.score(str(example)).to_dict()) <= words, example.name


def test_rules_page_has_every_shipped_set(checkout: Path) -> None:
    shipped = {path.stem for path in (checkout / "rules").glob("*.yaml")}
    listed = {row[0].strip("`") for row in rows_of(checkout / "docs" / "rules.md")}
    assert shipped
    assert shipped <= listed


@pytest.mark.parametrize("heading", ["分数可能变化", "新增", "变更", "修复", "移除"])
def test_changelog_has_its_headings(heading: str, checkout: Path) -> None:
    assert f"### {heading}" in (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
