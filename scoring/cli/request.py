"""The arguments of ``score FILE``, read without any library: this is the command that must be quick.

Only what is certain is read here. Everything else (an unknown option, two files, a missing value)
is left to the full command line, which knows how to explain it.
"""

from __future__ import annotations

import sys

from scoring.cli.misuse import Misuse
from scoring.record import NamedTuple

OPTIONS: dict[str, str] = {
    "-f": "format",
    "--format": "format",
    "-o": "out",
    "--out": "out",
    "--rules": "rules",
    "--form": "form",
}
"""The options of ``score FILE``; each takes a value."""

_FORMAT_OF_ENDING: dict[str, str] = {
    "json": "json",
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "csv": "csv",
    "xlsx": "xlsx",
    "docx": "docx",
    "pdf": "pdf",
}

_ALIKE = {
    "doc": "docx", "wps": "docx", "odt": "docx", "rtf": "docx",
    "xls": "xlsx", "et": "xlsx", "ods": "xlsx", "xlsm": "xlsx",
}  # fmt: skip
"""Endings of offices that nothing is written in, and what to write instead."""


class Request(NamedTuple):
    """What ``score FILE`` was asked to do."""

    file: str
    format: str | None = None
    out: str | None = None
    rules: str | None = None
    form: str | None = None


def parse(arguments: list[str]) -> Request | None:
    """The request, or ``None`` when the arguments are not plainly those of one file.

    >>> parse(["-f", "json", "a.yaml", "--rules=mof-2020"])
    Request(file='a.yaml', format='json', out=None, rules='mof-2020', form=None)
    >>> parse(["a.yaml", "--quick"]) is None
    True
    """
    given: dict[str, str] = {}
    files: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            files.extend(waiting)
        elif argument == "-" or argument[:1] != "-":
            files.append(argument)
        else:
            option, equals, value = argument.partition("=")
            if option not in OPTIONS or (equals and not option.startswith("--")):
                return None
            if not equals:
                follows = next(waiting, None)
                if follows is None:
                    return None
                value = follows
            given[OPTIONS[option]] = value
    if len(files) != 1 or not files[0]:
        return None
    return Request(files[0], **given)


def first_word(arguments: list[str]) -> str | None:
    """The first argument that is neither an option nor the value of one."""
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return next(waiting, None)
        if argument == "-" or argument[:1] != "-":
            return argument
        if argument in OPTIONS:
            next(waiting, None)
    return None


def format_of(
    format: str | None,  # noqa: A002 - the option's word
    out: str | None,
    known: tuple[str, ...] | None = None,
    example: str = "自评表",
) -> str:
    """The format asked for, else the one of the output's ending, else the first that is known.

    Args:
        format: what ``-f`` says.
        out: what ``-o`` says.
        known: the formats of the command; by default those of a scorecard.
        example: the name of a file, for the message that a screen shows no binary format.

    Raises ``Misuse`` for a format that cannot be written, or not to a screen.

    >>> format_of(None, "自评表.md"), format_of(None, None)
    ('markdown', 'table')
    >>> format_of(None, "清单.txt", ("text", "json"))
    'text'
    """
    from scoring.render import BINARY, FORMATS

    known = FORMATS if known is None else known
    ending = out.rpartition(".")[2].lower() if out is not None and "." in out else ""
    meant = _FORMAT_OF_ENDING.get(ending, ending)
    if format is None and meant not in known and (meant in FORMATS or ending in _ALIKE):
        instead = _ALIKE.get(ending)
        use = f"请用 .{instead}" if instead in known else f"可用：{'、'.join(known)}"
        message = f"写不成 .{ending} 文件；{use}。"
        raise Misuse(message)
    wanted = format or (meant if meant in known else known[0])
    if wanted not in known:
        message = f"没有格式“{wanted}”，可用：{'、'.join(known)}。"
        raise Misuse(message)
    if wanted in BINARY and out is None and sys.stdout is not None and sys.stdout.isatty():
        message = f"{wanted} 不能显示在终端；请用 -o 指定文件，如 -o {example}.{wanted}。"
        raise Misuse(message)
    return wanted
