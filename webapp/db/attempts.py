"""Counting of attempts that all processes share: how often something was tried lately."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from webapp.db.tables import attempts

KEPT = timedelta(hours=1)
"""Longer than any two windows, so that old rows can go whatever they counted."""


def count(connection: Connection, name: str, now: datetime, window_s: int) -> int:
    """Count one more attempt under `name` in the present window and the one before it; return that sum."""
    start = int(now.timestamp()) // window_s * window_s
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = dialect.insert(attempts).values(name=name, window_start=start, count=1)
    row = row.on_conflict_do_update(
        index_elements=[attempts.c.name, attempts.c.window_start], set_={"count": attempts.c.count + 1}
    )
    if connection.execute(row.returning(attempts.c.count)).scalar_one() == 1:
        forget_before(connection, now - KEPT)
    lately = (attempts.c.name == name, attempts.c.window_start >= start - window_s)
    return int(connection.execute(select(func.sum(attempts.c.count)).where(*lately)).scalar_one())


def forget_before(connection: Connection, at: datetime) -> int:
    """Forget what was counted in windows that began before then; how many."""
    too_old = attempts.c.window_start < int(at.timestamp())
    return connection.execute(delete(attempts).where(too_old)).rowcount
