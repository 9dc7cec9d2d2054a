"""``score new FILE``: a commented project file to fill in, scored at once under the rules chosen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from scoring.cli.misuse import Misuse
from scoring.cli.startup import import_yaml

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.model.library import Library
    from scoring.model.ruleset import RuleSet

HELP = """\
生成一份带说明的项目文件，填好的例子可以直接评分，照着改即可。

  score new project.yaml                         按 mof-2020
  score new project.yaml --rules shanxi-2023     按山西的规则
  score new project.yaml --library training      指标取自指标库“培训”
  score new project.yaml --force                 覆盖已有的文件
"""

DEFAULT = "mof-2020"
"""The rule set of a file that names none."""

YEAR = 2023
"""The year of the example: a fixed one, the same command always writes the same file."""

_PARTLY_DONE = "部分达成"
_SAFE_NAME = frozenset("-_./")


def new(
    file: Annotated[str, typer.Argument(metavar="文件")],
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="规则", help="规则编号或规则文件")
    ] = None,
    library: Annotated[
        str | None,
        typer.Option(
            "--library",
            metavar="指标库",
            help="指标库编号或文件；score indicators list 列出全部",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已存在时覆盖")] = False,  # noqa: FBT002
) -> int:
    """Write the file; it is never overwritten unless asked for."""
    import_yaml()
    from scoring.cli import streams
    from scoring.source.ruleset import load_rules

    if file != streams.STANDARD and os.path.lexists(file) and not force:
        message = f"{file} 已存在，没有改动它；要覆盖请加 --force，或换一个文件名。"
        raise Misuse(message)
    rule_set = load_rules(rules or DEFAULT)
    if library is None:
        content = project_text(rule_set, rules, file)
    else:
        content = library_text(rule_set, rules, file, _library(library), library)
    streams.write(content.encode("utf-8"), file)
    if file != streams.STANDARD:
        streams.say([f"已写入 {file}。评分：score {file}"])
    return 0


def project_text(rule_set: RuleSet, rules: str | None, file: str) -> str:
    """The text of the project file.

    Args:
        rule_set: its weights are those of the file.
        rules: what the file names as its rules; none for the default.
        file: the name shown in the comments.
    """
    from scoring.cli import template

    classes = class_weights(rule_set)
    numbers = _row_weights(classes)
    choice = _choice(rules)
    parts = [
        template.HEAD.format(
            file=file if file != "-" else "project.yaml",
            year=YEAR,
            choice=choice,
            execution=f"{rule_set.weights.execution:f}",
            total=f"{rule_set.weights.total:f}",
        )
    ]
    blocks = [template.OUTPUT]
    if "成本" in classes:
        blocks.insert(0, template.COST)
    else:
        blocks.append(template.COST_UNDER_OUTPUT)
    blocks += [template.BENEFIT, template.SATISFACTION]
    degree = _degree(rule_set)
    parts += [block.format(year=YEAR, degree=degree, **numbers) for block in blocks]
    return "".join(parts) + template.TAIL


def library_text(
    rule_set: RuleSet, rules: str | None, file: str, library: Library, name: str
) -> str:
    """The text of a project file whose rows come from a library.

    Args:
        rule_set: its weights are split among the rows.
        rules: what the file names as its rules; none for the default.
        file: the name shown in the comments; a path of a library starts from its folder.
        library: where the rows come from.
        name: its id, or its path as given.
    """
    from scoring.cli import library_template as template
    from scoring.source.library import is_id

    reference = name
    if not is_id(name) and not os.path.isabs(name):
        folder = os.path.dirname(file) if file != "-" else ""
        reference = os.path.relpath(name, folder or os.curdir).replace(os.sep, "/")
    head = template.HEAD.format(
        file=file if file != "-" else "project.yaml",
        title=library.title or library.id or "",
        year=YEAR,
        library=template.quoted(reference),
        choice=_choice(rules),
        execution=f"{rule_set.weights.execution:f}",
        total=f"{rule_set.weights.total:f}",
    )
    return head + template.rows_text(library, class_weights(rule_set), YEAR) + template.TAIL


def _library(name: str) -> Library:
    """The library of an id or a path; ``Misuse`` when there is none, or nothing in it."""
    from scoring.cli import indicators

    library = indicators.library_of(name)
    if not library.definitions:
        message = f"指标库 {name} 里没有指标。"
        raise Misuse(message)
    return library


def _choice(rules: str | None) -> str:
    """The line that names the rules, or shows in a comment how it would."""
    from scoring.cli import template

    return template.NO_CHOICE if rules is None else template.CHOICE.format(rules=_quoted(rules))


def class_weights(rule_set: RuleSet) -> dict[str, Decimal]:
    """Points of each class: the rule set's, or a split of its indicator points.

    Where a rule set leaves the split free, 满意度 has 10, 效益 30 of 90 and 产出 the rest.
    """
    from decimal import Decimal

    given = dict(rule_set.weights.classes)
    known = {"产出", "效益", "满意度", "成本"}
    if {"产出", "效益", "满意度"} <= set(given) <= known:
        return given
    points = rule_set.weights.indicators
    satisfaction = min(Decimal(10), points // 9)
    benefit = points // 3
    return {
        "产出": points - benefit - satisfaction,
        "效益": benefit,
        "满意度": satisfaction,
    }


def _row_weights(classes: dict[str, Decimal]) -> dict[str, str]:
    """Points of each row of the template; the rows of a class add to the class."""
    output = classes["产出"]
    fifth = output // 5
    cost = classes.get("成本", fifth)
    rows = {
        "quality": fifth,
        "time": fifth,
        "training": fifth,
        "cost": cost,
        "effect": classes["效益"] // 2,
        "satisfaction": classes["满意度"],
    }
    rows["lasting"] = classes["效益"] - rows["effect"]
    under_output = 3 * fifth if "成本" in classes else 4 * fifth
    rows["quantity"] = output - under_output
    return {name: f"{points:f}" for name, points in rows.items()}


def _degree(rule_set: RuleSet) -> str:
    """A degree inside the tier 部分达成: ten points below the tier above, but not below its own."""
    above = None
    for tier in rule_set.tiers:
        if tier.name == _PARTLY_DONE and above is not None:
            from decimal import Decimal

            middle = max(tier.start, above - Decimal("0.1"))
            return f"{int(middle * 100)}%"
        above = tier.start
    return "70%"


def _quoted(rules: str) -> str:
    """The rules as a YAML value: a path with odd characters in quotes."""
    if all(character.isalnum() or character in _SAFE_NAME for character in rules):
        return rules
    escaped = rules.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
