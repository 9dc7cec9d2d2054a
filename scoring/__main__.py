"""``python -m scoring`` and the command ``score``: hands the arguments to ``scoring.cli``."""

from __future__ import annotations

import sys


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


if __name__ == "__main__":
    sys.exit(main())
