"""PDF: every text is there and can be copied, the fonts are inside, the bytes repeat."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from scoring.render import pdf, render
from scoring.render.fonts import HEI, SONG, faces
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import lay_out
from scoring.render.missing import MissingExtraError, MissingFontError, MissingPartError
from tests.render import grids, samples

if TYPE_CHECKING:
    from collections.abc import Iterator

A4 = (842, 595)
ROOT = Path(__file__).resolve().parents[2]


def installed() -> bool:
    typst = pytest.importorskip("typst")
    return faces(typst.Fonts().families()) is not None


needs_fonts = pytest.mark.skipif(not installed(), reason="no Chinese font on this machine")


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(content))


def bare(text: str) -> str:
    return "".join(text.split())


def text_of(content: bytes) -> str:
    return bare("".join(page.extract_text() for page in read(content).pages))


def fonts_of(content: bytes) -> Iterator[pypdf.generic.DictionaryObject]:
    for page in read(content).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            yield from (one.get_object() for one in font.get_object()["/DescendantFonts"])


@needs_fonts
@pytest.mark.parametrize("form", ["shanxi", "mof", "sichuan", "hubei"])
def test_every_text_of_the_form_is_there(form: str) -> None:
    card = samples.unjudged(form)
    content = render(card, "pdf")
    text = text_of(content)
    missing = [one for one in grids.texts_of(lay_out(card)) if bare(one) not in text]
    assert missing == []


@needs_fonts
def test_texts_are_never_markup() -> None:
    grid = grids.form("\n".join(text for text in grids.NASTY if text))
    text = text_of(pdf.write(grid))
    for line in grids.NASTY:
        assert text.count(bare(line)) >= 6, line


@needs_fonts
def test_pages_are_a4_lying_down_with_all_fonts_inside() -> None:
    content = render(samples.jinbao(), "pdf")
    document = read(content)
    for page in document.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
    embedded = list(fonts_of(content))
    assert embedded
    for font in embedded:
        descriptor = font["/FontDescriptor"].get_object()
        assert isinstance(descriptor, pypdf.generic.DictionaryObject)
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
    assert document.metadata is not None
    assert document.metadata.title == lay_out(samples.jinbao()).title
    assert b"pdfaid:part" in content


@needs_fonts
def test_a_long_list_goes_over_pages_with_its_head_and_foot() -> None:
    grid = grids.table(120, "说明")._replace(footer="评分规则 例")
    pages = [bare(page.extract_text()) for page in read(pdf.write(grid)).pages]
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert "序号名称说明" in text
        assert "评分规则例" in text
        assert f"第{number}页，共{len(pages)}页" in text
    assert "".join(pages).count("说明") == 120 + len(pages)


@needs_fonts
@pytest.mark.parametrize("rows", [5, 12, 24, 36, 60])
def test_a_list_that_can_stand_on_one_page_does(rows: int) -> None:
    pages = read(pdf.write(grids.table(rows))).pages
    assert (len(pages) == 1) == (rows < 60)


@needs_fonts
def test_a_text_longer_than_a_page_is_broken() -> None:
    text = "".join(f"第{number}句，" for number in range(3000))
    grid = grids.form(text)._replace(title="", footer="", notes=())
    content = pdf.write(grid)
    assert len(read(content).pages) > 5
    found = text_of(content)
    assert [found.count(f"第{number}句，") for number in (0, 1500, 2999)] == [4, 4, 4]


@needs_fonts
def test_characters_no_font_draws_are_told() -> None:
    content = pdf.write(grids.form("绩效\u0378与\U0010fffe字"))
    text = text_of(content)
    assert "绩效<U+0378>与<U+10FFFE>字" in text
    assert b"pdfaid:part" in content


@needs_fonts
@pytest.mark.parametrize("text", grids.HIDDEN)
def test_hidden_characters_are_shown(text: str) -> None:
    assert pdf.write(grids.form(text)).startswith(b"%PDF-")


@needs_fonts
def test_a_grid_without_anything_is_a_page() -> None:
    assert len(read(pdf.write(Grid("", "", (1,), ((Cell(""),),)))).pages) == 1


@needs_fonts
def test_the_bytes_repeat_in_another_process() -> None:
    first = render(samples.jinbao(), "pdf")
    assert render(samples.unjudged(), "pdf") != first
    assert render(samples.jinbao(), "pdf") == first
    code = (
        "import hashlib, sys\n"
        "from scoring.render import render\n"
        "from tests.render import samples\n"
        "sys.stdout.write(hashlib.sha256(render(samples.jinbao(), 'pdf')).hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == hashlib.sha256(first).hexdigest()


@needs_fonts
def test_several_threads_may_write_at_once() -> None:
    cards = [samples.jinbao(), samples.unjudged()] * 3
    one_by_one = [render(card, "pdf") for card in cards]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda card: render(card, "pdf"), cards)) == one_by_one


def test_without_a_chinese_font_the_message_says_what_to_install(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    with pytest.raises(MissingFontError) as caught:
        pdf.write(grids.form(), font_folder=str(tmp_path))
    for word in ("没有找到中文字体", "fonts-noto-cjk", "Windows", "macOS"):
        assert word in str(caught.value)
    assert isinstance(caught.value, MissingPartError)
    assert isinstance(caught.value, ValueError)


def test_without_typst_the_message_names_the_extra() -> None:
    # A process that does not find the library, as after a plain installation.
    code = (
        "import sys\n"
        "sys.modules['typst'] = None\n"
        "from scoring.render import render\n"
        "from scoring.render.missing import MissingExtraError\n"
        "from tests.render import samples\n"
        "try:\n"
        "    render(samples.jinbao(), 'pdf')\n"
        "except MissingExtraError as error:\n"
        "    print(ascii(str(error)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "pip install 'jixiao[pdf]'" in done.stdout


@pytest.mark.parametrize("error", [MissingExtraError("pdf", "pdf"), MissingFontError()])
def test_what_is_missing_can_be_sent_between_processes(error: MissingPartError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - ours
    assert type(again) is type(error)
    assert str(again) == str(error)


def test_headings_are_set_in_hei_and_texts_in_song() -> None:
    found = faces([*SONG, *HEI, "Arial"])
    assert found is not None
    assert found.body[0] == "SimSun"
    assert found.headings[0] == "SimHei"
    assert set(found.body) == set(found.headings)
    only_hei = faces(["wenquanyi zen hei"])
    assert only_hei is not None
    assert only_hei.body == only_hei.headings == ("wenquanyi zen hei",)
    assert faces(["DejaVu Sans", "Arial"]) is None
