"""Bring what is written down up to the present: who started, who is over, and who is still to be told.

Every time that is written down is read from the clock while the writer's lock is held. So times never run
against the order of writing, and a message can't start in the past of one that is over and forgotten.
"""

import sqlite3
from collections.abc import Callable

from webapp.standin import store
from webapp.standin.records import Record, Status
from webapp.standin.schedule import Standing, final, schedule
from webapp.standin.store import Store

Clock = Callable[[], float]

_ORDER = ("", Status.QUEUED, Status.PROCESSING, Status.DONE, Status.FAIL)


class Ledger:
    """The messages of a store as they stand by `clock`, with `slots` of them running at a time."""

    def __init__(self, memory: Store, clock: Clock, slots: int) -> None:
        self._store = memory
        self._clock = clock
        self._slots = slots

    def look_up(self, message_id: str) -> tuple[Record, Standing] | None:
        """A message and where it stands; None where nobody ever made it."""
        self.settle()
        with self._store.reading() as db:
            record = store.find(db, message_id)
            if record is None or record.finished_at is not None:
                return None if record is None else (record, final(record))
            return next(pair for pair in self._standings(db) if pair[0].id == message_id)

    def settle(self) -> None:
        """Write down every start and end up to now; writes nothing where nothing moved."""
        with self._store.reading() as db:
            if not any(_has_moved(*pair) for pair in self._standings(db)):
                return
        with self._store.writing() as db:
            self._write_moves(db)

    def cancel(self, message_id: str) -> float | None:
        """End a message and free its slot; returns when, or None where it was over already."""
        with self._store.writing() as db:
            self._write_moves(db)
            record = store.find(db, message_id)
            if record is None or record.finished_at is not None:
                return None
            now = self._clock()
            store.write_cancelled(db, message_id, now)
            # In the same breath, so that whoever waits for the slot gets it now and not earlier.
            self._write_moves(db)
            return now

    def announcements(self) -> list[tuple[Record, Standing]]:
        """The messages whose webhook is due, each once per state; they count as told from here on."""
        self.settle()
        with self._store.writing() as db:
            running = {record.id: standing for record, standing in self._standings(db)}
            due = []
            for record in store.unannounced(db):
                standing = running.get(record.id) or final(record)
                if _ORDER.index(standing.status) > _ORDER.index(record.announced):
                    store.write_announced(db, record.id, standing.status)
                    due.append((record, standing))
            return due

    def _standings(self, db: sqlite3.Connection) -> list[tuple[Record, Standing]]:
        records = store.unfinished(db)
        return list(zip(records, schedule(records, self._clock(), self._slots), strict=True))

    def _write_moves(self, db: sqlite3.Connection) -> None:
        for record, standing in self._standings(db):
            if _has_moved(record, standing):
                store.write_moves(db, record.id, standing.started_at, standing.finished_at)


def _has_moved(record: Record, standing: Standing) -> bool:
    return (record.started_at, record.finished_at) != (standing.started_at, standing.finished_at)
