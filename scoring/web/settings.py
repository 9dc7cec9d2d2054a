"""How the server is set up: where it listens, who may come in, and how much of everything."""

from __future__ import annotations

from scoring.record import NamedTuple

MEGABYTE = 1024 * 1024
BODY_LIMIT = 20 * MEGABYTE
"""Bytes a request may have: those of the largest form that is read."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""Addresses that only this computer reaches."""


class Settings(NamedTuple):
    """The set-up of one server.

    Args:
        host: the address it is bound to.
        token: what everybody has to show; none on a computer of one's own.
        domains: the names it is reached by through a proxy; the proxy lets in whom it trusts.
        body_limit: bytes of a request.
        held_limit: bytes of all requests together that are being read or wait.
        waiting: so many requests wait for a free process; more are told to come back.
        workers: processes that carry out requests.
        seconds: how long one request may take, waiting included.
        sending_seconds: how long a request may take to arrive.
    """

    host: str = "127.0.0.1"
    token: str | None = None
    domains: tuple[str, ...] = ()
    body_limit: int = BODY_LIMIT
    held_limit: int = 10 * BODY_LIMIT
    waiting: int = 128
    workers: int = 2
    seconds: float = 30
    sending_seconds: float = 60

    @property
    def is_loopback(self) -> bool:
        """Whether only this computer can reach the server directly."""
        return self.host in LOOPBACK or self.host.startswith("127.")
