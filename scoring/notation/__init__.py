"""How people write targets and actuals: operators, numbers, units, dates, statements."""

from scoring.notation.folding import fold, same_text
from scoring.notation.vocabulary import Labels, labels

__all__ = ["Labels", "fold", "labels", "same_text"]
