"""What ``extends`` means: the tree of a rule set laid over that of the set it extends.

Mappings are joined key by key, at every depth; lists are replaced whole; sources are united, the
set's own first where an id is the same. An empty mapping empties what it stands for. Where a set
changes a mapping without naming a source, the source of the other set is dropped with what it
vouched for.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.events import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from scoring.source.events import Node

OWN = frozenset(
    ("id", "title", "version", "issuer", "region", "effective", "extends", "notes", "cases")
)
"""What a set says about itself and never takes over."""

WHOLE = frozenset(("/methods",))
"""Mappings whose entries are replaced whole: a method and its parameters belong together."""


def joined(parent: Mapping, child: Mapping) -> Mapping:
    """The child's tree with what it takes over from its parent's."""
    own = {key.text: (key, value) for key, value in child.entries}
    entries: list[tuple[Scalar, Node]] = [
        own[name] for name in own if name in OWN or _entry(parent, name) is None
    ]
    for key, value in parent.entries:
        if key.text in OWN:
            continue
        if key.text not in own:
            entries.append((key, value))
        elif key.text == "sources":
            entries.append((own[key.text][0], _united(value, own[key.text][1])))
        else:
            written, mine = own[key.text]
            entries.append((written, _over(value, mine, f"/{key.text}")))
    return Mapping(entries, child.mark, child.flow)


def _entry(node: Mapping, name: str) -> Node | None:
    return next((value for key, value in node.entries if key.text == name), None)


def _over(below: Node, above: Node, pointer: str) -> Node:
    if not isinstance(below, Mapping) or not isinstance(above, Mapping) or not above.entries:
        return above
    entries: list[tuple[Scalar, Node]] = []
    for key, value in above.entries:
        other = None if pointer in WHOLE else _entry(below, key.text)
        entries.append(
            (key, value if other is None else _over(other, value, f"{pointer}/{key.text}"))
        )
    mine = {key.text for key, _ in above.entries} | {"source"}
    entries += [entry for entry in below.entries if entry[0].text not in mine]
    return Mapping(entries, above.mark, above.flow)


def _united(below: Node, above: Node) -> Node:
    if not isinstance(below, Sequence) or not isinstance(above, Sequence):
        return above
    mine = {_id(item) for item in above.items}
    items = [*above.items, *[item for item in below.items if _id(item) not in mine]]
    return Sequence(items, above.mark, above.flow)


def _id(item: Node) -> str | None:
    node = _entry(item, "id") if isinstance(item, Mapping) else None
    return node.text if isinstance(node, Scalar) else None
