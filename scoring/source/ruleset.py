"""Rule sets: found by id or path, joined with the set they extend, read into a ``RuleSet``.

How the values of one set are read is in ``ruleset_values``, whether its bands and weights can be
right in ``ruleset_bands``, what ``extends`` means in ``ruleset_merge``. Cases are not read here.
"""

from __future__ import annotations

import os
from functools import lru_cache

from scoring.record import TYPE_CHECKING
from scoring.source import library
from scoring.source.events import Document, Mapping, Scalar, is_null, read_document
from scoring.source.ruleset_merge import joined
from scoring.source.ruleset_values import check_identity, read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scoring.model.finding import Finding
    from scoring.model.ruleset import RuleSet
    from scoring.source.events import Node

ENDINGS = (".yaml", ".yml", ".json")
CASES = "\ncases:"
_IN_CASES = frozenset(("", " ", "#", "-", "\r", "\t"))


class RuleSetError(ValueError):
    """A rule set that cannot be used; ``findings`` say where and why.

    There are no findings when the set was not found at all: then the message says it.
    """

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        self.findings = findings
        super().__init__(message)

    def __reduce__(self) -> tuple[type[RuleSetError], tuple[str, tuple[Finding, ...]]]:
        return type(self), (str(self), self.findings)


def is_path(name: str) -> bool:
    """Whether the name of a rule set is a path rather than an id.

    >>> is_path("mof-2020"), is_path("./my.yaml"), is_path("my.yaml")
    (False, True, True)
    """
    return "/" in name or "\\" in name or name.endswith(ENDINGS)


def load_rules(name: str | os.PathLike[str], *, folders: Sequence[str] = ()) -> RuleSet:
    """The rule set of an id or a path.

    Args:
        name: the id of a shipped set or of one in ``folders``, or the path of a file.
        folders: where further sets lie, each as ``<id>.yaml``; an id that is also shipped is an
            error, a path is always that file.

    Raises:
        RuleSetError: the set is unknown or faulty.

    >>> load_rules("mof-2020").weights.execution
    Decimal('10')
    """
    text = os.fspath(name)
    if not folders and not is_path(text):
        return _load_shipped(text)
    return _load(text, folders)


@lru_cache(maxsize=32)
def _load_shipped(name: str) -> RuleSet:
    return _load(name, ())


def _load(name: str, folders: Sequence[str]) -> RuleSet:
    rules, findings = read_rules(name, folders=folders)
    if rules is None:
        raise RuleSetError(_message(name, findings), findings)
    return rules


def read_rules(
    name: str | os.PathLike[str], *, folders: Sequence[str] = ()
) -> tuple[RuleSet | None, tuple[Finding, ...]]:
    """The rule set of an id or a path with all that was found, warnings too.

    Raises ``RuleSetError`` only when there is no such set.
    """
    text = os.fspath(name)
    return read_ruleset(open_rules(text, folders), _Parents(text, folders))


def _message(name: str, findings: tuple[Finding, ...]) -> str:
    errors = [finding.message for finding in findings if finding.severity == "error"]
    return f"评分规则 {name} 不能用：" + " ".join(errors)


def read_ruleset(
    document: Document, resolve_parent: Callable[[str], Mapping]
) -> tuple[RuleSet | None, tuple[Finding, ...]]:
    """The rule set of a document and what was found; none while there is an error among it.

    Args:
        document: the file, with or without its cases.
        resolve_parent: gives the tree of the set that ``extends`` names; raises ``RuleSetError``.
    """
    root, findings = _tree(document, resolve_parent)
    if root is None:
        return None, findings
    rules, further = read_values(root, document)
    every = _in_order((*findings, *further))
    return (rules if not _has_error(every) else None), every


