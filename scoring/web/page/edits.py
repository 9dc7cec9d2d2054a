"""Values mended on the page, put into the tree of the project where the reader looks for them.

What a value may be is the reader's business: whatever was typed goes in as text.
"""

from __future__ import annotations

from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING
from scoring.render.shown import shown
from scoring.source.funds import TOTAL
from scoring.source.keys import matched

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from scoring.model.project import Fund, Indicator, Project

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


def total_of(project: Project) -> Fund | None:
    """The row of the funds whose amounts are mended: the total, or the one that is still to be made.

    None where the amounts stand in the rows of the sources only, or in another unit than printed.
    """
    from scoring.model.project import Fund

    if project.money_unit != "万元":
        return None
    if not project.funds:
        return Fund(TOTAL, f"/{labels('project').printed['funds']}/{TOTAL}", is_total=True)
    return next((fund for fund in project.funds if fund.is_total), None)


def rows_of(project: Project) -> dict[str, Indicator | Fund]:
    """Every row that can be mended, by its path."""
    rows: dict[str, Indicator | Fund] = {row.path: row for row in project.indicators}
    total = total_of(project)
    if total is not None:
        rows[total.path] = total
    return rows


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
        text = values[-1].replace("\r\n", "\n").strip()
        before = written(tree, row, field)
        if text not in {before.strip(), shown(before).strip()}:
            changes.append((pointer, field, text or None))
    if changes:
        tree = copy.deepcopy(tree)
    for pointer, field, value in changes:
        _put(tree, pointer, field, value)
    return tree


def _put(tree: Json, pointer: str, field: str, value: str | None) -> None:
    node = _made(tree, pointer)
    if isinstance(node, dict):
        node[_key(node, field) or label_of(field)] = value


def _made(tree: Json, pointer: str) -> object:
    """The value of a pointer; a mapping is put where there is nothing yet."""
    node = _node(tree, pointer)
    if (node is not None and node != "") or not pointer:
        return node
    above, _, last = pointer.rpartition("/")
    parent = _made(tree, above)
    made: Json = {}
    if isinstance(parent, dict):
        parent[_plain(last)] = made
    elif isinstance(parent, list) and last.isdecimal() and int(last) < len(parent):
        parent[int(last)] = made
    return made


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
