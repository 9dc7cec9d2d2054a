"""From the files of a request to projects: no path is followed, whoever wrote it.

A rule set is an id of those shipped; 评分规则 and 引用指标 of a project may be ids only. Nothing is
scored here.
"""

from __future__ import annotations

from scoring.loading import names_own_rules, read_every
from scoring.model.codes import found
from scoring.record import TYPE_CHECKING
from scoring.source.library import is_id, shipped_rules
from scoring.source.places import locate
from scoring.web.answers import BAD_REQUEST, UNREADABLE, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scoring.loading import Loaded
    from scoring.model.finding import Finding
    from scoring.model.project import Project
    from scoring.web.intake import Upload

    Options = Mapping[str, tuple[str, ...]]

_NAMED = 5


def option(options: Options, name: str) -> str | None:
    """The value of an option that may be given once; blank is none."""
    values = [value for value in options.get(name, ()) if value.strip()]
    if len(values) > 1:
        raise RefusedError(BAD_REQUEST, f"{name} 只能给一个值。")
    return values[0].strip() if values else None


def chosen_rules(options: Options) -> str | None:
    """The rule set the request asks for: the id of a shipped one, or none."""
    rules = option(options, "rules")
    if rules is None or rules in shipped_rules():
        return rules
    message = (
        f"没有评分规则“{rules[:80]}”。这里只接受随附规则的编号，不接受路径："
        f"{'、'.join(shipped_rules())}。"
    )
    raise RefusedError(BAD_REQUEST, message)


def projects(uploads: Sequence[Upload]) -> tuple[Loaded, ...]:
    """Every project of every file, and what could not be read, in their order."""
    if not uploads:
        message = "请求里没有文件；把项目文件或自评表放在请求体里，或作为 multipart 的 file 上传。"
        raise RefusedError(BAD_REQUEST, message)
    return tuple(
        _told(loaded)
        for upload in uploads
        for loaded in read_every(upload.data, upload.name, paths=False)
    )


def _told(loaded: Loaded) -> Loaded:
    """The project; of a library it names by a path it is said that paths are not followed."""
    project = loaded.project
    if project is None or all(is_id(name) for name in project.indicator_library):
        return loaded
    missing = {f"引用的指标库“{name}”找不到。": name for name in project.indicator_library
               if not is_id(name)}  # fmt: skip
    findings = tuple(
        finding._replace(
            message=f"引用的指标库写的是路径“{missing[finding.message][:80]}”；这里不打开文件。",
            help="写随附指标库的编号，或把指标值和分值写在项目文件里。",
        )
        if finding.message in missing
        else finding
        for finding in project.findings
    )
    return loaded._replace(project=project._replace(findings=findings), findings=findings)


def one_project(uploads: Sequence[Upload], options: Options) -> tuple[Loaded, Project]:
    """The one project of the request, or the one it asks for by ``number``.

    Raises ``RefusedError``: nothing that can be read, several projects, rules that are a path.
    """
    every = projects(uploads)
    number = option(options, "number")
    if number is not None:
        if not (number.isdecimal() and 0 < int(number) <= len(every)):
            message = f"number 应是 1～{len(every)} 之间的整数：文件里有 {len(every)} 张自评表。"
            raise RefusedError(BAD_REQUEST, message)
        every = every[int(number) - 1 : int(number)]
    if len(every) > 1:
        raise RefusedError(UNREADABLE, "一次只能处理一张自评表。", (_several(every),))
    (loaded,) = every
    project = readable(loaded, option(options, "rules") is not None)
    return loaded, project


def readable(loaded: Loaded, has_rules: bool) -> Project:  # noqa: FBT001 - one question
    """The project of a file; ``has_rules`` says that the rules it names do not count.

    Raises ``RefusedError`` with the findings when there is none, or its rules cannot be used.
    """
    project = loaded.project
    if project is None:
        count = sum(finding.severity == "error" for finding in loaded.findings)
        message = f"读不出可评分的项目，发现 {count} 处错误；见 findings。"
        raise RefusedError(UNREADABLE, message, loaded.findings)
    refused = None if has_rules else _refused_rules(project)
    if refused is not None:
        findings = (*project.findings, refused)
        raise RefusedError(UNREADABLE, "项目写的评分规则不能用；见 findings。", findings)
    return project


def _refused_rules(project: Project) -> Finding | None:
    """YM104 where the project names rules that are no id of a shipped set."""
    name = project.rules
    if name is None or name in shipped_rules():
        return None
    known = "、".join(shipped_rules())
    if names_own_rules(project):
        message = f"评分规则写的是路径“{name[:80]}”；这里不打开文件，只接受随附规则的编号。"
    else:
        message = f"没有“{name[:80]}”这套评分规则。"
    written = next(
        (f"/{key}" for key in ("评分规则", "规则", "rules") if f"/{key}" in project.places), ""
    )
    finding = found("YM104", message, f"改成其中一个编号：{known}；或在请求里指定规则。", written)
    return locate(finding, project)


def _several(every: Sequence[Loaded]) -> Finding:
    named = "、".join(f"“{one.sheet or one.name or number}”" for number, one in
                      enumerate(every[:_NAMED], 1))  # fmt: skip
    more = "等" if len(every) > _NAMED else ""
    finding = found(
        "YM107",
        f"请求里有 {len(every)} 张自评表：{named}{more}；这里一次只能处理一张。",
        "用 number=1、number=2……指定第几张；/api/check 可以一次检查全部。",
    )
    return finding._replace(file=every[0].name)
