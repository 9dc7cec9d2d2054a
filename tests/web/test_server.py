"""``score serve`` as a process: where it listens, what it logs, what it refuses to do."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pytest

import scoring

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

ROOT = Path(__file__).resolve().parents[2]
SECRET = "保密的项目名称"  # noqa: S105 - a name


class Served(NamedTuple):
    """What the fixture of conftest gives."""

    address: str
    log: Path


def _post(address: str, data: bytes, **headers: str) -> tuple[int, bytes]:
    request = Request(  # noqa: S310 - of this computer
        address, data, {"Content-Type": "application/yaml", **headers}
    )
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def test_it_answers_and_logs_no_contents(server: Served) -> None:
    data = f"项目名称: {SECRET}\n年度: 2023\n".encode()
    status, content = _post(f"{server.address}/api/score?rules=mof-2020", data)
    assert (status, content) == (200, scoring.render(scoring.score(data, "mof-2020"), "json"))
    _post(f"{server.address}/api/whatif?set={quote(SECRET)}=1", data)
    _post(f"{server.address}/api/score", f"{SECRET}: [".encode())
    log = server.log.read_text("utf-8")
    assert "POST /api/score 200" in log
    assert "POST /api/whatif 400" in log
    assert SECRET not in log
    assert quote(SECRET) not in log
    assert "?" not in log


def test_it_listens_on_this_computer_only(server: Served) -> None:
    parts = urlsplit(server.address)
    assert parts.hostname == "127.0.0.1"
    assert parts.port is not None
    with socket.socket() as other:
        other.settimeout(5)
        # Another address of this very computer.
        assert other.connect_ex(("127.0.0.2", parts.port)) != 0


def test_too_much_is_told_to_those_who_send_it_all(server: Served) -> None:
    status, content = _post(f"{server.address}/api/score", b"a" * (21 * 1024 * 1024))
    assert status == 413
    assert json.loads(content)["status"] == 413


def test_what_is_no_http_harms_nothing(server: Served) -> None:
    parts = urlsplit(server.address)
    for data in (b"\x00" * 64, b"GET / HTTP/1.1\r\n\r\n", b"GET " + b"a" * 100_000, b""):
        with socket.create_connection((parts.hostname or "", parts.port or 0), 10) as line:
            line.sendall(data)
    with urlopen(f"{server.address}/healthz", timeout=30) as answer:  # noqa: S310
        assert answer.status == 200


def test_a_token_opens_it(
    serve_with: Callable[..., AbstractContextManager[Served]], tmp_path: Path
) -> None:
    with serve_with(tmp_path / "log", JIXIAO_TOKEN="a-long-token") as running:  # noqa: S106 - of a test
        data = "项目名称: 例\n年度: 2023\n".encode()
        assert _post(f"{running.address}/api/score", data)[0] == 401
        right = {"Authorization": "Bearer a-long-token"}
        assert _post(f"{running.address}/api/score", data, **right)[0] == 200


def _refused(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "scoring", "serve", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == b""
    text = done.stderr.decode()
    assert "Traceback" not in text
    return text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.9"])  # noqa: S104 - refused
def test_others_may_come_in_only_with_a_token(host: str) -> None:
    text = _refused("--host", host)
    assert "--token" in text
    assert "同一网络的人都能打开" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--token", "short"), "口令太短"),
        (("--port", "70000"), "65535"),
        (("--workers", "-1"), "--workers"),
        (("--host", "203.0.113.9", "--token", "a-long-token"), "203.0.113.9"),
        (("--colour",), "--colour"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], said: str) -> None:
    assert said in _refused(*arguments)


def test_a_taken_port_is_told(server: Served) -> None:
    port = urlsplit(server.address).port
    assert str(port) in _refused("--port", str(port))


def test_the_examples_of_the_docs_run(server: Served, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "serve.md").read_text("utf-8")
    commands = [line for line in page.splitlines() if line.startswith("curl ")]
    assert len(commands) >= 5
    example = (ROOT / "examples" / "lost-points.yaml").read_bytes()
    for ending in ("xlsx", "docx"):
        form = scoring.render(scoring.score(example), ending)
        (tmp_path / f"自评表.{ending}").write_bytes(form)
    for command in commands:
        (tmp_path / "project.yaml").write_bytes(example)
        here = command.replace("http://127.0.0.1:8756", server.address)
        done = subprocess.run(
            ["/bin/sh", "-c", here.replace("curl ", "curl -sS --fail ", 1)],
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, command + done.stderr.decode()
    assert (tmp_path / "自评表.pdf").read_bytes().startswith(b"%PDF")
