from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.source import events
from scoring.source.events import (
    DEPTH_LIMIT,
    NODE_LIMIT,
    SCALAR_LIMIT,
    Mapping,
    Scalar,
    Sequence,
    is_null,
    place_of,
    read_document,
)

if TYPE_CHECKING:
    from scoring.source.events import Node


def plain(node: Node | None) -> object:
    """The tree as Python values, all scalars texts."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node is None else node.text


def codes(text: str | bytes) -> list[str]:
    return [finding.code for finding in read_document(text).findings]


def places(text: str | bytes) -> list[tuple[str, int | None, int | None]]:
    return [(found.code, found.line, found.column) for found in read_document(text).findings]


@pytest.mark.parametrize(
    "written",
    ["001006", "1.10", "no", "yes", "2023-12-31", "0x1F", "1:30", "1e3", "+1", ".5", "017", "True"],
)
def test_yaml_decides_no_type(written: str) -> None:
    for text in (f"值: {written}", f"{{值: {written}}}", f'值: "{written}"'):
        document = read_document(text)
        assert plain(document.root) == {"值": written}
        assert document.findings == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", None])
def test_places_count_characters_from_the_first(
    ending: str, bom: str, encoding: str | None
) -> None:
    text = bom + ending.join(["项目名称: 甲", "年度: 2023", "项目资金:", "  𠀀资金: {a: 😀b}", ""])
    data = text if encoding is None else text.encode(encoding)
    root = read_document(data).root
    assert isinstance(root, Mapping)
    assert place_of(root.entries[0][1])[:2] == (1, 7)
    assert place_of(root.entries[1][1])[:2] == (2, 5)
    inner = root.entries[2][1]
    assert isinstance(inner, Mapping)
    key, value = inner.entries[0]
    assert place_of(key)[:2] == (4, 3)
    assert isinstance(value, Mapping)
    assert place_of(value.entries[0][1])[:2] == (4, 12)
    assert value.flow
    assert not inner.flow


def test_null_is_blank_tilde_or_the_word_without_quotes() -> None:
    root = read_document('a:\nb: ~\nc: null\nd: "null"\ne: ""\nf: 无').root
    assert isinstance(root, Mapping)
    assert [is_null(value) for _, value in root.entries] == [True, True, True, False, True, False]


def test_an_empty_text_is_no_finding_of_its_own() -> None:
    for text in ("", "# 只有注释\n", "\n\n"):
        document = read_document(text)
        assert document.root is None
        assert document.findings == ()


def test_duplicate_keys_keep_the_first_and_name_both_places() -> None:
    document = read_document("甲: 1\n乙:\n  丙: 2\n  丙: 3\n甲: 4\n", "a.yaml")
    assert plain(document.root) == {"甲": "1", "乙": {"丙": "2"}}
    first, second = document.findings
    assert (first.code, first.path, first.line, first.column) == ("YM102", "/乙/丙", 4, 3)
    assert first.related[0][:3] == ("/乙/丙", 3, 3)
    assert (second.path, second.line, second.file) == ("/甲", 5, "a.yaml")
    assert second.related[0].line == 1


def test_duplicate_keys_of_json() -> None:
    document = read_document('{"a": 1, "a": 2, "b": {"c": 1,\n "c": 2}}')
    assert plain(document.root) == {"a": "1", "b": {"c": "1"}}
    assert places(document.text) == [("YM102", 1, 10), ("YM102", 2, 2)]


def test_all_anchors_aliases_tags_and_merges_are_collected() -> None:
    text = "a: &x 1\nb: *x\nc: !!str 2\nd:\n  <<: *x\n  e: !t 3\nf: &y {g: 1}\nh: !t [1]\n"
    document = read_document(text)
    assert [(found.code, found.line) for found in document.findings] == [
        ("YM105", 1),
        ("YM105", 2),
        ("YM105", 3),
        ("YM105", 5),
        ("YM105", 5),
        ("YM105", 6),
        ("YM105", 7),
        ("YM105", 8),
    ]
    assert plain(document.root) == {
        "a": "1",
        "b": "",
        "c": "2",
        "d": {"e": "3"},
        "f": {"g": "1"},
        "h": ["1"],
    }


def test_billion_laughs_ends_at_once() -> None:
    lines = ["a: &a [x, x]"]
    for one, other in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{other}: &{other} [*{one}, *{one}, *{one}]")
    assert set(codes("\n".join(lines))) == {"YM105"}


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "a: 1\n...\n---\nb: 2\n"])
def test_a_second_document_is_refused(text: str) -> None:
    document = read_document(text)
    assert document.root is None
    assert document.findings[0].code == "YM101"
    assert document.findings[0].line == text.splitlines().index("---") + 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", '{"a":['])
def test_depth_is_limited_without_recursion(opening: str) -> None:
    start = time.perf_counter()
    assert codes(opening * 100_000) == ["YM106"]
    assert time.perf_counter() - start < 2


def test_the_deepest_level_allowed_is_read() -> None:
    assert codes("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT) == []
    assert codes("[" * (DEPTH_LIMIT + 1) + "]" * (DEPTH_LIMIT + 1)) == ["YM106"]


def test_nodes_and_long_scalars_are_limited() -> None:
    assert codes("[" + "1," * NODE_LIMIT + "]") == ["YM106"]
    assert codes("[" + "1," * (NODE_LIMIT - 2) + "]") == []
    assert codes("a: " + "长" * SCALAR_LIMIT) == []
    finding = read_document("a:\n  b: " + "长" * (SCALAR_LIMIT + 1)).findings[0]
    assert (finding.code, finding.path, finding.line, finding.column) == ("YM106", "/a/b", 2, 6)


@pytest.mark.parametrize(
    ("text", "path", "number"),
    [
        ("{指标值: 12,000份}", "/指标值", "12000份"),
        ("{分值: 1,000}", "/分值", "1000"),
        ("{指标值: 12,345,678元, 分值: 2}", "/指标值", "12345678元"),
        ("表: {指标值: ≥12,000份, 分值: 2}", "/表/指标值", "≥12000份"),
    ],
)
def test_a_number_cut_at_its_comma_is_not_used(text: str, path: str, number: str) -> None:
    document = read_document(text)
    (finding,) = document.findings
    assert (finding.code, finding.path) == ("YM103", path)
    assert number in finding.help
    node = document.root
    for name in path.split("/")[1:]:
        assert isinstance(node, Mapping)
        node = {key.text: value for key, value in node.entries}[name]
    assert is_null(node)


def test_neighbours_of_a_cut_number_are_read() -> None:
    root = read_document("{a: 12,000份, b: 5, c: 1}").root
    assert plain(root) == {"a": "", "b": "5", "c": "1"}


def test_a_comma_with_a_space_is_no_thousands_separator() -> None:
    assert codes("{a: 12, 000}") == []


@pytest.mark.parametrize("head", [">5", "> 5", "|5", ">9 # 五"])
def test_a_bound_taken_for_a_block_text(head: str) -> None:
    document = read_document(f"a: 1\n指标值: {head}\nb: 2\n")
    (finding,) = document.findings
    assert (finding.code, finding.line, finding.column) == ("YM101", 2, 6)


def test_a_block_text_is_a_text() -> None:
    document = read_document("a: |\n  一\n  二\nb: >2\n    三\n")
    assert document.findings == ()
    assert plain(document.root) == {"a": "一\n二\n", "b": "  三\n"}


def test_a_collection_as_a_key_is_refused_and_the_rest_read() -> None:
    document = read_document("? [a]\n: b\nc: 1\n")
    assert plain(document.root) == {"c": "1"}
    assert [found.code for found in document.findings] == ["YM104"]


JSON_ONLY = [
    r'{"a": "\ud83d\ude00"}',
    '{"' + "k" * 1100 + '": 1}',
    r'{"a": "\/"}',
    '{\n\t"a":\t1\n}',
    '{"a": "x\u2028y\x85z"}',
    '{"a": "\x7f"}',
    '{"a":1,"b":[{"c":null},true,-1.5e3,""],"d":{}}',
]


@pytest.mark.parametrize("text", JSON_ONLY)
def test_json_means_what_json_means(text: str) -> None:
    def as_text(value: object) -> object:
        if isinstance(value, dict):
            return {key: as_text(item) for key, item in value.items()}
        if isinstance(value, list):
            return [as_text(item) for item in value]
        return {None: "null", True: "true", False: "false"}.get(value, value)  # type: ignore[call-overload]

    expected = json.loads(text, parse_int=str, parse_float=str)
    document = read_document(text)
    assert document.findings == ()
    assert plain(document.root) == as_text(expected)


def test_places_in_json_the_yaml_parser_refuses() -> None:
    root = read_document('{\r\n "甲": "\\ud83d\\ude00",\r\n "乙": 5}').root
    assert isinstance(root, Mapping)
    assert [place_of(value)[:2] for _, value in root.entries] == [(2, 7), (3, 7)]
    assert places('{"甲": "\\ud83d\\ude00",\n "甲": 1}') == [("YM102", 2, 2)]


def test_nan_is_not_json_where_the_json_reader_is_needed() -> None:
    assert codes(r'{"a": "\ud83d\ude00", "b": NaN}') == ["YM101"]


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_every_json_text_is_read_as_json_reads_it(value: object) -> None:
    for ascii_only in (True, False):
        document = read_document(json.dumps(value, ensure_ascii=ascii_only))
        if isinstance(value, (dict, list)):
            assert document.findings == ()
            assert plain(document.root) == value


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_nothing_raises(data: bytes | str) -> None:
    document = read_document(data, "f")
    for finding in document.findings:
        assert finding.line is not None
        assert finding.line >= 1
        assert finding.column is not None
        assert finding.column >= 1
        assert finding.help


ALPHABET = st.sampled_from(
    [*">=|*&!%@`'\"[]{},:#?-~ \n\t9a年：，", "<<: ", "---\n", ": ", "- ", ",000"]
)


@given(st.lists(ALPHABET, max_size=25).map("".join))
def test_no_mixture_of_signs_raises(text: str) -> None:
    document = read_document(text)
    assert all(finding.line and finding.column for finding in document.findings)


def test_the_python_parser_gives_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "甲: {乙: ≥5, 丙: [1, ~]}\n丁: |\n  行\n戊: '5'\n"
    expected = read_document(text)
    monkeypatch.setattr(events, "_parser", yaml.SafeLoader)
    read = read_document(text)
    assert plain(read.root) == plain(expected.root)
    assert read_document("a: >=90%").findings[0].code == "YM101"
    assert isinstance(read.root, Mapping)
    assert isinstance(expected.root, Mapping)
    assert [place_of(value) for _, value in read.root.entries] == [
        place_of(value) for _, value in expected.root.entries
    ]
    first = read.root.entries[2][1]
    assert isinstance(first, Scalar)
    assert not first.plain
