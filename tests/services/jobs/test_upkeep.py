"""What goes on after the database, the disk, a process or the clock failed."""

import errno
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from werkzeug import Response

from tests.services.support import PERSON, Provider, accepted, as_json, now_at, order, step, submit
from tests.support import Clock, collaborators, moves_sqlite_file
from webapp.db import queue
from webapp.errors import AppError
from webapp.models import JobStatus, Picture
from webapp.services import jobs, notices
from webapp.services.collaborators import Collaborators
from webapp.storage.face import Storage


class BadDisk:
    """A storage whose disk is as full, or as broken, as a test wants it."""

    def __init__(self, storage: Storage, *, free: int = 1 << 30, broken: bool = False) -> None:
        self._storage = storage
        self.free = free
        self.broken = broken

    def put(self, source: BinaryIO) -> str:
        if self.free == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._storage.put(source)

    def open(self, key: str) -> BinaryIO:
        if self.broken:
            raise OSError(errno.EIO, "Input/output error")
        return self._storage.open(key)

    def size(self, key: str) -> int:
        return self._storage.size(key)

    def delete(self, key: str) -> None:
        self._storage.delete(key)

    def free_bytes(self) -> int | None:
        return self.free


def take_away(co: Collaborators) -> Callable[[], None]:
    """Put SQLite's file out of reach; returns how to bring it back."""
    file = co.settings.data_dir / "redraw.sqlite"
    moved = file.with_name("away.sqlite")
    co.database.close()
    file.rename(moved)
    file.mkdir()

    def bring_back() -> None:
        file.rmdir()
        moved.rename(file)

    return bring_back


