"""In a deploy, processes of an earlier release go on for a minute on the schema of this one.

Their statements are made here from the tables as their schema had them: all of its columns, and no others.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, select, update

from tests.db.test_migrations import fill
from tests.support import collaborators, make_app
from webapp.db import jobs as rows
from webapp.db import migrate, portable, queue
from webapp.db.engine import Database
from webapp.db.queue import Hold
from webapp.models import Job, ProviderName

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)
FREE = {"lease": None, "leased_until": None}
WAITING = {"status": "waiting", "provider": "midjourney", "approval": None, "hook_message_id": None, **FREE}

Old = tuple[Database, dict[str, Table]]


@pytest.fixture(params=migrate.revisions()[-4:-1])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Old:
    """An empty database of this release, and the tables as an earlier one knows them."""
    app = make_app(tmp_path, MIDJOURNEY_TOKEN="t")
    database = collaborators(app).database
    with database.write() as connection:
        portable.clear(connection)
        migrate.upgrade_on(connection, request.param)
        tables = {table.name: table for table in portable.tables(connection)}
        migrate.upgrade_on(connection)
    return database, tables


def at(connection: Connection, moment: datetime) -> datetime:
    """A time as the driver takes it from tables that were read from the database."""
    return moment.replace(tzinfo=None) if connection.dialect.name == "sqlite" else moment


def old_claim(connection: Connection, jobs: Table, read: Job, lease: str) -> bool:
    """As every step begins in every release: take the lease of a job that stands as it was read."""
    stands = (
        jobs.c.id == read.id,
        jobs.c.status == str(read.status),
        jobs.c.lease.is_not_distinct_from(read.lease),
    )
    values: dict[str, Any] = {"lease": lease, "leased_until": at(connection, LATER)}
    return connection.execute(update(jobs).where(*stands).values(**values)).rowcount == 1


def test_what_it_inserts_reads_changes_and_deletes_is_taken(old: Old) -> None:
    database, tables = old
    with database.write() as connection:
        written = fill(connection, tables.values())
    with database.write() as connection:
        for name, row in written.items():
            assert dict(connection.execute(select(tables[name])).mappings().one()) == row, name
            assert connection.execute(update(tables[name]).values(**row)).rowcount == 1
        for table in reversed(tables.values()):
            connection.execute(delete(table))
            assert connection.execute(select(table)).first() is None


def test_a_step_that_one_release_holds_is_not_taken_by_the_other(old: Old) -> None:
    database, tables = old
    jobs, midjourney = tables["jobs"], ProviderName.MIDJOURNEY
    with database.write() as connection:
        due_at = at(connection, NOW)
        fill(connection, tables.values(), **WAITING, due_at=due_at, created_at=due_at)
        read = rows.get(connection, "x")
        assert read is not None
        assert old_claim(connection, jobs, read, "old")
        assert queue.next_due(connection, midjourney, NOW) == {}
        assert queue.claim_in_turn(connection, midjourney, Hold("new", NOW, LATER)) is None
        assert rows.touch(connection, read, prompt="of what was read before") is None
        connection.execute(update(jobs).values(**FREE))
        taken = queue.claim_in_turn(connection, midjourney, Hold("new", NOW, LATER))
        assert taken is not None
        assert not old_claim(connection, jobs, read, "old")
        assert rows.touch(connection, taken, prompt="by whoever holds it") is not None
