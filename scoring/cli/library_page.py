"""A library, or one of its definitions, as a page of text."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.width import hanging, pad, width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.model.library import Definition, Library

_EVIDENCE = {
    "document": "见于公开文件",
    "implementation": "见于在用平台",
    "form": "见于已公开的表",
    "recalled": "凭专业知识，未核原文",
    "choice": "自行设定，没有文件依据",
}


def library_page(library: Library, columns: int) -> str:
    """Every definition of a library in a line, under its class, and how to see more."""
    lines = [f"{library.id or library.file}　{library.title or ''}"]
    about = [
        ("适用", library.kind),
        ("版本", library.version),
        ("可靠程度", _level(library.evidence)),
        ("说明", library.note),
    ]
    lines += [f"  {label}：{text}" for label, text in about if text]
    wide = max((width(one.row.name) for one in library.definitions), default=0)
    classes: tuple[str | None, str | None] | None = None
    for definition in library.definitions:
        row = definition.row
        if (row.level1, row.level2) != classes:
            classes = (row.level1, row.level2)
            lines += ["", " / ".join(filter(None, classes)) or "（未分类）"]
        lines.append(f"  {pad(row.name, wide)}  {brief(definition)}".rstrip())
    if library.sources:
        lines += ["", "名称见于", *(f"  {source}" for source in library.sources)]
    example = next((one.row.name for one in library.definitions if one.obtained), None)
    if example is not None:
        home = library.id or library.file
        lines += ["", f"取值方法、佐证材料、常见错误：score indicators show {home}/{example}"]
    return _hung(lines, columns)


def definition_page(library: Library, definition: Definition, columns: int) -> str:
    """One definition: all that its library says about it."""
    row = definition.row
    lines = [f"{row.name}　（{library.title or library.id or library.file}）"]
    about = [
        ("类别", " / ".join(filter(None, (row.level1, row.level2)))),
        ("又称", "、".join(definition.also)),
        ("指标值", row.initial_target),
        ("写法", brief(definition)),
        ("指标解释", definition.explained),
        ("取值方法", definition.obtained),
        ("佐证材料", "、".join(row.evidence)),
        ("常见错误", (definition.mistakes or "").replace("\n", "；")),
        ("备注", row.note),
        ("依据", definition.source or _level(library.evidence)),
    ]
    lines += [f"  {label}：{text}" for label, text in about if text]
    return _hung(lines, columns)


def brief(definition: Definition) -> str:
    """Sign, unit and direction in a few words.

    >>> from scoring.source.definitions import shipped_library
    >>> brief(shipped_library("training").library.definitions[0])
    '≥ 人　越高越好'
    """
    row = definition.row
    written = " ".join(filter(None, (row.operator, row.measure_unit)))
    if row.operator and not row.measure_unit and definition.direction == "越早越好":
        written = "日期"
    if row.operator == "定性":
        return written
    return "　".join(filter(None, (written, definition.direction)))


def _level(evidence: str | None) -> str:
    return _EVIDENCE.get(evidence or "", "")


def _hung(lines: Iterable[str], columns: int) -> str:
    return "".join(f"{line}\n" for given in lines for line in hanging(given, columns))
