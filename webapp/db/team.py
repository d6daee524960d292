"""Sessions, and the counting of attempts that all processes share."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from webapp.db.tables import attempts, sessions


def session_person(connection: Connection, token_hash: str, now: datetime) -> str | None:
    """Whose session this is, or None where it is unknown or over."""
    found = select(sessions.c.person_id).where(
        sessions.c.token_hash == token_hash, sessions.c.expires_at > now
    )
    return connection.execute(found).scalar_one_or_none()


def add_session(
    connection: Connection, token_hash: str, person_id: str, created_at: datetime, expires_at: datetime
) -> None:
    connection.execute(delete(sessions).where(sessions.c.expires_at <= created_at))
    connection.execute(
        insert(sessions).values(
            token_hash=token_hash, person_id=person_id, created_at=created_at, expires_at=expires_at
        )
    )


def remove_session(connection: Connection, token_hash: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def count_attempt(connection: Connection, name: str, now: datetime, window_s: int) -> int:
    """Count one more attempt under `name` in the present window and the one before it; return that sum."""
    window = int(now.timestamp()) // window_s
    connection.execute(delete(attempts).where(attempts.c.name == name, attempts.c.window_start < window - 1))
    this_one = (attempts.c.name == name, attempts.c.window_start == window)
    changed = connection.execute(update(attempts).where(*this_one).values(count=attempts.c.count + 1))
    if not changed.rowcount:
        connection.execute(insert(attempts).values(name=name, window_start=window, count=1))
    counted = select(func.sum(attempts.c.count)).where(attempts.c.name == name)
    return int(connection.execute(counted).scalar_one())
