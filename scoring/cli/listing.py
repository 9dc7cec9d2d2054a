"""Lists of the commands as plain tables, Chinese columns aligned."""

from __future__ import annotations

import sys
from types import ModuleType

from scoring.record import TYPE_CHECKING
from scoring.render import encoded
from scoring.render.width import visible, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows under their headers, as UTF-8 text; texts stay as written."""
    tabulate = _tabulate()
    shown = [[visible(cell).replace("\n", " ") for cell in row] for row in rows]
    # Without disable_numparse a version "1.10" would be printed as 1.1.
    text = tabulate(shown, headers=headers, tablefmt="simple", disable_numparse=True)
    return encoded("".join(f"{line.rstrip()}\n" for line in text.split("\n")))


def _tabulate() -> Callable[..., str]:
    """tabulate, measuring texts as the forms do.

    It would load the tables of wcwidth, which takes as long as starting Python does.
    """
    measure = ModuleType("wcwidth")
    vars(measure).update(wcwidth=width, wcswidth=width)
    own = sys.modules.get("wcwidth")
    sys.modules["wcwidth"] = measure
    try:
        from tabulate import tabulate
    finally:
        if own is None:
            del sys.modules["wcwidth"]
        else:
            sys.modules["wcwidth"] = own
    return tabulate
