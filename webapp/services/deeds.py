"""The log: who did what when, written in the same transaction as the deed itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from webapp.db import deeds as rows
from webapp.errors import BadInput
from webapp.services.collaborators import Collaborators
from webapp.team_models import Deed, Entry, LogFilter

PAGE_SIZE = 100
EXPORT_CHUNK = 500
MOST_DETAIL = 300


def record(
    co: Collaborators,
    connection: Connection,
    by: str | None,
    deed: Deed,
    subject: str = "",
    detail: str = "",
) -> None:
    """Write a line within the caller's transaction. `by` is a person's id, None for the operator.

    `detail` is kept for LOG_DAYS and shown to every admin: no secret goes into it.
    """
    rows.add(
        connection,
        at=co.now(),
        person_id=by,
        deed=deed,
        subject=subject,
        detail=detail[:MOST_DETAIL],
    )


def read_filter(*, person_id: str, deed: str, since: str, until: str) -> LogFilter:
    """What was chosen on the page, each as it was typed; days are UTC and `until` is the last one shown."""
    if deed and deed not in list(Deed):
        raise BadInput("The log knows no such kind of entry.", code="bad_kind")
    last = read_day(until)
    return LogFilter(
        person_id=person_id[:64] or None,
        deed=Deed(deed) if deed else None,
        since=read_day(since),
        until=last + timedelta(days=1) if last else None,
    )


def page(co: Collaborators, wanted: LogFilter, before: int | None) -> tuple[list[Entry], int | None]:
    """One page, newest first, and the key of the next one or None."""
    with co.database.read() as connection:
        found = rows.page(connection, wanted, before=before, limit=PAGE_SIZE + 1)
    return found[:PAGE_SIZE], found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None


def every(co: Collaborators, wanted: LogFilter) -> Iterator[Entry]:
    """All entries, newest first, read a few hundred at a time."""
    before: int | None = None
    while True:
        with co.database.read() as connection:
            chunk = rows.page(connection, wanted, before=before, limit=EXPORT_CHUNK)
        yield from chunk
        if len(chunk) < EXPORT_CHUNK:
            return
        before = chunk[-1].id


def read_day(text: str) -> datetime | None:
    """The beginning of a day in UTC, typed as 2026-03-01; None for nothing, `BadInput` for anything else."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadInput("A day is written like 2026-03-01.", code="bad_day") from None
    if not 2000 <= day.year <= 9000:
        raise BadInput("A day is written like 2026-03-01.", code="bad_day")
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
