"""Jobs in the database: what is due, who has claimed it, and every move by compare-and-set.

A job is changed in one of two ways. `claim` takes the lease of a due job; `move` and `touch` write only where
the job still stands as the caller read it (same status, same lease) and say by their result whether they did.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from webapp.db.records import job_values, to_event, to_job
from webapp.db.tables import job_events, jobs
from webapp.models import ADVANCING, TERMINAL, Job, JobEvent, JobStatus, ProviderName

_ADVANCING = tuple(str(status) for status in ADVANCING)
_TERMINAL = tuple(str(status) for status in TERMINAL)
_SENT = tuple(status for status in _ADVANCING if status != str(JobStatus.WAITING))
_ENDED_WITHOUT = (str(JobStatus.FAILED), str(JobStatus.CANCELLED), str(JobStatus.EXPIRED))
_sent = jobs.alias("sent")

FAIR_OVER = timedelta(hours=1)
"""Turns between members are kept over the last hour's calls."""


_BY_ID = select(jobs).where(jobs.c.id == bindparam("job_id"))
"""Built once: `/jobs/<id>/status` reads by it more often than all else together."""


def get(connection: Connection, job_id: str) -> Job | None:
    row = connection.execute(_BY_ID, {"job_id": job_id}).first()
    return to_job(row) if row else None


def locked(connection: Connection, job_id: str) -> Job | None:
    """The job, held until the write transaction ends: what is decided from it stays true."""
    row = connection.execute(select(jobs).where(jobs.c.id == job_id).with_for_update()).first()
    return to_job(row) if row else None


def by_key(connection: Connection, person_id: str, key: str) -> Job | None:
    row = connection.execute(select(jobs).where(jobs.c.created_by == person_id, jobs.c.key == key)).first()
    return to_job(row) if row else None


def add(connection: Connection, job: Job) -> bool:
    """Insert a job; False where this person's key is taken, which is how two equal posts become one job."""
    try:
        with connection.begin_nested():
            connection.execute(insert(jobs).values(**job_values(job)))
    except IntegrityError:
        return False
    note(connection, job.id, job.created_at, job.status, "Submitted")
    return True


def due(connection: Connection, now: datetime, limit: int) -> list[Job]:
    """Accepted or interrupted jobs whose next step may be taken now and that nobody holds, longest due first.

    Jobs that wait to be sent are not among them: those go out in turn (`next_in_turn`).
    """
    found = (
        select(jobs)
        .where(jobs.c.status.in_(_SENT), jobs.c.due_at <= now, _is_free(now))
        .order_by(jobs.c.due_at, jobs.c.created_at)
        .limit(limit)
    )
    return [to_job(row) for row in connection.execute(found)]


def next_in_turn(connection: Connection, provider: ProviderName, now: datetime) -> Job | None:
    """The waiting job to send next: of the member whose last call is longest ago, the one submitted first."""
    last = (
        select(func.max(_sent.c.sent_at))
        .where(_sent.c.created_by == jobs.c.created_by, _sent.c.sent_at > now - FAIR_OVER)
        .scalar_subquery()
    )
    found = (
        select(jobs)
        .where(
            jobs.c.status == str(JobStatus.WAITING),
            jobs.c.provider == str(provider),
            jobs.c.due_at <= now,
            _is_free(now),
        )
        .order_by(last.is_not(None), last, jobs.c.created_at, jobs.c.id)
        .limit(1)
    )
    row = connection.execute(found).first()
    return to_job(row) if row else None


def leased(connection: Connection, now: datetime) -> list[Job]:
    """Jobs that somebody holds."""
    found = select(jobs).where(jobs.c.status.in_(_ADVANCING), jobs.c.leased_until > now)
    return [to_job(row) for row in connection.execute(found)]


def next_due_at(connection: Connection, now: datetime) -> tuple[datetime | None, datetime | None]:
    """(when the next sent job is due, when the next waiting job is), of those nobody holds; or None."""
    free = _is_free(now)
    sent = select(func.min(jobs.c.due_at)).where(jobs.c.status.in_(_SENT), free)
    waiting = select(func.min(jobs.c.due_at)).where(jobs.c.status == str(JobStatus.WAITING), free)
    return connection.execute(sent).scalar_one(), connection.execute(waiting).scalar_one()


