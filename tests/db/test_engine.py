"""Transactions of many threads at once."""

import threading
from pathlib import Path

from sqlalchemy import Connection, text

from webapp.db.engine import Database

THREADS, TIMES = 24, 10


def add_one(connection: Connection) -> None:
    """Read, then write: as every writer does, wrong where two do it at once."""
    number = connection.execute(text("SELECT number FROM counters")).scalar_one()
    connection.execute(text("UPDATE counters SET number = :number"), {"number": number + 1})


def test_writers_of_one_process_take_turns_and_all_come_through(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'counted.sqlite'}")
    with database.write() as connection:
        connection.execute(text("CREATE TABLE counters (number INTEGER)"))
        connection.execute(text("INSERT INTO counters VALUES (0)"))
    start = threading.Barrier(THREADS)

    def write() -> None:
        start.wait()
        for _ in range(TIMES):
            with database.write() as connection:
                add_one(connection)

    threads = [threading.Thread(target=write) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(text("SELECT number FROM counters")).scalar_one() == THREADS * TIMES
    database.close()
