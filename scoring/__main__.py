"""``python -m scoring`` and the command ``score``: hands the arguments to ``scoring.cli``."""

from __future__ import annotations

import sys

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code (0, 1, 2 or 3).

    Args:
        argv: the arguments without the program's name; by default those of this process.
    """
    from scoring.cli.entry import run

    if argv is not None:
        return run(argv)
    from scoring.cli.startup import run_at_rest

    return run_at_rest(run, sys.argv[1:])


def process() -> NoReturn:
    """Be the process ``score``: run the command line and end."""
    from scoring.cli.startup import leave

    leave(main())


if __name__ == "__main__":
    process()
