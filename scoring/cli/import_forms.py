"""``score import FORM -o FILE``: filled forms into project files, one or a thousand."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from scoring.cli import streams
from scoring.cli.misuse import Misuse
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.loading import Loaded
    from scoring.source.files import Candidate

HELP = """\
把填好的自评表（Excel、Word、网页、CSV、JSON）转成项目文件；单位自己填的得分和等级照样保留，用来核对。

  score import 自评表.xlsx -o project.yaml      一张表，一个项目文件
  score import 自评表.docx                      在终端看转换结果
  score import 2023年自评表/ -o 项目文件/       整个文件夹；一个文件里有几张表也用文件夹
  score import 自评表.docx --rules hubei-2020 -o project.yaml   指定评分规则

不转换也可以直接用：score 自评表.xlsx、score check 自评表.docx。
退出码：0 完成；1 有文件或有值读不出来；2 用法有误。
"""

DONE, UNREAD = 0, 1
_LONGEST_NAME = 80
_NAMED = 5
_NOT_IN_NAMES = '\\/:*?"<>|'
_SHOWN = 20
"""So many files with something to say are told one by one."""


def import_forms(
    paths: Annotated[list[str], typer.Argument(metavar="表格...")],
    out: Annotated[
        str | None,
        typer.Option("-o", "--out", metavar="文件或文件夹", help="项目文件；几张表时是文件夹"),
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="规则", help="写进项目文件的评分规则")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已存在且不同时覆盖")] = False,  # noqa: FBT002
) -> int:
    """Write a project file for each form."""
    from scoring.cli.startup import import_yaml

    import_yaml()
    if rules is not None:
        from scoring.loading import load_rules

        load_rules(rules)
    from scoring.source.files import NoSuchPathError, candidates

    try:
        files = candidates(paths)
    except NoSuchPathError as error:
        message = f"没有文件、文件夹或符合通配符的文件：{error.path}。"
        raise Misuse(message) from None
    if not files:
        message = f"没有找到自评表（.xlsx .xls .docx .html .csv .json）：{'、'.join(paths)}。"
        raise Misuse(message)
    is_folder = out is not None and (os.path.isdir(out) or out.endswith(("/", os.sep)))
    if len(files) == 1 and not is_folder and not os.path.isdir(paths[0]):
        return _one(files[0].file, out, rules, force=force)
    if out is None or out == streams.STANDARD or os.path.isfile(out):
        message = f"有 {len(files)} 个文件；-o 后面写一个文件夹，如 -o 项目文件/。"
        raise Misuse(message)
    return _many(files, paths, out, rules, force=force)


def _one(file: str, out: str | None, rules: str | None, *, force: bool) -> int:
    every = _read(file)
    if len(every) > 1:
        named = "、".join(f"“{one.sheet or one.name}”" for one in every[:_NAMED])
        message = (
            f"{file} 里有 {len(every)} 张自评表（{named}{'等' if len(every) > _NAMED else ''}）；"
            "-o 后面写一个文件夹，每张表存成一个项目文件：-o 项目文件/"
        )
        raise Misuse(message)
    (loaded,) = every
    if loaded.project is None or loaded.document is None:
        _complain(loaded)
        return UNREAD
    content = _content(loaded, rules, out)
    target = None if out == streams.STANDARD else out
    if target is None:
        streams.write(content, None)
    else:
        _save(content, target, force=force)
    _tell(loaded, target)
    return _code(loaded)


class _Folder:
    """Project files written into one folder; of each form only what is to be told is kept."""

    def __init__(self, out: str, paths: list[str], rules: str | None, *, force: bool) -> None:
        self.out = out
        self.paths = paths
        self.rules = rules
        self.force = force
        self.taken: set[str] = set()
        self.written = self.unread = self.strangers = self.told = 0
        self.code = DONE

    def add(self, file: str, *, is_named: bool) -> None:
        """Write a project file for each form of a file."""
        every = _read(file)
        for number, loaded in enumerate(every, 1):
            if loaded.project is not None and loaded.document is not None:
                sheet = (loaded.sheet or str(number)) if len(every) > 1 else None
                self._write(loaded, _name(_below(file, self.paths), sheet, self.taken))
            elif not is_named and any(one.code == "YM107" for one in loaded.findings):
                self.strangers += 1
            else:
                self.unread += 1
                self._note(loaded)

    def _write(self, loaded: Loaded, name: str) -> None:
        target = os.path.join(self.out, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        _save(_content(loaded, self.rules, target), target, force=self.force)
        self.written += 1
        if _code(loaded):
            self._note(loaded)

    def _note(self, loaded: Loaded) -> None:
        self.code = UNREAD
        self.told += 1
        if self.told <= _SHOWN:
            _complain(loaded)

    def close(self) -> int:
        """Say how many there were; the exit code."""
        parts = [f"已写入 {self.out}：{self.written} 个项目文件"]
        if self.unread:
            parts.append(f"{self.unread} 个文件读不出来")
        if self.strangers:
            parts.append(f"{self.strangers} 个文件里没有自评表，跳过")
        lines = [f"{'，'.join(parts)}。评分和检查：score check {self.out}"]
        if self.told > _SHOWN:
            lines.insert(0, f"另有 {self.told - _SHOWN} 个文件的问题未列出。")
        streams.say(lines)
        return self.code


def _many(
    files: tuple[Candidate, ...], paths: list[str], out: str, rules: str | None, *, force: bool
) -> int:
    """A project file for each form of many files."""
    from scoring.cli.progress import counted

    try:
        os.makedirs(out, exist_ok=True)
    except OSError as error:
        message = f"无法建立文件夹 {out}：{streams.reason(error)}。"
        raise Misuse(message) from None
    folder = _Folder(out, paths, rules, force=force)
    for file, is_named in counted(files, len(files), "读取"):
        folder.add(file, is_named=is_named)
    return folder.close()


def _read(file: str) -> tuple[Loaded, ...]:
    """The forms of a file; a project file of JSON or YAML counts as a form of its own."""
    from scoring.loading import is_form, read_every
    from scoring.source.text import READ_LIMIT

    data = streams.read(file, READ_LIMIT)
    name = streams.readable(file)
    every = read_every(data, name)
    if is_form(data, name):
        return every
    from scoring.source.events import read_document

    return (every[0]._replace(document=read_document(data, name)),)


def _content(loaded: Loaded, rules: str | None, out: str | None) -> bytes:
    from scoring.source.forms.writing import project_text

    assert loaded.document is not None
    document = loaded.document
    if rules is not None:
        from scoring.source.forms.writing import with_rules
        from scoring.source.ruleset import is_path

        if is_path(rules):
            # The project file names its rules relative to itself.
            folder = os.path.dirname(out) if out is not None else ""
            rules = os.path.relpath(rules, folder or ".")
            rules = rules if is_path(rules) else os.path.join(".", rules)
        document = with_rules(document, rules)
    return project_text(document).encode("utf-8", "backslashreplace")


def _save(content: bytes, out: str, *, force: bool) -> None:
    """Write a project file; one that was changed since is kept unless asked for."""
    if not force and os.path.lexists(out):
        try:
            with open(out, "rb") as stream:
                is_same = stream.read() == content
        except OSError:
            is_same = False
        if not is_same:
            message = f"{out} 已存在，内容不同，没有改动它；要覆盖请加 --force，或换一个文件名。"
            raise Misuse(message)
        return
    streams.write(content, out)


def _below(file: str, paths: list[str]) -> str:
    """The name of a file below the folder it was found in, without its ending."""
    stem = os.path.splitext(file)[0]
    for path in paths:
        if os.path.isdir(path) and stem.startswith(os.path.join(path, "")):
            return os.path.relpath(stem, path)
    return os.path.basename(stem)


def _name(stem: str, sheet: str | None, taken: set[str]) -> str:
    """A file name nobody has yet: the form's, with its sheet where the file holds several."""
    folder, base = os.path.split(stem)
    if sheet is not None:
        base = f"{base}-{sheet}"
    base = "".join("_" if one in _NOT_IN_NAMES or one < " " else one for one in base)
    base = base[:_LONGEST_NAME].strip(" .") or "project"
    name, count = os.path.join(folder, base), 1
    while name.casefold() in taken:
        count += 1
        name = os.path.join(folder, f"{base}-{count}")
    taken.add(name.casefold())
    return f"{name}.yaml"


def _code(loaded: Loaded) -> int:
    from scoring.cli.score_file import is_unread

    return UNREAD if is_unread(loaded.findings) else DONE


def _complain(loaded: Loaded) -> None:
    from scoring.render.problems import describe

    file = loaded.findings[0].file if loaded.findings else None
    lines = describe(loaded.findings, streams.columns(None), None, file)
    streams.say([f"{loaded.name}：", *lines])


def _tell(loaded: Loaded, out: str | None) -> None:
    """What was written, and what was noticed while reading."""
    project = loaded.project
    assert project is not None
    if loaded.findings:
        _complain(loaded)
    if out is not None:
        total = project.claimed.total
        claim = "" if total is None else f"，表上总分 {total:f}"
        rows = len(project.indicators)
        streams.say([f"已写入 {out}（{rows} 个指标{claim}）。评分：score {out}"])
