"""The words of the field, read once from ``vocabulary.toml``: labels, units, phrases.

Only the file and the look-up of its tables live here; what the words mean is decided by the
modules that use them. Nothing here knows a rule set or a score.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.record import NamedTuple

_FILE = "vocabulary.toml"


class Labels(NamedTuple):
    """The keys of one mapping of the project file.

    ``english`` takes any accepted spelling (folded: half width, no spaces; the English name too)
    to the English name. ``printed`` takes the English name to the label printed on the form.
    """

    english: dict[str, str]
    printed: dict[str, str]


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, str]]:
    """All tables of the vocabulary by their dotted name, every value one text of words."""
    text = _content()
    return _plain(text) or _any_toml(text)


@lru_cache(maxsize=128)
def table(name: str) -> dict[str, str]:
    """One table of the vocabulary; only its own lines are read.

    Raises ``KeyError`` when there is none.

    >>> table("labels.severity")["error"].split()[0]
    '错误'
    """
    text = _content()
    heading = f"\n[{name}]\n"
    start = text.find(heading)
    if start >= 0:
        end = text.find("\n[", start + len(heading) - 1)
        found = _plain(text[start + 1 : end + 1] if end >= 0 else text[start + 1 :])
        if found is not None:
            return found[name]
    return tables()[name]


@lru_cache(maxsize=64)
def words(name: str, key: str) -> tuple[str, ...]:
    """The words of one entry, in the order of the file.

    >>> words("labels.budget", "requested")
    ('目标申报数', '申报数')
    """
    return tuple(table(name)[key].split())


@lru_cache(maxsize=16)
def labels(mapping: str) -> Labels:
    """The labels of a mapping: project, fund, budget, indicator, claimed, method, method_parameter.

    >>> labels("indicator").english["计算符号"], labels("indicator").printed["operator"]
    ('operator', '指标性质')
    """
    english: dict[str, str] = {}
    printed: dict[str, str] = {}
    for name, text in table("labels." + mapping).items():
        spellings = text.split()
        printed[name] = spellings[0]
        english[name] = name
        for spelling in spellings:
            english[spelling] = name
    return Labels(english, printed)


@lru_cache(maxsize=1)
def _content() -> str:
    """The text of the vocabulary file, from a folder or from inside a zipped wheel."""
    folder = __file__.rpartition("vocabulary.py")[0]
    data: bytes = __spec__.loader.get_data(folder + _FILE)  # type: ignore[union-attr]
    return data.decode("utf-8").replace("\r\n", "\n")


def _plain(text: str) -> dict[str, dict[str, str]] | None:
    """Read the plain lines the file is written in, or nothing when it uses more of TOML.

    Importing a general reader costs twenty times as much as reading the file, and half of what
    starting Python costs; ``tests/notation`` holds this reading equal to the general one.
    """
    result: dict[str, dict[str, str]] = {}
    table: dict[str, str] = {}
    lines = iter(text.split("\n"))
    for line in lines:
        if not line or line[0] == "#":
            continue
        if line[0] == "[" and line[-1] == "]":
            table = result.setdefault(line[1:-1], {})
            continue
        key, equals, value = line.partition(" = ")
        if not equals or value[:1] != '"' or value[-1] != '"' or "\\" in value:
            return None
        if value == '"""':
            block: list[str] = []
            for inner in lines:
                if inner == '"""':
                    break
                block.append(inner)
            value = '"' + "\n".join([*block, '"'])
        table[key.strip('"')] = value[1:-1]
    return result


def _any_toml(text: str) -> dict[str, dict[str, str]]:
    """Read a vocabulary that someone wrote with more of TOML than plain lines."""
    import tomllib

    result: dict[str, dict[str, str]] = {}

    def flatten(prefix: str, table: dict[str, object]) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                flatten(f"{prefix}{key}.", value)
            else:
                text = " ".join(value) if isinstance(value, list) else str(value)
                result.setdefault(prefix[:-1], {})[key] = text

    flatten("", tomllib.loads(text))
    return result
