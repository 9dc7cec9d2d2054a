"""The quick start leaves PyYAML and the interpreter as they were."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run_script(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_yaml_imported_the_quick_way_still_does_everything() -> None:
    script = """
import re
from scoring.cli.startup import LazyPattern, import_quickly
compile_now = re.compile
import_quickly("yaml")
assert re.compile is compile_now
import yaml
assert isinstance(yaml.reader.Reader.NON_PRINTABLE, LazyPattern)
text = "a: [1, 2.5, yes, null, 2023-12-31, 0x1F, x]"
for loader in (yaml.SafeLoader, yaml.CSafeLoader):
    value = yaml.load(text, loader)["a"]
    assert value[:4] == [1, 2.5, True, None], value
    assert value[4].year == 2023
    assert yaml.load(yaml.safe_dump(value), loader) == value
try:
    yaml.load("a: \\x00", yaml.SafeLoader)
except yaml.reader.ReaderError as error:
    print(error.reason)
"""
    assert "special characters are not allowed" in run_script(script)


def test_importing_the_library_changes_nothing() -> None:
    script = """
import gc, re
compile_now = re.compile
import scoring
scoring.score({"项目名称": "例", "年度": 2023})
assert gc.isenabled() and gc.get_freeze_count() == 0
assert re.compile is compile_now
import yaml
assert type(yaml.reader.Reader.NON_PRINTABLE) is re.Pattern
"""
    run_script(script)


def test_main_called_from_python_leaves_the_collector_alone() -> None:
    script = """
import gc
from scoring.__main__ import main
assert main(["--version"]) == 0
assert gc.isenabled() and gc.get_freeze_count() == 0
"""
    assert run_script(script).startswith("score ")
