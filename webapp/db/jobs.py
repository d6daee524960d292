"""Jobs in the database: every change by compare-and-set, their history, and what is asked about them.

A job is claimed in `queue`. `move` and `touch` write only where the job still stands as the caller read it
(same status, same lease) and say by their result whether they did.
"""

import logging
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Update, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from webapp.db import webhooks
from webapp.db.records import job_values, to_event, to_job
from webapp.db.tables import job_events, jobs
from webapp.logs import about_job
from webapp.models import TERMINAL, Job, JobEvent, JobStatus, ProviderName
from webapp.team_models import Approval

log = logging.getLogger(__name__)

_UNFINISHED = tuple(str(status) for status in JobStatus if status not in TERMINAL)
"""Named one by one, so that an index finds the few among all that are over."""

_ENDED_WITHOUT = (str(JobStatus.FAILED), str(JobStatus.CANCELLED), str(JobStatus.EXPIRED))

# Built once: putting a statement together takes longer than running it.
_BY_ID = select(jobs).where(jobs.c.id == bindparam("job_id"))
_LOCKED = _BY_ID.with_for_update()
_ADD = insert(jobs)
_NOTE = insert(job_events)
_HELD = (jobs.c.status == str(JobStatus.WAITING), jobs.c.approval == str(Approval.NEEDED))
_COUNT_HELD = select(func.count()).select_from(jobs).where(*_HELD)
_DURATIONS = (
    select(jobs.c.accepted_at, jobs.c.finished_at)
    .where(
        jobs.c.button == bindparam("of_button"),
        jobs.c.status == str(JobStatus.DONE),
        jobs.c.accepted_at.is_not(None),
    )
    .order_by(jobs.c.finished_at.desc())
    .limit(bindparam("most"))
)
_UNDER_WAY_BEFORE = select(func.count()).where(
    jobs.c.provider == bindparam("of_provider"),
    jobs.c.status.in_((str(JobStatus.QUEUED), str(JobStatus.RUNNING))),
    or_(
        jobs.c.created_at < bindparam("submitted_at"),
        and_(jobs.c.created_at == bindparam("submitted_at"), jobs.c.id < bindparam("own_id")),
    ),
)


def get(connection: Connection, job_id: str) -> Job | None:
    row = connection.execute(_BY_ID, {"job_id": job_id}).first()
    return to_job(row) if row else None


def locked(connection: Connection, job_id: str) -> Job | None:
    """The job, held until the write transaction ends: what is decided from it stays true."""
    row = connection.execute(_LOCKED, {"job_id": job_id}).first()
    return to_job(row) if row else None


def by_key(connection: Connection, person_id: str, key: str) -> Job | None:
    row = connection.execute(select(jobs).where(jobs.c.created_by == person_id, jobs.c.key == key)).first()
    return to_job(row) if row else None


def add(connection: Connection, job: Job) -> bool:
    """Insert a job; False where this person's key is taken, which is how two equal posts become one job."""
    try:
        with connection.begin_nested():
            connection.execute(_ADD, job_values(job))
    except IntegrityError:
        return False
    note(connection, job.id, job.created_at, job.status, "Submitted")
    with about_job(job.id):
        log.info("Submitted")
    return True


def move(
    connection: Connection,
    job: Job,
    to: JobStatus,
    at: datetime,
    text: str,
    data: dict[str, Any] | None = None,
    **values: Any,
) -> Job | None:
    """Bring a job into another state and write its history; None where it no longer stands as read."""
    moved = touch(connection, job, status=str(to), **values)
    if moved:
        note(connection, job.id, at, to, text, data)
        webhooks.tell(connection, moved, at)
        with about_job(job.id):
            log.info("From %s to %s", job.status, to)
    return moved


def touch(connection: Connection, job: Job, *, quiet: bool = False, **values: Any) -> Job | None:
    """Change fields of a job that still has the status and the lease it was read with.

    `quiet` leaves the version alone: nothing that a watcher sees has changed.
    """
    stands = {"id_read": job.id, "status_read": str(job.status), "lease_read": job.lease}
    new = {f"new_{name}": value for name, value in values.items()}
    row = connection.execute(_change(tuple(values), quiet=quiet), {**stands, **new}).first()
    return to_job(row) if row else None


