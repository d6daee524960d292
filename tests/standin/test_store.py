import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from webapp.standin import orders, store
from webapp.standin.store import Store


def open_and_insert(path: Path, number: int) -> None:
    with Store(path).writing() as db:
        store.insert(db, orders.imagine(f"m{number}", "a lake", 1.0))


def ids(memory: Store) -> list[str]:
    with memory.reading() as db:
        return [record.id for record in store.unfinished(db)]


def test_a_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    memory = Store(tmp_path / "world.sqlite")
    order = orders.imagine("m1", "ein See, 湖 🏞️", 1.0)
    with memory.writing() as db:
        store.insert(db, order, b"mask")
    with memory.reading() as db:
        assert store.find(db, "m1") == order
        assert store.find_mask(db, "m1") == b"mask"
        assert store.find(db, "m2") is None


def test_what_raised_is_not_kept(tmp_path: Path) -> None:
    memory = Store(tmp_path / "world.sqlite")

    def insert_and_fail() -> None:
        with memory.writing() as db:
            store.insert(db, orders.imagine("m1", "a lake", 1.0))
            db.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(sqlite3.OperationalError):
        insert_and_fail()
    assert ids(memory) == []


def test_processes_and_threads_may_all_open_and_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=open_and_insert, args=(path, number)) for number in range(2)]
    for process in processes:
        process.start()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: open_and_insert(path, number), range(2, 42)))
    for process in processes:
        process.join()
    assert sorted(ids(Store(path))) == sorted(f"m{number}" for number in range(42))


def test_only_one_takes_a_message_until_the_lease_is_over(tmp_path: Path) -> None:
    memory = Store(tmp_path / "world.sqlite")
    with memory.writing() as db:
        store.insert(db, orders.imagine("m1", "a lake", 1.0))
        assert store.claim(db, "first", 100.0, 106.0) is not None
        assert store.claim(db, "second", 105.9, 112.0) is None
        store.renew(db, "m1", "second", 200.0)
        assert store.claim(db, "second", 106.0, 112.0) is not None
        store.renew(db, "m1", "second", 120.0)
        assert store.claim(db, "first", 113.0, 126.0) is None


def test_a_picture_is_written_down_only_once(tmp_path: Path) -> None:
    memory = Store(tmp_path / "world.sqlite")
    with memory.writing() as db:
        store.insert(db, orders.imagine("m1", "a lake", 1.0))
        store.write_drawn(db, "m1", 101.0, "m1.png", (20, 10))
        store.write_drawn(db, "m1", 109.0, "m1.png", (20, 10))
        record = store.find(db, "m1")
    assert record is not None
    assert (record.drawn_at, record.size, record.needs_drawing) == (101.0, (20, 10), False)


def test_refusals_are_counted_by_caller_and_word(tmp_path: Path) -> None:
    with Store(tmp_path / "world.sqlite").writing() as db:
        assert [store.count_refusal(db, "job", "Queue full") for _ in range(3)] == [1, 2, 3]
        assert store.count_refusal(db, "other", "Queue full") == 1


def test_the_file_is_in_wal_mode(tmp_path: Path) -> None:
    Store(tmp_path / "world.sqlite")
    db = sqlite3.connect(tmp_path / "world.sqlite")
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()
