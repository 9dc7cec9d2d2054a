import pytest

from scoring.source.text import FILE_LIMIT, decode

TEXT = "项目名称: 甲\n年度: 2023\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, None)


def test_utf16_of_either_order_is_read() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == (TEXT, None)
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le")) == (TEXT, None)


def test_a_text_loses_its_bom() -> None:
    assert decode("\ufeff" + TEXT) == (TEXT, None)


def test_broken_utf8_is_not_taken_for_gb18030() -> None:
    data = ("项目名称: 金保工程信息系统\n年度".encode())[:-1]
    _, finding = decode(data, "a.yaml")
    assert finding is not None
    assert (finding.code, finding.file, finding.line, finding.column) == ("YM101", "a.yaml", 2, 2)


def test_bytes_of_no_encoding_are_placed() -> None:
    _, finding = decode(b"a: 1\nb: \xff\xff\xff", "a.yaml")
    assert finding is not None
    assert (finding.code, finding.line, finding.column) == ("YM101", 2, 4)
    assert "FF" in finding.message


def test_half_a_surrogate_pair_is_placed() -> None:
    _, finding = decode("a: 1\nb: \ud83d")
    assert finding is not None
    assert (finding.code, finding.line, finding.column) == ("YM101", 2, 4)


def test_cut_utf16_is_placed() -> None:
    _, finding = decode(TEXT.encode("utf-16")[:-1])
    assert finding is not None
    assert (finding.code, finding.line) == ("YM101", 2)


@pytest.mark.parametrize("data", [b"a" * (FILE_LIMIT + 1), "年" * (FILE_LIMIT // 3 + 1)])
def test_too_large(data: bytes | str) -> None:
    _, finding = decode(data)
    assert finding is not None
    assert finding.code == "YM106"


def test_the_limit_itself_is_allowed() -> None:
    assert decode(b"a" * FILE_LIMIT)[1] is None
