"""Project files and forms among paths: files, folders and patterns into names, in a fixed order.

What stands in a file is told apart by its first glance only: whether it can be a project at all.
"""

from __future__ import annotations

import os

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.forms.kinds import ENDINGS as FORM_ENDINGS
from scoring.source.text import FILE_LIMIT, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STANDARD = "-"
ENDINGS = (".yaml", ".yml", ".json", *FORM_ENDINGS)
"""Endings of the files that a search in a folder takes: project files, and filled forms."""

_PATTERN_SIGNS = frozenset("*?[")
_MARKS = ("项目名称", "项目资金", "绩效指标")
_ENGLISH_MARKS = ("indicators", "year")
_RULE_SET_MARKS = ("extends", "grades", "cases")


class NoSuchPathError(LookupError):
    """A path that names nothing: no file, no folder, and no file fits it as a pattern."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)

    def __reduce__(self) -> tuple[type[NoSuchPathError], tuple[str]]:
        return type(self), (self.path,)


class Candidate(NamedTuple):
    """A file to be read; ``is_named`` says somebody asked for this very file."""

    file: str
    is_named: bool


def candidates(paths: Iterable[str]) -> tuple[Candidate, ...]:
    """The files behind paths, each once, in the order of the paths; folders in order of names.

    A folder gives project files and forms at any depth, but nothing hidden and no lock files of
    offices. What does not exist under its own name is taken as a pattern. ``-`` is standard input.

    Raises ``NoSuchPathError``.
    """
    found: dict[str, Candidate] = {}
    for path in paths:
        for candidate in _behind(path):
            identity = candidate.file
            if identity != STANDARD:
                identity = os.path.realpath(candidate.file)
            known = found.get(identity)
            if known is None or (candidate.is_named and not known.is_named):
                found[identity] = candidate if known is None else known._replace(is_named=True)
    return tuple(found.values())


def _behind(path: str) -> Iterator[Candidate]:
    if path == STANDARD:
        yield Candidate(path, is_named=True)
    elif os.path.isdir(path):
        for file in _below(path):
            yield Candidate(file, is_named=False)
    elif os.path.lexists(path):
        yield Candidate(path, is_named=True)
    else:
        yield from _fitting(path)


def _fitting(pattern: str) -> Iterator[Candidate]:
    """The files that fit a pattern, and those of the folders that do."""
    from glob import glob

    matches = [] if _PATTERN_SIGNS.isdisjoint(pattern) else sorted(glob(pattern, recursive=True))
    if not matches:
        raise NoSuchPathError(pattern)
    for match in matches:
        if os.path.isdir(match):
            for file in _below(match):
                yield Candidate(file, is_named=False)
        elif match.lower().endswith(ENDINGS):
            yield Candidate(match, is_named=False)


def _below(folder: str) -> Iterator[str]:
    """The project files and forms of a folder at any depth, in order."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(ENDINGS) and not name.startswith((".", "~$")):
                yield os.path.join(here, name)


def is_like_project(data: bytes) -> bool:
    r"""Whether the bytes look like a project file: broken ones too, rule sets and the like not.

    >>> is_like_project("项目名称: 甲\n年度: [".encode())
    True
    >>> is_like_project(b"id: own\nextends: mof-2020\n"), is_like_project(b"on: push\n")
    (False, False)
    """
    text, _ = decode(data[:FILE_LIMIT])
    keys = {_key(line) for line in text.split("\n") if line[:1] not in {" ", "-", "#"}}
    if text.lstrip()[:1] in {"{", "["}:
        keys = {
            mark for mark in (*_MARKS, *_ENGLISH_MARKS, *_RULE_SET_MARKS) if f'"{mark}"' in text
        }
        keys |= {mark for mark in _MARKS if mark in text}
    if not keys.isdisjoint(_RULE_SET_MARKS):
        return False
    return not keys.isdisjoint(_MARKS) or keys.issuperset(_ENGLISH_MARKS)


def _key(line: str) -> str:
    """The key a line begins with, without quotes; empty when no colon follows it.

    The cells of a table of text may hold the same words, and their rows end in commas.
    """
    if line.rstrip("\r").endswith((",", "\t")):
        return ""
    head, colon, _ = line.lstrip("\ufeff").replace("：", ":").partition(":")
    return head.strip().strip("\"'") if colon else ""
