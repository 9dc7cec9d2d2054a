"""Pages made of the templates: every value escaped, and what does not print made visible."""

from __future__ import annotations

from functools import lru_cache

from scoring.record import TYPE_CHECKING
from scoring.render.outcome import SEVERITY_LABELS
from scoring.render.problems import place

if TYPE_CHECKING:
    from jinja2 import Environment

    from scoring.web.answers import Answer, RefusedError

DOWNLOADS = (("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF"), ("yaml", "YAML"))
"""What can be downloaded, and what it is called."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; every value is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from scoring.render.shown import shown
    from scoring.web.page.files import url_of

    def visible(value: object) -> object:
        return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    found = Environment(
        loader=PackageLoader("scoring.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )
    found.globals |= {
        "static": url_of, "place": place, "severities": SEVERITY_LABELS, "downloads": DOWNLOADS,
        "rule_sets": _rule_sets(), "forms": _forms(),
    }  # fmt: skip
    return found


def page(template: str, **values: object) -> bytes:
    """A page made of a template."""
    from scoring.render import encoded

    return encoded(environment().get_template(template).render(**values))


def problem_page(refused: RefusedError) -> Answer:
    """A refusal as a page for people."""
    from scoring.web.answers import HTML, TITLES, Answer

    status, title = TITLES[refused.kind]
    content = page("problem.html", title=title, detail=refused.detail, findings=refused.findings)
    return Answer(status, HTML, content, refused.headers)


def _rule_sets() -> tuple[tuple[str, str], ...]:
    from scoring.loading import load_rules
    from scoring.source.library import shipped_rules

    return tuple((name, load_rules(name).title) for name in shipped_rules())


def _forms() -> dict[str, str]:
    from scoring.render.layouts import FORMS

    return FORMS
