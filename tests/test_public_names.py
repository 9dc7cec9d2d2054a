"""The public interface: what is promised is there, however the package is imported."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import scoring

CARD = (
    "card = scoring.score({'项目名称': '例', '年度': 2023}); "
    "assert scoring.render(card, 'json').startswith(b'{')"
)


@pytest.mark.parametrize("name", scoring.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(scoring, name) is not None
    assert name in dir(scoring)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = scoring.nothing


@pytest.mark.parametrize(
    "imports", ["import scoring", "import scoring, scoring.render", "from scoring import render"]
)
def test_render_is_a_function_and_a_package(imports: str) -> None:
    code = f"{imports}; import scoring; {CARD}; {CARD}; import scoring.render.table; {CARD}"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_package_keeps_its_modules() -> None:
    module = importlib.import_module("scoring.render")
    assert "table" in module.FORMATS
