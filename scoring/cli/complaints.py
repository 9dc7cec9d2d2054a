"""What the command line library objects to, told in Chinese.

Its exceptions are known by their names: where their classes live differs between its versions.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Objection: TypeAlias = Any
    """An exception, parameter or context of the library, whichever version of it is installed."""


def complaint(error: Exception) -> str | None:
    """The message for an exception of the library; ``None`` when it is not one of them."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if "ClickException" not in names:
        return None
    context = getattr(error, "ctx", None)
    message = _message(error, names)
    path = _path(context)
    return f"{message}看用法：{path} --help"


def _message(error: Objection, names: set[str]) -> str:
    if "NoSuchOption" in names:
        near = [name for name in error.possibilities or () if name.startswith("--")]
        hint = f"您是要 {'、'.join(near)} 吗？" if near else ""
        return f"没有选项 {error.option_name}。{hint}"
    if "MissingParameter" in names:
        return f"缺少{_parameter(error.param)}。"
    if "BadOptionUsage" in names:
        return f"选项 {error.option_name} 的写法不对：后面要有一个值，开关选项则不带值。"
    if "NoArgsIsHelpError" in names:
        return "后面还要写命令。"
    text = str(error.message)
    extra = text.rpartition("(")[2].rpartition(")")[0]
    if "unexpected extra argument" in text:
        return f"多余的参数：{extra}。" + (_several() if _is_score(error) else "")
    if "No such command" in text:
        word = text.partition("'")[2].partition("'")[0]
        commands = getattr(getattr(error.ctx, "command", None), "commands", {})
        return f"没有命令 {word}，可用：{'、'.join(commands)}。"
    if "Missing command" in text:
        commands = getattr(getattr(error.ctx, "command", None), "commands", {})
        return f"后面还要写命令，可用：{'、'.join(commands)}。"
    return f"参数有误：{text}。"


def _several() -> str:
    return "score 一次评一个文件；许多项目一起评：score portfolio 文件夹 -o 结果。"


def _is_score(error: Objection) -> bool:
    context = getattr(error, "ctx", None)
    return context is not None and context.info_name == "score-file"


def _parameter(parameter: Objection) -> str:
    if parameter is None:
        return "参数"
    if parameter.param_type_name == "option":
        return f"选项 {'/'.join(parameter.opts)}"
    return f"参数：{parameter.metavar or parameter.name}"


def _path(context: Objection) -> str:
    path = "score" if context is None else str(context.command_path)
    return path.replace(" score-file", "")
