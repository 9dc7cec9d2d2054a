"""Printed forms compared with files kept beside this test.

After a wanted change: ``UPDATE_GOLDEN=1 python -m pytest tests/render``, then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scoring.analysis.explain import explain
from scoring.api import score_source
from scoring.render import render
from scoring.render.sheet import write as write_sheet
from scoring.render.table import write
from tests.render import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.scorecard import Scorecard

    Make = Callable[..., Scorecard]

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def compare(name: str, content: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(content)
    assert content == path.read_bytes(), f"{name}: UPDATE_GOLDEN=1 writes it anew"


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("form", ["shanxi", "mof", "sichuan", "hubei"])
@pytest.mark.parametrize("make", [samples.jinbao, samples.unjudged])
def test_form(make: Make, form: str, columns: int) -> None:
    text = write(make(form), None, columns)
    compare(f"{make.__name__}-{form}-{columns}.txt", text.encode())


@pytest.mark.parametrize("form", ["shanxi", "mof"])
def test_markdown(form: str) -> None:
    compare(f"jinbao-{form}.md", render(samples.jinbao(form), "markdown"))


def test_sheet() -> None:
    compare("unjudged-sheet.txt", write_sheet(explain(samples.unjudged()), "table", 80))


@pytest.mark.parametrize("name", ["jinbao-2023", "lost-points", "unjudged"])
def test_example(name: str) -> None:
    content = (EXAMPLES / f"{name}.yaml").read_bytes()
    card, _ = score_source(content, f"{name}.yaml")
    assert card is not None
    text = write(card, None, 80, content.decode())
    compare(f"example-{name}.txt", text.encode())
    compare(f"example-{name}-sheet.txt", write_sheet(explain(card), "table", 80))
