"""``score FILE``: read, score, print the form; the quick path, so every import is where it is used."""

from __future__ import annotations

import os
import sys

from scoring.cli import streams
from scoring.cli.misuse import Misuse
from scoring.cli.request import format_of
from scoring.cli.startup import import_yaml
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.cli.request import Request
    from scoring.model.finding import Finding
    from scoring.model.scorecard import Scorecard

DONE, OPEN = 0, 1
"""Exit codes: all is known; a value could not be read or the total is undetermined."""


def run(request: Request) -> int:
    """Carry out the request; the exit code."""
    wanted = format_of(request.format, request.out)
    form = checked_form(request.form, wanted)
    data, card, findings = scored(request.file, request.rules)
    if card is None:
        complain(findings, data)
        return OPEN
    is_table = wanted == "table"
    content = _table(card, form, data, request.out) if is_table else _rendered(card, wanted, form)
    streams.write(content, request.out)
    _report(request, wanted, findings)
    return OPEN if card.total is None or is_unread(findings) else DONE


def scored(file: str, rules: str | None) -> tuple[bytes, Scorecard | None, tuple[Finding, ...]]:
    """The bytes of a file, their scorecard if they have one, and all findings."""
    import_yaml()
    from scoring.api import score_source
    from scoring.source.text import READ_LIMIT

    data = read_file(file, READ_LIMIT)
    card, findings = score_source(data, streams.readable(file), rules)
    return data, card, findings


def read_file(file: str, limit: int) -> bytes:
    """The bytes of a project file; says more than the system does when there is none."""
    if file != streams.STANDARD and not os.path.lexists(file):
        from scoring.cli.commands import missing_file

        raise Misuse(missing_file(file))
    return streams.read(file, limit)


def checked_form(form: str | None, wanted: str) -> str | None:
    """The form asked for; ``Misuse`` when there is none of that name, or not in this format."""
    if form is not None:
        from scoring.render import FLAT, FlatFormError
        from scoring.render.layouts import FORMS, UnknownFormError

        if form == FLAT and wanted != "csv":
            raise Misuse(str(FlatFormError(wanted)))
        if form not in FORMS and form != FLAT:
            raise Misuse(str(UnknownFormError(form)))
    return form


def _rendered(card: Scorecard, wanted: str, form: str | None) -> bytes:
    """The scorecard in a format; ``Misuse`` when this machine lacks what the format needs."""
    from scoring.render import render
    from scoring.render.missing import MissingPartError

    try:
        return render(card, wanted, form)
    except MissingPartError as error:
        raise Misuse(str(error)) from None


def is_unread(findings: tuple[Finding, ...]) -> bool:
    """Whether a value could not be read."""
    return any(
        finding.severity == "error" and finding.code.startswith("YM") for finding in findings
    )


def complain(findings: tuple[Finding, ...], data: bytes) -> None:
    """Print the findings of a file that gave no scorecard, with the lines they stand in."""
    from scoring.render.outcome import counts
    from scoring.render.problems import describe

    file = findings[0].file if findings else None
    lines = describe(findings, streams.columns(None), source_text(data, file), file)
    streams.say([*lines, f"没有可评分的项目（{counts(findings)}）。"])


def source_text(data: bytes, file: str | None) -> str | None:
    """The text of a project file, as far as it can be read; a form has cells instead."""
    from scoring.loading import is_form
    from scoring.source.text import decode

    return None if is_form(data, file) else decode(data)[0]


def _table(card: Scorecard, form: str | None, data: bytes, out: str | None) -> bytes:
    from scoring.render import encoded
    from scoring.render.table import write

    source = source_text(data, card.project.file) if card.findings else None
    return encoded(write(card, form, streams.columns(out), source))


def _report(request: Request, wanted: str, findings: tuple[Finding, ...]) -> None:
    """Say on standard error what the reader of the result may not see."""
    is_saved = request.out is not None and request.out != streams.STANDARD
    is_shown = wanted == "table" and not is_saved and sys.stdout is not None
    lines = [f"已写入 {request.out}"] if is_saved else []
    if findings and not (is_shown and sys.stdout.isatty()):
        from scoring.render.outcome import counts
        from scoring.render.problems import summary_by_code

        lines.append(f"{request.file}：{counts(findings)}（{summary_by_code(findings)}）")
    if lines:
        streams.say(lines)
