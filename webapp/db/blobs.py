"""Which bytes of the storage records name: those that none does, and those that are not there."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, func, or_, select, union, update
from sqlalchemy.dialects import postgresql, sqlite

from webapp.db.tables import jobs, pictures
from webapp.db.upkeep_tables import missing_bytes, unnamed_bytes

_COLUMNS = (pictures.c.blob, jobs.c.painting, jobs.c.wire_mask)
_IS_UNNAMED = select(exists().where(unnamed_bytes.c.blob == bindparam("of_blob")))
_IS_MISSING = select(exists().where(missing_bytes.c.blob == bindparam("of_blob")))


def named(connection: Connection, blobs: Collection[str]) -> set[str]:
    """Those of these that a record names."""
    found = union(*(select(column).where(column.in_(blobs)) for column in _COLUMNS))
    return set(connection.execute(found).scalars())


def named_between(connection: Connection, after: str, until: str | None, most: int) -> list[str]:
    """What records name after one key and up to another, in order; `most` at most."""
    found: set[str] = set()
    for column in _COLUMNS:
        part = select(column).where(column > after).distinct().order_by(column).limit(most)
        found |= set(connection.execute(part if until is None else part.where(column <= until)).scalars())
    return sorted(found)[:most]


def look_later(connection: Connection, blobs: Iterable[str], due_at: datetime) -> None:
    """Look at these then, and delete what no record names; what is looked at already keeps its time."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    rows = [{"blob": blob, "due_at": due_at} for blob in blobs]
    if rows:
        connection.execute(dialect.insert(unnamed_bytes).on_conflict_do_nothing(), rows)


def is_looked_at(connection: Connection, blob: str) -> bool:
    return bool(connection.execute(_IS_UNNAMED, {"of_blob": blob}).scalar_one())


def put_off(connection: Connection, blob: str, now: datetime, due_at: datetime) -> bool:
    """Let nobody delete these bytes before then; False where somebody is at it, or nobody ever was."""
    free = or_(unnamed_bytes.c.claimed_until.is_(None), unnamed_bytes.c.claimed_until <= now)
    later = {"due_at": due_at, "claimed_until": None}
    changed = update(unnamed_bytes).where(unnamed_bytes.c.blob == blob, free).values(**later)
    return connection.execute(changed).rowcount == 1


def due(connection: Connection, now: datetime, most: int) -> list[str]:
    """Bytes to look at now that nobody looks at, those that wait longest first."""
    free = or_(unnamed_bytes.c.claimed_until.is_(None), unnamed_bytes.c.claimed_until <= now)
    found = select(unnamed_bytes.c.blob).where(unnamed_bytes.c.due_at <= now, free)
    return list(connection.execute(found.order_by(unnamed_bytes.c.due_at).limit(most)).scalars())


def claim(connection: Connection, blob: str, now: datetime, until: datetime) -> bool:
    """Take bytes that are due, to delete them; False where they were put off or somebody else has them."""
    free = or_(unnamed_bytes.c.claimed_until.is_(None), unnamed_bytes.c.claimed_until <= now)
    mine = (unnamed_bytes.c.blob == blob, unnamed_bytes.c.due_at <= now, free)
    return connection.execute(update(unnamed_bytes).where(*mine).values(claimed_until=until)).rowcount == 1


def forget(connection: Connection, blob: str) -> None:
    """Look at these no more."""
    connection.execute(delete(unnamed_bytes).where(unnamed_bytes.c.blob == blob))


def count_unnamed(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(unnamed_bytes)).scalar_one())


def miss(connection: Connection, blob: str, at: datetime) -> None:
    """Write down that bytes are not where a record says."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    new = dialect.insert(missing_bytes).values(blob=blob, found_at=at)
    connection.execute(new.on_conflict_do_nothing())


def is_missing(connection: Connection, blob: str) -> bool:
    return bool(connection.execute(_IS_MISSING, {"of_blob": blob}).scalar_one())


def missing(connection: Connection, after: str = "", until: str | None = None) -> set[str]:
    """What counts as missing, of all keys or of those after one and up to another."""
    found = select(missing_bytes.c.blob).where(missing_bytes.c.blob > after)
    found = found if until is None else found.where(missing_bytes.c.blob <= until)
    return set(connection.execute(found).scalars())


def count_missing(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(missing_bytes)).scalar_one())


def find_again(connection: Connection, blob: str) -> None:
    """The bytes are there again, or no record wants them any more."""
    connection.execute(delete(missing_bytes).where(missing_bytes.c.blob == blob))
