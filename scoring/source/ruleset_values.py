"""The tree of a rule set into values: texts, exact numbers, shares, words of a closed list.

Strict: unknown keys, wrong types, unnamed sources are findings, each at its place in the set's own
file. Whether the numbers can be right together is the business of ``ruleset_bands``.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.model.codes import CODES, is_users_code
from scoring.model.ruleset import (
    EVIDENCE,
    Cap,
    CheckSetting,
    Execution,
    Grade,
    NotApplicable,
    Ratio,
    Rounding,
    RuleSet,
    Source,
    Tier,
    Weights,
)
from scoring.notation.names import class_key
from scoring.record import TYPE_CHECKING
from scoring.source.events import Mapping, Scalar
from scoring.source.ruleset_bands import check_bands
from scoring.source.ruleset_reader import Reader

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.model.method import Method
    from scoring.source.events import Document, Node

NEEDED = (
    "id", "title", "version", "sources", "form", "target", "weights", "execution", "ratio",
    "tiers", "not_applicable", "unjudged", "rounding", "grades",
)  # fmt: skip
FREE = ("issuer", "region", "effective", "extends", "methods", "checks", "notes", "cases")
KEYS = (*NEEDED, *FREE)
OWN_NEEDED = ("id", "title", "version")
DIGITS_LIMIT = 6


def check_identity(document: Document) -> tuple[Finding, ...]:
    """What must be said in the very file, whatever it extends: id, title, version."""
    reader = Reader(document)
    root = document.root
    if not isinstance(root, Mapping):
        reader.wrong(
            "", "这不是一套评分规则。", "评分规则由“名称: 值”组成，第一行如 id: my-rules。"
        )
        return reader.placed()
    own = {key.text: value for key, value in root.entries}
    for name in OWN_NEEDED:
        if name not in own:
            reader.wrong(
                f"/{name}", f"缺少 {name}。", f"在文件的最外层写上 {name}，即使有 extends。"
            )
    extends = own.get("extends")
    if extends is not None and not isinstance(extends, Scalar):
        reader.wrong("/extends", "extends 应是一套规则的编号。", "如 extends: mof-2020。")
    return reader.placed()


def bad_parent(node: Scalar, message: str, document: Document) -> Finding:
    """The finding for an ``extends`` that leads nowhere."""
    reader = Reader(document)
    reader.wrong("/extends", f"extends: {node.text} 用不上。{message}", "改成一套可用规则的编号。")
    return reader.placed()[0]


def read_values(root: Mapping, document: Document) -> tuple[RuleSet | None, tuple[Finding, ...]]:
    """The values of a complete tree, and what is wrong with them.

    Args:
        root: the tree with all that it takes over from the set it extends.
        document: the set's own file, for the places.
    """
    reader = Reader(document)
    fields = reader.fields(root, "", KEYS, NEEDED)
    sources = _sources(reader, fields.get("sources"))
    reader.sources = frozenset(source.id for source in sources)
    first = reader.fields(fields.get("effective"), "/effective", ("from", "to"))
    start, end = (reader.day(first.get(name), f"/effective/{name}") for name in ("from", "to"))
    if start is not None and end is not None and end < start:
        reader.wrong("/effective/to", f"截止日期 {end} 早于起始日期 {start}。", "检查两个日期。")
    extends = reader.text(fields.get("extends"), "/extends")
    target = reader.fields(fields.get("target"), "/target", ("value", "source"), ("value",))
    rules = RuleSet(
        id=reader.name(fields.get("id"), "/id"),
        title=reader.needed_text(fields.get("title"), "/title"),
        version=reader.needed_text(fields.get("version"), "/version"),
        issuer=reader.text(fields.get("issuer"), "/issuer"),
        region=reader.text(fields.get("region"), "/region"),
        effective_from=start,
        effective_to=end,
        extends=extends,
        sources=sources,
        form=reader.name(fields.get("form"), "/form"),
        target=reader.word(target.get("value"), "/target/value", ("initial", "adjusted")),
        target_source=reader.source(target, "/target"),
        weights=_weights(reader, fields.get("weights")),
        execution=_execution(reader, fields.get("execution")),
        ratio=_ratio(reader, fields.get("ratio")),
        tiers=_tiers(reader, fields.get("tiers")),
        methods=_methods(reader, fields.get("methods")),
        not_applicable=_not_applicable(reader, fields.get("not_applicable")),
        unjudged=reader.word(fields.get("unjudged"), "/unjudged", ("open", "zero")),
        rounding=_rounding(reader, fields.get("rounding")),
        grades=_grades(reader, fields.get("grades")),
        checks=_checks(reader, fields.get("checks")),
        notes=_notes(reader, fields.get("notes")),
    )
    if not reader.has_error:
        check_bands(rules, reader)
    return (None if reader.has_error else rules), reader.placed()


def _sources(reader: Reader, node: Node | None) -> tuple[Source, ...]:
    sources: list[Source] = []
    for item, pointer in reader.items(node, "/sources"):
        fields = reader.fields(
            item,
            pointer,
            ("id", "document", "article", "evidence", "note"),
            ("id", "document", "evidence"),
        )
        known = reader.name(fields.get("id"), f"{pointer}/id")
        if known and any(source.id == known for source in sources):
            reader.wrong(f"{pointer}/id", f"出处 {known} 写了两次。", "改用另一个编号。")
        evidence = reader.word(fields.get("evidence"), f"{pointer}/evidence", tuple(EVIDENCE))
        sources.append(
            Source(
                known,
                reader.needed_text(fields.get("document"), f"{pointer}/document"),
                reader.text(fields.get("article"), f"{pointer}/article"),
                evidence,
                reader.text(fields.get("note"), f"{pointer}/note"),
            )
        )
    return tuple(sources)


def _weights(reader: Reader, node: Node | None) -> Weights:
    pointer = "/weights"
    fields = reader.fields(
        node,
        pointer,
        ("total", "execution", "classes", "fixed", "without", "source"),
        ("total", "execution", "classes"),
    )
    without = tuple(
        (class_key(key.text), _split(reader, value, f"{pointer}/without/{key.text}"))
        for key, value in reader.entries(fields.get("without"), f"{pointer}/without")
    )
    source = reader.source(fields, pointer, has_number=True)
    return Weights(
        reader.number(fields.get("total"), f"{pointer}/total"),
        reader.number(fields.get("execution"), f"{pointer}/execution"),
        _split(reader, fields.get("classes"), f"{pointer}/classes"),
        reader.word(fields.get("fixed"), f"{pointer}/fixed", ("false", "true")) == "true",
        source,
        without,
    )


def _split(reader: Reader, node: Node | None, pointer: str) -> tuple[tuple[str, Decimal], ...]:
    """Classes and their points; a class named in two ways is named twice."""
    split: dict[str, Decimal] = {}
    for key, value in reader.entries(node, pointer):
        name = class_key(key.text)
        if name in split:
            reader.wrong(
                f"{pointer}/{key.text}", f"{key.text} 和前面的一级指标是同一个。", "留一个。"
            )
        split[name] = reader.number(value, f"{pointer}/{key.text}")
    return tuple(split.items())


def _execution(reader: Reader, node: Node | None) -> Execution:
    pointer = "/execution"
    fields = reader.fields(node, pointer, ("zero_budget", "caps", "source"), ("zero_budget",))
    source = reader.source(fields, pointer)
    caps = []
    for item, place in reader.items(fields.get("caps"), f"{pointer}/caps"):
        cap = reader.fields(item, place, ("below", "at_most", "source"), ("below", "at_most"))
        caps.append(
            Cap(
                reader.share(cap.get("below"), f"{place}/below"),
                reader.number(cap.get("at_most"), f"{place}/at_most"),
                reader.source(cap, place, has_number=True, above=source),
            )
        )
    word = reader.word(fields.get("zero_budget"), f"{pointer}/zero_budget", ("unjudged", "zero"))
    return Execution(word, tuple(caps), source)


def _ratio(reader: Reader, node: Node | None) -> Ratio:
    pointer = "/ratio"
    fields = reader.fields(
        node, pointer, ("reverse", "equal", "floor", "source"), ("reverse", "equal")
    )
    floor = reader.optional_share(fields.get("floor"), f"{pointer}/floor")
    reverse = reader.word(fields.get("reverse"), f"{pointer}/reverse", ("t/a", "linear"))
    equal = reader.word(fields.get("equal"), f"{pointer}/equal", ("at_least", "exact", "two_sided"))
    return Ratio(
        reverse,
        equal,
        floor,
        reader.source(fields, pointer, has_number=floor is not None),
    )


def _tiers(reader: Reader, node: Node | None) -> tuple[Tier, ...]:
    tiers = []
    for item, pointer in reader.items(node, "/tiers"):
        fields = reader.fields(
            item, pointer, ("name", "from", "default", "source"), ("name", "from")
        )
        tiers.append(
            Tier(
                reader.needed_text(fields.get("name"), f"{pointer}/name"),
                reader.share(fields.get("from"), f"{pointer}/from"),
                reader.optional_share(fields.get("default"), f"{pointer}/default"),
                reader.source(fields, pointer, has_number=True),
            )
        )
    return tuple(tiers)


def _methods(reader: Reader, node: Node | None) -> tuple[tuple[str, Method], ...]:
    """The method of each class: the method as a row of a project names it, and its source."""
    methods: dict[str, Method] = {}
    for key, value in reader.entries(node, "/methods"):
        from scoring.source.methods import read_method

        pointer = f"/methods/{key.text}"
        named = value
        source = ""
        if isinstance(value, Mapping):
            fields = {name.text: item for name, item in value.entries}
            source = reader.source(fields, pointer, has_number=True)
            rest = [entry for entry in value.entries if entry[0].text != "source"]
            named = Mapping(rest, value.mark, value.flow)
        findings: list[Finding] = []
        method = read_method(named, pointer, findings)
        reader.take(findings)
        name = class_key(key.text)
        if name in methods:
            reader.wrong(pointer, f"{key.text} 和前面的一类指标是同一类。", "留一个。")
        if method is not None:
            methods[name] = method._replace(source=source)
        elif not findings:
            reader.wrong(pointer, f"{key.text} 没有写赋分方法。", "如 {完成比例: {及格: 60%}}。")
    return tuple(methods.items())


def _not_applicable(reader: Reader, node: Node | None) -> NotApplicable:
    pointer = "/not_applicable"
    if not isinstance(node, Mapping):
        mode = reader.word(node, pointer, ("rescale", "lose"), "，或 {move_to: 效益}")
        return NotApplicable(mode)
    fields = reader.fields(node, pointer, ("move_to", "from", "source"), ("move_to",))
    move_to = reader.text(fields.get("move_to"), f"{pointer}/move_to")
    move_from = reader.text(fields.get("from"), f"{pointer}/from")
    return NotApplicable(
        "move",
        class_key(move_to) if move_to else None,
        class_key(move_from) if move_from else None,
        reader.source(fields, pointer),
    )


def _rounding(reader: Reader, node: Node | None) -> Rounding:
    pointer = "/rounding"
    fields = reader.fields(node, pointer, ("digits", "mode", "source"), ("digits", "mode"))
    digits = reader.number(fields.get("digits"), f"{pointer}/digits")
    if digits != int(digits) or digits > DIGITS_LIMIT:
        reader.wrong(
            f"{pointer}/digits", f"小数位数写的是 {digits:f}。", f"写成0到{DIGITS_LIMIT}的整数。"
        )
        digits = Decimal(0)
    reader.word(fields.get("mode"), f"{pointer}/mode", ("half_up",))
    return Rounding(int(digits), "half_up", reader.source(fields, pointer, has_number=True))


def _grades(reader: Reader, node: Node | None) -> tuple[Grade, ...]:
    grades = []
    for item, pointer in reader.items(node, "/grades"):
        fields = reader.fields(item, pointer, ("name", "from", "source"), ("name", "from"))
        grades.append(
            Grade(
                reader.needed_text(fields.get("name"), f"{pointer}/name"),
                reader.number(fields.get("from"), f"{pointer}/from"),
                reader.source(fields, pointer, has_number=True),
            )
        )
    return tuple(grades)


def _checks(reader: Reader, node: Node | None) -> tuple[tuple[str, CheckSetting], ...]:
    settings = []
    for key, value in reader.entries(node, "/checks"):
        code, pointer = key.text, f"/checks/{key.text}"
        if code not in CODES and not is_users_code(code):
            reader.unknown(pointer, code, tuple(CODES), "检查代码")
            continue
        fields = reader.fields(value, pointer, ("severity", "limit", "off", "source"))
        severity = None
        if "severity" in fields:
            severity = reader.word(
                fields["severity"], f"{pointer}/severity", ("error", "warning", "note")
            )
        limit = reader.limit(fields.get("limit"), f"{pointer}/limit")
        off = reader.word(fields.get("off"), f"{pointer}/off", ("false", "true")) == "true"
        if off and code[:2] in {"EN", "YM"}:
            reader.wrong(f"{pointer}/off", f"{code} 不能停用。", "删去 off。")
        source = reader.source(fields, pointer, has_number=limit is not None)
        settings.append((code, CheckSetting(severity, limit, off, source)))
    return tuple(settings)


def _notes(reader: Reader, node: Node | None) -> tuple[str, ...]:
    notes = [reader.text(item, pointer) for item, pointer in reader.items(node, "/notes")]
    return tuple(note for note in notes if note is not None)
