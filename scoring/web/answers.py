"""What a request comes to: an answer of bytes, or a refusal told as problem details (RFC 9457).

Plain values that go from one process to another; no web framework is known here.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.model.finding import Finding

JSON = "application/json"
HTML = "text/html; charset=utf-8"
YAML = "application/yaml; charset=utf-8"
PROBLEM = "application/problem+json"

BAD_REQUEST = "bad-request"
TOKEN_NEEDED = "token-needed"  # noqa: S105 - a kind of problem
REFUSED_ORIGIN = "refused-origin"
NOT_FOUND = "not-found"
WRONG_METHOD = "wrong-method"
TOO_SLOW_SENDING = "too-slow-sending"
TOO_LARGE = "too-large"
UNKNOWN_TYPE = "unknown-type"
WRONG_HOST = "wrong-host"
UNREADABLE = "unreadable"
OWN_FAULT = "own-fault"
NOT_INSTALLED = "not-installed"
BUSY = "busy"
TOO_SLOW = "too-slow"

TITLES: dict[str, tuple[int, str]] = {
    BAD_REQUEST: (400, "请求写得不对"),
    TOKEN_NEEDED: (401, "需要口令"),
    REFUSED_ORIGIN: (403, "拒绝了来自别处的请求"),
    NOT_FOUND: (404, "没有这个地址"),
    WRONG_METHOD: (405, "这个地址不接受这种请求"),
    TOO_SLOW_SENDING: (408, "请求传得太慢"),
    TOO_LARGE: (413, "请求太大"),
    UNKNOWN_TYPE: (415, "不认识的内容类型"),
    WRONG_HOST: (421, "主机名不对"),
    UNREADABLE: (422, "读不出可评分的项目"),
    OWN_FAULT: (500, "程序自身出错"),
    NOT_INSTALLED: (501, "这台机器缺少所需的部分"),
    BUSY: (503, "太忙，稍后再试"),
    TOO_SLOW: (504, "处理超过了时间限制"),
}
"""The kinds of problems: status and title; the type of each is ``urn:jixiao:problem:KIND``."""


class Answer(NamedTuple):
    """Status, media type, content and further headers of a response."""

    status: int
    media: str
    content: bytes
    headers: tuple[tuple[str, str], ...] = ()


class RefusedError(Exception):
    """A request that gets no result; ``kind`` is one of ``TITLES``."""

    def __init__(
        self,
        kind: str,
        detail: str,
        findings: tuple[Finding, ...] = (),
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.kind = kind
        self.detail = detail
        self.findings = findings
        self.headers = headers
        super().__init__(detail)

    @property
    def status(self) -> int:
        """The status of the response."""
        return TITLES[self.kind][0]


def problem(refused: RefusedError) -> Answer:
    """The problem details of a refusal.

    >>> problem(RefusedError(NOT_FOUND, "没有 /x。")).status
    404
    """
    status, title = TITLES[refused.kind]
    document: dict[str, object] = {
        "type": f"urn:jixiao:problem:{refused.kind}",
        "title": title,
        "status": status,
        "detail": refused.detail,
        "findings": [finding.to_dict() for finding in refused.findings],
    }
    return Answer(status, PROBLEM, json_bytes(document), refused.headers)


def json_answer(document: Mapping[str, object]) -> Answer:
    """A document as JSON, numbers exact."""
    return Answer(200, JSON, json_bytes(document))


def json_bytes(document: Mapping[str, object]) -> bytes:
    """The JSON text of a document, ended by a line break."""
    from scoring.model.document import json_text
    from scoring.render import encoded

    return encoded(json_text(document) + "\n")
