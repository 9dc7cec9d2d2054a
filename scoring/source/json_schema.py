"""The JSON Schema of the project file and of a library: what the readers accept, published.

Built from the same vocabulary the readers use. Four things a schema cannot say are left to the
readers: the same field under two spellings, numbers in rarer writings (三十万元, full width),
keys in full width or with a remark behind them, and the limits of a whole file. In the first and
the last the schema accepts what a reader refuses; in the others it refuses what a reader accepts.
"""

from __future__ import annotations

from scoring.model.library import EVIDENCE
from scoring.model.method import LABELS as METHODS
from scoring.record import TYPE_CHECKING
from scoring.source.definitions import DIRECTION_WORDS, LIBRARY_LABELS, OWN_LABELS
from scoring.source.events import SCALAR_LIMIT
from scoring.source.funds import NAME_LABELS
from scoring.source.indicators import LEVEL_FIELDS
from scoring.source.reading import UNITS
from scoring.source.schema_parts import (
    BLANK,
    CLEAN,
    NUMBER,
    number_or_blank,
    one_of_spellings,
    properties_of,
    record,
    ref,
    spellings_of,
)

if TYPE_CHECKING:
    from scoring.source.schema_parts import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCALARS = ["string", "number", "boolean", "null"]


def project_schema() -> Schema:
    """The JSON Schema (2020-12) of the project file.

    >>> project_schema()["title"]
    '项目文件'
    """
    required = [one_of_spellings("project", name) for name in ("name", "year")]
    return {
        "$schema": DIALECT,
        "title": "项目文件",
        "description": "一个项目一年的资金、目标和指标。键写表上的名称，也可写英文名。",
        **record("project", _PROJECT_FIELDS, {"$schema": {}}),
        "allOf": required,
        "$defs": _definitions({}),
    }


def library_schema() -> Schema:
    """The JSON Schema (2020-12) of an indicator library.

    >>> library_schema()["title"]
    '指标库'
    """
    fields: dict[str, Schema] = {
        "sources": ref("texts"),
        "indicators": ref("indicators"),
        "evidence": {"enum": [*EVIDENCE, "", None]},
    }
    properties: Schema = {"$schema": {}}
    for field, spellings in LIBRARY_LABELS.items():
        properties.update(_spelled(spellings, fields.get(field, ref("text"))))
    own: Schema = {}
    for field, spellings in OWN_LABELS.items():
        own.update(_spelled(spellings, _OWN_FIELDS.get(field, ref("texts"))))
    return {
        "$schema": DIALECT,
        "title": "指标库",
        "description": "一类项目的指标定义；项目文件用“引用指标”引用。",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": _definitions(own),
    }


def _spelled(spellings: tuple[str, ...], schema: Schema) -> Schema:
    """A field under each of its names, titled with the first."""
    title = spellings[0]
    notes = [{} if name == title else {"description": f"同“{title}”。"} for name in spellings]
    return {
        name: {"title": title, **note, **schema}
        for name, note in zip(spellings, notes, strict=True)
    }


_OWN_FIELDS: dict[str, Schema] = {
    "direction": {"enum": [*DIRECTION_WORDS, "", None]},
    "source": ref("text"),
}

_PROJECT_FIELDS: dict[str, Schema] = {
    "name": ref("name"),
    "year": ref("year"),
    "department": ref("text"),
    "unit": ref("text"),
    "code": ref("text"),
    "rules": ref("text"),
    "money_unit": {"enum": [*UNITS, "", None]},
    "funds": ref("funds"),
    "goal": ref("text"),
    "goal_result": ref("text"),
    "indicators": ref("indicators"),
    "analysis": ref("analysis"),
    "claimed": ref("claimed"),
    "note": ref("text"),
    "indicator_library": ref("texts"),
}

_FUND_FIELDS: dict[str, Schema] = {
    "initial_budget": {"anyOf": [ref("amount"), ref("budget")]},
    "annual_budget": ref("amount"),
    "executed": ref("amount"),
    "balance": ref("amount"),
    "claimed_weight": ref("points"),
    "claimed_rate": ref("text"),
    "claimed_score": ref("points"),
    "explanation": ref("text"),
    "note": ref("text"),
}

