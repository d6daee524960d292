"""PostgreSQL that refuses, or is not ready yet: one sentence names the setting, and nobody dies of it."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg

from tests.faults.rig import until
from tests.support import collaborators, make_app
from tools.postgres import Cluster
from tools.processes import ROOT
from webapp import create_app
from webapp.services import health
from webapp.settings import load


def problems(folder: Path, url: str) -> list[str]:
    co = collaborators(create_app(load({"DATA_DIR": str(folder), "DATABASE_URL": url})))
    with closing(co.database):
        return health.problems(co)


def test_wrong_keys_and_unknown_names_are_told_apart_and_not_shown(cluster: Cluster, tmp_path: Path) -> None:
    right = cluster.new_database()
    wrong_key = right.replace(cluster.password, "a-wrong-secret")
    assert problems(tmp_path, wrong_key) == ["The database refuses the user or the password of DATABASE_URL."]
    assert problems(tmp_path, cluster.url("nobody_made_it")) == [
        "The database server knows no such database as DATABASE_URL names."
    ]
    assert problems(tmp_path, right) == [
        "The database of DATABASE_URL is not at this release: run `flask --app wsgi migrate`."
    ]


def test_commands_and_pages_say_it_too(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.new_database()
    app = make_app(tmp_path, MIDJOURNEY_TOKEN="t", DATABASE_URL=url)
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'of-later'")
        connection.execute("ALTER TABLE pictures RENAME TO moved_away")
    page = app.test_client().get("/")
    assert (page.status_code, page.json["error"]["code"]) == (503, "database_down")
    assert "The database of DATABASE_URL is not at this release" in page.json["error"]["message"]
    with app.app_context():
        ended = app.test_cli_runner().invoke(args=["migrate"])
    text = "A newer release of Redraw has migrated the database of DATABASE_URL: start that release again."
    assert (ended.exit_code, ended.output) == (1, f"Error: {text}\n")


def test_a_worker_waits_for_its_database_to_be_migrated(cluster: Cluster, tmp_path: Path) -> None:
    url, log = cluster.new_database(), tmp_path / "log"
    environ = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": url, "MIDJOURNEY_TOKEN": "t"}
    with log.open("wb") as file:
        command = [sys.executable, "-u", "-m", "flask", "--app", "wsgi", "worker"]
        worker = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=file, stderr=file)
    try:
        until(lambda: "This worker waits." in log.read_text(), "the worker waits")
        make_app(tmp_path, MIDJOURNEY_TOKEN="t", DATABASE_URL=url)
        until(lambda: "Advancing jobs." in log.read_text(), "the worker has begun")
    finally:
        worker.terminate()
        assert worker.wait(30) == 0
    assert "Traceback" not in log.read_text()
