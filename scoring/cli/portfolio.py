"""``score portfolio PATH... -o DIR``: many projects at once, into tables."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from scoring.cli import streams
from scoring.cli.misuse import Misuse
from scoring.cli.reviewer_files import control_of
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.control import Control
    from scoring.portfolio.assembly import Counted

HELP = """\
给许多项目一次评分，写出三张 Parquet 表和汇总材料。
路径可以是文件夹、文件、通配符：项目文件、填好的自评表，
或一行一个指标的平面表（.csv .xlsx .parquet .jsonl）。

  score portfolio 2023/ -o 结果                  文件夹里的全部项目文件和自评表
  score portfolio 全省2023.parquet -o 结果       平面表，一行一个指标
  score portfolio 2023/ -o 结果 --resume         接着上次中断的地方做
  score portfolio 2023/ -o 结果 --control 决算.yaml   与决算数核对

结果文件夹：projects.parquet、indicators.parquet、findings.parquet、汇总表.xlsx、
summary.html、summary.json、披露.md。平面表和 Parquet 需要 pip install 'jixiao[portfolio]'。

退出码：0 没有错误；1 有错误级问题、有值读不出来或有项目总分未定；2 用法有误；3 程序自身出错。
"""

DONE, OPEN = 0, 1
ENGINES = ("local", "spark")
LIST_LIMIT = 20_000
_MOST_DIGITS = 9
_NAMED = 5
_LIBRARIES = ("pyarrow", "polars", "ibis")


def portfolio(
    paths: Annotated[list[str], typer.Argument(metavar="路径...")],
    outs: Annotated[
        list[str] | None,
        typer.Option(
            "-o",
            "--out",
            metavar="文件夹",
            help="结果文件夹；可再写 -o duckdb:文件 或 postgresql://…",
        ),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="引擎", help="local（默认）或 spark")
    ] = "local",
    master: Annotated[
        str | None, typer.Option("--master", metavar="地址", help="Spark 集群的地址")
    ] = None,
    workers: Annotated[
        str | None, typer.Option("--workers", metavar="个数", help="用几个进程，默认等于处理器个数")
    ] = None,
    resume: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--resume", help="接着做：上次中断前已完成的部分不再重做")
    ] = False,
    control: Annotated[
        str | None, typer.Option("--control", metavar="文件", help="决算等勾稽数，与交来的项目核对")
    ] = None,
    compare: Annotated[
        str | None, typer.Option("--compare", metavar="文件夹", help="上一年的结果文件夹，逐项比较")
    ] = None,
    list_limit: Annotated[
        str, typer.Option("--list-limit", metavar="个数", help="逐个列出项目的上限，默认 20000")
    ] = str(LIST_LIMIT),
) -> int:
    """Score the projects and write the folder."""
    out, databases = _targets(outs or [])
    if engine not in ENGINES:
        message = f"--engine 写的是 {engine}，可用：{'、'.join(ENGINES)}。"
        raise Misuse(message)
    if engine == "spark":
        message = "--engine spark 将在后续版本提供；现在用 --engine local。"
        raise Misuse(message)
    if master is not None:
        message = "--master 只和 --engine spark 一起用。"
        raise Misuse(message)
    for path, option in ((control, "--control"), (compare, "--compare")):
        if path is not None and not os.path.exists(path):
            message = f"{option} 写的 {path} 不存在。"
            raise Misuse(message)
    count = None if workers is None else _whole("--workers", workers, 1)
    limit = _whole("--list-limit", list_limit, 0)
    _check_libraries()
    figures = None if control is None else control_of(control)
    finish = _finisher(limit, compare, databases)
    counted = _run(paths, out, count, figures, finish, resume=resume)
    _tell(counted, out)
    is_apart = any(finding.severity == "error" for finding in counted.about_accounts)
    return OPEN if counted.error or counted.without_total or is_apart else DONE


def _targets(outs: list[str]) -> tuple[str, list[str]]:
    """The folder of the results, and the databases they also go to."""
    from scoring.portfolio.database import is_database

    databases = [out for out in outs if is_database(out)]
    folders = [out for out in outs if not is_database(out)]
    if len(folders) != 1 or folders[0] == streams.STANDARD:
        message = "请用 -o 写明一个结果文件夹，如 score portfolio 2023/ -o 结果。"
        raise Misuse(message)
    if os.path.lexists(folders[0]) and not os.path.isdir(folders[0]):
        message = f"{folders[0]} 不是文件夹；结果有好几个文件，-o 后面要写文件夹。"
        raise Misuse(message)
    return folders[0], databases


def _whole(option: str, text: str, least: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS) or int(text) < least:
        message = f"{option} 写的是 {text}，应是不小于 {least} 的整数。"
        raise Misuse(message)
    return int(text)


def _check_libraries() -> None:
    from importlib.util import find_spec

    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        message = (
            f"score portfolio 需要 {'、'.join(missing)}，还没有安装："
            "pip install 'jixiao[portfolio]'"
        )
        raise Misuse(message)


def _finisher(
    limit: int, compare: str | None, databases: list[str]
) -> Callable[[str, Counted], None]:
    """What is made of the three tables when they are whole."""

    def finish(folder: str, counted: Counted) -> None:
        from scoring.portfolio.database import DatabaseError, write_database
        from scoring.portfolio.outputs import write_outputs
        from scoring.portfolio.outputs.reading import UnfinishedRunError

        try:
            write_outputs(
                folder, list_limit=limit, control=counted.about_accounts or None, compare=compare
            )
            for database in databases:
                write_database(folder, database)
        except (UnfinishedRunError, DatabaseError, ModuleNotFoundError) as error:
            raise Misuse(str(error)) from None

    return finish


def _run(
    paths: list[str],
    out: str,
    workers: int | None,
    control: Control | None,
    finish: Callable[[str, Counted], None],
    *,
    resume: bool,
) -> Counted:
    from scoring.cli.progress import Meter
    from scoring.cli.startup import import_yaml

    import_yaml()
    from scoring.portfolio.run import NothingToScoreError, run
    from scoring.portfolio.trouble import FlatTableError
    from scoring.source.files import NoSuchPathError

    meter = Meter("评分")
    try:
        return run(
            paths,
            out,
            workers=workers,
            resume=resume,
            progress=meter.show,
            finish=finish,
            control=control,
        )
    except NoSuchPathError as error:
        message = f"没有文件、文件夹或符合通配符的文件：{error.path}。"
        raise Misuse(message) from None
    except NothingToScoreError:
        message = (
            "没有找到项目文件（.yaml .yml .json）、自评表（.xlsx .xls .docx .html .csv）"
            f"或平面表（.csv .xlsx .parquet .jsonl）：{'、'.join(paths)}。"
        )
        raise Misuse(message) from None
    except FlatTableError as error:
        raise Misuse(str(error)) from None
    except OSError as error:
        message = f"无法写入 {out}：{streams.reason(error)}；已完成的部分还在，加 --resume 接着做。"
        raise Misuse(message) from None
    except KeyboardInterrupt:
        streams.say([f"已中断；已完成的部分留在 {out}，加 --resume 可以接着做。"])
        raise
    finally:
        meter.wipe()


def _tell(counted: Counted, out: str) -> None:
    lines = [f"已写入 {out}：{counted.projects} 个项目，其中 {counted.without_total} 个总分未定"]
    lines.append(f"错误 {counted.error} 个，警告 {counted.warning} 个，提示 {counted.note} 个")
    lines += [f"{one.code} {one.message}" for one in counted.about_accounts]
    passed = counted.passed_over
    if passed:
        named = "、".join(passed[:_NAMED]) + ("等" if len(passed) > _NAMED else "")
        lines.append(
            f"跳过 {len(passed)} 个不像项目文件或自评表的文件：{named}。要评分就写明文件名。"
        )
    streams.say(lines)
