"""Sums over the tables, for operators: nothing of one person, one picture or one prompt."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from webapp.db.tables import jobs, pictures
from webapp.models import IMAGINE, TERMINAL, UPSCALES, VARY_REGION, JobStatus

_UNFINISHED = tuple(str(status) for status in JobStatus if status not in TERMINAL)


def jobs_by_status(connection: Connection) -> dict[JobStatus, int]:
    """How many jobs stand in each state, those with none included."""
    rows = connection.execute(select(jobs.c.status, func.count()).group_by(jobs.c.status))
    found = {JobStatus(status): count for status, count in rows}
    return {status: found.get(status, 0) for status in JobStatus}


def failed_by_code(connection: Connection) -> dict[str, int]:
    """How many jobs failed or are uncertain, by the kind of what went wrong."""
    failed = (str(JobStatus.FAILED), str(JobStatus.UNCERTAIN))
    which = select(jobs.c.error_code, func.count()).where(jobs.c.status.in_(failed))
    rows = connection.execute(which.group_by(jobs.c.error_code))
    return {code or "unknown": count for code, count in rows}


def oldest_unfinished(connection: Connection) -> datetime | None:
    """When the oldest job was submitted that has not come to an end."""
    which = select(jobs.c.created_at).where(jobs.c.status.in_(_UNFINISHED))
    return connection.execute(which.order_by(jobs.c.created_at).limit(1)).scalar_one_or_none()


def answer_times_s(connection: Connection, since: datetime, most: int) -> list[float]:
    """How long the provider took to take each of the newest paid calls since then, shortest first."""
    which = (
        select(jobs.c.sent_at, jobs.c.accepted_at)
        .where(jobs.c.created_at >= since, jobs.c.sent_at.is_not(None), jobs.c.accepted_at.is_not(None))
        .order_by(jobs.c.created_at.desc())
        .limit(most)
    )
    rows = connection.execute(which)
    return sorted((accepted - sent).total_seconds() for sent, accepted in rows if accepted >= sent)


def drawing_times_s(connection: Connection, since: datetime, most: int) -> dict[str, list[float]]:
    """How long the newest took from acceptance to their end, by kind: imagine, region, upscale, other."""
    which = (
        select(jobs.c.button, jobs.c.accepted_at, jobs.c.finished_at)
        .where(
            jobs.c.created_at >= since,
            jobs.c.status == str(JobStatus.DONE),
            jobs.c.accepted_at.is_not(None),
            jobs.c.finished_at.is_not(None),
        )
        .order_by(jobs.c.created_at.desc())
        .limit(most)
    )
    found: dict[str, list[float]] = {}
    for button, accepted, finished in connection.execute(which):
        found.setdefault(_kind_of(button), []).append((finished - accepted).total_seconds())
    return found


def _kind_of(button: str) -> str:
    if button in UPSCALES:
        return "upscale"
    return {IMAGINE: "imagine", VARY_REGION: "region"}.get(button, "other")


def pictures_and_bytes(connection: Connection) -> tuple[int, int]:
    """How many pictures there are and how many bytes they take; equal bytes are kept once."""
    count = connection.execute(select(func.count()).select_from(pictures)).scalar_one()
    blobs = select(func.max(pictures.c.size_bytes).label("size")).group_by(pictures.c.blob).subquery()
    size = connection.execute(select(func.coalesce(func.sum(blobs.c.size), 0))).scalar_one()
    return count, int(size)
