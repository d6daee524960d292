"""Jobs of before there were budgets count on their days, but those that surely cost nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from tests.db.test_jobs import JOB, NOW
from tests.support import on_postgres
from webapp.db import budgets
from webapp.db.engine import Database
from webapp.db.migrate import upgrade, upgrade_on
from webapp.db.records import job_values
from webapp.db.tables import jobs
from webapp.models import JobStatus

BEFORE_BUDGETS = "0003"


def test_what_was_submitted_before_is_counted(tmp_path: Path) -> None:
    database = Database(on_postgres().get("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite'}"))
    was = {
        "done": {"status": JobStatus.DONE, "sent_at": NOW, "message_id": "m"},
        "refused": {"status": JobStatus.FAILED, "sent_at": NOW},
        "failed": {"status": JobStatus.FAILED, "sent_at": NOW, "message_id": "n"},
        "never sent": {"status": JobStatus.CANCELLED},
        "a day later": {"status": JobStatus.UNCERTAIN, "created_at": NOW + timedelta(days=1)},
    }
    with database.write() as connection:
        upgrade_on(connection, BEFORE_BUDGETS)
        for key, values in was.items():
            row = job_values(replace(JOB, id=key, key=key, **values))
            for newer in ("approval", "counted_on"):
                row.pop(newer)
            connection.execute(insert(jobs).values(**row))
    upgrade(database)
    with database.read() as connection:
        counted = budgets.by_day(connection, "2026-01-01")
    database.close()
    assert counted == [("2026-03-01", "p", 2), ("2026-03-02", "p", 1)]
