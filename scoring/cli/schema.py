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
  score schema whatif         score whatif -f json 的输出
  score schema sensitivity    score sensitivity -f json 的输出
  score schema summary        score portfolio 的 summary.json
"""

_HOMES = {
    "project": "scoring.source.json_schema",
    "ruleset": "scoring.source.ruleset_schema",
    "library": "scoring.source.json_schema",
    "scorecard": "scoring.render.scorecard_schema",
    "report": "scoring.render.report_schema",
    "whatif": "scoring.render.analysis_schema",
    "sensitivity": "scoring.render.analysis_schema",
    "summary": "scoring.portfolio.outputs.schema",
}
"""Each kind, and the module whose function ``<kind>_schema`` gives its schema."""


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
    home = _HOMES.get(kind)
    if home is None:
        message = f"没有 {kind} 的 JSON Schema；可用：{'、'.join(_HOMES)}。"
        raise Misuse(message)
    from importlib import import_module

    return getattr(import_module(home), f"{kind}_schema")()
