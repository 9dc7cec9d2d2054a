"""The application: routes behind the guard, the processes that start and end with it, the log."""

from __future__ import annotations

import logging
import time
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from scoring.record import TYPE_CHECKING
from scoring.web.answers import (
    BAD_REQUEST,
    NOT_FOUND,
    OWN_FAULT,
    WRONG_METHOD,
    RefusedError,
    problem,
)
from scoring.web.guard import Guard
from scoring.web.intake import Held
from scoring.web.pool import Pool
from scoring.web.responses import refusal, response
from scoring.web.settings import Settings
from scoring.web.tasks import carry_out

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("jixiao.web")


def application(settings: Settings = Settings()) -> ASGIApp:  # noqa: B008 - frozen
    """The ASGI application of the page and the API.

    Its processes start with the lifespan of the server and end with it.
    """
    from scoring.web import api
    from scoring.web.page import routes as page

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        pool = Pool(carry_out, settings.workers, settings.waiting, settings.seconds)
        app.state.pool = pool
        pool.start()
        try:
            yield
        finally:
            pool.stop()

    app = Starlette(
        routes=[*api.routes(), *page.routes()],
        lifespan=lifespan,
        exception_handlers={
            RefusedError: _refused,
            HTTPException: _of_framework,
            Exception: _own_fault,
        },
    )
    app.state.settings = settings
    app.state.held = Held(settings.held_limit)
    return Logged(Guard(app, settings))


async def _refused(request: Request, error: Exception) -> Response:  # noqa: ARG001 - a handler
    assert isinstance(error, RefusedError)
    return response(problem(error))


async def _of_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:  # noqa: PLR2004 - the status
        allowed = (error.headers or {}).get("Allow", "")
        message = f"{request.url.path[:80]} 只接受 {allowed}，不接受 {request.method[:20]}。"
        return refusal(WRONG_METHOD, message, (("Allow", allowed),))
    if error.status_code == 404:  # noqa: PLR2004 - the status
        message = f"没有 {request.url.path[:80]}；有哪些地址，见 /openapi.json。"
        return refusal(NOT_FOUND, message)
    return refusal(BAD_REQUEST, "请求写得不对。")


async def _own_fault(request: Request, error: Exception) -> Response:  # noqa: ARG001 - a handler
    message = f"程序自身出错（{type(error).__name__}），不是您的文件写错了；请报告给维护者。"
    return refusal(OWN_FAULT, message)


class Logged:
    """A line for each request: method, path, status, time; nothing that was sent or answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:  # noqa: BLE001 - answered already; its text may hold contents
            LOG.error("%s in %s", type(error).__name__, _plain(scope["path"]))  # noqa: TRY400
        finally:
            took = (time.perf_counter() - began) * 1000
            LOG.info("%s %s %d %.0fms", scope["method"], _plain(scope["path"]), status, took)


def _plain(path: str) -> str:
    """A path as a log may hold it: one line, not endless."""
    return path[:100].encode("unicode_escape").decode()