@moves_sqlite_file
def test_a_job_goes_on_at_once_when_the_database_is_back_after_a_poll(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    step(app, job)
    ways_back = []

    def lose_the_database(_name: str) -> Response:
        ways_back.append(take_away(co))
        return as_json({"messageId": "m-1", "status": "PROCESSING", "progress": 5})

    provider.told = lose_the_database
    clock.forward(3)
    with pytest.raises(OperationalError):
        jobs.advance(co, job.id)
    provider.told = None
    ways_back[0]()
    provider.has("m-1", status="DONE")
    assert not jobs.work_once(co)
    jobs.keep_up(co)
    clock.forward(0.2)
    assert jobs.work_once(co)
    assert now_at(app, job).status is JobStatus.DONE


def lose_the_database_with_the_answer(co: Collaborators, provider: Provider) -> Callable[[], None]:
    """Let it go away while the provider takes the next call; what is returned brings it back."""
    ways_back: list[Callable[[], None]] = []

    def answer(_body: object) -> Response:
        ways_back.append(take_away(co))
        return accepted("m-77")

    provider.answer = answer
    return lambda: ways_back[0]()


@moves_sqlite_file
def test_an_answer_that_can_nowhere_be_written_is_logged_with_reference_and_id(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    bring_back = lose_the_database_with_the_answer(co, provider)
    jobs.advance(replace(co, pause=lambda _s: clock.forward(50)), job.id)
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert f"The answer to job {job.id} could not be written down: m-77" in errors
    bring_back()
    jobs.keep_up(co)
    assert step(app, job).status is JobStatus.UNCERTAIN


@moves_sqlite_file
def test_an_answer_is_in_the_log_before_anything_can_happen_to_the_process(
    app: Flask, provider: Provider, upscale: Picture, caplog: pytest.LogCaptureFixture
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    bring_back = lose_the_database_with_the_answer(co, provider)

    def be_killed(_s: float) -> None:
        raise SystemExit

    with caplog.at_level(logging.INFO), pytest.raises(SystemExit):
        jobs.advance(replace(co, pause=be_killed), job.id)
    assert f"The call of job {job.id} was answered: m-77" in caplog.messages
    bring_back()


def test_a_commit_of_which_nobody_knows_whether_it_came_through_sends_nothing_and_loses_nothing(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    wrote_sending: list[bool] = []

    def notice(_connection: Any, _cursor: Any, _text: str, values: Any, *_more: Any) -> None:
        told = values.values() if isinstance(values, dict) else values
        if "Sending to the provider" in told and not wrote_sending:
            wrote_sending.append(True)

    def commit_and_break_off(connection: Any) -> None:
        if wrote_sending == [True]:
            wrote_sending.append(False)
            connection.connection.dbapi_connection.commit()
            raise OperationalError("COMMIT", None, Exception("server closed the connection"))

    event.listen(co.database.engine, "before_cursor_execute", notice)
    event.listen(co.database.engine, "commit", commit_and_break_off)
    assert jobs.work_once(co)
    assert [line.status for line in jobs.history(co, job.id)] == ["waiting", "sending", "waiting"]
    assert provider.calls == []
    clock.forward(3)
    assert jobs.work_once(co)
    assert now_at(app, job).status is JobStatus.QUEUED
    assert len(provider.calls) == 1


def test_a_mask_that_cannot_be_read_is_noticed_before_anything_is_sent(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    broken = replace(co, storage=BadDisk(co.storage, broken=True))
    assert jobs.advance(broken, job.id)
    assert now_at(app, job).status is JobStatus.WAITING
    assert provider.calls == []
    clock.forward(31)
    assert step(app, job).status is JobStatus.QUEUED


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_stored_mask_that_is_damaged_is_made_again_from_the_painting(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock, damage: str
) -> None:
    co = collaborators(app)
    provider.server.stop()
    job = submit(app, upscale)
    key = str(step(app, job).wire_mask)
    with co.storage.open(key) as file:
        path, wire = Path(file.name), file.read()
    path.unlink() if damage == "gone" else path.write_bytes(b"nonsense")
    provider.server.start()
    clock.forward(3)
    assert step(app, job).status is JobStatus.QUEUED
    assert jobs.mask_file(co, job.id)[0] == wire


def test_a_painting_that_is_gone_fails_its_job_before_anything_is_sent(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    co.storage.delete(str(job.painting))
    after = step(app, job)
    assert (after.status, after.error_code) == (JobStatus.FAILED, "mask_unusable")
    assert jobs.receipt(co, job.id)["charged"] == "no"
    assert provider.calls == []


def test_a_full_disk_refuses_new_jobs_and_keeps_the_waiting_ones_from_being_paid(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    full = replace(co, storage=BadDisk(co.storage, free=0))
    assert notices.banners(full)[0].startswith("The server\u2019s disk is full")
    with pytest.raises(AppError) as refused:
        jobs.submit(full, PERSON, order(upscale, key="other", prompt="other"))
    assert (refused.value.status, refused.value.code) == (507, "storage_full")
    assert jobs.submit(full, PERSON, order(upscale)).id == job.id  # the same form once more
    assert jobs.work_once(full)
    assert (now_at(app, job).status, now_at(app, job).error_code) == (JobStatus.WAITING, "storage_full")
    assert provider.calls == []
    clock.forward(31)
    assert step(app, job).status is JobStatus.QUEUED
    assert notices.banners(co) == []


def test_a_picture_waits_for_room_on_a_disk_that_filled_up(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="DONE")
    clock.forward(3)
    assert jobs.advance(replace(co, storage=BadDisk(co.storage, free=0)), job.id)
    assert (now_at(app, job).status, now_at(app, job).error_code) == (JobStatus.SAVING, "picture_unavailable")
    assert step(app, job).status is JobStatus.DONE


def test_steps_that_do_not_end_in_time_are_released_when_the_process_is_asked_to_end(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    polled, sent = submit(app, upscale), submit(app, upscale, key="key-2", prompt="next")
    step(app, polled)
    provider.told = lambda _name: as_json({"released": jobs.let_go(co)})
    clock.forward(3)
    assert jobs.advance(co, polled.id)
    provider.told = None
    assert (now_at(app, polled).status, now_at(app, polled).lease) == (JobStatus.QUEUED, None)

    def stop_while_calling(_body: object) -> Response:
        assert jobs.let_go(co) == 1
        assert now_at(app, sent).status is JobStatus.UNCERTAIN
        return accepted("m-2")

    provider.answer = stop_while_calling
    assert jobs.advance(co, sent.id)
    assert (now_at(app, sent).status, now_at(app, sent).message_id) == (JobStatus.QUEUED, "m-2")


def test_the_places_in_the_line_are_written_only_where_they_changed(app: Flask, upscale: Picture) -> None:
    co = collaborators(app)
    line = [submit(app, upscale, key=f"{number}", prompt=f"{number}") for number in range(3)]
    jobs.cancel(co, PERSON, line[0].id)
    with co.database.read() as connection:
        assert queue.are_places_moved(connection, co.settings.provider)
    jobs.keep_up(co)
    before = [now_at(app, job) for job in line[1:]]
    assert [job.queue_position for job in before] == [0, 1]
    jobs.keep_up(co)
    assert [now_at(app, job) for job in line[1:]] == before


def test_far_places_in_the_line_are_written_to_a_tenth(app: Flask, upscale: Picture) -> None:
    line = [submit(app, upscale, key=f"{number}", prompt=f"{number}") for number in range(13)]
    jobs.cancel(collaborators(app), PERSON, line[0].id)
    jobs.keep_up(collaborators(app))
    assert [now_at(app, job).queue_position for job in line[1:]] == [*range(10), 11, 12]
