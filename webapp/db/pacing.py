"""The shared slot of paid calls: one row per provider account, whatever the number of processes."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from webapp.db.tables import call_slots

LONGEST_WAIT = timedelta(minutes=10)


def take_slot(connection: Connection, account: str, now: datetime, interval_s: float) -> datetime | None:
    """Take the account's next call slot if it is free; otherwise say when it will be.

    None means taken: the caller may call now, and the next slot opens `interval_s` later. Must run in a
    write transaction; on PostgreSQL the row is locked.
    """
    row = connection.execute(
        select(call_slots.c.free_at).where(call_slots.c.account == account).with_for_update()
    ).first()
    free_at: datetime | None = row.free_at if row else None
    if free_at is not None and interval_s > 0 and now < free_at <= now + LONGEST_WAIT:
        return free_at  # a slot farther ahead than any wait comes from a clock that jumped: ignore it
    next_free = now + timedelta(seconds=interval_s)
    if row:
        connection.execute(
            update(call_slots).where(call_slots.c.account == account).values(free_at=next_free)
        )
    else:
        connection.execute(insert(call_slots).values(account=account, free_at=next_free))
    return None


def hold_off(connection: Connection, account: str, until: datetime) -> None:
    """Let no paid call of the account out before `until` (at most `LONGEST_WAIT` away)."""
    connection.execute(update(call_slots).where(call_slots.c.account == account).values(free_at=until))
