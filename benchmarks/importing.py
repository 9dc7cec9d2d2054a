"""Importing a folder of workbooks: time for each, and memory that does not grow with their number.

``score import FOLDER -o FOLDER`` as a process, over 100 and over 1,000 different workbooks. The peak
memory of the larger run may be at most a tenth above that of the smaller one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tabulate import tabulate

import scoring

FEW, MANY = 100, 1_000
MEMORY = 1.1
"""So many times the memory of few files may many need."""

FORMS = ("mof", "shanxi", "sichuan", "hubei")
ROOT = Path(__file__).resolve().parent.parent


class Run(NamedTuple):
    """What importing so many workbooks took."""

    files: int
    seconds: float
    mebibytes: float


def workbooks(folder: Path, count: int) -> None:
    """So many different workbooks: the examples and published forms under other names and layouts."""
    paths = [
        *sorted((ROOT / "tests" / "forms").glob("[0-9]*.yaml")),
        ROOT / "examples" / "jinbao-2023.yaml",
        ROOT / "examples" / "lost-points.yaml",
    ]
    cards = [scoring.score(path) for path in paths]
    for number in range(count):
        card = cards[number % len(cards)]
        named = card.project._replace(name=f"{card.project.name or '项目'}（{number}）")
        form = FORMS[number % len(FORMS)]
        content = scoring.render(card._replace(project=named), "xlsx", form)
        (folder / f"{number:04}.xlsx").write_bytes(content)


def imported(folder: Path, out: Path, count: int) -> Run:
    """Run the command; its time and its peak memory."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "scoring", "import", str(folder), "-o", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    seconds = time.perf_counter() - start
    written = sum(1 for _ in out.iterdir())
    if written != count:
        message = f"{written} project files from {count} workbooks"
        raise SystemExit(message)
    return Run(count, seconds, usage.ru_maxrss / 1024)


def main() -> int:
    """Measure, print, and say by the exit code whether memory stayed flat."""
    counts = (20, 100) if "--quick" in sys.argv else (FEW, MANY)
    runs = []
    with tempfile.TemporaryDirectory() as place:
        for count in counts:
            folder = Path(place) / f"forms-{count}"
            folder.mkdir()
            workbooks(folder, count)
            runs.append(imported(folder, Path(place) / f"projects-{count}", count))
    few, many = runs
    rows = [
        [run.files, f"{run.seconds:.2f}", f"{run.files / run.seconds:.0f}", f"{run.mebibytes:.0f}"]
        for run in runs
    ]
    print(tabulate(rows, headers=["workbooks", "seconds", "a second", "peak MiB"]))
    growth = many.mebibytes / few.mebibytes
    print(f"memory of many ÷ few: {growth:.2f}, goal ≤ {MEMORY} {'✓' if growth <= MEMORY else '✗'}")
    return 0 if growth <= MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
