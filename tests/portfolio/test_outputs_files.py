"""The files of a finished run: the same bytes again, whole or not at all, safe whatever is written."""

from __future__ import annotations

import json
import re
import zipfile
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.portfolio.outputs import NAMES, write_outputs
from scoring.portfolio.outputs.reading import UnfinishedRunError
from scoring.portfolio.tables import RESULTS
from tests.portfolio.made_tables import repeated, unread, write

if TYPE_CHECKING:
    from pathlib import Path

NASTY = "<script>alert(1)</script>|=cmd()|'!A1\n# [x](y) `\"' \x07\u202e\ud83d"


class Page(HTMLParser):
    """What of a page matters here: ids, links, tags and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page_of(folder: Path) -> Page:
    return Page((folder / "summary.html").read_text(encoding="utf-8"))


def content(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in NAMES}


def test_same_bytes(tmp_path: Path) -> None:
    rows = repeated(90)
    first, second = write(tmp_path / "a", rows), write(tmp_path / "b", rows)
    assert [path.rsplit("/", 1)[-1] for path in write_outputs(str(first))] == list(NAMES)
    write_outputs(str(second))
    write_outputs(str(first))
    assert content(first) == content(second)
    left = {path.name for path in first.iterdir()}
    assert left == {*NAMES, *(f"{name}.parquet" for name in RESULTS)}


def test_order_of_rows_changes_no_number(tmp_path: Path) -> None:
    rows = repeated(80)
    turned = {name: list(reversed(table)) for name, table in rows.items()}
    one, other = write(tmp_path / "a", rows), write(tmp_path / "b", turned)
    write_outputs(str(one))
    write_outputs(str(other))
    first, second = (json.loads((folder / "summary.json").read_text()) for folder in (one, other))
    for key in ("all", "by_year", "by_grade", "by_department", "distribution"):
        assert first[key] == second[key]
    codes = [
        sorted((code["code"], code["projects"]) for code in found["by_code"])
        for found in (first, second)
    ]
    assert codes[0] == codes[1]


@pytest.mark.parametrize("count", [27, 90, 500])
def test_page_is_self_contained(tmp_path: Path, count: int) -> None:
    folder = write(tmp_path, repeated(count))
    write_outputs(str(folder))
    page = page_of(folder)
    assert not page.open
    assert not page.tags & {"script", "img", "link", "iframe", "object", "embed", "base", "form"}
    assert not {name for name in page.attributes if name == "style" or name.startswith("on")}
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    text = (folder / "summary.html").read_text(encoding="utf-8")
    assert "http" not in text.replace("http-equiv", "")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")


def test_marks_lead_to_projects(tmp_path: Path) -> None:
    """Every column of the distribution is a link to a list that names a project of that column."""
    folder = write(tmp_path, repeated(90))
    write_outputs(str(folder))
    text = (folder / "summary.html").read_text(encoding="utf-8")
    found = re.findall(r'<a href="#(m\d+)"><rect[^>]*class="bar"><title>(\d+)～(\d+) 分', text)
    assert found
    for anchor, low, high in found:
        listed = text[text.index(f'id="{anchor}"') :].split("</ol>")[0]
        points = re.findall(r"([\d.]+)</span>", listed)
        assert points
        assert all(Decimal(low) <= Decimal(one) < Decimal(high) for one in points)


@pytest.mark.parametrize("limit", [0, 10, 89])
def test_list_limit(tmp_path: Path, limit: int) -> None:
    rows = repeated(90)
    folder = write(tmp_path, rows)
    write_outputs(str(folder), list_limit=limit)
    text = (folder / "披露.md").read_text(encoding="utf-8")
    assert f"超过逐项列出的上限 {limit} 个" in text
    assert "## 各项目" not in text
    cells = [row[0] for row in openpyxl.load_workbook(folder / "汇总表.xlsx")["汇总表"].values]
    assert 1 not in cells
    assert "合计" in cells
    assert any("只列各部门的汇总" in str(cell) for cell in cells)
    document = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert not document["listed"]
    assert document["all"]["projects"] == 90
    assert 'id="p1"' not in (folder / "summary.html").read_text(encoding="utf-8")


def test_limit_is_inclusive(tmp_path: Path) -> None:
    folder = write(tmp_path, repeated(30))
    write_outputs(str(folder), list_limit=30)
    assert "\n30. " in (folder / "披露.md").read_text(encoding="utf-8")


def test_nasty_names(tmp_path: Path) -> None:
    rows = repeated(30)
    nasty = NASTY.encode("utf-8", "replace").decode()
    for row in rows["projects"]:
        row["name"] = row["department"] = row["unit"] = nasty
    for row in rows["indicators"]:
        row["name"] = row["level1"] = nasty
    folder = write(tmp_path, rows)
    write_outputs(str(folder))
    page = page_of(folder)
    assert "script" not in page.tags
    assert "\u202e" not in (folder / "summary.html").read_text(encoding="utf-8")
    text = (folder / "披露.md").read_text(encoding="utf-8")
    assert "<script>" not in text.replace("\\<", "")
    assert "\n# [" not in text
    book = openpyxl.load_workbook(folder / "汇总表.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8"))


@given(name=st.text(max_size=40), total=st.integers(0, 20_000))
@settings(max_examples=15, deadline=None)
def test_any_name(name: str, total: int) -> None:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    clean = name.encode("utf-8", "replace").decode()
    project = {
        **unread("甲"), "rules": "mof-2020", "name": clean, "department": clean,
        "total": Decimal(total) / 100, "grade": "优",
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        write_outputs(str(write(Path(folder), {"projects": [project]})))
        page = page_of(Path(folder))
        assert not page.open
        assert zipfile.is_zipfile(Path(folder) / "汇总表.xlsx")


def test_no_project(tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    write_outputs(str(folder))
    assert "本次没有项目" in (folder / "披露.md").read_text(encoding="utf-8")
    document = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert document["all"]["mean"] is None
    assert not page_of(folder).open


def test_only_unread(tmp_path: Path) -> None:
    folder = write(tmp_path, {"projects": [unread("甲.yaml"), unread("乙.yaml")]})
    write_outputs(str(folder))
    for name in ("summary.html", "披露.md"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "甲.yaml" in text
        assert "2 个项目没有读出" in text


def test_one_project(tmp_path: Path) -> None:
    folder = write(tmp_path, repeated(1))
    write_outputs(str(folder))
    assert "99.97" in (folder / "summary.html").read_text(encoding="utf-8")


def test_further_columns(tmp_path: Path) -> None:
    rows = repeated(2)
    for row in rows["projects"]:
        row["code"], row["initial_budget"] = "001006", Decimal("81.5")
    folder = write(tmp_path, rows, ("code", "initial_budget"))
    write_outputs(str(folder))
    cells = list(openpyxl.load_workbook(folder / "汇总表.xlsx")["汇总表"].values)
    first = next(cell for cell in cells if cell[0] == 1)
    assert (first[1], first[5]) == ("001006", 81.5)


def test_unfinished_runs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnfinishedRunError, match=r"projects\.parquet"):
        write_outputs(str(tmp_path))
    folder = write(tmp_path, repeated(1))
    (folder / "findings.parquet").write_bytes(b"PAR1")
    with pytest.raises(UnfinishedRunError, match=r"findings\.parquet"):
        write_outputs(str(folder))
    assert not [name for name in NAMES if (folder / name).exists()]


def test_progress_reaches_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_outputs(
        str(write(tmp_path, repeated(30))), progress=lambda done, whole: told.append((done, whole))
    )
    assert told[-1][0] == told[-1][1] > 0
