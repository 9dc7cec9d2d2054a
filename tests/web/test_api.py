"""The HTTP API: the same answers as the commands, and a status for everything that can go wrong."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import openpyxl
import pytest
from docx import Document
from jsonschema import Draft202012Validator

import scoring
from scoring.analysis.sensitivity import sensitivity
from scoring.analysis.whatif import whatif
from scoring.render.sheet import document
from scoring.source.library import shipped_rules
from scoring.web.intake import FORM_TYPES, PROJECT_TYPES

if TYPE_CHECKING:
    from starlette.testclient import TestClient

YAML = {"Content-Type": "application/yaml"}
XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def problem(answer: Any, status: int) -> dict[str, Any]:  # noqa: ANN401 - a response
    """The problem details of a refusal, checked to be some."""
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    assert found["type"].startswith("urn:jixiao:problem:")
    assert re.search(r"[\u4e00-\u9fff]", found["title"] + found["detail"])
    return found


# ------------------------------------------------------------------ the same as the commands


@pytest.mark.parametrize("name", ["jinbao-2023", "lost-points", "unjudged"])
def test_score_answers_what_the_command_prints(client: TestClient, name: str) -> None:
    data = (EXAMPLES / f"{name}.yaml").read_bytes()
    answer = client.post("/api/score", content=data, headers=YAML)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == scoring.render(scoring.score(data), "json")


@pytest.mark.parametrize("media", PROJECT_TYPES)
def test_every_type_of_project_file(client: TestClient, media: str) -> None:
    project = {"项目名称": "例", "年度": 2023}
    answer = client.post(
        "/api/score", content=json.dumps(project), headers={"Content-Type": f"{media}; charset=x"}
    )
    assert answer.json()["project"]["name"] == "例"


def test_rules_are_chosen_by_id(client: TestClient, jinbao: bytes) -> None:
    answer = client.post("/api/score?rules=hubei-2020", content=jinbao, headers=YAML)
    assert answer.json()["rules"]["id"] == "hubei-2020"
    assert answer.content == scoring.render(scoring.score(jinbao, "hubei-2020"), "json")


def test_check_answers_the_report(client: TestClient, jinbao: bytes) -> None:
    answer = client.post("/api/check", content=jinbao, headers=YAML)
    assert answer.json() == json.loads(scoring.check(jinbao).to_json())


def test_check_takes_many_files(client: TestClient, jinbao: bytes, lost_form: bytes) -> None:
    files = [
        ("file", ("甲.yaml", jinbao)),
        ("file", ("乙.xlsx", lost_form)),
        ("file", ("丙.csv", b"x")),
    ]
    answer = client.post("/api/check", files=files)
    assert answer.status_code == 200
    report = answer.json()
    assert [file["file"] for file in report["files"]] == ["甲.yaml", "乙.xlsx", "丙.csv"]
    assert report["files"][2]["findings"][0]["code"] == "YM107"
    assert report["summary"]["error"] >= 1


def test_explain(client: TestClient, jinbao: bytes) -> None:
    answer = client.post("/api/explain", content=jinbao, headers=YAML)
    expected = document(scoring.explain(jinbao))
    assert [part["name"] for part in answer.json()["parts"]] == [
        part["name"]
        for part in expected["parts"]  # type: ignore[attr-defined]
    ]
    one = client.post("/api/explain", params={"name": "劳务费"}, content=jinbao, headers=YAML)
    assert [part["name"] for part in one.json()["parts"]] == ["劳务费"]
    none = client.post("/api/explain", params={"name": "没有的"}, content=jinbao, headers=YAML)
    assert "没有的" in problem(none, 400)["detail"]


@pytest.mark.parametrize("changes", [{"劳务费": "25万元"}, ["劳务费=25万元"]])
def test_whatif_three_ways(client: TestClient, jinbao: bytes, changes: Any) -> None:  # noqa: ANN401
    expected = json.loads(whatif(scoring.score(jinbao), {"劳务费": "25万元"}).to_json())
    query = client.post(
        "/api/whatif", params={"set": "劳务费=25万元"}, content=jinbao, headers=YAML
    )
    assert query.json() == expected
    fields = client.post("/api/whatif", files={"file": jinbao}, data={"set": "劳务费=25万元"})
    assert fields.json()["after"] == expected["after"]
    project = client.post(
        "/api/import", content=jinbao, headers={**YAML, "Accept": "application/json"}
    ).json()
    both = client.post("/api/whatif", json={"project": project, "set": changes})
    assert both.json()["after"] == expected["after"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"project": {"项目名称": "例", "年度": 2023}, "set": {}}, "set"),
        ({"project": {"项目名称": "例", "年度": 2023}, "set": 3}, "set"),
        ({"project": {"项目名称": "例", "年度": 2023}, "set": {"没有的": 1}}, "没有的"),
        ({"项目名称": "例", "年度": 2023}, "没有写要改什么"),
    ],
)
def test_whatif_says_what_is_missing(client: TestClient, body: object, said: str) -> None:
    assert said in problem(client.post("/api/whatif", json=body), 400)["detail"]


def test_sensitivity(client: TestClient, jinbao: bytes) -> None:
    answer = client.post("/api/sensitivity", content=jinbao, headers=YAML)
    assert answer.json() == json.loads(sensitivity(scoring.score(jinbao)).to_json())


def test_import_gives_a_project_file_that_scores_alike(
    client: TestClient, lost_form: bytes
) -> None:
    answer = client.post("/api/import", content=lost_form, headers=XLSX)
    assert answer.headers["content-type"].startswith("application/yaml")
    before = client.post("/api/score", content=lost_form, headers=XLSX).json()
    after = client.post("/api/score", content=answer.content, headers=YAML).json()
    assert after["project"]["digest"] == before["project"]["digest"]
    assert after["total"] == before["total"] == 82.94
    json_answer = client.post(
        "/api/import", content=lost_form, headers={**XLSX, "Accept": "application/json"}
    )
    again = client.post("/api/score", json=json_answer.json()).json()
    assert again["project"]["digest"] == before["project"]["digest"]


def test_import_keeps_blank_values(client: TestClient) -> None:
    row = {"三级指标": "次数", "分值": None, "年初指标值": "≥5次", "实际完成值": None}
    project = {"项目名称": "例", "年度": 2023, "绩效指标": [row]}
    written = client.post("/api/import", json=project)
    again = client.post(
        "/api/import", content=written.content, headers={**YAML, "Accept": "application/json"}
    )
    assert again.json() == {**project, "年度": "2023"}


@pytest.mark.parametrize(
    ("format_", "begin"),
    [
        ("table", "金".encode()), ("json", b"{"), ("markdown", b"#"), ("html", b"<!DOCTYPE html>"),
        ("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF"),
    ],
)  # fmt: skip
def test_render_every_format(client: TestClient, jinbao: bytes, format_: str, begin: bytes) -> None:
    answer = client.post(f"/api/render/{format_}", content=jinbao, headers=YAML)
    assert answer.status_code == 200
    assert begin in answer.content[:200]
    name = unquote(answer.headers["content-disposition"].partition("''")[2])
    assert name.startswith("金保工程信息系统日常运营维护-自评表.")
    if format_ == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    if format_ == "docx":
        assert Document(io.BytesIO(answer.content)).tables


def test_render_asks_for_a_form_and_a_format_that_exist(client: TestClient, jinbao: bytes) -> None:
    flat = client.post("/api/render/csv?form=flat", content=jinbao, headers=YAML)
    assert "project_id" in flat.text
    problem(client.post("/api/render/exe", content=jinbao, headers=YAML), 404)
    problem(client.post("/api/render/html?form=x", content=jinbao, headers=YAML), 400)
    problem(client.post("/api/render/xlsx?form=flat", content=jinbao, headers=YAML), 400)


# ------------------------------------------------------------------ forms


def test_a_form_as_the_body_and_as_a_file(client: TestClient, lost_form: bytes) -> None:
    raw = client.post("/api/score", content=lost_form, headers=XLSX).json()
    assert raw["total"] == 82.94
    upload = client.post("/api/score", files={"anything": ("../表/自评表.xlsx", lost_form)}).json()
    assert upload["total"] == 82.94
    assert {finding["file"] for finding in upload["findings"]} <= {"自评表.xlsx"}
    assert all(finding["cell"] for finding in upload["findings"] if finding["path"])


@pytest.mark.parametrize("format_", ["html", "csv", "docx", "xlsx"])
def test_forms_of_every_type(client: TestClient, jinbao: bytes, format_: str) -> None:
    form = client.post(f"/api/render/{format_}", content=jinbao, headers=YAML)
    media = form.headers["content-type"].partition(";")[0]
    assert media in FORM_TYPES
    answer = client.post("/api/score", content=form.content, headers={"Content-Type": media})
    assert answer.json()["total"] == 99.97


def test_one_of_several_forms_is_chosen_by_number(client: TestClient, jinbao: bytes) -> None:
    other = jinbao.replace("金保工程信息系统".encode(), "乙".encode())
    files = [("file", ("甲.yaml", jinbao)), ("file", ("乙.yaml", other))]
    refused = problem(client.post("/api/score", files=files), 422)
    assert refused["findings"][0]["code"] == "YM107"
    second = client.post("/api/score?number=2", files=files)
    assert second.json()["project"]["name"].startswith("乙")
    problem(client.post("/api/score?number=3", files=files), 400)
    problem(client.post("/api/score?number=二", files=files), 400)


# ------------------------------------------------------------------ refusals


@pytest.mark.parametrize("rules", ["./own.yaml", "/etc/passwd", "../rules/mof-2020", "unknown"])
@pytest.mark.parametrize("task", ["score", "check", "explain", "import", "render/html"])
def test_rules_are_never_a_path(client: TestClient, jinbao: bytes, task: str, rules: str) -> None:
    answer = client.post(f"/api/{task}", params={"rules": rules}, content=jinbao, headers=YAML)
    assert "mof-2020" in problem(answer, 400)["detail"]


@pytest.mark.parametrize("task", ["score", "check", "explain", "sensitivity", "render/html"])
def test_no_file_that_a_project_names_is_opened(
    client: TestClient, tmp_path: Path, task: str
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "id: own\ntitle: 自己的\nversion: '1'\nextends: mof-2020\nsources: []\n", "utf-8"
    )
    project = f"项目名称: 例\n年度: 2023\n评分规则: {own}\n"
    assert scoring.score(project).rules.id == "own"
    refused = problem(client.post(f"/api/{task}", content=project.encode(), headers=YAML), 422)
    assert [finding["path"] for finding in refused["findings"] if finding["line"] == 3] == [
        "/评分规则"
    ]
    chosen = client.post(f"/api/{task}?rules=mof-2020", content=project.encode(), headers=YAML)
    assert chosen.status_code == 200


def test_no_library_that_a_project_names_is_opened(client: TestClient, tmp_path: Path) -> None:
    library = tmp_path / "library.yaml"
    library.write_text(
        "id: own\ntitle: 库\nindicators:\n- {一级指标: 产出, 三级指标: 次数, 年初指标值: ≥5次}\n",
        "utf-8",
    )
    project = (
        f"项目名称: 例\n年度: 2023\n引用指标: {library}\n绩效指标:\n"
        "- {一级指标: 产出, 三级指标: 次数, 实际完成值: 5次, 分值: 90}\n"
    )
    assert scoring.score(project).indicators[0].target == "≥5次"
    for task in ("score", "check"):
        answer = client.post(f"/api/{task}", content=project.encode(), headers=YAML)
        assert answer.status_code == 200
        found = answer.json()
        findings = found["findings"] if task == "score" else found["files"][0]["findings"]
        named = [finding for finding in findings if finding["path"].startswith("/引用指标")]
        assert [finding["code"] for finding in named] == ["YM104"]
        assert "不打开文件" in named[0]["message"]
        assert "≥5次" not in answer.text


@pytest.mark.parametrize("data", [b"", b"[", b"\xff\xfe\x00", b"- 1", "只是一段话".encode()])
def test_what_cannot_be_read_is_422_with_findings(client: TestClient, data: bytes) -> None:
    for task in ("score", "check", "import"):
        findings = problem(client.post(f"/api/{task}", content=data, headers=YAML), 422)["findings"]
        assert findings
        assert {"code", "message", "help", "line", "column", "path"} <= findings[0].keys()


@pytest.mark.parametrize(
    "media",
    [
        "",
        "text/plain",
        "image/png",
        "application/octet-stream",
        "application/x-www-form-urlencoded",
    ],
)
def test_unknown_types_are_415(client: TestClient, jinbao: bytes, media: str) -> None:
    headers = {"Content-Type": media} if media else {}
    answer = client.post("/api/score", content=jinbao, headers=headers)
    assert "application/yaml" in problem(answer, 415)["detail"]


def test_packed_content_is_415(client: TestClient, jinbao: bytes) -> None:
    headers = {**YAML, "Content-Encoding": "gzip"}
    problem(client.post("/api/score", content=jinbao, headers=headers), 415)


def test_broken_multipart_is_400(client: TestClient) -> None:
    for media in ("multipart/form-data", "multipart/form-data; boundary=x"):
        answer = client.post("/api/score", content=b"--y\r\n\r\n", headers={"Content-Type": media})
        problem(answer, 400)


@pytest.mark.parametrize("path", ["/api/score", "/api/render/html", "/open"])
def test_the_wrong_method_is_405(client: TestClient, path: str) -> None:
    answer = client.get(path)
    problem(answer, 405)
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/api", "/api/nothing", "/api/schema/nothing", "/static/x.css"])
def test_the_wrong_address_is_404(client: TestClient, path: str) -> None:
    problem(client.get(path), 404)


# ------------------------------------------------------------------ what can be asked


def test_rules_are_listed(client: TestClient) -> None:
    listed = client.get("/api/rules").json()["rules"]
    assert [one["id"] for one in listed] == list(shipped_rules())
    assert all(one["digest"].startswith("sha256:") and one["version"] for one in listed)


@pytest.mark.parametrize(
    ("kind", "task"),
    [
        ("scorecard", "score"), ("report", "check"), ("sensitivity", "sensitivity"),
        ("project", "import"),
    ],
)  # fmt: skip
def test_answers_fit_their_schemas(client: TestClient, jinbao: bytes, kind: str, task: str) -> None:
    schema = client.get(f"/api/schema/{kind}")
    assert schema.headers["content-type"] == "application/schema+json"
    headers = {**YAML, "Accept": "application/json"}
    answer = client.post(f"/api/{task}", content=jinbao, headers=headers)
    Draft202012Validator(schema.json()).validate(answer.json())


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "version": scoring.__version__}
