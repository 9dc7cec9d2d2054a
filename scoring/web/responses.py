"""Answers as responses of the web framework."""

from __future__ import annotations

from starlette.responses import Response

from scoring.record import TYPE_CHECKING
from scoring.web.answers import RefusedError, problem

if TYPE_CHECKING:
    from scoring.web.answers import Answer


def response(answer: Answer) -> Response:
    """The response of an answer."""
    made = Response(answer.content, answer.status)
    # Not by the argument: the framework would add a charset to types that have none.
    made.headers["Content-Type"] = answer.media
    for name, value in answer.headers:
        made.headers[name] = value
    return made


def refusal(kind: str, detail: str, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """The problem details of a refusal."""
    return response(problem(RefusedError(kind, detail, (), headers)))
