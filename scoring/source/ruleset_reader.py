"""A rule set's tree into values, key by key, with a source for every number.

Each reader takes a node and its pointer and notes what is wrong; nothing is guessed. Whether the
bands fit together is asked in ``ruleset_bands``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from scoring.model import ruleset as model
from scoring.model.codes import CODES
from scoring.model.finding import SEVERITIES
from scoring.source.events import Mapping, Scalar, Sequence, escape, is_null
from scoring.source.methods import read_method
from scoring.source.reading import as_percent, quantity
from scoring.source.ruleset_bands import check_bands

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from scoring.model.method import Method
    from scoring.source.events import Node
    from scoring.source.reading import Report

    Fields = dict[str, tuple[Scalar, Node]]
T = TypeVar("T")

KEYS = (
    "id", "title", "version", "issuer", "region", "effective", "extends", "sources", "form",
    "target", "weights", "execution", "ratio", "tiers", "methods", "not_applicable", "unjudged",
    "rounding", "grades", "checks", "notes", "cases",
)  # fmt: skip
REQUIRED = (
    "id", "title", "version", "sources", "form", "target", "weights", "execution", "ratio",
    "tiers", "rounding", "grades",
)  # fmt: skip


class Reader(NamedTuple):
    """What reading a rule set needs at hand: where to report, and the ids of the sources."""

    report: Report
    ids: frozenset[str]

    def wrong(self, node: Node, path: str, expected: str) -> None:
        """YM104: not what is expected there."""
        self.report.add("YM104", node, path, f"{path} 应是{expected}。", "参照 rules/mof-2020.yaml。")

    def record(self, node: Node, path: str, known: tuple[str, ...]) -> Fields:
        """The fields of a mapping; unknown keys are reported."""
        if not isinstance(node, Mapping):
            self.wrong(node, path, "一组“名称: 值”")
            return {}
        fields = {}
        for key, value in node.entries:
            if key.text in known:
                fields[key.text] = (key, value)
            else:
                self._unknown(key, path, known)
        return fields

    def _unknown(self, key: Scalar, path: str, known: tuple[str, ...]) -> None:
        from scoring.source.keys import nearest

        near = nearest(key.text, list(known))
        help_ = f"是不是 {near}？" if near else f"可用的键：{'、'.join(known)}。"
        where = f"{path}/{escape(key.text)}"
        self.report.add("YM103", key, where, f"规则里没有“{key.text}”这个键。", help_)

    def text(self, fields: Fields, name: str, path: str) -> str | None:
        """A text, or none."""
        if name not in fields or is_null(fields[name][1]):
            return None
        node = fields[name][1]
        if isinstance(node, Scalar):
            return node.text.strip() or None
        self.wrong(node, f"{path}/{name}", "一段文字")
        return None

    def choice(self, fields: Fields, name: str, path: str, known: tuple[str, ...]) -> str:
        """One of a closed set of words; the first where the key is absent."""
        written = self.text(fields, name, path)
        if written is None or written in known:
            return written or known[0]
        self.wrong(fields[name][1], f"{path}/{name}", f" {' 或 '.join(known)}，不是“{written}”")
        return known[0]

    def number(self, node: Node, path: str) -> Decimal | None:
        """A plain number."""
        read = quantity(node.text) if isinstance(node, Scalar) else None
        if read is None or read.unit is not None:
            self.wrong(node, path, "一个数")
            return None
        return read.number

    def share(self, node: Node, path: str) -> Decimal | None:
        """A percentage as a share: 80% is 0.8."""
        read = quantity(node.text) if isinstance(node, Scalar) else None
        value = None if read is None or read.unit is None else as_percent(read)
        if value is None:
            self.wrong(node, path, "一个百分数，如 80%")
            return None
        return value.scaleb(-2)

    def amount(self, node: Node, path: str) -> Decimal | None:
        """A limit: a number, or a percentage as a share."""
        if isinstance(node, Scalar) and node.text.strip().endswith(("%", "％")):
            return self.share(node, path)
        return self.number(node, path)

    def optional(
        self, fields: Fields, name: str, path: str, read: Callable[[Node, str], T | None]
    ) -> T | None:
        """A value that may be absent or null."""
        if name not in fields or is_null(fields[name][1]):
            return None
        return read(fields[name][1], f"{path}/{name}")

    def source(self, fields: Fields, path: str, above: str = "") -> str:
        """The source of a record's numbers: its own, or the one above it."""
        written = self.text(fields, "source", path)
        if written is None:
            if not above and fields:
                first = next(iter(fields.values()))[0]
                self.report.add(
                    "RS871", first, path, f"{path} 里的数没有来源。",
                    "加上 source: 来源编号（sources 里的 id）；本单位自定的写 evidence: choice。",
                )  # fmt: skip
            return above
        if written not in self.ids:
            self.wrong(fields["source"][1], f"{path}/source", f" sources 里的编号，没有“{written}”")
        return written

    def items(self, node: Node, path: str) -> list[tuple[Node, str]]:
        """The items of a list with their pointers."""
        if isinstance(node, Sequence):
            return [(item, f"{path}/{place}") for place, item in enumerate(node.items)]
        if not is_null(node):
            self.wrong(node, path, "一个列表")
        return []

    def entries(self, node: Node, path: str) -> list[tuple[Scalar, Node, str]]:
        """The entries of a mapping with their pointers."""
        if isinstance(node, Mapping):
            return [(key, value, f"{path}/{escape(key.text)}") for key, value in node.entries]
        if not is_null(node):
            self.wrong(node, path, "一组“名称: 值”")
        return []


