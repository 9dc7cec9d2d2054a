"""``score rules list|show ID|diff A B|test [PATH]``: rule sets, their numbers and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from typing import Annotated

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


def list_rules() -> int:
    """Print the shipped rule sets."""
    from scoring.api import load_rules
    from scoring.cli import streams
    from scoring.cli.listing import table
    from scoring.source.library import shipped

    rows = []
    for name in shipped("rules"):
        rule_set = load_rules(name)
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
    from scoring.api import load_rules
    from scoring.cli import streams
    from scoring.cli.rule_page import page
    from scoring.render import encoded

    streams.write(encoded(page(load_rules(rules), streams.columns(None))), None)
    return 0


def diff_rules(
    first: Annotated[str, typer.Argument(metavar="规则甲")],
    second: Annotated[str, typer.Argument(metavar="规则乙")],
) -> int:
    """Print where two rule sets differ."""
    from scoring.analysis.ruleset_diff import diff
    from scoring.api import load_rules
    from scoring.cli import streams
    from scoring.cli.listing import table
    from scoring.render import encoded

    one, other = load_rules(first), load_rules(second)
    differences = diff(one, other)
    if not differences:
        streams.write(encoded(f"{one.id} 与 {other.id} 没有不同。\n"), None)
        return 0
    rows = [(known.path, known.first, known.second) for known in differences]
    streams.write(table(("内容", one.id, other.id), rows), None)
    return 0


def run_cases(rules: Annotated[str | None, typer.Argument(metavar="[规则]")] = None) -> int:
    """Run the cases of one rule set, or of all that are shipped."""
    raise NotImplementedError
