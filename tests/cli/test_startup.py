"""The quick start leaves PyYAML and the interpreter as they were."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run_script(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


YAML_WORKS = """
import base64, yaml
from scoring.cli.startup import LazyPattern
assert isinstance(yaml.reader.Reader.NON_PRINTABLE, LazyPattern)
text = "a: [1, 2.5, yes, null, 2023-12-31, 0x1F, x, !!binary aGk=]"
for loader in (yaml.SafeLoader, yaml.CSafeLoader):
    value = yaml.load(text, loader)["a"]
    assert value[:4] == [1, 2.5, True, None], value
    assert value[4].year == 2023
    assert yaml.load(yaml.safe_dump(value), loader) == value
assert base64.b16decode("0A") == b"\\n"
try:
    yaml.load("a: \\x00", yaml.SafeLoader)
except yaml.reader.ReaderError as error:
    print(error.reason)
import re
assert isinstance(re.compile("x"), re.Pattern)
assert type(re).__name__ == "module"
"""


@pytest.mark.parametrize("before", ["", "import re\ncompile_now = re.compile\n"])
def test_yaml_imported_the_quick_way_still_does_everything(before: str) -> None:
    script = f"{before}from scoring.cli.startup import import_yaml\nimport_yaml()\n{YAML_WORKS}"
    if before:
        script += "assert re.compile is compile_now\n"
    assert "special characters are not allowed" in run_script(script)


def test_expressions_are_loaded_when_they_are_asked_for() -> None:
    script = """
import sys
from scoring.cli.startup import LazyExpressions, import_yaml
import_yaml()
assert "re" not in sys.modules
import base64
assert isinstance(base64.re, LazyExpressions)
base64.b16decode("0A")
assert base64.re.sub("a", "b", "a") == "b"
import re
assert not isinstance(re, LazyExpressions)
"""
    run_script(script)


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


def test_scoring_a_file_loads_neither_expressions_nor_types() -> None:
    script = """
import sys
from scoring.__main__ import main
sys.argv[1:] = ["examples/jinbao-2023.yaml", "-o", "/dev/null"]
assert main() == 0
heavy = {"re", "enum", "typing", "json", "dataclasses", "inspect", "unicodedata", "typer"}
print(sorted(heavy & set(sys.modules)))
"""
    assert run_script(script).strip() == "[]"
