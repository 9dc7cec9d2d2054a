"""The JSON Schema of the project file and of a library: what the readers accept, published.

Built from the same vocabulary the readers use. Four things a schema cannot say are left to the
readers: the same field under two spellings, numbers in rarer writings (三十万元, full width),
keys in full width or with a remark behind them, and the limits of a whole file. In the first and
the last the schema accepts what a reader refuses; in the others it refuses what a reader accepts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.model.method import LABELS as METHODS
from scoring.notation.vocabulary import labels
from scoring.source.definitions import LIBRARY_LABELS, OWN_LABELS
from scoring.source.events import SCALAR_LIMIT
from scoring.source.funds import NAME_LABELS
from scoring.source.indicators import LEVEL_FIELDS
from scoring.source.reading import UNITS

if TYPE_CHECKING:
    from typing import TypeAlias

    Schema: TypeAlias = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NUMBER = r"(\d{1,60}|\d{1,3}(,\d{3}){1,9})(\.\d{1,20})?"
"""A number as the schema knows it: digits, thousands separators, a point."""

BLANK = r"\s*|[/\-—*]|——|--|无"
CLEAN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]*$"
"""A text without control characters."""

SCALARS = ["string", "number", "boolean", "null"]


def project_schema() -> Schema:
    """The JSON Schema (2020-12) of the project file.

    >>> project_schema()["title"]
    '项目文件'
    """
    required = [_one_of_spellings("project", name) for name in ("name", "year")]
    return {
        "$schema": DIALECT,
        "title": "项目文件",
        "description": "一个项目一年的资金、目标和指标。键写表上的名称，也可写英文名。",
        **_record("project", _PROJECT_FIELDS, {"$schema": {}}),
        "allOf": required,
        "$defs": _definitions({}),
    }


def library_schema() -> Schema:
    """The JSON Schema (2020-12) of an indicator library."""
    own = {spelling: _ref("texts") for field in OWN_LABELS for spelling in OWN_LABELS[field]}
    fields = {"sources": _ref("texts"), "indicators": _ref("indicators")}
    properties: Schema = {"$schema": {}}
    for field, spellings in LIBRARY_LABELS.items():
        for spelling in spellings:
            properties[spelling] = {"title": spellings[0], **fields.get(field, _ref("text"))}
    return {
        "$schema": DIALECT,
        "title": "指标库",
        "description": "一类项目的指标定义；项目文件用“引用指标”引用。",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": _definitions(own),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_PROJECT_FIELDS: dict[str, Schema] = {
    "name": _ref("name"),
    "year": _ref("year"),
    "department": _ref("text"),
    "unit": _ref("text"),
    "code": _ref("text"),
    "rules": _ref("text"),
    "money_unit": {"enum": [*UNITS, "", None]},
    "funds": _ref("funds"),
    "goal": _ref("text"),
    "goal_result": _ref("text"),
    "indicators": _ref("indicators"),
    "analysis": _ref("analysis"),
    "claimed": _ref("claimed"),
    "note": _ref("text"),
    "indicator_library": _ref("texts"),
}

_FUND_FIELDS: dict[str, Schema] = {
    "initial_budget": {"anyOf": [_ref("amount"), _ref("budget")]},
    "annual_budget": _ref("amount"),
    "executed": _ref("amount"),
    "balance": _ref("amount"),
    "claimed_weight": _ref("points"),
    "claimed_rate": _ref("text"),
    "claimed_score": _ref("points"),
    "explanation": _ref("text"),
    "note": _ref("text"),
}

_INDICATOR_FIELDS: dict[str, Schema] = {
    "initial_target": _ref("target"),
    "adjusted_target": _ref("target"),
    "operator": _ref("text"),
    "measure_unit": _ref("text"),
    "actual": _ref("text"),
    "weight": _ref("points"),
    "claimed_score": _ref("points"),
    "method": _ref("method"),
    "degree": _ref("degree"),
    "deduction": _ref("points"),
    "deduction_reason": _ref("text"),
    "explanation": _ref("text"),
    "evidence": _ref("texts"),
    "not_applicable": _ref("text"),
    "review_score": _ref("points"),
    "review_note": _ref("text"),
    "id": _ref("text"),
    "note": _ref("text"),
}

_LEVEL_FIELDS: dict[str, Schema] = {
    "level1": _ref("text"),
    "level2": _ref("text"),
    "name": _ref("name"),
}

_CLAIMED_FIELDS: dict[str, Schema] = {
    "execution_score": _ref("points"),
    "total": _ref("points"),
    "grade": _ref("text"),
    "note": _ref("text"),
}


def _spellings(mapping: str, field: str) -> list[str]:
    """The spellings of a field, the printed one first, full-width brackets too."""
    table = labels(mapping)
    found = [table.printed[field]] if field in table.printed else []
    found += [name for name, english in table.english.items() if english == field]
    found += [name.replace("(", "（").replace(")", "）") for name in found if "(" in name]
    return list(dict.fromkeys(found))


def _properties(mapping: str, fields: dict[str, Schema]) -> Schema:
    properties: Schema = {}
    for field, schema in fields.items():
        printed = labels(mapping).printed.get(field, field)
        for spelling in _spellings(mapping, field):
            note = {} if spelling == printed else {"description": f"同“{printed}”。"}
            properties[spelling] = {"title": printed, **note, **schema}
    return properties


def _record(mapping: str, fields: dict[str, Schema], further: Schema | None = None) -> Schema:
    """A mapping with these fields and no others."""
    return {
        "type": "object",
        "properties": {**_properties(mapping, fields), **(further or {})},
        "additionalProperties": False,
    }


def _one_of_spellings(mapping: str, field: str) -> Schema:
    return {"anyOf": [{"required": [spelling]} for spelling in _spellings(mapping, field)]}


def _number(units: str, **bounds: int) -> Schema:
    """A number, or its text with one of these units, or nothing."""
    return {
        "anyOf": [
            {"type": ["number", "null"], **bounds},
            {"type": "string", "pattern": rf"^\s*(-?{NUMBER}\s*({units})?)\s*$"},
            {"type": "string", "pattern": f"^({BLANK})$"},
        ]
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
        "texts": {"anyOf": [_ref("text"), {"type": "array", "items": _ref("text")}]},
        "year": {
            "description": "1949到2100之间的年份。",
            "anyOf": [
                {"type": "integer", "minimum": 1949, "maximum": 2100},
                {"type": "string", "pattern": r"^\s*(19(49|[5-9]\d)|20\d\d|2100)(年|年度)?\s*$"},
            ],
        },
        "amount": {
            "description": "金额；不写单位就按“金额单位”。",
            **_number("|".join(UNITS)),
        },
        "points": {"description": "分数。", **_number("分")},
        "degree": {
            "description": "分值的百分之几，0到100。",
            "anyOf": [
                {"type": ["number", "null"], "minimum": 0, "maximum": 100},
                {"type": "string", "pattern": rf"^\s*{share}\s*%?\s*$"},
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
                _ref("text"),
                {"type": "array", "items": _ref("quantity"), "minItems": 2, "maxItems": 2},
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
        "budget": _record(
            "budget",
            {"requested": _ref("amount"), "approved": _ref("amount")},
            {"备注": _ref("text"), "note": _ref("text")},
        ),
        "fund": _record("fund", _FUND_FIELDS),
        "funds": _funds(),
        "claimed": {"anyOf": [_ref("empty"), _record("claimed", _CLAIMED_FIELDS)]},
        "analysis": {
            "anyOf": [
                _ref("empty"),
                {
                    "type": "object",
                    "propertyNames": {"pattern": CLEAN},
                    "additionalProperties": {
                        "anyOf": [
                            _ref("text"),
                            {
                                "type": "object",
                                "propertyNames": {"pattern": CLEAN},
                                "additionalProperties": _ref("text"),
                            },
                        ]
                    },
                },
            ]
        },
        **_indicators(further),
    }


def _funds() -> Schema:
    row = _record("fund", _FUND_FIELDS, dict.fromkeys(NAME_LABELS, _ref("name")))
    row["allOf"] = [{"anyOf": [{"required": [spelling]} for spelling in NAME_LABELS]}]
    return {
        "description": "一行一个资金来源；“资金总额”一行可写可不写。",
        "anyOf": [
            _ref("empty"),
            {
                "type": "object",
                "properties": _properties("fund", _FUND_FIELDS),
                "additionalProperties": {"anyOf": [_ref("empty"), _ref("fund")]},
            },
            {"type": "array", "items": row},
        ],
    }


def _method() -> Schema:
    """赋分方法: a name, or one name with its parameters."""
    by_name = {method: _spellings("method", method) for method in METHODS}
    nothing: Schema = {"anyOf": [_ref("empty"), {"type": "object", "maxProperties": 0}]}
    positive: Schema = {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "string", "pattern": rf"^\s*(?=[\d,.]*[1-9]){NUMBER}\s*[个次件项分%]?\s*$"},
        ]
    }
    note: dict[str, Schema] = {"备注": _ref("text"), "note": _ref("text")}
    every = _spellings("method_parameter", "every")
    off = _spellings("method_parameter", "off")
    parameters: dict[str, Schema] = {
        "direct": nothing,
        "tiers": nothing,
        "ratio": {
            "anyOf": [
                _ref("empty"),
                _record("method_parameter", {"passing": _ref("share")}, dict(note)),
            ]
        },
        "per_point": {
            **_record("method_parameter", {"every": positive}, dict(note)),
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
                "prefixItems": [_ref("quantity"), _ref("share")],
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
    notes = _spellings("indicator", "note")
    fields = [
        spelling
        for field in (*_INDICATOR_FIELDS, *LEVEL_FIELDS)
        if field != "note"
        for spelling in _spellings("indicator", field)
    ] + list(further)
    row = _record("indicator", {**_INDICATOR_FIELDS, **_LEVEL_FIELDS}, further)
    row["allOf"] = [_one_of_spellings("indicator", "name")]
    is_row: Schema = {
        "anyOf": [
            {"maxProperties": 0},
            {"not": {"propertyNames": {"not": {"enum": fields}}}},
            {"propertyNames": {"enum": notes}},
        ]
    }
    result: Schema = {
        "indicator": _record("indicator", _INDICATOR_FIELDS, further),
        "rows": {"type": "array", "items": row},
    }
    for level in (3, 2, 1):
        below: Schema = _ref("indicator")
        if level < 3:  # noqa: PLR2004 - the third level holds indicators only
            group = _group(notes, f"level{level + 1}")
            below = {"if": is_row, "then": _ref("indicator"), "else": group}
        node: list[object] = [_ref("empty"), {"type": "object", **below}]
        if level < 3:  # noqa: PLR2004
            node.append(_ref("rows"))
        result[f"level{level}"] = {"anyOf": node}
    result["indicators"] = {
        "description": "一级指标、二级指标、三级指标逐级写，或写成列表，每行一个指标。",
        "anyOf": [_ref("empty"), {"type": "object", **_group(notes, "level1")}, _ref("rows")],
    }
    return result


def _group(notes: list[str], child: str) -> Schema:
    return {
        "propertyNames": {"pattern": CLEAN},
        "properties": dict.fromkeys(notes, _ref("text")),
        "additionalProperties": _ref(child),
    }
