"""The full command line: every command but the quick path of ``score FILE``, through Typer.

Here the commands are put together; each stands in a file of its own. Messages of the library are
told in Chinese by ``scoring.cli.complaints``, help texts by ``scoring.cli.help_page``.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer

from scoring.cli import check, checks, explain, new, review, rules, schema, streams
from scoring.cli.commands import COMMANDS, help_text, missing_file
from scoring.cli.complaints import complaint
from scoring.cli.help_page import HelpfulCommand, HelpfulGroup
from scoring.cli.misuse import Misuse
from scoring.cli.request import Request, first_word

_SCORE = "score-file"
"""The command that no one types: what ``score FILE`` means."""


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
    command: Any = typer.main.get_command(_app())
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


def _app() -> typer.Typer:
    app = _group(help_text())
    app.command(_SCORE, cls=HelpfulCommand, hidden=True)(score_file)
    app.command("check", cls=HelpfulCommand, help=check.HELP)(check.check)
    app.command("explain", cls=HelpfulCommand, help=explain.HELP)(explain.explain)
    app.command("review", cls=HelpfulCommand, help=review.HELP)(review.review)
    app.command("new", cls=HelpfulCommand, help=new.HELP)(new.new)
    app.command("schema", cls=HelpfulCommand, help=schema.HELP)(schema.schema)
    rule_sets = _group(rules.HELP)
    rule_sets.command("list", cls=HelpfulCommand, help=rules.LIST_HELP)(rules.list_rules)
    rule_sets.command("show", cls=HelpfulCommand, help=rules.SHOW_HELP)(rules.show_rules)
    rule_sets.command("diff", cls=HelpfulCommand, help=rules.DIFF_HELP)(rules.diff_rules)
    rule_sets.command("test", cls=HelpfulCommand, help=rules.TEST_HELP)(rules.run_cases)
    app.add_typer(rule_sets, name="rules")
    codes = _group(checks.HELP)
    codes.command("list", cls=HelpfulCommand, help=checks.LIST_HELP)(checks.list_checks)
    codes.command("show", cls=HelpfulCommand, help=checks.SHOW_HELP)(checks.show_check)
    app.add_typer(codes, name="checks")
    return app


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
