import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.standin.support import StubEngine, at_once
from webapp.standin import World, orders, store
from webapp.standin.ledger import Ledger
from webapp.standin.store import Store


class WatchfulClock:
    """Stands still, and notes at each look whether somebody holds the writer's lock of the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.was_locked: list[bool] = []

    def __call__(self) -> float:
        with closing(sqlite3.connect(self.path, timeout=0, isolation_level=None)) as db:
            try:
                db.execute("BEGIN IMMEDIATE")
                self.was_locked.append(False)
            except sqlite3.OperationalError:
                self.was_locked.append(True)
        return 100.0


@pytest.fixture
def memory(tmp_path: Path) -> Store:
    return Store(tmp_path / "world.sqlite")


def test_every_time_of_a_submit_is_read_under_the_writers_lock(tmp_path: Path) -> None:
    clock = WatchfulClock(tmp_path / "world.sqlite")
    world = World(tmp_path, 0, clock, engine=StubEngine(), spawn=at_once)
    clock.was_locked.clear()
    world.imagine("a lake")
    assert clock.was_locked == [True, True, True]


def test_looking_at_what_does_not_move_takes_no_writers_lock(tmp_path: Path, memory: Store) -> None:
    with memory.writing() as db:
        store.insert(db, orders.imagine("m1", "a lake", 1.0))
        store.write_moves(db, "m1", 99.0, None)
    clock = WatchfulClock(tmp_path / "world.sqlite")
    found = Ledger(memory, clock, 3).look_up("m1")
    assert found is not None
    assert found[1].progress == 8
    assert clock.was_locked == [False, False]


def test_a_clock_set_back_takes_nothing_back(memory: Store) -> None:
    times = [200.0]
    ledger = Ledger(memory, lambda: times[0], 3)
    with memory.writing() as db:
        store.insert(db, orders.imagine("m1", "a lake", 1.0))
        store.write_moves(db, "m1", 199.0, None)
    times[0] = 150.0
    found = ledger.look_up("m1")
    assert found is not None
    assert (found[0].started_at, found[1].status, found[1].progress) == (199.0, "PROCESSING", 0)


def test_a_message_nobody_made_is_not_found(memory: Store) -> None:
    assert Ledger(memory, lambda: 1.0, 3).look_up("nobody") is None
    assert Ledger(memory, lambda: 1.0, 3).cancel("nobody") is None
