"""Serving: requests a second and how long the slowest wait, on loopback, beside a bare route.

The base is a route of the same framework and server that returns the same bytes and does nothing
else: what is above it is the scoring, the guard, and the way to another process and back. Every
client keeps one connection and asks again as soon as it has its answer. Each answer is compared
with what ``scoring.render`` gives; one that is lost or differs ends the measurement.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ratio_projects import ratio_projects

import scoring

if TYPE_CHECKING:
    from collections.abc import Generator

    from starlette.requests import Request

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = (1, 8, 64)
REQUESTS, QUICK_REQUESTS = 4000, 600
WARM = 40
KILOBYTE = 1024


class Run(NamedTuple):
    """What one run came to; times in milliseconds."""

    per_second: float
    median: float
    p99: float


def _bare(answer: Path) -> None:
    """Serve the base until it is stopped."""
    import socket

    import uvicorn
    from starlette.applications import Starlette
    from starlette.responses import Response
    from starlette.routing import Route

    content = answer.read_bytes()

    async def route(request: Request) -> Response:
        await request.body()
        return Response(content, media_type="application/json")

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(256)
    print(f"http://127.0.0.1:{listening.getsockname()[1]} ", file=sys.stderr, flush=True)
    app = Starlette(routes=[Route("/api/score", route, methods=["POST"])])
    config = uvicorn.Config(app, log_config=None, access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


@contextmanager
def _server(*command: str) -> Generator[tuple[int, int]]:
    """A server as a process of its own: its port and its process."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, *command],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        try:
            found = None
            while found is None and process.poll() is None:
                time.sleep(0.05)
                log.seek(0)
                found = re.search(rb"http://127\.0\.0\.1:(\d+)", log.read())
            if found is None:
                sys.exit("the server did not start")
            yield int(found[1]), process.pid
        finally:
            process.terminate()
            process.wait(30)


async def _ask(port: int, clients: int, requests: int, data: bytes, expected: bytes) -> Run:
    head = (
        f"POST /api/score HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/yaml\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    request = head.encode() + data
    left = requests
    took: list[float] = []

    async def client() -> None:
        nonlocal left
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while left > 0:
            left -= 1
            began = time.perf_counter()
            writer.write(request)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", answer)
            content = await reader.readexactly(int(length[1]) if length else 0)
            took.append((time.perf_counter() - began) * 1000)
            if not answer.startswith(b"HTTP/1.1 200") or content != expected:
                sys.exit(f"another answer than expected: {answer[:40]!r}")
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    passed = time.perf_counter() - began
    if len(took) != requests:
        sys.exit(f"{requests - len(took)} answers were lost")
    took.sort()
    return Run(requests / passed, took[len(took) // 2], took[int(len(took) * 0.99)])


def _memory(process: int) -> int:
    """Kilobytes that a process and its children hold; 0 where the system does not say."""
    held = 0
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            text = path.read_text("utf-8")
        except OSError:
            continue
        values = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        if process in {int(values["Pid"]), int(values["PPid"])}:
            held += int(values.get("VmRSS", "0 kB").split()[0])
    return held


def _measure(name: str, port: int, requests: int, data: bytes, expected: bytes) -> None:
    asyncio.run(_ask(port, 2, WARM, data, expected))
    for clients in CLIENTS:
        run = asyncio.run(_ask(port, clients, requests, data, expected))
        print(
            f"{name:<14}{clients:>8}{run.per_second:>12.0f}{run.median:>12.2f}{run.p99:>12.2f}",
            flush=True,
        )


def main() -> int:
    """Measure and print; the exit code says whether every answer came and memory stayed flat."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="fewer requests")
    options.add_argument("--memory", type=int, default=0, metavar="REQUESTS",
                         help="then so many requests more, and the memory before and after")  # fmt: skip
    options.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.bare is not None:
        _bare(given.bare)
        return 0
    requests = QUICK_REQUESTS if given.quick else REQUESTS
    data = ratio_projects(1)[0].yaml().encode()
    expected = scoring.render(scoring.score(data), "json")
    print(
        f"one project of {len(data)} bytes, {len(expected)} bytes back, {requests} requests a line"
    )
    print(f"{'':<14}{'clients':>8}{'a second':>12}{'median ms':>12}{'p99 ms':>12}")
    with tempfile.NamedTemporaryFile() as answer:
        Path(answer.name).write_bytes(expected)
        with _server(__file__, "--bare", answer.name) as (port, _):
            _measure("bare route", port, requests, data, expected)
    with _server("-m", "scoring", "serve", "--port", "0") as (port, process):
        _measure("score serve", port, requests, data, expected)
        before = _memory(process)
        if given.memory:
            asyncio.run(_ask(port, 8, given.memory, data, expected))
            after = _memory(process)
            print(f"memory before {given.memory} requests: {before // KILOBYTE} MiB, "
                  f"after: {after // KILOBYTE} MiB")  # fmt: skip
            return 0 if after <= before * 1.1 else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
