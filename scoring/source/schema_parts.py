"""Pieces the published schemas are put together from: records of labels, numbers, references."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

from scoring.notation.vocabulary import labels

if TYPE_CHECKING:
    Schema: TypeAlias = dict[str, object]

NUMBER = r"(\d{1,60}|\d{1,3}(,\d{3}){1,9})(\.\d{1,20})?"
"""A number as the schema knows it: digits, thousands separators, a point."""

BLANK = r"\s*|[/\-—*]|——|--|无"
CLEAN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]*$"
"""A text without control characters."""


def ref(name: str) -> Schema:
    """A reference to a definition of the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def spellings_of(mapping: str, field: str) -> list[str]:
    """The spellings of a field, the printed one first, full-width brackets too."""
    table = labels(mapping)
    found = [table.printed[field]] if field in table.printed else []
    found += [name for name, english in table.english.items() if english == field]
    found += [name.replace("(", "（").replace(")", "）") for name in found if "(" in name]
    return list(dict.fromkeys(found))


def properties_of(mapping: str, fields: dict[str, Schema]) -> Schema:
    """Every spelling of every field, titled with the printed label."""
    properties: Schema = {}
    for field, schema in fields.items():
        printed = labels(mapping).printed.get(field, field)
        for spelling in spellings_of(mapping, field):
            note = {} if spelling == printed else {"description": f"同“{printed}”。"}
            properties[spelling] = {"title": printed, **note, **schema}
    return properties


def record(mapping: str, fields: dict[str, Schema], further: Schema | None = None) -> Schema:
    """A mapping with these fields and no others."""
    return {
        "type": "object",
        "properties": {**properties_of(mapping, fields), **(further or {})},
        "additionalProperties": False,
    }


def one_of_spellings(mapping: str, field: str) -> Schema:
    """A mapping that has the field, under whichever name."""
    return {"anyOf": [{"required": [spelling]} for spelling in spellings_of(mapping, field)]}


def number_or_blank(units: str, **bounds: int) -> Schema:
    """A number, or its text with one of these units, or nothing."""
    return {
        "anyOf": [
            {"type": ["number", "null"], **bounds},
            {"type": "string", "pattern": rf"^\s*(-?{NUMBER}\s*({units})?)\s*$"},
            {"type": "string", "pattern": f"^({BLANK})$"},
        ]
    }