def read_rules(tree: Mapping, report: Report) -> model.RuleSet | None:
    """The rule set of a merged tree; none when it has an error."""
    before = len(report.findings)
    reader = Reader(report, frozenset())
    fields = reader.record(tree, "", KEYS)
    for name in REQUIRED:
        if name not in fields or is_null(fields[name][1]):
            message = f"规则缺少“{name}”。"
            report.add("YM104", tree, "", message, "写全，或用 extends 引用一套已有的规则。")
    if len(report.findings) > before:
        return None
    sources = _sources(reader, fields["sources"][1])
    reader = Reader(report, frozenset(source.id for source in sources))
    target, target_source = _target(reader, fields["target"][1])
    effective = reader.record(fields["effective"][1], "/effective", ("from", "to")) if (
        "effective" in fields and not is_null(fields["effective"][1])
    ) else {}  # fmt: skip
    weights = _weights(reader, fields["weights"][1])
    execution = _execution(reader, fields["execution"][1])
    ratio = _ratio(reader, fields["ratio"][1])
    rounding = _rounding(reader, fields["rounding"][1])
    if weights is None or rounding is None:
        return None
    rules = model.RuleSet(
        id=reader.text(fields, "id", "") or "",
        title=reader.text(fields, "title", "") or "",
        version=reader.text(fields, "version", "") or "",
        issuer=reader.text(fields, "issuer", ""),
        region=reader.text(fields, "region", ""),
        effective_from=_date(reader, effective, "from"),
        effective_to=_date(reader, effective, "to"),
        extends=reader.text(fields, "extends", ""),
        sources=sources,
        form=reader.text(fields, "form", "") or "",
        target=target,  # type: ignore[arg-type]
        target_source=target_source,
        weights=weights,
        execution=execution,
        ratio=ratio,
        tiers=_tiers(reader, fields["tiers"][1]),
        methods=_methods(reader, fields),
        not_applicable=_not_applicable(reader, fields),
        unjudged=reader.choice(fields, "unjudged", "", ("open", "zero")),  # type: ignore[arg-type]
        rounding=rounding,
        grades=_grades(reader, fields["grades"][1]),
        checks=_checks(reader, fields),
        notes=tuple(
            item.text
            for item, _ in (reader.items(fields["notes"][1], "/notes") if "notes" in fields else [])
            if isinstance(item, Scalar)
        ),
    )
    check_bands(rules, tree, report)
    return rules if all(item.severity != "error" for item in report.findings[before:]) else None


