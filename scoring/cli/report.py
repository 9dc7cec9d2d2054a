"""``score report FILE``: the 自评报告, filled from the project and its scorecard."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from scoring.cli import streams
from scoring.cli.misuse import Misuse
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.render.self_report.document import SelfReport

HELP = """\
写《自评报告》：项目文件里的文字和算出的得分填进提纲，还缺的标为【请补充：…】。

  score report project.yaml                    在终端看（Markdown）
  score report project.yaml -o 自评报告.docx    Word 文档，自评表和佐证材料清单附在后面
  score report project.yaml -o 自评报告.md      Markdown

退出码：0 完成；1 有值读不出来，或总分未定（报告照写，给出上下限）；2 用法有误。
"""

_ENDINGS = {"docx": "docx", "md": "markdown", "markdown": "markdown", "txt": "markdown"}
_SHOWN = 5
"""So many gaps are named; the report marks all of them."""


def report(
    file: Annotated[str, typer.Argument(metavar="文件")],
    format: Annotated[  # noqa: A002 - the option's word
        str | None,
        typer.Option("-f", "--format", metavar="格式", help="markdown（默认）、docx"),
    ] = None,
    out: Annotated[
        str | None, typer.Option("-o", "--out", metavar="文件", help="写入文件，格式随扩展名")
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="规则", help="规则编号或规则文件")
    ] = None,
) -> int:
    """Write the report; the exit code is that of scoring the file."""
    wanted = _format_of(format, out)
    from scoring.cli import score_file
    from scoring.render.self_report import compose, write

    data, card, findings = score_file.scored(file, rules)
    if card is None:
        score_file.complain(findings, data)
        return score_file.OPEN
    made = compose(card)
    streams.write(write(made, wanted), out)
    _tell(made, out)
    is_open = card.total is None or score_file.is_unread(findings)
    return score_file.OPEN if is_open else score_file.DONE


def _format_of(wanted: str | None, out: str | None) -> str:
    """The format asked for, else the one of the output's ending, else ``markdown``."""
    from scoring.render.self_report import FORMATS, UnknownReportFormatError

    _, point, ending = (out or "").rpartition(".")
    found = wanted or _ENDINGS.get(ending.lower() if point else "")
    if found is None:
        if point and ending.lower() in {"doc", "pdf", "html", "htm", "xlsx", "wps", "odt"}:
            message = f"自评报告写不成 .{ending}；请用 -o 自评报告.docx，再用 Word 或 WPS 另存。"
            raise Misuse(message)
        found = "markdown"
    if found not in FORMATS:
        raise Misuse(str(UnknownReportFormatError(found)))
    is_terminal = out is None and sys.stdout is not None and sys.stdout.isatty()
    if found == "docx" and is_terminal:
        message = "docx 不能显示在终端；请用 -o 指定文件，如 -o 自评报告.docx。"
        raise Misuse(message)
    return found


def _tell(made: SelfReport, out: str | None) -> None:
    """Say on standard error what was written, and what the author still has to write."""
    lines = [f"已写入 {out}"] if out is not None and out != streams.STANDARD else []
    gaps = [gap.wanted for gap in made.gaps]
    if gaps:
        more = "等" if len(gaps) > _SHOWN else ""
        named = "；".join(dict.fromkeys(gap.partition("；")[0] for gap in gaps[:_SHOWN]))
        lines.append(f"报告里还有 {len(gaps)} 处【请补充：…】：{named}{more}")
    streams.say(lines)
