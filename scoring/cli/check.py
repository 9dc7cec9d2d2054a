"""``score check PATH...``: what the author's and the reviewer's checks find in project files."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from scoring.cli import streams
from scoring.cli.misuse import Misuse
from scoring.cli.request import format_of
from scoring.cli.reviewer_files import acceptances_of, control_of, settings_of
from scoring.model.codes import CODES
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scoring.model.check_settings import CheckSettings
    from scoring.model.control import Control
    from scoring.model.report import Report
    from scoring.source.files import Candidate

HELP = """\
检查项目文件和填好的自评表，列出每个问题的代码、位置（行列或单元格）和改法。
路径可以是文件、文件夹、通配符，或 -（标准输入）。

  score check project.yaml                     检查一个文件
  score check 自评表.docx                      填好的 Word、Excel、网页、CSV 也可以
  score check 2023/                            文件夹里的全部项目文件和自评表
  score check 2023/ -o 检查清单.xlsx           给复核人逐条处理的清单
  score check 2023/ --accept 受理.yaml         已受理的问题不计入
  score check 2023/ --control 勾稽数.yaml      与部门账上的项目数和金额核对
  score check "2023/*.yaml" --fail-on warning  有警告也算不通过

退出码：0 没有达到 --fail-on 的问题；1 有，或有值读不出来；2 用法有误；3 有检查自身出错。
"""

FORMATS = ("text", "json", "sarif", "xlsx")
LEVELS = ("error", "warning", "note", "never")
PASSED, FAILED, CRASHED = 0, 1, 3
UNREAD = frozenset(
    code for code, (_, severity) in CODES.items() if code.startswith("YM") and severity == "error"
)
"""Codes of values that could not be read."""

_NAMED = 5
"""So many files that were passed over are named."""


def check(
    paths: Annotated[list[str], typer.Argument(metavar="路径...")],
    format: Annotated[  # noqa: A002 - the option's word
        str | None,
        typer.Option("-f", "--format", metavar="格式", help="text（默认）、json、sarif、xlsx"),
    ] = None,
    out: Annotated[
        str | None, typer.Option("-o", "--out", metavar="文件", help="写入文件，格式随扩展名")
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="规则", help="规则编号或规则文件，用于全部文件")
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="级别",
            help="error（默认）、warning、note、never：到这一级就退出 1",
        ),
    ] = "error",
    accept: Annotated[
        str | None, typer.Option("--accept", metavar="文件", help="复核人的受理清单")
    ] = None,
    control: Annotated[
        str | None,
        typer.Option("--control", metavar="文件", help="勾稽数：部门账上的项目数和金额"),
    ] = None,
    config: Annotated[
        str | None, typer.Option("--config", metavar="文件", help="检查设置：级别、界限、自定检查")
    ] = None,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="日期", help="受理是否过期按这一天算，默认今天"),
    ] = None,
) -> int:
    """Check the files and write the report."""
    wanted = format_of(format, _plain_ending(out), FORMATS, "检查清单")
    if fail_on not in LEVELS:
        message = f"--fail-on 写的是 {fail_on}，可用：{'、'.join(LEVELS)}。"
        raise Misuse(message)
    day = _day(today)
    settings = None if config is None else settings_of(config)
    acceptances = None if accept is None else acceptances_of(accept)
    figures = None if control is None else control_of(control)
    report, standard = _checked(paths, rules, settings, figures)
    if acceptances is not None:
        from scoring.checks.acceptances import accept as set_apart

        report = set_apart(report, acceptances, day)
    streams.write(_written(report, wanted, out, standard), out)
    _tell(report, wanted, out)
    return exit_code(report, fail_on)


def exit_code(report: Report, fail_on: str) -> int:
    """3 when a check crashed, 1 when a value could not be read or a finding counts, else 0."""
    if any(file.has_crashed for file in report.files):
        return CRASHED
    summary = report.summary
    counting = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on != "never" else ()
    if any(summary.get(severity) for severity in counting):
        return FAILED
    codes = (finding.code for file in report.files for finding in file.findings)
    return FAILED if UNREAD.intersection(codes) else PASSED


def _plain_ending(out: str | None) -> str | None:
    """The output's name; the usual double ending of SARIF counts as its own."""
    if out is not None and out.lower().endswith(".sarif.json"):
        return out[: -len(".json")]
    return out


