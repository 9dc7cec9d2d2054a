"""``score explain FILE [NAME]``: the calculation sheet of every indicator, or of one."""

from __future__ import annotations

from typing import Annotated

import typer

from scoring.cli.misuse import Misuse
from scoring.cli.request import format_of

HELP = """\
逐步列出每一分的算法、所用的数和依据，可用计算器复核。

  score explain project.yaml                 全部：执行率、各指标、总分、等级
  score explain project.yaml 培训人数        只看一个指标；写名称的一部分也可以
  score explain project.yaml 预算执行率      只看执行率
  score explain project.yaml -o 计算表.md    写入文件
"""

FORMATS = ("table", "json", "markdown")


def explain(
    file: Annotated[str, typer.Argument(metavar="文件")],
    name: Annotated[str | None, typer.Argument(metavar="[指标名称]")] = None,
    format: Annotated[  # noqa: A002 - the option's word
        str | None,
        typer.Option("-f", "--format", metavar="格式", help="table（默认）、json、markdown"),
    ] = None,
    out: Annotated[
        str | None, typer.Option("-o", "--out", metavar="文件", help="写入文件，格式随扩展名")
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="规则", help="规则编号或规则文件")
    ] = None,
) -> int:
    """Print the calculation sheet; the exit code is that of scoring the file."""
    wanted = format_of(format, out, FORMATS, "计算表")
    from scoring.analysis.explain import explain as calculation_sheet
    from scoring.analysis.naming import UnknownNameError
    from scoring.cli import score_file, streams
    from scoring.render.sheet import write

    data, card, findings = score_file.scored(file, rules)
    if card is None:
        score_file.complain(findings, data)
        return score_file.OPEN
    try:
        sheet = calculation_sheet(card, name)
    except UnknownNameError as error:
        raise Misuse(str(error)) from None
    streams.write(write(sheet, wanted, streams.columns(out)), out)
    is_open = card.total is None or score_file.is_unread(findings)
    return score_file.OPEN if is_open else score_file.DONE
