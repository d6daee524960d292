"""The whole database as lines of JSON, one a row, the same from either engine: for backups and moves.

Tables are read and written as they stand in the database, not as this release knows them, so that a backup of
an older schema can be put back first and migrated then.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    func,
    insert,
    select,
    text,
)

from webapp.db.engine import Database

BATCH = 500
NOT_OURS = ("procrastinate_", "search_")
"""Tables of another program, and those of an index, which triggers keep."""

NOT_MOVED = (
    "alembic_version",
    "closings",
    "processes",
    "housekeeping",
    "unnamed_bytes",
    "missing_bytes",
)
"""What is true of one place and one moment alone."""

BLOBS = {"pictures": ("blob",), "jobs": ("painting", "wire_mask")}
"""The columns that name bytes in the storage."""


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """One moment of the database, however long it is read; writers go on meanwhile."""
    if database.is_sqlite:
        with database.read() as connection:
            yield connection
        return
    level = "REPEATABLE READ"
    with database.engine.connect().execution_options(isolation_level=level) as connection, connection.begin():
        yield connection


def tables(connection: Connection) -> list[Table]:
    """The app's tables as they stand there, each after those it refers to."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: not name.startswith(NOT_OURS) and name not in NOT_MOVED)
    return found.sorted_tables


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row as one line, without its end."""
    names = [column.name for column in table.columns]
    rows = connection.execution_options(stream_results=True, yield_per=BATCH).execute(select(table))
    for row in rows:
        values = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        yield json.dumps(values, sort_keys=True, ensure_ascii=False).encode()


def write(connection: Connection, table: Table, given: Iterable[bytes]) -> None:
    """Insert rows that `lines` gave, of this table as it stands here."""
    kept = iter(given)
    while batch := [_values(connection, table, line) for line in islice(kept, BATCH)]:
        connection.execute(insert(table), batch)
    _go_on_counting(connection, table)


def clear(connection: Connection) -> None:
    """Drop every table of the app, and what says which schema they had."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: not name.startswith(NOT_OURS))
    found.drop_all(connection)
    if connection.dialect.name == "sqlite":
        for name in ("search_pictures", "search_jobs"):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def is_empty(connection: Connection) -> bool:
    """True where nobody and nothing would be lost: no people, pictures or jobs."""
    kept = [table for table in tables(connection) if table.name in ("people", "pictures", "jobs")]
    return not any(connection.execute(select(table).limit(1)).first() for table in kept)


def blobs(connection: Connection) -> Iterator[str]:
    """The key of all bytes that a record names; one that several name may come several times."""
    for table in tables(connection):
        for name in BLOBS.get(table.name, ()):
            column = table.c[name]
            found = select(column).where(column.is_not(None)).distinct()
            yield from connection.execution_options(yield_per=BATCH).execute(found).scalars()


class Sum:
    """How many lines, and a checksum that does not depend on their order: engines sort differently."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def over(self, given: Iterable[bytes]) -> Iterator[bytes]:
        """The lines, counted as they pass."""
        for line in given:
            self.rows += 1
            self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest())) % (1 << 256)
            yield line

    @property
    def told(self) -> dict[str, Any]:
        return {"rows": self.rows, "sum": f"{self._sum:064x}"}


def sums(connection: Connection) -> dict[str, dict[str, Any]]:
    """Rows and checksum of every table, equal exactly where the data are."""
    found = {}
    for table in tables(connection):
        total = Sum()
        for _ in total.over(lines(connection, table)):
            pass
        found[table.name] = total.told
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _values(connection: Connection, table: Table, line: bytes) -> dict[str, Any]:
    on_sqlite = connection.dialect.name == "sqlite"
    return {name: _value(table.c[name], value, on_sqlite) for name, value in json.loads(line).items()}


def _value(column: Column[Any], value: Any, on_sqlite: bool) -> Any:
    if value is None and not isinstance(column.type, JSON):
        return None
    if isinstance(column.type, DateTime):
        at = datetime.fromisoformat(value)
        return at.replace(tzinfo=None) if on_sqlite else at
    return base64.b64decode(value) if isinstance(column.type, LargeBinary) else value


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids beside the table: the next one follows the last that was written."""
    key = next(iter(table.primary_key.columns), None)
    counted = key is not None and len(table.primary_key.columns) == 1 and isinstance(key.type, Integer)
    if connection.dialect.name == "sqlite" or not counted or key is None:
        return
    last = connection.execute(select(func.max(key))).scalar()
    if last is not None:
        sequence = "pg_get_serial_sequence(:table, :column)"
        given = {"table": table.name, "column": key.name, "last": last}
        connection.execute(text(f"SELECT setval({sequence}, :last) WHERE {sequence} IS NOT NULL"), given)
