"""The description of the API for programs: OpenAPI 3.1, put together from the published schemas.

The examples run: the project is short and complete, and every answer to it is 200.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache

from scoring.record import TYPE_CHECKING
from scoring.web.answers import PROBLEM, TITLES
from scoring.web.intake import FORM_TYPES, MULTIPART, PROJECT_TYPES
from scoring.web.tasks import MEDIA

if TYPE_CHECKING:
    from typing import Any

    Json = dict[str, Any]

EXAMPLE: Json = {
    "项目名称": "职业技能提升培训",
    "年度": 2024,
    "评分规则": "mof-2020",
    "项目资金": {"资金总额": {"全年预算数": 200, "全年执行数": "172.4"}},
    "绩效指标": {
        "产出指标": {
            "数量指标": {
                "培训人次": {"年初指标值": "≥1200人次", "实际完成值": "1050人次", "分值": 50}
            }
        },
        "效益指标": {
            "社会效益指标": {
                "培训后就业率": {"年初指标值": "≥65%", "实际完成值": "66%", "分值": 30}
            }
        },
        "满意度指标": {
            "服务对象满意度指标": {
                "学员满意度": {"年初指标值": "≥90%", "实际完成值": "92%", "分值": 10}
            }
        },
    },
}
"""A project of three indicators."""

_TEXT: Json = {"type": "string"}
_QUERY: dict[str, tuple[str, Json]] = {
    "rules": (
        "随附评分规则的编号；不写就按项目文件，再默认 mof-2020。",
        {"examples": ["mof-2020"]},
    ),
    "number": ("文件里有几张自评表时，第几张（从 1 起）。", {"pattern": "^[1-9][0-9]{0,4}$"}),
    "name": ("只要这一个指标的计算过程；可写“预算执行率”“总分”。", {"examples": ["培训人次"]}),
    "set": ("要改的值：名称=值、名称.字段=值、全年执行数=值；可以写几个。", {}),
    "form": ("版式：mof、shanxi、sichuan、hubei、guangxi；csv 还有 flat。", {}),
}
_ASKED: dict[str, tuple[str, tuple[str, ...], str]] = {
    "score": ("给项目打分", ("rules", "number"), "scorecard"),
    "check": ("列出全部问题", ("rules",), "report"),
    "explain": ("逐步的计算过程", ("rules", "number", "name"), "explanation"),
    "whatif": ("改几个值，看得分怎样变", ("rules", "number", "set"), "whatif"),
    "sensitivity": ("离各等级多远，丢分能否得回", ("rules", "number"), "sensitivity"),
}
_REFUSALS = (400, 408, 413, 415, 422, 500, 503, 504)


@lru_cache(maxsize=1)
def description() -> Json:
    """The whole description."""
    from scoring.version import __version__

    paths: Json = {
        f"/api/{task}": {"post": _task(task, summary, asked, _content(kind))}
        for task, (summary, asked, kind) in _ASKED.items()
    }
    paths["/api/import"] = {
        "post": _task("import", "自评表转成项目文件", ("rules", "number"), _imported())
    }
    paths["/api/render/{format}"] = {"post": _render()}
    paths |= _plain_paths()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "绩效自评打分",
            "version": __version__,
            "description": (
                "给《项目支出绩效自评表》打分。请求体是项目文件（YAML、JSON）或填好的自评表"
                "（.xlsx .docx .xls .html .csv），直接放在请求体里，或用 multipart/form-data 上传。"
                "出错时回答 application/problem+json（RFC 9457），findings 是发现的问题。"
            ),
        },
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        # The token is asked for only where the server was started with one.
        "security": [{}, {"token": []}],
    }


def _task(task: str, summary: str, asked: tuple[str, ...], content: Json) -> Json:
    answered: Json = {"description": "完成", "content": content}
    return {
        "operationId": task,
        "summary": summary,
        "parameters": [_parameter(name, is_list=name == "set") for name in asked],
        "requestBody": _body(task),
        "responses": {"200": answered, **_refusals(_REFUSALS)},
    }


def _parameter(name: str, *, is_list: bool) -> Json:
    text, further = _QUERY[name]
    further = dict(further)
    examples = further.pop("examples", None)
    schema = {**_TEXT, **further}
    if name == "rules":
        from scoring.source.library import shipped_rules

        schema["enum"] = list(shipped_rules())
    made: Json = {"name": name, "in": "query", "description": text}
    made["schema"] = {"type": "array", "items": schema} if is_list else schema
    if examples:
        made["examples"] = {"one": {"value": examples[0]}}
    return made


def _body(task: str) -> Json:
    binary: Json = {"type": "string", "contentMediaType": "application/octet-stream"}
    example: Json = EXAMPLE
    schema: Json = {"$ref": "#/components/schemas/project"}
    if task == "whatif":
        example = {"project": EXAMPLE, "set": {"培训人次": "1200人次"}}
        changes = {"description": "名称和新的值，或 名称=值 的列表。"}
        schema = {
            "type": "object",
            "properties": {"project": schema, "set": changes},
            "required": ["project", "set"],
            "additionalProperties": False,
        }
    written: Json = {"schema": schema, "examples": {"one": {"value": example}}}
    content: Json = {"application/json": written}
    if task != "whatif":
        content |= dict.fromkeys(PROJECT_TYPES, written)
    content |= {media: {"schema": binary} for media in FORM_TYPES}
    fields: Json = {"file": binary, **dict.fromkeys(_QUERY, _TEXT)}
    content[MULTIPART] = {
        "schema": {"type": "object", "properties": fields, "required": ["file"]},
    }
    return {"required": True, "content": content}


def _content(kind: str) -> Json:
    schema: Json = {"$ref": f"#/components/schemas/{kind}"}
    return {"application/json": {"schema": schema}}


def _imported() -> Json:
    return {
        "application/yaml": {"schema": {"type": "object"}},
        "application/json": {"schema": {"type": "object"}},
    }


def _render() -> Json:
    from scoring.render import FORMATS

    content: Json = {media.partition(";")[0]: {"schema": {}} for media, _ in MEDIA.values()}
    made = _task("render", "自评表写成一种格式", ("rules", "number", "form"), content)
    formats = {"type": "string", "enum": list(FORMATS)}
    made["parameters"].insert(
        0, {"name": "format", "in": "path", "required": True, "schema": formats}
    )
    made["responses"] |= _refusals((404, 501))
    return made


def _plain_paths() -> Json:
    from scoring.web.api import schemas

    kinds = {"type": "string", "enum": list(schemas())}
    parameter = {"name": "kind", "in": "path", "required": True, "schema": kinds}
    schema = _get("schema", "JSON Schema", "application/schema+json")
    schema["parameters"] = [parameter]
    schema["responses"] |= _refusals((404,))
    return {
        "/api/rules": {"get": _get("rules", "随附的评分规则", "application/json")},
        "/api/schema/{kind}": {"get": schema},
        "/openapi.json": {"get": _get("openapi", "本说明", "application/json")},
        "/healthz": {"get": _get("healthz", "服务是否在运行", "application/json")},
    }


def _get(name: str, summary: str, media: str) -> Json:
    content = {media: {"schema": {"type": "object"}}}
    return {
        "operationId": name,
        "summary": summary,
        "responses": {"200": {"description": "完成", "content": content}},
    }


def _refusals(statuses: tuple[int, ...]) -> Json:
    titles = dict(TITLES.values())
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {str(status): {"description": titles[status], "content": content} for status in statuses}


def _schemas() -> Json:
    """The published schemas as components, their own references bent to where they now stand."""
    from scoring.web.api import schemas

    found: Json = {}
    for kind, make in schemas().items():
        if kind in {"ruleset", "library"}:
            continue
        schema = deepcopy(make())
        for key in ("$schema", "$id"):
            schema.pop(key, None)
        found[kind] = _bent(schema, f"#/components/schemas/{kind}")
    found["explanation"] = {"type": "object", "required": ["schema", "project", "rules", "parts"]}
    found["problem"] = {
        "type": "object",
        "required": ["type", "title", "status", "detail", "findings"],
        "properties": {
            "type": {"enum": [f"urn:jixiao:problem:{kind}" for kind in TITLES]},
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
            "findings": {"type": "array", "items": {"type": "object"}},
        },
    }
    return found


def _bent(node: object, base: str) -> object:
    if isinstance(node, dict):
        return {
            key: base + value[1:]
            if key == "$ref" and isinstance(value, str) and value.startswith("#")
            else _bent(value, base)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_bent(item, base) for item in node]
    return node
