"""Starting up: whole processes against ``python -c pass``.

Run it with the Python of an environment into which the package is installed plainly
(``pip install .``): an editable install and a development environment start more slowly.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from interleaved import Goal, report, take_turns

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 25
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "jinbao-2023.yaml"
BASE = "python -c pass"


def process(*command: str) -> Callable[[], object]:
    """A call that runs the command to its end, its output thrown away."""

    def run() -> None:
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=EXAMPLE.parent,
            close_fds=False,  # lets Python start it the quick way
        )

    return run


def main() -> int:
    """Measure, print, and say by the exit code whether the goals were reached."""
    script = Path(sys.executable).with_name("score.exe" if os.name == "nt" else "score")
    if not script.exists():
        print(f"{script} is missing: install the package first", file=sys.stderr)
        return 2
    score = str(script)
    file = str(EXAMPLE)
    timings = take_turns(
        {
            BASE: process(sys.executable, "-c", "pass"),
            "score FILE": process(score, file),
            "score FILE -f json": process(score, file, "-f", "json"),
            "python -m scoring FILE": process(sys.executable, "-m", "scoring", file),
            "score explain FILE": process(score, "explain", file),
            "score rules list": process(score, "rules", "list"),
            "score --help": process(score, "--help"),
        },
        rounds=ROUNDS,
    )
    goals = {
        "score FILE": [Goal(4, BASE)],
        "score explain FILE": [Goal(10, BASE)],
        "score rules list": [Goal(10, BASE)],
        "score --help": [Goal(7, BASE)],
    }
    return 0 if report(f"starting up, {ROUNDS} rounds", timings, BASE, goals) else 1


if __name__ == "__main__":
    sys.exit(main())
