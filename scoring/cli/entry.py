"""The way from arguments to a command, and the guard around it all.

``score FILE`` goes straight to its code; only the other commands load the command line library.
Whatever happens ends in an exit code and a message: 0 done, 1 undetermined, 2 wrong use, 3 a fault
of ours.
"""

from __future__ import annotations

import os
import sys

from scoring.cli.misuse import Misuse

WRONG_USE, OUR_FAULT = 2, 3

_DEBUG = "JIXIAO_DEBUG"
"""Set to anything, a fault of ours shows where it happened."""


def run(arguments: list[str]) -> int:
    """Carry out a command line; the exit code."""
    try:
        return _dispatch(arguments)
    except Misuse as misuse:
        _say([str(misuse)])
        return WRONG_USE
    except KeyboardInterrupt:
        _say(["已中断，没有写出结果。"])
        return WRONG_USE
    except Exception as error:  # noqa: BLE001 - the last guard: a message instead of a traceback
        return _explained(error)


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else "--help"
    if first in {"-V", "--version"}:
        from scoring.cli import streams
        from scoring.version import __version__

        streams.write(f"score {__version__}\n".encode(), None)
        return 0
    if first in {"-h", "--help"}:
        from scoring.cli import streams
        from scoring.cli.commands import help_text

        streams.write(help_text().encode(), None)
        return 0 if arguments else WRONG_USE
    # The names of commands are letters: most files are known by their dot not to be one.
    if not (first.isalpha() and _is_command(first)):
        from scoring.cli.request import parse

        request = parse(arguments)
        if request is not None:
            from scoring.cli.score_file import run as score_file

            return score_file(request)
    from scoring.cli.startup import import_quickly

    import_quickly("typer")
    from scoring.cli.app import run as run_command

    return run_command(arguments)


def _is_command(word: str) -> bool:
    """Whether a word is a command."""
    from scoring.cli.commands import COMMANDS

    return word in COMMANDS


def _explained(error: Exception) -> int:
    """The exit code of an exception, with its message printed."""
    lines = _wrong_use(error)
    if lines is not None:
        _say(lines)
        return WRONG_USE
    if os.environ.get(_DEBUG):
        import traceback

        traceback.print_exception(error)
    how = f"设置环境变量 {_DEBUG}=1 再运行一次，可看到出错的位置。"
    _say(
        [
            f"程序自身出错（{type(error).__name__}），不是您的文件写错了。",
            f"请把所用的命令和文件报告给维护者；{how}",
        ]
    )
    return OUR_FAULT


def _wrong_use(error: Exception) -> list[str] | None:
    """What to say about an error that the rule set or a file it names brought about."""
    rulesets = sys.modules.get("scoring.source.ruleset")
    if rulesets is not None and isinstance(error, rulesets.RuleSetError):
        from scoring.cli.faulty_rules import describe

        return describe(error)
    if isinstance(error, OSError) and error.filename is not None:
        from scoring.cli.streams import reason

        return [f"无法读取 {os.fsdecode(error.filename)}：{reason(error)}。"]
    return None


def _say(lines: list[str]) -> None:
    from scoring.cli.streams import say

    say(lines)
