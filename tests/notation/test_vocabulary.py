"""The vocabulary file: read the quick way like any TOML, and without contradictions."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from scoring.notation import fold, labels, vocabulary

FILE = Path(vocabulary.__file__).with_name("vocabulary.toml")
MAPPINGS = ["project", "fund", "budget", "indicator", "claimed", "method", "method_parameter"]


def _flat(prefix: str, table: dict[str, object]) -> dict[str, dict[str, str]]:
    flat: dict[str, dict[str, str]] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(f"{prefix}{key}.", value)
        else:
            flat.setdefault(prefix[:-1], {})[key] = str(value)
    return flat


def test_quick_reading_equals_toml() -> None:
    assert vocabulary.tables() == _flat("", tomllib.loads(FILE.read_text(encoding="utf-8")))


def test_more_of_toml_is_read_as_well() -> None:
    text = "[labels.budget]\nrequested = ['目标申报数', '申报数'] # 两种写法\n"
    assert vocabulary._plain(text) is None  # noqa: SLF001
    assert vocabulary._any_toml(text) == {  # noqa: SLF001
        "labels.budget": {"requested": "目标申报数 申报数"}
    }


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_labels_are_unambiguous(mapping: str) -> None:
    table = vocabulary.tables()["labels." + mapping]
    spellings = Counter(word for words in table.values() for word in words.split())
    assert [word for word, times in spellings.items() if times > 1] == []
    names = labels(mapping)
    for english, printed in names.printed.items():
        assert names.english[printed] == names.english[english] == english


@pytest.mark.parametrize("name", sorted(vocabulary.tables()))
def test_a_table_read_alone_is_the_same(name: str) -> None:
    assert vocabulary.table(name) == vocabulary.tables()[name]


@pytest.mark.parametrize("table", sorted(vocabulary.tables()))
def test_words_are_written_folded_and_once(table: str) -> None:
    for key, text in vocabulary.tables()[table].items():
        words = text.split()
        assert [word for word, times in Counter(words).items() if times > 1] == [], key
        if (table, key) != ("blank", "signs"):
            assert [word for word in words if fold(word) != word] == [], key


@pytest.mark.parametrize("tier", ["attained", "partly", "missed", "zero"])
def test_no_statement_has_two_meanings(tier: str) -> None:
    mine = set(vocabulary.words("statements", tier))
    for other in {"attained", "partly", "missed", "zero"} - {tier}:
        assert mine.isdisjoint(vocabulary.words("statements", other))


def test_no_unit_is_in_two_groups() -> None:
    units = vocabulary.tables()["units"].values()
    words = Counter(entry.partition("=")[0] for text in units for entry in text.split()[1:])
    assert [word for word, times in words.items() if times > 1] == []


def test_no_name_has_two_meanings() -> None:
    for table in ("classes", "funds"):
        words = Counter(
            word for text in vocabulary.tables()[table].values() for word in text.split()
        )
        assert [word for word, times in words.items() if times > 1] == []


def test_nothing_dear_is_imported() -> None:
    code = (
        "import sys, scoring.notation as n; n.parse('≥90%'); n.statement('完成');"
        "print(*sorted({'dataclasses', 'inspect', 'json', 'pathlib', 'tomllib', 'datetime',"
        " 'importlib.resources', 'hashlib'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path.insert(0, {str(FILE.parents[2])!r}); {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""
