"""Whether the app is closed to changes just now, as all its processes see it."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from webapp.db.tables import closings

IS_CLOSED = or_(closings.c.until.is_(None), closings.c.until > bindparam("now"))
"""For a statement that takes `now`, too."""

# Built once: it is asked before every change.
_TEXT = select(closings.c.text).where(IS_CLOSED).order_by(closings.c.until.is_(None).desc()).limit(1)


def text(connection: Connection, now: datetime) -> str | None:
    """Why nothing may change, in one sentence; None where it may."""
    found: str | None = connection.execute(_TEXT, {"now": now}).scalar()
    return found


def close(connection: Connection, why: str, until: datetime | None) -> None:
    """Close until then, or for good; a closing before this one is replaced."""
    connection.execute(delete(closings))
    connection.execute(insert(closings).values(id=1, until=until, text=why))


def reopen(connection: Connection) -> None:
    connection.execute(delete(closings))
