"""How far a long run has come, on standard error and only where somebody watches."""

from __future__ import annotations

import sys

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    Item = TypeVar("Item")

FEWEST = 20
"""Fewer things are done before anybody could read how many."""

_STEPS = 50


def counted(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """The items, with a line such as 检查 120/1000 that is wiped at the end."""
    if total < FEWEST or sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    step = max(total // _STEPS, 1)
    try:
        for number, item in enumerate(items):
            if number % step == 0:
                sys.stderr.write(f"\r{what} {number}/{total}")
                sys.stderr.flush()
            yield item
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
