"""Portfolios: the kernel against a bare scan, the command against a bare read, files, memory.

``--quick`` takes a twentieth of the projects and fewer rounds; ``--all`` adds the curve up to ten
million rows; names of steps (kernel, files, command, memory, curve) run those alone. The
hand-written query gives the same exact result and knows the rule set by heart.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import polars as pl
from interleaved import Goal, report, take_turns
from portfolio_data import INDICATORS, texts, typed

from scoring.loading import load_rules
from scoring.portfolio import kernel

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
PROJECTS, QUICK = 1_000_000, 50_000
FILES = 3000
FILES_A_SECOND = 1500
OF_BARE, OF_HAND, OF_READ, OF_MEMORY = 2.3, 1.3, 12, 1.5


def bare(rows: pl.LazyFrame) -> pl.DataFrame:
    """Read the columns and do next to nothing."""
    return rows.select(pl.all().max()).collect(engine="streaming")


def by_kernel(rows: pl.LazyFrame, heads: pl.LazyFrame) -> pl.DataFrame:
    """Totals and grades by the expression of the rule set."""
    rules = load_rules("mof-2020")
    database = ibis.polars.connect()
    table, money = database.create_table("rows", rows), database.create_table("heads", heads)
    judged = kernel.shares(table, rules)
    scored = judged.mutate(points=kernel.points(judged.weight, judged.num, judged.den))
    sums = scored.group_by("project").agg(rows=scored.count(), points=scored.points.sum())
    sums = sums.mutate(low=sums.points, high=sums.points, open=ibis.literal(0, "int64"))
    found = kernel.totals(money.join(sums, "project"), rules)
    wanted = found.select("project", "execution_score", "total", "grade")
    query: pl.LazyFrame = database.compile(wanted)
    return query.collect(engine="streaming")


def by_hand(rows: pl.LazyFrame, heads: pl.LazyFrame, *, is_naive: bool = False) -> pl.DataFrame:
    """The same by the best query at hand; ``is_naive`` as one would write it with real numbers."""
    near = pl.max_horizontal("low", pl.min_horizontal("actual", "high"))
    num, den = pl.min_horizontal("actual", near), pl.max_horizontal("actual", near)
    weight = pl.col("weight")
    if is_naive:
        share = (num / 100) / (den / 100)
        points = ((weight / 100) * share).round(2)
    else:
        points = (
            pl.when(num == den)
            .then(weight.cast(pl.Int64))
            .otherwise((weight.cast(pl.Float64) * num / den + 0.5).floor().cast(pl.Int64))
        )
    sums = (
        rows.select("project", points.alias("points"))
        .group_by("project")
        .agg(pl.col("points").sum())
    )
    spent = pl.min_horizontal("executed", "budget").cast(pl.Float64)
    if is_naive:
        earned = (10 * (spent / 100) / (pl.col("budget") / 100)).round(2)
        total = pl.col("points") + earned
        bands = (90, 80, 60)
    else:
        earned = (spent * 1000 / pl.col("budget") + 0.5).floor().cast(pl.Int64)
        total = pl.col("points") + earned
        bands = (9000, 8000, 6000)
    grade = (
        pl.when(total >= bands[0])
        .then(pl.lit("优"))
        .when(total >= bands[1])
        .then(pl.lit("良"))
        .when(total >= bands[2])
        .then(pl.lit("中"))
        .otherwise(pl.lit("差"))
    )
    made = heads.join(sums, on="project").select(
        "project", earned.alias("execution_score"), total.alias("total"), grade.alias("grade")
    )
    return made.collect(engine="streaming")


def kernel_against_scan(home: Path, projects: int, rounds: int) -> bool:
    """Typed columns to totals and grades, and what naive real numbers get wrong on them."""
    typed(projects, home / "rows.parquet", home / "heads.parquet")
    rows, heads = (pl.scan_parquet(home / f"{name}.parquet") for name in ("rows", "heads"))
    exact, other = (made(rows, heads).sort("project") for made in (by_kernel, by_hand))
    if exact.rows() != other.rows():
        print("the kernel and the hand-written query disagree", file=sys.stderr)
        return False
    naive = by_hand(rows, heads, is_naive=True).sort("project")
    cents = (naive["total"] * 100).round().cast(pl.Int64)
    wrong, grades = (cents != exact["total"]).sum(), (naive["grade"] != exact["grade"]).sum()
    print(f"naive float64: {wrong} totals and {grades} grades wrong of {projects}")
    variants: dict[str, Callable[[], object]] = {
        "bare scan": partial(bare, rows),
        "by hand": partial(by_hand, rows, heads),
        "kernel": partial(by_kernel, rows, heads),
    }
    timings = take_turns(variants, rounds=rounds)
    goals = {"kernel": (Goal(OF_BARE, "bare scan"), Goal(OF_HAND, "by hand"))}
    title = f"{projects} projects of {INDICATORS} indicators from typed Parquet (zstd)"
    return report(title, timings, "bare scan", goals)


def command(path: Path, out: Path) -> tuple[float, int]:
    """Seconds of the whole command, outputs included, and the most MB its processes had together."""
    arguments = [sys.executable, "-m", "scoring", "portfolio", str(path), "-o", str(out)]
    start = time.perf_counter()
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most = 0
    while process.poll() is None:
        most = max(most, _resident(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - start
    if process.returncode not in {0, 1}:
        message = f"score portfolio ended with {process.returncode}"
        raise RuntimeError(message)
    return seconds, most


def _resident(pid: int) -> int:
    """MB of memory of a process and all below it, shared pages counted once where that is known."""
    total, waiting = 0, [pid]
    while waiting:
        home = Path("/proc") / str(waiting.pop())
        try:
            rollup = (home / "smaps_rollup").read_text(encoding="ascii").splitlines()
            total += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
            for task in (home / "task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())
        except (OSError, StopIteration):
            continue
    return total // 1024


def read_everything(path: Path) -> float:
    """Seconds of reading all columns of a file as texts, in a process of its own."""
    script = (
        "import sys, polars as pl\n"
        "rows = pl.scan_parquet(sys.argv[1]).select(pl.all().max())\n"
        "rows.collect(engine='streaming')\n"
    )
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    return time.perf_counter() - start


def command_against_read(home: Path, projects: int) -> tuple[bool, int]:
    """Text columns to all outputs against reading the columns; the most MB at a time."""
    path = home / f"texts{projects}.parquet"
    texts(projects, path)
    read_everything(path)
    before = read_everything(path)
    seconds, megabytes = command(path, home / f"out{projects}")
    base = (before + read_everything(path)) / 2
    found = seconds / base
    mark = "✓" if found <= OF_READ else "✗"
    print(
        f"\n{projects} projects, text Parquet to all outputs: {seconds:.1f} s, "
        f"bare read {base:.2f} s; ≤ {OF_READ} × bare read: {found:.1f} {mark}; "
        f"{projects / seconds:,.0f} projects/s, at most {megabytes} MB"
    )
    return found <= OF_READ, megabytes


def files_a_second(home: Path) -> bool:
    """Project files of 20 rows and published forms through the command."""
    folder = home / "files"
    folder.mkdir()
    sources = [*sorted((ROOT / "tests" / "forms").glob("[0-9]*.yaml"))]
    kept = [path.read_bytes() for path in sources]
    for number in range(FILES):
        (folder / f"{number:05d}.yaml").write_bytes(kept[number % len(kept)])
    few = home / "few"
    few.mkdir()
    (few / "one.yaml").write_bytes(kept[0])
    start, _ = command(few, home / "few-out")
    seconds, _ = command(folder, home / "files-out")
    rate = FILES / (seconds - start)
    mark = "✓" if rate >= FILES_A_SECOND else "✗"
    print(
        f"\n{FILES} project files: {seconds:.1f} s, one file {start:.1f} s; "
        f"≥ {FILES_A_SECOND} a second: {rate:,.0f} {mark}"
    )
    return rate >= FILES_A_SECOND


def memory(home: Path, projects: int) -> bool:
    """Ten times the rows in at most half as much memory again."""
    _, few = command_against_read(home, projects // INDICATORS)
    _, many = command_against_read(home, projects * 10 // INDICATORS)
    found = many / few
    mark = "✓" if found <= OF_MEMORY else "✗"
    print(f"memory of ten times the rows: ≤ {OF_MEMORY} times: {found:.2f} {mark}")
    return found <= OF_MEMORY


def curve(home: Path, projects: int) -> bool:
    """From a thousand rows to as many as there are."""
    for rows in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
        if rows <= projects * INDICATORS:
            command_against_read(home, rows // INDICATORS)
    return True


def main() -> int:
    """Measure, print, and say by the exit code whether the goals were reached."""
    is_quick = "--quick" in sys.argv
    projects = QUICK if is_quick else PROJECTS
    chosen = [word for word in sys.argv[1:] if not word.startswith("-")]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        steps: dict[str, Callable[[], bool]] = {
            "kernel": partial(kernel_against_scan, home, projects, 3 if is_quick else 7),
            "files": partial(files_a_second, home),
            "command": lambda: command_against_read(home, projects)[0],
            "memory": partial(memory, home, PROJECTS if not is_quick else projects),
            "curve": partial(curve, home, projects),
        }
        wanted = chosen or [name for name in steps if name != "curve" or "--all" in sys.argv]
        reached = [steps[name]() for name in wanted]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
