"""The full command line: every command but the quick path of ``score FILE``, through Typer.

Each command stands in a file of its own, named like it: ``HELP`` and a function of its name, or
``COMMANDS`` with the help and the function of each word that follows it. Messages of the library
are told in Chinese by ``scoring.cli.complaints``, help texts by ``scoring.cli.help_page``.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from scoring.cli import streams
from scoring.cli.commands import COMMANDS, help_text, missing_file
from scoring.cli.complaints import complaint
from scoring.cli.help_page import HelpfulCommand, HelpfulGroup
from scoring.cli.misuse import Misuse
from scoring.cli.request import Request, first_word

_SCORE = "score-file"
"""The command that no one types: what ``score FILE`` means."""


_HOMES = {"import": "import_forms"}
"""Commands whose name no file or function of Python can have."""


def run(arguments: list[str]) -> int:
    """Carry out a command line; the exit code. Raises ``Misuse`` for wrong use."""
    if not arguments or arguments[0] not in COMMANDS:
        if arguments and not {"-h", "--help"}.isdisjoint(arguments):
            streams.write(help_text().encode(), None)
            return 0
        word = first_word(arguments)
        if word is not None and word != streams.STANDARD and not os.path.lexists(word):
            raise Misuse(missing_file(word))
        arguments = [_SCORE, *arguments]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # The library prints help itself: as UTF-8 and with plain line ends, like all else.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    command: Any = typer.main.get_command(_app(arguments[0]))
    try:
        code = command.main(args=arguments, prog_name="score", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        message = complaint(error)
        if message is None:
            raise
        raise Misuse(message) from None
    return int(code or 0)


def _app(name: str) -> typer.Typer:
    """The command line with the one command that was typed: the others cost nothing."""
    app = _group(help_text())
    app.callback()(_root)
    if name == _SCORE:
        app.command(_SCORE, cls=HelpfulCommand)(score_file)
        return app
    home = import_module(f"scoring.cli.{_HOMES.get(name, name)}")
    group: dict[str, tuple[str, Any]] | None = getattr(home, "COMMANDS", None)
    if group is None:
        function = getattr(home, _HOMES.get(name, name))
        app.command(name, cls=HelpfulCommand, help=home.HELP)(function)
        return app
    inner = _group(home.HELP)
    for word, (text, function) in group.items():
        inner.command(word, cls=HelpfulCommand, help=text)(function)
    app.add_typer(inner, name=name)
    return app


def _root() -> None:
    """Stands for ``score`` itself, so that one command alone is still a command of it."""


def _group(text: str) -> typer.Typer:
    return typer.Typer(
        cls=HelpfulGroup,
        help=text,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def score_file(
    file: Annotated[str, typer.Argument(metavar="文件")],
    format: Annotated[str | None, typer.Option("-f", "--format", metavar="格式")] = None,  # noqa: A002
    out: Annotated[str | None, typer.Option("-o", "--out", metavar="文件")] = None,
    rules: Annotated[str | None, typer.Option("--rules", metavar="规则")] = None,
    form: Annotated[str | None, typer.Option("--form", metavar="版式")] = None,
) -> int:
    """Score a file whose arguments the quick path would not read."""
    from scoring.cli.score_file import run as score

    return score(Request(file, format, out, rules, form))