def _sources(reader: Reader, node: Node) -> tuple[model.Source, ...]:
    sources = []
    for item, path in reader.items(node, "/sources"):
        fields = reader.record(item, path, ("id", "document", "article", "evidence", "note"))
        name, document = reader.text(fields, "id", path), reader.text(fields, "document", path)
        if name is None or document is None:
            reader.wrong(item, path, "带 id 和 document 的来源")
            continue
        evidence = reader.choice(fields, "evidence", path, ("", *model.EVIDENCE))
        if not evidence:
            reader.wrong(item, f"{path}/evidence", f"证据级别：{'、'.join(model.EVIDENCE)}")
        article, note = reader.text(fields, "article", path), reader.text(fields, "note", path)
        sources.append(model.Source(name, document, article, evidence, note))  # type: ignore[arg-type]
    return tuple(sources)


def _target(reader: Reader, node: Node) -> tuple[str, str]:
    fields = reader.record(node, "/target", ("value", "source"))
    value = reader.choice(fields, "value", "/target", ("initial", "adjusted"))
    return value, reader.source(fields, "/target")


def _date(reader: Reader, fields: Fields, name: str) -> str | None:
    written = reader.text(fields, name, "/effective")
    if written is None:
        return None
    from datetime import date

    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        reader.wrong(fields[name][1], f"/effective/{name}", "日期，如 2020-02-25")
        return None


def _points(reader: Reader, node: Node, path: str) -> tuple[tuple[str, Decimal], ...]:
    pairs = [(key.text, reader.number(value, at)) for key, value, at in reader.entries(node, path)]
    return tuple((name, number) for name, number in pairs if number is not None)


def _weights(reader: Reader, node: Node) -> model.Weights | None:
    path = "/weights"
    known = ("total", "execution", "classes", "without", "fixed", "source")
    fields = reader.record(node, path, known)
    total = reader.optional(fields, "total", path, reader.number)
    execution = reader.optional(fields, "execution", path, reader.number)
    if total is None or execution is None:
        reader.wrong(node, path, "写有 total 和 execution 的分值")
        return None
    classes = _points(reader, fields["classes"][1], f"{path}/classes") if (
        "classes" in fields) else ()  # fmt: skip
    without = tuple(
        (key.text, _points(reader, value, at))
        for key, value, at in (
            reader.entries(fields["without"][1], f"{path}/without") if "without" in fields else []
        )
    )
    fixed = reader.choice(fields, "fixed", path, ("false", "true")) == "true"
    return model.Weights(total, execution, classes, fixed, reader.source(fields, path), without)


def _execution(reader: Reader, node: Node) -> model.Execution:
    path = "/execution"
    fields = reader.record(node, path, ("zero_budget", "caps", "source"))
    source = reader.source(fields, path)
    caps = []
    for item, where in reader.items(fields["caps"][1], f"{path}/caps") if "caps" in fields else []:
        cap = reader.record(item, where, ("below", "at_most", "source"))
        below = reader.optional(cap, "below", where, reader.share)
        at_most = reader.optional(cap, "at_most", where, reader.number)
        if below is None or at_most is None:
            reader.wrong(item, where, "写有 below 和 at_most 的封顶")
            continue
        caps.append(model.Cap(below, at_most, reader.source(cap, where)))
    zero = reader.choice(fields, "zero_budget", path, ("unjudged", "zero"))
    return model.Execution(zero, tuple(caps), source)  # type: ignore[arg-type]


def _ratio(reader: Reader, node: Node) -> model.Ratio:
    path = "/ratio"
    fields = reader.record(node, path, ("reverse", "equal", "floor", "source"))
    return model.Ratio(
        reader.choice(fields, "reverse", path, ("t/a", "linear")),  # type: ignore[arg-type]
        reader.choice(fields, "equal", path, ("at_least", "exact", "two_sided")),  # type: ignore[arg-type]
        reader.optional(fields, "floor", path, reader.share),
        reader.source(fields, path),
    )


