"""Wake-ups for workers on PostgreSQL: heard at once, whatever happens to Procrastinate and its tables."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.services.support import PERSON, Provider, now_at, submit
from tests.support import Clock, collaborators, make_app
from tools.postgres import Cluster
from webapp.db.engine import Database
from webapp.db.wakeups import SCHEMA, Wakeups
from webapp.models import JobStatus
from webapp.services import jobs, pictures


@pytest.fixture
def url(cluster: Cluster) -> str:
    return cluster.new_database()


@pytest.fixture
def sender(url: str, tmp_path: Path) -> Iterator[Database]:
    """The database of an app, whose tables are made."""
    app = make_app(tmp_path, MIDJOURNEY_TOKEN="t", DATABASE_URL=url)
    yield collaborators(app).database
    collaborators(app).database.close()


class Listening:
    """A worker process's ear for as long as the block lasts."""

    def __init__(self, database: Database) -> None:
        self.woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(
            target=Wakeups(database).listen, args=(self.woken.set, self._stopping)
        )

    def __enter__(self) -> "Listening":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(30)
        assert not self._thread.is_alive()

    def hears(self, wakeups: Wakeups, within_s: float) -> bool:
        """True where a ring is heard: each half second it is rung again, as by somebody else."""
        self.woken.clear()
        for _ in range(int(within_s * 2)):
            wakeups.ring()
            if self.woken.wait(0.5):
                return True
        return False


def test_a_ring_is_heard_at_once_and_leaves_nothing_behind(sender: Database, url: str) -> None:
    wakeups = Wakeups(sender)
    with Listening(sender) as ear:
        assert ear.hears(wakeups, within_s=60)
        took = []
        for _ in range(5):
            ear.woken.clear()
            began = time.monotonic()
            wakeups.ring()
            assert ear.woken.wait(30)
            took.append(time.monotonic() - began)
        assert min(took) < 1.0  # without the notification it would be POLLED_EVERY_S
    with psycopg.connect(url) as connection:
        assert connection.execute(f"SELECT count(*) FROM {SCHEMA}.procrastinate_jobs").fetchone() == (0,)


def test_it_is_heard_again_after_its_tables_were_emptied_and_after_postgresql_was_away(
    sender: Database, url: str, cluster: Cluster
) -> None:
    wakeups = Wakeups(sender)
    with Listening(sender) as ear:
        assert ear.hears(wakeups, within_s=60)
        with psycopg.connect(url) as connection:
            connection.execute(
                f"TRUNCATE {SCHEMA}.procrastinate_jobs, {SCHEMA}.procrastinate_workers CASCADE"
            )
        assert ear.hears(wakeups, within_s=60)
        cluster.stop()
        wakeups.ring()  # lost, and no error for whoever submitted
        cluster.start()
        assert ear.hears(wakeups, within_s=60)


def test_emptying_its_tables_loses_no_job(provider: Provider, clock: Clock, url: str, tmp_path: Path) -> None:
    """The row of the job is the truth: whoever looks for due rows finds it."""
    settings = {"MIDJOURNEY_TOKEN": "t", "MIDJOURNEY_API_URL": provider.server.url_for("").rstrip("/")}
    app = make_app(tmp_path / "app", clock, DATABASE_URL=url, **settings)
    provider.has("upscale", status="DONE")
    picture = pictures.add_by_message(collaborators(app), PERSON, "upscale")
    job = submit(app, picture)
    with psycopg.connect(url) as connection:
        assert connection.execute(f"SELECT count(*) FROM {SCHEMA}.procrastinate_jobs").fetchone() == (1,)
        connection.execute(f"TRUNCATE {SCHEMA}.procrastinate_jobs CASCADE")
    assert jobs.work_once(collaborators(app))
    assert now_at(app, job).status is JobStatus.QUEUED


def test_tables_of_another_release_are_made_anew(sender: Database, url: str, tmp_path: Path) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(f"COMMENT ON SCHEMA {SCHEMA} IS 'another'")
        connection.execute(f"CREATE TABLE {SCHEMA}.left_over (id int)")
    make_app(tmp_path / "again", MIDJOURNEY_TOKEN="t", DATABASE_URL=url)
    with psycopg.connect(url) as connection:
        assert connection.execute(f"SELECT to_regclass('{SCHEMA}.left_over')").fetchone() == (None,)
        assert connection.execute(f"SELECT count(*) FROM {SCHEMA}.procrastinate_jobs").fetchone() == (0,)
