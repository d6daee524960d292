"""The processes that run, as each of them says every few seconds."""

import os
import socket
from datetime import datetime, timedelta

from webapp.db import processes as rows
from webapp.services.collaborators import Collaborators
from webapp.upkeep_models import Process, ProcessKind

BEAT_EVERY_S = 10.0
ALIVE_FOR = timedelta(seconds=60)
"""Who was not heard of for so long is taken for gone."""

NO_WORKER = "No worker process was heard of for a minute: jobs wait until one runs. Nothing is charged."


def beat(co: Collaborators, kind: ProcessKind) -> None:
    """Say that this process is alive."""
    host = socket.gethostname()[:100]
    me = Process(co.alive.name, kind, host, os.getpid(), started_at=co.now(), beat_at=co.now())
    with co.database.write() as connection:
        rows.beat(connection, me)


def sign_off(co: Collaborators) -> None:
    """This process ends, as it was told to."""
    with co.database.write() as connection:
        rows.forget(connection, co.alive.name)


def every(co: Collaborators) -> list[Process]:
    """All that are remembered, the last heard of first; who ended without a word stays for a day."""
    with co.database.read() as connection:
        return rows.every(connection)


def is_alive(process: Process, now: datetime) -> bool:
    return now - process.beat_at <= ALIVE_FOR


def no_worker(co: Collaborators) -> str | None:
    """The sentence to show where the work needs worker processes and none runs; one indexed read."""
    if co.database.is_sqlite:
        return None
    with co.database.glance() as connection:
        heard_at = rows.last_beat(connection, ProcessKind.WORKER)
    since = max(heard_at or co.started_at, co.started_at)
    return NO_WORKER if co.now() - since > ALIVE_FOR else None
