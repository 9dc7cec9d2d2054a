"""Which projects stand behind a mark of a picture: the first few of each, in the order of the run.

Ids only; names are looked up once all marks are known.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

BEHIND = 12
"""So many projects are named behind a mark."""

MOST_MARKS = 50_000
"""Marks beyond so many of a picture name no projects: nobody draws them."""


class Marks:
    """For each mark of a picture the first projects behind it."""

    def __init__(self, most: int = BEHIND) -> None:
        """``most`` projects of each mark are kept."""
        self.most = most
        self._kept: dict[tuple[object, ...], list[str]] = {}

    def see(self, frame: pl.DataFrame, *mark: str) -> None:
        """Keep the first projects of each mark; ``mark`` are the columns that make one."""
        import polars as pl

        wanted = [
            key
            for key in frame.select(mark).unique().iter_rows()
            if len(self._kept.get(key, ())) < self.most
        ]
        if not wanted:
            return
        kinds = {column: frame.schema[column] for column in mark}
        first = (
            frame.select(*mark, "project_id")
            .join(
                pl.DataFrame(wanted, kinds, orient="row"),
                on=mark,
                how="semi",
                maintain_order="left",
                nulls_equal=True,
            )
            .group_by(mark, maintain_order=True)
            .head(self.most)
        )
        for *key, project_id in first.iter_rows():
            place = tuple(key)
            kept = self._kept.get(place)
            if kept is None:
                if len(self._kept) >= MOST_MARKS:
                    continue
                kept = self._kept[place] = []
            if len(kept) < self.most:
                kept.append(project_id)

    def behind(self, *mark: object) -> tuple[str, ...]:
        """The ids behind a mark."""
        return tuple(self._kept.get(mark, ()))

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        """All marks seen."""
        return iter(self._kept)
