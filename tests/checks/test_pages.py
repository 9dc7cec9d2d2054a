"""The pages of the checks of this corpus: each has its sections, and its examples do as printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from scoring.api import check
from scoring.model.codes import CODES

if TYPE_CHECKING:
    from pathlib import Path

FAMILIES = ("YM", "CP", "WT", "FD", "SC", "GR")
MINE = [code for code in CODES if code.startswith(FAMILIES)]
SECTIONS = ["查什么", "为什么", "不好的写法", "好的写法", "怎么改", "级别与设置"]
LABELS = {"error": "错误", "warning": "警告", "note": "提示"}
BLOCK = re.compile(
    r'^```yaml(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$', re.MULTILINE | re.DOTALL
)


def sections(page: Path) -> dict[str, str]:
    title, *parts = page.read_text("utf-8").split("\n## ")
    assert title.strip() == f"# {page.stem} {CODES[page.stem][0]}"
    return dict(part.split("\n", 1) for part in parts)


@pytest.mark.parametrize("code", MINE)
def test_page(code: str, checkout: Path, tmp_path: Path) -> None:
    said = sections(checkout / "docs" / "checks" / f"{code}.md")
    assert list(said) == SECTIONS
    assert said["级别与设置"].strip().startswith(LABELS[CODES[code][1]])
    # Rules that a page prints are those its examples are checked under.
    rules = None
    for block in BLOCK.finditer(said["查什么"]):
        rules = tmp_path / str(block["title"])
        rules.write_text(block["body"], "utf-8")
    for heading, fires in (("不好的写法", True), ("好的写法", False)):
        blocks = list(BLOCK.finditer(said[heading]))
        assert blocks
        for block in blocks:
            found = [finding.code for finding in check(block["body"], rules).files[0].findings]
            assert (code in found) is fires, (heading, found)