def _has_error(findings: Sequence[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    key = sorted(findings, key=lambda finding: (finding.line or 0, finding.column or 0))
    return tuple(key)


def _tree(
    document: Document, resolve_parent: Callable[[str], Mapping]
) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """The tree of a set with all it takes over; none when it is no rule set at all."""
    findings = [*document.findings]
    root = document.root
    if not isinstance(root, Mapping):
        if not findings:
            findings += check_identity(document)
        return None, tuple(findings)
    findings += check_identity(document)
    parent = _entry(root, "extends")
    if is_null(parent):
        return root, tuple(findings)
    if not isinstance(parent, Scalar):
        return None, tuple(findings)  # already among the findings
    try:
        return joined(resolve_parent(parent.text), root), tuple(findings)
    except RuleSetError as error:
        from scoring.source.ruleset_values import bad_parent

        return None, (*findings, bad_parent(parent, str(error), document), *error.findings)


def _entry(root: Mapping, name: str) -> Node | None:
    return next((value for key, value in root.entries if key.text == name), None)


class _Parents:
    """Finds the sets that ``extends`` names, and refuses a chain that comes back to itself."""

    def __init__(self, name: str, folders: Sequence[str] = (), chain: tuple[str, ...] = ()) -> None:
        self.base = os.path.dirname(name) if is_path(name) else None
        self.folders = folders
        self.chain = (*chain, self._identity(name))

    def _identity(self, name: str) -> str:
        """What makes two names the same set: the file of a path, else the id."""
        return os.path.realpath(name) if is_path(name) else name

    def __call__(self, name: str) -> Mapping:
        """The tree of a set, with all that it takes over in turn."""
        if is_path(name) and self.base is not None and not os.path.isabs(name):
            name = os.path.join(self.base, name)
        if self._identity(name) in self.chain:
            again = " → ".join((*self.chain, name))
            message = f"extends 绕了一圈：{again}"
            raise RuleSetError(message)
        document = open_rules(name, self.folders)
        parents = _Parents(name, self.folders, self.chain)
        root, findings = _tree(document, parents)
        if root is not None and (is_path(name) or name not in library.shipped_rules()):
            findings = (*findings, *read_values(root, document)[1])
        if root is None or _has_error(findings):
            raise RuleSetError(_message(name, findings), findings)
        return root


def open_rules(name: str, folders: Sequence[str] = (), *, with_cases: bool = False) -> Document:
    """The document of a rule set, found by id or path; without its cases unless they are wanted.

    Raises ``RuleSetError`` when there is no such set.
    """
    if is_path(name):
        data, file = _read_file(name), name
    else:
        data, file = _find(name, folders)
    if with_cases:
        return read_document(data, file)
    from scoring.source.text import decode

    text, finding = decode(data, file)
    if finding is not None:
        return Document(None, (finding,), text, file)
    return read_document(without_cases(text), file)


def _read_file(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except (OSError, ValueError) as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else "打不开这个文件"
        if isinstance(error, IsADirectoryError):
            reason = "这是一个文件夹"
        message = f"读不到评分规则 {path}：{reason}。"
        raise RuleSetError(message) from None


def _find(name: str, folders: Sequence[str]) -> tuple[bytes, str]:
    own = (
        [os.path.join(folder, f"{name}.yaml") for folder in folders] if library.is_id(name) else []
    )
    paths = [path for path in own if os.path.isfile(path)]
    try:
        data = library.read_shipped("rules", name)
    except KeyError:
        if not paths:
            raise RuleSetError(_unknown(name, folders)) from None
    else:
        if not paths:
            return data, f"rules/{name}.yaml"
    if len(paths) > 1 or name in library.shipped_rules():
        message = f"有不止一套评分规则叫 {name}：{'、'.join(paths)}；请改名，或写明文件路径。"
        raise RuleSetError(message)
    return _read_file(paths[0]), paths[0]


def _unknown(name: str, folders: Sequence[str]) -> str:
    known = [*library.shipped_rules()]
    for folder in folders:
        if os.path.isdir(folder):
            known += sorted(file[:-5] for file in os.listdir(folder) if file.endswith(".yaml"))
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"是不是 {near[0]}？" if near else ""
    listed = f"可用的有 {'、'.join(known)}" if known else "没有找到任何自带的规则"
    return (
        f"没有“{name[:80]}”这套评分规则。{hint}{listed}；自己的规则请写文件路径，如 ./规则.yaml。"
    )


def without_cases(text: str) -> str:
    r"""The text up to its cases, where these are the last thing in it: scoring needs none of them.

    >>> without_cases("id: a\ncases:\n- name: b\n")
    'id: a\n'
    >>> without_cases("id: a\ncases:\n- name: b\ntitle: c\n") == "id: a\n"
    False
    """
    start = text.find(CASES)
    if start < 0:
        return text
    after = text[start + len(CASES) :]
    # Only lines that can belong to the list of cases: indented, items, comments, blank.
    if "\n---" in after or not {line[:1] for line in after.split("\n")[1:]} <= _IN_CASES:
        return text
    return text[: start + 1]


def load_cases(
    name: str | os.PathLike[str], *, folders: Sequence[str] = ()
) -> tuple[tuple[Node, ...], Document]:
    """The cases of a rule set as they stand in its file, and the whole document.

    The cases of a set that it extends are not among them. Raises ``RuleSetError`` when the set is
    unknown; what is wrong with the text stands in the findings of the document.
    """
    from scoring.source.events import Sequence as List

    document = open_rules(os.fspath(name), folders, with_cases=True)
    cases = _entry(document.root, "cases") if isinstance(document.root, Mapping) else None
    return (tuple(cases.items) if isinstance(cases, List) else ()), document
