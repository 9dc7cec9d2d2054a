"""Who may come in: hosts, origins, tokens; what every answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scoring.web.guard import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

YAML = {"Content-Type": "application/yaml"}
TOKEN = "口令 very-secret"  # noqa: S105 - of a test
PROJECT = "项目名称: 例\n年度: 2023\n".encode()


def _score(client: TestClient, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/api/score", content=PROJECT, headers={**YAML, **named}).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:8756", "localhost", "LOCALHOST:1", "[::1]:8756"])
def test_names_of_this_computer_are_known(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8756",
        "",
        "192.168.1.9",
        "x:y",
    ],
)
def test_strangers_names_that_point_here_are_refused(client: TestClient, host: str) -> None:
    for path in ("/", "/healthz", "/api/rules", "/static/page.js"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert answer.json()["type"] == "urn:jixiao:problem:wrong-host"


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "http://127.0.0.1:1", "null", "https://127.0.0.1.evil.example:8756",
        "http://127.0.0.1:8756.evil.example", "file://", "",
    ],
)  # fmt: skip
def test_other_pages_cannot_post(client: TestClient, origin: str) -> None:
    assert _score(client, Origin=origin) == 403
    answer = client.post("/open", files={"file": ("a.yaml", PROJECT)}, headers={"Origin": origin})
    assert answer.status_code == 403


def test_the_page_itself_and_programs_can_post(client: TestClient) -> None:
    assert _score(client, Origin="http://127.0.0.1:8756") == 200
    assert _score(client) == 200
    assert _score(client, Sec_Fetch_Site="same-origin") == 200
    assert _score(client, Sec_Fetch_Site="cross-site") == 403
    assert _score(client, Sec_Fetch_Site="same-site") == 403


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    answers = [
        client.get("/"), client.get("/healthz"), client.get("/nothing"), client.get("/static/page.js"),
        client.get("/", headers={"Host": "evil.example"}),
        client.post("/api/score", content=b"[", headers=YAML),
    ]  # fmt: skip
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "access-control-allow-origin" not in answer.headers
    assert answers[0].headers["cache-control"] == "no-store"


def test_the_page_has_no_code_or_style_of_its_own(client: TestClient) -> None:
    for answer in (client.get("/"), client.post("/open", files={"file": ("a.yaml", PROJECT)})):
        text = answer.text
        assert "<style" not in text
        assert " style=" not in text
        assert text.count("<script") == text.count('<script src="/static/') == 1
        assert "http://" not in text
        assert "https://" not in text


# ------------------------------------------------------------------ tokens


def test_nothing_is_told_without_the_token(client_with: Callable[..., TestClient]) -> None:
    client = client_with("http://office:8756", host="0.0.0.0", token=TOKEN)  # noqa: S104
    for path in ("/", "/api/rules", "/openapi.json", "/nothing"):
        answer = client.get(path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert _score(client) == 401
    assert client.get("/healthz").status_code == 200
    page = client.get("/", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/login")


def test_the_token_as_a_header(client_with: Callable[..., TestClient]) -> None:
    client = client_with("http://office:8756", host="0.0.0.0", token=TOKEN)  # noqa: S104
    right = TOKEN.encode().decode("latin-1")
    for shown, status in ((right, 200), ("wrong", 401), ("", 401), (right[:-1], 401)):
        headers = [(b"authorization", b"Bearer " + shown.encode("latin-1"))]
        assert client.get("/api/rules", headers=headers).status_code == status


def test_the_token_through_the_form(client_with: Callable[..., TestClient]) -> None:
    client = client_with("http://office:8756", host="0.0.0.0", token=TOKEN)  # noqa: S104
    wrong = client.post("/login", data={"token": "wrong"})
    assert wrong.status_code == 401
    assert "口令不对" in wrong.text
    assert COOKIE not in client.cookies
    right = client.post("/login", data={"token": TOKEN}, follow_redirects=False)
    assert (right.status_code, right.headers["location"]) == (303, "/")
    cookie = right.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secret" not in cookie
    assert client.get("/").status_code == 200
    assert _score(client) == 200
    client.cookies.clear()
    for shown in (f"{COOKIE}={'0' * 64}", f"{COOKIE}=", f"{COOKIE}={TOKEN[3:]}", "="):
        assert client.get("/api/rules", headers={"Cookie": shown}).status_code == 401


def test_behind_a_proxy_only_its_names_are_known(client_with: Callable[..., TestClient]) -> None:
    client = client_with("http://pj.example.org", domains=("pj.example.org",))
    assert client.get("/healthz").status_code == 200
    assert _score(client, Origin="https://pj.example.org") == 200
    assert client.get("/healthz", headers={"Host": "other.example.org"}).status_code == 421
    assert _score(client, Origin="https://other.example.org") == 403
