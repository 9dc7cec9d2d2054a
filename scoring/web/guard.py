"""Who may come in: host, origin, token; and the headers every response carries.

Plain ASGI around the application, so that nothing gets past it. What a request means is not known
here.
"""

from __future__ import annotations

import hmac

from scoring.record import TYPE_CHECKING
from scoring.web.answers import REFUSED_ORIGIN, TOKEN_NEEDED, WRONG_HOST, RefusedError, problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from scoring.web.answers import Answer
    from scoring.web.settings import Settings

COOKIE = "jixiao-token"
LOGIN = "/login"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: tuple[tuple[str, str], ...] = (
    ("Content-Security-Policy", POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    # Not no-referrer: browsers would then send forms of the page itself with the origin "null".
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)
_OPEN = ("/healthz", LOGIN)
_OPEN_FOLDER = "/static/"
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_PORTS = {"http": "80", "https": "443"}


class Guard:
    """The application behind its guards."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _guarded(message["headers"])}
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in
                   reversed(scope["headers"])}  # fmt: skip
        refused = self._refusal(scope, headers)
        if refused is None:
            await self._app(scope, receive, send_guarded)
        else:
            await _answer(refused, scope, receive, send_guarded)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> Answer | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        host = headers.get("host", "")
        if len(hosts) != 1 or not self._is_known(host):
            message = (
                "请求的主机名不是这个服务的：只接受本机地址；"
                "经代理访问时，用 score serve --domain 写明域名。"
            )
            return problem(RefusedError(WRONG_HOST, message))
        if scope["method"] not in _SAFE and not _is_own(host, headers):
            message = "请求来自别的网页，已拒绝；请在本服务自己的页面上操作。"
            return problem(RefusedError(REFUSED_ORIGIN, message))
        token = self._settings.token
        path = scope["path"]
        if token is None or path in _OPEN or path.startswith(_OPEN_FOLDER):
            return None
        if _is_shown(token, headers):
            return None
        message = "需要口令：用请求头 Authorization: Bearer 口令，或在 /login 登录。"
        if scope["method"] in _SAFE and "text/html" in headers.get("accept", ""):
            from scoring.web.answers import Answer as Response

            return Response(303, "text/plain; charset=utf-8", b"", (("Location", LOGIN),))
        challenge = (("WWW-Authenticate", 'Bearer realm="jixiao"'),)
        return problem(RefusedError(TOKEN_NEEDED, message, (), challenge))

    def _is_known(self, host: str) -> bool:
        """Whether the host a request names is this server: no stranger's name that points here."""
        settings = self._settings
        name = _name(host)
        if name in settings.domains or name in {"localhost", "127.0.0.1", "::1"}:
            return True
        if settings.is_loopback:
            return name == settings.host
        # Reached by whatever name or address the office has for it; the token keeps strangers out.
        return bool(name) and not settings.domains and settings.token is not None


def is_token(token: str, shown: str) -> bool:
    """Whether the token was shown; takes the same time whichever character differs."""
    return hmac.compare_digest(token.encode(), shown.encode())


def key_of(token: str) -> str:
    """What a browser keeps in place of the token itself."""
    return hmac.new(token.encode(), b"jixiao page", "sha256").hexdigest()


def _is_shown(token: str, headers: dict[str, str]) -> bool:
    scheme, _, shown = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return is_token(token, _text(shown.strip()))
    from http.cookies import CookieError, SimpleCookie

    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return False
    return cookie is not None and is_token(key_of(token), cookie.value)


def _text(shown: str) -> str:
    """A token as it was typed: clients send what is not ASCII as UTF-8."""
    try:
        return shown.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return shown


def _name(host: str) -> str:
    """The name in a ``Host`` header, without its port and in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _is_own(host: str, headers: dict[str, str]) -> bool:
    """Whether a request that may change something was sent by the page itself, or by a program."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
    scheme, _, rest = origin.lower().partition("://")
    port = _PORTS.get(scheme)
    return port is not None and rest.removesuffix(f":{port}") == host.lower().removesuffix(
        f":{port}"
    )


def _guarded(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    known = {name.lower() for name, _ in headers}
    more = [
        (name.lower().encode(), value.encode())
        for name, value in _HEADERS
        if name.lower().encode() not in known
    ]
    if b"cache-control" not in known:
        more.append((b"cache-control", b"no-store"))
    return [*headers, *more]


async def _answer(answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    from scoring.web.responses import response

    await response(answer)(scope, receive, send)