def _tiers(reader: Reader, node: Node) -> tuple[model.Tier, ...]:
    tiers = []
    for item, path in reader.items(node, "/tiers"):
        fields = reader.record(item, path, ("name", "from", "default", "source"))
        name = reader.text(fields, "name", path)
        start = reader.optional(fields, "from", path, reader.share)
        if name is None or start is None:
            reader.wrong(item, path, "写有 name 和 from 的一档")
            continue
        default = reader.optional(fields, "default", path, reader.share)
        tiers.append(model.Tier(name, start, default, reader.source(fields, path)))
    return tuple(tiers)


def _methods(reader: Reader, fields: Fields) -> tuple[tuple[str, Method], ...]:
    methods = []
    if "methods" not in fields:
        return ()
    for key, value, path in reader.entries(fields["methods"][1], "/methods"):
        inner = reader.record(value, path, ("method", "source"))
        if "method" not in inner:
            reader.wrong(value, path, "写有 method 的赋分方法")
            continue
        report = reader.report
        method = read_method(inner["method"][1], f"{path}/method", report.findings)
        source = reader.source(inner, path)
        if method is not None:
            methods.append((key.text, method._replace(source=source)))
    return tuple(methods)


def _not_applicable(reader: Reader, fields: Fields) -> model.NotApplicable:
    if "not_applicable" not in fields or is_null(fields["not_applicable"][1]):
        return model.NotApplicable("rescale")
    node = fields["not_applicable"][1]
    path = "/not_applicable"
    if isinstance(node, Scalar):
        mode = reader.choice(fields, "not_applicable", "", ("rescale", "lose"))
        return model.NotApplicable(mode)  # type: ignore[arg-type]
    inner = reader.record(node, path, ("mode", "move_to", "from", "source"))
    source = reader.text(inner, "source", path) or ""
    if source:
        reader.source(inner, path)
    move_to = reader.text(inner, "move_to", path)
    if move_to is None:
        mode = reader.choice(inner, "mode", path, ("rescale", "lose"))
        return model.NotApplicable(mode, source=source)  # type: ignore[arg-type]
    return model.NotApplicable("move", move_to, reader.text(inner, "from", path), source)


def _rounding(reader: Reader, node: Node) -> model.Rounding | None:
    path = "/rounding"
    fields = reader.record(node, path, ("digits", "mode", "source"))
    digits = reader.optional(fields, "digits", path, reader.number)
    reader.choice(fields, "mode", path, ("half_up",))
    source = reader.source(fields, path)
    if digits is None or digits not in range(7):
        reader.wrong(node, f"{path}/digits", "0～6 的整数")
        return None
    return model.Rounding(int(digits), "half_up", source)


def _grades(reader: Reader, node: Node) -> tuple[model.Grade, ...]:
    grades = []
    for item, path in reader.items(node, "/grades"):
        fields = reader.record(item, path, ("name", "from", "source"))
        name = reader.text(fields, "name", path)
        start = reader.optional(fields, "from", path, reader.number)
        if name is None or start is None:
            reader.wrong(item, path, "写有 name 和 from 的一等")
            continue
        grades.append(model.Grade(name, start, reader.source(fields, path)))
    return tuple(grades)


def _checks(reader: Reader, fields: Fields) -> tuple[tuple[str, model.CheckSetting], ...]:
    checks = []
    if "checks" not in fields:
        return ()
    for key, value, path in reader.entries(fields["checks"][1], "/checks"):
        inner = reader.record(value, path, ("severity", "limit", "off", "source"))
        code = key.text
        is_users = len(code) == 5 and code[:2].isupper() and code[2] == "9"  # noqa: PLR2004
        if code not in CODES and not is_users:
            reader.wrong(key, path, f"检查代码，没有“{code}”")
            continue
        severity = reader.choice(inner, "severity", path, ("", *SEVERITIES)) or None
        limit = reader.optional(inner, "limit", path, reader.amount)
        off = reader.choice(inner, "off", path, ("false", "true")) == "true"
        source = reader.source(inner, path)
        checks.append((code, model.CheckSetting(severity, limit, off, source)))  # type: ignore[arg-type]
    return tuple(checks)
