"""Indicators defined in a library, and the project that refers to them by 引用指标.

What a row takes from its definition is decided in ``defined_rows``. Where the shipped libraries
lie is known to ``library``.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.model.codes import found
from scoring.model.library import DIRECTIONS, EVIDENCE, Definition, Library
from scoring.model.project import Indicator
from scoring.notation.folding import fold
from scoring.notation.operators import operator_of
from scoring.record import TYPE_CHECKING, NamedTuple, cast
from scoring.source.defined_rows import completed
from scoring.source.events import Mapping, Scalar, in_order
from scoring.source.indicators import CONVERTERS, Row, read_indicators
from scoring.source.keys import read_record
from scoring.source.places import locate
from scoring.source.project import Reading
from scoring.source.reading import Report, keep, text, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from scoring.model.finding import Finding
    from scoring.model.project import Project
    from scoring.source.events import Document, Node
    from scoring.source.reading import Converter, Slots

OWN_LABELS: dict[str, tuple[str, ...]] = {
    "explained": ("指标解释", "指标说明", "指标内容", "explained"),
    "obtained": ("取值方法", "取值方式", "数据来源", "obtained"),
    "direction": ("指标方向", "direction"),
    "mistakes": ("常见错误", "mistakes"),
    "kind": ("指标类型", "kind"),
    "also": ("又称", "别名", "also"),
    "source": ("来源", "出处", "source"),
}
"""What a definition says beyond the fields of a row, and how it may be called."""

LIBRARY_LABELS: dict[str, tuple[str, ...]] = {
    "id": ("编号", "id"),
    "title": ("名称", "标题", "title"),
    "kind": ("项目类型", "适用项目", "kind"),
    "version": ("版本", "version"),
    "sources": ("来源", "依据", "sources"),
    "indicators": ("绩效指标", "指标", "indicators"),
    "note": ("备注", "说明", "note"),
    "evidence": ("可靠程度", "evidence"),
}

DIRECTION_WORDS: dict[str, str] = {
    **{word: word for word in DIRECTIONS},
    **dict.fromkeys(("越多越好", "越大越好", "正向", "higher"), DIRECTIONS[0]),
    **dict.fromkeys(("越少越好", "越小越好", "反向", "逆向", "负向", "lower"), DIRECTIONS[1]),
    **dict.fromkeys(("earlier",), DIRECTIONS[2]),
}
"""What may stand under 指标方向, and what it means."""

QUALITATIVE = "定性"
_LIBRARY_LIMIT = 64


class LibraryReading(NamedTuple):
    """A library and what was wrong with it; no library when nothing could be read."""

    library: Library | None
    findings: tuple[Finding, ...]


ORDER = (*Indicator._fields, *OWN_LABELS)


@lru_cache(maxsize=1)
def _definition_row() -> Row:
    converters: dict[str, Converter] = {
        **CONVERTERS,
        **dict.fromkeys(OWN_LABELS, _joined),
        "operator": _operator,
        "direction": _direction,
        "also": texts,
        "source": text,
    }
    return Row(ORDER, converters, OWN_LABELS)


def _definition(values: tuple[Any, ...]) -> Definition:
    width = len(Indicator._fields)
    read = Definition(Indicator._make(values[:width]), *values[width:])
    return read._replace(also=read.also or ())


def _operator(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """指标性质: a sign in any writing, or 定性."""
    written = text(node, path, key, report)
    if written is None or operator_of(written) is not None or fold(written) == QUALITATIVE:
        return written
    report.wrong(node, path, key, "比较符号或“定性”", "写 ≥、≤、=、>、< 或 定性。")
    return None


def _direction(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """指标方向, in the words of ``DIRECTIONS``."""
    written = text(node, path, key, report)
    if written is None or written in DIRECTION_WORDS:
        return DIRECTION_WORDS.get(written or "")
    report.wrong(node, path, key, f"{'、'.join(DIRECTIONS)}之一", f"写 {DIRECTIONS[0]}。")
    return None


def _evidence_level(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """可靠程度, in the words of the rule sets."""
    written = text(node, path, key, report)
    if written is None or written in EVIDENCE:
        return written
    report.wrong(node, path, key, f"{'、'.join(EVIDENCE)}之一", "没有核对过原文的写 recalled。")
    return None


def _joined(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """A text, or a list of texts a line each."""
    return "\n".join(texts(node, path, key, report)) or None


@lru_cache(maxsize=1)
def _library_slots() -> Slots:
    known: Slots = {}
    for position, (field, spellings) in enumerate(LIBRARY_LABELS.items()):
        convert: Converter = {
            "sources": texts,
            "indicators": _with_key,
            "evidence": _evidence_level,
        }.get(field, text)
        for spelling in spellings:
            known[spelling] = (position, convert, 1 << position)
    known["$schema"] = (len(LIBRARY_LABELS), keep, 1 << len(LIBRARY_LABELS))
    return known


def _with_key(node: Node, path: str, key: Scalar, report: Report) -> tuple[Scalar, Node]:  # noqa: ARG001 - a converter
    return key, node


def read_library(document: Document) -> LibraryReading:
    """The library of a document.

    Its indicators are written like those of a project, as a tree or as a list of rows, with
    取值方法, 指标方向, 常见错误 and 指标解释 besides.
    """
    report = Report(document.file)
    report.findings.extend(document.findings)
    root = document.root
    if not isinstance(root, Mapping):
        if not document.findings:
            node = root or Scalar("", None, plain=True)
            report.add(
                "YM104",
                node,
                "",
                "指标库文件应是一组“名称: 值”，有 id、title 和 indicators。",
                "写成 id: …、title: …、indicators: […]。",
            )
        return LibraryReading(None, in_order(report.findings))
    values: list[object] = [None] * (len(LIBRARY_LABELS) + 1)
    read_record(root, _library_slots(), values, "", report, "指标库")
    rows: list[tuple[Any, ...]] = []
    if values[5] is not None:
        key, block = cast("tuple[Scalar, Node]", values[5])
        rows = read_indicators(block, "", key, report, _definition_row())
    definitions = tuple(map(_definition, rows))
    library = Library(
        cast("str | None", values[0]),
        cast("str | None", values[1]),
        definitions,
        cast("str | None", values[2]),
        cast("str | None", values[3]),
        cast("tuple[str, ...]", values[4] or ()),
        cast("str | None", values[6]),
        document.file,
        cast("str | None", values[7]),
    )
    return LibraryReading(library, in_order(report.findings))


def find_library(
    name: str, project_file: str | None, *, paths: bool = True
) -> LibraryReading | None:
    """The library that an entry of 引用指标 means: the id of a shipped one, or a path.

    Args:
        name: as written in the project file.
        project_file: where that file lies; a relative path starts from its folder.
        paths: whether paths are followed at all (not for projects that strangers send).

    Returns:
        The library as read; none when there is no such library.
    """
    import os.path

    from scoring.source.events import read_document
    from scoring.source.library import is_id
    from scoring.source.text import FILE_LIMIT

    if is_id(name):
        try:
            return shipped_library(name)
        except (KeyError, OSError):
            pass
    if not paths:
        return None
    path = os.path.normpath(os.path.join(os.path.dirname(project_file or ""), name))
    try:
        with open(path, "rb") as stream:
            data = stream.read(FILE_LIMIT + 1)
    except (OSError, ValueError):
        return None
    return read_library(read_document(data, path))


@lru_cache(maxsize=_LIBRARY_LIMIT)
def shipped_library(name: str) -> LibraryReading:
    """A library that ships with the package, read once; ``KeyError`` when there is no such id.

    >>> shipped_library("training").library.title
    '培训'
    """
    from scoring.source.events import read_document
    from scoring.source.library import read_shipped

    return read_library(read_document(read_shipped("indicators", name), name))


def shipped_libraries() -> tuple[Library, ...]:
    """Every library that ships with the package, in the order of their ids."""
    from scoring.source.library import shipped

    readings = (shipped_library(name) for name in shipped("indicators"))
    return tuple(reading.library for reading in readings if reading.library is not None)


def with_definitions(project: Project, find: Callable[[str], LibraryReading | None]) -> Reading:
    """The project with its rows completed from the libraries it names.

    Args:
        project: as read from its file.
        find: takes one entry of 引用指标 (an id or a path) to the library read from it, or to
            none when there is no such library.

    Returns:
        The project, and the findings this adds: those of the libraries, and YM104 for one that
        is not found. The findings of the project itself are not repeated.
    """
    findings: list[Finding] = []
    definitions: list[Definition] = []
    for position, name in enumerate(project.indicator_library):
        reading = find(name)
        if reading is None:
            findings.append(_not_found(project, position, name))
            continue
        findings.extend(reading.findings)
        if reading.library is not None:
            definitions.extend(reading.library.definitions)
    if definitions:
        project = project._replace(indicators=completed(project.indicators, definitions))
    return Reading(project, tuple(findings))


def _not_found(project: Project, position: int, name: str) -> Finding:
    pointer = _library_pointer(project, position)
    finding = found(
        "YM104",
        f"引用的指标库“{name}”找不到。",
        "写随附指标库的编号（score indicators list 列出全部），"
        "或写指标库文件的路径（从本文件所在的文件夹算起）。",
        pointer,
    )
    return locate(finding, project)


def _library_pointer(project: Project, position: int) -> str:
    """Where 引用指标 stands in the file: its key is not known any more, only its spellings."""
    from scoring.notation.vocabulary import labels

    for spelling, english in labels("project").english.items():
        if english == "indicator_library":
            for pointer in (f"/{spelling}/{position}", f"/{spelling}"):
                if pointer in project.places:
                    return pointer
    return ""
