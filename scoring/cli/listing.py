"""Lists of the commands as plain tables, Chinese columns aligned."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows under their headers, as UTF-8 text; texts stay as written."""
    from tabulate import tabulate

    from scoring.render import encoded
    from scoring.render.width import visible

    shown = [[visible(cell).replace("\n", " ") for cell in row] for row in rows]
    # Without disable_numparse a version "1.10" would be printed as 1.1.
    text = tabulate(shown, headers=headers, tablefmt="simple", disable_numparse=True)
    return encoded("".join(f"{line.rstrip()}\n" for line in text.split("\n")))
