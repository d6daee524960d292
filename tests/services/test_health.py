"""What is down is told in one sentence that names the setting to look at, and holds no secret."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support import collaborators, make_app
from webapp import create_app
from webapp.db import migrate
from webapp.services import health
from webapp.services.collaborators import Collaborators
from webapp.settings import load
from webapp.storage.local import LocalStorage


@pytest.fixture
def co(tmp_path: Path) -> Collaborators:
    return collaborators(make_app(tmp_path / "app", MIDJOURNEY_TOKEN="t"))


def elsewhere(folder: Path, **environ: str) -> Collaborators:
    """An app at a database that nobody has made ready."""
    return collaborators(create_app(load({"DATA_DIR": str(folder), "MIDJOURNEY_TOKEN": "t", **environ})))


def test_where_all_is_well_nothing_is_told(co: Collaborators) -> None:
    assert health.problems(co) == []


def test_a_database_that_was_never_migrated(tmp_path: Path) -> None:
    told = "is not at this release: run `flask --app wsgi migrate`."
    assert health.problems(elsewhere(tmp_path)) == [f"The database of DATA_DIR {told}"]
    named = elsewhere(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/own.sqlite")
    assert health.problems(named) == [f"The database of DATABASE_URL {told}"]


def test_a_postgresql_that_does_not_answer(tmp_path: Path) -> None:
    away = elsewhere(tmp_path, DATABASE_URL="postgres://redraw:a-secret@127.0.0.1:9/redraw")
    assert health.problems(away) == ["The database does not answer at DATABASE_URL."]


def test_a_folder_for_pictures_that_cannot_be_one(co: Collaborators, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    broken = replace(co, storage=LocalStorage(tmp_path / "file"))
    assert health.problems(broken) == ["Pictures cannot be kept at DATA_DIR (File exists)."]
    named = replace(co.settings, storage_url="file:///somewhere")
    assert health.problems(replace(broken, settings=named)) == [
        "Pictures cannot be kept at STORAGE_URL (File exists)."
    ]


def test_a_database_that_a_newer_release_has_migrated_serves_the_processes_of_this_one(
    co: Collaborators,
) -> None:
    """In a deploy the migration runs first, and the old processes go on for a minute."""
    with co.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of-later'"))
    assert health.problems(co) == []
    with pytest.raises(migrate.NewerSchema):
        migrate.upgrade(co.database)
