"""Steps are claimed, taken up again after a restart, and lead to the end."""

from pathlib import Path

from flask import Flask

from tests.services.support import PERSON, Provider, now_at, order, step, submit
from tests.support import Clock, collaborators, make_app, moves_sqlite_file, painting, work_until_idle
from webapp.db import queue
from webapp.models import JobStatus, Picture
from webapp.services import jobs, pictures, restored


def test_the_stand_in_does_the_whole_job(tmp_path: Path, clock: Clock) -> None:
    app = make_app(tmp_path, clock)
    co = collaborators(app)
    sample = pictures.page(co, "", "")[0][0]
    job = jobs.submit(
        co, PERSON, order(sample, painting=painting(sample.width, sample.height, (100, 100, 400, 400)))
    )
    work_until_idle(app, clock)
    done = jobs.get(co, job.id)
    assert done.status is JobStatus.DONE
    assert pictures.get(co, str(done.result_picture_id)).is_grid


def test_a_restart_takes_up_what_a_killed_process_held(app: Flask, upscale: Picture, clock: Clock) -> None:
    job = submit(app, upscale)
    co = collaborators(app)
    lease = "0123456789abcdef-0123456789abcdef"
    until = clock.at.replace(minute=2)
    with co.database.write() as connection:
        assert queue.claim(connection, job, queue.Hold(lease, clock.at, until))
    assert not jobs.work_once(co)
    (co.settings.data_dir / "processes").mkdir(exist_ok=True)
    (co.settings.data_dir / "processes" / "0123456789abcdef.alive").touch()
    assert jobs.take_over(co) == 1
    assert jobs.work_once(co)
    assert now_at(app, job).status is JobStatus.QUEUED


def test_calls_that_are_counted_out_of_order_leave_the_highest_count(app: Flask) -> None:
    co = collaborators(app)
    with co.database.write() as connection:
        counts = [restored.count_sent(connection) for _ in range(3)]
    for count in (counts[2], counts[0], counts[1]):
        restored.remember_sent(co, count)
    assert restored.doubt_forgotten(co) == 0
    assert (co.settings.data_dir / "sent_calls").read_text() == f"{counts[2]}"


@moves_sqlite_file
def test_jobs_of_a_restored_older_database_are_uncertain(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    database = co.settings.data_dir / "redraw.sqlite"
    co.database.close()
    backup = database.read_bytes()
    step(app, job)
    assert restored.doubt_forgotten(co) == 0
    co.database.close()
    for left in database.parent.glob("redraw.sqlite-*"):
        left.unlink()
    database.write_bytes(backup)
    assert now_at(app, job).status is JobStatus.WAITING
    assert restored.doubt_forgotten(co) == 1
    assert now_at(app, job).status is JobStatus.UNCERTAIN
    assert not jobs.work_once(co)
    assert len(provider.calls) == 1
