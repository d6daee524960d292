"""The log of who did what: rows are added and read, and nothing changes them until they are too old."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from webapp.db.teamwork_tables import log_entries
from webapp.team_models import Deed, Entry, LogFilter

_ADD = insert(log_entries)


def add(
    connection: Connection, *, at: datetime, person_id: str | None, deed: Deed, subject: str, detail: str
) -> None:
    values = {"at": at, "person_id": person_id, "deed": str(deed), "subject": subject, "detail": detail}
    connection.execute(_ADD, values)


def page(connection: Connection, wanted: LogFilter, *, before: int | None, limit: int) -> list[Entry]:
    """Entries newest first, those older than the entry `before`."""
    found = select(log_entries).order_by(log_entries.c.id.desc()).limit(limit)
    conditions = (
        (wanted.person_id, lambda value: log_entries.c.person_id == value),
        (wanted.deed, lambda value: log_entries.c.deed == str(value)),
        (wanted.since, lambda value: log_entries.c.at >= value),
        (wanted.until, lambda value: log_entries.c.at < value),
        (before, lambda value: log_entries.c.id < value),
    )
    for value, condition in conditions:
        if value is not None:
            found = found.where(condition(value))
    return [_entry(row) for row in connection.execute(found)]


def forget_before(connection: Connection, before: datetime, most: int) -> int:
    """Delete those of the first entries that are older; how many. Entries are in the order of their time."""
    first = select(log_entries.c.id, log_entries.c.at).order_by(log_entries.c.id).limit(most)
    old = [row.id for row in connection.execute(first) if row.at < before]
    return connection.execute(delete(log_entries).where(log_entries.c.id.in_(old))).rowcount


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.id, row.at, row.person_id, Deed(row.deed), row.subject, row.detail)
