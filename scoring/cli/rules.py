"""``score rules list|show ID|diff A B|test [PATH]``: rule sets, their numbers and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scoring.cli.startup import import_yaml

if TYPE_CHECKING:
    from scoring.model.ruleset import RuleSet

HELP = """\
评分规则：打分所用的每一个数都在规则里，旁边写着出处。

  score rules list                            列出自带的规则
  score rules show shanxi-2023                查看一套规则的全部内容和出处
  score rules diff mof-2020 shanxi-2023       比较两套规则
  score rules test                            运行规则自带的算例
"""

LIST_HELP = """\
列出自带的规则。

  score rules list
"""

SHOW_HELP = """\
查看一套规则：分值、档次、等级、检查项，每个数的出处和可信程度。

  score rules show mof-2020
  score rules show 我的规则.yaml
"""

DIFF_HELP = """\
比较两套规则，列出不同的数和各自的出处。

  score rules diff mof-2020 sichuan-2023
"""

TEST_HELP = """\
运行规则自带的算例；不写规则时运行全部自带的规则。

  score rules test
  score rules test 我的规则.yaml
"""

FAILED = 1


def _load(name: str) -> RuleSet:
    """A rule set, with as little as possible loaded: nothing is scored here."""
    import_yaml()
    from scoring.source.ruleset import load_rules

    return load_rules(name)


def list_rules() -> int:
    """Print the shipped rule sets."""
    from scoring.cli import streams
    from scoring.cli.listing import table
    from scoring.source.library import shipped

    rows = []
    for name in shipped("rules"):
        rule_set = _load(name)
        rows.append(
            (
                rule_set.id,
                rule_set.version,
                rule_set.region or "",
                f"{rule_set.weights.execution:f}+{rule_set.weights.indicators:f}",
                rule_set.form,
                rule_set.extends or "",
                rule_set.title,
            )
        )
    headers = ("编号", "版本", "地区", "执行率+指标", "版式", "基于", "名称")
    streams.write(table(headers, rows), None)
    return 0


def show_rules(rules: Annotated[str, typer.Argument(metavar="规则")]) -> int:
    """Print everything one rule set says."""
    from scoring.cli import streams
    from scoring.cli.rule_page import page
    from scoring.render import encoded

    streams.write(encoded(page(_load(rules), streams.columns(None))), None)
    return 0


def diff_rules(
    first: Annotated[str, typer.Argument(metavar="规则甲")],
    second: Annotated[str, typer.Argument(metavar="规则乙")],
) -> int:
    """Print where two rule sets differ."""
    from scoring.analysis.ruleset_diff import diff
    from scoring.cli import streams
    from scoring.render import encoded
    from scoring.render.width import hanging

    one, other = _load(first), _load(second)
    differences = diff(one, other)
    if not differences:
        streams.write(encoded(f"{one.id} 与 {other.id} 没有不同。\n"), None)
        return 0
    lines = [f"{one.id} 与 {other.id} 不同的地方：{len(differences)} 处"]
    for known in differences:
        lines += ["", f"{known.path}：{known.first} → {known.second}"]
        sources = ((one.id, known.first_source), (other.id, known.second_source))
        lines += [f"    {name}：{source}" for name, source in sources if source]
    columns = streams.columns(None)
    text = "".join(f"{line}\n" for given in lines for line in hanging(given, columns))
    streams.write(encoded(text), None)
    return 0


def run_cases(rules: Annotated[str | None, typer.Argument(metavar="[规则]")] = None) -> int:
    """Run the cases of one rule set, or of all that are shipped."""
    import_yaml()
    from scoring.analysis.ruleset_cases import run_cases as run
    from scoring.cli import streams
    from scoring.cli.listing import table
    from scoring.render import encoded
    from scoring.render.problems import describe
    from scoring.render.width import hanging
    from scoring.source.library import altered, shipped

    runs = [run(name) for name in ([rules] if rules else shipped("rules"))]
    rows, lines = [], []
    columns = streams.columns(None)
    for done in runs:
        failed = [outcome for outcome in done.outcomes if not outcome.passed]
        rows.append((done.name, str(len(done.outcomes)), str(len(failed))))
        lines += describe(done.findings, columns)
        for outcome in failed:
            lines += ["", *hanging(f"{done.name} 的算例“{outcome.name}”不符", columns)]
            lines += describe(outcome.findings, columns)
    text = table(("规则", "算例", "不符"), rows) + encoded("".join(f"{line}\n" for line in lines))
    changed = [] if rules else altered("rules")
    if changed:
        text += encoded(f"与发布时不同的规则文件：{'、'.join(changed)}\n")
    streams.write(text, None)
    return 0 if all(done.passed for done in runs) else FAILED


COMMANDS = {
    "list": (LIST_HELP, list_rules),
    "show": (SHOW_HELP, show_rules),
    "diff": (DIFF_HELP, diff_rules),
    "test": (TEST_HELP, run_cases),
}
"""Word after ``score rules``: its help and its function."""
