"""How the columns of a form share the width of a terminal.

Every column first gets what its longest word or number needs, so that none is broken; the rest
is shared by the layout's relative widths, and no column takes more than its texts can use.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.width import longest_piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.render.grid import Placed
    from scoring.render.width import Measured

_NARROWEST = 4
"""No column is narrower than two Chinese characters."""

_WIDEST_PIECE = 24
"""A longer word or number is broken: one hostile word must not take the whole form."""

_FEW = 2
"""A cell merged over more columns than this has room enough without asking for it."""


def fit(
    places: Sequence[Placed],
    texts: Sequence[str],
    widths: Measured,
    relative: Sequence[int],
    columns: int,
    gap: int,
) -> list[int]:
    """The inner widths of the columns of a frame that is so many terminal columns wide.

    Args:
        places: the cells with their corners.
        texts: what each of them prints.
        widths: how wide texts are.
        relative: the relative widths of the columns.
        columns: width of the frame, lines included.
        gap: spaces on each side of a text.
    """
    count = len(relative)
    room = columns - (count + 1) - 2 * gap * count
    single: list[set[str]] = [set() for _ in range(count)]
    shared: set[tuple[int, int, str]] = set()
    for (_, column, cell), text in zip(places, texts, strict=True):
        if cell.columns == 1:
            single[column].add(text)
        elif cell.columns <= _FEW:
            shared.add((column, cell.columns, text))
    least, useful = [], []
    for column_texts in single:
        longest = max([longest_piece(text, widths) for text in column_texts], default=0)
        least.append(max(_NARROWEST, min(longest, _WIDEST_PIECE)))
        widest = max([_widest_line(text, widths) for text in column_texts], default=0)
        useful.append(max(_NARROWEST, widest))
    for column, merged, text in sorted(shared):
        last = column + merged - 1
        between = (merged - 1) * (1 + 2 * gap)
        for shares, needed in (
            (least, min(longest_piece(text, widths), _WIDEST_PIECE)),
            (useful, _widest_line(text, widths)),
        ):
            missing = needed - between - sum(shares[column : last + 1])
            if missing > 0:
                shares[last] += missing
    while sum(least) > room:
        least[least.index(max(least))] -= 1
    _make_even(least, single, widths, room)
    return _shared_out(least, useful, relative, room)


def _widest_line(text: str, widths: Measured) -> int:
    return max([widths[line] for line in text.split("\n")]) if "\n" in text else widths[text]


def _make_even(least: list[int], single: list[set[str]], widths: Measured, room: int) -> None:
    """An even width where Chinese text is broken: the odd column would stay empty."""
    spare = room - sum(least)
    for column, texts in enumerate(single):
        if spare and least[column] % 2 and any(widths[text] > least[column] for text in texts):
            least[column] += 1
            spare -= 1


def _shared_out(
    least: Sequence[int], useful: Sequence[int], relative: Sequence[int], room: int
) -> list[int]:
    """Widths of at least ``least`` that add to the room, shared by the relative widths."""
    widths = list(least)
    spare = room - sum(widths)
    for most in (useful, [room] * len(widths)):
        growing = [at for at in range(len(widths)) if widths[at] < most[at]]
        while growing and spare > 0:
            # The column that has least of its share grows by one Chinese character.
            at = min(growing, key=lambda at: (widths[at] / relative[at], at))
            step = min(2, spare, most[at] - widths[at])
            widths[at] += step
            spare -= step
            if widths[at] >= most[at]:
                growing.remove(at)
    return widths
