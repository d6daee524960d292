"""The stand-in's memory: one SQLite file that any number of threads and processes share.

Writers take the file's lock at once (`BEGIN IMMEDIATE`), so nobody upgrades a read into a write and fails.
Every change is a statement that may be repeated after a crash.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, fields
from pathlib import Path

from webapp.standin.records import Record, Status

_COLUMNS = tuple(field.name for field in fields(Record))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM messages"  # noqa: S608 (names of our own fields)
_INSERT = f"INSERT OR IGNORE INTO messages ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608

_SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    button TEXT NOT NULL, recipe TEXT NOT NULL, prompt TEXT NOT NULL, seed INTEGER NOT NULL,
    created_at REAL NOT NULL, lead_s REAL NOT NULL, work_s REAL NOT NULL,
    source_id TEXT, parent_id TEXT, ref TEXT, webhook TEXT,
    failure TEXT, fails_at REAL NOT NULL,
    started_at REAL, drawn_at REAL, cancelled_at REAL, finished_at REAL,
    file TEXT, width INTEGER, height INTEGER, announced TEXT NOT NULL,
    lease_owner TEXT, leased_until REAL NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS unfinished ON messages (seq) WHERE finished_at IS NULL;
CREATE TABLE IF NOT EXISTS masks (message_id TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS refusals (
    caller TEXT NOT NULL, word TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (caller, word)
);
"""


class Store:
    """The tables in one file, made on first use. A connection lives as long as its `with` block."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of everything."""
        with closing(self._connect()) as db:
            db.execute("BEGIN")
            yield db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The only writer; all of it is kept, or none when the block raises."""
        with closing(self._connect()) as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30, isolation_level=None)


def insert(db: sqlite3.Connection, record: Record, mask: bytes | None = None) -> None:
    """Add a message at the end of the queue; one that is there already stays as it is."""
    db.execute(_INSERT, astuple(record))
    if mask is not None:
        db.execute("INSERT OR IGNORE INTO masks VALUES (?, ?)", (record.id, mask))


def find(db: sqlite3.Connection, message_id: str) -> Record | None:
    rows = _records(db, "WHERE id = ?", message_id)
    return rows[0] if rows else None


def find_mask(db: sqlite3.Connection, message_id: str) -> bytes | None:
    row = db.execute("SELECT content FROM masks WHERE message_id = ?", (message_id,)).fetchone()
    return None if row is None else bytes(row[0])


def unfinished(db: sqlite3.Connection) -> list[Record]:
    """Every message that is not over, in the order they came."""
    return _records(db, "WHERE finished_at IS NULL ORDER BY seq")


def unannounced(db: sqlite3.Connection) -> list[Record]:
    """Every message with a webhook that was not told the end of it."""
    where = "WHERE webhook IS NOT NULL AND announced NOT IN (?, ?) ORDER BY seq"
    return _records(db, where, Status.DONE, Status.FAIL)


def write_moves(
    db: sqlite3.Connection, message_id: str, started_at: float | None, finished_at: float | None
) -> None:
    """When the message started and ended, as far as it did."""
    db.execute(
        "UPDATE messages SET started_at = ?, finished_at = ? WHERE id = ?",
        (started_at, finished_at, message_id),
    )


def write_cancelled(db: sqlite3.Connection, message_id: str, at: float) -> None:
    db.execute("UPDATE messages SET cancelled_at = ? WHERE id = ? AND finished_at IS NULL", (at, message_id))


def write_announced(db: sqlite3.Connection, message_id: str, status: Status) -> None:
    db.execute("UPDATE messages SET announced = ? WHERE id = ?", (status, message_id))


def claim(
    db: sqlite3.Connection, owner: str, now: float, until: float, message_id: str | None = None
) -> Record | None:
    """Take the first message that needs drawing and that nobody holds, or the one named; None without one."""
    for record in unfinished(db):
        if record.needs_drawing and message_id in (None, record.id):
            taken = db.execute(
                "UPDATE messages SET lease_owner = ?, leased_until = ? WHERE id = ? AND leased_until <= ?",
                (owner, until, record.id, now),
            )
            if taken.rowcount == 1:
                return record
    return None


def renew(db: sqlite3.Connection, message_id: str, owner: str, until: float) -> None:
    db.execute(
        "UPDATE messages SET leased_until = ? WHERE id = ? AND lease_owner = ?", (until, message_id, owner)
    )


def write_drawn(db: sqlite3.Connection, message_id: str, at: float, file: str, size: tuple[int, int]) -> None:
    """The picture is safely in its file. Only the first to say so counts."""
    db.execute(
        "UPDATE messages SET drawn_at = ?, file = ?, width = ?, height = ? WHERE id = ? AND drawn_at IS NULL",
        (at, file, *size, message_id),
    )


def write_undrawable(db: sqlite3.Connection, message_id: str, at: float, failure: str) -> None:
    db.execute(
        "UPDATE messages SET drawn_at = ?, failure = ? WHERE id = ? AND drawn_at IS NULL",
        (at, failure, message_id),
    )


def count_refusal(db: sqlite3.Connection, caller: str, word: str) -> int:
    """Note one more refusal of this caller by this word and say how many there are now."""
    db.execute(
        "INSERT INTO refusals VALUES (?, ?, 1) ON CONFLICT (caller, word) DO UPDATE SET times = times + 1",
        (caller, word),
    )
    found = db.execute("SELECT times FROM refusals WHERE caller = ? AND word = ?", (caller, word))
    return int(found.fetchone()[0])


def _records(db: sqlite3.Connection, where: str, *values: str) -> list[Record]:
    rows = db.execute(f"{_SELECT} {where}", values).fetchall()
    return [Record(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]
