"""A job that many watch is read once, and what this process wrote is seen at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.db.test_jobs import JOB, NOW
from tests.support import on_postgres
from webapp.db import jobs
from webapp.db.engine import Database
from webapp.db.migrate import upgrade
from webapp.db.watched import FRESH_S, WatchedJobs
from webapp.models import JobStatus


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """The same database as two processes have it, with one job."""
    url = on_postgres().get("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite'}")
    ours, theirs = Database(url), Database(url)
    upgrade(ours)
    with ours.write() as connection:
        assert jobs.add(connection, JOB)
    yield ours, theirs
    ours.close()
    theirs.close()


def move(database: Database) -> None:
    with database.write() as connection:
        assert jobs.move(connection, JOB, JobStatus.CANCELLED, NOW, "Cancelled")


def test_what_this_process_wrote_is_seen_at_once(databases: tuple[Database, Database]) -> None:
    watched = WatchedJobs(databases[0], clock=lambda: 0.0)
    assert watched.get(JOB.id) == JOB
    move(databases[0])
    moved = watched.get(JOB.id)
    assert moved
    assert (moved.status, moved.version) == (JobStatus.CANCELLED, 2)


def test_what_another_process_wrote_is_seen_a_moment_later(databases: tuple[Database, Database]) -> None:
    at_s = [100.0]
    watched = WatchedJobs(databases[0], clock=lambda: at_s[0])
    seen = []
    for later_s in (0, FRESH_S * 0.99, FRESH_S * 0.02):
        at_s[0] += later_s
        job = watched.get(JOB.id)
        assert job
        seen.append(job.status)
        if later_s == 0:
            move(databases[1])
    assert seen == [JobStatus.WAITING, JobStatus.WAITING, JobStatus.CANCELLED]


def test_a_job_that_is_not_there_is_looked_for_each_time(databases: tuple[Database, Database]) -> None:
    watched = WatchedJobs(databases[0], clock=lambda: 0.0)
    assert watched.get("no-such-job") is None
