"""``score checks list|show CODE``: the codes of the findings and what each one finds."""

from __future__ import annotations

from typing import Annotated

import typer

from scoring.cli.misuse import Misuse

HELP = """\
检查项：编号、名称、轻重和检查的内容。

  score checks list            列出全部
  score checks show AC501      查看一项
"""

LIST_HELP = """\
列出全部检查项。

  score checks list
"""

SHOW_HELP = """\
查看一项检查，写编号或英文名称。

  score checks show AC501
  score checks show actual-repeats-bound
"""

_NEAR = 3


def list_checks() -> int:
    """Print the table of all codes."""
    from scoring.cli import streams
    from scoring.cli.check_texts import FAMILIES, TEXTS
    from scoring.cli.listing import table
    from scoring.model.codes import CODES
    from scoring.render.outcome import SEVERITY_LABELS

    rows = [
        (code, name, SEVERITY_LABELS[severity], FAMILIES[code[:2]], TEXTS[code])
        for code, (name, severity) in CODES.items()
    ]
    streams.write(table(("编号", "名称", "轻重", "类别", "检查什么"), rows), None)
    return 0


def show_check(code: Annotated[str, typer.Argument(metavar="编号")]) -> int:
    """Print one code."""
    from scoring.cli import streams
    from scoring.cli.check_texts import FAMILIES, TEXTS
    from scoring.model.codes import CODES
    from scoring.render import encoded
    from scoring.render.outcome import SEVERITY_LABELS

    names = {name: known for known, (name, _) in CODES.items()}
    found = names.get(code.lower(), code.upper())
    if found not in CODES:
        from difflib import get_close_matches

        near = get_close_matches(code.upper(), CODES, n=_NEAR)
        near += get_close_matches(code.lower(), names, n=_NEAR)
        hint = f"您是要 {'、'.join(near)} 吗？" if near else "用 score checks list 查看全部。"
        message = f"没有检查项 {code}。{hint}"
        raise Misuse(message)
    name, severity = CODES[found]
    lines = (
        f"{found}　{name}",
        f"类别：{FAMILIES[found[:2]]}",
        f"轻重：{SEVERITY_LABELS[severity]}（规则可以另设）",
        f"检查：{TEXTS[found]}",
    )
    text = "".join(f"{line}\n" for line in lines)
    page = _page(found)
    if page is not None:
        text += f"\n{page}"
    streams.write(encoded(text), None)
    return 0


def _page(code: str) -> str | None:
    """The page of a check without its heading, which the lines above already say."""
    from scoring.source.library import read_page

    try:
        page = read_page(code)
    except KeyError:
        return None
    heading, _, body = page.partition("\n")
    return body.lstrip("\n") if heading.startswith("# ") else page


COMMANDS = {"list": (LIST_HELP, list_checks), "show": (SHOW_HELP, show_check)}
"""Word after ``score checks``: its help and its function."""
