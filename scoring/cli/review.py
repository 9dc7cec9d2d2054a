"""``score review SELF [REVIEWED]``: both scores side by side. ``--sample N``: what to review."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from scoring.cli import score_file, streams
from scoring.cli.misuse import Misuse
from scoring.cli.request import format_of
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.analysis.sampling import Candidate
    from scoring.model.finding import Finding
    from scoring.model.review import Review

HELP = """\
自评与复核并列：得分、偏差、原因，写成《自评复核底稿》；或抽取要复核的项目。

  score review 自评.yaml 复核.yaml              两个文件并列
  score review 自评.docx 复核.xlsx              填好的表也可以
  score review 项目.yaml                        复核得分、复核意见写在同一个文件里
  score review 自评.yaml 复核.yaml -o 底稿.xlsx  写成工作簿
  score review --sample 20 --seed 7 2023/       按部门和金额分层抽 20 个，可以重现

退出码：0 完成；1 有值读不出来，或有一边的总分未定；2 用法有误。
"""

NO_PROJECT = "不像项目文件"
"""Why a file of a folder took no part without being faulty."""

_MOST_FILES = 2


def review(
    paths: Annotated[list[str], typer.Argument(metavar="文件...")],
    format: Annotated[  # noqa: A002 - the option's word
        str | None,
        typer.Option("-f", "--format", metavar="格式", help="table（默认）、json、markdown、xlsx"),
    ] = None,
    out: Annotated[
        str | None, typer.Option("-o", "--out", metavar="文件", help="写入文件，格式随扩展名")
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="规则", help="两边都用的规则编号或规则文件")
    ] = None,
    sample: Annotated[
        str | None,
        typer.Option("--sample", metavar="个数", help="从这些文件、文件夹里抽取几个项目"),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="种子", help="抽样的种子，整数，默认 1")
    ] = None,
) -> int:
    """Print the review of one project, or a sample of many."""
    from scoring.render.review_sheet import FORMATS

    wanted = format_of(format, out, FORMATS, "复核底稿")
    if sample is None:
        if seed is not None:
            message = "--seed 只和 --sample 一起用：score review --sample 20 --seed 7 文件夹"
            raise Misuse(message)
        return _reviewed(paths, wanted, out, rules)
    if rules is not None:
        message = "抽样不用评分规则，请去掉 --rules。"
        raise Misuse(message)
    count = _whole("--sample", sample)
    if count < 1:
        message = f"--sample 写的是 {sample}，至少抽 1 个。"
        raise Misuse(message)
    return _sampled(paths, wanted, out, count, None if seed is None else _whole("--seed", seed))


_MOST_DIGITS = 18


def _whole(option: str, text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        message = f"{option} 写的是 {text}，应是整数。"
        raise Misuse(message)
    return int(text)


def _reviewed(paths: list[str], wanted: str, out: str | None, rules: str | None) -> int:
    if len(paths) > _MOST_FILES:
        message = (
            f"写了 {len(paths)} 个文件；复核一次一个项目：score review 自评文件 [复核文件]。"
            "抽取要复核的项目：score review --sample 个数 文件夹"
        )
        raise Misuse(message)
    if paths.count(streams.STANDARD) > 1:
        message = "标准输入只能读一次，两个文件不能都写 -。"
        raise Misuse(message)
    for path in paths:
        if os.path.isdir(path):
            message = (
                f"{path} 是文件夹；复核一次一个项目，写文件名。"
                f"抽取要复核的项目：score review --sample 个数 {path}"
            )
            raise Misuse(message)
    from scoring.analyses import review as side_by_side

    projects = []
    data = b""
    for file in paths:
        data, card, findings = score_file.scored(file, rules)
        if card is None:
            score_file.complain(findings, data)
            return score_file.OPEN
        projects.append(card.project)
    found = side_by_side(projects[0], projects[1] if len(projects) > 1 else None, rules)
    from scoring.render.review_sheet import write

    source = score_file.source_text(data, paths[-1])
    streams.write(write(found, wanted, streams.columns(out), source), out)
    _tell(found, wanted, out)
    is_open = found.own.total is None or found.review.total is None
    return score_file.OPEN if is_open or score_file.is_unread(found.findings) else score_file.DONE


def _tell(review: Review, wanted: str, out: str | None) -> None:
    """Say on standard error what the reader of the result may not see."""
    is_saved = out is not None and out != streams.STANDARD
    lines = [f"已写入 {out}"] if is_saved else []
    if is_saved or wanted in {"json", "xlsx"}:
        from scoring.render.outcome import counts
        from scoring.render.review_sheet import shown_findings

        found = shown_findings(review)
        if found:
            lines.append(f"{counts(found)}：")
            lines += [f"{finding.code} {finding.message}" for finding in found]
    if lines:
        streams.say(lines)


def _sampled(paths: list[str], wanted: str, out: str | None, count: int, seed: int | None) -> int:
    from scoring.analysis.sampling import DEFAULT_SEED, draw
    from scoring.cli.startup import import_yaml
    from scoring.render.sample_sheet import write

    import_yaml()
    unread: list[tuple[str, str]] = []
    known = list(_candidates(paths, unread))
    sample = draw(known, count, DEFAULT_SEED if seed is None else seed, unread)
    if not sample.size:
        message = f"没有读出可以抽样的项目：{'、'.join(paths)}。"
        lines = [f"{file}：{reason}" for file, reason in sample.unread]
        raise Misuse("\n".join([message, *lines]))
    streams.write(write(sample, wanted, streams.columns(out)), out)
    lines = [f"已写入 {out}"] if out is not None and out != streams.STANDARD else []
    if unread:
        lines.append(f"有 {len(unread)} 个文件没有参加抽样，见结果末尾。")
    streams.say(lines)
    is_faulty = any(reason != NO_PROJECT for _, reason in unread)
    return score_file.OPEN if is_faulty else score_file.DONE


def _candidates(paths: list[str], unread: list[tuple[str, str]]) -> Iterator[Candidate]:
    """The projects behind paths; what cannot be read is noted with the reason."""
    from scoring.analysis.sampling import candidate
    from scoring.cli.progress import counted
    from scoring.loading import is_form, read_every
    from scoring.source.files import NoSuchPathError, candidates, is_like_project
    from scoring.source.text import READ_LIMIT

    try:
        files = candidates(paths)
    except NoSuchPathError as error:
        message = f"没有文件、文件夹或符合通配符的文件：{error.path}。"
        raise Misuse(message) from None
    for file, is_named in counted(files, len(files), "读取"):
        try:
            data = streams.read(file, READ_LIMIT)
        except Misuse as misuse:
            unread.append((file, str(misuse)))
            continue
        if not is_named and not is_form(data, file) and not is_like_project(data):
            unread.append((file, NO_PROJECT))
            continue
        for loaded in read_every(data, file):
            if loaded.project is not None:
                yield candidate(loaded.project, loaded.name or file)
            elif not is_named and loaded.findings[-1].code == "YM107":
                unread.append((file, NO_PROJECT))
            else:
                unread.append((file, _reason(loaded.findings)))


def _reason(findings: tuple[Finding, ...]) -> str:
    first = next((one for one in findings if one.severity == "error"), findings[0])
    where = "" if first.line is None else f"第{first.line}行："
    return f"{where}{first.message}"
