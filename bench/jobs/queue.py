"""How many jobs a second the job table carries on SQLite, every commit on the disk.

The figure with an aim is the queue itself: a job is found, claimed and finished. Beside it stands a job's
whole life with a provider that answers at once: seven commits, and a picture decoded and kept.
"""

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, BinaryIO

from bench.figures import Figure
from bench.jobs.provider import BUTTONS, PICTURE
from webapp import create_app
from webapp.db import jobs as rows
from webapp.db import queue
from webapp.db.migrate import upgrade
from webapp.models import IMAGINE, JobStatus, Person, Role
from webapp.provider.wire import Message, MessageStatus
from webapp.services import jobs
from webapp.services.collaborators import Collaborators
from webapp.settings import load

THREADS = 4
"""As many as the background work has."""

AIM_PER_S = 100
PERSON = Person("bench", "Bench", Role.MEMBER)


def run(count: int) -> list[Figure]:
    with _collaborators(count) as co:
        found = _per_s(count, lambda _number: _claim_and_finish(co))
    lives_count = max(count // 4, THREADS)
    with _collaborators(lives_count) as co:
        lives = _per_s(lives_count, lambda _number: _work_through(co))
        with co.database.read() as connection:
            left = rows.unfinished(connection)
    assert not left, f"{len(left)} jobs were not finished"
    detail = f"{count} jobs on {THREADS} threads; whole lives with an instant provider: {lives:.0f}/s"
    return [Figure("jobs claimed and finished", found, AIM_PER_S, "/s", detail, more_is_better=True)]


class InstantProvider:
    """Stands where the provider's client would; every message is done when it is asked for."""

    def imagine(self, _prompt: str, *, ref: str, **_more: object) -> str:
        return f"message-{ref}"

    def message(self, message_id: str) -> Message:
        return Message(message_id, MessageStatus.DONE, 100, f"http://bench/{message_id}", tuple(BUTTONS))


class InstantFetcher:
    """Stands where the door for addresses would."""

    def fetch_into(self, _url: str, sink: BinaryIO) -> str:
        sink.write(PICTURE)
        return "image/png"


@contextmanager
def _collaborators(count: int) -> Iterator[Collaborators]:
    """An app's collaborators on a fresh database with so many jobs waiting."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "DATA_DIR": folder,
            "LOCAL_MODE": "1",
            "CALL_INTERVAL_S": "0",
            "MIDJOURNEY_TOKEN": "bench",
        }
        co: Collaborators = create_app(load(settings)).extensions["redraw"]
        provider: Any = InstantProvider()
        fetcher: Any = InstantFetcher()
        co = replace(co, provider=provider, fetcher=fetcher)
        upgrade(co.database)
        for number in range(count):
            jobs.submit(co, PERSON, jobs.Order(button=IMAGINE, prompt=f"boat {number}", key=str(number)))
        yield co
        co.database.close()


def _claim_and_finish(co: Collaborators) -> None:
    while True:
        now = co.now()
        with co.alive.lease() as lease, co.database.write() as connection:
            hold = queue.Hold(lease, now, now + timedelta(minutes=1))
            claimed = queue.claim_in_turn(connection, co.settings.provider, hold)
        if claimed is None:
            return
        with co.database.write() as connection:
            rows.move(connection, claimed, JobStatus.DONE, now, "Done", finished_at=now)


def _work_through(co: Collaborators) -> None:
    while jobs.work_once(co):
        pass


def _per_s(count: int, work: Callable[[int], None]) -> float:
    """Jobs a second when every thread works until nothing is left."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count / (time.perf_counter() - began)
