"""Opening a file in a process of its own that may use so much memory and time, and no more."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import NamedTuple

MEMORY = 1 << 30
"""Bytes of address space: the interpreter, the libraries and the file."""

SECONDS = 60
"""Processor seconds; a machine may be slow, an endless loop is slower."""

_CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from scoring.source.forms.opening import is_form, open_sheets
data = sys.stdin.buffer.read()
file = open_sheets(data, {name!r})
print(json.dumps({{
    "is_form": is_form({name!r}, data),
    "cells": [[cell.address, cell.text[:50]] for sheet in file.sheets for cell in sheet.cells[:50]],
    "total": sum(len(sheet.cells) for sheet in file.sheets),
    "area": sum(cell.rows * cell.columns for sheet in file.sheets for cell in sheet.cells),
    "codes": [finding.code for finding in file.findings],
    "messages": [finding.message for finding in file.findings],
    "helps": [finding.help for finding in file.findings],
}}))
"""


class Outcome(NamedTuple):
    """What came of opening a file."""

    is_form: bool
    cells: dict[str, str]
    total: int
    area: int
    codes: list[str]
    messages: list[str]
    helps: list[str]

    @property
    def is_refused(self) -> bool:
        return not self.total and bool(self.codes)


def open_bounded(data: bytes, name: str) -> Outcome:
    """Open a file under limits of memory and time; the process must end well by itself."""
    code = _CHILD.format(memory=MEMORY, seconds=SECONDS, name=name)
    done = subprocess.run(
        [sys.executable, "-c", code], input=data, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert not done.stderr, done.stderr.decode()[-2000:]
    told = json.loads(done.stdout)
    outcome = Outcome(**{**told, "cells": dict(told["cells"])})
    for text in (*outcome.messages, *outcome.helps):
        assert any("\u4e00" <= character <= "\u9fff" for character in text), text
        assert "Error" not in text
    return outcome
