"""What several tests need: an app on real files, paintings, and a clock that is set by hand."""

import atexit
import os
import re
import shutil
import tempfile
import weakref
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from tools import postgres
from webapp import create_app
from webapp.cli import prepare
from webapp.services import jobs
from webapp.services.collaborators import Collaborators
from webapp.services.team.passwords import Hashing
from webapp.settings import load

POSTGRES = "TEST_POSTGRES"
"""While this is set, the tests that use a database use PostgreSQL's."""

moves_sqlite_file = pytest.mark.skipif(
    POSTGRES in os.environ, reason="takes the database away by moving SQLite's file"
)


class Clock:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Client(FlaskClient):
    """Reads every answer to its end and closes it, as a server does."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **kwargs})


def make_app(
    folder: Path, clock: Clock | None = None, *, hashing: Hashing | None = None, **environ: str
) -> Flask:
    """The real app, migrated, on files in `folder`; local mode, an instant stand-in, cheap passwords."""
    defaults = {
        "DATA_DIR": str(folder),
        "LOCAL_MODE": "1",
        "STANDIN_SPEED": "0",
        "CALL_INTERVAL_S": "0",
        "SECRET_KEY": "a key that only tests use",
    }
    practice = load(defaults | environ).practice
    if practice and not folder.joinpath("standin").exists():
        shutil.copytree(_prepared(practice=True)[0], folder, dirs_exist_ok=True)
    settings = load(defaults | _migrated_on_postgres(folder, practice=practice) | environ)
    app = create_app(settings, now=clock, hashing=hashing or Hashing(cost=2))
    app.test_client_class = Client
    prepare(collaborators(app))
    database = collaborators(app).database
    weakref.finalize(database, database.engine.dispose)
    return app


def on_postgres() -> dict[str, str]:
    """DATABASE_URL of an empty database, where `make test-services` asks for PostgreSQL."""
    return {"DATABASE_URL": _cluster().new_database()} if POSTGRES in os.environ else {}


def _migrated_on_postgres(folder: Path, *, practice: bool) -> dict[str, str]:
    """The same with all tables, one for the apps in `folder`."""
    if POSTGRES not in os.environ:
        return {}
    if folder not in _DATABASES:
        _DATABASES[folder] = _cluster().new_database(like=_prepared(practice=practice)[1])
    return {"DATABASE_URL": _DATABASES[folder]}


_DATABASES: dict[Path, str] = {}


@cache
def _cluster() -> postgres.Cluster:
    """One server for all tests of this process; it ends with the process."""
    programs = postgres.find()
    assert programs, postgres.NONE_FOUND
    ends = ExitStack()
    atexit.register(ends.close)
    return ends.enter_context(postgres.running(programs))


@cache
def _prepared(*, practice: bool) -> tuple[str, str]:
    """(a data folder, a database of PostgreSQL) to be copied: tables and samples take a second to make.

    In practice mode with the sample pictures; the database has no name where SQLite is used.
    """
    folder = tempfile.mkdtemp(prefix="redraw-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    token = {} if practice else {"MIDJOURNEY_TOKEN": "t"}
    database = on_postgres()
    app = create_app(load({"DATA_DIR": folder, "LOCAL_MODE": "1", "STANDIN_SPEED": "0", **token, **database}))
    prepare(collaborators(app))
    collaborators(app).database.close()
    return folder, database.get("DATABASE_URL", "").rsplit("/", 1)[-1]


def collaborators(app: Flask) -> Collaborators:
    found: Collaborators = app.extensions["redraw"]
    return found


def painting(width: int, height: int, *boxes: tuple[int, int, int, int]) -> bytes:
    """A painting as the browser sends it: white boxes (inclusive px) on black, as PNG."""
    image = Image.new("L", (width, height))
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=255)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def csrf(client: FlaskClient, path: str = "/") -> str:
    """The page's CSRF token, as a script would read it."""
    page = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
    found = re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert found, "the page has no CSRF token"
    return found[1]


def work_until_idle(app: Flask, clock: Clock | None = None, most: int = 200) -> None:
    """Advance due jobs until none is due; with a clock, go to the next due time instead of waiting."""
    co = collaborators(app)
    for _ in range(most):
        if jobs.work_once(co):
            continue
        due_at = jobs.next_due_at(co)
        if due_at is None or clock is None:
            return
        clock.at = max(clock.at, due_at)
    raise AssertionError("the jobs do not come to rest")
