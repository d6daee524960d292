"""A backup is one moment, whole or refused, and what it holds comes back on either engine."""

import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from flask import Flask

from tests.services.moving_support import all_of, empty, live_in, quiet
from tests.services.support import Provider, submit
from tests.support import Clock, collaborators
from webapp.db import jobs as rows
from webapp.db import migrate, portable
from webapp.errors import AppError, Conflict
from webapp.models import JobStatus, Person, Picture
from webapp.services import backup, blobs, jobs, pictures
from webapp.storage.face import Storage


def test_everything_comes_back_and_what_may_have_been_sent_since_is_uncertain(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock, tmp_path: Path
) -> None:
    done, waiting = live_in(app, provider, upscale)
    co = collaborators(app)
    file = tmp_path / "backup.tar"
    backup.write(co, file, quiet)
    before, held = all_of(co)
    new = empty(tmp_path / "new", clock)
    told = backup.put_back(new, file, quiet)
    after, held_now = all_of(new)
    assert held_now == held
    assert told["blobs"] == len(held)
    # The one that waited, and the line of its history that says why it no longer does.
    assert {name for name in before if before[name] != after[name]} == {"jobs", "job_events"}
    assert jobs.get(new, done.id) == done
    assert [picture.job_id for picture in pictures.page(new, "BOOT rotes", "")[0]] == [done.id]
    assert jobs.get(new, waiting.id).status is JobStatus.UNCERTAIN
    with new.database.write() as connection:  # ids that the database gives go on after those that came
        rows.note(connection, waiting.id, clock(), JobStatus.UNCERTAIN, "one line more")
    assert jobs.history(new, waiting.id)[-1].text == "one line more"


class Busy:
    """A storage whose first read is the moment in which somebody changes something."""

    def __init__(self, storage: Storage, change: Callable[[], None]) -> None:
        self._storage, self._change = storage, change

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    def open(self, key: str) -> BinaryIO:
        change, self._change = self._change, lambda: None
        change()
        return self._storage.open(key)


def test_what_changes_while_it_is_written_is_in_it_wholly_or_not_at_all(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock, tmp_path: Path
) -> None:
    done, _ = live_in(app, provider, upscale)
    co, result = collaborators(app), str(done.result_picture_id)
    before, _held = all_of(co)

    def change() -> None:
        submit(app, upscale, key="meanwhile")
        pictures.delete(co, Person("p", "Somebody", "member"), result)
        clock.forward(blobs.GRACE.total_seconds())
        assert blobs.delete_unnamed(co, 10) == (1, 1)

    busy = replace(co, storage=Busy(co.storage, change))  # type: ignore[arg-type]
    told = backup.write(busy, tmp_path / "backup.tar", quiet)
    assert (told["tables"], told["missing"]) == (before, 1)
    new = empty(tmp_path / "new", clock)
    backup.put_back(new, tmp_path / "backup.tar", quiet)
    assert pictures.get(new, result).job_id == done.id


def test_a_backup_of_the_first_schema_is_migrated_when_it_comes_back(clock: Clock, tmp_path: Path) -> None:
    co = empty(tmp_path / "old", clock)
    with co.database.write() as connection:
        portable.clear(connection)
        migrate.upgrade_on(connection, "0001")
        connection.exec_driver_sql(
            "INSERT INTO people (id, name, name_key, role, created_at)"
            " VALUES ('p1', 'Ada', 'ada', 'admin', '2026-01-02 03:04:05.000006')"
        )
    backup.write(co, tmp_path / "backup.tar", quiet)
    new = empty(tmp_path / "new", clock)
    backup.put_back(new, tmp_path / "backup.tar", quiet)
    assert migrate.is_current(new.database)
    with new.database.read() as connection:
        assert connection.exec_driver_sql("SELECT name FROM people").scalar() == "Ada"


def test_what_is_here_is_replaced_only_where_that_is_said(
    app: Flask, provider: Provider, upscale: Picture, tmp_path: Path
) -> None:
    live_in(app, provider, upscale)
    co, file = collaborators(app), tmp_path / "backup.tar"
    backup.write(co, file, quiet)
    before = all_of(co)
    with pytest.raises(Conflict, match="--force replaces all of them"):
        backup.put_back(co, file, quiet)
    assert all_of(co) == before
    backup.put_back(co, file, quiet, force=True)
    assert all_of(co)[0]["pictures"] == before[0]["pictures"]
    with pytest.raises(Conflict, match="is there already"):
        backup.write(co, file, quiet)


def test_a_backup_that_is_damaged_cut_off_or_newer_changes_nothing(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock, tmp_path: Path
) -> None:
    live_in(app, provider, upscale)
    file = tmp_path / "backup.tar"
    backup.write(collaborators(app), file, quiet)
    new = empty(tmp_path / "new", clock)
    before = all_of(new)
    newer = json.dumps({"form": 1, "revision": "9999", "at": ""}).encode()
    cases: dict[str, Callable[[], Path]] = {
        "newer release": lambda: _rewritten(file, "head.json", lambda _: newer),
        "is damaged": lambda: _rewritten(file, upscale.blob, lambda data: data[:-1] + b"x"),
        "do not agree": lambda: _rewritten(file, "-drafts", lambda _: b""),
        "is no whole backup": lambda: _rewritten(file, "-jobs", lambda _: b""),  # events of no job
        "is no whole backup of Redraw": lambda: _cut_off(file),
    }
    for said, made in cases.items():
        with pytest.raises(AppError, match=said):
            backup.put_back(new, made(), quiet)
        assert all_of(new) == before
    with pytest.raises(AppError, match="is no whole backup"):
        backup.put_back(new, tmp_path / "nowhere.tar", quiet)


def test_the_file_is_for_its_owner_alone_and_nothing_else_is_left(clock: Clock, tmp_path: Path) -> None:
    backup.write(empty(tmp_path / "old", clock), tmp_path / "backup.tar", quiet)
    assert (tmp_path / "backup.tar").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} - {"old"} == {"backup.tar"}


def _rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of the backup in which one member is another."""
    out = path.with_name("changed.tar")
    with tarfile.open(path) as old, tarfile.open(out, "w") as new:
        for member in old:
            file = old.extractfile(member)
            data = file.read() if file else b""
            if member.name.endswith(name):
                data = change(data)
                member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return out


def _cut_off(path: Path) -> Path:
    out = path.with_name("changed.tar")
    out.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return out
