"""Moving house: all of it or nothing, and nothing is changed here while and after it moves."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from flask import Flask

from tests.services.moving_support import all_of, empty, live_in, quiet
from tests.services.support import Provider
from tests.support import Clock, collaborators, csrf
from webapp.db import queue
from webapp.errors import Conflict, StorageError, Unavailable
from webapp.models import Picture
from webapp.services import closing, jobs, moving, pictures
from webapp.services.collaborators import Collaborators
from webapp.storage.local import LocalStorage


@pytest.fixture
def co(app: Flask, provider: Provider, upscale: Picture, clock: Clock) -> Collaborators:
    """A place with something of everything in it, which waits by its clock."""
    live_in(app, provider, upscale)
    return replace(collaborators(app), pause=clock.forward)


def target(folder: Path) -> tuple[str, str]:
    folder.mkdir()
    return f"sqlite:///{folder / 'redraw.sqlite'}", (folder / "pictures").as_uri()


def arrived_at(where: tuple[str, str], clock: Clock, folder: Path) -> Collaborators:
    return empty(folder, clock, DATABASE_URL=where[0], STORAGE_URL=where[1])


def test_everything_arrives_and_the_old_place_is_closed_until_it_is_reopened(
    app: Flask, co: Collaborators, clock: Clock, tmp_path: Path
) -> None:
    before = all_of(co)
    where = target(tmp_path / "new")
    moving.move(co, *where, quiet)
    new = arrived_at(where, clock, tmp_path / "new")
    assert (all_of(new), closing.reason(new)) == (before, None)
    assert [picture.prompt for picture in pictures.page(new, "BOOT rotes", "")[0]] == [
        "ein rotes Boot \u2603"
    ]
    clock.forward(10_000)
    assert closing.reason(co) == closing.MOVED
    assert not jobs.work_once(co)
    client = app.test_client()
    page = client.get("/", headers={"Accept": "text/html"})
    assert (page.status_code, closing.MOVED in page.text) == (200, True)
    refused = client.post("/mask", headers={"X-CSRFToken": csrf(client)})
    assert (refused.status_code, refused.json["error"]["code"]) == (503, "read_only")
    assert all_of(co) == before
    closing.reopen(co)
    assert jobs.work_once(co)


def test_a_move_that_was_interrupted_goes_on_where_it_was(
    co: Collaborators, clock: Clock, tmp_path: Path
) -> None:
    where = target(tmp_path / "new")
    before = all_of(co)
    opened: list[str] = []

    class Watched:
        """The present storage; it breaks at the third read of the first try."""

        def __getattr__(self, name: str) -> Any:
            return getattr(co.storage, name)

        def open(self, key: str) -> BinaryIO:
            opened.append(key)
            if len(opened) == 3:
                raise StorageError("The picture storage broke off")
            return co.storage.open(key)

    watched = replace(co, storage=Watched())  # type: ignore[arg-type]
    with pytest.raises(StorageError):
        moving.move(watched, *where, quiet)
    assert closing.reason(co) is None
    moving.move(watched, *where, quiet)
    assert sorted(opened) == sorted([*before[1], opened[2]])  # each once, and the one that failed again
    assert all_of(arrived_at(where, clock, tmp_path / "new")) == before


def test_whoever_closed_it_and_died_keeps_it_closed_for_a_minute(co: Collaborators, clock: Clock) -> None:
    closing.hold(co)
    assert closing.reason(co) == closing.MOVING
    clock.forward(61)
    assert closing.reason(co) is None


def test_a_step_in_hand_is_waited_for(co: Collaborators, clock: Clock, tmp_path: Path) -> None:
    with co.alive.lease() as lease, co.database.write() as connection:
        hold = queue.Hold(lease, clock(), clock() + timedelta(seconds=100))
        assert queue.claim_in_turn(connection, co.settings.provider, hold)
    began = clock()
    moving.move(co, *target(tmp_path / "new"), quiet)
    assert 100 <= (clock() - began).total_seconds() < 110


def refused(co: Collaborators, where: tuple[str, str], said: str, kind: type[Exception] = Conflict) -> None:
    before = all_of(co)
    with pytest.raises(kind, match=said):
        moving.move(co, *where, quiet)
    assert (closing.reason(co), all_of(co)) == (None, before)


def test_a_place_that_cannot_be_moved_to_is_refused_in_one_sentence(
    co: Collaborators, tmp_path: Path
) -> None:
    database, storage = target(tmp_path / "new")
    refused(co, (co.settings.database_url, storage), "other places than the present ones")
    nowhere = "postgresql+psycopg://nobody:x@127.0.0.1:9/none"
    refused(co, (nowhere, storage), "The database of --to does not answer", Unavailable)
    moving.move(co, database, storage, quiet)
    closing.reopen(co)
    refused(co, (database, storage), "in the database of --to already")


def test_bytes_that_were_damaged_here_are_not_moved_as_if_they_were_right(
    co: Collaborators, upscale: Picture, tmp_path: Path
) -> None:
    assert isinstance(co.storage, LocalStorage)
    (co.storage.root / upscale.blob[:2] / upscale.blob).write_bytes(b"something else")
    refused(co, target(tmp_path / "new"), f"The bytes {upscale.blob} are damaged")
