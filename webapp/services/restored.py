"""Noticing that the database is older than what was sent: it was restored from a backup.

Every paid call counts up in the database, and after the commit in a file beside it. A database that counts
less than the file has forgotten calls, so whatever it holds as unsent may have been sent.
"""

import contextlib
import fcntl
import logging
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from webapp.db import accounts, queue
from webapp.db import jobs as rows
from webapp.models import JobStatus
from webapp.services.collaborators import Collaborators

SENT = "sent"

log = logging.getLogger(__name__)


def count_sent(connection: Connection) -> int:
    """Count a paid call, in the transaction that commits `sending`."""
    return accounts.count_up(connection, SENT)


def remember_sent(co: Collaborators, count: int) -> None:
    """Write the count beside the database; a disk that refuses costs this protection, not the job.

    Threads and processes that sent one after another may come here in another order: the highest count stays.
    """
    path = _path(co)
    part = path.with_name(f".{path.name}.part")
    try:
        with path.with_name(f".{path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if count > _remembered(co):
                part.write_text(str(count), encoding="ascii")
                part.replace(path)
    except OSError as error:
        log.warning("The count of sent calls could not be written: %s", error)


def doubt_forgotten(co: Collaborators) -> int:
    """Make every waiting or sending job of a restored database uncertain; return how many. For start-up."""
    remembered = _remembered(co)
    with co.database.write() as connection:
        missing = remembered - accounts.counter(connection, SENT)
        if missing <= 0:
            return 0
        accounts.count_up(connection, SENT, by=missing)
        doubted = doubt_all(co, connection)
    log.warning("The database is older than what was sent: %d jobs are uncertain now", doubted)
    return doubted


def doubt_all(co: Collaborators, connection: Connection) -> int:
    """Make every waiting or sending job uncertain, as it may have been sent since; return how many."""
    doubtful = queue.in_states(connection, (JobStatus.WAITING, JobStatus.SENDING))
    text = "The database was restored from an older backup: this may have been sent since"
    for job in doubtful:
        freed: dict[str, Any] = {
            "error_code": "answer_lost",
            "error_text": text,
            "lease": None,
            "leased_until": None,
        }
        rows.move(connection, job, JobStatus.UNCERTAIN, co.now(), text, queue_position=None, **freed)
    return len(doubtful)


def _remembered(co: Collaborators) -> int:
    with contextlib.suppress(OSError, ValueError):
        return int(_path(co).read_text(encoding="ascii"))
    return 0


def _path(co: Collaborators) -> Path:
    return co.settings.data_dir / "sent_calls"