def claim(connection: Connection, job: Job, *, lease: str, now: datetime, until: datetime) -> Job | None:
    """Take the lease of a job that is due and free; None where somebody else was quicker."""
    taken = (
        update(jobs)
        .where(jobs.c.id == job.id, jobs.c.status == job.status, jobs.c.due_at <= now, _is_free(now))
        .values(lease=lease, leased_until=until)
        .returning(*jobs.c)
    )
    row = connection.execute(taken).first()
    return to_job(row) if row else None


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
    return moved


def touch(connection: Connection, job: Job, *, quiet: bool = False, **values: Any) -> Job | None:
    """Change fields of a job that still has the status and the lease it was read with.

    `quiet` leaves the version alone: nothing that a watcher sees has changed.
    """
    changed = (
        update(jobs)
        .where(jobs.c.id == job.id, jobs.c.status == job.status, jobs.c.lease.is_not_distinct_from(job.lease))
        .values(version=jobs.c.version + (0 if quiet else 1), **values)
        .returning(*jobs.c)
    )
    row = connection.execute(changed).first()
    return to_job(row) if row else None


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
    connection.execute(insert(job_events).values(**line))


def events(connection: Connection, job_id: str) -> list[JobEvent]:
    found = select(job_events).where(job_events.c.job_id == job_id).order_by(job_events.c.id)
    return [to_event(row) for row in connection.execute(found)]


def unfinished(connection: Connection) -> list[Job]:
    """Jobs that are not over, newest first."""
    found = select(jobs).where(jobs.c.status.not_in(_TERMINAL)).order_by(jobs.c.created_at.desc())
    return [to_job(row) for row in connection.execute(found)]


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
    found = (
        select(jobs.c.accepted_at, jobs.c.finished_at)
        .where(jobs.c.button == button, jobs.c.status == str(JobStatus.DONE), jobs.c.accepted_at.is_not(None))
        .order_by(jobs.c.finished_at.desc())
        .limit(limit)
    )
    return [(row.finished_at - row.accepted_at).total_seconds() for row in connection.execute(found)]


def ahead_of(connection: Connection, job: Job, statuses: Iterable[JobStatus]) -> int:
    """How many jobs of the same provider in these states were submitted before this one."""
    names = [str(status) for status in statuses]
    found = select(func.count()).where(
        jobs.c.provider == str(job.provider),
        jobs.c.status.in_(names),
        or_(
            jobs.c.created_at < job.created_at,
            and_(jobs.c.created_at == job.created_at, jobs.c.id < job.id),
        ),
    )
    return int(connection.execute(found).scalar_one())


def wake_waiting(connection: Connection, provider: ProviderName, now: datetime) -> None:
    """Let jobs that were put off because the account was paused go out from now on."""
    put_off = (jobs.c.status == str(JobStatus.WAITING), jobs.c.due_at > now, jobs.c.error_code.is_(None))
    connection.execute(update(jobs).where(*put_off, jobs.c.provider == str(provider)).values(due_at=now))


def move_up(connection: Connection, job: Job) -> None:
    """A waiting job has left the line: everybody behind it is one place nearer."""
    behind = (jobs.c.status == str(JobStatus.WAITING), jobs.c.queue_position > (job.queue_position or 0))
    nearer = {"queue_position": jobs.c.queue_position - 1, "version": jobs.c.version + 1}
    connection.execute(update(jobs).where(*behind, jobs.c.provider == str(job.provider)).values(**nearer))


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


def in_states(connection: Connection, statuses: Iterable[JobStatus]) -> list[Job]:
    found = select(jobs).where(jobs.c.status.in_([str(status) for status in statuses]))
    return [to_job(row) for row in connection.execute(found)]


def remove(connection: Connection, job_id: str) -> None:
    connection.execute(delete(jobs).where(jobs.c.id == job_id))


def _is_free(now: datetime) -> Any:
    return or_(jobs.c.leased_until.is_(None), jobs.c.leased_until <= now)
