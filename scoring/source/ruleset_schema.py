"""The JSON Schema of a rule set: what the reader accepts, published for editors and callers.

Left to the reader: sources that are not listed, bands and weights that do not fit together, numbers
in scientific writing, cases (their projects have a schema of their own).
"""

from __future__ import annotations

from scoring.model.codes import CODES
from scoring.model.ruleset import EVIDENCE
from scoring.record import TYPE_CHECKING
from scoring.source.json_schema import DIALECT
from scoring.source.ruleset_values import NEEDED, OWN_NEEDED

if TYPE_CHECKING:
    from typing import TypeAlias

    Schema: TypeAlias = dict[str, object]

NUMBER = r"(\d{1,60}(\.\d{0,30})?|\.\d{1,30})"
SHARE = r"(0*\d{1,2}(\.\d{0,30})?|0*100(\.0{0,30})?|\.\d{1,30})"
USERS_CODE = "^[A-Z]{2}9[0-9]{2}$"


def ruleset_schema() -> Schema:
    """The JSON Schema (2020-12) of a rule set's file.

    >>> ruleset_schema()["required"]
    ['id', 'title', 'version']
    """
    return {
        "$schema": DIALECT,
        "title": "评分规则",
        "description": "打分所用的每一个数和它的出处。写了 extends 的只写不同的地方。",
        "type": "object",
        "properties": _PROPERTIES,
        "required": [*OWN_NEEDED],
        "additionalProperties": False,
        "if": {
            "properties": {"extends": {"type": "string", "minLength": 1}},
            "required": ["extends"],
        },
        "else": {
            "required": [*NEEDED],
            "properties": {name: {"required": keys} for name, keys in _COMPLETE.items()},
        },
        "$defs": _DEFINITIONS,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _mapping(properties: Schema, *required: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }


def _list(item: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": item, "minItems": least}


def _word(*words: str) -> Schema:
    return {"enum": [*words]}


_COMPLETE: dict[str, list[str]] = {
    "target": ["value"],
    "weights": ["total", "execution", "classes"],
    "execution": ["zero_budget"],
    "ratio": ["reverse", "equal"],
    "rounding": ["digits", "mode"],
}
"""What a mapping must hold in a set that extends no other."""

_DEFINITIONS: Schema = {
    "text": {"type": ["string", "number"]},
    "optional_text": {"type": ["string", "number", "null"]},
    "filled": {"type": ["string", "number"], "pattern": r"\S"},
    "id": {"type": ["string", "number"], "pattern": r"^\s*[a-z0-9-]+\s*$"},
    "day": {
        "anyOf": [{"type": "null"}, {"type": "string", "pattern": r"^\s*\d{4}-\d{2}-\d{2}\s*$"}]
    },
    "number": {
        "anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": rf"^\s*{NUMBER}\s*$"},
        ]
    },
    "share": {
        "description": "百分数，如 80%。",
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": 1},
            {
                "type": "string",
                "pattern": rf"^\s*({SHARE}\s*%|0*(\.\d{{1,30}})?|0+\.|0*1(\.0{{0,30}})?|0+\.\d{{1,30}})\s*$",
            },
        ],
    },
    "optional_share": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/share"}]},
    "limit": {
        "anyOf": [
            {"type": ["number", "null"], "minimum": 0},
            {"type": "string", "pattern": rf"^\s*{NUMBER}\s*%?\s*$"},
        ]
    },
    "source": {"description": "sources 里的编号。", "type": ["string", "number", "null"]},
    "split": {
        "description": "一级指标各多少分；空的为自行分配。",
        "type": ["object", "null"],
        "additionalProperties": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/number"}]},
    },
    "flag": {"enum": ["true", "false", True, False]},
}

_PROPERTIES: Schema = {
    "id": _ref("id"),
    "title": _ref("filled"),
    "version": _ref("filled"),
    "issuer": _ref("optional_text"),
    "region": _ref("optional_text"),
    "effective": {"anyOf": [{"type": "null"}, _mapping({"from": _ref("day"), "to": _ref("day")})]},
    "extends": _ref("optional_text"),
    "sources": _list(
        _mapping(
            {
                "id": _ref("id"),
                "document": _ref("filled"),
                "article": _ref("optional_text"),
                "evidence": _word(*EVIDENCE),
                "note": _ref("optional_text"),
            },
            "id",
            "document",
            "evidence",
        )
    ),
    "form": _ref("id"),
    "target": _mapping({"value": _word("initial", "adjusted"), "source": _ref("source")}),
    "weights": _mapping(
        {
            "total": _ref("number"),
            "execution": _ref("number"),
            "classes": _ref("split"),
            "fixed": _ref("flag"),
            "without": {
                "type": ["object", "null"],
                "additionalProperties": _ref("split"),
            },
            "source": _ref("source"),
        }
    ),
    "execution": _mapping(
        {
            "zero_budget": _word("unjudged", "zero"),
            "caps": {
                "anyOf": [
                    {"type": "null"},
                    _list(
                        _mapping(
                            {
                                "below": _ref("share"),
                                "at_most": _ref("number"),
                                "source": _ref("source"),
                            },
                            "below",
                            "at_most",
                        )
                    ),
                ]
            },
            "source": _ref("source"),
        }
    ),
    "ratio": _mapping(
        {
            "reverse": _word("t/a", "linear"),
            "equal": _word("at_least", "exact", "two_sided"),
            "floor": _ref("optional_share"),
            "source": _ref("source"),
        }
    ),
    "tiers": _list(
        _mapping(
            {
                "name": _ref("filled"),
                "from": _ref("share"),
                "default": _ref("optional_share"),
                "source": _ref("source"),
            },
            "name",
            "from",
        ),
        2,
    ),
    "methods": {
        "description": "一类指标的赋分方法和参数，写法与项目文件的“赋分方法”相同，另写 source。",
        "type": ["object", "null"],
        "additionalProperties": {"type": ["object", "string", "null"]},
    },
    "not_applicable": {
        "anyOf": [
            _word("rescale", "lose"),
            _mapping(
                {
                    "move_to": _ref("filled"),
                    "from": _ref("optional_text"),
                    "source": _ref("source"),
                },
                "move_to",
            ),
        ]
    },
    "unjudged": _word("open", "zero"),
    "rounding": _mapping(
        {
            "digits": {
                "anyOf": [
                    {"type": "integer", "minimum": 0, "maximum": 6},
                    {"type": "string", "pattern": r"^\s*0*[0-6](\.0*)?\s*$"},
                ]
            },
            "mode": _word("half_up"),
            "source": _ref("source"),
        }
    ),
    "grades": _list(
        _mapping(
            {"name": _ref("filled"), "from": _ref("number"), "source": _ref("source")},
            "name",
            "from",
        ),
        1,
    ),
    "checks": {
        "type": ["object", "null"],
        "propertyNames": {"anyOf": [{"enum": [*CODES]}, {"pattern": USERS_CODE}]},
        "additionalProperties": {
            "anyOf": [
                {"type": "null"},
                _mapping(
                    {
                        "severity": _word("error", "warning", "note"),
                        "limit": _ref("limit"),
                        "off": _ref("flag"),
                        "source": _ref("source"),
                    }
                ),
            ]
        },
    },
    "notes": {"anyOf": [{"type": "null"}, _list(_ref("optional_text"))]},
    "cases": {
        "description": "算例：一个项目和期望的得分；score rules test 运行它们。",
        "anyOf": [{"type": "null"}, _list({"type": "object"})],
    },
}
