"""What is old and needed by nobody: pictures and records of jobs."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, exists, or_, select, update

from webapp.db.tables import drafts, jobs, pictures, shares
from webapp.db.teamwork_tables import hand_overs
from webapp.models import MOST_GENERATIONS, TERMINAL, Shared

GENERATIONS = {str(Shared.JOB): 1, str(Shared.LINEAGE): MOST_GENERATIONS}
"""How many generations before its own picture a share link shows."""

_TERMINAL = tuple(str(status) for status in TERMINAL)


def old_pictures(connection: Connection, before: datetime, now: datetime, most: int) -> dict[str, str]:
    """Storage keys by id of the oldest pictures added before then that nobody needs.

    Needed is a picture from which a job was made since then or one is not over; which an open share link
    shows; which somebody is asked to paint on, or has painted on since then.
    """
    recent = or_(jobs.c.created_at >= before, jobs.c.status.not_in(_TERMINAL))
    needed = (
        exists().where(jobs.c.picture_id == pictures.c.id, recent),
        pictures.c.id.in_(_shown(now)),
        exists().where(hand_overs.c.picture_id == pictures.c.id),
        exists().where(drafts.c.picture_id == pictures.c.id, drafts.c.saved_at >= before),
    )
    old = and_(pictures.c.created_at < before, *(~one for one in needed))
    found = select(pictures.c.id, pictures.c.blob).where(old).order_by(pictures.c.created_at).limit(most)
    return {row.id: row.blob for row in connection.execute(found)}


def _shown(now: datetime) -> Select[tuple[str]]:
    """Ids of all pictures that open share links show: each its own, and so many generations before it."""
    is_open = or_(shares.c.expires_at.is_(None), shares.c.expires_at > now)
    left = case(GENERATIONS, value=shares.c.what, else_=0)
    own = select(shares.c.picture_id.label("id"), left.label("left")).where(is_open)
    shown = own.cte("shown", recursive=True)
    child = pictures.alias("child")
    before = (
        select(jobs.c.picture_id, shown.c.left - 1)
        .join(child, child.c.job_id == jobs.c.id)
        .join(shown, shown.c.id == child.c.id)
        .where(shown.c.left > 0, jobs.c.picture_id.is_not(None))
    )
    shown = shown.union(before)
    return select(shown.c.id)


def old_jobs(connection: Connection, before: datetime, most: int) -> dict[str, tuple[str | None, str | None]]:
    """Storage keys (painting, mask) by id of the oldest jobs that ended before then and left no picture."""
    left_one: ColumnElement[bool] = exists().where(pictures.c.job_id == jobs.c.id)
    ended = and_(jobs.c.created_at < before, jobs.c.status.in_(_TERMINAL), jobs.c.finished_at < before)
    found = (
        select(jobs.c.id, jobs.c.painting, jobs.c.wire_mask)
        .where(ended, ~left_one)
        .order_by(jobs.c.created_at)
        .limit(most)
    )
    return {row.id: (row.painting, row.wire_mask) for row in connection.execute(found)}


def remove_pictures(connection: Connection, ids: Collection[str]) -> None:
    """Remove pictures; the jobs that were made from them keep their record."""
    of_them = update(jobs).where(jobs.c.picture_id.in_(ids))
    connection.execute(of_them.values(picture_id=None, version=jobs.c.version + 1))
    connection.execute(delete(pictures).where(pictures.c.id.in_(ids)))


def remove_jobs(connection: Connection, ids: Collection[str]) -> None:
    connection.execute(delete(jobs).where(jobs.c.id.in_(ids)))
