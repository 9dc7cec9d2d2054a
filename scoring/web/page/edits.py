"""Values mended on the page, put into the tree of the project where the reader looks for them.

What a value may be is the reader's business: whatever was typed goes in as text.
"""

from __future__ import annotations

from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING
from scoring.render.shown import shown
from scoring.source.keys import matched

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from scoring.model.project import Fund, Indicator

    Json = dict[str, Any]

PREFIX = "edit:"
ROW_FIELDS = (
    "initial_target", "adjusted_target", "actual", "weight", "claimed_score", "degree",
    "explanation",
)  # fmt: skip
"""The fields of an indicator that can be mended on the page."""

MONEY_FIELDS = ("annual_budget", "executed")
"""The amounts that can be mended on the page."""

_KINDS = {**dict.fromkeys(ROW_FIELDS, "indicator"), **dict.fromkeys(MONEY_FIELDS, "fund")}


def name_of(pointer: str, field: str) -> str:
    """What the input of a value is called: which row of the tree, which field."""
    return f"{PREFIX}{field}:{pointer}"


def label_of(field: str) -> str:
    """The printed label of a field."""
    return labels(_KINDS[field]).printed[field]


def written(tree: Json, row: Indicator | Fund, field: str) -> str:
    """The text of a field as the file has it, else as it was read (from a library, from a list)."""
    node = _node(tree, row.path)
    key = _key(node, field) if isinstance(node, dict) else None
    if isinstance(node, dict) and key is not None and isinstance(node[key], str):
        return str(node[key])
    value = getattr(row, field)
    return "" if value is None else str(value)


def mended(
    tree: Json, rows: Mapping[str, Indicator | Fund], fields: Mapping[str, tuple[str, ...]]
) -> Json:
    """The tree with every value that was changed on the page; what stayed as shown is untouched.

    Args:
        tree: the project file as JSON; stays as it is.
        rows: the rows of the project by their paths.
        fields: what the page sent.
    """
    import copy

    changes = []
    for name, values in fields.items():
        if not name.startswith(PREFIX):
            continue
        field, _, pointer = name.removeprefix(PREFIX).partition(":")
        row = rows.get(pointer)
        if row is None or field not in _KINDS or not hasattr(row, field):
            continue
        value = values[-1].replace("\r\n", "\n")
        before = written(tree, row, field)
        if value.strip() not in {before.strip(), shown(before).strip()}:
            changes.append((pointer, field, value.strip() or None))
    if changes:
        tree = copy.deepcopy(tree)
    for pointer, field, value in changes:
        _put(tree, pointer, field, value)
    return tree


def _put(tree: Json, pointer: str, field: str, value: str | None) -> None:
    node = _node(tree, pointer)
    if node is None or node == "":
        # A row that says nothing yet.
        above, _, last = pointer.rpartition("/")
        parent = _node(tree, above)
        node = {}
        if isinstance(parent, dict):
            parent[_plain(last)] = node
        elif isinstance(parent, list):
            parent[int(last)] = node
    if isinstance(node, dict):
        node[_key(node, field) or label_of(field)] = value


def _key(node: Json, field: str) -> str | None:
    """The key under which a mapping has a field, however it is spelled there."""
    english = labels(_KINDS[field]).english
    for key in node:
        spelling = matched(english, key)
        if spelling is not None and english[spelling] == field:
            return key
    return None


def _node(tree: object, pointer: str) -> object:
    """The value of a pointer; none where there is nothing."""
    node = tree
    for segment in pointer.split("/")[1:]:
        if isinstance(node, dict):
            node = node.get(_plain(segment))
        elif isinstance(node, list) and segment.isdecimal() and int(segment) < len(node):
            node = node[int(segment)]
        else:
            return None
    return node


def _plain(segment: str) -> str:
    return segment.replace("~1", "/").replace("~0", "~")
