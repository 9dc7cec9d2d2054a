"""The file of a document: parts, properties, bytes. python-docx keeps the package together.

Its template is freed of what it brings along (a table of 160 styles, a theme, a thumbnail) once a
process; the same content then gives the same bytes: fixed dates, fixed order, no random ids.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.record import TYPE_CHECKING
from scoring.render.word.markup import escaped
from scoring.render.word.pages import settings_of
from scoring.render.word.styles import fonts_markup, styles_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

    from scoring.render.word.pages import Section

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_COMPATIBLE = (
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
)
_SETTINGS = (
    '<w:zoom w:percent="100"/>',
    '<w:defaultTabStop w:val="420"/>',
    '<w:characterSpacingControl w:val="compressPunctuation"/>',
    f"<w:compat><w:useFELayout/>{_COMPATIBLE}</w:compat>",
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    '<w:decimalSymbol w:val="."/>',
    '<w:listSeparator w:val=","/>',
)
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What the format calls properties that users add."""

_FIRST_CUSTOM = 2
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date an archive can hold."""


def save(
    sections: Sequence[Section], title: str, properties: Sequence[tuple[str, str]] = ()
) -> bytes:
    """The document as bytes.

    Args:
        sections: its pages, at least one section.
        title: what programs show as its title.
        properties: names and texts kept with the file, beside its text.
    """
    from io import BytesIO

    from docx import Document

    document = Document(BytesIO(_blank()))
    _fill(document, sections)
    _describe(document, title, properties)
    content = BytesIO()
    document.save(content)
    return _without_dates(content)


@lru_cache(maxsize=1)
def _blank() -> bytes:
    """An empty document with our styles and nothing else."""
    from io import BytesIO

    from docx import Document
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document()
    part = document.part
    package = part.package
    assert package is not None
    kept = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
            RELATIONSHIP_TYPE.CORE_PROPERTIES}  # fmt: skip
    for rels in (part.rels, package.rels):
        for name in [name for name, rel in rels.items() if rel.reltype not in kept]:
            del rels[name]
    _replace(document.styles.element, styles_markup())
    _replace(document.settings.element, _SETTINGS)
    fonts = f"{_DECLARATION}<w:fonts {_NAMESPACES}>{fonts_markup()}</w:fonts>"
    table = Part(
        PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, fonts.encode(), package
    )
    part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _replace(element: BaseOxmlElement, markup: Iterable[str]) -> None:
    """Put other children in an element."""
    from docx.oxml import parse_xml

    whole = parse_xml(f"<w:body {_NAMESPACES}>{''.join(markup)}</w:body>")
    for child in list(element):
        element.remove(child)
    element.extend(list(whole))


def _fill(document: Document, sections: Sequence[Section]) -> None:
    parts = []
    *_, last = sections
    for section in sections:
        foot, name = document.part.add_footer_part()  # type: ignore[no-untyped-call]
        _replace(foot.element, [section.foot])
        settings = settings_of(section.paper, name)
        if section is not last:
            settings = f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{settings}</w:pPr></w:p>'
        parts += [section.body, settings]
    _replace(document.element.body, parts)


def _describe(document: Document, title: str, properties: Sequence[tuple[str, str]]) -> None:
    from datetime import datetime

    core = document.core_properties
    core.title = _short(title)
    core.author = core.comments = core.last_modified_by = ""
    core.language = "zh-CN"
    core.revision = 1
    # No clock: the same content gives the same bytes.
    core.created = core.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - no time zone
    if not properties:
        return
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    assert package is not None
    items = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{at}" name="{escaped(name)}">'
        f"<vt:lpwstr>{escaped(text)}</vt:lpwstr></property>"
        for at, (name, text) in enumerate(properties, _FIRST_CUSTOM)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    markup = (
        f'{_DECLARATION}<Properties xmlns="{office}/custom-properties" '
        f'xmlns:vt="{office}/docPropsVTypes">{items}</Properties>'
    )
    part = Part(
        PackURI("/docProps/custom.xml"),
        CONTENT_TYPE.OFC_CUSTOM_PROPERTIES,
        markup.encode(),
        package,
    )
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


_LONGEST_PROPERTY = 255


def _short(title: str) -> str:
    """A title in one line; a property holds no more."""
    from scoring.render.width import visible

    return " ".join(visible(title).split())[:_LONGEST_PROPERTY]


def _without_dates(content: object) -> bytes:
    """The archive again, without the date and the machine it was written on."""
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    assert isinstance(content, BytesIO)
    again = BytesIO()
    with ZipFile(content) as archive, ZipFile(again, "w") as writer:
        for name in archive.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = 0
            writer.writestr(entry, archive.read(name), ZIP_DEFLATED)
    return again.getvalue()
