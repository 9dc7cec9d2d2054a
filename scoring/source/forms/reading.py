"""From sheets of cells to the forms in them, each as the document of a project file.

The door of this package for everything that holds opened sheets. How a file is opened is not
known here.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.forms.flat_table import read_flat
from scoring.source.forms.form import read_form
from scoring.source.forms.other_tables import is_review_sheet, no_form
from scoring.source.forms.recognition import assume_rules, layout_of
from scoring.source.forms.rows import rows_of
from scoring.source.forms.segments import segments_of

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.source.events import Document
    from scoring.source.forms.sheet import OpenedFile


class ReadForm(NamedTuple):
    """One form: the sheet it stands on, its layout, and the document the strict reader takes.

    ``layout`` is mof, shanxi, sichuan or hubei; none for rows of a flat table.
    """

    sheet: str | None
    layout: str | None
    document: Document


class FormsReading(NamedTuple):
    """The forms of a file in their order, and what is wrong with the file as a whole."""

    forms: tuple[ReadForm, ...]
    findings: tuple[Finding, ...]


def read_sheets(opened: OpenedFile, file: str | None) -> FormsReading:
    """The forms found in the sheets of a file, by the meaning of their labels; never raises.

    Args:
        opened: the sheets, and what opening them brought to light.
        file: the name of the file, for the findings.

    Returns:
        The forms; none and a finding YM107 when the sheets hold no form.
    """
    if not opened.sheets:
        findings = opened.findings
        if not any(finding.severity == "error" for finding in findings):
            findings = (*findings, no_form((), file))
        return FormsReading((), findings)
    forms: list[tuple[int, ReadForm]] = []
    rest = []
    for number, sheet in enumerate(opened.sheets):
        rows = rows_of(sheet)
        flat = read_flat(rows, file)
        if flat is not None:
            forms += [(number, ReadForm(sheet.name, None, draft.document())) for draft in flat]
        elif not is_review_sheet(sheet, rows):
            rest.append((sheet, rows))
    segments = segments_of(rest)
    order = {sheet.name: number for number, sheet in enumerate(opened.sheets)}
    for segment in segments:
        draft = read_form(segment, file)
        layout = layout_of(draft)
        assume_rules(draft, layout)
        form = ReadForm(segment.sheet, layout, draft.document())
        forms.append((order.get(segment.sheet, 0), form))
    if not forms:
        return FormsReading((), (*opened.findings, no_form(opened.sheets, file)))
    forms.sort(key=lambda pair: pair[0])
    return FormsReading(tuple(form for _, form in forms), opened.findings)
