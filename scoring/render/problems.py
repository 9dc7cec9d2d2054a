"""Findings as text: severity, code, place, what was found, the line it stands in, how to mend it."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.outcome import SEVERITY_LABELS
from scoring.render.width import visible, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring.model.finding import Finding

SHOWN = 100
"""So many findings are printed; the rest are counted. JSON holds all of them."""

_INDENT = "    "
_LEAST_EXCERPT = 20


def place(finding: Finding) -> str:
    """Where a finding stands: line and column, or sheet and cell, then its path.

    >>> from scoring.model.codes import found
    >>> place(found("CP203", "", "", "/绩效指标/0")._replace(line=3, column=5))
    '第3行第5列 /绩效指标/0'
    """
    parts = []
    if finding.line is not None:
        column = "" if finding.column is None else f"第{finding.column}列"
        parts.append(f"第{finding.line}行{column}")
    if finding.cell is not None:
        sheet = f"{finding.sheet}!" if finding.sheet else ""
        parts.append(f"单元格 {sheet}{finding.cell}")
    if finding.path:
        parts.append(finding.path)
    return " ".join(parts)


def describe(
    findings: Sequence[Finding], columns: int, source: str | None = None, file: str | None = None
) -> list[str]:
    """The findings line by line, none wider than so many columns.

    Args:
        findings: in the order they are to be printed.
        columns: width of the terminal.
        source: the text of the file, to show the lines the findings stand in.
        file: the file everybody is looking at; findings elsewhere name theirs.
    """
    source_lines = [] if source is None else _lines(source)
    lines: list[str] = []
    for finding in findings[:SHOWN]:
        elsewhere = finding.file not in {None, file}
        lines += _described(
            finding, columns, [] if elsewhere else source_lines, elsewhere=elsewhere
        )
    if len(findings) > SHOWN:
        lines.append(f"另有 {len(findings) - SHOWN} 条未列出，-f json 给出全部。")
    return lines


def _lines(source: str) -> list[str]:
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _described(
    finding: Finding, columns: int, source_lines: list[str], *, elsewhere: bool
) -> list[str]:
    label = SEVERITY_LABELS[finding.severity]
    where = place(finding)
    if elsewhere:
        where = f"{finding.file} {where}"
    head = f"{label} {finding.code} {where}".rstrip()
    lines = _hanging(f"{head}：{finding.message}", columns)
    if finding.line is not None and finding.line <= len(source_lines):
        lines += excerpt(source_lines[finding.line - 1], finding.line, finding.column, columns)
    for related in finding.related:
        line = f"第{related.line}行" if related.line is not None else ""
        where = " ".join(part for part in (related.file, line) if part)
        where = f"（{where}）" if where else ""
        lines += _indented(f"参见{where}：{related.message or related.path}", columns)
    if finding.help:
        lines += _indented(f"怎么改：{finding.help}", columns)
    return lines


def _hanging(text: str, columns: int) -> list[str]:
    first, *rest = wrap(visible(text), columns - len(_INDENT))
    return [first, *[_INDENT + line for line in rest]]


def _indented(text: str, columns: int) -> list[str]:
    return [_INDENT + line for line in wrap(visible(text), columns - len(_INDENT))]


def excerpt(line: str, number: int, column: int | None, columns: int) -> list[str]:
    """A line of the file with its number, and a mark under the character meant.

    A long line is cut to what stands around the mark.
    """
    gutter = f"{_INDENT}{number} │ "
    room = max(columns - width(gutter), _LEAST_EXCERPT)
    at = max((column or 1) - 1, 0)
    # The indentation of deep mappings says nothing here.
    before, after = _shown(line[:at]).lstrip(" "), _shown(line[at:])
    room_before = room - min(width(after), room // 3)
    if width(before) > room_before:
        before = _end_of(before, room_before)
    after = _start_of(after, room - width(before))
    blank = " " * (width(gutter) - 2)
    mark = [] if column is None else [f"{blank}│ {' ' * width(before)}^"]
    return [(gutter + before + after).rstrip(), *mark]


def _shown(text: str) -> str:
    return visible(text).replace("\n", " ")


def _end_of(text: str, room: int) -> str:
    return "…" + text[len(text) - _fitting(reversed(text), room - 1) :]


def _start_of(text: str, room: int) -> str:
    return (
        text
        if 2 * len(text) <= room or width(text) <= room
        else text[: _fitting(text, room - 1)] + "…"
    )


def _fitting(characters: Iterable[str], room: int) -> int:
    """How many of the characters fit, one after the other."""
    count = 0
    for character in characters:
        room -= width(character)
        if room < 0:
            break
        count += 1
    return count


def summary_by_code(findings: Iterable[Finding]) -> str:
    """The codes of the findings, each once with how often it occurs.

    >>> summary_by_code(())
    ''
    """
    seen: dict[str, int] = {}
    for finding in findings:
        seen[finding.code] = seen.get(finding.code, 0) + 1
    return "、".join(code if count == 1 else f"{code}×{count}" for code, count in seen.items())
