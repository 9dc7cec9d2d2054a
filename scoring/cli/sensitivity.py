"""``score sensitivity FILE``: how firmly the total and the grade stand."""

from __future__ import annotations

from typing import Annotated

import typer

from scoring.cli.misuse import Misuse
from scoring.cli.request import format_of
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

HELP = """\
总分和等级稳不稳：离各等级多远，丢分能否得回，小的变动会不会改变等级。

  score sensitivity project.yaml                       全部
  score sensitivity project.yaml --weights 10          各项分值变动 ±10%（默认 10），合计不变
  score sensitivity project.yaml --actuals 5           各项实际完成值有 ±5% 的误差（默认 5）
  score sensitivity project.yaml --rules mof-2020 --against hubei-2020   两套规则并列
  score sensitivity project.yaml -o 敏感性.html         写成网页，带图；也可以 xlsx、md、json

列出：离每个等级差几分；丢分从多到少，每项要达到多少才能得回，事实不变能不能得回；
分值、完成值变动时总分的范围；哪一项单独就能改变等级；按年初和按调整后指标值各得多少分。
满意度指标在佐证材料或备注里写了样本量的（如 有效问卷312份），按样本量算误差。

退出码：0 完成；1 有值读不出来，或总分未定；2 用法有误。
"""


def sensitivity(
    file: Annotated[str, typer.Argument(metavar="文件")],
    weights: Annotated[
        str | None, typer.Option("--weights", metavar="百分数", help="分值变动的幅度，默认 10")
    ] = None,
    actuals: Annotated[
        str | None,
        typer.Option("--actuals", metavar="百分数", help="实际完成值的误差，默认 5"),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="规则", help="并列的另一套规则，编号或规则文件"),
    ] = None,
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
    """Print the sensitivity; the exit code is that of scoring the file."""
    from scoring.analysis.sensitivity import ACTUALS, WEIGHTS
    from scoring.analysis.sensitivity import sensitivity as stood
    from scoring.cli import score_file, streams
    from scoring.loading import load_rules
    from scoring.render.analysis_page import FORMATS, write_sensitivity

    wanted = format_of(format, out, FORMATS, "敏感性")
    by_weights = _percent("--weights", weights, WEIGHTS)
    by_actuals = _percent("--actuals", actuals, ACTUALS)
    data, card, findings = score_file.scored(file, rules)
    if card is None:
        score_file.complain(findings, data)
        return score_file.OPEN
    other = None if against is None else load_rules(against)
    found = stood(card, by_weights, by_actuals, other)
    streams.write(write_sensitivity(found, wanted, streams.columns(out)), out)
    if out is not None and out != streams.STANDARD:
        streams.say([f"已写入 {out}"])
    is_open = card.total is None or score_file.is_unread(findings)
    return score_file.OPEN if is_open else score_file.DONE


def _percent(option: str, written: str | None, usual: Decimal) -> Decimal:
    """A percentage from 0 to 100, with or without its sign."""
    if written is None:
        return usual
    from scoring import notation
    from scoring.source.reading import as_percent

    read = notation.number(written)
    percent = None if read is None else as_percent(read)
    if percent is None or not 0 <= percent <= 100:  # noqa: PLR2004 - percent
        message = f"{option} 写的是 {written}，应是 0 到 100 之间的百分数，如 10。"
        raise Misuse(message)
    return percent
