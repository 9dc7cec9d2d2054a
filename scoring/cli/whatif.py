"""``score whatif FILE --set NAME=VALUE``: what a change would do to rows, total and grade."""

from __future__ import annotations

from typing import Annotated

import typer

from scoring.cli.misuse import Misuse
from scoring.cli.request import format_of

HELP = """\
改一个或几个值，看各项得分、总分、等级和问题怎样变；文件本身不动。

  score whatif project.yaml --set 培训人数=100人            改实际完成值；写名称的一部分也可以
  score whatif project.yaml --set 培训人数.分值=15          改一个字段：分值、年初指标值、完成程度……
  score whatif project.yaml --set 全年执行数=80万元         改金额，也可以 全年预算数
  score whatif project.yaml --set 甲=1 --set 乙.完成程度=90%   几处一起改
  score whatif project.yaml --set 培训人数=                 改成空的
  score whatif project.yaml --set 培训人数=90人 -o 假设.html  写成网页，也可以 xlsx、md、json

名称相同的写成 一级指标/二级指标/名称，或 名称#2。值的写法与项目文件相同；含 > < 空格的整个加引号。

退出码：0 完成；1 有值读不出来，或改后的总分未定；2 用法有误，如名称不对、值读不出来。
"""


def whatif(
    file: Annotated[str, typer.Argument(metavar="文件")],
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="名称=值", help="要改的值，可以写几次"),
    ] = None,
    every: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--all", help="没有变化的指标也列出")
    ] = False,
    format: Annotated[  # noqa: A002 - the option's word
        str | None,
        typer.Option(
            "-f", "--format", metavar="格式", help="table（默认）、json、markdown、html、xlsx"
        ),
    ] = None,
    out: Annotated[
        str | None, typer.Option("-o", "--out", metavar="文件", help="写入文件，格式随扩展名")
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="规则", help="规则编号或规则文件")
    ] = None,
) -> int:
    """Print the comparison; the exit code is that of scoring the changed project."""
    from scoring.analysis.changes import ChangeError
    from scoring.analysis.whatif import whatif as compared
    from scoring.cli import score_file, streams
    from scoring.render.analysis_page import FORMATS, write_whatif

    wanted = format_of(format, out, FORMATS, "假设分析")
    if not changes:
        message = (
            "没有写要改什么；至少写一个 --set 名称=值，如 --set 培训人数=100人。"
            "各指标的名称：score explain 文件。"
        )
        raise Misuse(message)
    data, card, findings = score_file.scored(file, rules)
    if card is None:
        score_file.complain(findings, data)
        return score_file.OPEN
    try:
        found = compared(card, [streams.readable(change) for change in changes])
    except ChangeError as error:
        raise Misuse(str(error)) from None
    streams.write(write_whatif(found, wanted, streams.columns(out), every=every), out)
    if out is not None and out != streams.STANDARD:
        streams.say([f"已写入 {out}"])
    left = score_file.is_unread(found.after.project.findings)
    return score_file.OPEN if found.after.total is None or left else score_file.DONE
