"""How much of everything: bytes, time, waiting requests; and that nothing is written or kept."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scoring.web.answers import Answer
from scoring.web.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.testclient import TestClient

YAML = {"Content-Type": "application/yaml"}
PROJECT = "项目名称: 例\n年度: 2023\n".encode()
MEGABYTE = 1024 * 1024


def _long(seconds_worth: int) -> bytes:
    """A project file that takes long to read: many rows."""
    row = "- {一级指标: 产出, 三级指标: 名称, 年初指标值: ≥5次, 实际完成值: 5次, 分值: 1}\n"
    return PROJECT + "绩效指标:\n".encode() + row.encode() * seconds_worth


def test_a_body_over_the_limit_is_413(client: TestClient) -> None:
    answer = client.post("/api/score", content=b"a" * (20 * MEGABYTE + 1), headers=YAML)
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:jixiao:problem:too-large"


def test_a_body_of_unknown_length_is_counted(client_with: Callable[..., TestClient]) -> None:
    client = client_with(body_limit=MEGABYTE)
    parts = 0

    def body() -> Iterator[bytes]:
        nonlocal parts
        for _ in range(100):
            parts += 1
            yield b"a" * (MEGABYTE // 4)

    assert client.post("/api/score", content=body(), headers=YAML).status_code == 413
    assert client.post("/api/score", content=PROJECT, headers=YAML).status_code == 200
    answer = client.post("/open", files={"file": ("a.yaml", b"a" * 2 * MEGABYTE)})
    assert answer.status_code == 413
    assert "MiB" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_the_limit_itself_is_read(client: TestClient) -> None:
    data = PROJECT + b"#" * (20 * MEGABYTE - len(PROJECT))
    answer = client.post("/api/score", content=data, headers=YAML)
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["code"] == "YM106"


def test_too_many_bytes_at_once_are_503(client_with: Callable[..., TestClient]) -> None:
    client = client_with(held_limit=10)
    answer = client.post("/api/score", content=PROJECT, headers=YAML)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_too_many_waiting_requests_are_503(client_with: Callable[..., TestClient]) -> None:
    client = client_with(waiting=0)
    answer = client.post("/api/score", content=PROJECT, headers=YAML)
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:jixiao:problem:busy"


def test_what_takes_too_long_is_stopped_and_costs_no_other(
    client_with: Callable[..., TestClient],
) -> None:
    client = client_with(seconds=4, workers=2)
    assert client.post("/api/score", content=PROJECT, headers=YAML).status_code == 200
    heavy = _long(14_000)
    found: list[int] = []

    def send() -> None:
        found.append(client.post("/api/sensitivity", content=heavy, headers=YAML).status_code)

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    # Heavy work leaves a process to the light: these never wait for it.
    light = [client.post("/api/score", content=PROJECT, headers=YAML) for _ in range(10)]
    assert [answer.status_code for answer in light] == [200] * 10
    assert any(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()
    assert sorted(found) in ([503, 503, 504], [503, 504, 504], [504, 504, 504])
    assert client.post("/api/score", content=PROJECT, headers=YAML).status_code == 200


def test_two_requests_at_once_are_told_apart(client: TestClient) -> None:
    found: dict[int, str] = {}

    def send(number: int) -> None:
        data = f"项目名称: 项目{number}\n年度: 2023\n".encode()
        answer = client.post("/api/score", content=data, headers=YAML)
        found[number] = answer.json()["project"]["name"]

    threads = [threading.Thread(target=send, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"项目{number}" for number in range(40)}


# ------------------------------------------------------------------ the processes


def _misbehave(job: str) -> Answer:
    if job == "die":
        os._exit(1)
    if job.startswith("write "):
        try:
            with Path(job.removeprefix("write ")).open("wb") as stream:
                stream.write(b"x")
        except OSError as error:
            return Answer(500, "text/plain", type(error).__name__.encode())
    return Answer(200, "text/plain", job.encode())


def _run(pool: Pool, *jobs: str) -> list[Answer | Exception]:
    import asyncio

    async def every() -> list[Answer | Exception]:
        found: list[Answer | Exception] = []
        for job in jobs:
            try:
                found.append(await pool.run(job, heavy=False))
            except Exception as error:  # noqa: BLE001 - what is looked at
                found.append(error)
        return found

    pool.start()
    try:
        return asyncio.run(every())
    finally:
        pool.stop()


def test_a_process_that_dies_is_replaced() -> None:
    found = _run(Pool(_misbehave, 2, 8, 20), "a", "die", "die", "die", "b")
    assert [getattr(one, "status", None) for one in found] == [200, 500, 500, 500, 200]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_the_processes_can_write_no_file(tmp_path: Path) -> None:
    target = tmp_path / "written"
    (answer,) = _run(Pool(_misbehave, 2, 8, 20), f"write {target}")
    assert isinstance(answer, Answer)
    assert answer.status == 500
    assert not target.exists() or target.stat().st_size == 0
