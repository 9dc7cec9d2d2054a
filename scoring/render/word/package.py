"""The file of a document: parts, properties, bytes. python-docx keeps the package together.

The parts are ours and given as bytes: without the library's template (a table of 160 styles, a
theme, a thumbnail) and without a tree of elements, which would take longer than all the rest. The
same content gives the same bytes: fixed dates, fixed order, no random ids.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.shown import shown
from scoring.render.word.markup import escaped
from scoring.render.word.pages import settings_of
from scoring.render.word.styles import fonts_markup, styles_markup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BytesIO

    from docx.opc.package import OpcPackage
    from docx.opc.part import Part

    from scoring.render.word.pages import Section

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships"'
)
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What the format calls properties that users add."""

_FIRST_CUSTOM = 2
_LONGEST_PROPERTY = 255
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

    from docx.opc.package import OpcPackage

    package = OpcPackage()
    _add_document(package, sections)
    _describe(package, title)
    if properties:
        _add_custom(package, properties)
    content = BytesIO()
    package.save(content)
    return _without_dates(content)


def _add_document(package: OpcPackage, sections: Sequence[Section]) -> None:
    """The document with its feet, styles, settings and fonts."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

    feet = [
        _part(f"/word/footer{at}.xml", CONTENT_TYPE.WML_FOOTER, "ftr", section.foot)
        for at, section in enumerate(sections, 1)
    ]
    names = [f"rId{at}" for at in range(1, len(feet) + 1)]
    whole = _body(sections, names)
    document = _part("/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, "document", whole)
    package.relate_to(document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    for foot, name in zip(feet, names, strict=True):
        document.load_rel(RELATIONSHIP_TYPE.FOOTER, foot, name)
    others = (
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, "".join(styles_markup())),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, _SETTINGS),
        ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, fonts_markup()),
    )
    for name, kind, relation, markup in others:
        root = "fonts" if name == "fontTable" else name
        document.relate_to(_part(f"/word/{name}.xml", kind, root, markup), relation)


def _body(sections: Sequence[Section], feet: Sequence[str]) -> str:
    """The sections one after the other; each but the last ends in a paragraph that holds it."""
    parts = ["<w:body>"]
    last = len(sections) - 1
    for at, (section, foot) in enumerate(zip(sections, feet, strict=True)):
        ending = settings_of(section.paper, foot)
        if at != last:
            ending = f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{ending}</w:pPr></w:p>'
        parts += [section.body, ending]
    return "".join([*parts, "</w:body>"])


def _part(name: str, kind: str, root: str, markup: str) -> Part:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    whole = f"{_DECLARATION}<w:{root} {_NAMESPACES}>{markup}</w:{root}>"
    return Part(PackURI(name), kind, whole.encode())


def _describe(package: OpcPackage, title: str) -> None:
    from datetime import datetime

    core = package.core_properties
    core.title = " ".join(shown(title).split())[:_LONGEST_PROPERTY]
    core.author = core.comments = core.last_modified_by = ""
    core.language = "zh-CN"
    core.revision = 1
    # No clock: the same content gives the same bytes.
    core.created = core.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - no time zone


def _add_custom(package: OpcPackage, properties: Sequence[tuple[str, str]]) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    items = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{at}" name="{escaped(name)}">'
        f"<vt:lpwstr>{escaped(text)}</vt:lpwstr></property>"
        for at, (name, text) in enumerate(properties, _FIRST_CUSTOM)
    )
    whole = (
        f'{_DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">{items}</Properties>'
    )
    name, kind = PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES
    part = Part(name, kind, whole.encode())
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _without_dates(content: BytesIO) -> bytes:
    """The archive again, without the date and the machine it was written on."""
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    again = BytesIO()
    with ZipFile(content) as archive, ZipFile(again, "w") as writer:
        for name in archive.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = 0
            writer.writestr(entry, archive.read(name), ZIP_DEFLATED)
    return again.getvalue()
