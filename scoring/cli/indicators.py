"""``score indicators list|search WORD|show ID``: the libraries of indicators and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scoring.cli.misuse import Misuse
from scoring.cli.startup import import_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.analysis.indicator_search import Match
    from scoring.model.library import Library

HELP = """\
指标库：各类项目常用的指标，怎样取值、拿什么证明、常见的错误。只有定义，没有指标值。

  score indicators list                    列出自带的指标库
  score indicators search 培训 满意度      查找指标
  score indicators show training           查看一个指标库
  score new 我的.yaml --library training   用指标库生成项目文件
"""

LIST_HELP = """\
列出自带的指标库。

  score indicators list
"""

SEARCH_HELP = """\
按词查找指标：几个词要同时符合；同义词、词的一部分、拼音首字母都可以。

  score indicators search 培训人次
  score indicators search pxrs                   拼音首字母
  score indicators search 道路 成本              几个词
  score indicators search 满意 --library training
  score indicators search --class 时效 --unit %  不写词，按类别和单位
"""

SHOW_HELP = """\
查看一个指标库；或一个指标的取值方法、佐证材料和常见错误。

  score indicators show training              一个指标库
  score indicators show training/培训人次     其中一个指标
  score indicators show 培训人次              各指标库里叫这个名称的指标
  score indicators show ./本单位指标.yaml     自己的指标库