_INDICATOR_FIELDS: dict[str, Schema] = {
    "initial_target": ref("target"),
    "adjusted_target": ref("target"),
    "operator": ref("text"),
    "measure_unit": ref("text"),
    "actual": ref("text"),
    "weight": ref("points"),
    "claimed_score": ref("points"),
    "method": ref("method"),
    "degree": ref("degree"),
    "deduction": ref("points"),
    "deduction_reason": ref("text"),
    "explanation": ref("text"),
    "evidence": ref("texts"),
    "not_applicable": ref("text"),
    "review_score": ref("points"),
    "review_note": ref("text"),
    "id": ref("text"),
    "note": ref("text"),
}

_LEVEL_FIELDS: dict[str, Schema] = {
    "level1": ref("text"),
    "level2": ref("text"),
    "name": ref("name"),
}

_CLAIMED_FIELDS: dict[str, Schema] = {
    "execution_score": ref("points"),
    "total": ref("points"),
    "grade": ref("text"),
    "note": ref("text"),
}


def _definitions(further: Schema) -> Schema:
    share = r"(100(\.0{1,9})?|\d{1,2}(\.\d{1,9})?)"
    empty: Schema = {"enum": [None, ""]}
    return {
        "text": {
            "description": "一段文字；数字照写，不会被改成别的样子。",
            "type": SCALARS,
            "maxLength": SCALAR_LIMIT,
            "pattern": CLEAN,
        },
        "name": {
            "type": ["string", "number", "boolean"],
            "maxLength": SCALAR_LIMIT,
            "allOf": [{"pattern": CLEAN}, {"pattern": r"\S"}],
        },
        "texts": {"anyOf": [ref("text"), {"type": "array", "items": ref("text")}]},
        "year": {
            "description": "1949到2100之间的年份。",
            "anyOf": [
                {"type": "integer", "minimum": 1949, "maximum": 2100},
                {"type": "string", "pattern": r"^\s*(19(49|[5-9]\d)|20\d\d|2100)(年|年度)?\s*$"},
            ],
        },
        "amount": {
            "description": "金额；不写单位就按“金额单位”。",
            **number_or_blank("|".join(UNITS)),
        },
        "points": {"description": "分数。", **number_or_blank("分")},
        "degree": {
            "description": "分值的百分之几，在所属一档之内，如 85 或 85%。",
            "anyOf": [
                {"type": ["number", "null"]},
                {"type": "string", "pattern": rf"^\s*-?{NUMBER}\s*%?\s*$"},
                {"type": "string", "pattern": f"^({BLANK})$"},
            ],
        },
        "quantity": {
            "anyOf": [
                {"type": "number"},
                {"type": "string", "pattern": rf"^\s*-?{NUMBER}\s*%?\s*$"},
            ]
        },
        "target": {
            "description": "指标值，如 ≥90%、2023年12月31日、提高；两个数的列表是区间。",
            "anyOf": [
                ref("text"),
                {"type": "array", "items": ref("quantity"), "minItems": 2, "maxItems": 2},
            ],
        },
        "share": {
            "description": "比例，如 80%。",
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "pattern": rf"^\s*{share}\s*%\s*$"},
                {"type": "string", "pattern": r"^\s*(0(\.\d{1,9})?|1(\.0{1,9})?)\s*$"},
            ],
        },
        "empty": empty,
        "method": _method(),
        "budget": record(
            "budget",
            {"requested": ref("amount"), "approved": ref("amount")},
            {"备注": ref("text"), "note": ref("text")},
        ),
        "fund": record("fund", _FUND_FIELDS),
        "funds": _funds(),
        "claimed": {"anyOf": [ref("empty"), record("claimed", _CLAIMED_FIELDS)]},
        "analysis": {
            "anyOf": [
                ref("empty"),
                {
                    "type": "object",
                    "propertyNames": {"pattern": CLEAN},
                    "additionalProperties": {
                        "anyOf": [
                            ref("text"),
                            {
                                "type": "object",
                                "propertyNames": {"pattern": CLEAN},
                                "additionalProperties": ref("text"),
                            },
                        ]
                    },
                },
            ]
        },
        **_indicators(further),
    }


def _funds() -> Schema:
    row = record("fund", _FUND_FIELDS, dict.fromkeys(NAME_LABELS, ref("name")))
    row["allOf"] = [{"anyOf": [{"required": [spelling]} for spelling in NAME_LABELS]}]
    return {
        "description": "一行一个资金来源；“资金总额”一行可写可不写。",
        "anyOf": [
            ref("empty"),
            {
                "type": "object",
                "properties": properties_of("fund", _FUND_FIELDS),
                "additionalProperties": {"anyOf": [ref("empty"), ref("fund")]},
            },
            {"type": "array", "items": row},
        ],
    }


