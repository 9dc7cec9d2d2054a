"""The arguments of ``score FILE``, read without any library: this is the command that must be quick.

Only what is certain is read here. Everything else (an unknown option, two files, a missing value)
is left to the full command line, which knows how to explain it.
"""

from __future__ import annotations

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
    "txt": "table",
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


def format_of(format: str | None, out: str | None) -> str:  # noqa: A002 - the option's word
    """The format asked for, else the one of the output's ending, else ``table``.

    Raises ``Misuse`` for a format that cannot be written.

    >>> format_of(None, "自评表.md"), format_of(None, None)
    ('markdown', 'table')
    """
    from scoring.render import FORMATS, UnknownFormatError

    ending = "" if out is None else out.rpartition(".")[2].lower()
    wanted = format or _FORMAT_OF_ENDING.get(ending, "table")
    if wanted not in FORMATS:
        raise Misuse(str(UnknownFormatError(wanted)))
    return wanted
