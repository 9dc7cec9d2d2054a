"""The paths of the HTTP API: from a request to a job and back. What a job does is in ``tasks``."""

from __future__ import annotations

from functools import lru_cache

from starlette.routing import Route

from scoring.record import TYPE_CHECKING
from scoring.web.answers import NOT_FOUND, UNKNOWN_TYPE, RefusedError, json_answer
from scoring.web.intake import PROJECT_TYPES, URLENCODED, Arrival, media_type
from scoring.web.responses import response
from scoring.web.tasks import TASKS, Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from scoring.web.answers import Answer
    from scoring.web.intake import Body
    from scoring.web.pool import Pool

OPTIONS = ("rules", "number", "name", "set", "form")
"""What may be asked for in the query, or in the fields of a multipart body."""

SMALL = 256 * 1024
"""A project file up to this size is light work; it may take the last free process."""

_HEAVY_FORMATS = frozenset(("pdf", "docx", "xlsx"))


def routes() -> list[Route]:
    """The routes of the API."""
    tasks = [
        Route(f"/api/{task}", _task, methods=["POST"], name=task)
        for task in TASKS
        if task != "render"
    ]
    return [
        *tasks,
        Route("/api/render/{format}", _task, methods=["POST"], name="render"),
        Route("/api/rules", rules, methods=["GET"]),
        Route("/api/schema/{kind}", schema, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
        Route("/healthz", healthz, methods=["GET"]),
    ]


async def _task(request: Request) -> Response:
    """Read the body, let a process do the work, send what came out."""
    if media_type(request) == URLENCODED:
        message = "这个地址不接受网页表单编码；curl 请加 -H 'Content-Type: application/yaml'。"
        raise RefusedError(UNKNOWN_TYPE, message)
    async with Arrival(request, request.app.state.settings, request.app.state.held) as arrival:
        body = await arrival.body()
        options = _options(request, body)
        name = request.url.path.split("/")[2]
        if name == "render":
            options["format"] = (request.path_params["format"],)
        if name == "import" and _wants_json(request.headers.get("accept", "")):
            options["accept"] = ("json",)
        is_heavy = _is_heavy(request, body) or not _HEAVY_FORMATS.isdisjoint(
            options.get("format", ())
        )
        pool: Pool = request.app.state.pool
        answer = await pool.run(Job(name, body.uploads, options), heavy=is_heavy)
    return response(answer)


def _options(request: Request, body: Body) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in OPTIONS:
        values = (*request.query_params.getlist(name), *body.fields.get(name, ()))
        if values:
            found[name] = values
    return found


def _is_heavy(request: Request, body: Body) -> bool:
    """Whether the work may take long: a file of an office, or a long project file."""
    size = sum(len(upload.data) for upload in body.uploads)
    return size > SMALL or media_type(request) not in PROJECT_TYPES


def _wants_json(accept: str) -> bool:
    """Whether JSON is asked for rather than YAML."""
    return "json" in accept and "yaml" not in accept


async def rules(request: Request) -> Response:  # noqa: ARG001 - a route
    """The rule sets that ship with the package."""
    return response(_rules())


@lru_cache(maxsize=1)
def _rules() -> Answer:
    from scoring.loading import load_rules
    from scoring.model.digest import ruleset_digest
    from scoring.source.library import shipped_rules

    sets = [load_rules(name) for name in shipped_rules()]
    listed = [
        {
            "id": one.id,
            "version": one.version,
            "title": one.title,
            "issuer": one.issuer,
            "region": one.region,
            "effective": {"from": one.effective_from, "to": one.effective_to},
            "extends": one.extends,
            "form": one.form,
            "digest": ruleset_digest(one),
        }
        for one in sets
    ]
    return json_answer({"rules": listed})


async def schema(request: Request) -> Response:
    """The JSON Schema of a kind of document."""
    kind = request.path_params["kind"]
    if kind not in schemas():
        known = "、".join(schemas())
        raise RefusedError(NOT_FOUND, f"没有 {kind[:40]} 的 JSON Schema；可用：{known}。")
    return response(_schema(kind))


@lru_cache(maxsize=8)
def _schema(kind: str) -> Answer:
    return json_answer(schemas()[kind]())._replace(media="application/schema+json")


@lru_cache(maxsize=1)
def schemas() -> dict[str, Callable[[], dict[str, object]]]:
    """Every kind of document that has a schema."""
    from scoring.render.analysis_schema import sensitivity_schema, whatif_schema
    from scoring.render.report_schema import report_schema
    from scoring.render.scorecard_schema import scorecard_schema
    from scoring.source.json_schema import library_schema, project_schema
    from scoring.source.ruleset_schema import ruleset_schema

    return {
        "project": project_schema,
        "ruleset": ruleset_schema,
        "library": library_schema,
        "scorecard": scorecard_schema,
        "report": report_schema,
        "whatif": whatif_schema,
        "sensitivity": sensitivity_schema,
    }


async def openapi(request: Request) -> Response:  # noqa: ARG001 - a route
    """The description of this API."""
    from scoring.web.openapi import description

    return response(json_answer(description()))


async def healthz(request: Request) -> Response:  # noqa: ARG001 - a route
    """Say that the server is there."""
    from scoring.version import __version__

    return response(json_answer({"status": "ok", "version": __version__}))
