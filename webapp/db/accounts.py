"""The provider's account as all processes share it, and counters that only grow."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from webapp.db.records import to_account
from webapp.db.tables import accounts, counters
from webapp.models import Account

# Built once: putting a statement together takes longer than running it.
_GET = select(accounts).where(accounts.c.name == bindparam("account"))
_LOCK = _GET.with_for_update()
_END_TRIAL = (
    update(accounts)
    .where(
        accounts.c.name == bindparam("account"),
        accounts.c.paused_at.is_(None),
        accounts.c.paused_code.is_not(None),
    )
    .values(paused_code=None, paused_text=None)
)
_COUNTER = select(counters.c.value).where(counters.c.name == bindparam("counter"))
_COUNT_UP = (
    update(counters)
    .where(counters.c.name == bindparam("counter"))
    .values(value=counters.c.value + bindparam("more"))
    .returning(counters.c.value)
)


def get(connection: Connection, name: str) -> Account | None:
    row = connection.execute(_GET, {"account": name}).first()
    return to_account(row) if row else None


def lock(connection: Connection, name: str, now: datetime) -> Account:
    """The account, held for this write transaction; made where it is new, by whoever comes first."""
    row = connection.execute(_LOCK, {"account": name}).first()
    if row is None:
        new = {"name": name, "free_at": now, "poll_free_at": now, "set_at": now, "turn": 0}
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(insert(accounts).values(**new).on_conflict_do_nothing())
        row = connection.execute(_LOCK, {"account": name}).one()
    return to_account(row)


def change(connection: Connection, name: str, **values: Any) -> None:
    connection.execute(update(accounts).where(accounts.c.name == name).values(**values))


def end_trial(connection: Connection, name: str) -> None:
    """The account takes calls again after a pause; nothing where there was none."""
    connection.execute(_END_TRIAL, {"account": name})


def count_up(connection: Connection, name: str, by: int = 1) -> int:
    """Add to a counter and return what it stands at."""
    value = connection.execute(_COUNT_UP, {"counter": name, "more": by}).scalar_one_or_none()
    if value is None:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(insert(counters).values(name=name, value=0).on_conflict_do_nothing())
        value = connection.execute(_COUNT_UP, {"counter": name, "more": by}).scalar_one()
    return int(value)


def counters_of(connection: Connection, prefix: str) -> dict[str, int]:
    """What the counters whose names begin so stand at, by the rest of their names."""
    found = connection.execute(select(counters).where(counters.c.name.startswith(prefix, autoescape=True)))
    return {name.removeprefix(prefix): value for name, value in found}


def counter(connection: Connection, name: str) -> int:
    return int(connection.execute(_COUNTER, {"counter": name}).scalar_one_or_none() or 0)
