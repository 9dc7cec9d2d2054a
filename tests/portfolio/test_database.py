"""Results in databases, read back and compared with the tables they came from."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scoring.portfolio.database import DatabaseError, is_database, write_database
from scoring.portfolio.tables import RESULTS
from tests.portfolio.made_tables import repeated, write

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.portfolio.made_tables import Row

    Tables = dict[str, list[Row]]

COUNT = 60


def expected(rows: Tables, name: str, run: str) -> list[tuple[object, ...]]:
    made = []
    for row in rows[name]:
        values = [row.get(column) for column in RESULTS[name]]
        if name == "findings":
            values[-1] = json.dumps(values[-1], ensure_ascii=False, sort_keys=True)
        made.append((run, *values))
    return sorted(made, key=repr)


def as_read(name: str, rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    made = []
    for row in rows:
        values = list(row)
        if name == "findings":
            held = json.loads(values[-1]) if isinstance(values[-1], str) else values[-1]
            values[-1] = json.dumps(held, ensure_ascii=False, sort_keys=True)
        made.append(tuple(values))
    return sorted(made, key=repr)


def read_duckdb(file: Path, name: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        made: list[tuple[object, ...]] = connection.execute(
            f'SELECT * FROM "jixiao_{name}"'  # noqa: S608 - a name of ours
        ).fetchall()
        return made


@pytest.fixture(scope="module")
def rows() -> Tables:
    return repeated(COUNT)


def test_targets() -> None:
    assert is_database("duckdb:a")
    assert not is_database("C:结果")


def test_other_databases(rows: Tables, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="不认识"):
        write_database(str(write(tmp_path, rows)), "mysql://x")


def test_duckdb(rows: Tables, tmp_path: Path) -> None:
    folder = write(tmp_path / "2023", rows)
    file = tmp_path / "结果.duckdb"
    counts = write_database(str(folder), f"duckdb:{file}")
    assert counts == {name: len(rows[name]) for name in RESULTS}
    for name in RESULTS:
        assert as_read(name, read_duckdb(file, name)) == expected(rows, name, "2023")


def test_a_run_replaces_itself_and_no_other(rows: Tables, tmp_path: Path) -> None:
    last, this = write(tmp_path / "2022", repeated(27)), write(tmp_path / "2023", rows)
    file = tmp_path / "years.duckdb"
    for folder in (last, this, this):
        write_database(str(folder), f"duckdb:{file}")
    found = read_duckdb(file, "projects")
    assert len(found) == 27 + COUNT
    assert sum(row[0] == "2023" for row in found) == COUNT


def test_duckdb_takes_all_back(rows: Tables, tmp_path: Path) -> None:
    folder = write(tmp_path / "2023", rows)
    file = tmp_path / "a.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE jixiao_findings (run TEXT, code INTEGER)")
    with pytest.raises(DatabaseError, match="没有改动"):
        write_database(str(folder), f"duckdb:{file}")
    with duckdb.connect(str(file)) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("jixiao_findings",)]


# ------------------------------------------------------------------ PostgreSQL

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def _as_postgres(command: list[str]) -> list[str]:
    """The server refuses to be run by root."""
    if getpass.getuser() != "root":
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of our own, reached through a socket in a folder of ours."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if not BINARIES:
        pytest.skip("no PostgreSQL server is installed")
    home = BINARIES[-1].parent
    place = Path("/var/tmp") / f"jixiao-{os.getpid()}"  # noqa: S108 - a socket's path must be short
    place.mkdir(mode=0o755)
    data = place / "data"
    try:
        if getpass.getuser() == "root":
            shutil.chown(place, "postgres", "postgres")
        start = [
            "initdb",
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "tester",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        _run([str(home / start[0]), *start[1:]])
        options = f"-c listen_addresses='' -c unix_socket_directories={place} -c fsync=off"
        control = [str(home / "pg_ctl"), "-D", str(data), "-w"]
        _run([*control, "-l", str(place / "log"), "-o", options, "start"])
        try:
            yield f"postgresql://tester@/postgres?host={place}"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _run(command: list[str]) -> None:
    subprocess.run(
        _as_postgres(command), check=True, cwd="/", stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60,
    )  # fmt: skip


def read_postgresql(server: str, query: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(server) as connection:
        return connection.execute(query.encode()).fetchall()


def test_postgresql(rows: Tables, tmp_path: Path, server: str) -> None:
    folder = write(tmp_path / "2023", rows)
    write_database(str(folder), server)
    counts = write_database(str(folder), server)
    assert counts == {name: len(rows[name]) for name in RESULTS}
    for name in RESULTS:
        found = read_postgresql(server, f"SELECT * FROM \"jixiao_{name}\" WHERE run = '2023'")  # noqa: S608
        assert as_read(name, found) == expected(rows, name, "2023")


def test_postgresql_texts(tmp_path: Path, server: str) -> None:
    rows = repeated(1)
    rows["projects"][0]["name"] = 'a\0b\t\n\\N"; DROP TABLE x; --'
    write_database(str(write(tmp_path / "nasty'run", rows)), server)
    found = read_postgresql(server, "SELECT name FROM jixiao_projects WHERE run = 'nasty''run'")
    assert found == [('a␀b\t\n\\N"; DROP TABLE x; --',)]


def test_postgresql_takes_all_back(rows: Tables, tmp_path: Path, server: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE other")
    other = server.replace("/postgres?", "/other?")
    with psycopg.connect(other) as connection:
        connection.execute("CREATE TABLE jixiao_findings (run TEXT, code INTEGER)")
    with pytest.raises(DatabaseError, match="没有改动"):
        write_database(str(write(tmp_path / "2023", rows)), other)
    found = read_postgresql(other, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert found == [("jixiao_findings",)]


def test_no_server(rows: Tables, tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    folder = write(tmp_path / "2023", rows)
    with pytest.raises(DatabaseError, match="写不进 PostgreSQL"):
        write_database(str(folder), f"postgresql://x@/x?host={tmp_path}")
