"""A whole instance from SQLite and files to PostgreSQL and a bucket, and back: the same to the last bit."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from tests.services.moving_support import all_of, live_in, quiet
from tests.services.support import Provider
from tests.support import Clock, collaborators
from tools.postgres import Cluster
from webapp import create_app
from webapp.models import Picture
from webapp.services import closing, jobs, moving
from webapp.services.collaborators import Collaborators
from webapp.settings import load


def test_there_and_back_is_the_same_to_the_last_bit(
    app: Flask,
    provider: Provider,
    upscale: Picture,
    clock: Clock,
    cluster: Cluster,
    in_a_bucket: dict[str, str],
    tmp_path: Path,
) -> None:
    done, _waiting = live_in(app, provider, upscale)
    before = all_of(collaborators(app))
    there = {**in_a_bucket, "DATABASE_URL": cluster.new_database()}
    back = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'back.sqlite'}",
        "STORAGE_URL": (tmp_path / "back").as_uri(),
    }
    first = place(tmp_path / "first", clock, {**in_a_bucket, **where(collaborators(app))})
    second = place(tmp_path / "second", clock, there)
    moving.move(first, second.settings.database_url, second.settings.storage_url, quiet)
    assert all_of(second) == before
    assert jobs.get(second, done.id) == done
    third = place(tmp_path / "third", clock, back)
    moving.move(second, third.settings.database_url, third.settings.storage_url, quiet)
    assert all_of(third) == before
    assert [closing.reason(co) for co in (first, second, third)] == [closing.MOVED, closing.MOVED, None]
    for co in (first, second, third):
        co.database.close()


def where(co: Collaborators) -> dict[str, str]:
    return {"DATABASE_URL": co.settings.database_url, "STORAGE_URL": co.settings.storage_url}


def place(folder: Path, clock: Clock, environ: dict[str, str]) -> Collaborators:
    """The app at that database and storage, which waits by its clock."""
    made = create_app(load({"DATA_DIR": str(folder), "MIDJOURNEY_TOKEN": "t", **environ}), now=clock)
    return replace(collaborators(made), pause=clock.forward)
