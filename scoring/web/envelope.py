"""The body of ``/api/whatif``: the project with ``set`` beside it, or one JSON object of both."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.web.answers import BAD_REQUEST, RefusedError
from scoring.web.intake import Upload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.analysis.changes import Changes
    from scoring.web.opened import Options

_HOW = "写成 ?set=名称=值，或 JSON {“project”: {…}, “set”: {“名称”: “值”}}。"


def unwrapped(uploads: Sequence[Upload], options: Options) -> tuple[tuple[Upload, ...], Changes]:
    """The project and the changes of a request.

    Raises ``RefusedError`` when there is no change at all.
    """
    given = tuple(text for text in options.get("set", ()) if text.strip())
    opened = _opened(uploads[0].data) if len(uploads) == 1 else None
    if opened is None:
        if not given:
            raise RefusedError(BAD_REQUEST, f"没有写要改什么。{_HOW}")
        return tuple(uploads), given
    project, changes = opened
    if not changes or given:
        raise RefusedError(BAD_REQUEST, f"set 要写在一处，而且不能是空的。{_HOW}")
    return (Upload(uploads[0].name, project),), changes


def _opened(data: bytes) -> tuple[bytes, Changes] | None:
    """The project as JSON and the changes, where the body is an object of just these two."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] != b"{" or b'"project"' not in data:
        return None
    import json

    try:
        # Numbers stay the texts they are: the reader makes exact decimals of them.
        both = json.loads(data, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(both, dict) or not {"project"} <= both.keys() <= {"project", "set"}:
        return None
    changes = both.get("set", {})
    if isinstance(changes, list) and all(isinstance(change, str) for change in changes):
        found: Changes = changes
    elif isinstance(changes, dict):
        found = changes
    else:
        raise RefusedError(BAD_REQUEST, f"set 应是一组“名称: 值”。{_HOW}")
    return json.dumps(both["project"], ensure_ascii=True).encode(), found
