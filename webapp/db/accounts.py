"""The provider's account as all processes share it, and counters that only grow."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from webapp.db.records import to_account
from webapp.db.tables import accounts, counters
from webapp.models import Account


def get(connection: Connection, name: str) -> Account | None:
    row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
    return to_account(row) if row else None


def lock(connection: Connection, name: str, now: datetime) -> Account:
    """The account, held for this write transaction; made where it is new."""
    row = connection.execute(select(accounts).where(accounts.c.name == name).with_for_update()).first()
    if row is None:
        connection.execute(insert(accounts).values(name=name, free_at=now, poll_free_at=now))
        row = connection.execute(select(accounts).where(accounts.c.name == name)).one()
    return to_account(row)


def change(connection: Connection, name: str, **values: Any) -> None:
    connection.execute(update(accounts).where(accounts.c.name == name).values(**values))


def count_up(connection: Connection, name: str, by: int = 1) -> int:
    """Add to a counter and return what it stands at."""
    more = update(counters).where(counters.c.name == name).values(value=counters.c.value + by)
    value = connection.execute(more.returning(counters.c.value)).scalar_one_or_none()
    if value is None:
        connection.execute(insert(counters).values(name=name, value=by))
        return by
    return int(value)


def counter(connection: Connection, name: str) -> int:
    found = select(counters.c.value).where(counters.c.name == name)
    return int(connection.execute(found).scalar_one_or_none() or 0)
