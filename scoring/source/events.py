"""YAML and JSON by events: a tree of scalars, mappings and sequences, each with its place.

Every scalar is the text as written; no type is decided here, and nothing here knows the labels
of the form. Anchors, aliases, tags, duplicate keys, limits and broken syntax become findings
(their wording is in ``refusals`` and ``syntax``). The builder keeps its own stack: input of any
depth costs no recursion.
"""

from __future__ import annotations

from scoring.model.finding import Finding, Place
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol, TypeAlias

    class Mark(Protocol):
        """A parser's mark: line, column and index from 0, in characters."""

        @property
        def line(self) -> int:
            """The line."""
            ...

        @property
        def column(self) -> int:
            """The column."""
            ...

        @property
        def index(self) -> int:
            """The position in the text."""
            ...


DEPTH_LIMIT = 32
NODE_LIMIT = 200_000
SCALAR_LIMIT = 100_000
NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Scalar(NamedTuple):
    """A text as written; ``plain`` says it stood without quotes.

    ``mark`` is the parser's, or the place itself where the text came from the cell of a form.
    """

    text: str
    mark: Mark | Place | None
    plain: bool


class Mapping(NamedTuple):
    """Keys and values in order, each key once; ``flow`` says it stood in braces."""

    entries: list[tuple[Scalar, Node]]
    mark: Mark | Place | None
    flow: bool


class Sequence(NamedTuple):
    """Items in order; ``flow`` says they stood in brackets."""

    items: list[Node]
    mark: Mark | Place | None
    flow: bool


if TYPE_CHECKING:
    Node: TypeAlias = Scalar | Mapping | Sequence
"""Anything a document is made of."""


class Document(NamedTuple):
    """What one file holds: its tree, what was wrong, and its text.

    ``root`` is none when the text is unreadable (then there is a finding) or holds nothing.
    """

    root: Node | None
    findings: tuple[Finding, ...]
    text: str
    file: str | None


def is_null(node: Node | None) -> bool:
    """Whether a node holds nothing: an empty text, or ``~`` or ``null`` without quotes.

    >>> is_null(Scalar("~", None, True)), is_null(Scalar("~", None, False))
    (True, False)
    """
    if node is None:
        return True
    return node.__class__ is Scalar and (not node[0] or (bool(node[2]) and node[0] in NULLS))


def place_of(node: Node) -> Place:
    """Where a node stands: line and column from 1, or a cell; empty when it came from no file."""
    mark = node[1]
    if mark is None:
        return Place()
    if isinstance(mark, Place):
        return mark
    return Place(mark.line + 1, mark.column + 1)


def escape(key: str) -> str:
    """A key as one segment of a JSON pointer.

    >>> escape("a/b~c")
    'a~1b~0c'
    """
    if "~" in key or "/" in key:
        return key.replace("~", "~0").replace("/", "~1")
    return key


def at(finding: Finding, node: Node, file: str | None = None) -> Finding:
    """The finding with the place of a node and the name of the file."""
    line, column, sheet, cell = place_of(node)
    return finding._replace(file=file, line=line, column=column, sheet=sheet, cell=cell)


def read_document(data: bytes | str, file: str | None = None) -> Document:
    """The tree of a YAML or JSON text; never raises.

    Args:
        data: the content of the file, or a text already decoded.
        file: its name, for the findings only.

    >>> document = read_document("编号: 001006")
    >>> document.root.entries[0][1].text
    '001006'
    """
    from scoring.source.text import decode

    text, finding = decode(data, file)
    if finding is not None:
        return Document(None, (finding,), text, file)
    builder = _Builder(text, file)
    root = builder.build()
    return Document(root, in_order(builder.findings), text, file)


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the file; those of one place stay as they came."""
    if len(findings) > 1:
        findings.sort(key=lambda finding: (finding.line or 0, finding.column or 0))
    return tuple(findings)


_parser: Callable[[str], Any] | None = None
_kinds: tuple[Any, ...] = ()


def _load_parser() -> Callable[[str], Any]:
    """PyYAML's C parser, or its Python one where the C library is missing."""
    global _parser, _kinds  # noqa: PLW0603 - loaded once, and only when a text is read
    if _parser is None:
        import yaml

        _kinds = (
            yaml.ScalarEvent,
            yaml.MappingStartEvent,
            yaml.SequenceStartEvent,
            yaml.MappingEndEvent,
            yaml.SequenceEndEvent,
            yaml.AliasEvent,
            yaml.DocumentStartEvent,
            yaml.StreamEndEvent,
            yaml.YAMLError,
        )
        try:
            from yaml._yaml import CParser

            _parser = CParser
        except ImportError:
            _parser = yaml.SafeLoader
    return _parser


class _StopReading(Exception):  # noqa: N818 - not an error: it ends the loop, and stays in here
    """Nothing further is read; the reason is among the findings."""


