"""The description of the API: its references lead somewhere, its examples run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

_METHODS = ("get", "post")


def _description(client: TestClient) -> dict[str, Any]:
    answer = client.get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    assert found["openapi"].startswith("3.1")
    return found


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield value
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)


def test_every_reference_leads_somewhere(client: TestClient) -> None:
    description = _description(client)
    references = set(_references(description))
    assert len(references) > 5
    for reference in references:
        assert reference.startswith("#/")
        node: Any = description
        for segment in reference[2:].split("/"):
            node = node[segment.replace("~1", "/").replace("~0", "~")]


def test_every_example_runs_and_its_answer_fits(client: TestClient) -> None:
    description = _description(client)
    ran = 0
    for path, operations in description["paths"].items():
        operation = operations.get("post")
        if operation is None:
            continue
        for media, content in operation["requestBody"]["content"].items():
            for example in content.get("examples", {}).values():
                for format_ in ("html", "json") if "{format}" in path else ("",):
                    answer = client.post(
                        path.replace("{format}", format_),
                        content=json.dumps(example["value"]),
                        headers={"Content-Type": media},
                    )
                    assert answer.status_code == 200, (path, media, answer.text[:300])
                    _fits(description, operation, answer)
                    ran += 1
    assert ran > 20


def _fits(description: dict[str, Any], operation: dict[str, Any], answer: Any) -> None:  # noqa: ANN401
    media = answer.headers["content-type"].partition(";")[0]
    content = operation["responses"]["200"]["content"]
    assert media in content
    if media == "application/json":
        schema = {**content[media]["schema"], "components": description["components"]}
        Draft202012Validator(schema).validate(answer.json())


def test_every_path_is_described(client: TestClient) -> None:
    described = _description(client)["paths"]
    for path, operations in described.items():
        for method in _METHODS:
            asked = path.replace("{format}", "html").replace("{kind}", "project")
            status = client.request(method, asked).status_code
            assert (status == 405) == (method not in operations), (method, path, status)
