"""The account's row and the counters, where many come at once and nothing is there yet."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from tests.support import on_postgres
from webapp.db import accounts
from webapp.db.engine import Database
from webapp.db.migrate import upgrade

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
AT_ONCE = 6


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(on_postgres().get("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite'}"))
    upgrade(database)
    yield database
    database.close()


def test_of_many_who_come_first_each_finds_the_one_account(database: Database) -> None:
    ready = Barrier(AT_ONCE)

    def lock(number: int) -> str:
        ready.wait()
        with database.write() as connection:
            found = accounts.lock(connection, "the account", NOW)
            accounts.change(connection, "the account", turn=found.turn + 1)
            return found.name

    with ThreadPoolExecutor(AT_ONCE) as people:
        assert [*people.map(lock, range(AT_ONCE))] == ["the account"] * AT_ONCE
    with database.read() as connection:
        found = accounts.get(connection, "the account")
    assert found is not None
    assert found.turn == AT_ONCE


def test_of_many_who_count_first_nobody_is_left_out(database: Database) -> None:
    ready = Barrier(AT_ONCE)

    def count(number: int) -> int:
        ready.wait()
        with database.write() as connection:
            return accounts.count_up(connection, "calls", by=2)

    with ThreadPoolExecutor(AT_ONCE) as people:
        assert sorted(people.map(count, range(AT_ONCE))) == [2, 4, 6, 8, 10, 12]
