"""The published schema and the reader agree on what a rule set may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jsonschema
import pytest

from scoring.source import library
from scoring.source.events import Mapping, Sequence, is_null, read_document
from scoring.source.ruleset import load_rules
from scoring.source.ruleset_schema import ruleset_schema
from tests.rules.complete import COMPLETE, changed
from tests.rules.test_loader import BROKEN, UNSOURCED

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.source.events import Node

SCHEMA = jsonschema.Draft202012Validator(ruleset_schema())
BEYOND = {"RS872", "YM102", "YM105"}
"""What no schema can say: numbers that do not fit together, keys written twice, anchors."""

READERS_OWN = {
    "/target/source", "/sources/1/id", "/effective/to", "/effective/from", "/weights/classes/产出指标",
    "/methods/质量", "/methods/质量/按量扣分/每", "/checks/EN891/off",
}  # fmt: skip


def plain(node: Node | None) -> object:
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node is None or is_null(node) else node.text


def is_valid(text: str | bytes) -> bool:
    return bool(SCHEMA.is_valid(plain(read_document(text).root)))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(ruleset_schema())


@pytest.mark.parametrize("name", library.shipped_rules())
def test_shipped_sets_are_valid(name: str) -> None:
    document = plain(read_document(library.read_shipped("rules", name)).root)
    assert [error.message for error in SCHEMA.iter_errors(document)] == []


@pytest.mark.parametrize(("old", "new", "path"), [("form: mof", "form: mof", ""), *UNSOURCED])
def test_what_the_reader_accepts_is_valid(old: str, new: str, path: str) -> None:
    assert is_valid(changed(old, new)), path


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [(*broken[:2], broken[3]) for broken in BROKEN if broken[2] not in BEYOND],
)
def test_what_the_reader_refuses_is_not_valid(old: str, new: str, path: str) -> None:
    if path in READERS_OWN:
        assert path
    else:
        assert not is_valid(changed(old, new))


@pytest.mark.parametrize(
    "share", ["0%", "100%", "100.0%", "99.99 %", "0.5", "0", "1", "1.0", ".5", "050%"]
)
def test_shares(share: str, write: Callable[..., str]) -> None:
    text = changed("floor: null", f"floor: {share}")
    assert load_rules(write(text)).ratio.floor is not None
    assert is_valid(text)


@pytest.mark.parametrize("share", ["101%", "1.01", "-1%", "80％", "八成", "80%%", "1e-1", "80"])
def test_no_shares(share: str, write: Callable[..., str]) -> None:
    text = changed("floor: null", f"floor: {share}")
    with pytest.raises(ValueError, match="floor"):
        load_rules(write(text))
    assert not is_valid(text)


def test_a_set_that_extends_another_says_only_what_differs() -> None:
    text = "id: own\ntitle: 自定\nversion: '1'\nextends: mof-2020\nweights: {execution: 20}\n"
    assert is_valid(text)
    assert not is_valid(text.replace("extends: mof-2020\n", ""))
    assert not is_valid(text.replace("version: '1'\n", ""))


def test_json_is_valid_with_its_own_types() -> None:
    document = plain(read_document(COMPLETE).root)
    assert isinstance(document, dict)
    document["weights"] = {
        "total": 100, "execution": 10, "classes": {"产出": 90}, "fixed": False, "source": "k",
    }  # fmt: skip
    document["rounding"] = {"digits": 2, "mode": "half_up", "source": "k"}
    assert SCHEMA.is_valid(document)
