"""Where the data that ships with the package lies: rule sets, libraries, the pages of the checks.

In a wheel they are ``scoring/_data``; in a checkout ``rules``, ``indicators`` and ``docs/checks``
stand beside the package. Nothing here knows what the files mean.
"""

from __future__ import annotations

import os
from functools import lru_cache

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from typing import Literal, TypeAlias

    Kind: TypeAlias = Literal["rules", "indicators", "checks"]

DISTRIBUTION = "jixiao"
MANIFEST = "manifest.json"
_ID_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_BESIDE = {"checks": os.path.join("docs", "checks")}
"""Where a checkout keeps what is called otherwise in the wheel."""

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def is_id(name: str) -> bool:
    """Whether a name can be the id of shipped data: lower-case letters, digits and hyphens.

    >>> is_id("mof-2020"), is_id("../mof-2020"), is_id("")
    (True, False, False)
    """
    return bool(name) and _ID_CHARACTERS.issuperset(name)


def shipped_rules() -> tuple[str, ...]:
    """The ids of the rule sets that ship with the package, in alphabetical order.

    >>> "mof-2020" in shipped_rules()
    True
    """
    return shipped("rules")


@lru_cache(maxsize=4)
def shipped(kind: Kind) -> tuple[str, ...]:
    """The ids of the files of one folder; none when the folder is not there."""
    folder, _ = _folder(kind)
    if folder is not None:
        names = os.listdir(folder)
    else:
        resource = _resource(kind)
        names = [entry.name for entry in resource.iterdir()] if resource.is_dir() else []
    return tuple(sorted(name[:-5] for name in names if name.endswith(".yaml")))


def origin(kind: Kind = "rules") -> str:
    """Where the shipped data comes from: ``package`` or ``checkout``."""
    return _folder(kind)[1]


def read_shipped(kind: Kind, name: str) -> bytes:
    """The bytes of a shipped file by its id; ``KeyError`` when there is no such id.

    >>> read_shipped("rules", "../pyproject")
    Traceback (most recent call last):
        ...
    KeyError: '../pyproject'
    """
    if not is_id(name):
        raise KeyError(name)
    try:
        return _read(kind, f"{name}.yaml")
    except FileNotFoundError:
        raise KeyError(name) from None


def read_file(kind: Kind, file: str) -> bytes:
    """The bytes of what lies beside the shipped sets: a table of words, the manifest."""
    return _read(kind, file)


def read_page(code: str) -> str:
    """The page of a check, by its code; ``KeyError`` when there is none.

    >>> read_page("../../pyproject")
    Traceback (most recent call last):
        ...
    KeyError: '../../pyproject'
    """
    if not (code.isascii() and code.isalnum()):
        raise KeyError(code)
    try:
        return _read("checks", f"{code}.md").decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        raise KeyError(code) from None


def altered(kind: Kind) -> tuple[str, ...]:
    """The ids whose files are not those of the manifest: changed, missing or added."""
    listed = manifest(kind)
    names = shipped(kind)
    return tuple(
        name
        for name in sorted({*listed, *names})
        if name not in names
        or listed.get(name, {}).get("sha256") != fingerprint(read_shipped(kind, name))
    )


def manifest(kind: Kind) -> dict[str, dict[str, str]]:
    """Id: the version and the SHA-256 that the file of this release has."""
    from json import loads

    listed: dict[str, dict[str, str]] = loads(_read(kind, MANIFEST))
    return listed


def fingerprint(data: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal; ends of lines do not count."""
    from hashlib import sha256

    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _read(kind: Kind, file: str) -> bytes:
    folder, _ = _folder(kind)
    if folder is None:
        return _resource(kind).joinpath(file).read_bytes()
    with open(os.path.join(folder, file), "rb") as stream:
        return stream.read()


@lru_cache(maxsize=4)
def _folder(kind: Kind) -> tuple[str | None, str]:
    """The folder as a real path and its origin; no path when the package lies in an archive."""
    packaged = os.path.join(_PACKAGE, "_data", kind)
    if os.path.isdir(packaged):
        return packaged, "package"
    parent = os.path.dirname(_PACKAGE)
    beside = os.path.join(parent, _BESIDE.get(kind, kind))
    if os.path.isdir(beside) and _is_checkout(parent):
        return beside, "checkout"
    return None, "package"


def _is_checkout(folder: str) -> bool:
    """Whether a folder is a checkout of this very project, not one that merely looks like it."""
    try:
        with open(os.path.join(folder, "pyproject.toml"), encoding="utf-8") as stream:
            return f'\nname = "{DISTRIBUTION}"\n' in stream.read()
    except (OSError, UnicodeDecodeError):
        return False


def _resource(kind: Kind) -> Traversable:
    """The folder inside an archive."""
    from importlib.resources import files

    return files("scoring").joinpath("_data", kind)