def _method() -> Schema:
    """赋分方法: a name, or one name with its parameters."""
    by_name = {method: spellings_of("method", method) for method in METHODS}
    nothing: Schema = {"anyOf": [ref("empty"), {"type": "object", "maxProperties": 0}]}
    positive: Schema = {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "string", "pattern": rf"^\s*(?=[\d,.]*[1-9]){NUMBER}\s*[个次件项分%]?\s*$"},
        ]
    }
    note: dict[str, Schema] = {"备注": ref("text"), "note": ref("text")}
    every = spellings_of("method_parameter", "every")
    off = spellings_of("method_parameter", "off")
    parameters: dict[str, Schema] = {
        "direct": nothing,
        "tiers": nothing,
        "ratio": {
            "anyOf": [
                ref("empty"),
                record("method_parameter", {"passing": ref("share")}, dict(note)),
            ]
        },
        "per_point": {
            **record("method_parameter", {"every": positive}, dict(note)),
            "allOf": [
                {"anyOf": [{"required": [spelling]} for spelling in every]},
                {"anyOf": [{"required": [spelling]} for spelling in off]},
            ],
        },
        "bands": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "array",
                "prefixItems": [ref("quantity"), ref("share")],
                "minItems": 2,
                "maxItems": 2,
            },
        },
    }
    off_schema: Schema = {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "string", "pattern": rf"^\s*(?=[\d,.]*[1-9]){NUMBER}\s*分?\s*$"},
        ]
    }
    per_point = parameters["per_point"]["properties"]
    assert isinstance(per_point, dict)
    per_point.update(dict.fromkeys(off, off_schema))
    alone = [name for method in ("ratio", "tiers", "direct") for name in by_name[method]]
    chosen = {name: method for method, names in by_name.items() for name in names}
    return {
        "description": "赋分方法：" + "、".join(METHODS.values()) + "。",
        "anyOf": [
            {"enum": [*alone, "", None]},
            {
                "type": "object",
                "properties": {
                    **{name: parameters[method] for name, method in chosen.items()},
                    **note,
                },
                "additionalProperties": False,
                "oneOf": [{"required": [name]} for name in chosen],
            },
        ],
    }


def _indicators(further: Schema) -> Schema:
    """The tree of one to three levels, and the list of rows."""
    notes = spellings_of("indicator", "note")
    fields = [
        spelling
        for field in (*_INDICATOR_FIELDS, *LEVEL_FIELDS)
        if field != "note"
        for spelling in spellings_of("indicator", field)
    ] + list(further)
    row = record("indicator", {**_INDICATOR_FIELDS, **_LEVEL_FIELDS}, further)
    row["allOf"] = [one_of_spellings("indicator", "name")]
    is_row: Schema = {
        "anyOf": [
            {"maxProperties": 0},
            {"not": {"propertyNames": {"not": {"enum": fields}}}},
            {"propertyNames": {"enum": notes}},
        ]
    }
    result: Schema = {
        "indicator": record("indicator", _INDICATOR_FIELDS, further),
        "rows": {"type": "array", "items": row},
    }
    for level in (3, 2, 1):
        below: Schema = ref("indicator")
        if level < 3:  # noqa: PLR2004 - the third level holds indicators only
            group = _group(notes, f"level{level + 1}")
            below = {"if": is_row, "then": ref("indicator"), "else": group}
        node: list[object] = [ref("empty"), {"type": "object", **below}]
        if level < 3:  # noqa: PLR2004 - the third level holds indicators only
            node.append(ref("rows"))
        result[f"level{level}"] = {"anyOf": node}
    result["indicators"] = {
        "description": "一级指标、二级指标、三级指标逐级写，或写成列表，每行一个指标。",
        "anyOf": [ref("empty"), {"type": "object", **_group(notes, "level1")}, ref("rows")],
    }
    return result


def _group(notes: list[str], child: str) -> Schema:
    return {
        "propertyNames": {"pattern": CLEAN},
        "properties": dict.fromkeys(notes, ref("text")),
        "additionalProperties": ref(child),
    }
