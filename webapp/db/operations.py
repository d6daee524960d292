"""What an operator looks at: jobs that do not move, what is due, and the last days in figures."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Integer, and_, func, or_, select

from webapp.db.records import to_job
from webapp.db.tables import jobs, pictures
from webapp.db.upkeep_tables import missing_bytes
from webapp.models import Job, JobStatus
from webapp.upkeep_models import Day, Missing

LATE = timedelta(minutes=2)
"""A step that was due for so long, and that nobody took, is stuck: due jobs are looked for each second."""

MANY_TRIES = 5

_TAKEN_AT_ONCE = tuple(
    str(status) for status in (JobStatus.SENDING, JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SAVING)
)
_TRIED_AGAIN = (str(JobStatus.WAITING), *_TAKEN_AT_ONCE)
_WITHOUT = tuple(str(status) for status in (JobStatus.FAILED, JobStatus.EXPIRED, JobStatus.UNCERTAIN))


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(jobs.c.leased_until.is_(None), jobs.c.leased_until <= now)


def _stuck(now: datetime) -> ColumnElement[bool]:
    left = and_(jobs.c.status.in_(_TAKEN_AT_ONCE), jobs.c.due_at < now - LATE, _is_free(now))
    return or_(left, and_(jobs.c.status.in_(_TRIED_AGAIN), jobs.c.attempts >= MANY_TRIES))


def count_stuck(connection: Connection, now: datetime) -> int:
    """How many jobs do not move though they should, or were tried again and again."""
    return int(connection.execute(select(func.count()).select_from(jobs).where(_stuck(now))).scalar_one())


def stuck(connection: Connection, now: datetime, most: int) -> list[Job]:
    """The jobs that do not move though they should, oldest first."""
    found = select(jobs).where(_stuck(now)).order_by(jobs.c.created_at, jobs.c.id).limit(most)
    return [to_job(row) for row in connection.execute(found)]


def in_states(connection: Connection, statuses: tuple[JobStatus, ...], most: int) -> list[Job]:
    """Jobs in these states, oldest first."""
    wanted = jobs.c.status.in_([str(status) for status in statuses])
    found = select(jobs).where(wanted).order_by(jobs.c.created_at, jobs.c.id).limit(most)
    return [to_job(row) for row in connection.execute(found)]


def oldest_due(connection: Connection, now: datetime) -> datetime | None:
    """Since when the step is due that waits longest for somebody to take it; waiting for a turn is none."""
    found = select(func.min(jobs.c.due_at)).where(jobs.c.status.in_(_TAKEN_AT_ONCE), _is_free(now))
    oldest: datetime | None = connection.execute(found).scalar()
    return oldest


def by_day(connection: Connection, since: datetime) -> dict[str, Day]:
    """Figures of the days of UTC on which jobs were submitted since then, by the day as 2026-03-01."""
    if connection.dialect.name == "sqlite":
        day = func.strftime("%Y-%m-%d", jobs.c.created_at)
    else:
        day = func.to_char(func.timezone("UTC", jobs.c.created_at), "YYYY-MM-DD")
    sent = func.sum(jobs.c.sent_at.is_not(None).cast(Integer))
    without = func.sum(jobs.c.status.in_(_WITHOUT).cast(Integer))
    asked = select(day.label("day"), func.count().label("jobs"), sent.label("sent"), without.label("without"))
    found = asked.where(jobs.c.created_at >= since).group_by("day")
    return {row.day: Day(row.jobs, int(row.sent), int(row.without)) for row in connection.execute(found)}


def missing(connection: Connection, most: int) -> list[Missing]:
    """Records whose bytes are missing: pictures first, then jobs by their painting or mask."""
    found: list[Missing] = []
    for what, record, blob in (
        ("picture", pictures.c.id, pictures.c.blob),
        ("painting", jobs.c.id, jobs.c.painting),
        ("mask", jobs.c.id, jobs.c.wire_mask),
    ):
        asked = select(record, missing_bytes.c.found_at).join(missing_bytes, missing_bytes.c.blob == blob)
        rows = connection.execute(asked.order_by(record).limit(most - len(found)))
        found += [Missing(what, *row) for row in rows]
    return found
