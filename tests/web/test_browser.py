"""The page in a real browser: dropped, mended, downloaded, by keyboard, without a word of complaint.

Needs chromium (Debian's package, or the path in CHROMIUM).
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

import scoring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


class Served(NamedTuple):
    """What the fixture of conftest gives."""

    address: str
    log: Path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def open_page(browser: Browser, server: Served) -> Iterator[Callable[..., Page]]:
    """Opens pages that must not complain: no error on the console, nothing asked from elsewhere."""
    complaints: list[str] = []
    contexts = []

    def make(*, width: int = 1280, dark: bool = False, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith(server.address) else complaints.append(asked.url)
            ),
        )
        page.goto(server.address)
        return page

    yield make
    for context in contexts:
        context.close()
    # A refused file is a response of 4xx, which the browser notes by itself.
    assert [one for one in complaints if "422" not in one] == []


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """A project file that scores 77.86, under a name of its own."""
    return Path(shutil.copy(EXAMPLES / "lost-points.yaml", tmp_path / "丢分.yaml"))


def _choose(page: Page, *files: Path) -> None:
    page.set_input_files("#files", list(files))


def _drop(page: Page, *files: Path) -> None:
    """Drop files as a hand would: the browser sees a drag with them."""
    given = [[file.name, list(file.read_bytes())] for file in files]
    transfer = page.evaluate_handle(
        """(files) => {
            const transfer = new DataTransfer();
            for (const [name, bytes] of files) {
                transfer.items.add(new File([new Uint8Array(bytes)], name));
            }
            return transfer;
        }""",
        given,
    )
    page.dispatch_event("#choose", "dragover", {"dataTransfer": transfer})
    page.dispatch_event("#choose", "drop", {"dataTransfer": transfer})


def test_a_form_is_dropped_mended_and_downloaded(
    open_page: Callable[..., Page], tmp_path: Path, lost: Path
) -> None:
    form = tmp_path / "自评表.xlsx"
    form.write_bytes(scoring.render(scoring.score(EXAMPLES / "jinbao-2023.yaml"), "xlsx"))
    page = open_page()
    _drop(page, form)
    expect(page.locator("#total")).to_have_text("99.97")
    expect(page.get_by_role("status")).to_contain_text("总分 99.97")
    page.go_back()
    _drop(page, lost)
    expect(page.locator("#total")).to_have_text("77.86")
    page.get_by_label("培训人次 实际完成值").fill("1200人次")
    page.get_by_label("每班人数 实际完成值").focus()
    expect(page.locator("#total")).to_have_text("78.86")
    expect(page.locator(".moved")).to_contain_text("77.86 中（+1.00）")
    # The focus is where it was going, in the page as it is now.
    expect(page.get_by_label("每班人数 实际完成值")).to_be_focused()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Excel").click()
    saved = tmp_path / "saved.xlsx"
    waiting.value.save_as(saved)
    assert waiting.value.suggested_filename.endswith("-自评表.xlsx")
    values = [cell.value for row in openpyxl.load_workbook(saved).worksheets[0] for cell in row]
    assert "1200人次" in values
    assert 78.86 in values


def test_what_is_typed_while_the_answer_comes_is_kept(
    open_page: Callable[..., Page], lost: Path
) -> None:
    page = open_page()
    _choose(page, lost)
    page.get_by_label("培训人次 实际完成值").fill("1200人次")
    page.get_by_label("每班人数 实际完成值").fill("40人")
    page.get_by_label("取证率 实际完成值").fill("90%")
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_have_text("79.60")
    expect(page.get_by_label("每班人数 实际完成值")).to_have_value("40人")


def test_by_keyboard_alone(open_page: Callable[..., Page], lost: Path) -> None:
    page = open_page()
    _choose(page, lost)
    expect(page.locator("#total")).to_have_text("77.86")
    expect(page.locator("main")).to_be_focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        if (
            page.evaluate("document.activeElement.getAttribute('aria-label')")
            == "培训人次 实际完成值"
        ):
            break
    else:
        pytest.fail("the value is not reached")
    page.keyboard.press("Control+A")
    page.keyboard.type("1200人次")
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_have_text("78.86")
    expect(page.get_by_label("培训人次 实际完成值")).to_be_focused()
    steps = page.locator("#row-0-steps")
    summary = steps.locator("summary")
    for _ in range(20):
        page.keyboard.press("Tab")
        if summary.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(steps).to_have_attribute("open", "")
    page.get_by_role("link", name="返回").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="给自评表打分")).to_be_visible()


def test_a_folder_becomes_a_list_that_sorts_and_opens(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    folder = tmp_path / "送审"
    (folder / "二科").mkdir(parents=True)
    shutil.copy(EXAMPLES / "jinbao-2023.yaml", folder / "二科" / "甲.yaml")
    shutil.copy(EXAMPLES / "lost-points.yaml", folder / "乙.yaml")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    (folder / "说明.txt").write_text("不是表", "utf-8")
    page = open_page()
    page.set_input_files("#folder", folder)
    rows = page.locator("#rows > tr")
    expect(rows).to_have_count(3)
    expect(page.locator("#progress")).to_contain_text("已读 3 个文件")
    totals = page.locator("#rows > tr > td:nth-child(2)")
    page.get_by_role("button", name="总分").click()
    expect(totals).to_have_text(["读不出", "77.86", "99.97"])
    page.get_by_role("button", name="总分").click()
    expect(totals).to_have_text(["99.97", "77.86", "读不出"])
    expect(page.locator("th[aria-sort=descending]")).to_have_text("总分")
    page.get_by_role("button", name=re.compile("打开 职业")).click()
    expect(page.locator("#total")).to_have_text("77.86")
    page.get_by_role("link", name="返回").click()
    expect(rows).to_have_count(3)


def test_a_broken_file_shows_its_findings_with_the_cell(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    form = tmp_path / "自评表.xlsx"
    form.write_bytes(scoring.render(scoring.score(EXAMPLES / "jinbao-2023.yaml"), "xlsx"))
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    row = next(cell.row for line in sheet for cell in line if cell.value == "劳务费")
    weight = next(cell for cell in sheet[row] if cell.value == 2)
    weight.value = "两分半吧"
    book.save(form)
    page = open_page()
    _choose(page, form)
    beside = page.locator(".about", has_text="YM104")
    expect(beside).to_contain_text(f"单元格 {weight.coordinate}")
    expect(beside).to_contain_text("两分半吧")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")
    page.go_back()
    _choose(page, tmp_path / "坏.docx")
    expect(page.locator(".findings")).to_contain_text("YM101")


def test_hostile_texts_show_as_texts(open_page: Callable[..., Page], tmp_path: Path) -> None:
    hostile = tmp_path / "坏人.yaml"
    text = (EXAMPLES / "lost-points.yaml").read_text("utf-8").replace("培训人次", "__名称__", 1)
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    text = text.replace("__名称__", quoted).replace("两期培训班取消", quoted)
    hostile.write_text(text, "utf-8")
    page = open_page()
    _choose(page, hostile)
    expect(page.locator("#total")).to_have_text("77.86")
    expect(page.get_by_text(HOSTILE).first).to_be_visible()
    page.get_by_label("每班人数 偏差原因").fill(f"</textarea>{HOSTILE}")
    page.keyboard.press("Tab")
    expect(page.locator("main:not([aria-busy])")).to_be_visible()
    page.go_back()
    _choose(page, hostile, hostile)
    expect(page.locator("#rows > tr")).to_have_count(2)
    assert "owned" not in page.title()
    assert page.locator("img").count() == 0


def test_without_script(open_page: Callable[..., Page], lost: Path) -> None:
    page = open_page(script=False)
    _choose(page, lost)
    page.get_by_role("button", name="打分").click()
    expect(page.locator("#total")).to_have_text("77.86")
    page.get_by_label("培训人次 实际完成值").fill("1200人次")
    page.get_by_role("button", name="重新计算").click()
    expect(page.locator("#total")).to_have_text("78.86")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_view_fits_and_axe_finds_nothing(
    open_page: Callable[..., Page], lost: Path, width: int, *, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    _is_sound(page)
    _choose(page, lost)
    expect(page.locator("#total")).to_have_text("77.86")
    page.locator("#row-0-steps summary").click()
    _is_sound(page)
    page.go_back()
    _choose(page, lost, EXAMPLES / "unjudged.yaml", EXAMPLES / "jinbao-2023.yaml")
    expect(page.locator("#rows > tr")).to_have_count(3)
    _is_sound(page)


def _is_sound(page: Page) -> None:
    """Nothing sticks out of the page, and axe finds no fault."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_the_page_prints_the_form_without_its_tools(
    open_page: Callable[..., Page], lost: Path
) -> None:
    page = open_page()
    _choose(page, lost)
    expect(page.locator("#total")).to_have_text("77.86")
    page.emulate_media(media="print")
    expect(page.locator(".downloads")).to_be_hidden()
    expect(page.locator(".form table")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