def _day(today: str | None) -> str:
    """The day acceptances are judged by; only here does anything look at the calendar."""
    from datetime import date

    if today is None:
        return date.today().isoformat()  # noqa: DTZ011 - the day where the reviewer sits
    from scoring.source.acceptances import is_day

    if not is_day(today):
        message = f"--today 写的是 {today}，应是日期，如 2024-12-31。"
        raise Misuse(message)
    return today


def _checked(
    paths: list[str],
    rules: str | None,
    settings: CheckSettings | None,
    control: Control | None,
) -> tuple[Report, bytes]:
    """The report about the files behind paths, and what came from standard input."""
    from scoring.cli.startup import import_yaml

    import_yaml()
    from scoring.api import check_sources
    from scoring.cli.progress import counted
    from scoring.source.files import NoSuchPathError, candidates

    try:
        files = candidates(paths)
    except NoSuchPathError as error:
        message = f"没有文件、文件夹或符合通配符的文件：{error.path}。"
        raise Misuse(message) from None
    standard: list[bytes] = []
    passed_over: list[str] = []
    sources = _sources(counted(files, len(files), "检查"), passed_over, standard)
    report = check_sources(sources, rules, settings, control)
    report = _without_strangers(report, files, passed_over)
    if passed_over:
        streams.say([_passed_over(passed_over)])
    if not report.files:
        message = (
            "没有找到项目文件（.yaml .yml .json）或自评表（.xlsx .xls .docx .html .csv）："
            f"{'、'.join(paths)}。"
        )
        raise Misuse(message)
    return report, b"".join(standard)


def _sources(
    files: Iterable[Candidate], passed_over: list[str], standard: list[bytes]
) -> Iterator[tuple[str, bytes]]:
    from scoring.loading import is_form
    from scoring.source.files import is_like_project
    from scoring.source.text import READ_LIMIT

    for file, is_named in files:
        data = streams.read(file, READ_LIMIT)
        if not is_named and not is_form(data, file) and not is_like_project(data):
            passed_over.append(file)
            continue
        if file == streams.STANDARD:
            standard.append(data)
        yield file, data


def _without_strangers(
    report: Report, files: Iterable[Candidate], passed_over: list[str]
) -> Report:
    """The report without the tables that a folder happened to hold and that are no 自评表."""
    found_by_the_way = {file.file for file in files if not file.is_named}
    kept = []
    for file in report.files:
        codes = {finding.code for finding in file.findings}
        if file.file in found_by_the_way and "YM107" in codes and codes <= {"YM107", "YM109"}:
            passed_over.append(str(file.file))
        else:
            kept.append(file)
    return report._replace(files=tuple(kept))


def _passed_over(files: list[str]) -> str:
    named = "、".join(files[:_NAMED]) + ("等" if len(files) > _NAMED else "")
    return f"跳过 {len(files)} 个不像项目文件或自评表的文件：{named}。要检查它就写明文件名。"


def _written(report: Report, wanted: str, out: str | None, standard: bytes) -> bytes:
    from scoring.render import encoded

    if wanted == "json":
        return encoded(report.to_json() + "\n")
    if wanted == "sarif":
        from scoring.cli.check_texts import TEXTS
        from scoring.render.sarif import write as write_sarif

        return encoded(write_sarif(report, TEXTS) + "\n")
    if wanted == "xlsx":
        from scoring.render.report_xlsx import write as write_workbook

        return write_workbook(report)
    from scoring.cli.score_file import source_text
    from scoring.render.report_text import write
    from scoring.source.text import READ_LIMIT

    def text_of(file: str | None) -> str | None:
        if file == streams.STANDARD:
            return source_text(standard, file)
        if file is None or not os.path.isfile(file):
            return None
        return source_text(streams.read(file, READ_LIMIT), file)

    return encoded(write(report, streams.columns(out), text_of))


def _tell(report: Report, wanted: str, out: str | None) -> None:
    """Say on standard error what the reader of the result may not see."""
    lines = []
    if out is not None and out != streams.STANDARD:
        lines.append(f"已写入 {out}")
    if wanted != "text" or lines:
        from scoring.render.outcome import counts

        findings = tuple(finding for file in report.files for finding in file.findings)
        lines.append(f"{len(report.files)} 个文件：{counts(findings)}")
    if any(file.has_crashed for file in report.files):
        lines.append("有检查自身出错（EN891），不是文件写错了；请把文件报给维护者。")
    if lines:
        streams.say(lines)