"""

_FORMATS = ("table", "json")
_SCHEMA = "jixiao.indicators/1"
_NEAR = 3
_SHOWN = 30


def list_libraries(
    format: Annotated[  # noqa: A002
        str, typer.Option("-f", "--format", metavar="格式", help="table（默认）、json")
    ] = "table",
) -> int:
    """Print the shipped libraries."""
    _check_format(format)
    libraries = _libraries()
    if format == "json":
        rows = [
            {**_heading(library), "indicators": len(library.definitions)} for library in libraries
        ]
        return _print_json({"libraries": rows})
    return _print_table(
        ("编号", "名称", "指标数", "适用"),
        [
            (library.id or "", library.title or "", str(len(library.definitions)),
             library.kind or "")
            for library in libraries
        ],
    )  # fmt: skip


def search(
    words: Annotated[list[str] | None, typer.Argument(metavar="词...")] = None,
    level: Annotated[
        str | None, typer.Option("--class", metavar="类别", help="一级或二级指标，如 时效")
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="单位", help="计量单位，如 人次")
    ] = None,
    library: Annotated[
        str | None, typer.Option("--library", metavar="指标库", help="只在这个指标库里找")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="个数", help=f"最多列出多少个，默认 {_SHOWN}")
    ] = _SHOWN,
    format: Annotated[  # noqa: A002
        str, typer.Option("-f", "--format", metavar="格式", help="table（默认）、json")
    ] = "table",
) -> int:
    """Print the definitions that fit, the best first."""
    from scoring.analysis.indicator_search import search as find
    from scoring.cli import streams

    _check_format(format)
    query = " ".join(words or ())
    if not query.strip() and level is None and unit is None and library is None:
        message = "写要找的词，如 score indicators search 培训；或写 --class、--unit、--library。"
        raise Misuse(message)
    where = _libraries() if library is None else (library_of(library),)
    matches = find(query, where, unit=unit, level=level)
    shown = matches[: max(limit, 0)]
    if format == "json":
        rows = [_match_document(match) for match in shown]
        return _print_json({"query": query, "found": len(matches), "indicators": rows})
    if not matches:
        streams.say([f"没有符合“{query}”的指标。换一个词或少写几个字再找。"])
        return 0
    _print_table(
        ("指标", "指标库", "类别", "性质", "单位", "方向", "又称"),
        [
            (
                match.definition.row.name,
                match.library.id or match.library.title or "",
                match.definition.row.level2 or match.definition.row.level1 or "",
                match.definition.row.operator or "",
                match.definition.row.measure_unit or "",
                match.definition.direction or "",
                "、".join(match.definition.also),
            )
            for match in shown
        ],
    )
    if len(shown) < len(matches):
        streams.say([f"共 {len(matches)} 个，列出前 {len(shown)} 个；全部列出：--limit 1000"])
    return 0


def show(
    name: Annotated[str, typer.Argument(metavar="编号")],
    format: Annotated[  # noqa: A002
        str, typer.Option("-f", "--format", metavar="格式", help="table（默认）、json")
    ] = "table",
) -> int:
    """Print one library, or the definitions of one name."""
    from scoring.cli import streams
    from scoring.cli.library_page import definition_page, library_page
    from scoring.render import encoded

    _check_format(format)
    columns = streams.columns(None)
    library = _read(name)
    if library is not None:
        if format == "json":
            return _print_json({"library": library.to_dict()})
        streams.write(encoded(library_page(library, columns)), None)
        return 0
    matches = _named(name)
    if format == "json":
        return _print_json({"indicators": [_match_document(match) for match in matches]})
    pages = (definition_page(match.library, match.definition, columns) for match in matches)
    streams.write(encoded("\n".join(pages)), None)
    return 0


def _libraries() -> tuple[Library, ...]:
    import_yaml()
    from scoring.source.definitions import shipped_libraries

    return shipped_libraries()


def _read(name: str) -> Library | None:
    """The library of an id or a path, what is wrong with it said; none when there is none."""
    import_yaml()
    from scoring.cli import streams
    from scoring.render.problems import describe
    from scoring.source.definitions import find_library

    reading = find_library(name, None)
    if reading is None:
        return None
    if reading.findings:
        streams.say(describe(reading.findings, streams.columns(None)))
    if reading.library is None:
        message = f"{name} 不是指标库。"
        raise Misuse(message)
    return reading.library


def library_of(name: str) -> Library:
    """The library of an id or a path; ``Misuse`` when there is none."""
    library = _read(name)
    if library is None:
        from scoring.source.library import shipped

        raise Misuse(unknown(f"没有指标库“{name}”", name, shipped("indicators")))
    return library


def _named(name: str) -> tuple[Match, ...]:
    """The definitions of a name, in one library or in all; ``Misuse`` when there are none."""
    from scoring.analysis.indicator_search import named, search
    from scoring.source.library import shipped

    home, _, rest = name.rpartition("/")
    where = _libraries() if not home else (library_of(home),)
    found = named(rest, where)
    if not found:
        near = [match.definition.row.name for match in search(rest, where)]
        if not home:
            near += shipped("indicators")
        raise Misuse(unknown(f"没有指标库或指标“{name}”", rest, near))
    return found


def unknown(message: str, word: str, known: Sequence[str]) -> str:
    """What to say about a name that nothing has, with the nearest ones."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), known, n=_NEAR, cutoff=0.6)
    hint = f"您是要 {'、'.join(near)} 吗？" if near else "用 score indicators list 查看全部。"
    return f"{message}；{hint}"


def _check_format(format: str) -> None:  # noqa: A002
    if format not in _FORMATS:
        message = f"没有格式 {format}；可用：{'、'.join(_FORMATS)}。"
        raise Misuse(message)


def _heading(library: Library) -> dict[str, object]:
    document = library.to_dict()
    del document["indicators"]
    return document


def _match_document(match: Match) -> dict[str, object]:
    home = {"library": match.library.id, "title": match.library.title}
    return {**home, **match.definition.to_dict()}


def _print_json(document: dict[str, object]) -> int:
    from scoring.cli import streams
    from scoring.model.document import json_text
    from scoring.render import encoded

    streams.write(encoded(json_text({"schema": _SCHEMA, **document}) + "\n"), None)
    return 0


def _print_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    from scoring.cli import streams
    from scoring.cli.listing import table

    streams.write(table(headers, rows), None)
    return 0


COMMANDS = {
    "list": (LIST_HELP, list_libraries),
    "search": (SEARCH_HELP, search),
    "show": (SHOW_HELP, show),
}
"""Word after ``score indicators``: its help and its function."""
