"""What the page keeps of a project between two requests: all of it, for the server keeps nothing.

The state goes to the page as one JSON text and comes back with every request. It is the visitor's
own: it is read as strictly as a file, and nothing in it is believed but what is read again.
"""

from __future__ import annotations

import json

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.web.answers import BAD_REQUEST, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from scoring.model.finding import Finding

    Json = dict[str, Any]

_LEVELS = 40
_PLACES = 5_000
"""Places of so many values are kept; a form has a few hundred."""


class State(NamedTuple):
    """One project on the page.

    ``tree`` is the project file as JSON, none where nothing could be read; ``rules`` and ``form``
    what the visitor chose; ``carried`` what reading the file found that reading the tree does not;
    ``places`` pairs pointers with line, column, sheet and cell; ``first`` is the total and the
    grade as the file was.
    """

    file: str | None
    tree: Json | None
    rules: str = ""
    form: str = ""
    carried: tuple[Json, ...] = ()
    places: Mapping[str, tuple[int | None, int | None, str | None, str | None]] = {}
    first: tuple[str, str] | None = None

    def text(self) -> str:
        """The state as the page keeps it: ASCII, one line."""
        document = self._asdict()
        return json.dumps(document, ensure_ascii=True, separators=(",", ":"))


def state_of(text: str) -> State:
    """The state a page sent back. Raises ``RefusedError`` when it is none."""
    try:
        found = json.loads(text)
        return _checked(found)
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        message = "页面传回的内容不完整；请重新打开文件。"
        raise RefusedError(BAD_REQUEST, message) from None


def _checked(found: Json) -> State:
    """The state with every part of the kind it must be; raises ``ValueError`` and the like."""
    tree = found["tree"]
    first = found["first"]
    carried = tuple(_finding(one) for one in found["carried"])
    places = {
        str(pointer): (_number(line), _number(column), _text(sheet), _text(cell))
        for pointer, (line, column, sheet, cell) in found["places"].items()
    }
    if not (tree is None or isinstance(tree, dict)):
        raise TypeError
    _measure(tree, _LEVELS)
    return State(
        _text(found["file"]),
        tree,
        _text(found["rules"]) or "",
        _text(found["form"]) or "",
        carried,
        places,
        None if first is None else (str(first[0]), str(first[1])),
    )


def _measure(node: object, levels: int) -> None:
    """Raise ``ValueError`` for a tree with more levels than any project file may have."""
    if levels == 0:
        raise ValueError
    if isinstance(node, (dict, list)):
        for item in node.values() if isinstance(node, dict) else node:
            _measure(item, levels - 1)


def _finding(one: Json) -> Json:
    texts = ("code", "name", "message", "help", "path")
    kept: Json = {name: str(one[name]) for name in texts}
    if one["severity"] not in {"error", "warning", "note"}:
        raise ValueError
    kept["severity"] = one["severity"]
    kept |= {name: _text(one[name]) for name in ("file", "sheet", "cell")}
    kept |= {name: _number(one[name]) for name in ("line", "column")}
    return kept


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError


def _number(value: object) -> int | None:
    if value is None or isinstance(value, int):
        return value
    raise TypeError


def kept_findings(findings: tuple[Finding, ...]) -> tuple[Json, ...]:
    """Findings as the state keeps them."""
    kept = []
    for finding in findings:
        document = finding.to_dict()
        del document["related"]
        kept.append(document)
    return tuple(kept)


def findings_of(state: State) -> tuple[Finding, ...]:
    """The findings the state carries."""
    from scoring.model.finding import Finding

    return tuple(Finding(**one) for one in state.carried)


def places_of(
    places: Mapping[str, Any],
) -> dict[str, tuple[int | None, int | None, str | None, str | None]]:
    """The places of a file as the state keeps them; none where there are too many."""
    kept: dict[str, tuple[int | None, int | None, str | None, str | None]] = {}
    for pointer, place in places.items():
        if len(kept) >= _PLACES:
            return {}
        kept[pointer] = tuple(place)
    return kept
