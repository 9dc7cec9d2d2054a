"""A sample for review in every format: the strata, the list, how it was drawn."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render import encoded
from scoring.render.layouts.sample import lay_out_list, lay_out_strata

if TYPE_CHECKING:
    from scoring.analysis.sampling import Sample


def write(sample: Sample, format: str, columns: int) -> bytes:  # noqa: A002 - the option's word
    """The sample in one of ``scoring.render.review_sheet.FORMATS``."""
    if format == "json":
        from scoring.model.document import json_text

        return encoded(json_text(sample.to_dict()) + "\n")
    projects, strata = lay_out_list(sample), lay_out_strata(sample)
    if format == "xlsx":
        from scoring.render import xlsx

        return xlsx.write_sheets([("抽样清单", projects), ("抽样分层", strata)])
    if format == "markdown":
        from scoring.render.markdown import table

        return encoded(f"{table(strata)}\n{table(projects)}")
    from scoring.render.terminal import clamp, draw

    columns = clamp(columns)
    return encoded(f"{draw(strata, columns)}\n{draw(projects, columns)}")