class _Builder:
    """Turns the events of one text into a tree; says what it refuses."""

    def __init__(self, text: str, file: str | None) -> None:
        self.text = text
        self.file = file
        self.findings: list[Finding] = []
        # The collections being built, outermost first: children, the key waiting for its value,
        # whether it is a mapping, and the event it began with. The first holds the root.
        self.frames: list[tuple[list[Any], Scalar | None, bool, Any]] = []
        self.dropped: dict[int, Scalar] = {}

    def build(self) -> Node | None:
        """The root, or none when the text is unreadable or holds nothing."""
        create = _load_parser()
        text = self.text
        is_json = text[:1] in {"{", "["} or text.lstrip()[:1] in {"{", "["}
        # Inside quotes JSON keeps these three; YAML takes them for ends of lines and folds them.
        folds = is_json and any(ending in text for ending in "\x85\u2028\u2029")
        try:
            if not folds:
                try:
                    return self._build(create(text))
                except _kinds[8]:
                    if not is_json:
                        raise
            from scoring.source.json_text import json_events

            self.findings.clear()
            self.frames.clear()
            return self._build(json_events(text) or create(text))
        except _StopReading:
            return None
        except _kinds[8] as error:
            from scoring.source.syntax import explain

            self.findings.append(explain(error, text, self.file))
            return None

    # One hot loop over events, which PyYAML does not type.
    def _build(self, parser: Any) -> Node | None:  # noqa: ANN401, C901, PLR0912, PLR0915
        next_event = parser.get_event
        scalar, mapping_start, sequence_start, mapping_end, sequence_end = _kinds[:5]
        stream_end = _kinds[7]
        new = tuple.__new__
        text = self.text
        # What cannot be in the text need not be looked for at every event.
        marked = "&" in text or "!" in text
        large = len(text) > SCALAR_LIMIT
        odd = "<<" in text
        frames = self.frames
        root: list[Node] = []
        children: list[Any] = root
        key: Scalar | None = None
        in_mapping = False
        nodes = 0
        node: Any
        while True:
            event = next_event()
            kind = event.__class__
            if kind is scalar:
                value = event.value
                style = event.style
                node = new(Scalar, (value, event.start_mark, not style))
                if not value:
                    odd = True
                    if style and style in "|>":
                        node = self._empty_block(event, node, children, key, in_mapping)
                if marked and (event.anchor is not None or event.tag is not None):
                    self._refuse("forbidden", event, children, key, in_mapping)
                if large:
                    nodes += 1
                    if len(value) > SCALAR_LIMIT:
                        self._stop("long", event, children, key, in_mapping)
                    if nodes > NODE_LIMIT:
                        self._stop("many", event, children, key, in_mapping)
                if not in_mapping:
                    children.append(node)
                elif key is None:
                    key = node
                else:
                    children.append((key, node))
                    key = None
                continue
            if kind is mapping_start or kind is sequence_start:
                if marked and (event.anchor is not None or event.tag is not None):
                    self._refuse("forbidden", event, children, key, in_mapping)
                nodes += 1
                if nodes > NODE_LIMIT:
                    self._stop("many", event, children, key, in_mapping)
                if len(frames) >= DEPTH_LIMIT:
                    self._stop("deep", event, children, key, in_mapping)
                frames.append((children, key, in_mapping, event))
                children = []
                key = None
                in_mapping = kind is mapping_start
                continue
            if kind is mapping_end:
                event = frames[-1][3]
                if odd or len({entry[0][0] for entry in children}) != len(children):
                    children = self._tidy(children, flow=event.flow_style)
                node = new(Mapping, (children, event.start_mark, event.flow_style))
                children, key, in_mapping, event = frames.pop()
            elif kind is sequence_end:
                event = frames[-1][3]
                node = new(Sequence, (children, event.start_mark, event.flow_style))
                children, key, in_mapping, event = frames.pop()
            elif kind is stream_end:
                break
            elif kind is _kinds[5]:
                self._refuse("alias", event, children, key, in_mapping)
                node = Scalar("", event.start_mark, plain=True)
                if in_mapping and key is None:
                    odd = True
                    self.dropped[id(node)] = node
            elif kind is _kinds[6] and root:
                self._stop("second", event, children, key, in_mapping)
            else:
                continue
            if not in_mapping:
                children.append(node)
            elif key is None:
                if node.__class__ is not Scalar:
                    odd = True
                    self._refuse("key", event, children, key, in_mapping)
                    node = Scalar("", node[1], plain=True)
                    self.dropped[id(node)] = node
                key = node
            else:
                children.append((key, node))
                key = None
        return root[0] if root else None

    def _pointer(self, children: list[Any], key: Scalar | None, in_mapping: bool) -> str:  # noqa: FBT001
        """Where the node being read stands."""
        frames = [*self.frames, (children, key, in_mapping, None)][1:]
        pointer = ""
        for siblings, waiting, is_mapping, _ in frames:
            if not is_mapping:
                pointer += f"/{len(siblings)}"
            elif waiting is not None:
                pointer += f"/{escape(waiting[0])}"
        return pointer

    def _refuse(
        self,
        reason: str,
        event: Any,  # noqa: ANN401
        children: list[Any],
        key: Scalar | None,
        in_mapping: bool,  # noqa: FBT001
    ) -> None:
        from scoring.source.refusals import refuse

        pointer = self._pointer(children, key, in_mapping)
        self.findings.append(refuse(reason, event, pointer, self.text, self.file))

    def _stop(
        self,
        reason: str,
        event: Any,  # noqa: ANN401
        children: list[Any],
        key: Scalar | None,
        in_mapping: bool,  # noqa: FBT001
    ) -> None:
        self._refuse(reason, event, children, key, in_mapping)
        raise _StopReading

    def _empty_block(
        self,
        event: Any,  # noqa: ANN401
        node: Scalar,
        children: list[Any],
        key: Scalar | None,
        in_mapping: bool,  # noqa: FBT001
    ) -> Scalar:
        """``>5`` alone: YAML takes it for the head of a text of several lines, and finds none."""
        from scoring.source.refusals import is_block_head_with_number

        if is_block_head_with_number(self.text, event.start_mark.index):
            self._refuse("block", event, children, key, in_mapping)
        return node._replace(plain=True)

    def _tidy(self, entries: list[Any], *, flow: bool) -> list[Any]:
        """The entries without repeated, merge and unreadable keys, and with cut numbers blanked."""
        from scoring.source.refusals import tidy

        pointer = self._pointer([], None, in_mapping=True)
        return tidy(entries, self.dropped, pointer, self.findings, self.file, flow=flow)
