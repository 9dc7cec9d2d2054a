"""Pages saved as one file (.mht): the page inside is opened like any other."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.forms.limits import MEMBER_LIMIT, refuse_broken, refuse_size

if TYPE_CHECKING:
    from scoring.source.forms.limits import Budget
    from scoring.source.forms.sheet import FormSheet

_FRAME = b"<frameset"


def open_web_archive(data: bytes, budget: Budget) -> tuple[FormSheet, ...]:
    """The tables of the pages inside. Raises ``RefusedError``."""
    from email import message_from_bytes

    from scoring.source.forms.page import open_page

    if data.count(b"\n--") > MEMBER_LIMIT or data.count(b"boundary") > MEMBER_LIMIT:
        refuse_size(f"单个文件网页里的部件超过{MEMBER_LIMIT}个。")
    sheets: list[FormSheet] = []
    for part in message_from_bytes(data.lstrip()).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            # A workbook saved this way begins with a page of frames, which holds no table.
            if isinstance(page, bytes) and _FRAME not in page.lower():
                sheets.extend(open_page(page, budget))
    if not sheets:
        refuse_broken("单个文件网页（.mht）里没有带表格的网页。")
    if len(sheets) > 1:
        sheets = [sheet._replace(name=f"表{number}") for number, sheet in enumerate(sheets, 1)]
    return tuple(sheets)
