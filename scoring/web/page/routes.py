"""The addresses of the page: from a request to a job and back, and the way in with a token."""

from __future__ import annotations

import asyncio

from starlette.responses import RedirectResponse
from starlette.routing import Route

from scoring.record import TYPE_CHECKING
from scoring.web.answers import NOT_FOUND, RefusedError
from scoring.web.guard import COOKIE, LOGIN, is_token, key_of
from scoring.web.intake import Arrival
from scoring.web.page.files import columns, static
from scoring.web.responses import response
from scoring.web.tasks import Job

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from scoring.web.answers import Answer

_TASKS = {"/open": "page-open", "/rows": "page-rows"}
_WRONG_TOKEN_SECONDS = 1.0
"""How long a wrong token is answered with nothing: guessing takes longer than any office lasts."""


def routes() -> list[Route]:
    """The routes of the page."""
    return [
        Route("/", _index, methods=["GET"]),
        Route("/open", _project, methods=["POST"]),
        Route("/rows", _project, methods=["POST"]),
        Route("/download/{format}", _project, methods=["POST"]),
        Route(LOGIN, _login_page, methods=["GET"]),
        Route(LOGIN, _login, methods=["POST"]),
        Route("/static/{name}", _static, methods=["GET"]),
        Route("/columns/{widths}.css", _columns, methods=["GET"]),
        Route("/favicon.ico", _icon, methods=["GET"]),
    ]


async def _index(request: Request) -> Response:
    return await _html(request, "page-index", {})


async def _html(request: Request, task: str, options: dict[str, tuple[str, ...]]) -> Response:
    return response(await request.app.state.pool.run(Job(task, (), options), heavy=False))


async def _project(request: Request) -> Response:
    """What the page sent, files or its own state, to a page or a file to be saved."""
    try:
        async with Arrival(request, request.app.state.settings, request.app.state.held) as arrival:
            body = await arrival.body()
            options = dict(body.fields)
            task = _TASKS.get(request.url.path, "page-download")
            if task == "page-download":
                options["format"] = (request.path_params["format"],)
            is_heavy = bool(body.uploads) or task == "page-download"
            job = Job(task, body.uploads, options)
            answer = await request.app.state.pool.run(job, heavy=is_heavy)
    except RefusedError as refused:
        from scoring.web.page.pages import problem_page

        answer = problem_page(refused)
    return response(answer)


async def _login_page(request: Request) -> Response:
    return await _html(request, "page-login", {})


async def _login(request: Request) -> Response:
    """Take the token of the form and give the browser a cookie for it."""
    settings = request.app.state.settings
    async with Arrival(request, settings, request.app.state.held) as arrival:
        body = await arrival.body()
    given = (body.fields.get("token") or ("",))[0].strip()
    if settings.token is None or not is_token(settings.token, given):
        await asyncio.sleep(_WRONG_TOKEN_SECONDS)
        return await _html(request, "page-login", {"wrong": ("1",)})
    answer = RedirectResponse("/", status_code=303)
    is_secure = request.url.scheme == "https"
    answer.set_cookie(
        COOKIE, key_of(settings.token), httponly=True, samesite="strict", secure=is_secure
    )
    return answer


async def _static(request: Request) -> Response:
    return _found(static(request.path_params["name"]))


async def _columns(request: Request) -> Response:
    return _found(columns(request.path_params["widths"]))


async def _icon(request: Request) -> Response:  # noqa: ARG001 - a route
    return _found(static("icon.svg"))


def _found(answer: Answer | None) -> Response:
    if answer is None:
        raise RefusedError(NOT_FOUND, "没有这个地址。")
    return response(answer)
