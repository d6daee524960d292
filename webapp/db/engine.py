"""The one way to the database: short read and write transactions on SQLite or PostgreSQL.

Nothing connects at import or at construction, so that a forked process never shares a connection.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS = 15_000
TRUSTED_FOR_S = 1.0


class Database:
    """Hands out connections inside a transaction: committed on leaving, rolled back on an error."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self.state: object = object()
        """Another object after each write of this process: what was read before may be out of date."""
        # Left to SQLite, threads poll for its lock, sleep while it is free, and some never get it.
        self._turn: AbstractContextManager[object] = threading.Lock() if self.is_sqlite else nullcontext()
        self._writing = self.engine.execution_options(writes=True)
        self._glancing = self._without_events()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; on SQLite it never waits for a writer."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """For a SELECT or two, asked so often that opening a transaction counts; each sees its own moment."""
        with self._glancing.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes; on SQLite it takes the write lock at once, never half-way."""
        try:
            with self._turn, self._writing.connect() as connection, connection.begin():
                yield connection
        finally:
            self.state = object()

    def close(self) -> None:
        """Close every connection; the next use opens new ones."""
        self.engine.dispose()
        self._glancing = self._without_events()
        self.state = object()

    def checkpoint(self) -> int:
        """Write SQLite's log back into its file and cut it off; how many bytes it had.

        It waits for nobody: while a reader needs the log, as much as possible is written back.
        """
        log = Path(f"{self.engine.url.database}-wal")
        size = log.stat().st_size if log.exists() else 0
        with self.glance() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=100")
            try:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        return size

    def _without_events(self) -> Engine:
        """On the same connections, without the calls that open and end a transaction."""
        engine = create_engine(self.engine.url, pool=self.engine.pool)
        return engine if self.is_sqlite else engine.execution_options(isolation_level="AUTOCOMMIT")


def _postgres_engine(url: str) -> Engine:
    """A small pool whose connections are tried before they are used again, but for those just used.

    To try each every time would be a tenth of what a step of a job costs.
    """
    engine = create_engine(url, pool_size=5, max_overflow=5)

    @event.listens_for(engine, "checkin")
    def remember(_dbapi_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["used_at_s"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def try_it(dbapi_connection: Any, record: ConnectionPoolEntry, _fairy: Any) -> None:
        used_at_s = record.info.get("used_at_s")
        if used_at_s is None or time.monotonic() - used_at_s < TRUSTED_FOR_S:
            return
        try:
            engine.dialect.do_ping(dbapi_connection)
        except engine.dialect.loaded_dbapi.Error:
            raise DisconnectionError from None

    return engine


def _sqlite_engine(url: str) -> Engine:
    """SQLite as a server's database: WAL, foreign keys, durable commits, writers in a queue."""
    file = make_url(url).database
    engine = create_engine(url, pool_size=20, max_overflow=20)

    @event.listens_for(engine, "connect")
    def prepare(dbapi_connection: sqlite3.Connection, _record: Any) -> None:
        dbapi_connection.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            dbapi_connection.execute(f"PRAGMA {pragma}")
        # As PostgreSQL has it: SQLite's own `lower` knows the letters of English alone.
        dbapi_connection.create_function("folded", 1, str.lower, deterministic=True)

    @event.listens_for(engine, "do_connect")
    def make_folder(*_args: Any) -> None:
        if file:
            Path(file).parent.mkdir(parents=True, exist_ok=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
