"""The tasks of housekeeping: when each is due, who has it, and how it went last."""

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from webapp.db.upkeep_tables import housekeeping
from webapp.upkeep_models import Run

_FIELDS = [housekeeping.c[field.name] for field in fields(Run)]
_EVERY = select(*_FIELDS).order_by(housekeeping.c.task)


def every(connection: Connection) -> list[Run]:
    return [Run(*row) for row in connection.execute(_EVERY)]


def add(connection: Connection, task: str, due_at: datetime) -> None:
    """Begin to keep a task; nothing where another process was quicker."""
    new: dict[str, Any] = {"task": task, "due_at": due_at, "done": "", "state": {}}
    try:
        with connection.begin_nested():
            connection.execute(insert(housekeeping).values(**new))
    except IntegrityError:
        return


def claim(connection: Connection, run: Run, lease: str, now: datetime, until: datetime) -> bool:
    """Take a task that still stands as it was read; False where somebody else was quicker."""
    stands = (
        housekeeping.c.task == run.task,
        housekeeping.c.due_at == run.due_at,
        housekeeping.c.lease.is_not_distinct_from(run.lease),
        housekeeping.c.leased_until.is_not_distinct_from(run.leased_until),
    )
    taken = {"lease": lease, "leased_until": until, "began_at": now}
    return connection.execute(update(housekeeping).where(*stands).values(**taken)).rowcount == 1


def end(connection: Connection, task: str, lease: str, **values: Any) -> bool:
    """Write down how a run went and let go; False where somebody has taken it over since."""
    mine = (housekeeping.c.task == task, housekeeping.c.lease == lease)
    free = {"lease": None, "leased_until": None}
    return connection.execute(update(housekeeping).where(*mine).values(**values, **free)).rowcount == 1


def forget(connection: Connection, tasks: Collection[str]) -> None:
    connection.execute(delete(housekeeping).where(housekeeping.c.task.in_(tasks)))
