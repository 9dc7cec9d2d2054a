"""The page as the server makes it, without a browser: everything works with plain forms."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import openpyxl
import pytest
from lxml import html

import scoring
from scoring.render.layouts import FORMS

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
PUBLISHED = sorted((ROOT / "tests" / "forms").glob("[0-9]*.yaml"))
DEEP = '{"file":null,"first":null,"carried":[],"places":{},"rules":"","form":"","tree":%s}' % (
    '{"a":' * 500 + "1" + "}" * 500
)
HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"


def parsed(text: str) -> Any:  # noqa: ANN401 - lxml says too little of what it gives
    """The tree of a page."""
    return html.fromstring(text)


class Page:
    """A page of one project, and what can be done on it."""

    def __init__(self, client: TestClient, answer: Any, status: int = 200) -> None:  # noqa: ANN401
        assert answer.status_code == status, answer.text[:400]
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        self.client = client
        self.tree = parsed(answer.text)
        self.text = " ".join(self.tree.text_content().split())

    def __getitem__(self, name: str) -> str:
        return str(self.tree.get_element_by_id(name).text_content()).strip()

    @property
    def fields(self) -> dict[str, str]:
        """What the form would send."""
        return dict(self.tree.get_element_by_id("project").form_values())

    def field(self, of: str, label: str) -> str:
        """The name of the input of a value."""
        (found,) = self.tree.xpath("//*[@aria-label=$label]/@name", label=f"{of} {label}")
        return str(found)

    def sent(self, changes: dict[str, str], to: str = "/open") -> Any:  # noqa: ANN401
        """The answer to the form with some fields changed, sent as a browser without script does."""
        fields = {name: (None, value) for name, value in {**self.fields, **changes}.items()}
        return self.client.post(to, files=fields)

    def changed(self, **changes: str) -> Page:
        """The page after changes: ``名称__字段=值``."""
        named = {
            self.field(*key.split("__")) if "__" in key else key: value
            for key, value in changes.items()
        }
        return Page(self.client, self.sent(named))


def opened(client: TestClient, name: str, data: bytes, **fields: str) -> Page:
    """The page of a file."""
    return Page(client, client.post("/open", files={"file": (name, data)}, data=fields))


@pytest.fixture
def lost(client: TestClient) -> Page:
    """The page of the example that loses points."""
    return opened(client, "a.yaml", (EXAMPLES / "lost-points.yaml").read_bytes())


def test_the_page_asks_for_a_file(client: TestClient) -> None:
    page = parsed(client.get("/").text)
    (form,) = page.xpath("//form[@action='/open']")
    assert form.get("enctype") == "multipart/form-data"
    assert form.xpath(".//input[@type='file' and @name='file']")
    assert form.xpath(".//select[@name='rules']/option[@value='hubei-2020']")


def test_total_grade_steps_and_what_would_lift_it(lost: Page) -> None:
    assert (lost["total"], lost["grade"]) == ("77.86", "中")
    assert "8 × 1050 ÷ 1200 = 7.00" in lost.text
    assert "到“良”还差 2.14 分" in lost.text
    assert "实际完成值为 2024年10月31日，得回 6.00 分" in lost.text


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_every_published_form_is_shown_whole(client: TestClient, path: Path) -> None:
    data = path.read_bytes()
    card = scoring.score(data)
    page = opened(client, path.name, data)
    assert page["total"].startswith("未定" if card.bounds is None and card.total is None else
                                    str(card.total or card.bounds.low))  # type: ignore[union-attr]  # fmt: skip
    rows = [page.tree.get_element_by_id(f"row-{at}") for at in range(len(card.indicators))]
    shown = [row.xpath("string(.//summary)") for row in rows]
    assert all(shown)
    codes = [finding.code for finding in scoring.check(data).files[0].findings]
    told = page.tree.xpath("//ul[@class='findings']/li/strong/text()")
    assert sorted(one.split()[1] for one in told) == sorted(codes)
    # Nothing was typed, so nothing changes.
    again = page.changed()
    assert again["total"] == page["total"]
    assert json.loads(again.fields["state"]) == json.loads(page.fields["state"])


@pytest.mark.parametrize("form", FORMS)
def test_every_value_can_be_mended_on_every_form(client: TestClient, form: str) -> None:
    page = opened(client, "a.yaml", (EXAMPLES / "jinbao-2023.yaml").read_bytes(), form=form)
    labels = page.tree.xpath("//*[starts-with(@name, 'edit:')]/@aria-label")
    assert len(labels) == len(set(labels))
    for field in ("年初指标值", "调整后指标值", "实际完成值", "分值", "得分", "偏差原因"):
        assert f"劳务费 {field}" in labels
    assert {"资金总额 全年预算数", "资金总额 全年执行数"} <= set(labels)
    mended = page.changed(劳务费__实际完成值="39万元")
    assert mended["total"] == "98.97"


def test_a_value_mended_moves_the_score(lost: Page) -> None:
    mended = lost.changed(培训人次__实际完成值="1200人次")
    assert mended["total"] == "78.86"
    assert "改动前77.86 中（+1.00）" in mended.text
    further = mended.changed(资金总额__全年执行数="200", 重点工种占比__实际完成值="50%")
    assert further["total"] == "84.24"
    assert "改动前77.86 中（+6.38）" in further.text
    back = further.changed(
        培训人次__实际完成值="1050人次",
        资金总额__全年执行数="172.4",
        重点工种占比__实际完成值="28%",
    )
    assert back["total"] == "77.86"
    assert "改动前" not in back.text


def test_an_assessor_decides(client: TestClient) -> None:
    data = (EXAMPLES / "unjudged.yaml").read_bytes()
    page = opened(client, "a.yaml", data)
    assert "～" in page["total"]
    name = next(row.name for row in scoring.score(data).indicators if row.method == "tiers"
                and row.score is None)  # fmt: skip
    assert page["total"] != page.changed(**{f"{name}__得分": "10"})["total"]


def test_a_bad_value_is_told_beside_its_row_and_can_be_mended(lost: Page) -> None:
    bad = lost.changed(培训人次__分值="很多")
    (row,) = bad.tree.xpath("//*[@id='row-0']")
    assert "YM104" in row.text_content()
    assert bad.fields[bad.field("培训人次", "分值")] == "很多"
    assert bad.changed(培训人次__分值="8")["total"] == lost["total"]


def test_findings_keep_the_cells_of_the_form(client: TestClient, lost_form: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(lost_form))
    sheet = book.worksheets[0]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "1050人次"]
    weight = next(other for other in sheet[cell.row] if other.value == 8)
    weight.value = "八点"
    out = io.BytesIO()
    book.save(out)
    page = opened(client, "自评表.xlsx", out.getvalue())
    for shown in (page, page.changed(每班人数__实际完成值="37人")):
        (row,) = shown.tree.xpath("//*[@id='row-0']")
        assert "YM104" in row.text_content()
        assert f"单元格 {weight.coordinate}" in row.text_content()


def test_rules_and_form_can_be_chosen(lost: Page) -> None:
    other = lost.changed(rules="hubei-2020", form="sichuan")
    assert "hubei-2020" in other["whole"] + other.text
    assert "部门预算项目支出绩效自评表" in other.text
    assert other.changed(rules="", form="")["total"] == lost["total"]
    assert lost.sent({"rules": "../own.yaml"}).status_code == 400


@pytest.mark.parametrize(("format_", "begin"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_downloads_hold_what_was_mended(lost: Page, format_: str, begin: bytes) -> None:
    name = lost.field("培训人次", "实际完成值")
    answer = lost.sent({name: "1200人次"}, f"/download/{format_}")
    assert answer.status_code == 200
    assert answer.content.startswith(begin)
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment;")
    assert unquote(disposition).endswith(f"-自评表.{format_}")
    if format_ == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        values = [cell.value for row in sheet.iter_rows() for cell in row]
        assert "1200人次" in values
        assert 78.86 in values


def test_the_project_file_comes_back(lost: Page) -> None:
    name = lost.field("培训人次", "实际完成值")
    answer = lost.sent({name: "1200人次"}, "/download/yaml")
    assert str(scoring.score(answer.content).total) == "78.86"
    assert "1050" not in answer.text.partition("绩效指标")[2]


def test_money_that_is_missing_can_be_put_in(client: TestClient) -> None:
    project = (
        "项目名称: 例\n年度: 2023\n绩效指标:\n"
        "- {一级指标: 产出, 三级指标: 次数, 年初指标值: ≥5次, 实际完成值: 5次, 分值: 90}\n- \n"
    )
    page = opened(client, "a.yaml", project.encode())
    mended = page.changed(资金总额__全年预算数="10", 资金总额__全年执行数="9")
    assert mended["total"] != page["total"]
    written = mended.sent({}, "/download/yaml")
    assert str(scoring.score(written.content).execution.score) == "9.00"


# ------------------------------------------------------------------ lists


def test_several_files_become_a_list_that_opens(client: TestClient, lost_form: bytes) -> None:
    files = [
        ("file", ("甲.yaml", (EXAMPLES / "jinbao-2023.yaml").read_bytes())),
        ("file", ("乙.xlsx", lost_form)),
        ("file", ("坏.xlsx", b"PK\x03\x04broken")),
    ]
    answer = client.post("/open", files=files)
    page = parsed(answer.text)
    rows = page.xpath("//tbody[@id='rows']/tr")
    shown = [[cell.text_content().strip() for cell in row] for row in rows]
    assert [(row[1], row[2]) for row in shown] == [("99.97", "优"), ("82.94", "良"), ("读不出", "")]
    (state,) = rows[1].xpath(".//input[@name='state']/@value")
    second = Page(client, client.post("/open", files={"state": (None, state)}))
    assert second["total"] == "82.94"
    (broken,) = rows[2].xpath(".//input[@name='state']/@value")
    third = Page(client, client.post("/open", files={"state": (None, broken)}), 422)
    assert "YM101" in third.text


# ------------------------------------------------------------------ what people send


def test_what_cannot_be_read_is_told_with_its_places(client: TestClient) -> None:
    data = "项目名称: 例\n年度: [2023\n绩效指标: {".encode()
    answer = client.post("/open", files={"file": ("坏.yaml", data)})
    page = Page(client, answer, 422)
    assert "第" in page.text
    assert "YM101" in page.text


def test_hostile_texts_stay_texts(client: TestClient) -> None:
    row = {"一级指标": HOSTILE, "三级指标": HOSTILE, "年初指标值": HOSTILE, "实际完成值": HOSTILE,
           "分值": HOSTILE, "偏差原因": f"</textarea>{HOSTILE}", HOSTILE: "x"}  # fmt: skip
    project = {
        "项目名称": HOSTILE, "年度": 2023, "预算单位": HOSTILE, "年度目标": HOSTILE, HOSTILE: 1,
        "项目资金": {HOSTILE: {"全年预算数": HOSTILE}}, "绩效指标": [row, {**row, "分值": 5}],
        "项目绩效分析": {HOSTILE: HOSTILE},
    }  # fmt: skip
    data = json.dumps(project).encode()
    answers = [
        client.post("/open", files={"file": (f"{HOSTILE}.json", data)}),
        client.post("/open", files=[("file", ("a.json", data)), ("file", ("b.json", data))]),
        client.post("/open", files={"file": ("a.json", data)}, data={"form": "hubei"}),
        client.post("/open", files={"file": ("a.json", data)}, data={"rules": HOSTILE}),
        client.post("/open", files={"file": (f"{HOSTILE}.xlsx", b"PK\x03\x04")}),
        client.get(f"/api/{HOSTILE}", headers={"Accept": "text/html"}),
    ]
    for answer in answers:
        if answer.headers["content-type"].startswith("text/html"):
            tree = parsed(answer.text)
            assert len(tree.xpath("//script")) <= 1
            assert not tree.xpath("//img | //@onerror")
            assert "alert" not in "".join(tree.xpath("//script/text()"))


@pytest.mark.parametrize(
    "state",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"tree": 1}',
        "[" * 100_000,
        DEEP,
        '{"file": null, "tree": {}, "rules": 3}',
    ],
)
def test_a_state_that_is_none_is_refused(client: TestClient, state: str) -> None:
    answer = client.post("/open", files={"state": (None, state)})
    assert answer.status_code == 400
    assert "重新打开文件" in answer.text


def test_a_state_is_believed_in_nothing(client: TestClient, tmp_path: Path, lost: Page) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "id: own\ntitle: 自己的\nversion: '1'\nextends: mof-2020\nsources: []\n", "utf-8"
    )
    state = json.loads(lost.fields["state"])
    for changes in ({"rules": str(own)}, {"tree": {**state["tree"], "评分规则": str(own)}}):
        answer = lost.client.post(
            "/open", files={"state": (None, json.dumps({**state, **changes}))}
        )
        assert answer.status_code in {400, 422}
        assert "自己的" not in answer.text
    odd = {**state, "form": "../x", "first": ["x", "<b>"], "places": {"/": [1, 1, "<b>", "<b>"]}}
    page = Page(client, client.post("/open", files={"state": (None, json.dumps(odd))}))
    assert page["total"] == lost["total"]


def test_edits_of_rows_that_are_not_there_are_ignored(lost: Page) -> None:
    odd = {
        "edit:actual:/nothing": "1",
        "edit:path:/绩效指标": "x",
        "edit:": "",
        "edit:weight:": "1",
    }
    assert Page(lost.client, lost.sent(odd))["total"] == lost["total"]
