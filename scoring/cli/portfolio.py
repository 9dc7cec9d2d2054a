"""``score portfolio PATH... -o DIR``: many projects at once, into tables."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from scoring.cli import streams
from scoring.cli.misuse import Misuse
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
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
    out: Annotated[
        str | None, typer.Option("-o", "--out", metavar="文件夹", help="结果写入的文件夹")
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
    resume: Annotated[
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
    if out is None or out == streams.STANDARD:
        message = "请用 -o 写明结果文件夹，如 score portfolio 2023/ -o 结果。"
        raise Misuse(message)
    if os.path.lexists(out) and not os.path.isdir(out):
        message = f"{out} 不是文件夹；结果有好几个文件，-o 后面要写文件夹。"
        raise Misuse(message)
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
    counted = _run(paths, out, count, resume, _finisher(limit, control, compare))
    _tell(counted, out)
    return OPEN if counted.error or counted.without_total else DONE


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


def _finisher(limit: int, control: str | None, compare: str | None):  # type: ignore[no-untyped-def] # noqa: ANN202
    from importlib.util import find_spec

    def finish(folder: str) -> None:
        if find_spec("scoring.portfolio.outputs") is None:
            return
        from scoring.portfolio.outputs import write_outputs

        write_outputs(folder, list_limit=limit, control=control, compare=compare)

    return finish


def _run(paths: list[str], out: str, workers: int | None, resume: bool, finish) -> Counted:  # type: ignore[no-untyped-def] # noqa: ANN001, FBT001
    from scoring.cli.progress import Meter
    from scoring.cli.startup import import_yaml

    import_yaml()
    from scoring.portfolio.run import NothingToScoreError, run
    from scoring.portfolio.trouble import FlatTableError
    from scoring.source.files import NoSuchPathError

    meter = Meter("评分")
    try:
        return run(paths, out, workers=workers, resume=resume, progress=meter.show, finish=finish)
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
    except KeyboardInterrupt:
        streams.say([f"已中断；已完成的部分留在 {out}，加 --resume 可以接着做。"])
        raise
    finally:
        meter.wipe()


def _tell(counted: Counted, out: str) -> None:
    lines = [f"已写入 {out}：{counted.projects} 个项目，其中 {counted.without_total} 个总分未定"]
    lines.append(f"错误 {counted.error} 个，警告 {counted.warning} 个，提示 {counted.note} 个")
    passed = counted.passed_over
    if passed:
        named = "、".join(passed[:_NAMED]) + ("等" if len(passed) > _NAMED else "")
        lines.append(
            f"跳过 {len(passed)} 个不像项目文件或自评表的文件：{named}。要评分就写明文件名。"
        )
    streams.say(lines)
