"""Help texts in Chinese with their columns aligned: the library's own know neither."""

from __future__ import annotations

from typer.core import TyperCommand, TyperGroup

from scoring.record import TYPE_CHECKING
from scoring.render.width import pad, width

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Context: TypeAlias = Any
    """The library's context; where its class lives differs between versions."""

    Command: TypeAlias = Any
    """A command or a group of commands of the library."""

_HELP = "显示本说明"
_GAP = 2


def _page(command: Command, context: Context) -> str:
    """The help of a command: how to call it, what it does, its arguments and options."""
    usage = [context.command_path]
    options = []
    for parameter in command.get_params(context):
        if parameter.param_type_name == "argument":
            usage.append(parameter.metavar)
            continue
        # The library hands over the names of the option for help in no fixed order.
        names = ", ".join(sorted(parameter.opts, key=len))
        is_help = "--help" in parameter.opts
        if not is_help and not parameter.is_flag:
            names += f" {parameter.metavar}"
        options.append((names, _HELP if is_help else parameter.help or ""))
    is_group = isinstance(command, TyperGroup)
    usage.append("命令 [参数]" if is_group else "[选项]")
    text = _indented(command.help or "")
    parts = [f"用法：{' '.join(usage)}\n\n{text}\n", _list("选项", options)]
    if is_group:
        commands = [(name, command.commands[name]) for name in command.list_commands(context)]
        parts.append(
            _list(
                "命令",
                [(name, _first_line(known.help)) for name, known in commands if not known.hidden],
            )
        )
    return "\n".join(parts).rstrip("\n")


def _indented(text: str) -> str:
    """The text with its examples set in: the library takes their indentation away."""
    lines = text.rstrip().split("\n")
    return "\n".join(f"  {line}" if line.startswith("score ") else line for line in lines)


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0].rstrip("。")


def _list(heading: str, entries: list[tuple[str, str]]) -> str:
    column = max(width(name) for name, _ in entries) + _GAP
    lines = [f"  {pad(name, column)}{text}\n" for name, text in entries]
    return f"{heading}：\n\n{''.join(lines)}"


class HelpfulCommand(TyperCommand):
    """A command whose help is a page in Chinese."""

    def get_help(self, ctx: Context) -> str:
        """The page."""
        return _page(self, ctx)


class HelpfulGroup(TyperGroup):
    """A group of commands whose help is a page in Chinese."""

    def get_help(self, ctx: Context) -> str:
        """The page."""
        return _page(self, ctx)

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - the library's signature
        """The commands in the order they were added."""
        return list(self.commands)
