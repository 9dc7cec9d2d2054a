"""Every example of the README and of docs/ is run as it stands.

``console``: each ``$ command`` is run in a shell and must print what follows it, ``...`` on a line
of its own standing for any lines. ``python``: with ``>>>`` a doctest, else executed. ``yaml`` and
``json``: must be read; with ``title="name"`` the block is written to that file first, for the
blocks after it on the page. ``text`` is only shown. The commands of the README's first block
install the package: the build runs them (.ci/run).
"""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r'title="([^"]+)"')


class Block(NamedTuple):
    """A fenced block: the line it starts on, its language, the file it names, what it holds."""

    line: int
    language: str
    title: str | None
    body: str


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        language, _, rest = match["info"].partition(" ")
        title = TITLE.search(rest)
        line = text.count("\n", 0, match.start()) + 2
        found.append(Block(line, language, title and title[1], match["body"]))
    if page.name == "README.md":
        del found[0]
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples, where ``score`` and ``python`` are what is being tested."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    programs = tmp_path / ".programs"
    programs.mkdir()
    for name, command in (("score", "-m scoring "), ("python", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {command}"$@"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_console(block: Block) -> None:
    commands = re.split(r"^\$ ", block.body, flags=re.MULTILINE)
    assert not commands[0], "the block starts with a command"
    for part in commands[1:]:
        command, _, expected = part.partition("\n")
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        lines = expected.splitlines(keepends=True)
        pattern = "".join("(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in lines)
        if not re.fullmatch(pattern, done.stdout):
            pytest.fail(f"$ {command}\n-- the page says\n{expected}-- it is\n{done.stdout}")


def run_python(block: Block, page: Path) -> None:
    where = f"{page.name}:{block.line}"
    if ">>> " not in block.body:
        exec(compile(block.body, where, "exec"), {"__name__": "example"})  # noqa: S102
        return
    example = doctest.DocTestParser().get_doctest(block.body, {}, where, str(page), block.line)
    report: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=report.append)
    assert not outcome.failed, "".join(report)


def run_block(block: Block, page: Path, folder: Path) -> None:
    if block.title is not None:
        (folder / block.title).write_text(block.body, encoding="utf-8")
    if block.language == "console":
        run_console(block)
    elif block.language == "python":
        run_python(block, page)
    elif block.language == "yaml":
        # The texts of a project file are no YAML types: it is enough that they are YAML.
        assert all(True for _ in yaml.parse(block.body, Loader=yaml.SafeLoader))
    elif block.language == "json":
        json.loads(block.body)
    else:
        assert block.language == "text", "a language that nothing here runs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_are_true(page: Path, folder: Path) -> None:
    for block in blocks_of(page):
        try:
            run_block(block, page, folder)
        except Exception as error:
            error.add_note(f"{page.name}, line {block.line}")
            raise


def test_a_false_example_is_noticed(folder: Path) -> None:
    page = folder / "page.md"
    page.write_text("```python\n>>> 1 + 1\n3\n```\n\n```console\n$ echo one\ntwo\n```\n")
    for block in blocks_of(page):
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            run_block(block, page, folder)
