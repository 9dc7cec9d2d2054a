"""Paragraphs as WordprocessingML text. What a paragraph looks like is the business of its style.

Markup is written as text and parsed once: building each element in turn takes several times as
long. Texts get in through ``escaped`` alone.
"""

from __future__ import annotations

from scoring.render.shown import shown

_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}

PAGE, PAGES = "PAGE", "NUMPAGES"
"""Fields: the number of this page, and how many there are."""


def escaped(text: str) -> str:
    """A text as it stands in markup, in an element or an attribute."""
    return shown(text).translate(_ENTITIES)


def run(text: str, looks: str = "") -> str:
    """A piece of one line; ``looks`` are elements of its own, in the order of the schema.

    Quotation marks and dashes stand in Latin fonts, half as wide, unless a hint says whose they are.
    """
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{looks}</w:rPr>'
        f'<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'
    )


def marked(text: str) -> str:
    """A piece on a yellow ground."""
    return run(text, '<w:highlight w:val="yellow"/>')


def field(name: str) -> str:
    """A number that the program fills in."""
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


TAB = "<w:r><w:tab/></w:r>"


def paragraph(style: str, content: str, settings: str = "") -> str:
    """A paragraph of runs; ``settings`` are elements of its own, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{settings}</w:pPr>{content}</w:p>'


def lines(style: str, text: str, settings: str = "") -> str:
    """A text as paragraphs, one a line."""
    return "".join(
        [paragraph(style, run(line) if line else "", settings) for line in shown(text).split("\n")]
    )
