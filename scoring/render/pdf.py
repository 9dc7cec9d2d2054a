"""Any grid as a PDF on A4 lying down, set by typst with the machine's Chinese fonts embedded.

The pages fit PDF/A, the kind that archives keep; that kind may not hold a character no font can
draw, so such characters are told and stand as ``<U+1F984>``. The same grid with the same fonts
gives the same bytes. Nothing here knows what a form says. The page itself is ``form.typ``.
"""

from __future__ import annotations

import os
from functools import lru_cache
from threading import Lock

from scoring.record import TYPE_CHECKING
from scoring.render.grid import placed
from scoring.render.heading_rows import heading_rows
from scoring.render.missing import MissingExtraError, MissingFontError
from scoring.render.page_room import lines, room, row_padding
from scoring.render.shown import shown
from scoring.render.width import wrap

if TYPE_CHECKING:
    from typing import Literal

    from scoring.model.scorecard import Scorecard
    from scoring.render.fonts import Faces
    from scoring.render.grid import Cell, Grid

    PDFStandard = Literal["a-2u"]
    Entry = tuple[int, int, int, int, str, str]

_TEMPLATE = "form.typ"
_EXTRA = ("pdf", "pdf")
"""The format and the extra it needs."""

_STANDARD: PDFStandard = "a-2u"
_TWO = 2

_KEPT_TOGETHER = 12
"""A text of so many lines or fewer is not broken over two pages."""

_UNDRAWN = r'error: the text `"(.*)"` could not be displayed'
_ESCAPE = r"\\u\{([0-9a-f]+)\}"


def write_form(card: Scorecard, form: str | None = None) -> bytes:
    """The scorecard's form as a PDF."""
    from scoring.render.layouts import lay_out

    return write(lay_out(card, form))


def write(grid: Grid, font_folder: str | None = None) -> bytes:
    """The grid as a PDF.

    Args:
        grid: title, year and table; notes below it, the footer on every page.
        font_folder: take the fonts of this folder only, not those of the system.

    Raises ``MissingExtraError`` without typst, ``MissingFontError`` without a Chinese font.
    """
    setter = setter_of(font_folder)
    try:
        return setter.compiled(_data(grid, setter.faces, {}))
    except setter.error as error:
        undrawn = _undrawn(error.diagnostic)
    data = _data(grid, setter.faces, undrawn)
    try:
        return setter.compiled(data)
    except setter.error:
        # Refused for another reason, such as a font that may not go into archives: a plain PDF.
        return setter.compiled(data, None)


class _Setter:
    """A typst compiler that stays warm: reading the fonts takes longer than setting a form."""

    def __init__(self, font_folder: str | None) -> None:
        try:
            import typst
        except ImportError:
            raise MissingExtraError(*_EXTRA) from None
        from scoring.render.fonts import faces

        folders = [] if font_folder is None else [font_folder]
        fonts = typst.Fonts(
            include_system_fonts=font_folder is None,
            include_embedded_fonts=False,
            font_paths=folders,
        )
        found = faces(fonts.families())
        if found is None:
            raise MissingFontError
        self.faces: Faces = found
        self.error: type[typst.TypstError] = typst.TypstError
        folder = os.path.dirname(os.path.abspath(__file__))
        self._compiler = typst.Compiler(root=folder, font_paths=fonts)
        with open(os.path.join(folder, _TEMPLATE), "rb") as file:
            self._template = file.read()
        self._lock = Lock()

    def compiled(self, data: str, standard: PDFStandard | None = _STANDARD) -> bytes:
        """The PDF of the data; the library takes one document at a time."""
        with self._lock:
            content = self._compiler.compile(
                input=self._template,
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=standard,
                timestamp=0,
            )
        assert isinstance(content, bytes)
        return content


setter_of = lru_cache(maxsize=2)(_Setter)
"""The warm compiler for a folder of fonts, ``None`` for those of the system."""


def _data(grid: Grid, found: Faces, undrawn: dict[str, str]) -> str:
    """What the page is made of, as JSON; characters that no font draws are replaced."""
    import json

    def text(written: str) -> str:
        written = shown(written)
        for drawn_badly, told in undrawn.items():
            written = written.replace(drawn_badly, told)
        return written

    head: list[Entry] = []
    cells: list[Entry] = []
    last = heading_rows(grid)
    places = placed(grid)
    for row, column, cell in places:
        columns = room(grid, column, cell)
        written = text(cell.text)
        if cell.role in {"label", "group"}:
            written = "\n".join(_balanced(line, columns) for line in written.split("\n"))
        entry = (row, column, cell.rows, cell.columns, _kind(cell, columns), written)
        (head if row < last else cells).append(entry)
    return json.dumps(
        {
            "title": text(grid.title),
            "subtitle": text(grid.subtitle),
            "notes": [text(note) for note in grid.notes],
            "footer": text(grid.footer),
            "widths": grid.widths,
            "padding": row_padding(grid, places),
            "head": head,
            "cells": cells,
            "fonts": found.body,
            "headings": found.headings,
        },
        ensure_ascii=False,
    )


def _balanced(line: str, columns: int) -> str:
    """A line of a heading that takes two, broken into halves; the typesetter breaks all others.

    It breaks well, but leaves a single character on the second line.
    """
    halves = wrap(line, columns, balanced=True)
    return "\n".join(halves) if len(halves) == _TWO else line


def _kind(cell: Cell, columns: int) -> str:
    """How the template sets a cell: as a label, centred, as a short text or a long one."""
    if cell.alignment == "center":
        return "l" if cell.role == "label" else "c"
    return "s" if lines(cell.text, columns) <= _KEPT_TOGETHER else "t"


def _undrawn(report: str) -> dict[str, str]:
    """The texts of the typesetter's complaint, longest first, and what stands in their place."""
    import re

    found = {
        re.sub(_ESCAPE, lambda escape: chr(int(escape[1], 16)), text)
        for text in re.findall(_UNDRAWN, report)
    }
    return {
        text: "".join(f"<U+{ord(character):04X}>" for character in text)
        for text in sorted(found, key=lambda text: (-len(text), text))
        if not text.isascii()
    }
