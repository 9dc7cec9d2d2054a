"""Plain measures (≥95.5%, 120人) told apart in columns: sign, digits and unit, without the grammar.

Most cells of a flat table are such. What may stand behind the digits is tried out on the grammar
itself: an ending is plain when every sample with it reads as that number in one unit, under every
sign and under none. Everything else is read by the grammar, text by text.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from scoring import notation
from scoring.portfolio.kernel import SIGNS
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

PATTERN = r"^([≥≤=><]?)(0|[1-9]\d{0,7})(?:\.(\d{1,4}))?([^\d\s.,，]*)$"
"""Sign, whole digits, digits after the point, ending."""

NUMBERS = (
    "7", "0", "12", "100", "365", "1999", "2023", "31", "12345678", "20231231", "202312", "0.5",
    "7.5", "12.31", "1.1", "95.55", "0.0001", "2023.5", "2023.12", "1999.1201", "2024.0229",
)  # fmt: skip
"""Samples: years, days and digits in groups may read as dates under some endings."""

BARE_MOST = 3
"""Whole digits that a number without an ending may have: more of them may be a date."""


@lru_cache(maxsize=16_384)
def unit_behind(ending: str) -> int | None:
    """The number of the unit an ending is; none when it is more than a unit."""
    from scoring.portfolio.typed import number_of

    unit = None
    samples = [number for number in NUMBERS if ending or _is_short(number)]
    for place, number in enumerate(samples):
        for sign in ("", *SIGNS):
            read = notation.parse(f"{sign}{number}{ending}")
            if not isinstance(read, notation.Measure) or read.operator != (sign or None):
                return None
            if read.quantity.number != Decimal(number):
                return None
            if place or sign:
                if read.quantity.unit != unit:
                    return None
            else:
                unit = read.quantity.unit
    return number_of(unit)


def _is_short(number: str) -> bool:
    return len(number.partition(".")[0]) <= BARE_MOST


def plain_measures(cells: pl.Series) -> pl.DataFrame:
    """Of each text: ``sign`` (0 for none), ``digits``, ``places`` and ``unit``; none if not plain.

    >>> import polars as pl
    >>> plain_measures(pl.Series(["≥95.50%", "约90%"])).rows()[0][:3]
    (1, 955, 1)
    """
    import polars as pl

    cell = pl.col("cell")
    groups = cell.str.extract_groups(PATTERN)
    parts = cells.alias("cell").to_frame().select(groups.alias("groups")).unnest("groups")
    parts.columns = ["sign", "whole", "decimals", "ending"]
    endings = parts["ending"].drop_nulls().unique()
    units = {ending: unit_behind(ending) for ending in endings}
    decimals = pl.col("decimals").fill_null("").str.strip_chars_end("0")
    is_short = (pl.col("ending") != "") | (pl.col("whole").str.len_bytes() <= BARE_MOST)
    made = parts.with_columns(
        pl.col("sign").replace_strict({**SIGNS, "": 0}, default=None, return_dtype=pl.Int8),
        pl.concat_str("whole", decimals).cast(pl.Int64, strict=False).alias("digits"),
        decimals.str.len_bytes().cast(pl.Int8).alias("places"),
        pl.col("ending").replace_strict(units, default=None, return_dtype=pl.Int32).alias("unit"),
        is_short.alias("short"),
    )
    is_plain = pl.col("unit").is_not_null() & pl.col("short")
    return made.select(
        pl.when(is_plain).then(pl.col(name)).alias(name)
        for name in ("sign", "digits", "places", "unit")
    )
