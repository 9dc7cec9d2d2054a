"""Web pages: the table is the grid, every text is text, nothing is loaded and nothing runs."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as page_of

from scoring.render import html, render
from scoring.render.grid import Cell, Grid, placed
from scoring.render.layouts import lay_out
from scoring.render.shown import shown
from tests.render import grids, samples

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Element: TypeAlias = Any

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "div", "table", "caption", "span",
    "colgroup", "col", "thead", "tbody", "tr", "th", "td", "br", "p", "footer", "aside", "h2",
    "ul", "ol", "li", "strong",
}  # fmt: skip


def parsed(text: str) -> Element:
    return page_of.document_fromstring(text.encode())


def text_of(element: Element) -> str:
    """The text of an element, its line breaks as such."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "br" else text_of(child), child.tail or ""]
    return "".join(parts)


def occupied(page: Element) -> list[list[str]]:
    """The table as a browser fills it: every place with the text of the cell that covers it."""
    rows = page.xpath("//tr")
    count = len(page.xpath("//col"))
    places: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            for down in range(int(cell.get("rowspan", "1"))):
                for right in range(int(cell.get("colspan", "1"))):
                    assert (y + down, x + right) not in places
                    places[y + down, x + right] = text_of(cell)
    assert set(places) == {(y, x) for y in range(len(rows)) for x in range(count)}
    return [[places[y, x] for x in range(count)] for y in range(len(rows))]


def rectangle(grid: Grid) -> list[list[str]]:
    """The grid in the same way."""
    lines = [[""] * len(grid.widths) for _ in grid.rows]
    for row, column, cell in placed(grid):
        for y in range(row, row + cell.rows):
            lines[y][column : column + cell.columns] = [shown(cell.text)] * cell.columns
    return lines


@pytest.mark.parametrize("form", ["shanxi", "mof", "sichuan", "hubei"])
def test_the_table_is_the_grid(form: str) -> None:
    card = samples.unjudged(form)
    page = parsed(html.write_form(card))
    assert occupied(page) == rectangle(lay_out(card))


@given(grids.texts)
def test_every_text_stays_text(text: str) -> None:
    grid = grids.form(text)
    written = html.write(grid, {"rules": text}, "")
    page = parsed(written)
    assert {element.tag for element in page.iter()} <= TAGS
    assert occupied(page) == rectangle(grid)
    caption, notes = page.xpath("//caption")[0], page.xpath("//div[@class='notes']/p")
    assert text_of(caption[0]) == shown(grid.title)
    assert [text_of(note) for note in notes] == [shown(note) for note in grid.notes]
    assert text_of(page.xpath("//footer/p")[0]) == shown(grid.footer)
    hint = page.xpath("//meta[@name='jixiao.rules']")[0].get("content")
    assert hint == shown(text)
    attributes = {name for element in page.iter() for name in element.attrib}
    assert not any(name.startswith("on") or name in {"src", "href", "style"} for name in attributes)


@given(st.text(max_size=30))
def test_findings_stay_text(text: str) -> None:
    card = samples.jinbao()
    finding = card.findings[0]._replace(message=text, help=text, path=text, code=text)
    page = parsed(html.write_form(card._replace(findings=(finding,) * 101)))
    assert {element.tag for element in page.iter()} <= TAGS
    assert len(page.xpath("//ol/li")) == 100
    assert "另有 1 条" in text_of(page.xpath("//aside")[0])


def test_the_page_allows_its_own_style_only() -> None:
    written = html.write_form(samples.jinbao())
    page = parsed(written)
    style = re.search(r"<style>(.*?)</style>", written, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content")
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert not re.search(r"https?:|//[a-z]", written)
    assert page.xpath("//script | //link | //img | //iframe | //*[@style]") == []


def test_who_reads_it_back_learns_the_rules() -> None:
    page = parsed(html.write_form(samples.jinbao()))
    assert page.get("lang") == "zh-CN"
    assert page.xpath("//meta[@name='jixiao.rules']/@content") == ["shanxi-2023"]
    assert page.xpath("//meta[@charset='utf-8']")


def test_labels_name_what_they_head() -> None:
    page = parsed(html.write(grids.form()))
    scopes = {text_of(head): head.get("scope") for head in page.xpath("//th")}
    assert scopes == {
        "项目名称": "row",
        "资金": "row",
        "预算": "col",
        "执行": "col",
        "总额": "row",
        "产出指标": "row",
        "数量": "row",
    }
    assert all(text_of(head).strip() for head in page.xpath("//th"))


@pytest.mark.parametrize(("repeated", "rows"), [(0, 0), (1, 1), (2, 0), (3, 0), (99, 0)])
def test_only_whole_rows_are_repeated(repeated: int, rows: int) -> None:
    page = parsed(html.write(grids.form(repeated=repeated)))
    assert len(page.xpath("//thead/tr")) == rows
    assert len(page.xpath("//tr")) == 7


def test_the_remarks_are_for_the_screen() -> None:
    written = html.write_form(samples.jinbao())
    aside = parsed(written).xpath("//aside[@class='remarks']")[0]
    said = text_of(aside)
    assert "总分 99.97" in said
    assert "AC501" in said
    assert "第30行第9列" in said
    assert "怎么改：填写实际测得的数，如 93%" in said
    printed = written[written.index("@media print") :]
    assert ".remarks{display:none}" in printed
    assert "A4 landscape" in written
    assert html.write(grids.form()).count("<aside") == 0


def test_a_grid_without_anything_is_still_a_page() -> None:
    page = parsed(html.write(Grid("", "", (1,), ((Cell(""),),))))
    assert occupied(page) == [[""]]
    assert page.xpath("//title")[0].text


def test_the_same_bytes_every_time() -> None:
    assert render(samples.jinbao(), "html") == render(samples.jinbao(), "html")
