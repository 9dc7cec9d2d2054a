"""A run that was killed goes on where it was and ends in the same bytes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scoring.portfolio import run as running
from scoring.portfolio.run import run
from scoring.portfolio.tables import RESULTS

ROOT = Path(__file__).parents[2]


def many(home: Path, count: int) -> None:
    home.mkdir()
    text = (ROOT / "examples" / "lost-points.yaml").read_text(encoding="utf-8")
    for number in range(count):
        (home / f"p{number:04d}.yaml").write_text(text, encoding="utf-8")


def contents(out: Path) -> list[bytes]:
    return [(out / f"{name}.parquet").read_bytes() for name in RESULTS]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not there")
def test_killed_and_resumed_is_undisturbed_byte_for_byte(tmp_path: Path) -> None:
    many(tmp_path / "in", 900)
    command = [
        sys.executable, "-m", "scoring", "portfolio", str(tmp_path / "in"), "-o",
        str(tmp_path / "out"), "--workers", "2",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    parts = tmp_path / "out" / ".parts"
    deadline = time.monotonic() + 120
    while not list(parts.glob("0*")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    finished = {path.name: path.stat().st_mtime_ns for path in parts.glob("0*")}
    assert finished
    assert not (tmp_path / "out" / "projects.parquet").exists()
    again = subprocess.run([*command, "--resume"], cwd=ROOT, capture_output=True, check=False)
    assert again.returncode in {0, 1}, again.stderr.decode()
    run([str(tmp_path / "in")], str(tmp_path / "whole"), workers=1)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_finished_parts_are_taken_only_when_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(tmp_path / "in", 12)
    monkeypatch.setattr(running, "FILES_OF_A_PART", 4)
    out = tmp_path / "out"

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([str(tmp_path / "in")], str(out), workers=1, finish=stop)
    shutil.copy(ROOT / "examples" / "jinbao-2023.yaml", tmp_path / "in" / "p0005.yaml")
    worked: list[int] = []
    run([str(tmp_path / "in")], str(out), workers=1, resume=True,
        progress=lambda *done: worked.append(done[0]))  # fmt: skip
    assert len(worked) == 1
    run([str(tmp_path / "in")], str(tmp_path / "whole"), workers=1)
    assert contents(out) == contents(tmp_path / "whole")
