"""The server itself: uvicorn with limits and a log of its own. What it serves is not known here."""

from __future__ import annotations

import logging
import socket
import sys

import uvicorn

from scoring.record import TYPE_CHECKING
from scoring.web.application import application

if TYPE_CHECKING:
    from scoring.web.settings import Settings

_BACKLOG = 256
_HEADERS = 32 * 1024
_KEEP_ALIVE = 10
_SHUTDOWN = 5


class ListenError(Exception):
    """The address is taken or not this computer's; the text names it and says why."""


def run(settings: Settings, port: int) -> None:
    """Serve until interrupted. Raises ``ListenError``."""
    listening = _bound(settings.host, port)
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s", force=True
    )
    # What libraries log may hold what was sent.
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
    config = uvicorn.Config(
        application(settings),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        ws="none",
        backlog=_BACKLOG,
        h11_max_incomplete_event_size=_HEADERS,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_SHUTDOWN,
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{listening.getsockname()[1]}"
    logging.getLogger("jixiao.web").info("已打开 %s ，按 Ctrl-C 停止。", address)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def _bound(host: str, port: int) -> socket.socket:
    """A socket at the address, bound before anything else is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio knows it for TCP and sends every part of an answer at once;
    # without, each answer waits 40 ms for the acknowledgement of its head.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        # Whoever reads the address in the log can come at once, and is served when all is ready.
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        message = f"{host}:{port}（{error.strerror or error}）"
        raise ListenError(message) from None
    return listening
