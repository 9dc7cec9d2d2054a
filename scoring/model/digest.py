"""Digests: SHA-256 of the canonical value, so that two spellings of one thing agree.

Canonical: English names, blanks left out, keys sorted, numbers without idle zeros. Places, paths
and findings take no part.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.model.calculation import plain
from scoring.model.project_document import project_document
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.project import Project
    from scoring.model.ruleset import RuleSet


def project_digest(project: Project) -> str:
    """The digest of a project, ``sha256:…``; YAML and JSON of the same project agree."""
    return digest_of(project_document(project))


def ruleset_digest(rules: RuleSet) -> str:
    """The digest of a rule set as merged with what it extends, ``sha256:…``."""
    return digest_of(rules)


def digest_of(value: object) -> str:
    """The digest of any value made of texts, numbers, mappings, lists and named tuples.

    >>> digest_of({"a": Decimal("1.50")}) == digest_of({"a": Decimal("1.5")})
    True
    """
    from hashlib import sha256
    from json import dumps

    text = dumps(canonical(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + sha256(text.encode("ascii")).hexdigest()


def canonical(value: object) -> object:
    """A value in canonical form: only texts, whole numbers, lists and mappings.

    Numbers with a point become marked texts, so that no reader of JSON can round them.
    """
    if isinstance(value, Decimal):
        return {"number": plain(value)}
    if isinstance(value, dict):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return canonical(value._asdict())
    if isinstance(value, (list, tuple)):
        return [canonical(item) for item in value]
    return value
