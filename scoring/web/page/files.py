"""The style sheet, the script and the icon of the page, read once from the package.

A request names one of them; no name that a client sends is ever opened.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.web.answers import Answer

MEDIA: dict[str, str] = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_FOREVER = (("Cache-Control", "public, max-age=31536000, immutable"),)
_COLUMNS, _WIDEST = 60, 1000


@lru_cache(maxsize=8)
def content(name: str) -> bytes:
    """The content of a file of the page."""
    from importlib.resources import files

    return files("scoring.web").joinpath("static", name).read_bytes()


@lru_cache(maxsize=8)
def url_of(name: str) -> str:
    """The address of a file of the page: another one with every other content."""
    from hashlib import sha256

    return f"/static/{name}?{sha256(content(name)).hexdigest()[:12]}"


def static(name: str) -> Answer | None:
    """A file of the page; none when there is no such file."""
    if name not in MEDIA:
        return None
    return Answer(200, MEDIA[name], content(name), _FOREVER)


def columns(written: str) -> Answer | None:
    r"""The style sheet of a form's columns: ``8-10-12`` are the widths; none for anything else.

    >>> columns("1-1").content
    b'.form .c0{width:50%}.form .c1{width:50%}\n@media screen{.form table{min-width:14px}}\n'
    >>> columns("0-x") is None
    True
    """
    from scoring.render.html import widths_of

    parts = written.split("-")
    if len(parts) > _COLUMNS or not all(
        part.isascii() and part.isdecimal() and len(part) < len(str(_WIDEST)) and int(part)
        for part in parts
    ):
        return None
    style = widths_of([int(part) for part in parts], ".form ")
    return Answer(200, MEDIA["page.css"], style.encode(), _FOREVER)
