"""How people write targets and actuals: operators, numbers, units, dates, statements."""

from scoring.notation.columns import combine
from scoring.notation.days import resolve
from scoring.notation.folding import fold, same_text
from scoring.notation.grammar import holds_number, number, parse
from scoring.notation.names import (
    assumed_operator,
    class_key,
    fund_role,
    is_less_better,
    strip_points,
)
from scoring.notation.statements import Statement, statement
from scoring.notation.units import comparable, convert, find_unit, in_base
from scoring.notation.values import (
    Blank,
    Dates,
    Day,
    Interval,
    Measure,
    Quantity,
    Unit,
    Words,
    show,
)
from scoring.notation.vocabulary import Labels, labels
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.notation.values import Operator as Operator
    from scoring.notation.values import Value as Value

__all__ = [
    "Blank",
    "Dates",
    "Day",
    "Interval",
    "Labels",
    "Measure",
    "Quantity",
    "Statement",
    "Unit",
    "Words",
    "assumed_operator",
    "class_key",
    "combine",
    "comparable",
    "convert",
    "find_unit",
    "fold",
    "fund_role",
    "holds_number",
    "in_base",
    "is_less_better",
    "labels",
    "number",
    "parse",
    "resolve",
    "same_text",
    "show",
    "statement",
    "strip_points",
]
