"""What a file says about itself beside its cells: custom properties, headers and footers of pages.

The rule set a form was written under is looked for here; no other label of a form is known.
"""

from __future__ import annotations

import re

from scoring.record import TYPE_CHECKING
from scoring.source.forms.cells import lines_of
from scoring.source.forms.limits import CELL_TEXT_LIMIT
from scoring.source.forms.markup import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.source.forms.archive import Archive
    from scoring.source.forms.limits import Budget

_CUSTOM = "docProps/custom.xml"
_RULES = "评分规则"
_NAMED_RULES = re.compile(rf"{_RULES}\s*[:：]?\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_PAGE_NUMBER = re.compile(
    r"(?:第\s*)?[-—]?\s*&P\s*[-—]?(?:\s*页)?|(?:[/，,]?\s*共?\s*)&N(?:\s*页)?"
)
_PRINTED_NUMBER = re.compile(
    r"第\s*\d+\s*页(?:[，,/\s]*共\s*\d+\s*页)?|^\s*[-—]*\s*\d+\s*[-—]*\s*$"
)
_CODES = re.compile(
    r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|\d{1,3}|[DTZFAGSXYEUBIOH]|&)'
)
_PARTS = re.compile(r"(?<!&)&([LCR])")


def hints_of(archive: Archive, budget: Budget) -> tuple[tuple[str, str], ...]:
    """The rule set named in the custom properties of an office file."""
    if _CUSTOM not in archive:
        return ()
    values: dict[str, list[str]] = {}
    current = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if name == "property":
            current = attributes.get("name", "")

    def text(piece: str) -> None:
        values.setdefault(current, []).append(piece)

    walk([archive.read(_CUSTOM)], budget, start, None, text, _CUSTOM)
    value = "".join(values.get(_RULES, ())).strip()
    return (("rules", value),) if value and len(value) < CELL_TEXT_LIMIT else ()


def rules_in(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The rule set that a header, a footer or a note names.

    >>> rules_in(("评分规则 shanxi-2023（山西，版本 1）",))
    (('rules', 'shanxi-2023'),)
    """
    for line in lines:
        if match := _NAMED_RULES.search(line):
            return (("rules", match[1]),)
    return ()


def without_page_number(line: str) -> str:
    """A line of a header or footer without the number of its page.

    >>> without_page_number("评分规则 mof-2020 第 1 页，共 2 页"), without_page_number("— 3 —")
    ('评分规则 mof-2020', '')
    """
    return _PRINTED_NUMBER.sub("", line).strip()


def page_lines(code: str) -> list[str]:
    """The lines of a page's header or footer, without the codes of workbooks and page numbers.

    >>> page_lines('&L评分规则 mof-2020&C第 &P 页，共 &N 页&R&"宋体,常规"&10甲&&乙')
    ['评分规则 mof-2020', '甲&乙']
    """
    lines: list[str] = []
    pieces = _PARTS.split(code)
    for piece in [pieces[0], *pieces[2::2]]:
        bare = _PAGE_NUMBER.sub("", piece)
        bare = _CODES.sub(lambda match: "&" if match[0] == "&&" else "", bare)
        lines.extend(lines_of(bare))
    return lines
