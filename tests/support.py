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
    settings = load(defaults | on_postgres(folder) | environ)
    if settings.practice and not folder.joinpath("redraw.sqlite").exists():
        shutil.copytree(_with_samples(), folder, dirs_exist_ok=True)
    app = create_app(settings, now=clock, hashing=hashing or Hashing(cost=2))
    app.test_client_class = Client
    prepare(collaborators(app))
    weakref.finalize(app, collaborators(app).database.close)
    return app


@cache
def on_postgres(folder: Path) -> dict[str, str]:
    """DATABASE_URL of a database for the app in `folder`, where `make test-services` asks for PostgreSQL."""
    return {"DATABASE_URL": _cluster().new_database()} if POSTGRES in os.environ else {}


@cache
def _cluster() -> postgres.Cluster:
    """One server for all tests of this process; it ends with the process."""
    programs = postgres.find()
    assert programs, postgres.NONE_FOUND
    ends = ExitStack()
    atexit.register(ends.close)
    return ends.enter_context(postgres.running(programs))


@cache
def _with_samples() -> str:
    """A data folder with the sample pictures, made once and copied: decoding them takes a second."""
    folder = tempfile.mkdtemp(prefix="redraw-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    app = create_app(load({"DATA_DIR": folder, "LOCAL_MODE": "1", "STANDIN_SPEED": "0"}))
    prepare(collaborators(app))
    collaborators(app).database.close()
    return folder


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
