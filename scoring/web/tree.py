"""The tree of a project file: as JSON for the page and the API, as YAML to be saved.

The tree is what was read, key by key; every text stays as it was written. Which values are right
is decided by the reader alone.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.events import Mapping, Scalar, is_null, read_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.loading import Loaded
    from scoring.source.events import Document, Node
    from scoring.web.intake import Upload

    Json = dict[str, "Json"] | list["Json"] | str | None


def document_of(loaded: Loaded, uploads: Sequence[Upload]) -> Document:
    """The document a project was read from."""
    if loaded.document is not None:
        return loaded.document
    upload = next(upload for upload in uploads if upload.name == loaded.name)
    return read_document(upload.data, upload.name)


def json_tree(document: Document, rules: str | None = None) -> dict[str, object]:
    """The project of a document as JSON of the same shape: texts, lists, mappings and null."""
    if rules is not None:
        from scoring.source.forms.writing import with_rules

        document = with_rules(document, rules)
    root = document.root
    assert isinstance(root, Mapping)
    return {key.text: _json(value) for key, value in root.entries}


def _json(node: Node) -> Json:
    if isinstance(node, Scalar):
        return None if is_null(node) else node.text
    if isinstance(node, Mapping):
        return {key.text: _json(value) for key, value in node.entries}
    return [_json(item) for item in node.items]


def project_yaml(document: Document, rules: str | None = None) -> bytes:
    """The project file of a document."""
    from scoring.render import encoded
    from scoring.source.forms.writing import project_text, with_rules

    if rules is not None:
        document = with_rules(document, rules)
    return encoded(project_text(document))
