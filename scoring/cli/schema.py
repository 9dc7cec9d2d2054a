"""``score schema NAME``: the JSON Schema of what goes in and what comes out."""

from __future__ import annotations

from typing import Annotated

import typer

from scoring.cli.misuse import Misuse

HELP = """\
输出文件格式的 JSON Schema，供编辑器和程序使用。

  score schema project        项目文件
  score schema ruleset        评分规则文件
  score schema library        指标库文件
  score schema scorecard      score -f json 的输出
  score schema report         score check -f json 的输出
"""

_KINDS = ("project", "ruleset", "library", "scorecard", "report")


def schema(
    kind: Annotated[str, typer.Argument(metavar="种类")],
    out: Annotated[str | None, typer.Option("-o", "--out", metavar="文件", help="写入文件")] = None,
) -> int:
    """Print a schema."""
    from scoring.cli import streams
    from scoring.model.document import json_text
    from scoring.render import encoded

    streams.write(encoded(json_text(_schema(kind)) + "\n"), out)
    return 0


def _schema(kind: str) -> object:
    if kind == "project":
        from scoring.source.json_schema import project_schema

        return project_schema()
    if kind == "ruleset":
        from scoring.source.ruleset_schema import ruleset_schema

        return ruleset_schema()
    if kind == "library":
        from scoring.source.json_schema import library_schema

        return library_schema()
    if kind == "scorecard":
        from scoring.render.scorecard_schema import scorecard_schema

        return scorecard_schema()
    if kind == "report":
        from scoring.render.report_schema import report_schema

        return report_schema()
    known = "、".join(_KINDS)
    message = f"没有 {kind} 的 JSON Schema；可用：{known}。"
    raise Misuse(message)