@cache
def _change(names: tuple[str, ...], *, quiet: bool) -> Update:
    """The compare-and-set of these fields; there are as many as there are kinds of steps."""
    return (
        update(jobs)
        .where(
            jobs.c.id == bindparam("id_read"),
            jobs.c.status == bindparam("status_read"),
            jobs.c.lease.is_not_distinct_from(bindparam("lease_read")),
        )
        .values(
            version=jobs.c.version + (0 if quiet else 1),
            **{name: bindparam(f"new_{name}", type_=jobs.c[name].type) for name in names},
        )
        .returning(*jobs.c)
    )


def hint(connection: Connection, job_id: str, **values: Any) -> None:
    """Set flags that a running step must not lose its claim over (`cancel_requested`, `due_at`)."""
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(version=jobs.c.version + 1, **values))


def note(
    connection: Connection,
    job_id: str,
    at: datetime,
    status: JobStatus,
    text: str,
    data: dict[str, Any] | None = None,
) -> None:
    """Write a line of history."""
    line = {"job_id": job_id, "at": at, "status": str(status), "text": text, "data": data}
    connection.execute(_NOTE, line)


def events(connection: Connection, job_id: str) -> list[JobEvent]:
    found = select(job_events).where(job_events.c.job_id == job_id).order_by(job_events.c.id)
    return [to_event(row) for row in connection.execute(found)]


def unfinished(connection: Connection) -> list[Job]:
    """Jobs that are not over, newest first."""
    found = select(jobs).where(jobs.c.status.in_(_UNFINISHED)).order_by(jobs.c.created_at.desc())
    return [to_job(row) for row in connection.execute(found)]


def held(connection: Connection) -> list[Job]:
    """Jobs that wait for an admin's approval, oldest first."""
    found = select(jobs).where(*_HELD).order_by(jobs.c.created_at, jobs.c.id)
    return [to_job(row) for row in connection.execute(found)]


def count_held(connection: Connection) -> int:
    return int(connection.execute(_COUNT_HELD).scalar_one())


def was_uncertain(connection: Connection, job_id: str) -> bool:
    """True where the answer to one of its calls was lost, so that nobody knows of every charge."""
    found = select(job_events.c.id).where(
        job_events.c.job_id == job_id, job_events.c.status == str(JobStatus.UNCERTAIN)
    )
    return connection.execute(found.limit(1)).first() is not None


def of_picture(connection: Connection, picture_id: str) -> list[Job]:
    """Jobs made from this picture, newest first."""
    found = select(jobs).where(jobs.c.picture_id == picture_id).order_by(jobs.c.created_at.desc())
    return [to_job(row) for row in connection.execute(found)]


def by_message(connection: Connection, provider: ProviderName, message_id: str) -> Job | None:
    found = select(jobs).where(jobs.c.provider == provider, jobs.c.message_id == message_id)
    row = connection.execute(found).first()
    return to_job(row) if row else None


def durations_s(connection: Connection, button: str, limit: int) -> list[float]:
    """How long the last finished jobs of this kind took from acceptance to the provider's end, in seconds."""
    found = connection.execute(_DURATIONS, {"of_button": button, "most": limit})
    return [(row.finished_at - row.accepted_at).total_seconds() for row in found]


def under_way_before(connection: Connection, job: Job) -> int:
    """How many jobs of the same provider that it has taken were submitted before this one."""
    own = {"of_provider": str(job.provider), "submitted_at": job.created_at, "own_id": job.id}
    return int(connection.execute(_UNDER_WAY_BEFORE, own).scalar_one())


def same_painting(connection: Connection, picture_id: str, fingerprint: str) -> Job | None:
    """The newest job of this very painting and prompt that is running or done, or None."""
    found = (
        select(jobs)
        .where(
            jobs.c.picture_id == picture_id,
            jobs.c.fingerprint == fingerprint,
            jobs.c.status.not_in(_ENDED_WITHOUT),
        )
        .order_by(jobs.c.created_at.desc())
        .limit(1)
    )
    row = connection.execute(found).first()
    return to_job(row) if row else None


def remove(connection: Connection, job_id: str) -> None:
    connection.execute(delete(jobs).where(jobs.c.id == job_id))
