"""``score serve``: the page and the HTTP API, on this computer unless a token guards it."""

from __future__ import annotations

import gc
import os
from typing import Annotated

import typer

from scoring.cli.misuse import Misuse
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.web.settings import Settings

HELP = """\
打开网页和 HTTP API：把自评表拖到网页上就能打分、看算法、改数、下载。

  score serve                                  只在本机：http://127.0.0.1:8756
  score serve --port 9000                      换一个端口
  score serve --host 0.0.0.0 --token 口令      给办公室用：别的电脑要凭口令进入
  score serve --domain pj.example.org          在反向代理后面；由代理管谁能进来

文件只在内存里处理，不保存。API 的说明：/openapi.json。按 Ctrl-C 停止。
需要 pip install 'jixiao[web]'。
"""

PORT = 8756
TOKEN = "JIXIAO_TOKEN"  # noqa: S105 - the name of a variable
"""The environment variable that may hold the token, so that it is seen in no list of processes."""

_LIBRARIES = ("starlette", "uvicorn", "jinja2", "python_multipart")
_LEAST_TOKEN = 8
_LAST_PORT = 65535


def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="地址", help="监听的地址，默认 127.0.0.1（只有本机）")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="端口", help="默认 8756")] = PORT,
    token: Annotated[
        str | None,
        typer.Option("--token", metavar="口令", help=f"进入的口令，也可写在环境变量 {TOKEN}"),
    ] = None,
    domain: Annotated[
        list[str] | None,
        typer.Option("--domain", metavar="域名", help="经反向代理访问时的域名，可写几次"),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", metavar="个数", help="处理请求的进程数，默认随处理器")
    ] = 0,
) -> int:
    """Serve until interrupted."""
    token = os.environ.get(TOKEN) if token is None else token
    settings = _settings(host, port, token, domain or [], workers)
    from importlib.util import find_spec

    if not all(find_spec(name) for name in _LIBRARIES):
        message = "网页服务需要另外安装的部分，这里没有；请运行：pip install 'jixiao[web]'"
        raise Misuse(message)
    from scoring.web.server import ListenError, run

    # Unlike the other commands, this one lives long: what it leaves behind must be collected.
    gc.enable()
    try:
        run(settings, port)
    except ListenError as error:
        message = f"不能监听 {error}；端口被占用就换一个（--port），地址要是本机的。"
        raise Misuse(message) from None
    return 0


def _settings(
    host: str, port: int, token: str | None, domains: list[str], workers: int
) -> Settings:
    from scoring.web.settings import Settings

    if not 0 <= port <= _LAST_PORT:
        message = f"端口 {port} 应在 0～{_LAST_PORT} 之间。"
        raise Misuse(message)
    if workers < 0:
        message = f"--workers 应是正整数，写的是 {workers}。"
        raise Misuse(message)
    if token is not None and len(token) < _LEAST_TOKEN:
        message = f"口令太短，至少 {_LEAST_TOKEN} 个字符；可以这样生成：openssl rand -hex 16"
        raise Misuse(message)
    count = workers or min(max(os.cpu_count() or 2, 2), 8)
    names = tuple(name.strip().lower() for name in domains if name.strip())
    settings = Settings(host=host, token=token, domains=names, workers=count)
    if not settings.is_loopback and token is None:
        message = (
            f"监听 {host} 时，同一网络的人都能打开这个服务，所以要设口令：加 --token 口令"
            f"（或环境变量 {TOKEN}）。只给本机用，就不要写 --host；"
            "在反向代理后面，监听 127.0.0.1 并写 --domain 域名。"
        )
        raise Misuse(message)
    return settings
