"""Score 项目支出绩效自评表: exact points, each explained down to the clause it rests on.

>>> import scoring
>>> card = scoring.score("examples/jinbao-2023.yaml")
>>> card.total, card.grade
(Decimal('99.97'), '优')

The names below are the whole public interface; they are loaded when first used, so that importing
the package costs next to nothing.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.version import __version__

if TYPE_CHECKING:
    from scoring.analyses import explain, review, self_report, sensitivity, whatif
    from scoring.api import check, render, score
    from scoring.loading import ProjectError, load_project, load_projects, load_rules
    from scoring.model.finding import Finding
    from scoring.model.project import Fund, Indicator, Project
    from scoring.model.report import Report
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard
    from scoring.source.ruleset import RuleSetError

_HOMES = {
    "ProjectError": "scoring.loading",
    "check": "scoring.api",
    "explain": "scoring.analyses",
    "load_project": "scoring.loading",
    "load_projects": "scoring.loading",
    "load_rules": "scoring.loading",
    "render": "scoring.api",
    "review": "scoring.analyses",
    "score": "scoring.api",
    "self_report": "scoring.analyses",
    "sensitivity": "scoring.analyses",
    "whatif": "scoring.analyses",
    "Finding": "scoring.model.finding",
    "Fund": "scoring.model.project",
    "Indicator": "scoring.model.project",
    "Project": "scoring.model.project",
    "Report": "scoring.model.report",
    "RuleSet": "scoring.model.ruleset",
    "RuleSetError": "scoring.source.ruleset",
    "Scorecard": "scoring.model.scorecard",
}

__all__ = [
    "Finding",
    "Fund",
    "Indicator",
    "Project",
    "ProjectError",
    "Report",
    "RuleSet",
    "RuleSetError",
    "Scorecard",
    "__version__",
    "check",
    "explain",
    "load_project",
    "load_projects",
    "load_rules",
    "render",
    "review",
    "score",
    "self_report",
    "sensitivity",
    "whatif",
]


def __getattr__(name: str) -> object:
    """Load a public name from its home when it is first asked for."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
